import type { ReadableDb } from '#db/database.ts';
import { type ObservedState, observedOf } from '#db/queries/review.ts';
import type { FactLine } from '#shared/api/review.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import type { BundleCase, FactJson, FactRecord } from '#shared/domain/caseRecord.ts';
import type { Finding, Observation } from '#shared/domain/review.ts';
import { factJson } from '#shared/rules/factJson.ts';
import { readFacts } from '#shared/rules/factValues.ts';
import { formatFact } from '#shared/rules/formatFact.ts';
import { maskFact } from '#shared/rules/maskFact.ts';
import type { Vocabulary } from '#shared/rules/vocabulary.ts';

/** Observed values of a case as a record spells them. */
export function observedFacts(db: ReadableDb, caseId: string): FactRecord {
  return Object.fromEntries([...observedOf(db, caseId)].map(([key, { value }]) => [key, value]));
}

/** A value as people read it, personal ones masked; `null` where the vocabulary does not know it any more. */
export function sayFact(vocabulary: Vocabulary, key: string, value: FactJson): string | null {
  const kind = vocabulary.facts.get(key);
  const read = readFacts(vocabulary, { [key]: value }).facts.get(key);
  if (!kind || read === undefined) return null;
  const shown = formatFact(kind, read);
  return vocabulary.definitions.get(key)?.sensitive === true ? maskFact(kind, shown) : shown;
}

export function findingOf(vocabulary: Vocabulary, record: BundleCase, key: string, value: FactJson): Finding {
  const declared = readFacts(vocabulary, { [key]: record.facts[key] ?? null }).facts.get(key);
  if (declared === undefined) return 'added';
  return canonicalJson(factJson(vocabulary.facts.get(key)!, declared)) === canonicalJson(value)
    ? 'confirmed'
    : 'differs';
}

/** The observed value beside a declared one. */
export function observedLine(
  vocabulary: Vocabulary,
  record: BundleCase,
  state: ObservedState | undefined,
  names: ReadonlyMap<string, string>,
): FactLine['observed'] {
  if (!state) return null;
  const { key, value, note, evidenceId, actor, at } = state;
  const shown = sayFact(vocabulary, key, value);
  if (shown === null) return null;
  const finding = findingOf(vocabulary, record, key, value);
  return { value: shown, finding, note, evidenceId, actor: names.get(actor) ?? '未知人员', at };
}

/** Every observed value of the case beside its declared one. */
export function observationsOf(
  record: BundleCase,
  vocabulary: Vocabulary,
  states: ReadonlyMap<string, ObservedState>,
): Observation[] {
  return [...states.values()].flatMap(({ key, value, note }) => {
    const observed = sayFact(vocabulary, key, value);
    if (observed === null) return [];
    const declared = record.facts[key];
    return [
      {
        key,
        label: vocabulary.facts.get(key)!.label,
        finding: findingOf(vocabulary, record, key, value),
        declared: declared === undefined ? null : sayFact(vocabulary, key, declared),
        observed,
        note,
      },
    ];
  });
}
