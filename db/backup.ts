/// <reference path="./better-sqlite3.d.ts" />
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type Database from 'better-sqlite3';
import { Refusal } from '#shared/domain/errors.ts';
import { fsyncFile, renameDurably } from './durable.ts';
import { assertEncryptedFile, openEncrypted } from './encryption.ts';
import { refusing } from './sqliteErrors.ts';

/** `application_id` of a workspace in use, and of a copy: who opens a copy goes on in a new stream. */
export const LIVE_ID = 0x51505753;
export const COPY_ID = 0x5150424b;

const KEPT_UPGRADE_BACKUPS = 3;

function finishCopy(path: string, key: Uint8Array): void {
  const copy = openEncrypted(path, key);
  try {
    copy.pragma(`application_id = ${COPY_ID}`);
    const [result] = copy.pragma('integrity_check') as { integrity_check: string }[];
    if (result?.integrity_check !== 'ok') {
      throw new Refusal('WORKSPACE_DAMAGED', { reason: 'workspace.db 未通过完整性检查，备份没有完成' });
    }
    copy.pragma('journal_mode = DELETE');
  } finally {
    copy.close();
  }
  assertEncryptedFile(path);
  fsyncFile(path);
}

/**
 * Writes an encrypted copy of the database as it stands now to `target`, opens and checks it, and only then gives it its name.
 * VACUUM INTO, never the backup API: that one can corrupt encrypted databases. Returns the copy's size in bytes.
 */
export function backupDatabase(connection: Database.Database, key: Uint8Array, target: string): number {
  if (existsSync(target)) throw new Refusal('FILE_EXISTS', { file: basename(target) });
  const partial = `${target}.partial`;
  rmSync(partial, { force: true });
  return refusing(target, () => {
    try {
      connection.prepare('VACUUM INTO ?').run(partial);
      finishCopy(partial, key);
      renameDurably(partial, target);
    } catch (error) {
      for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(partial + suffix, { force: true });
      throw error;
    }
    return statSync(target).size;
  });
}

/** Copy before a schema upgrade, in `folder`; the newest few are kept. */
export function backupBeforeUpgrade(
  connection: Database.Database,
  key: Uint8Array,
  folder: string,
  nextTag: string,
  now: string,
): void {
  mkdirSync(folder, { recursive: true });
  const target = join(folder, `${now.replaceAll(':', '-')}-before-${nextTag}.db`);
  rmSync(target, { force: true });
  backupDatabase(connection, key, target);
  const old = readdirSync(folder)
    .filter((name) => name.endsWith('.db'))
    .sort()
    .slice(0, -KEPT_UPGRADE_BACKUPS);
  for (const name of old) rmSync(join(folder, name), { force: true });
}
