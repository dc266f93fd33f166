import { useState } from 'react';
import type { WorkspaceStatus } from '#shared/api/workspace.ts';
import { DemoBanner } from './DemoBanner.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { FileDropHint } from './FileDropHint.tsx';
import { HelpCard } from './HelpCard.tsx';
import { Pages } from './Pages.tsx';
import { Palette } from './Palette.tsx';
import { Rail } from './Rail.tsx';
import { useLocation } from './router.ts';
import { StatusLine } from './StatusLine.tsx';
import { useFrameCommands } from './useFrameCommands.ts';
import { useTaskEvents } from './useTask.ts';

/** What stays while rooms change: rail, banner, status line, palette, help card. */
export function Frame({ status }: { status: WorkspaceStatus }) {
  const [overlay, setOverlay] = useState<'palette' | 'help' | null>(null);
  const { path } = useLocation();
  useFrameCommands(setOverlay);
  useTaskEvents();
  const close = () => setOverlay(null);
  return (
    <div className="qp-frame">
      {status.demo && <DemoBanner />}
      <Rail path={path} />
      <main className="qp-room" id="qp-room">
        <ErrorBoundary resetKey={path.join('/')}>
          <Pages path={path} status={status} />
        </ErrorBoundary>
      </main>
      <StatusLine status={status} />
      {overlay === 'palette' && <Palette onClose={close} />}
      {overlay === 'help' && <HelpCard onClose={close} />}
      <FileDropHint />
    </div>
  );
}
