/// <reference path="./better-sqlite3.d.ts" />
import { statfsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import Database from 'better-sqlite3';
import { formatBytes } from '#shared/domain/bytes.ts';
import { Refusal } from '#shared/domain/errors.ts';

type SqliteError = InstanceType<typeof Database.SqliteError>;

/** SQLite's error inside an error (drizzle wraps some), or `null`. */
function sqliteErrorIn(error: unknown): SqliteError | null {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof Database.SqliteError) return at;
  return null;
}

function freeSpace(path: string): string {
  try {
    const { bavail, bsize } = statfsSync(dirname(path));
    return formatBytes(bavail * bsize);
  } catch {
    return formatBytes(0);
  }
}

/**
 * The refusal an expected failure of SQLite stands for; any other error is handed back as it came. A full or failing disk and a
 * damaged file are facts of life with sentences of their own, a broken constraint is a defect.
 */
export function toRefusal(error: unknown, databasePath: string): unknown {
  const found = error instanceof Refusal ? null : sqliteErrorIn(error);
  if (!found) return error;
  const options = { cause: error };
  const [, base = ''] = found.code.split('_');
  if (base === 'FULL') {
    return new Refusal(
      'SPACE_SHORT',
      { needed: formatBytes(16 * 1024 * 1024), free: freeSpace(databasePath) },
      options,
    );
  }
  if (base === 'CORRUPT' || base === 'NOTADB') {
    return new Refusal('WORKSPACE_DAMAGED', { reason: `${basename(databasePath)} 的内容与校验不符` }, options);
  }
  if (base === 'BUSY' || base === 'LOCKED') return new Refusal('WORKSPACE_BUSY', {}, options);
  if (base === 'IOERR' || base === 'READONLY' || base === 'CANTOPEN' || base === 'PERM') {
    return new Refusal('WORKSPACE_IO', { reason: found.code }, options);
  }
  return error;
}

/** Runs `work` and turns expected failures of SQLite into refusals. */
export function refusing<T>(databasePath: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toRefusal(error, databasePath);
  }
}
