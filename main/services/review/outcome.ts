import { viewedPages } from '#db/queries/cases.ts';
import type { OutcomeDraft } from '#shared/api/review.ts';
import type { CaseResult, Decision } from '#shared/domain/review.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import { VIEWED_MS } from '../cases/caseView.ts';
import { confirmedSentences, crossOutcome } from '../crosscheck/ofReview.ts';
import type { Session } from '../session.ts';
import { amountOf } from './amount.ts';
import { decisionBlockers, itemBlockers, suggestDecision } from './blockers.ts';
import { countVerdicts, evaluateDecided, type OpenCase } from './checklist.ts';
import { draftOpinion } from './opinion.ts';
import { supplementNote, supplementOf } from './supplement.ts';

/** Attachments nobody has looked at: stated at sign-off, not forbidden. */
function unopened(session: Session, open: OpenCase): string[] {
  const viewed = viewedPages(session.db.read, open.row.caseId, VIEWED_MS);
  return open.record.attachments.filter((_, i) => !viewed.has(`${open.row.caseId}.${i + 1}`)).map((one) => one.name);
}

/** What comes of the case as it stands, and what keeps it from being signed. */
export function outcomeOf(session: Session, catalogue: Catalogue, open: OpenCase): OutcomeDraft {
  const { items, row } = open;
  const suggested = suggestDecision(items);
  const saved = row.result ? (JSON.parse(row.result) as CaseResult) : null;
  const { evaluation } = evaluateDecided(session, catalogue, open);
  const { amount, note } = amountOf(evaluation.support);
  const supplement = supplementOf(session, catalogue, open);
  const unseen = unopened(session, open);
  const crossed = crossOutcome(session, catalogue, row.caseId, saved?.decision ?? suggested);
  const warnings = [
    ...(evaluation.validity.inForce ? [] : [evaluation.validity.sentence]),
    ...(unseen.length > 0 ? [`有 ${unseen.length} 个附件没有打开看过`] : []),
    ...(saved?.supplement?.dueOn === null ? ['补正期限没有核定，补正清单上写“需人工核定”'] : []),
    ...crossed.warnings,
  ];
  const draft = (decision: Decision | null) => draftOpinion(open, decision, amount, confirmedSentences(crossed.pinned));
  return {
    suggested,
    blockers: [...itemBlockers(items), ...crossed.blockers, ...decisionBlockers(items, saved, amount)],
    warnings,
    counts: countVerdicts(items),
    amount,
    amountNote: note,
    opinion: saved?.opinion ?? draft(suggested),
    drafts: { recommend: draft('recommend'), supplement: draft('supplement'), reject: draft('reject') },
    supplement,
    supplementNote: supplementNote(open),
    unopened: unseen,
    saved,
  };
}
