import { z } from 'zod';
import { amountFix, amountOpening } from '../domain/amountFix.ts';
import { caseChanges } from '../domain/caseChanges.ts';
import { isoDate, isoTime, requiredText, sha256, text, uuid } from '../domain/primitives.ts';
import {
  attachmentId,
  blockerCode,
  caseResult,
  evidenceAnchor,
  evidenceView,
  finding,
  itemId,
  observation,
  reasonCode,
  reopenReason,
  sha256Groups,
  supplementList,
  supportAmount,
  verdictValue,
} from '../domain/review.ts';
import { reviewDifference } from '../domain/reviewDiff.ts';
import { line } from '../rules/render/model.ts';
import { caseInput } from './cases.ts';
import { factInput } from './matching.ts';
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

/** A declared value with what was read in the documents. Personal values are masked. */
const factLine = z.strictObject({
  key: z.string(),
  label: z.string(),
  value: z.string(),
  observed: z
    .strictObject({
      value: z.string(),
      finding,
      note: z.string(),
      evidenceId: uuid.nullable(),
      actor: z.string(),
      at: isoTime,
    })
    .nullable(),
  /** Seq of the last event on the observed value; 0 before any. */
  revision: z.int(),
});
export type FactLine = z.infer<typeof factLine>;

/** 本次变化: what a newer version of the case brought. */
const changesView = z.strictObject({
  files: caseChanges.shape.files,
  facts: z.array(z.strictObject({ label: z.string(), before: z.string(), after: z.string() })),
  fields: z.array(z.string()),
  /** Items whose verdicts were opened by it, or will be with a signed case. */
  items: z.array(itemId),
  /** Labels of observed values that no longer stand. */
  observed: z.array(z.string()),
  pending: z.boolean(),
  /** The person has put them away; another version is shown again. */
  away: z.boolean(),
});
export type ChangesView = z.infer<typeof changesView>;

export const checklistItem = z.strictObject({
  itemId,
  group: z.enum(['material', 'condition', 'cross']),
  title: z.string(),
  /** The requirement in our own words, with what failing means. */
  requirement: z.string(),
  strength: z.enum(['must', 'mayRelax', 'priority']),
  cites: z.array(z.strictObject({ id: z.string(), label: z.string() })),
  precheck,
  declared: z.array(factLine),
  /** Attachments that are the likely place to look, best first. */
  likely: z.array(attachmentId),
  verdict: verdictView.nullable(),
  /** Stands without a verdict too. */
  note: z.string(),
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
  redo: z.string().nullable(),
  locked: z.boolean(),
  /** Every value the rules of the programme read; amounts rest on some that no item shows. */
  facts: z.array(factLine),
  /** Values read in the documents that are not the declared ones. */
  findings: z.array(observation),
  changes: changesView.nullable(),
});
export type Checklist = z.infer<typeof checklist>;

/** One thing that keeps a case from being signed, with the items it is about. */
const blocker = z.strictObject({ code: blockerCode, sentence: z.string(), items: z.array(itemId) });
export type Blocker = z.infer<typeof blocker>;

/** Until when 补正 is asked for: so many working days from today, or a day a person fixes. Neither: 需人工核定. */
const supplementDue = z.strictObject({
  workingDays: z.int().min(1).max(250).nullable(),
  dueOn: isoDate.nullable(),
});

export const outcomeDraft = z.strictObject({
  suggested: caseResult.shape.decision.nullable(),
  /** What keeps the case from being signed; empty when it can be. */
  blockers: z.array(blocker),
  warnings: z.array(z.string()),
  counts: z.strictObject({ pass: z.int(), fail: z.int(), doubt: z.int(), supplement: z.int(), open: z.int() }),
  /** As computed, or with what a person fixed of it. */
  amount: supportAmount.nullable(),
  /** What the rules leave to people; `null` where they settle everything, or facts are missing. */
  amountOpening: amountOpening.nullable(),
  /** Why there is no amount, where there is none. */
  amountNote: z.string().nullable(),
  opinion: z.string(),
  /** Opinions as the verdicts suggest them now, for each decision: to begin anew after one was saved. */
  drafts: z.record(caseResult.shape.decision, z.string()),
  /** What the applicant would be asked for, as the verdicts stand; saved with 退回补正. */
  supplement: supplementList.nullable(),
  /** How the programme fixes the day, or that a person has to. */
  supplementNote: z.string(),
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
  /** Saved as it is typed; needs no verdict and leaves it alone. */
  setNote: route(z.strictObject({ ...onItem, note: text(2000), revision: z.int() }), checklist),
  /** What a document says beside the declared value; `null` takes it back. */
  observeFact: route(
    z.strictObject({
      caseId: uuid,
      key: requiredText(80),
      value: factInput.nullable(),
      note: text(500),
      evidenceId: uuid.nullable(),
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
  /** Puts 本次变化 of this version of the case away for the person, or takes it out again. Kept on this machine only, never journaled. */
  putChangesAway: route(z.strictObject({ caseId: uuid, away: z.boolean() }), checklist),
  /** Brings the act back that was undone last. NOTHING_TO_REDO once anything else was done on the case. */
  redo: route(caseInput, checklist),
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
  /** Amount and list of 补正 are computed, whatever `result` says of them. Refuses AMOUNT_FIX. */
  setOutcome: route(
    z.strictObject({
      caseId: uuid,
      result: caseResult,
      supplementDue: supplementDue.optional(),
      /** What a person fixes of the amount; `null` takes it back, left out it stays. */
      amountFix: amountFix.nullable().optional(),
    }),
    outcomeDraft,
  ),
  sign: route(
    z.strictObject({ caseId: uuid, passphrase: z.string().min(1).max(200) }),
    z.strictObject({ version: z.int(), sha256, groups: sha256Groups }),
  ),
  /** The clauses behind an item in our own words, and what else in the programme stands on them. */
  clauses: route(
    z.strictObject(onItem),
    z.strictObject({
      programme: z.string(),
      /** The document's number, else its title; with the number of the rule in it. */
      document: z.string(),
      rule: z.string(),
      lines: z.array(line),
      related: z.array(z.strictObject({ section: z.string(), line })),
    }),
  ),
  /** Every signed version, the newest first. */
  versions: route(
    caseInput,
    z.strictObject({
      versions: z.array(
        z.strictObject({
          version: z.int(),
          signedAt: isoTime,
          signedBy: z.string(),
          decision: caseResult.shape.decision,
          groups: sha256Groups,
        }),
      ),
    }),
  ),
  /** What differs between two signed versions, or one and the case as it stands (`to`: null). */
  compare: route(
    z.strictObject({ caseId: uuid, from: z.int().min(1), to: z.int().min(1).nullable() }),
    z.strictObject({ differences: z.array(reviewDifference) }),
  ),
  reopen: route(z.strictObject({ caseId: uuid, reason: reopenReason, note: text(500) }), checklist),
};
