/**
 * Proof 9: single bytes of journal rows are edited behind the product's back, as somebody with the key could. Every edit is found at
 * the next start; where the row is still one an export would carry, the export refuses it as well.
 */
/// <reference path="../../db/better-sqlite3.d.ts" />
import { copyFileSync, cpSync, existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import type Sqlite from 'better-sqlite3';
import { openEncrypted } from '#db/encryption.ts';
import { openPerson } from '#main/workspace/keyring.ts';
import { readKeyring } from '#main/workspace/keyringFile.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { type FaultStation, openFaultStation, PASSPHRASE } from '#tests/support/faultDriverStation.ts';
import { reviewBundle, WORKS } from '#tests/support/faultDriverWorks.ts';
import { type Rng, seededRng } from './mutation.ts';
import type { Prepared } from './prepare.ts';

const TEXTS = ['stream', 'at', 'person_id', 'key_id', 'type', 'payload', 'payload_hash', 'prev_hash', 'hash'];
const NUMBERS = ['seq', 'offset_ms'];

interface Edit {
  rowid: number;
  /** Of the stream's last event. */
  last: boolean;
  column: string;
  old: Buffer;
  /** `old` with one byte changed. */
  edited: Buffer;
}

export interface EditTally {
  edits: number;
  /** Refused by an export. The others moved a row away from what an export carries. */
  atExport: number;
}

/** Tries `count` edits, the same ones for the same seed. */
export async function tryEdits(prepared: Prepared, count: number, seed: number): Promise<EditTally> {
  const rng = seededRng(seed);
  const key = await workspaceKey(prepared);
  const edits = await chooseEdits(prepared, key, rng, count);
  const atExport = await foundAtExport(prepared, edits);
  await foundAtStart(prepared, key, edits);
  return { edits: edits.length, atExport };
}

async function workspaceKey({ homes }: Prepared): Promise<Uint8Array> {
  const keyring = await readKeyring(path.join(homes.export, 'workspace'));
  return (await openPerson(keyring!.persons[0]!, PASSPHRASE))!.workspaceKey;
}

function withCopy<T>({ homes, root }: Prepared, work: (home: string) => Promise<T>): Promise<T> {
  const home = path.join(root, 'edits');
  cpSync(homes.export, home, { recursive: true });
  return work(home).finally(() => rmSync(home, { recursive: true, force: true }));
}

function withDatabase<T>(home: string, key: Uint8Array, work: (connection: Sqlite.Database) => T): T {
  const connection = openEncrypted(path.join(home, 'workspace', 'workspace.db'), key);
  try {
    return work(connection);
  } finally {
    connection.close();
  }
}

const eightBytes = (value: bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(value);
  return bytes;
};

const stored = (column: string) => (NUMBERS.includes(column) ? `CAST(${column} AS TEXT)` : `CAST(${column} AS BLOB)`);

function cellsOf(connection: Sqlite.Database): Omit<Edit, 'edited'>[] {
  const columns = [...TEXTS, ...NUMBERS];
  const sql = `SELECT rowid id, ${columns.map((column) => `${stored(column)} ${column}`).join()} FROM journal ORDER BY rowid`;
  const rows = connection.prepare(sql).all() as (Record<string, string | Buffer> & { id: number })[];
  return rows.flatMap((row, i) =>
    columns.map((column) => {
      const value = row[column]!;
      const old = typeof value === 'string' ? eightBytes(BigInt(value)) : value;
      return { rowid: row.id, last: i === rows.length - 1, column, old };
    }),
  );
}

/** One byte in one place of the whole journal, every place as likely as any other. */
function chooseEdits(prepared: Prepared, key: Uint8Array, rng: Rng, count: number): Promise<Edit[]> {
  return withCopy(prepared, async (home) => {
    const cells = withDatabase(home, key, cellsOf);
    const places = cells.flatMap((cell) => Array.from(cell.old.keys(), (at) => ({ cell, at })));
    return Array.from({ length: count }, () => {
      const { cell, at } = rng.pick(places);
      const edited = Buffer.from(cell.old);
      edited[at]! ^= 1 + rng.below(255);
      return { ...cell, edited };
    });
  });
}

function put(connection: Sqlite.Database, { rowid, column }: Edit, bytes: Buffer): void {
  const number = NUMBERS.includes(column);
  const value = number ? bytes.readBigInt64BE() : bytes;
  const place = number || column === 'payload' ? '?' : 'CAST(? AS TEXT)';
  connection.prepare(`UPDATE journal SET ${column} = ${place} WHERE rowid = ?`).run(value, rowid);
}

const TRIGGERS = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'journal'";

/** Runs `edit` without the triggers that guard the journal and puts them back as they were. */
function unguarded(connection: Sqlite.Database, edit: () => void): void {
  const triggers = connection.prepare(TRIGGERS).all() as { name: string; sql: string }[];
  for (const { name } of triggers) connection.exec(`DROP TRIGGER ${name}`);
  edit();
  for (const { sql } of triggers) connection.exec(sql);
}

const nameOf = ({ rowid, column, old, edited }: Edit) =>
  `${column} of row ${rowid}, ${old.toString('hex')} to ${edited.toString('hex')}`;

async function refusalOf(work: Promise<unknown>): Promise<string> {
  const outcome = await work.catch((error: unknown) => error);
  return outcome instanceof Refusal ? outcome.code : String(outcome);
}

/** In an open workspace: nothing is written to the stick, and with the byte put back the export works. */
function foundAtExport(prepared: Prepared, edits: readonly Edit[]): Promise<number> {
  return withCopy(prepared, async (home) => {
    const station = await openFaultStation(home);
    await station.unlock();
    let found = 0;
    for (const edit of edits) if (await refusesExport(station, home, edit)) found++;
    await WORKS.export[0]!(station, home);
    await station.close();
    return found;
  });
}

async function refusesExport(station: FaultStation, home: string, edit: Edit): Promise<boolean> {
  const { connection } = station.session().db;
  unguarded(connection, () => put(connection, edit, edit.edited));
  try {
    // The last event moved out of its stream leaves no gap for an export to see: the next start counts.
    const movedOut = edit.column === 'stream' || (edit.column === 'seq' && edit.edited.readBigInt64BE() < 1n);
    if (edit.last && movedOut) return false;
    const code = await refusalOf(Promise.resolve(WORKS.export[0]!(station, home)));
    if (code !== 'JOURNAL_BROKEN')
      throw new Error(`exported with ${nameOf(edit)}: ${code} ${station.log.at(-1) ?? ''}`);
    if (existsSync(reviewBundle(home))) throw new Error(`a refused export left its file: ${nameOf(edit)}`);
    return true;
  } finally {
    unguarded(connection, () => put(connection, edit, edit.old));
  }
}

function foundAtStart(prepared: Prepared, key: Uint8Array, edits: readonly Edit[]): Promise<void> {
  return withCopy(prepared, async (home) => {
    const [original, database] = [prepared.homes.export, home].map((one) =>
      path.join(one, 'workspace', 'workspace.db'),
    );
    for (const edit of edits) {
      withDatabase(home, key, (connection) => unguarded(connection, () => put(connection, edit, edit.edited)));
      const station = await openFaultStation(home);
      const code = await refusalOf(station.unlock());
      await station.close();
      if (code !== 'JOURNAL_BROKEN') throw new Error(`opened with ${nameOf(edit)}: ${code}`);
      copyFileSync(original!, database!);
    }
  });
}
