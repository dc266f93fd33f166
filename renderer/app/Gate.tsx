import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { WorkspaceStatus } from '#shared/api/workspace.ts';
import { SetupPage } from '../features/workspace/SetupPage.tsx';
import { TroublePage } from '../features/workspace/TroublePage.tsx';
import { UnlockPage } from '../features/workspace/UnlockPage.tsx';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { useStatus } from './data.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Frame } from './Frame.tsx';
import { Later } from './Later.tsx';
import { useLocation } from './router.ts';

/** What the state of the workspace lets a person see. */
export function Gate() {
  const status = useStatus();
  const { path } = useLocation();
  if (status.data) {
    const wizard = path[0] === 'setup';
    const key = `${status.data.state}${wizard}`;
    return <ErrorBoundary resetKey={key}>{screenFor(status.data, wizard)}</ErrorBoundary>;
  }
  if (status.error) {
    return (
      <main className="qp-page qp-page-narrow">
        <ErrorPanel
          title="泉评没有打开"
          error={status.error}
          actions={
            <Button size="small" onClick={() => void status.refetch()}>
              重试
            </Button>
          }
        />
      </main>
    );
  }
  return <Later>正在打开泉评</Later>;
}

function screenFor(status: WorkspaceStatus, wizard: boolean): ReactNode {
  if (wizard || status.state === 'absent') return <SetupPage status={status} />;
  if (status.state === 'open') return <Frame status={status} />;
  if (status.state === 'locked') return <UnlockPage status={status} />;
  return <TroublePage status={status} />;
}
