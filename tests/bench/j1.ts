/** A journal of a million entries: checked, read, filtered. */
import { createHash } from 'node:crypto';
import { checkJournal } from '#main/services/journal/check.ts';
import type { JournalFilter } from '#shared/api/journal.ts';
import type { Bench, BenchContext, Sample } from './bench.ts';
import { ENTRIES, longJournal } from './journalMaterial.ts';
import { each } from './queueMaterial.ts';

const PAGE = 100;

async function checkAll(context: BenchContext): Promise<Sample> {
  const { session } = await longJournal(context);
  let reports = 0;
  const began = performance.now();
  const report = () => void reports++;
  const { streams } = await checkJournal(session, { report, signal: new AbortController().signal, now: Date.now() });
  const value = performance.now() - began;
  const checked = streams.reduce((sum, { entries }) => sum + entries, 0);
  if (checked < ENTRIES) throw new Error(`${checked} entries were checked`);
  return { value, notes: { reports, perEntryUs: (value * 1000) / checked } };
}

/** Every row once, and two SHA-256 over its bytes: what any check of the chain has to do. */
async function hashAll(context: BenchContext): Promise<Sample> {
  const { session } = await longJournal(context);
  const page = session.db.read.reads<{ rowid: number; payload: Buffer; prev_hash: string; hash: string }>(
    'SELECT rowid, * FROM journal WHERE rowid > ? ORDER BY rowid LIMIT 500',
  );
  const began = performance.now();
  let entries = 0;
  for (let last = 0; ; ) {
    const rows = page.all(last);
    if (rows.length === 0) break;
    for (const { payload, prev_hash: before } of rows) {
      const payloadHash = createHash('sha256').update(payload).digest('hex');
      createHash('sha256').update(`${payloadHash}\n${before}`).digest('hex');
    }
    entries += rows.length;
    last = rows.at(-1)!.rowid;
  }
  if (entries < ENTRIES) throw new Error(`${entries} rows were read`);
  return { value: performance.now() - began };
}

const RAW = 'SELECT * FROM journal WHERE rowid <= ? ORDER BY rowid DESC LIMIT ?';
const TIMES = 20;
/** The newest pages, and some far back. */
const offsetOf = (turn: number): number => (turn < TIMES / 2 ? turn * PAGE : (turn * ENTRIES) / TIMES);

async function readPages(context: BenchContext): Promise<Sample> {
  const { api } = await longJournal(context);
  return { value: await each(TIMES, (turn) => api.journal.list({ filter: {}, offset: offsetOf(turn), limit: PAGE })) };
}

async function readRows(context: BenchContext): Promise<Sample> {
  const { session } = await longJournal(context);
  const statement = session.db.read.reads(RAW);
  return { value: await each(TIMES, (turn) => statement.all(ENTRIES - offsetOf(turn), PAGE)) };
}

/** As people filter: what was decided, by one person, since a day, about a case. */
async function filters(context: BenchContext): Promise<JournalFilter[]> {
  const { api } = await longJournal(context);
  const { persons } = await api.journal.persons({});
  const personId = persons[0]!.value;
  const from = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  return [{ group: 'review' }, { group: 'view', personId }, { from }, { group: 'transfer' }, { number: '000042' }];
}

async function filtered(context: BenchContext): Promise<Sample> {
  const { api } = await longJournal(context);
  const all = await filters(context);
  // A person moves the filter: the list is never asked for the same one twice in a row.
  const value = await each(all.length, (turn) => api.journal.list({ filter: all[turn]!, offset: 0, limit: PAGE }));
  return { value };
}

/** One look at every row's type and time, nothing else. */
async function scanned(context: BenchContext): Promise<Sample> {
  const { session } = await longJournal(context);
  const sql = "SELECT count(*) n FROM journal WHERE type || at LIKE 'verdict.set2%'";
  return { value: await each(3, () => session.db.read.reads(sql).get()) };
}

const prepare = async (context: BenchContext): Promise<void> => void (await longJournal(context));
const limit = async (context: BenchContext): Promise<number> => (await readRows(context)).value;
const shared = { id: 'J1', prepare, limit, seed: '7' };

export const benches: readonly Bench[] = [
  {
    ...shared,
    what: `check of a journal of ${ENTRIES} entries, every link and payload`,
    against: 'reading every row and two SHA-256 over it',
    gate: 2.5,
    ours: checkAll,
    reference: hashAll,
  },
  {
    ...shared,
    what: `a page of ${PAGE} of ${ENTRIES} entries in sentences, newest and far ones`,
    against: 'the bare prepared statement',
    gate: 100,
    ours: readPages,
    reference: readRows,
  },
  {
    ...shared,
    what: `a filter set over ${ENTRIES} entries: count and first page`,
    against: 'one scan of types and times that only counts',
    gate: 8,
    ours: filtered,
    reference: scanned,
  },
];
