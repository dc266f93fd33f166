import { BYTE_PORT, type ByteAnswer, type ByteQuestion, type PreloadBridge } from '#shared/api/bridge.ts';
import type { ApiResult } from '#shared/api/result.ts';
import { createConnectionStore } from './connectionState.ts';
import type { LiveTransport } from './liveTransport.ts';

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

/** The wire of the Electron shell: requests and events over the preload, bytes over a message port that bypasses it. */
export function createElectronTransport(bridge: PreloadBridge, page: Window): LiveTransport {
  const ask = createByteChannel(bridge, page);
  return {
    connection: createConnectionStore('open'),
    request: (route, input) => bridge.request(route, input),
    subscribe: (listener) => bridge.subscribe(listener),
    readRange: async (source, begin, end) =>
      (await ask({ kind: 'range', source: { kind: source.kind, id: source.id }, begin, end })) as ApiResult<Uint8Array>,
    putBlob: async (bytes) => (await ask({ kind: 'blob', bytes })) as ApiResult<string>,
  };
}

function createByteChannel(bridge: PreloadBridge, page: Window) {
  const waiting = new Map<number, (result: ByteAnswer['result']) => void>();
  let port: Promise<MessagePort> | null = null;
  let lastId = 0;
  const open = () =>
    new Promise<MessagePort>((resolve) => {
      const onMessage = (event: MessageEvent) => {
        if (event.source !== page || event.data !== BYTE_PORT || !event.ports[0]) return;
        page.removeEventListener('message', onMessage);
        const opened = event.ports[0];
        opened.onmessage = ({ data }: MessageEvent<ByteAnswer>) => {
          waiting.get(data.id)?.(data.result);
          waiting.delete(data.id);
        };
        resolve(opened);
      };
      page.addEventListener('message', onMessage);
      bridge.openBytes();
    });
  return async (question: WithoutId<ByteQuestion>): Promise<ByteAnswer['result']> => {
    port ??= open();
    const opened = await port;
    lastId += 1;
    const id = lastId;
    return new Promise((resolve) => {
      waiting.set(id, resolve);
      opened.postMessage({ ...question, id });
    });
  };
}
