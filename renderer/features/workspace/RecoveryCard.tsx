import { Button } from 'antd';
import { useState } from 'react';
import type { WorkspaceStatus } from '#shared/api/workspace.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { useAct } from '../../app/data.ts';
import { useReport } from '../../app/useReport.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { NewPassphrase } from './NewPassphrase.tsx';
import { PersonChoice } from './PersonChoice.tsx';
import { emptyPassphrase, passphraseProblem } from './passphraseDraft.ts';
import { useTakeStatus } from './useTakeStatus.ts';

interface Props {
  status: WorkspaceStatus;
  personId: string;
  onPerson: (personId: string) => void;
  onLeave: () => void;
}

/** A forgotten passphrase: request out, the centre's answer in, a new passphrase. Data stays as it is. */
export function RecoveryCard({ status, personId, onPerson, onLeave }: Props) {
  return (
    <section className="qp-card qp-entry-card" aria-label="恢复口令">
      <h2>由中心恢复口令</h2>
      {status.recoveryAvailable ? (
        <>
          <p>案卷和审核记录不受影响。请按顺序办理：</p>
          <PersonChoice persons={status.persons} value={personId} onChange={onPerson} />
          <RequestStep personId={personId} />
          <AnswerStep personId={personId} />
        </>
      ) : (
        <p>
          本工作区没有登记中心的恢复公钥，中心无法代为恢复。请再回想口令。若记得做备份时的口令，可以在下面打开备份文件夹，从那里继续。
        </p>
      )}
      <Button type="link" onClick={onLeave}>
        返回解锁
      </Button>
    </section>
  );
}

function RequestStep({ personId }: { personId: string }) {
  const api = useApi();
  const [written, setWritten] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const write = async () => {
    setError(null);
    try {
      const { path } = await api.host.saveFile({ purpose: 'recovery', suggestedName: '泉评恢复申请.json' });
      if (path !== null) setWritten((await api.workspace.exportRecoveryRequest({ personId, path })).path);
    } catch (refused) {
      setError(refused);
    }
  };
  return (
    <div className="qp-step">
      <h3 className="qp-step-title">一、导出恢复申请，交给中心</h3>
      <Button icon={<Icon name="export" />} disabled={personId === ''} onClick={() => void write()}>
        导出恢复申请
      </Button>
      {written && (
        <p role="status">
          已写入 <VisibleText text={written} />
        </p>
      )}
      {error !== null && <ErrorPanel title="没有导出" error={error} />}
    </div>
  );
}

function AnswerStep({ personId }: { personId: string }) {
  const api = useApi();
  const takeStatus = useTakeStatus();
  const report = useReport();
  const [answer, setAnswer] = useState<string | null>(null);
  const [next, setNext] = useState(emptyPassphrase);
  const apply = useAct('workspace', 'applyRecoveryAnswer');
  const choose = async () => {
    const { path } = await api.host.openFile({ purpose: 'recovery' });
    if (path !== null) setAnswer(path);
  };
  const ready = answer !== null && passphraseProblem(next) === null;
  return (
    <div className="qp-step">
      <h3 className="qp-step-title">二、装入中心的答复，设新口令</h3>
      <Button icon={<Icon name="import" />} onClick={() => report.guard('没有选定文件', choose)}>
        选择中心的答复
      </Button>
      {answer && (
        <>
          <p>
            <VisibleText text={answer} />
          </p>
          <NewPassphrase value={next} onChange={setNext} />
          <Button
            type="primary"
            disabled={!ready}
            loading={apply.isPending}
            onClick={() =>
              apply.mutate({ personId, path: answer, passphrase: next.passphrase }, { onSuccess: takeStatus })
            }
          >
            恢复并打开
          </Button>
        </>
      )}
      {apply.error !== null && <ErrorPanel title="没有恢复" error={apply.error} />}
    </div>
  );
}
