/** Outcomes for many cases at once, by the rules of a single one: nothing is signed here that could not be signed alone. */
import type { Blocker } from '#shared/api/review.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { CaseResult, Decision } from '#shared/domain/review.ts';
import { requireOpen, requireRole, requireSigning } from '../session.ts';
import { openForChange, type ReviewContext } from './acts.ts';
import { decisionBlockers, itemBlockers } from './blockers.ts';
import type { OpenCase } from './checklist.ts';
import { outcomeOf } from './outcome.ts';
import { signOpen } from './sign.ts';

/** What a decision would do to one case. */
export interface PlannedOutcome {
  caseId: string;
  number: string;
  /** Kept as it is when somebody saved the same decision before. */
  result: CaseResult;
}

/** A case that is left out, with the code and the sentence of what stands in the way. */
export interface LeftOut {
  caseId: string;
  number: string | null;
  code: Blocker['code'] | Refusal['code'];
  reason: string;
}

export interface OutcomePlan {
  ready: PlannedOutcome[];
  leftOut: LeftOut[];
}

function plannedResult(context: ReviewContext, open: OpenCase, decision: Decision): CaseResult {
  const { amount, drafts, saved, supplement } = outcomeOf(context.session, context.catalogue, open);
  return {
    decision,
    amount: decision === 'recommend' ? amount : null,
    opinion: saved?.decision === decision ? saved.opinion : drafts[decision],
    supplement: decision === 'supplement' ? supplement : null,
  };
}

function plan(context: ReviewContext, caseId: string, decision: Decision): PlannedOutcome | LeftOut {
  let number: string | null = null;
  try {
    const open = openForChange(context, caseId);
    number = open.record.number;
    const result = plannedResult(context, open, decision);
    const [first] = [...itemBlockers(open.items), ...decisionBlockers(open.items, result, result.amount)];
    return first ? { caseId, number, code: first.code, reason: first.sentence } : { caseId, number, result };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { caseId, number, code: error.code, reason: error.message };
  }
}

/** The check before a batch: which cases take the decision, which are left out and why. Changes nothing. ROLE_FORBIDDEN. */
export function planOutcomes(context: ReviewContext, caseIds: readonly string[], decision: Decision): OutcomePlan {
  requireRole(context.session, ['reviewer', 'approver'], '批量填写结论');
  const planned = [...new Set(caseIds)].map((caseId) => plan(context, caseId, decision));
  return {
    ready: planned.filter((one) => 'result' in one),
    leftOut: planned.filter((one) => 'code' in one),
  };
}

/** Saves the decision for every case that takes it, in one transaction; each can be undone on its own. Answers what was done and left out. */
export function saveOutcomes(context: ReviewContext, caseIds: readonly string[], decision: Decision): OutcomePlan {
  const made = planOutcomes(context, caseIds, decision);
  const { db, journal, actor } = context.session;
  db.write((tx) => {
    for (const { caseId, result } of made.ready) {
      journal.record(tx, { type: 'result.set', payload: { caseId, result }, actor });
    }
  });
  return made;
}

/**
 * Signs every case whose saved outcome can be signed; the passphrase is asked once for all. A case that cannot is left out and stays as
 * it is. Refuses PASSPHRASE_WRONG, PASSPHRASE_WAIT, CERTIFICATE_NEEDED, ROLE_FORBIDDEN before anything is signed.
 */
export async function signMany(
  context: ReviewContext,
  caseIds: readonly string[],
  passphrase: string,
): Promise<{ signed: { caseId: string; number: string; version: number; sha256: string }[]; leftOut: LeftOut[] }> {
  const { session } = context;
  requireRole(session, ['reviewer', 'approver'], '签署审核结果');
  const identity = requireSigning(session, '签署审核结果');
  await session.confirmPassphrase(passphrase);
  const done: Awaited<ReturnType<typeof signMany>> = { signed: [], leftOut: [] };
  for (const caseId of new Set(caseIds)) {
    requireOpen(session);
    let number: string | null = null;
    try {
      const open = openForChange(context, caseId);
      number = open.record.number;
      const { version, sha256 } = signOpen(context, open, identity);
      done.signed.push({ caseId, number, version, sha256 });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      done.leftOut.push({ caseId, number, code: error.code, reason: error.message });
    }
    // Other requests get their turn in between.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return done;
}
