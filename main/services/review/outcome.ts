import { viewedPages } from '#db/queries/cases.ts';
import type { OutcomeDraft } from '#shared/api/review.ts';
import type { CaseResult, Decision } from '#shared/domain/review.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import { VIEWED_MS } from '../cases/caseView.ts';
import { confirmedSentences, crossOutcome } from '../crosscheck/ofReview.ts';
import type { Session } from '../session.ts';
import { amountInForce, amountOf, type ComputedAmount } from './amount.ts';
import { decisionBlockers, itemBlockers, suggestDecision } from './blockers.ts';
import { countVerdicts, evaluateDecided, type OpenCase } from './checklist.ts';
import { draftOpinion } from './opinion.ts';
import { supplementNote, supplementOf } from './supplement.ts';

/** Attachments nobody has looked at: stated at sign-off, not forbidden. */
function unopened(session: Session, open: OpenCase): string[] {
  const viewed = viewedPages(session.db.read, open.row.caseId, VIEWED_MS);
  return open.record.attachments.filter((_, i) => !viewed.has(`${open.row.caseId}.${i + 1}`)).map((one) => one.name);
}

/** What the rules make of the case as it was decided so far. */
export const computedAmount = (session: Session, catalogue: Catalogue, open: OpenCase): ComputedAmount =>
  amountOf(evaluateDecided(session, catalogue, open).evaluation.support);

/** What comes of the case as it stands, and what keeps it from being signed. */
export function outcomeOf(session: Session, catalogue: Catalogue, open: OpenCase): OutcomeDraft {
  const { items, row } = open;
  const suggested = suggestDecision(items);
  const saved = row.result ? (JSON.parse(row.result) as CaseResult) : null;
  const { evaluation } = evaluateDecided(session, catalogue, open);
  const computed = amountOf(evaluation.support);
  const amount = amountInForce(computed, saved);
  const supplement = supplementOf(session, catalogue, open);
  const unseen = unopened(session, open);
  const crossed = crossOutcome(session, catalogue, row.caseId, saved?.decision ?? suggested);
  const warnings = [
    ...(evaluation.validity.inForce ? [] : [evaluation.validity.sentence]),
    ...(unseen.length > 0 ? [`有 ${unseen.length} 个附件没有打开看过`] : []),
    ...(saved?.supplement?.dueOn === null ? ['补正期限没有核定，补正清单上写“需人工核定”'] : []),
    ...(computed.opening && !amount?.fixed && (saved?.decision ?? suggested) === 'recommend'
      ? ['金额、拨付批次或承担方还有需人工核定的部分']
      : []),
    ...crossed.warnings,
  ];
  const draft = (decision: Decision | null) => draftOpinion(open, decision, amount, confirmedSentences(crossed.pinned));
  return {
    suggested,
    blockers: [...itemBlockers(items), ...crossed.blockers, ...decisionBlockers(items, saved, amount)],
    warnings,
    counts: countVerdicts(items),
    amount,
    amountOpening: computed.opening,
    amountNote: computed.note,
    opinion: saved?.opinion ?? draft(suggested),
    drafts: { recommend: draft('recommend'), supplement: draft('supplement'), reject: draft('reject') },
    supplement,
    supplementNote: supplementNote(open),
    unopened: unseen,
    saved,
  };
}
