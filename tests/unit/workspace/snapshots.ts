import fs, { cpSync, existsSync } from 'node:fs';
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

/**
 * Runs `work` and keeps a copy of the folder as it stands before every file operation and every statement: what a process killed
 * there would leave behind. Copies of the finished state come last.
 */
export async function everyStep(folder: string, work: () => Promise<unknown>): Promise<string[]> {
  const copies: string[] = [];
  let copying = false;
  const keep = () => {
    if (copying) return;
    copying = true;
    const copy = join(tempFolder(), 'copy');
    if (existsSync(folder)) cpSync(folder, copy, { recursive: true });
    copies.push(copy);
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
