/** Taking case records in: strict JSON, schema, facts, rules, search text, journal and tables, against the bare insert of the same text. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { BundleEntry } from '#main/bundle/read.ts';
import { summariseCase } from '#main/services/review/evaluateCase.ts';
import { type CaseSource, prepareCases } from '#main/services/transfer/caseContent.ts';
import { createSteps } from '#main/services/transfer/steps.ts';
import { storeCases } from '#main/services/transfer/storeCases.ts';
import { attachmentPath } from '#shared/domain/bundle.ts';
import { casePath } from '#shared/domain/exchange.ts';
import { preparedCases, putManyBundle } from '#tests/support/manyCases.ts';
import type { Bench, BenchContext, Sample } from './bench.ts';
import { benchCatalogue, openDesk } from './queueMaterial.ts';

/** Records of one run; the time grows with their number alone. */
const RECORDS = 4_000;

const texts: { name: string; text: string }[] = [];
const entries = new Map<string, BundleEntry>();

async function prepare(): Promise<void> {
  for (const { record, recordText } of preparedCases(benchCatalogue, RECORDS, '2026-01-01')) {
    const name = casePath(record.id);
    texts.push({ name, text: recordText });
    entries.set(name, { size: recordText.length, offset: 0, sha256: '' });
    for (const { sha256, extension, bytes } of record.attachments) {
      entries.set(attachmentPath(sha256, extension), { size: bytes, offset: 0, sha256: '' });
    }
  }
}

let runs = 0;

async function ours(context: BenchContext): Promise<Sample> {
  const { session, close, folder } = await openDesk(context, `import-${++runs}`);
  const bytes = new Map(texts.map(({ name, text }) => [name, Buffer.from(text)]));
  const source: CaseSource = { entries, readEntry: async (name) => bytes.get(name)! };
  const bundleId = session.db.write((tx) => putManyBundle(tx, 1));
  const began = performance.now();
  const summarise = (record: Parameters<typeof summariseCase>[1]) => summariseCase(benchCatalogue, record);
  const prepared = await prepareCases(
    source,
    summarise,
    createSteps(() => undefined),
    new AbortController().signal,
  );
  const checked = performance.now();
  session.db.write((tx) => storeCases(tx, session, bundleId, prepared));
  const ended = performance.now();
  await close();
  rmSync(folder, { recursive: true });
  return { ms: ended - began, notes: { storeMs: ended - checked, perCaseUs: ((ended - began) * 1000) / RECORDS } };
}

async function reference(context: BenchContext): Promise<Sample> {
  const file = path.join(context.folder, 'raw.db');
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE cases (case_id TEXT PRIMARY KEY, record TEXT NOT NULL)');
  const insert = db.prepare('INSERT INTO cases VALUES (?, ?)');
  const began = performance.now();
  db.transaction(() => {
    for (const { name, text } of texts) insert.run(name, text);
  })();
  const ms = performance.now() - began;
  db.close();
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
  return { ms };
}

export const benches: readonly Bench[] = [
  {
    id: 'S3',
    what: `validated import of ${RECORDS} case records: schema, rules, search text, journal, encrypted tables`,
    against: 'bare better-sqlite3 insert of the same text into a plain table',
    gate: 3.33,
    prepare,
    ours,
    reference,
    limit: async (context) => (await reference(context)).ms,
  },
];
