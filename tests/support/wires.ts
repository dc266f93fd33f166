/** The three wires of the contract, each over a given core, as the contract suite drives them. */
import { createWire } from '#main/api/wire.ts';
import { startServer } from '#main/browser/server.ts';
import { createSessionKeeper, type SessionKeeper } from '#main/browser/session.ts';
import { createApiRequests } from '#main/http/apiRequests.ts';
import { createHandleRequest } from '#main/http/handleRequest.ts';
import type { Core } from '#main/ports.ts';
import { createBrowserTransport } from '#renderer/api/browserTransport.ts';
import { createElectronTransport } from '#renderer/api/electronTransport.ts';
import type { PreloadBridge } from '#shared/api/bridge.ts';
import type { Transport } from '#shared/api/transport.ts';
import type * as StandIn from './electronStandIn.ts';

export interface OpenWire {
  transport: Transport;
  close(): Promise<void>;
}

const ignoreLog = () => {};

export async function openInProcess(core: Core): Promise<OpenWire> {
  const wire = createWire(core, ignoreLog);
  const transport: Transport = {
    request: wire.request,
    readRange: (source, begin, end) => wire.readRange({ source, begin, end }),
    putBlob: wire.putBlob,
    subscribe: core.subscribe,
  };
  return { transport, close: async () => {} };
}

export interface HttpWire extends OpenWire {
  origin: string;
  session: SessionKeeper;
  lines: string[];
}

/** A browser adds Origin to its requests by itself; fetch in Node does not. */
export const pageFetch =
  (origin: string): typeof fetch =>
  (input, init) =>
    fetch(input, { ...init, headers: { ...(init?.headers as Record<string, string>), origin } });

/** The real server on a free port, without any page yet. */
export async function startHttp(
  core: Core,
  options: { pingMs?: number; reloadGraceMs?: number; folder?: string } = {},
) {
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const session = createSessionKeeper({ log, reloadGraceMs: options.reloadGraceMs ?? 300 });
  const wire = createWire(core, log);
  const api = createApiRequests({ wire, session, subscribe: core.subscribe, pingMs: options.pingMs ?? 1_000 });
  const server = await startServer({
    handler: (host) => createHandleRequest({ staticFolder: options.folder ?? import.meta.dirname, host, api }),
    log,
  });
  return { server, session, lines };
}

export async function openHttp(core: Core): Promise<HttpWire> {
  const { server, session, lines } = await startHttp(core);
  const code = session.newLaunchCode();
  const { origin } = server;
  const codes = { take: () => code, keep: () => {} };
  const transport = createBrowserTransport({ origin, codes, fetch: pageFetch(origin), retryMs: 50 });
  const close = async () => {
    transport.close();
    await server.close();
  };
  return { transport, close, origin, session, lines };
}

/** Needs `vi.mock('electron', …)` in the test file: the real ipc.ts, preload.ts and page transport over a stand-in Electron. */
export async function openStructuredClone(core: Core): Promise<OpenWire> {
  const electron = (await import('electron')) as unknown as typeof StandIn;
  const { connectIpc } = await import('#main/electron/ipc.ts');
  const window = new electron.BrowserWindow({ webPreferences: {} });
  const page = new electron.StandInPage();
  Object.assign(globalThis, { window: page });
  await import('#main/electron/preload.ts');
  connectIpc({
    wire: createWire(core, ignoreLog),
    window: window as unknown as Parameters<typeof connectIpc>[0]['window'],
    subscribe: core.subscribe,
    log: ignoreLog,
  });
  const bridge = electron.record.exposed.get('quanping') as PreloadBridge;
  const transport = createElectronTransport(bridge, page as unknown as Window);
  return { transport, close: async () => window.destroy() };
}
