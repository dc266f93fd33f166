/**
 * Taking 100,000 case records in: strict JSON, schema, facts, rules, search text, journal and tables, against bare better-sqlite3 inserts
 * of the same rows into the same tables of another workspace: same encryption, same indexes, one transaction, as durable.
 */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import Database from 'better-sqlite3';
import type { BundleEntry } from '#main/bundle/read.ts';
import { summariseCase } from '#main/services/review/evaluateCase.ts';
import type { Session } from '#main/services/session.ts';
import { type CaseSource, prepareCases } from '#main/services/transfer/caseContent.ts';
import { createSteps } from '#main/services/transfer/steps.ts';
import { storeCases } from '#main/services/transfer/storeCases.ts';
import { attachmentPath } from '#shared/domain/bundle.ts';
import { casePath } from '#shared/domain/exchange.ts';
import { preparedCases, putManyBundle } from '#tests/support/manyCases.ts';
import type { Bench, BenchContext, Sample } from './bench.ts';
import { benchCatalogue, openDesk } from './queueMaterial.ts';

const RECORDS = 100_000;

const texts: { name: string; bytes: Uint8Array }[] = [];
const entries = new Map<string, BundleEntry>();
/** What an import writes, by table; parents stand before their children. Packed, so that neither side drags the other's rows along. */
const rows = new Map<string, Uint8Array[]>();
const PACK = 2_000;

function* packed(list: readonly unknown[][]): Generator<Uint8Array> {
  for (let at = 0; at < list.length; at += PACK) yield serialize(list.slice(at, at + PACK));
}

async function prepare(context: BenchContext): Promise<void> {
  for (const { record, recordText } of preparedCases(benchCatalogue, RECORDS, '2026-01-01')) {
    const name = casePath(record.id);
    const bytes = Buffer.from(recordText);
    texts.push({ name, bytes });
    entries.set(name, { size: bytes.length, offset: 0, sha256: '' });
    for (const { sha256, extension, bytes: size } of record.attachments) {
      entries.set(attachmentPath(sha256, extension), { size, offset: 0, sha256: '' });
    }
  }
  const counts: string[] = [];
  await inDesk(context, async (session) => {
    const before = countRows(session);
    await importAll(session);
    for (const [table, count] of countRows(session)) {
      const more = count - (before.get(table) ?? 0);
      if (more === 0 || table === 'bundles') continue;
      const sql = `SELECT * FROM "${table}" ORDER BY rowid DESC LIMIT ${more}`;
      rows.set(table, [...packed(session.db.connection.prepare(sql).raw().all().reverse() as unknown[][])]);
      counts.push(`${table} ${more}`);
    }
  });
  context.log(
    `rows an import writes: ${counts.join(', ')}; text alone, plain and without indexes: ${plain(context).toFixed(0)} ms`,
  );
}

let desks = 0;

/** Runs `work` in a workspace of its own and removes it. */
async function inDesk<T>(context: BenchContext, work: (session: Session) => Promise<T> | T): Promise<T> {
  const { session, close, folder } = await openDesk(context, `import-${++desks}`);
  try {
    return await work(session);
  } finally {
    await close();
    rmSync(folder, { recursive: true });
  }
}

const namesOf = ({ db }: Session, type: 'table' | 'trigger'): string[] => {
  const sql = `SELECT name FROM sqlite_schema WHERE type = '${type}' ORDER BY name`;
  return (db.connection.prepare(sql).all() as { name: string }[]).map(({ name }) => name);
};

/** Tables with the number of their rows; `cases` first: others refer to it. */
function countRows(session: Session): Map<string, number> {
  const others = namesOf(session, 'table').filter((name) => name !== 'cases');
  const count = (table: string) =>
    (session.db.connection.prepare(`SELECT count(*) n FROM "${table}"`).get() as { n: number }).n;
  return new Map(['cases', ...others].map((table) => [table, count(table)]));
}

/** Milliseconds until everything is checked, and until it is on the disk. */
async function importAll(session: Session): Promise<{ prepareMs: number; storeMs: number }> {
  const bytesOf = new Map(texts.map(({ name, bytes }) => [name, bytes]));
  const source: CaseSource = { entries, readEntry: async (name) => bytesOf.get(name)! };
  const bundleId = session.db.write((tx) => putManyBundle(tx, 1));
  const began = performance.now();
  const summarise = (record: Parameters<typeof summariseCase>[1]) => summariseCase(benchCatalogue, record);
  const steps = createSteps(() => undefined);
  const prepared = await prepareCases(source, summarise, steps, new AbortController().signal);
  const checked = performance.now();
  session.db.write((tx) => storeCases(tx, session, bundleId, prepared));
  return { prepareMs: checked - began, storeMs: performance.now() - checked };
}

async function ours(context: BenchContext): Promise<Sample> {
  const { prepareMs, storeMs } = await inDesk(context, importAll);
  const value = prepareMs + storeMs;
  return { value, notes: { prepareMs, storeMs, perCaseUs: (value * 1000) / RECORDS } };
}

async function reference(context: BenchContext): Promise<Sample> {
  return inDesk(context, (session) => {
    session.db.write((tx) => putManyBundle(tx, 1));
    const { connection } = session.db;
    // Checks are what the other side is measured for.
    for (const name of namesOf(session, 'trigger')) connection.exec(`DROP TRIGGER "${name}"`);
    let ms = 0;
    const timed = (work: () => void) => {
      const began = performance.now();
      work();
      ms += performance.now() - began;
    };
    timed(() => connection.exec('BEGIN IMMEDIATE'));
    for (const [table, packs] of rows) {
      for (const pack of packs) {
        const list = deserialize(pack) as unknown[][];
        const insert = connection.prepare(`INSERT INTO "${table}" VALUES (${list[0]!.map(() => '?').join(', ')})`);
        timed(() => {
          for (const row of list) insert.run(...row);
        });
      }
    }
    timed(() => connection.exec('COMMIT'));
    return { value: ms };
  });
}

/** The same text alone into a plain file: how fast this machine takes rows in at all. */
function plain(context: BenchContext): number {
  const file = path.join(context.folder, 'plain.db');
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE cases (case_id TEXT PRIMARY KEY, record TEXT NOT NULL)');
  const insert = db.prepare('INSERT INTO cases VALUES (?, ?)');
  const began = performance.now();
  db.transaction(() => {
    for (const { name, bytes } of texts) insert.run(name, bytes);
  })();
  const ms = performance.now() - began;
  db.close();
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
  return ms;
}

export const benches: readonly Bench[] = [
  {
    id: 'S3',
    what: `validated import of ${RECORDS} case records: strict JSON, schema, rules, search text, journal, tables`,
    against: 'bare better-sqlite3 inserts of the same rows into the same encrypted tables with the same indexes',
    gate: 3.33,
    prepare,
    ours,
    reference,
    limit: async (context) => plain(context),
  },
];
