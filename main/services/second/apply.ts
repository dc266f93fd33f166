/** Brings a case to what an adjudication made of it, by the same events a reviewer's acts leave. */

import type { WritableDb } from '#db/database.ts';
import { itemsOf, observedOf } from '#db/queries/review.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import type { EventInput } from '#shared/domain/events.ts';
import type { ReviewSide } from '#shared/domain/secondReview.ts';
import type { SettledReview } from '#shared/domain/secondSettled.ts';
import { evidenceIn, settledEvidence, underCase } from '#shared/domain/secondSettled.ts';
import type { ReviewContext } from '../review/acts.ts';
import { wellFormed } from '../wellFormed.ts';
import { bringEvidence } from './bringEvidence.ts';

export interface Applied {
  caseId: string;
  first: ReviewSide;
  second: ReviewSide | null;
  changes: SettledReview;
  /** Fields that went back: they stay open. */
  returned: { items: readonly string[]; facts: readonly string[] };
}

export function applySettled(tx: WritableDb, context: ReviewContext, applied: Applied): void {
  const { session, catalogue } = context;
  const { caseId, first, second, changes, returned } = applied;
  const record = (event: EventInput) => session.journal.record(tx, { ...wellFormed(event), actor: session.actor });
  const states = itemsOf(tx, caseId);
  const items = new Map(first.record.items.map((item) => [item.itemId, item]));

  for (const itemId of new Set([...items.keys(), ...changes.verdicts.keys()])) {
    const item = items.get(itemId);
    const change = changes.verdicts.get(itemId);
    const evidence = change
      ? settledEvidence(caseId, first, second, [itemId, change])
      : evidenceIn(first, itemId).map((one) => underCase(caseId, one));
    bringEvidence(tx, context, { caseId, itemId, evidence, exactly: change !== undefined });
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
