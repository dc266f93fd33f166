import os from 'node:os';
import path from 'node:path';
import { vi } from 'vitest';
import type { Core } from '#main/ports.ts';
import type * as StandIn from './electronStandIn.ts';

export type StandInModule = typeof StandIn;

export interface RunningElectron {
  electron: StandInModule;
  window: StandIn.BrowserWindow;
  session: StandInModule['record']['sessions'][number];
}

/**
 * Starts the real Electron shell over the stand-in and waits for its window. The test file needs
 * `vi.mock('electron', () => import('#tests/support/electronStandIn.ts'))`; each start has fresh modules.
 */
export async function startElectronShell(
  core: Core | Error,
  prepare?: (electron: StandInModule) => void,
): Promise<RunningElectron> {
  vi.resetModules();
  const electron = (await import('electron')) as unknown as StandInModule;
  electron.resetStandIn();
  prepare?.(electron);
  vi.stubEnv('QUANPING_DATA', path.join(os.tmpdir(), 'qp-electron'));
  const { runElectronShell } = await import('#main/electron/shell.ts');
  const createCore = () => (core instanceof Error ? Promise.reject(core) : core);
  runElectronShell({ createCore, preload: '/out/electron/preload.cjs' });
  await vi.waitFor(() => {
    if (!electron.record.windows[0] && electron.app.exitCode === null) throw new Error('no window yet');
  }, 30_000);
  const [window] = electron.record.windows;
  const [session] = electron.record.sessions;
  return { electron, window: window!, session: session! };
}
