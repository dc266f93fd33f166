import path from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { createWire } from '#main/api/wire.ts';
import { dataFolder } from '#main/host/dataFolder.ts';
import { createLogFile } from '#main/host/logFile.ts';
import { findPlaces } from '#main/host/places.ts';
import { createHandleRequest } from '#main/http/handleRequest.ts';
import { type Core, type CoreOptions, systemClock } from '#main/ports.ts';
import { createNativeHost } from './dialogs.ts';
import { connectIpc } from './ipc.ts';
import { createLockedSession, lockDownApp } from './lockdown.ts';
import { installMenu } from './menu.ts';
import { APP_HOST } from './origin.ts';
import { registerScheme, serveApp } from './protocol.ts';
import { claimSingleInstance } from './single.ts';
import { createWindow } from './window.ts';

export interface ElectronParts {
  createCore: (options: CoreOptions) => Core | Promise<Core>;
  /** The built preload, one CommonJS file. */
  preload: string;
}

/**
 * The Electron shell: what must happen before the app is ready, then core, session and window. Returns at once, with what to do about
 * an exception that nobody caught.
 */
export function runElectronShell({ createCore, preload }: ElectronParts): (error: unknown) => void {
  const folder = dataFolder();
  const log = createLogFile(folder);
  const onFatal = (error: unknown) => fail(error, log);
  let window: BrowserWindow | null = null;
  app.setName('泉评');
  app.setPath('userData', path.join(folder, 'electron'));
  if (!claimSingleInstance(() => window)) {
    app.quit();
    return onFatal;
  }
  lockDownApp();
  registerScheme();
  app.on('window-all-closed', () => app.quit());
  app
    .whenReady()
    .then(() => open(createCore, preload, folder, log))
    .then((opened) => {
      window = opened;
    })
    .catch(onFatal);
  return onFatal;
}

async function open(
  createCore: ElectronParts['createCore'],
  preload: string,
  folder: string,
  log: (line: string) => void,
): Promise<BrowserWindow> {
  const places = findPlaces();
  let window: BrowserWindow | null = null;
  const core = await createCore({
    dataFolder: folder,
    demoFolder: app.isPackaged ? null : places.demoFolder,
    policiesFolder: places.policiesFolder,
    version: places.version,
    shell: { kind: 'electron', why: process.env.QUANPING_SHELL_WHY ?? '安装包自带的窗口' },
    host: () => createNativeHost(() => window!),
    clock: systemClock,
    log,
  });
  closeBeforeQuit(core, log);
  installMenu();
  const session = createLockedSession();
  serveApp(session, createHandleRequest({ staticFolder: places.rendererFolder, host: APP_HOST }));
  window = createWindow(session, preload, log);
  connectIpc({ wire: createWire(core, log), window, subscribe: core.subscribe, log });
  reloadAfterCrash(window, log);
  return window;
}

/** Quitting waits until the workspace is locked and its files are closed. */
function closeBeforeQuit(core: Core, log: (line: string) => void): void {
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    core
      .close()
      .catch((error: unknown) => log(`closing failed: ${String(error)}`))
      .finally(() => {
        closed = true;
        app.quit();
      });
  });
}

/** A page that crashed (a hostile PDF, memory) comes back by itself; what was acknowledged is in the database. */
function reloadAfterCrash(window: BrowserWindow, log: (line: string) => void): void {
  window.webContents.on('render-process-gone', (_, { reason, exitCode }) => {
    log(`page ended: ${reason} (${exitCode})`);
    if (reason !== 'clean-exit' && !window.isDestroyed()) window.webContents.reload();
  });
}

function fail(error: unknown, log: (line: string) => void): void {
  log(`fatal: ${error instanceof Error ? error.stack : String(error)}`);
  dialog.showErrorBox(
    '泉评不能继续运行',
    '程序内部出错，已写入日志 quanping.log。已保存的内容没有丢失，请重新打开泉评。',
  );
  app.exit(1);
}
