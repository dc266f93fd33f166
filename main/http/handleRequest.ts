import { withSecurityHeaders } from './securityHeaders.ts';
import { serveStatic } from './staticFiles.ts';

export type HandleRequest = (request: Request) => Promise<Response>;

export interface RequestParts {
  /** Folder of the built screens. */
  staticFolder: string;
  /** Host that is ours: `quanping` under app://, `127.0.0.1:<port>` under http://. */
  host: string;
  /** Answers everything under `/api/`; absent where requests do not come over HTTP. */
  api?: HandleRequest;
}

/** The one answerer of both shells: app files, and the API where it travels over HTTP. Every answer carries the security headers. */
export function createHandleRequest({ staticFolder, host, api }: RequestParts): HandleRequest {
  return async (request) => withSecurityHeaders(await answer(request));

  async function answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    if (url.host !== host) return plain(403, 'wrong host');
    if (url.pathname.startsWith('/api/')) return api ? api(request) : plain(404, 'not found');
    if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'method not allowed');
    return serveStatic(staticFolder, url.pathname);
  }
}

function plain(status: number, text: string): Response {
  return new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
