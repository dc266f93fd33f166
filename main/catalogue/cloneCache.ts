/**
 * In a clone the catalogue is read from YAML, which costs a second or more with every command and every test file. What was read is
 * kept in `out/`, under the digest of everything it came from: the files of the catalogue and the code that reads them.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import { readCompiled, writeCompiled } from './compiled.ts';
import type { CatalogueFiles } from './load.ts';

const root = path.resolve(import.meta.dirname, '../..');
const CACHE = path.join(root, 'out', 'catalogue-read.json');
const CODE = ['main/catalogue', 'shared/rules', 'shared/domain'];
const KEY_LENGTH = 64;

/** The catalogue as `read` answers it; from the copy where `folder` is the clone's own and nothing it came from has changed. */
export function throughCloneCache(folder: string, files: CatalogueFiles, read: () => Catalogue): Catalogue {
  const isOwn = import.meta.filename.endsWith('.ts') && path.resolve(folder) === path.join(root, 'policies');
  if (!isOwn) return read();
  const key = digest(files);
  const kept = keptUnder(key);
  if (kept !== null) return kept;
  const catalogue = read();
  keep(key, catalogue);
  return catalogue;
}

function digest(files: CatalogueFiles): string {
  const hash = createHash('sha256');
  const add = (name: string, bytes: Uint8Array) => hash.update(`${name}\n${bytes.length}\n`).update(bytes);
  for (const name of [...files.keys()].sort()) add(name, files.get(name)!);
  for (const folder of CODE)
    for (const name of readdirSync(path.join(root, folder)).sort())
      if (name.endsWith('.ts')) add(`${folder}/${name}`, readFileSync(path.join(root, folder, name)));
  return hash.digest('hex');
}

function keptUnder(key: string): Catalogue | null {
  try {
    const bytes = readFileSync(CACHE);
    return bytes.toString('latin1', 0, KEY_LENGTH) === key ? readCompiled(bytes.subarray(KEY_LENGTH + 1)) : null;
  } catch {
    return null;
  }
}

/** A copy that cannot be kept costs time only. */
function keep(key: string, catalogue: Catalogue): void {
  const partial = `${CACHE}.${process.pid}`;
  try {
    mkdirSync(path.dirname(CACHE), { recursive: true });
    writeFileSync(partial, Buffer.concat([Buffer.from(`${key}\n`), writeCompiled(catalogue)]));
    renameSync(partial, CACHE);
  } catch {
    // A folder that only may be read, or somebody else is reading the copy on Windows.
  }
}
