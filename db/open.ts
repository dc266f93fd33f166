/// <reference path="./better-sqlite3.d.ts" />
import { dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import { Refusal } from '#shared/domain/errors.ts';
import { backupBeforeUpgrade, COPY_ID, LIVE_ID } from './backup.ts';
import { type WorkspaceDatabase, wrapConnection } from './database.ts';
import { createEncrypted, openEncrypted } from './encryption.ts';
import type { Migration } from './history.ts';
import { MIGRATIONS, migrate } from './migrate.ts';

export interface OpenOptions {
  path: string;
  /** 32 random bytes. */
  key: Uint8Array;
  /** ISO time, for the history. */
  now: string;
  migrations?: readonly Migration[];
}

function migrated(connection: Database.Database, options: OpenOptions): WorkspaceDatabase {
  const { key, now, path } = options;
  const folder = join(dirname(path), 'backups');
  const backup = (nextTag: string) => backupBeforeUpgrade(connection, key, folder, nextTag, now);
  migrate(connection, { migrations: options.migrations ?? MIGRATIONS, now, backup });
  return wrapConnection(connection);
}

/** Opens workspace.db, upgrading it when this program knows newer steps. Every refusal leaves the file as it was. */
export function openDatabase(options: OpenOptions): WorkspaceDatabase {
  const connection = openEncrypted(options.path, options.key);
  try {
    const id = connection.pragma('application_id', { simple: true });
    if (id !== LIVE_ID && id !== COPY_ID) throw new Refusal('WORKSPACE_FOREIGN', { reason: '不是泉评工作区' });
    return migrated(connection, options);
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Makes a new, empty workspace.db. */
export function createDatabase(options: OpenOptions): WorkspaceDatabase {
  const connection = createEncrypted(options.path, options.key, (fresh) => {
    fresh.pragma(`application_id = ${LIVE_ID}`);
  });
  try {
    return migrated(connection, options);
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** True while the open file is a backup copy that was never used. */
export function isCopy(db: WorkspaceDatabase): boolean {
  return db.connection.pragma('application_id', { simple: true }) === COPY_ID;
}

/** Makes a copy a workspace of its own; call it in the transaction that starts the new stream. */
export function adoptCopy(db: WorkspaceDatabase): void {
  db.connection.pragma(`application_id = ${LIVE_ID}`);
}
