import { contextBridge, ipcRenderer } from 'electron';
import { BYTE_PORT, type PreloadBridge } from '#shared/api/bridge.ts';

/** The page's window; this folder is otherwise typed without a DOM. */
declare const window: { location: { origin: string }; postMessage(data: string, to: string, ports: unknown[]): void };

const bridge: PreloadBridge = {
  request: (route, input) => ipcRenderer.invoke('api:request', route, input),
  subscribe: (listener) => {
    const forward = (_event: unknown, apiEvent: Parameters<typeof listener>[0]) => listener(apiEvent);
    ipcRenderer.on('api:event', forward);
    return () => void ipcRenderer.off('api:event', forward);
  },
  openBytes: () => {
    const { port1, port2 } = new MessageChannel();
    ipcRenderer.postMessage('api:bytes', null, [port1]);
    window.postMessage(BYTE_PORT, window.location.origin, [port2]);
  },
};
contextBridge.exposeInMainWorld('quanping', bridge);
