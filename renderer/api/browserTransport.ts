import type { ApiEvent } from '#shared/api/events.ts';
import { type ApiResult, failure, success } from '#shared/api/result.ts';
import { createConnectionStore } from './connectionState.ts';
import type { LaunchCodes } from './launchCode.ts';
import { readLines } from './lines.ts';
import { createListeners, type LiveTransport } from './liveTransport.ts';

export interface BrowserTransportOptions {
  /** `http://127.0.0.1:<port>`, no slash at the end. */
  origin: string;
  codes: LaunchCodes;
  fetch: typeof fetch;
  /** Milliseconds without a line (the program sends one every few seconds) after which the wire counts as lost. */
  silenceMs?: number;
  /** Milliseconds between tries to reach the program again. */
  retryMs?: number;
}

interface Session {
  token: string;
  reloadCode: string;
}

/** The wire of the browser shell: POST with a bearer token that lives in this closure only; events on one streaming answer. */
export function createBrowserTransport(options: BrowserTransportOptions): LiveTransport & { close(): void } {
  const connection = createConnectionStore('connecting');
  const listeners = createListeners();
  const stopped = new AbortController();
  const session = openSession(options).catch(() => null);
  const send = async (path: string, init: RequestInit): Promise<Response | null> => {
    const known = await session;
    if (!known) return null;
    const headers = { ...init.headers, authorization: `Bearer ${known.token}` };
    const response = await options.fetch(`${options.origin}/api/${path}`, { ...FIXED, ...init, headers });
    if (response.status === 401) connection.set('refused');
    return response;
  };
  void listen(send, options, stopped.signal, listeners.emit, connection.set);
  return {
    connection,
    subscribe: listeners.subscribe,
    close: () => stopped.abort(),
    request: (route, input) => send(encodeURIComponent(route), jsonPost(input)).then(readResult<unknown>),
    async readRange(source, begin, end) {
      const id = encodeURIComponent(source.id);
      const response = await send(`bytes/${source.kind}/${id}?begin=${begin}&end=${end}`, { method: 'GET' });
      if (!response?.ok) return readResult<Uint8Array>(response);
      return success(new Uint8Array(await response.arrayBuffer()));
    },
    putBlob: (bytes) =>
      send('blob', {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: bytes as Uint8Array<ArrayBuffer>,
      }).then(readResult<string>),
  };
}

const FIXED = {
  cache: 'no-store',
  credentials: 'omit',
  redirect: 'error',
  referrerPolicy: 'no-referrer',
} as const satisfies RequestInit;

function jsonPost(value: unknown): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(value ?? null) };
}

async function openSession({ origin, codes, fetch }: BrowserTransportOptions): Promise<Session | null> {
  const code = codes.take();
  if (!code) return null;
  const response = await fetch(`${origin}/api/session`, { ...FIXED, ...jsonPost({ code }) });
  const answer = await readResult<Session>(response);
  if (!answer.ok) return null;
  codes.keep(answer.value.reloadCode);
  return answer.value;
}

/** Anything but a wire result means that something else than the program answered. */
async function readResult<T>(response: Response | null): Promise<ApiResult<T>> {
  if (!response) return failure('SESSION_INVALID');
  if (!response.headers.get('content-type')?.startsWith('application/json')) {
    throw new TypeError(`network: unexpected answer ${response.status}`);
  }
  return (await response.json()) as ApiResult<T>;
}

/** Keeps the event stream open until stopped or refused. */
async function listen(
  send: (path: string, init: RequestInit) => Promise<Response | null>,
  { silenceMs = 20_000, retryMs = 1_000 }: BrowserTransportOptions,
  stop: AbortSignal,
  emit: (event: ApiEvent) => void,
  set: (state: 'open' | 'lost' | 'refused') => void,
): Promise<void> {
  while (!stop.aborted) {
    const silence = new AbortController();
    const signal = AbortSignal.any([stop, silence.signal]);
    let timer = setTimeout(() => silence.abort(), silenceMs);
    try {
      const response = await send('events', { method: 'GET', signal });
      if (!response || response.status === 401) return set('refused');
      if (!response.ok || !response.body) throw new TypeError(`network: no events (${response.status})`);
      set('open');
      for await (const line of readLines(response.body)) {
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), silenceMs);
        if (line !== '') emit(JSON.parse(line) as ApiEvent);
      }
    } catch (error) {
      if (!(error instanceof TypeError) && !signal.aborted) console.error(error);
    } finally {
      clearTimeout(timer);
    }
    if (stop.aborted) return;
    set('lost');
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
}
