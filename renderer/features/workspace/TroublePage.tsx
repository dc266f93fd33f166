import { Button } from 'antd';
import type { WorkspaceStatus } from '#shared/api/workspace.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { useReport } from '../../app/useReport.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { EntryShell } from './EntryShell.tsx';
import { OtherWorkspaces } from './OtherWorkspaces.tsx';
import { useTakeStatus } from './useTakeStatus.ts';

const WORDS = {
  damaged: {
    title: '工作区无法打开',
    fallback: '工作区文件已损坏。原文件没有改动。请从最近的备份恢复，或联系中心。',
  },
  newer: { title: '需要更新泉评', fallback: '工作区由更新版本的泉评建立。请升级程序后再打开。' },
  busy: { title: '工作区正在使用', fallback: '工作区正在被另一个泉评窗口使用。请切换到那个窗口，或先关闭它。' },
} as const;

/** A workspace that is there but cannot be opened now: what is wrong, what to do, nothing is changed. */
export function TroublePage({ status }: { status: WorkspaceStatus }) {
  const api = useApi();
  const report = useReport();
  const takeStatus = useTakeStatus();
  const words = WORDS[status.state as keyof typeof WORDS] ?? WORDS.damaged;
  return (
    <EntryShell version={status.version}>
      <section className="qp-card qp-entry-card" role="alert">
        <h2 className="qp-trouble">
          <Icon name={status.state === 'busy' ? 'info' : 'warning'} />
          {words.title}
        </h2>
        <p>
          <VisibleText text={status.message ?? words.fallback} />
        </p>
        <p className="qp-faint">
          位置：
          <VisibleText text={status.folder} />
        </p>
        <div className="qp-entry-row">
          <Button type="primary" onClick={() => void takeStatus()}>
            再试一次
          </Button>
          <Button onClick={() => report.guard('没有退出', () => api.host.quit({}))}>退出泉评</Button>
        </div>
      </section>
      <OtherWorkspaces status={status} />
    </EntryShell>
  );
}
