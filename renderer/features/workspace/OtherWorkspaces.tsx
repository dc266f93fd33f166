import { Button } from 'antd';
import type { WorkspaceStatus } from '#shared/api/workspace.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { useRead } from '../../app/data.ts';
import { navigate, useLocation } from '../../app/router.ts';
import { useReport } from '../../app/useReport.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { useTakeStatus } from './useTakeStatus.ts';

/** Ways to another workspace: known ones, a folder, a new one, the demo. */
export function OtherWorkspaces({ status }: { status: WorkspaceStatus }) {
  const api = useApi();
  const { useDemo: turnToDemo } = api.workspace;
  const report = useReport();
  const takeStatus = useTakeStatus();
  const known = useRead('workspace', 'known', {});
  const inWizard = useLocation().path[0] === 'setup' || status.state === 'absent';
  const others = (known.data?.folders ?? []).filter((entry) => entry.folder !== status.folder && !entry.demo);
  const turnTo = (folder: string) =>
    report.guard('没有打开工作区', async () => {
      await takeStatus(await api.workspace.select({ folder }));
      navigate([]);
    });
  const choose = () =>
    report.guard('没有打开工作区', async () => {
      const { path } = await api.host.openFolder({ purpose: 'document' });
      if (path !== null) turnTo(path);
    });
  const openDemo = () =>
    report.guard('没有打开演示工作区', async () => {
      await takeStatus(await turnToDemo({}));
      navigate([]);
    });
  return (
    <nav className="qp-others" aria-label="其他工作区">
      {others.map((entry) => (
        <Button key={entry.folder} type="link" title={entry.folder} onClick={() => turnTo(entry.folder)}>
          <span>
            打开“
            <VisibleText text={entry.name} />”
          </span>
        </Button>
      ))}
      <Button type="link" onClick={choose}>
        打开其他文件夹中的工作区
      </Button>
      {!inWizard && (
        <Button type="link" onClick={() => navigate(['setup'])}>
          新建工作区
        </Button>
      )}
      {status.demoAvailable && !status.demo && (
        <Button type="link" onClick={openDemo}>
          打开演示工作区
        </Button>
      )}
    </nav>
  );
}
