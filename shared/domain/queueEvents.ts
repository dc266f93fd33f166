import { z } from 'zod';
import { requiredText, uuid } from './primitives.ts';
import { DECISIONS } from './review.ts';

/** Largest number of cases one act arranges; its event names each of them. */
export const MAX_ARRANGED = 20_000;
/** Largest number of outcomes saved by one act: each is computed from its checklist. */
export const MAX_CONCLUDED = 300;

export const BATCH_KINDS = ['assign', 'flag', 'outcome'] as const;
export type BatchKind = (typeof BATCH_KINDS)[number];

const batch = { batchId: uuid };
const cases = z.array(uuid).min(1).max(MAX_ARRANGED);

/** Acts on many cases at once: one event, one line to take back. */
export const queueEvents = {
  /** `null` takes the assignment away. */
  'cases.assigned': z.strictObject({
    ...batch,
    assignee: z.strictObject({ personId: uuid, name: requiredText(40) }).nullable(),
    cases,
  }),
  'cases.flagged': z.strictObject({ ...batch, flagged: z.boolean(), cases }),
  /** Names the `result.set` events of this stream that were written together. */
  'cases.concluded': z.strictObject({
    ...batch,
    decision: z.enum(DECISIONS),
    cases: z
      .array(z.strictObject({ caseId: uuid, seq: z.int().min(1) }))
      .min(1)
      .max(MAX_CONCLUDED),
  }),
  /** `cases`: those that are as they were before the batch; outcomes go back by their own `undo` events. */
  'cases.takenBack': z.strictObject({ ...batch, kind: z.enum(BATCH_KINDS), cases }),
};
