import { z } from 'zod';
import { isoDate, isoTime, requiredText, sha256, uuid } from '../domain/primitives.ts';
import { sha256Groups } from '../domain/review.ts';
import { catalogueComparison } from '../rules/compare/model.ts';
import { route } from './route.ts';

const nothing = z.strictObject({});
const number = z.int().min(1);

/** inForce: counts today; scheduled: will from its day on; former: counted before; held: never put in force. */
export const packState = z.enum(['inForce', 'scheduled', 'former', 'held']);
export type PackState = z.infer<typeof packState>;

export const packView = z.strictObject({
  number,
  /** Number 1 comes with the program, higher ones in policy bundles. */
  builtin: z.boolean(),
  title: z.string(),
  sha256,
  groups: sha256Groups,
  programmes: z.int(),
  /** The first day it may be put in force; `null` for the program's own. */
  from: isoDate.nullable(),
  state: packState,
  /** The day the newest decision for it counts from, and who took it. */
  activeFrom: isoDate.nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: isoTime.nullable(),
  issuer: z.string().nullable(),
  file: z.string().nullable(),
  receivedAt: isoTime.nullable(),
});
export type PackView = z.infer<typeof packView>;

export const policyList = z.strictObject({
  today: isoDate,
  inForce: number,
  packs: z.array(packView),
  /** Newest first. */
  decisions: z.array(
    z.strictObject({
      kind: z.enum(['activated', 'rolledBack']),
      number,
      from: isoDate,
      by: z.string(),
      at: isoTime,
      reason: z.string(),
    }),
  ),
});
export type PolicyList = z.infer<typeof policyList>;

const result = z.enum(['true', 'false', 'unknown', 'needsHuman', 'none']).nullable();

export const policyEffect = z.strictObject({
  /** Open cases looked at. */
  cases: z.int(),
  changed: z.int(),
  /** Cases the other catalogue cannot judge although the one in force can: they keep it out. */
  blocked: z.int(),
  examples: z.array(
    z.strictObject({
      caseId: uuid,
      number: z.string(),
      /** Masked. */
      applicant: z.string(),
      items: z.array(z.strictObject({ title: z.string(), before: result, after: result })),
      more: z.int(),
      /** Why it cannot be judged. */
      obstacle: z.string().nullable(),
    }),
  ),
});
export type PolicyEffect = z.infer<typeof policyEffect>;

export const policyComparison = z.strictObject({ base: number, number, comparison: catalogueComparison });

export const policiesApi = {
  list: route(nothing, policyList),
  compare: route(z.strictObject({ number, base: number }), policyComparison),
  /** What the open cases would come out as under another catalogue. */
  effect: route(z.strictObject({ number }), policyEffect),
  /** `expected`: the catalogue in force that the screen showed. */
  activate: route(z.strictObject({ number, from: isoDate, expected: number }), policyList),
  rollBack: route(z.strictObject({ number, reason: requiredText(200), expected: number }), policyList),
};
