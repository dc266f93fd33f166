import { z } from 'zod';
import { isoTime, sha256, text, uuid } from '../domain/primitives.ts';
import {
  attachmentId,
  caseResult,
  evidenceAnchor,
  evidenceView,
  itemId,
  reasonCode,
  reopenReason,
  sha256Groups,
  supportAmount,
  verdictValue,
} from '../domain/review.ts';
import { caseInput } from './cases.ts';
import { route } from './route.ts';

const onItem = { caseId: uuid, itemId };

export const precheck = z.strictObject({
  result: z.enum(['true', 'false', 'unknown', 'needsHuman', 'none']),
  /** The computed sentence with its figures; empty for `none`. */
  sentence: z.string(),
  /** Labels of facts that are not recorded yet. */
  missing: z.array(z.string()),
});

export const verdictView = z.strictObject({
  verdict: verdictValue,
  reason: reasonCode.nullable(),
  note: z.string(),
  actor: z.string(),
  at: isoTime,
});

export const checklistItem = z.strictObject({
  itemId,
  group: z.enum(['material', 'condition', 'cross']),
  title: z.string(),
  /** The requirement in our own words, with what failing means. */
  requirement: z.string(),
  strength: z.enum(['must', 'mayRelax', 'priority']),
  cites: z.array(z.strictObject({ id: z.string(), label: z.string() })),
  precheck,
  declared: z.array(z.strictObject({ key: z.string(), label: z.string(), value: z.string() })),
  /** Attachments that are the likely place to look, best first. */
  likely: z.array(attachmentId),
  verdict: verdictView.nullable(),
  /** Seq of the last event on this item; a write names the one it saw. */
  revision: z.int(),
  evidence: z.array(evidenceView),
});
export type ChecklistItem = z.infer<typeof checklistItem>;

export const checklist = z.strictObject({
  caseId: uuid,
  items: z.array(checklistItem),
  decided: z.int(),
  undo: z.string().nullable(),
  locked: z.boolean(),
});
export type Checklist = z.infer<typeof checklist>;

export const outcomeDraft = z.strictObject({
  suggested: caseResult.shape.decision.nullable(),
  /** What keeps the case from being signed, in sentences; empty when it can be. */
  blockers: z.array(z.string()),
  warnings: z.array(z.string()),
  counts: z.strictObject({ pass: z.int(), fail: z.int(), doubt: z.int(), supplement: z.int(), open: z.int() }),
  amount: supportAmount.nullable(),
  /** Why there is no amount, where there is none. */
  amountNote: z.string().nullable(),
  opinion: z.string(),
  unopened: z.array(z.string()),
  /** The saved outcome; `null` until one is set. */
  saved: caseResult.nullable(),
});
export type OutcomeDraft = z.infer<typeof outcomeDraft>;

export const reviewApi = {
  checklist: route(caseInput, checklist),
  setVerdict: route(
    z.strictObject({
      ...onItem,
      verdict: verdictValue,
      reason: reasonCode.nullable(),
      note: text(2000),
      revision: z.int(),
    }),
    checklist,
  ),
  clearVerdict: route(z.strictObject({ ...onItem, revision: z.int() }), checklist),
  /** `crop` names bytes put before with `putBlob`. */
  addEvidence: route(
    z.strictObject({ ...onItem, anchor: evidenceAnchor.omit({ cropSha256: true, fileSha256: true }), crop: sha256 }),
    checklist,
  ),
  removeEvidence: route(z.strictObject({ ...onItem, evidenceId: uuid }), checklist),
  /** Undoes the person's last act on this case by a new event. */
  undo: route(caseInput, checklist),
  /** Seconds a page was readable on screen, added up by the viewer. */
  viewed: route(
    z.strictObject({
      attachmentId,
      pages: z
        .array(z.strictObject({ page: z.int().min(0), ms: z.int().min(0).max(3_600_000) }))
        .min(1)
        .max(500),
    }),
    z.strictObject({}),
  ),
  outcome: route(caseInput, outcomeDraft),
  setOutcome: route(z.strictObject({ caseId: uuid, result: caseResult }), outcomeDraft),
  sign: route(
    z.strictObject({ caseId: uuid, passphrase: z.string().min(1).max(200) }),
    z.strictObject({ version: z.int(), sha256, groups: sha256Groups }),
  ),
  reopen: route(z.strictObject({ caseId: uuid, reason: reopenReason, note: text(500) }), checklist),
};
