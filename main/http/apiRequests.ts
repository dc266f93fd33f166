import type { Wire } from '#main/api/wire.ts';
import { tooLarge } from '#main/api/wire.ts';
import type { ApiEvent } from '#shared/api/events.ts';
import { type ApiResult, failure, success } from '#shared/api/result.ts';
import { MAX_BLOB_BYTES } from '#shared/api/transport.ts';
import { eventStream } from './eventStream.ts';
import type { HandleRequest } from './handleRequest.ts';

/** The part of the session keeper that answers requests. */
export interface SessionDoor {
  /** Trades a one-time code for a session; `null` when it was used, replaced or never given out. */
  exchange(code: unknown): Promise<{ token: string; reloadCode: string } | null>;
  /** Whether an `Authorization` header belongs to the session. */
  accepts(authorization: string | null): boolean;
  /** Tells that the session's page listens; call the result when it no longer does. `signal` ends when the session does. */
  present(): { signal: AbortSignal; gone: () => void };
}

export interface ApiParts {
  wire: Wire;
  session: SessionDoor;
  subscribe: (listener: (event: ApiEvent) => void) => () => void;
  pingMs: number;
}

/** Longest JSON a request may carry. The longest note is 2,000 characters. */
export const MAX_JSON_BYTES = 1024 * 1024;

/**
 * The API over HTTP: `POST /api/session`, `GET /api/events` (one line of JSON per event), `POST /api/blob`,
 * `GET /api/bytes/<kind>/<id>?begin&end`, and `POST /api/<domain.name>` for every route of the contract.
 */
export function createApiRequests({ wire, session, subscribe, pingMs }: ApiParts): HandleRequest {
  return async (request) => {
    const url = new URL(request.url);
    const [first = '', ...rest] = url.pathname.slice('/api/'.length).split('/');
    if (first === 'session' && rest.length === 0) return openSession(request);
    if (!session.accepts(request.headers.get('authorization'))) return json(failure('SESSION_INVALID'), 401);
    if (request.method === 'GET' && first === 'events' && rest.length === 0) {
      return eventStream(subscribe, session.present(), pingMs);
    }
    if (request.method === 'GET' && first === 'bytes' && rest.length === 2) return readBytes(rest, url.searchParams);
    if (request.method !== 'POST' || rest.length > 0) return json(failure('ROUTE_UNKNOWN'), 404);
    return first === 'blob' ? putBlob(request) : callRoute(first, request);
  };

  async function openSession(request: Request): Promise<Response> {
    if (request.method !== 'POST') return json(failure('ROUTE_UNKNOWN'), 404);
    const body = await readJson(request);
    const code = body.ok ? (body.value as { code?: unknown } | null)?.code : null;
    const opened = await session.exchange(code);
    return opened ? json(success(opened)) : json(failure('SESSION_INVALID'), 401);
  }

  async function callRoute(segment: string, request: Request): Promise<Response> {
    const body = await readJson(request);
    if (!body.ok) return json(body, 400);
    return json(await wire.request(decode(segment), body.value));
  }

  async function readBytes([kind, id]: string[], query: URLSearchParams): Promise<Response> {
    const source = { kind, id: decode(id ?? '') };
    const result = await wire.readRange({ source, begin: integer(query.get('begin')), end: integer(query.get('end')) });
    if (!result.ok) return json(result, 400);
    const bytes = result.value as Uint8Array<ArrayBuffer>;
    return new Response(bytes, { headers: { 'content-type': 'application/octet-stream' } });
  }

  async function putBlob(request: Request): Promise<Response> {
    const bytes = new Uint8Array(await request.arrayBuffer());
    if (bytes.byteLength > MAX_BLOB_BYTES) return json(tooLarge(bytes.byteLength, MAX_BLOB_BYTES), 413);
    return json(await wire.putBlob(bytes));
  }
}

export function json(result: ApiResult<unknown>, status = 200): Response {
  return new Response(JSON.stringify(result), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });
}

/** Only application/json: a form or plain text of another site needs no preflight, this does. */
async function readJson(request: Request): Promise<ApiResult<unknown>> {
  if (!request.headers.get('content-type')?.startsWith('application/json')) {
    return failure('INPUT_INVALID', { reason: 'content-type' });
  }
  const text = await request.text();
  if (text.length > MAX_JSON_BYTES) return tooLarge(text.length, MAX_JSON_BYTES);
  try {
    return success(JSON.parse(text));
  } catch {
    return failure('INPUT_INVALID', { reason: 'JSON' });
  }
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '';
  }
}

function integer(text: string | null): number {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
}
