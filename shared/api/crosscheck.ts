import { z } from 'zod';
import { crossDecision, crossKind, crossReason, crossState } from '../domain/crossCheck.ts';
import { isoDate, isoTime, sha256, text, uuid } from '../domain/primitives.ts';
import { caseState, decision } from '../domain/review.ts';
import { route } from './route.ts';
import { taskView } from './transfer.ts';

/** One of the two cases, masked like everywhere. */
const crossSide = z.strictObject({
  caseId: uuid,
  number: z.string(),
  programme: z.string(),
  programmeName: z.string(),
  applicant: z.string(),
  idNumber: z.string(),
  phone: z.string(),
  /** Empty where the centre does not collect it. */
  account: z.string(),
  employer: z.string(),
  districtName: z.string(),
  appliedOn: isoDate,
  receivedOn: isoDate,
  state: caseState,
  decision: decision.nullable(),
});
export type CrossSide = z.infer<typeof crossSide>;

export const crossHitView = z.strictObject({
  hitId: sha256,
  kind: crossKind,
  state: crossState,
  evidence: sha256,
  summary: z.string(),
  /** One where the hit lies within a case. */
  sides: z.array(crossSide).min(1).max(2),
  /** What they have in common, in words. */
  measures: z.array(z.string()),
  conflicts: z.array(
    z.strictObject({
      /** The case it speaks against. */
      owner: uuid,
      title: z.string(),
      cites: z.array(z.strictObject({ id: z.string(), label: z.string() })),
      certain: z.boolean(),
      granted: z.boolean(),
    }),
  ),
  /** Names of the same file, in the order of the sides. */
  files: z.array(z.strictObject({ sha256, names: z.tuple([z.string(), z.string()]) })),
  /** Pages that show the same in two files: names of the files, and numbers as people count, in the order of the sides. */
  pages: z.array(
    z.strictObject({
      names: z.tuple([z.string(), z.string()]),
      pages: z.array(z.tuple([z.int(), z.int()])),
    }),
  ),
  /** What was decided last, also where it rested on other evidence. */
  decided: z
    .strictObject({ decision: crossDecision, reason: crossReason, note: z.string(), by: z.string(), at: isoTime })
    .nullable(),
});
export type CrossHitView = z.infer<typeof crossHitView>;

/** A check under way; `null` when everything is up to date. */
const running = z.strictObject({ done: z.int(), total: z.int() }).nullable();

export const crosscheckApi = {
  ofCase: route(
    z.strictObject({ caseId: uuid }),
    z.strictObject({
      hits: z.array(crossHitView),
      open: z.int(),
      /** Open exclusions that speak against this very case: it cannot be signed. */
      blocking: z.int(),
      running,
    }),
  ),
  list: route(
    z.strictObject({
      kind: crossKind.optional(),
      state: z.enum(['open', 'confirmed', 'dismissed']).optional(),
      offset: z.int().min(0),
      limit: z.int().min(1).max(100),
    }),
    z.strictObject({
      hits: z.array(crossHitView),
      total: z.int(),
      counts: z.array(z.strictObject({ kind: crossKind, state: crossState, count: z.int() })),
      running,
    }),
  ),
  /** Pins a hit. CROSS_UNKNOWN, CROSS_CHANGED, CROSS_DECISION, ROLE_FORBIDDEN. */
  decide: route(
    z.strictObject({ hitId: sha256, evidence: sha256, decision: crossDecision, reason: crossReason, note: text(500) }),
    crossHitView,
  ),
  /** Takes the decision back; the hit is open again. */
  withdraw: route(z.strictObject({ hitId: sha256 }), crossHitView),
  /** Checks every case anew, in the background; `list` says how far it is. */
  check: route(z.strictObject({}), z.strictObject({ running })),
  cancel: route(z.strictObject({}), z.strictObject({ running })),
  /** How many files can be compared page by page, were read for it, and could not be told anything of. */
  pageState: route(z.strictObject({}), z.strictObject({ files: z.int(), read: z.int(), unreadable: z.int() })),
  /** Reads the pages of files that were not read yet, then holds all cases with them against each other, as a task. TASK_RUNNING. */
  comparePages: route(z.strictObject({}), taskView),
};
