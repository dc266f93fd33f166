/** A page of the queue at 100,000 cases through the contract, against the bare prepared statement for the same rows. */
import type { Bench, BenchContext, Sample } from './bench.ts';
import { deskOf, each } from './queueMaterial.ts';

const CASES = 100_000;
const PAGE = 100;
const TIMES = 60;
/** Pages a person looks at: the first ones, and some far down. */
const offsetOf = (turn: number): number => (turn < 30 ? turn * PAGE : (turn - 29) * 3_000);

const RAW = `SELECT c.*, s.state, s.decided FROM cases c JOIN case_status s ON s.case_id = c.case_id
  WHERE c.rowid IN (SELECT rowid FROM cases ORDER BY due_on NULLS LAST, number LIMIT ? OFFSET ?)
  ORDER BY c.due_on NULLS LAST, c.number`;

async function ours(context: BenchContext): Promise<Sample> {
  const { api } = await deskOf(context, CASES);
  const sort = { by: 'due', descending: false } as const;
  return {
    value: await each(TIMES, (turn) => api.cases.list({ filter: {}, sort, offset: offsetOf(turn), limit: PAGE })),
  };
}

async function reference(context: BenchContext): Promise<Sample> {
  const { session } = await deskOf(context, CASES);
  const statement = session.db.read.reads(RAW);
  return { value: await each(TIMES, (turn) => statement.all(PAGE, offsetOf(turn))) };
}

export const benches: readonly Bench[] = [
  {
    id: 'S1',
    what: 'a page of 100 of 100,000 cases, by due date, through the contract',
    against: 'the bare prepared statement',
    gate: 8,
    prepare: async (context) => void (await deskOf(context, CASES)),
    ours,
    reference,
    limit: async (context) => (await reference(context)).value,
  },
];
