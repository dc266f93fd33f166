import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tooLarge } from '#main/api/wire.ts';
import { json, MAX_JSON_BYTES } from '#main/http/apiRequests.ts';
import type { HandleRequest } from '#main/http/handleRequest.ts';
import { withSecurityHeaders } from '#main/http/securityHeaders.ts';
import { failure } from '#shared/api/result.ts';
import { MAX_BLOB_BYTES } from '#shared/api/transport.ts';
import { refuseStatus } from './guard.ts';
import { isOldBrowser, oldBrowserPage } from './oldBrowser.ts';
import { isOwnPeer } from './peer.ts';

export interface LoopbackServer {
  /** `http://127.0.0.1:<port>` */
  origin: string;
  close(): Promise<void>;
}

export interface ServerOptions {
  /** Makes the answerer once the port, and so the host, is known. */
  handler: (host: string) => HandleRequest;
  log: (line: string) => void;
}

/** Milliseconds an idle connection of the page is kept: there is one page, and a closed one costs it a new connection. */
const KEEP_MS = 600_000;

/** An HTTP server on a free port of 127.0.0.1: never reachable from another machine. */
export async function startServer({ handler, log }: ServerOptions): Promise<LoopbackServer> {
  let answer: HandleRequest | null = null;
  let host = '';
  const server = createServer({ requestTimeout: 60_000, keepAliveTimeout: KEEP_MS }, (request, response) => {
    serve(request, response, host, answer).catch((error: unknown) => {
      log(`request failed: ${error instanceof Error ? error.stack : String(error)}`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  answer = handler(host);
  return {
    origin: `http://${host}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  host: string,
  answer: HandleRequest | null,
): Promise<void> {
  const refused = answer === null ? 503 : refuseStatus(request, host);
  if (answer === null || refused !== null) return send(response, refusal(request, refused ?? 503));
  if (request.url === '/' && isOldBrowser(request.headers['user-agent'])) return send(response, oldBrowserPage());
  if (request.url === '/api/session' && !(await peerIsOwn(request))) return send(response, refusal(request, 403));
  const body = await readBody(request);
  if (body instanceof Response) {
    response.shouldKeepAlive = false;
    return send(response, withSecurityHeaders(body));
  }
  await send(response, await answer(toRequest(request, host, body)));
}

function refusal(request: IncomingMessage, status: number): Response {
  const isApi = request.url?.startsWith('/api/') ?? false;
  return withSecurityHeaders(isApi ? json(failure('SESSION_INVALID'), status) : new Response(null, { status }));
}

function peerIsOwn({ socket }: IncomingMessage): Promise<boolean> {
  return isOwnPeer(socket.remotePort ?? -1, socket.localPort ?? -1);
}

/** Most of a too long body that is read and dropped, so that its sender hears the refusal instead of a broken connection. */
const MAX_DROPPED_BYTES = 64 * 1024 * 1024;

/** The body in memory, or the refusal of one that is too long. */
async function readBody(request: IncomingMessage): Promise<Buffer<ArrayBuffer> | Response | null> {
  if (request.method !== 'POST') return null;
  const limit = request.url === '/api/blob' ? MAX_BLOB_BYTES : MAX_JSON_BYTES;
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > MAX_DROPPED_BYTES) break;
    if (bytes <= limit) parts.push(part);
  }
  return bytes > limit ? json(tooLarge(bytes, limit), 413) : Buffer.concat(parts);
}

function toRequest(request: IncomingMessage, host: string, body: Buffer<ArrayBuffer> | null): Request {
  const headers = new Headers();
  for (const name of ['authorization', 'content-type'] as const) {
    const value = request.headers[name];
    if (value !== undefined) headers.set(name, value);
  }
  return new Request(new URL(request.url ?? '/', `http://${host}`), { method: request.method, headers, body });
}

/** Writes an answer; an endless one until either side hangs up. */
async function send(response: ServerResponse, answer: Response): Promise<void> {
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  if (!answer.body || response.req.method === 'HEAD') {
    response.end();
    return;
  }
  const reader = answer.body.getReader();
  response.once('close', () => void reader.cancel().catch(() => {}));
  for (;;) {
    const { done, value } = await reader.read();
    if (done || response.destroyed) break;
    if (!response.write(value)) await drained(response);
  }
  response.end();
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      response.off('drain', finish).off('close', finish);
      resolve();
    };
    response.on('drain', finish).on('close', finish);
  });
}
