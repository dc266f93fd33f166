import { evidenceOf, observedOf } from '#db/queries/review.ts';
import type { Checklist } from '#shared/api/review.ts';
import type { FactJson } from '#shared/domain/caseRecord.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { EventPayload } from '#shared/domain/events.ts';
import { factJson } from '#shared/rules/factJson.ts';
import { parseFacts } from '#shared/rules/factValues.ts';
import { afterFacts, type Input, openForChange, type ReviewContext, recordFacts } from './acts.ts';
import { checklistOf, type OpenCase } from './checklist.ts';
import { findingOf } from './observed.ts';

/** The value as a record spells it. Refuses FACT_UNKNOWN, FACT_TYPE. */
export function readValue(open: OpenCase, key: string, raw: unknown): FactJson {
  const { vocabulary } = open.evaluated.programme;
  if (!open.facts.some((one) => one.key === key)) throw new Refusal('FACT_UNKNOWN', { key });
  const value = parseFacts(vocabulary, { [key]: raw }, open.record.appliedOn).get(key);
  if (value === undefined) throw new Refusal('FACT_TYPE', { key, reason: '没有填写' });
  return factJson(vocabulary.facts.get(key)!, value);
}

const observed = (payload: EventPayload<'fact.observed'>) => ({ type: 'fact.observed' as const, payload });

/**
 * Records what a document says beside the declared value; `null` takes it back. The engine counts with it from now on. Refuses
 * FACT_UNKNOWN, FACT_TYPE, OBSERVATION_REASON (another value than declared without a word why), STALE_WRITE.
 */
export function observeFact(context: ReviewContext, input: Input<'observeFact'>): Checklist {
  const { caseId, key, note, evidenceId, revision } = input;
  const { session } = context;
  const open = openForChange(context, caseId);
  const known = observedOf(session.db.read, caseId).get(key);
  if (revision !== (known?.revision ?? 0)) throw new Refusal('STALE_WRITE');
  if (input.value === null) {
    if (!known) return checklistOf(session, open);
    recordFacts(context, open, observed({ caseId, key, value: null, note: '', evidenceId: null }));
    return afterFacts(context, caseId);
  }
  const value = readValue(open, key, input.value);
  const differs = findingOf(open.evaluated.programme.vocabulary, open.record, key, value) === 'differs';
  if (differs && note.trim() === '') throw new Refusal('OBSERVATION_REASON');
  if (evidenceId !== null && !evidenceOf(session.db.read, caseId).some((one) => one.evidenceId === evidenceId)) {
    throw new Refusal('STALE_WRITE');
  }
  recordFacts(context, open, observed({ caseId, key, value, note, evidenceId }));
  return afterFacts(context, caseId);
}
