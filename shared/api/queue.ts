import { z } from 'zod';
import { isoTime, sha256, uuid } from '../domain/primitives.ts';
import { BATCH_KINDS } from '../domain/queueEvents.ts';
import { decision } from '../domain/review.ts';
import { caseFilter, caseSort } from './cases.ts';
import { route } from './route.ts';

const nothing = z.strictObject({});

/** Cases chosen by hand, or all that fit a filter but for some. */
export const batchSelection = z.union([
  z.strictObject({ caseIds: z.array(uuid).min(1).max(20_000) }),
  z.strictObject({ filter: caseFilter, except: z.array(uuid).max(5000) }),
]);
export type BatchSelection = z.infer<typeof batchSelection>;

/** What is done to each of the chosen cases. */
export const batchAct = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('assign'), assignee: uuid }),
  z.strictObject({ kind: z.literal('withdraw') }),
  z.strictObject({ kind: z.literal('flag'), flagged: z.boolean() }),
  z.strictObject({ kind: z.literal('outcome'), decision }),
]);
export type BatchAct = z.infer<typeof batchAct>;

/** Rows of a check that are listed; the counts are always of all. */
export const LISTED = 300;

/** What a batch would do, before anything is done. */
export const batchPlan = z.strictObject({
  /** e.g. 分派给王复核 */
  title: z.string(),
  count: z.int(),
  changes: z.array(z.strictObject({ caseId: uuid, number: z.string(), effect: z.string() })),
  leftOutCount: z.int(),
  leftOut: z.array(z.strictObject({ caseId: uuid, number: z.string(), reason: z.string() })),
  /** Why cases are left out, with how many. */
  reasons: z.array(z.strictObject({ reason: z.string(), count: z.int() })),
  /** Of exactly these changes: `run` does nothing else. */
  digest: sha256,
});
export type BatchPlan = z.infer<typeof batchPlan>;

export const batchView = z.strictObject({
  batchId: uuid,
  kind: z.enum(BATCH_KINDS),
  title: z.string(),
  count: z.int(),
  at: isoTime,
});
export type BatchView = z.infer<typeof batchView>;

export const queueApi = {
  plan: route(z.strictObject({ cases: batchSelection, act: batchAct }), batchPlan),
  /** Does what was planned, as one act. BATCH_CHANGED when it would be something else by now. */
  run: route(z.strictObject({ cases: batchSelection, act: batchAct, digest: sha256 }), batchView),
  /** The newest batch of the person at work on this day that can be taken back. */
  last: route(nothing, z.strictObject({ batch: batchView.nullable() })),
  /** Puts every case back that nobody has changed since. */
  undo: route(
    z.strictObject({ batchId: uuid }),
    z.strictObject({ title: z.string(), done: z.int(), leftOut: z.int() }),
  ),
  /** Puts a case off, or takes that back; kept on this machine for the person alone, never journaled. */
  skip: route(z.strictObject({ caseId: uuid, skipped: z.boolean() }), nothing),
  /** Open cases the person put off. */
  skipped: route(nothing, z.strictObject({ caseIds: z.array(uuid) })),
  /** Puts all of them back into the queue. */
  unskipAll: route(nothing, nothing),
  /** Where a case stands in a list, and its neighbours there. */
  place: route(
    z.strictObject({ caseId: uuid, filter: caseFilter, sort: caseSort }),
    z.strictObject({
      before: z.int(),
      total: z.int(),
      previous: uuid.nullable(),
      next: uuid.nullable(),
      nextOpen: uuid.nullable(),
    }),
  ),
};
