import type { IncomingMessage } from 'node:http';

const METHODS: readonly string[] = ['GET', 'HEAD', 'POST'];

/**
 * What is checked before anything else is looked at. Other sites in the same browser: their requests carry their own Origin or
 * `Sec-Fetch-Site`. A name that was pointed at 127.0.0.1 (DNS rebinding): the Host is not ours. Returns the status to refuse with.
 */
export function refuseStatus(request: IncomingMessage, host: string): number | null {
  const { headers, method = '' } = request;
  if (headers.host !== host) return 403;
  if (!METHODS.includes(method)) return 405;
  const isApi = request.url?.startsWith('/api/') ?? false;
  const origin = headers.origin;
  if (origin !== undefined && origin !== `http://${host}`) return 403;
  if (method === 'POST' && origin === undefined) return 403;
  const site = headers['sec-fetch-site'];
  if (isApi && site !== undefined && site !== 'same-origin') return 403;
  return null;
}
