import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.ts';

/** Names what a build was made of: paths, sizes and times of its sources. Cheap, and a touched file only costs one more build. */
export function fingerprint(sources: readonly string[]): string {
  const hash = createHash('sha256');
  for (const source of sources) addTo(hash, path.join(ROOT, source));
  return hash.digest('hex');
}

function addTo(hash: ReturnType<typeof createHash>, file: string): void {
  const info = statSync(file, { throwIfNoEntry: false });
  if (!info) return;
  if (!info.isDirectory()) {
    hash.update(`${path.relative(ROOT, file)}\0${info.size}\0${info.mtimeMs}\n`);
    return;
  }
  for (const name of readdirSync(file).sort()) addTo(hash, path.join(file, name));
}

const stampFile = (folder: string) => path.join(folder, '.stamp');

/** Whether the build in `folder` was made of exactly these sources. */
export function isFresh(folder: string, mark: string): boolean {
  return existsSync(stampFile(folder)) && readFileSync(stampFile(folder), 'utf8') === mark;
}

/** Call last: a build that was interrupted stays without stamp and is made again. */
export function writeStamp(folder: string, mark: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(stampFile(folder), mark);
}
