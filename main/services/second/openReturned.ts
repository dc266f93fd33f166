import type { WritableDb } from '#db/database.ts';
import { findCase } from '#db/queries/cases.ts';
import { latestSignoff } from '#db/queries/review.ts';
import type { ReviewRecord } from '#shared/domain/review.ts';
import type { SecondAnswer } from '#shared/domain/secondBundle.ts';
import { returnedFields } from '#shared/domain/secondReview.ts';
import { wellFormed } from '../wellFormed.ts';
import type { SecondContext } from './ask.ts';
import { bringEvidence } from './bringEvidence.ts';

/**
 * Opens exactly what another workstation sent back, and takes over what was settled there otherwise than here. The rules behind a
 * verdict stay those the case was signed under.
 */
export function openReturned(tx: WritableDb, context: SecondContext, answered: SecondAnswer['cases'][number]): void {
  const { session } = context;
  const { caseId, choices, changes } = answered;
  const { actor, journal } = session;
  const { items, facts } = returnedFields(choices);
  const version = findCase(tx, caseId)?.version ?? 1;
  const { rulesHash } = JSON.parse(latestSignoff(tx, caseId)!.record) as ReviewRecord;
  const reopened = { caseId, version, reason: 'second-review' as const, note: '', touched: { items, facts } };
  journal.record(tx, { type: 'case.reopened', payload: reopened, actor });
  for (const [itemId, { verdict, reason, note }] of changes.verdicts) {
    const settled = { caseId, itemId, verdict, reason: verdict === 'pass' ? null : reason, note, rulesHash };
    journal.record(tx, { type: 'verdict.set', payload: wellFormed(settled), actor });
  }
  for (const [itemId, evidence] of changes.evidence) {
    bringEvidence(tx, context, { caseId, itemId, evidence, exactly: true });
  }
  for (const [key, { value, note }] of changes.observed) {
    const payload = wellFormed({ caseId, key, value, note, evidenceId: null });
    journal.record(tx, { type: 'fact.observed', payload, actor });
  }
}
