import { createHash } from 'node:crypto';
import fs, { cpSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { tempFolder } from './helpers.ts';

const FILE_STEPS = ['open', 'rename', 'rm', 'mkdir', 'copyFile'] as const;
const DATABASE_STEPS = ['exec', 'prepare', 'pragma', 'close'] as const;

type Methods = Record<string, (...args: unknown[]) => unknown>;

/** Puts `hook` before the named methods; answers the way back. */
function before(target: Methods, names: readonly string[], hook: () => void): () => void {
  const originals = names.map((name) => [name, target[name]!] as const);
  for (const [name, original] of originals) {
    target[name] = function (this: unknown, ...args: unknown[]) {
      hook();
      return original.apply(this, args);
    };
  }
  return () => {
    for (const [name, original] of originals) target[name] = original;
  };
}

/** What a folder holds, names and bytes; an absent one differs from an empty one. */
function contentOf(folder: string): string {
  if (!existsSync(folder)) return 'absent';
  const hash = createHash('sha256');
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const file = join(folder, name);
    hash.update(`${name}\n`);
    if (statSync(file).isFile()) hash.update(readFileSync(file));
  }
  return hash.digest('hex');
}

/**
 * Runs `work` and looks at the folder before every file operation and every statement: what a process killed there would leave behind.
 * Answers a copy of every state that differs from the one before, the finished state last.
 */
export async function everyStep(folder: string, work: () => Promise<unknown>): Promise<string[]> {
  const copies: string[] = [];
  let copying = false;
  let last = '';
  const keep = () => {
    if (copying) return;
    copying = true;
    const content = contentOf(folder);
    if (content !== last) {
      const copy = join(tempFolder(), 'copy');
      if (content !== 'absent') cpSync(folder, copy, { recursive: true });
      copies.push(copy);
      last = content;
    }
    copying = false;
  };
  const restoreFiles = before(fs.promises as unknown as Methods, FILE_STEPS, keep);
  const restoreDatabase = before(Sqlite.prototype as unknown as Methods, DATABASE_STEPS, keep);
  syncBuiltinESMExports();
  try {
    await work();
  } finally {
    restoreFiles();
    restoreDatabase();
    syncBuiltinESMExports();
  }
  keep();
  return copies;
}
