/** Holding 100,000 cases against each other, from nothing: keys, relatives, exclusions, shared files, hits. */
import { createHmac, createSecretKey } from 'node:crypto';
import { forgetChecked } from '#db/queries/crosscheck.ts';
import { localDay } from '#main/services/cases/caseRows.ts';
import { checkPending } from '#main/services/crosscheck/check.ts';
import type { BundleCase } from '#shared/domain/caseRecord.ts';
import { identifiersOf } from '#shared/domain/crossCheckKeys.ts';
import { fillWorkspace } from '#tests/support/manyCases.ts';
import type { Bench, BenchContext, Sample } from './bench.ts';
import { type BenchDesk, benchCatalogue, openDesk } from './queueMaterial.ts';

const CASES = 100_000;
/** One case in ten is of somebody who applied before. */
const AGAIN = 0.1;

let made: Promise<BenchDesk> | null = null;

function desk(context: BenchContext): Promise<BenchDesk> {
  made ??= (async () => {
    const opened = await openDesk(context, 'cross-check');
    fillWorkspace(opened.session, benchCatalogue, CASES, localDay(Date.now()), { again: AGAIN });
    return opened;
  })();
  return made;
}

/** The longest stretch between two turns of the event loop while `work` ran. */
async function longestTurn(work: () => Promise<void>): Promise<number> {
  let [longest, last, over] = [0, performance.now(), false];
  const tick = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!over) setImmediate(tick);
  };
  setImmediate(tick);
  await work();
  over = true;
  return longest;
}

/** Cases that have an identifier in common; what too many share tells nothing. */
const PAIRS = `SELECT count(*) n FROM bare_keys a JOIN bare_keys b USING (digest) WHERE a.case_id < b.case_id
  AND digest IN (SELECT digest FROM bare_keys GROUP BY digest HAVING count(*) BETWEEN 2 AND 20)`;
const COUNT_HITS = 'SELECT count(*) n FROM cross_hits';

async function ours(context: BenchContext): Promise<Sample> {
  const { session } = await desk(context);
  session.db.write((tx) => {
    forgetChecked(tx);
    for (const table of ['cross_keys', 'cross_hits']) tx.writes(`DELETE FROM ${table}`).run();
  });
  let reports = 0;
  const began = performance.now();
  const longestBlockMs = await longestTurn(async () => {
    const checked = await checkPending(session, benchCatalogue, new AbortController().signal, () => void reports++);
    if (checked !== CASES) throw new Error(`${checked} cases were checked`);
  });
  const value = performance.now() - began;
  const hits = session.db.read.reads<{ n: number }>(COUNT_HITS).get()!.n;
  return { value, notes: { longestBlockMs, reports, hits, perCaseUs: (value * 1000) / CASES } };
}

/** What no way of doing it can leave out: read every record, digest its identifiers, store them in the same file, join equal ones. */
async function reference(context: BenchContext): Promise<Sample> {
  const { connection, read } = (await desk(context)).session.db;
  const key = createSecretKey(Buffer.alloc(32, 7));
  const digestOf = (text: string) => createHmac('sha256', key).update(text).digest('hex').slice(0, 32);
  const recordOf = read.reads<{ record: string }>('SELECT record FROM case_records WHERE case_id = ?');
  const ids = read.reads<{ id: string }>('SELECT case_id id FROM cases ORDER BY case_id').all();
  connection.exec('CREATE TABLE bare_keys (digest TEXT, case_id TEXT, PRIMARY KEY (digest, case_id)) WITHOUT ROWID');
  try {
    const insert = connection.prepare('INSERT OR IGNORE INTO bare_keys VALUES (?, ?)');
    const began = performance.now();
    connection.transaction(() => {
      for (const { id } of ids) {
        const record = JSON.parse(recordOf.get(id)!.record) as BundleCase;
        for (const { kind, value } of identifiersOf(record)) insert.run(digestOf(`${kind}\n${value}`), id);
      }
    })();
    const { n: pairs } = connection.prepare(PAIRS).get() as { n: number };
    return { value: performance.now() - began, notes: { pairs } };
  } finally {
    connection.exec('DROP TABLE bare_keys');
  }
}

export const benches: readonly Bench[] = [
  {
    id: 'H1',
    what: `full cross-check of ${CASES} cases, in slices between which others get their turn`,
    against: 'every record read, its identifiers digested into a bare table of the same file, that joined with itself',
    gate: 25,
    bounds: { longestBlockMs: 100 },
    seed: '7',
    prepare: async (context) => void (await desk(context)),
    ours,
    reference,
    limit: async (context) => (await reference(context)).value,
  },
];
