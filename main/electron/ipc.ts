import {
  type BrowserWindow,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  ipcMain,
  type MessagePortMain,
  type WebFrameMain,
} from 'electron';
import type { Wire } from '#main/api/wire.ts';
import type { ByteAnswer } from '#shared/api/bridge.ts';
import type { ApiEvent } from '#shared/api/events.ts';
import { failure } from '#shared/api/result.ts';
import { APP_ORIGIN } from './origin.ts';

export interface IpcParts {
  wire: Wire;
  window: BrowserWindow;
  subscribe: (listener: (event: ApiEvent) => void) => () => void;
  log: (line: string) => void;
}

/** All channels there are. Every message is refused unless it comes from the main frame of our window showing our page. */
export function connectIpc({ wire, window, subscribe, log }: IpcParts): void {
  const trusted = (event: IpcMainInvokeEvent | IpcMainEvent): boolean => {
    const ok = isTrustedFrame(event.senderFrame, window);
    if (!ok) log('a message from an unknown frame was refused');
    return ok;
  };
  ipcMain.handle('api:request', (event, route: unknown, input: unknown) =>
    trusted(event) ? wire.request(route, input) : failure('SESSION_INVALID'),
  );
  ipcMain.on('api:bytes', (event) => {
    const port = event.ports[0];
    if (!port) return;
    if (trusted(event)) serveBytes(port, wire);
    else port.close();
  });
  const unsubscribe = subscribe((apiEvent) => {
    if (!window.isDestroyed()) window.webContents.send('api:event', apiEvent);
  });
  window.once('closed', () => {
    unsubscribe();
    ipcMain.removeHandler('api:request');
    ipcMain.removeAllListeners('api:bytes');
  });
}

/** Fails closed: a frame that is gone, that throws when looked at, or that is not exactly ours is not trusted. */
export function isTrustedFrame(frame: WebFrameMain | null, window: BrowserWindow): boolean {
  try {
    if (!frame || window.isDestroyed()) return false;
    const main = window.webContents.mainFrame;
    return frame.frameTreeNodeId === main.frameTreeNodeId && frame.parent === null && frame.origin === APP_ORIGIN;
  } catch {
    return false;
  }
}

/** Answers byte questions of one page; the port dies with the page. */
function serveBytes(port: MessagePortMain, wire: Wire): void {
  port.on('message', async ({ data }) => {
    const { id, kind, bytes } = (data ?? {}) as { id?: unknown; kind?: unknown; bytes?: unknown };
    if (typeof id !== 'number') return;
    const result = kind === 'blob' ? await wire.putBlob(bytes) : await wire.readRange(data);
    port.postMessage({ id, result } satisfies ByteAnswer);
  });
  port.start();
}
