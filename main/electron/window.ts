import { app, BrowserWindow, type Session } from 'electron';
import { APP_PAGE } from './origin.ts';

/** Electron's defaults are mostly these; they are written out so that no later default can change them. */
export function createWindow(session: Session, preload: string, log: (line: string) => void): BrowserWindow {
  const window = new BrowserWindow({
    title: '泉评',
    width: 1440,
    height: 900,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    backgroundColor: '#ffffff',
    autoHideMenuBar: true,
    webPreferences: {
      session,
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  window.once('ready-to-show', () => window.show());
  window.loadURL(APP_PAGE).catch((error: unknown) => log(`page did not load: ${String(error)}`));
  return window;
}
