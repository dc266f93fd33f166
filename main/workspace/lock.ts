/// <reference path="../../db/better-sqlite3.d.ts" />
import Database from 'better-sqlite3';
import { toRefusal } from '#db/sqliteErrors.ts';
import { workspacePaths } from './paths.ts';

export interface FolderLock {
  release(): void;
}

/** Keeps held connections reachable: one that the garbage collector takes closes itself, and with it the lock. */
const held = new Set<Database.Database>();

/** Long enough for a window that is just closing, short enough for a quick answer. */
const PATIENCE_MS = 500;

/**
 * One program per workspace folder: an exclusive SQLite transaction on an empty file. The operating system drops it when the process
 * ends, however it ends, so nothing stale can stay behind; it works alike on Windows and Linux. Refuses WORKSPACE_BUSY.
 */
export function lockFolder(folder: string): FolderLock {
  const { lock } = workspacePaths(folder);
  try {
    const connection = new Database(lock, { timeout: PATIENCE_MS });
    try {
      connection.pragma('journal_mode = MEMORY');
      connection.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      connection.close();
      throw error;
    }
    held.add(connection);
    return {
      release: () => {
        held.delete(connection);
        connection.close();
      },
    };
  } catch (error) {
    throw toRefusal(error, lock);
  }
}
