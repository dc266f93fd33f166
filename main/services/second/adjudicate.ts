import type { WritableDb } from '#db/database.ts';
import { findCase } from '#db/queries/cases.ts';
import { setPrecheck } from '#db/queries/policies.ts';
import type { ChoiceInput } from '#shared/api/second.ts';
import { stillFits } from '#shared/domain/amountFix.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { CaseResult } from '#shared/domain/review.ts';
import { adjudicationProblem, type FieldChoice, returnedFields, subjectOf } from '#shared/domain/secondReview.ts';
import { settle, settledBy } from '#shared/domain/secondSettled.ts';
import type { ReviewContext } from '../review/acts.ts';
import { openCase } from '../review/checklist.ts';
import { summariseCase } from '../review/evaluateCase.ts';
import { readValue } from '../review/observe.ts';
import { observedFacts } from '../review/observed.ts';
import { outcomeOf } from '../review/outcome.ts';
import { signOpen } from '../review/sign.ts';
import { supplementOf } from '../review/supplement.ts';
import { requireOpen, requireSigning } from '../session.ts';
import { wellFormed } from '../wellFormed.ts';
import { type Before, beforeAdjudication } from './adjudicationView.ts';
import { applySettled } from './apply.ts';

/**
 * The outcome the settled fields lead to: the decision is the adjudicator's, amount and list of 补正 are computed. What a person fixed of
 * the amount comes from the side whose decision stands, as long as it keeps to what is open now.
 */
function settledResult(
  context: ReviewContext,
  caseId: string,
  before: Before,
  { decision, side }: { decision: CaseResult['decision']; side: Before['second'] },
) {
  const { session, catalogue } = context;
  const open = openCase(session, catalogue, caseId);
  const { amount: computed, amountOpening, drafts } = outcomeOf(session, catalogue, open);
  const fixed = side?.record.result.amount ?? null;
  const amount = fixed?.fixed && stillFits(amountOpening, fixed) ? fixed : computed;
  const { result } = before.first.record;
  const asBefore = before.differences.length === 0 && decision === result.decision;
  return {
    decision,
    amount: decision === 'recommend' ? amount : null,
    opinion: asBefore ? result.opinion : drafts[decision],
    supplement:
      decision === 'supplement' ? (asBefore ? result.supplement : supplementOf(session, catalogue, open)) : null,
  };
}

/** Values of the adjudicator's own as records spell them. Refuses FACT_UNKNOWN, FACT_TYPE. */
function readChoices({ session, catalogue }: ReviewContext, caseId: string, choices: ChoiceInput[]): FieldChoice[] {
  const open = openCase(session, catalogue, caseId);
  return choices.map((choice): FieldChoice => {
    if (choice.choice !== 'own') return choice;
    const { value } = choice;
    if (value.kind !== 'observed') return { ...choice, value };
    const read = value.value === null ? null : readValue(open, subjectOf(choice.field), value.value);
    return { ...choice, value: { kind: 'observed', value: read } };
  });
}

export interface Adjudicated {
  outcome: 'returned' | 'approved';
  version: number | null;
  groups: string[] | null;
}

/**
 * Settles the fields that differ. Where some go back, exactly their verdicts and observed values open for the first person; otherwise
 * the case is signed by the adjudicator as its next version. One transaction: a signature that is blocked leaves all as it was. Refuses
 * as {@link beforeAdjudication}, and SECOND_CHOICES, FACT_UNKNOWN, FACT_TYPE, SIGN_BLOCKED, PASSPHRASE_….
 */
export async function adjudicate(
  context: ReviewContext,
  secondId: string,
  input: ChoiceInput[],
  passphrase: string | null,
): Promise<Adjudicated> {
  const { session } = context;
  beforeAdjudication(session, secondId);
  const identity = requireSigning(session, '裁定复核');
  const returns = input.some(({ choice }) => choice === 'return');
  if (!returns) {
    if (passphrase === null) throw new Refusal('PASSPHRASE_WRONG');
    await session.confirmPassphrase(passphrase);
  }
  requireOpen(session);
  // Somebody else may have been quicker while the passphrase was checked.
  const before = beforeAdjudication(session, secondId);
  const choices = readChoices(context, before.row.caseId, input);
  const problem = adjudicationProblem(before.differences, choices, before.second !== null);
  if (problem) throw new Refusal('SECOND_CHOICES', { reason: problem });
  return session.db.write((tx) => {
    reopenAsSettled(tx, context, before, choices);
    if (returns) return { outcome: 'returned', version: null, groups: null };
    const { caseId } = before.row;
    const { decision } = settle(before.first, before.second, choices);
    const kept = choices.find(({ field }) => field === 'outcome')?.choice === 'second' ? before.second : before.first;
    const result = settledResult(context, caseId, before, { decision, side: kept });
    session.journal.record(tx, { type: 'result.set', payload: { caseId, result }, actor: session.actor });
    const { version, groups } = signOpen(context, openCase(session, context.catalogue, caseId), identity);
    return { outcome: 'approved', version, groups };
  });
}

function reopenAsSettled(tx: WritableDb, context: ReviewContext, before: Before, choices: FieldChoice[]): void {
  const { session, catalogue } = context;
  const { row, first, second } = before;
  const { secondId, caseId } = row;
  const returned = returnedFields(choices);
  const version = findCase(tx, caseId)?.version ?? first.version;
  const outcome = choices.some(({ choice }) => choice === 'return') ? ('returned' as const) : ('approved' as const);
  const payload = wellFormed({
    ...{ secondId, caseId, firstSha256: first.sha256, secondSha256: second?.sha256 ?? null },
    ...{ choices, settled: settledBy(choices, first, second), outcome },
    version: outcome === 'approved' ? version + 1 : null,
  });
  const { actor, journal } = session;
  journal.record(tx, { type: 'second.adjudicated', payload, actor });
  // What goes back to another workstation is opened there, with the answer.
  if (outcome === 'returned' && row.received !== null) return;
  const reopened = { caseId, version, reason: 'second-review' as const, note: '' };
  const touched = { items: returned.items, facts: returned.facts };
  journal.record(tx, { type: 'case.reopened', payload: { ...reopened, touched }, actor });
  const changes = settle(first, second, choices);
  applySettled(tx, context, { caseId, first, second, changes, returned });
  const { record } = openCase(session, catalogue, caseId);
  setPrecheck(tx, caseId, summariseCase(catalogue, record, observedFacts(tx, caseId)));
}
