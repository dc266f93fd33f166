import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useEffect } from 'react';
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
import { forgetSession } from './sessionValue.ts';

/** What the state of the workspace lets a person see. */
export function Gate() {
  const status = useStatus();
  useForgetting(status.data);
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

/** Locking takes everything of the workspace off the page's memory, not only off the screen. */
function useForgetting(status: WorkspaceStatus | undefined): void {
  const cache = useQueryClient();
  const session = status?.state === 'open' ? `${status.folder}\n${status.current?.personId}` : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when another workspace or person takes over
  useEffect(() => {
    if (status === undefined) return;
    forgetSession();
    cache.removeQueries({ predicate: (query) => query.queryKey[0] !== 'workspace' && !query.isActive() });
  }, [session, cache]);
}

function screenFor(status: WorkspaceStatus, wizard: boolean): ReactNode {
  if (wizard || status.state === 'absent') return <SetupPage status={status} />;
  if (status.state === 'open') return <Frame status={status} />;
  if (status.state === 'locked') return <UnlockPage key={status.folder} status={status} />;
  return <TroublePage status={status} />;
}
