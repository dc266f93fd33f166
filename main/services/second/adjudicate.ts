import type { WritableDb } from '#db/database.ts';
import { findCase } from '#db/queries/cases.ts';
import { setPrecheck } from '#db/queries/policies.ts';
import type { SecondRow as StoredRow } from '#db/queries/second.ts';
import type { AdjudicationView, FieldView } from '#shared/api/second.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { type CaseResult, DECISION_TITLES, REASONS, VERDICT_TITLES } from '#shared/domain/review.ts';
import {
  adjudicationProblem,
  differencesOf,
  type FieldChoice,
  type FieldDifference,
  returnedFields,
  settle,
  settledBy,
} from '#shared/domain/secondReview.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import type { ReviewContext } from '../review/acts.ts';
import { openCase } from '../review/checklist.ts';
import { summariseCase } from '../review/evaluateCase.ts';
import { observedFacts } from '../review/observed.ts';
import { outcomeOf } from '../review/outcome.ts';
import { signOpen } from '../review/sign.ts';
import { supplementOf } from '../review/supplement.ts';
import { requireOpen, requireRole, requireSigning, type Session } from '../session.ts';
import { wellFormed } from '../wellFormed.ts';
import { applySettled } from './apply.ts';
import { othersThanFirst, rowView, secondOf, standingOf } from './rows.ts';
import { firstSide, type SignedSide, secondSide } from './sides.ts';

interface Before {
  row: StoredRow;
  first: SignedSide;
  second: SignedSide | null;
  differences: FieldDifference[];
}

function refuseState(session: Session, row: StoredRow): Refusal {
  const number = findCase(session.db.read, row.caseId)?.number ?? '';
  const { step, waiting } = standingOf(session, row);
  const problem = step === 'done' ? '已经复核通过' : '还不到裁定的时候';
  const own = step === 'renew' ? '请先按新内容核对并重新签署' : '请先完成复核并签署';
  return new Refusal('SECOND_STATE', { number, problem, action: '裁定', advice: waiting ?? own });
}

/** What the adjudicator decides on. Refuses ROLE_FORBIDDEN, SECOND_UNKNOWN, SECOND_SAME_PERSON, SECOND_STATE. */
function beforeAdjudication(session: Session, secondId: string): Before {
  requireRole(session, ['approver'], '裁定复核');
  const row = secondOf(session, secondId);
  if (!othersThanFirst(session, row)) throw new Refusal('SECOND_SAME_PERSON');
  const first = firstSide(session.db.read, row);
  if (standingOf(session, row).step !== 'adjudicate' || !first) throw refuseState(session, row);
  const second = secondSide(session.db.read, row);
  if (row.blind === 1 && !second) throw refuseState(session, row);
  const settled = new Map(JSON.parse(row.settled) as [string, string][]);
  return { row, first, second, differences: second ? differencesOf(first, second, settled) : [] };
}

/** Everything of the first review an approver may correct or send back, where nobody reviewed a second time. */
function allFields({ record }: SignedSide): FieldView[] {
  const items = record.items.map(({ itemId, title, verdict, reason, note }): FieldView => {
    const why = [reason && REASONS[reason], note].filter(Boolean).join('；');
    const words = verdict ? VERDICT_TITLES[verdict] : '未审';
    return {
      field: `verdict:${itemId}`,
      kind: 'verdict',
      title,
      first: why ? `${words}（${why}）` : words,
      second: '',
    };
  });
  const facts = record.observed.map(
    ({ key, label, observed }): FieldView => ({
      ...{ field: `observed:${key}`, kind: 'observed', title: label },
      ...{ first: observed, second: '' },
    }),
  );
  const outcome = DECISION_TITLES[record.result.decision];
  return [...items, ...facts, { field: 'outcome', kind: 'outcome', title: '结论', first: outcome, second: '' }];
}

const sideView = ({ record, version, sha256, signedAt }: SignedSide) => ({
  ...{ name: record.signedBy.name, version, sha256, signedAt },
});

export function adjudicationView(session: Session, catalogue: Catalogue, secondId: string): AdjudicationView {
  const { row, first, second, differences } = beforeAdjudication(session, secondId);
  const compared = first.record.items.length + Object.keys(first.observed).length + 2;
  return {
    row: rowView(session, catalogue, row),
    first: sideView(first),
    second: second ? sideView(second) : null,
    fields: second ? differences : allFields(first),
    agreed: second ? Math.max(0, compared - differences.length) : 0,
    decision: first.record.result.decision,
    opinion: first.record.result.opinion,
  };
}

/** The outcome the settled fields lead to: the decision is the adjudicator's, amount and list of 补正 are computed. */
function settledResult(context: ReviewContext, caseId: string, before: Before, decision: CaseResult['decision']) {
  const { session, catalogue } = context;
  const open = openCase(session, catalogue, caseId);
  const { amount, drafts } = outcomeOf(session, catalogue, open);
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

export interface Adjudicated {
  outcome: 'returned' | 'approved';
  version: number | null;
  groups: string[] | null;
}

/**
 * Settles the fields that differ. Where some go back, exactly their verdicts and observed values open for the first person; otherwise
 * the case is signed by the adjudicator as its next version. One transaction: a signature that is blocked leaves all as it was. Refuses
 * as {@link beforeAdjudication}, and SECOND_CHOICES, SIGN_BLOCKED, PASSPHRASE_….
 */
export async function adjudicate(
  context: ReviewContext,
  secondId: string,
  choices: FieldChoice[],
  passphrase: string | null,
): Promise<Adjudicated> {
  const { session } = context;
  beforeAdjudication(session, secondId);
  const identity = requireSigning(session, '裁定复核');
  const returns = choices.some(({ choice }) => choice === 'return');
  if (!returns) {
    if (passphrase === null) throw new Refusal('PASSPHRASE_WRONG');
    await session.confirmPassphrase(passphrase);
  }
  requireOpen(session);
  // Somebody else may have been quicker while the passphrase was checked.
  const before = beforeAdjudication(session, secondId);
  const problem = adjudicationProblem(before.differences, choices, before.second !== null);
  if (problem) throw new Refusal('SECOND_CHOICES', { reason: problem });
  return session.db.write((tx) => {
    reopenAsSettled(tx, context, before, choices);
    if (returns) return { outcome: 'returned', version: null, groups: null };
    const { caseId } = before.row;
    const { decision } = settle(before.first, before.second, choices);
    const result = settledResult(context, caseId, before, decision);
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
