/** Brings a case to what an adjudication made of it, by the same events a reviewer's acts leave. */

import type { WritableDb } from '#db/database.ts';
import { newId } from '#db/ids.ts';
import { evidenceOf, itemsOf, observedOf } from '#db/queries/review.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import type { EventInput } from '#shared/domain/events.ts';
import type { EvidenceAnchor, ReviewRecord } from '#shared/domain/review.ts';
import type { ReviewSide, SettledReview } from '#shared/domain/secondReview.ts';
import type { ReviewContext } from '../review/acts.ts';
import { wellFormed } from '../wellFormed.ts';

export interface Applied {
  caseId: string;
  first: ReviewSide;
  second: ReviewSide | null;
  changes: SettledReview;
  /** Fields that went back: they stay open. */
  returned: { items: readonly string[]; facts: readonly string[] };
}

type Evidence = ReviewRecord['items'][number]['evidence'][number];

/** Files keep their place, whichever of the two reviews the anchor was made in. */
function anchorFor(caseId: string, { id: _id, ...anchor }: Evidence): EvidenceAnchor {
  return { ...anchor, attachmentId: `${caseId}${anchor.attachmentId.slice(36)}` };
}

const placeOf = ({ attachmentId: _file, ...anchor }: EvidenceAnchor): string => canonicalJson(anchor);

export function applySettled(tx: WritableDb, context: ReviewContext, applied: Applied): void {
  const { session, catalogue, clock } = context;
  const { caseId, first, second, changes, returned } = applied;
  const record = (event: EventInput) => session.journal.record(tx, { ...wellFormed(event), actor: session.actor });
  const states = itemsOf(tx, caseId);
  const places = new Set(evidenceOf(tx, caseId).map(({ itemId, anchor }) => `${itemId} ${placeOf(anchor)}`));
  const items = new Map(first.record.items.map((item) => [item.itemId, item]));

  const addEvidence = (itemId: string, evidence: readonly Evidence[]): void => {
    for (const one of evidence) {
      const anchor = anchorFor(caseId, one);
      if (places.has(`${itemId} ${placeOf(anchor)}`)) continue;
      record({ type: 'evidence.added', payload: { caseId, itemId, evidenceId: newId(clock.now()), anchor } });
    }
  };

  for (const itemId of new Set([...items.keys(), ...changes.verdicts.keys()])) {
    const item = items.get(itemId);
    const change = changes.verdicts.get(itemId);
    addEvidence(itemId, item?.evidence ?? []);
    const others = second?.record.items.find((one) => one.itemId === itemId)?.evidence ?? [];
    if (change && (change.from === 'second' || change.verdict === 'fail')) addEvidence(itemId, others);
    if (returned.items.includes(itemId)) continue;
    const wanted = change ?? item;
    if (!wanted?.verdict) continue;
    const { verdict, note } = wanted;
    const reason = verdict === 'pass' ? null : wanted.reason;
    const state = states.get(itemId);
    if (state && state.verdict === verdict && state.reason === reason && state.note === note) continue;
    const payload = { caseId, itemId, verdict, reason, note, rulesHash: catalogue.hash };
    record({ type: 'verdict.set', payload });
  }

  const known = observedOf(tx, caseId);
  for (const key of new Set([...Object.keys(first.observed), ...changes.observed.keys()])) {
    if (returned.facts.includes(key)) continue;
    const { value, note } = changes.observed.get(key) ?? first.observed[key]!;
    const now = known.get(key)?.value ?? null;
    if (canonicalJson(now) === canonicalJson(value)) continue;
    record({ type: 'fact.observed', payload: { caseId, key, value, note, evidenceId: null } });
  }
}
