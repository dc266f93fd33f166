import { existsSync } from 'node:fs';
import { createWire } from '#main/api/wire.ts';
import { dataFolder } from '#main/host/dataFolder.ts';
import { createLogFile } from '#main/host/logFile.ts';
import { findPlaces, type Places } from '#main/host/places.ts';
import { createApiRequests } from '#main/http/apiRequests.ts';
import { createHandleRequest } from '#main/http/handleRequest.ts';
import { type Core, type CoreOptions, type HostPort, systemClock } from '#main/ports.ts';
import { createPageDialogs, type PageDialogs } from './dialogs.ts';
import { createShutdown } from './lifetime.ts';
import { type LoopbackServer, startServer } from './server.ts';
import { createSessionKeeper, type SessionKeeper } from './session.ts';
import { showPage } from './show.ts';
import { openPath } from './tools.ts';
import type { AppWindow } from './window.ts';

export interface ShellParts {
  createCore: (options: CoreOptions) => Core | Promise<Core>;
  env: NodeJS.ProcessEnv;
  print: (line: string) => void;
  exit: (code: number) => void;
}

export interface RunningShell {
  server: LoopbackServer;
  session: SessionKeeper;
  quit(): void;
}

/** Milliseconds between the empty lines that show the page its wire is alive. */
const PING_MS = 5_000;
const SHUTDOWN_MS = 15_000;

/** The browser shell: core, loopback server, one page. Ends when the page's window closes, when asked to, or on a signal. */
export async function runBrowserShell({ createCore, env, print, exit }: ShellParts): Promise<RunningShell> {
  const folder = dataFolder(env);
  const log = createLogFile(folder);
  process.on('uncaughtExceptionMonitor', (error) => log(`fatal: ${error.stack ?? error.message}`));
  const shutdown = createShutdown(log, SHUTDOWN_MS);
  const quit = () => void shutdown.run().then((clean) => exit(clean ? 0 : 1));
  const session = createSessionKeeper({ log });
  const places = findPlaces(env);
  sayFirstRun(places, env, print);
  const { options, dialogs } = coreOptions(places, folder, env, log, quit);
  const core = await createCore(options);
  const api = createApiRequests({
    wire: createWire(core, log),
    session,
    subscribe: core.subscribe,
    pingMs: PING_MS,
  });
  const server = await startServer({
    handler: (host) => createHandleRequest({ staticFolder: places.rendererFolder, host, api }),
    log,
  });
  session.onPresence((present) => {
    if (!present) dialogs()?.cancelAll();
  });
  let window: AppWindow | null = null;
  let windowClosed: Promise<void> | undefined;
  // The window goes first because people wait for that, but nothing waits for it: saving what is open matters more.
  shutdown.add(() => {
    windowClosed = window?.close();
  });
  shutdown.add(() => core.close());
  shutdown.add(() => session.end());
  shutdown.add(() => server.close());
  shutdown.add(() => windowClosed);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, quit);
  window = await showPage({ server, session, env, folder, print, log, quit });
  return { server, session, quit };
}

/** The demo workspace is made when it is first opened; that takes a while and nothing else shows yet. */
function sayFirstRun({ demoFolder }: Places, env: NodeJS.ProcessEnv, print: (line: string) => void): void {
  if (!demoFolder || existsSync(demoFolder) || env.QUANPING_NO_WINDOW === '1') return;
  print('首次运行：正在生成演示工作区，约需十几秒……');
}

/** What the core is told, and the dialogs it was given once it asked for them. */
function coreOptions(
  places: Places,
  folder: string,
  env: NodeJS.ProcessEnv,
  log: (line: string) => void,
  quit: () => void,
): { options: CoreOptions; dialogs: () => PageDialogs | null } {
  let dialogs: PageDialogs | null = null;
  const options: CoreOptions = {
    dataFolder: folder,
    demoFolder: places.demoFolder,
    policiesFolder: places.policiesFolder,
    version: places.version,
    shell: { kind: 'browser', why: env.QUANPING_SHELL_WHY ?? '直接以浏览器方式启动' },
    host: (emit) => {
      dialogs = createPageDialogs(emit);
      return hostPort(dialogs, quit);
    },
    clock: systemClock,
    log,
  };
  return { options, dialogs: () => dialogs };
}

/** Milliseconds for the answer to the quit request to reach the page. */
const ANSWER_MS = 100;

function hostPort(dialogs: PageDialogs, quit: () => void): HostPort {
  const { openFile, saveFile, openFolder, answerDialog } = dialogs;
  return { openFile, saveFile, openFolder, answerDialog, openPath, quit: () => void setTimeout(quit, ANSWER_MS) };
}
