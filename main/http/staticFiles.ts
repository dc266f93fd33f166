import { readFile } from 'node:fs/promises';
import path from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

/** Answers the app's own files under `folder`; `/` is index.html. Anything else, hidden files included, is 404. */
export async function serveStatic(folder: string, pathname: string): Promise<Response> {
  const file = fileUnder(folder, pathname);
  if (!file) return notFound();
  try {
    const type = TYPES[path.extname(file).toLowerCase()] ?? 'application/octet-stream';
    return new Response(await readFile(file), { headers: { 'content-type': type, 'cache-control': 'no-cache' } });
  } catch {
    return notFound();
  }
}

function notFound(): Response {
  return new Response('not found', { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}

/** The file a path names, or `null` when it could leave the folder or names something hidden. */
function fileUnder(folder: string, pathname: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  const names = decoded.split('/').filter((name) => name !== '');
  const harmless = names.every((name) => !name.startsWith('.') && !/[\\:\0]/.test(name));
  if (!harmless) return null;
  return path.join(folder, ...(names.length === 0 ? ['index.html'] : names));
}
