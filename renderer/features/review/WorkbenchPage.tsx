import { Button } from 'antd';
import { useEffect } from 'react';
import { useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { warmViewer } from '../../pdf/open.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { useChecklist } from './useChecklist.ts';
import { useFresh } from './useFresh.ts';
import { usePrefetchNext } from './usePrefetchNext.ts';
import { Workbench } from './Workbench.tsx';

/** One case: its files beside its checklist. */
export function WorkbenchPage({ caseId, onLeave }: { caseId: string; onLeave: () => void }) {
  const view = useRead('cases', 'get', { caseId });
  const checklist = useChecklist(caseId);
  const fresh = useFresh(caseId);
  useEffect(warmViewer, []);
  usePrefetchNext(caseId);
  const error = (view.data ? null : view.error) ?? checklist.readError;
  if (error) {
    return (
      <div className="qp-page qp-page-narrow">
        <ErrorPanel
          title="案卷没有打开"
          error={error}
          actions={
            <>
              <Button
                size="small"
                onClick={() => {
                  void view.refetch();
                  checklist.retry();
                }}
              >
                重试
              </Button>
              <Button size="small" onClick={onLeave}>
                返回案卷列表
              </Button>
            </>
          }
        />
      </div>
    );
  }
  if (!fresh || !view.data || !checklist.list) return <Later>正在打开案卷</Later>;
  return <Workbench view={view.data} list={checklist.list} checklist={checklist} onLeave={onLeave} />;
}
