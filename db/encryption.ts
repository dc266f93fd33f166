/// <reference path="./better-sqlite3.d.ts" />
import { closeSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { Refusal } from '#shared/domain/errors.ts';
import { refusing } from './sqliteErrors.ts';

/** First bytes of every plain SQLite file; an encrypted one starts with a random salt. */
const PLAIN_MAGIC = Buffer.from('SQLite format 3\0', 'latin1');
const SMALLEST_DATABASE = 512;
const KEY_BYTES = 32;

/**
 * Reads a closed database's first bytes: a plain, an empty or a cut file is refused before SQLite sees it (SQLite would take an empty
 * file for a new database). Never call it on an open one: closing the handle would drop SQLite's own locks on POSIX systems.
 */
export function assertEncryptedFile(path: string): void {
  if (statSync(path).size < SMALLEST_DATABASE) {
    throw new Refusal('WORKSPACE_DAMAGED', { reason: 'workspace.db 不完整' });
  }
  const head = Buffer.alloc(PLAIN_MAGIC.length);
  const handle = openSync(path, 'r');
  try {
    readSync(handle, head, 0, head.length, 0);
  } finally {
    closeSync(handle);
  }
  if (head.equals(PLAIN_MAGIC)) throw new Refusal('WORKSPACE_UNENCRYPTED');
}

/** ChaCha20-Poly1305 with the raw 256-bit key: every page is authenticated, no key derivation in between. */
function applyKey(connection: Database.Database, key: Uint8Array): void {
  if (key.length !== KEY_BYTES) throw new TypeError('the database key is 32 bytes');
  connection.pragma("cipher = 'chacha20'");
  if (connection.key(Buffer.concat([Buffer.from('raw:'), key])) !== 0) throw new Error('SQLite refused the key');
}

function setAndCheck(connection: Database.Database, name: string, value: string, expected: string | number): void {
  connection.pragma(`${name} = ${value}`);
  const found = connection.pragma(name, { simple: true });
  if (found !== expected) throw new Error(`PRAGMA ${name} is ${found}, not ${expected}`);
}

/** Durability and safety of one connection; each setting is read back. EXCLUSIVE also keeps the WAL index out of the folder. */
function configure(connection: Database.Database): void {
  setAndCheck(connection, 'journal_mode', 'WAL', 'wal');
  setAndCheck(connection, 'synchronous', 'FULL', 2);
  setAndCheck(connection, 'foreign_keys', 'ON', 1);
  setAndCheck(connection, 'temp_store', 'MEMORY', 2);
  setAndCheck(connection, 'recursive_triggers', 'ON', 1);
  setAndCheck(connection, 'trusted_schema', 'OFF', 0);
  setAndCheck(connection, 'cell_size_check', 'ON', 1);
  setAndCheck(connection, 'cache_size', '-65536', -65536);
}

/** SQLite takes a file that lost its end for a good one until it reads there; the page count tells at once. */
function assertWhole(connection: Database.Database): void {
  const pages = connection.pragma('page_count', { simple: true }) as number;
  const pageSize = connection.pragma('page_size', { simple: true }) as number;
  const walPending = statSync(`${connection.name}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  if (walPending === 0 && statSync(connection.name).size < pages * pageSize) {
    throw new Refusal('WORKSPACE_DAMAGED', { reason: 'workspace.db 不完整' });
  }
}

function connect(path: string, key: Uint8Array, fileMustExist: boolean): Database.Database {
  const connection = new Database(path, { fileMustExist, timeout: 1000 });
  try {
    applyKey(connection, key);
    connection.pragma('locking_mode = EXCLUSIVE');
    connection.prepare('SELECT count(*) FROM sqlite_schema').get();
    configure(connection);
    assertWhole(connection);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Opens an existing encrypted database. Refuses a plain, cut, altered or busy one, and any wrong key. */
export function openEncrypted(path: string, key: Uint8Array): Database.Database {
  return refusing(path, () => {
    assertEncryptedFile(path);
    return connect(path, key, true);
  });
}

/** A key that differs from `key` must not open the file: proves that the raw key, and nothing derived or empty, is in force. */
function assertKeyApplies(path: string, key: Uint8Array): void {
  const other = Uint8Array.from(key, (byte, index) => (index === 0 ? byte ^ 1 : byte));
  let opened: Database.Database;
  try {
    opened = connect(path, other, true);
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code === 'SQLITE_NOTADB') return;
    throw error;
  }
  opened.close();
  throw new Refusal('WORKSPACE_UNENCRYPTED');
}

/** Makes a new encrypted database and opens it, after looking at the bytes on the disk. `prepare` writes its first content. */
export function createEncrypted(
  path: string,
  key: Uint8Array,
  prepare: (connection: Database.Database) => void,
): Database.Database {
  return refusing(path, () => {
    const first = connect(path, key, false);
    try {
      prepare(first);
    } finally {
      first.close();
    }
    try {
      assertEncryptedFile(path);
      assertKeyApplies(path, key);
    } catch (error) {
      rmSync(path, { force: true });
      throw error;
    }
    return connect(path, key, true);
  });
}
