/** Opening a case, checklist and pre-check included, among 100,000 cases against among 1,000. */
import type { Bench, BenchContext, Sample } from './bench.ts';
import { deskOf, each } from './queueMaterial.ts';

const TIMES = 150;
const sort = { by: 'number', descending: false } as const;

/** Every open takes another case: the same ones in both workspaces. */
async function open(context: BenchContext, count: number): Promise<Sample> {
  const { api } = await deskOf(context, count);
  const { rows } = await api.cases.list({ filter: {}, sort, offset: 0, limit: TIMES });
  const ms = await each(TIMES, async (turn) => {
    const { caseId } = rows[turn]!;
    await api.cases.get({ caseId });
    await api.review.checklist({ caseId });
    await api.review.outcome({ caseId });
  });
  const began = performance.now();
  await api.queue.place({ caseId: rows[TIMES - 1]!.caseId, filter: {}, sort: { by: 'due', descending: false } });
  return { value: ms, notes: { placeMs: performance.now() - began } };
}

export const benches: readonly Bench[] = [
  {
    id: 'S4',
    what: 'open a case among 100,000: view, checklist, pre-check, outcome',
    against: 'the same among 1,000',
    gate: 1.5,
    prepare: async (context) => {
      await deskOf(context, 1_000);
      await deskOf(context, 100_000);
    },
    ours: (context) => open(context, 100_000),
    reference: (context) => open(context, 1_000),
    limit: async (context) => (await open(context, 1_000)).value,
  },
];
