import type { WritableDb } from '#db/database.ts';
import { newId } from '#db/ids.ts';
import { attachmentsOf } from '#db/queries/cases.ts';
import { evidenceOf, evidencePlace } from '#db/queries/review.ts';
import type { Clock } from '#main/ports.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import type { EvidenceAnchor } from '#shared/domain/review.ts';
import type { RecordedEvidence } from '#shared/domain/secondSettled.ts';
import type { Session } from '../session.ts';
import { wellFormed } from '../wellFormed.ts';

const placeKey = ({ attachmentId: _file, ...anchor }: EvidenceAnchor): string => canonicalJson(anchor);

interface Wanted {
  caseId: string;
  itemId: string;
  evidence: readonly RecordedEvidence[];
  /** Whether anything else is taken off the item. */
  exactly: boolean;
}

/** Brings the evidence of an item to what was settled, by the same events a reviewer's acts leave. */
export function bringEvidence(
  tx: WritableDb,
  { session, clock }: { session: Session; clock: Clock },
  { caseId, itemId, evidence, exactly }: Wanted,
): void {
  const { actor, journal } = session;
  const there = evidenceOf(tx, caseId).filter((one) => one.itemId === itemId);
  const ids = new Set(evidence.map(({ id }) => id));
  const keys = new Set(evidence.map(({ id: _id, ...anchor }) => placeKey(anchor)));
  const kept = there.filter(({ evidenceId, anchor }) => ids.has(evidenceId) || keys.has(placeKey(anchor)));
  for (const { evidenceId } of exactly ? there.filter((one) => !kept.includes(one)) : []) {
    journal.record(tx, { type: 'evidence.removed', payload: { caseId, itemId, evidenceId }, actor });
  }
  const files = attachmentsOf(tx, caseId);
  const known = new Set(kept.flatMap(({ evidenceId, anchor }) => [evidenceId, placeKey(anchor)]));
  for (const { id, ...anchor } of evidence) {
    if (known.has(id) || known.has(placeKey(anchor))) continue;
    // Marked in a file that was replaced since, on a page that shows the same: it is brought as it stands now.
    const place = evidencePlace(tx, id);
    const file = place && files.find(({ sha256 }) => sha256 === place.fileSha256);
    const now = place && file ? { ...anchor, ...place, attachmentId: file.attachmentId } : anchor;
    const payload = wellFormed({ caseId, itemId, evidenceId: newId(clock.now()), anchor: now });
    journal.record(tx, { type: 'evidence.added', payload, actor });
  }
}
