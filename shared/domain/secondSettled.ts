/** What two reviews come to when an adjudicator has settled them: values, evidence, and how they travel. */
import { z } from 'zod';
import { canonicalJson } from './canonicalJson.ts';
import { type FactJson, factValue } from './caseRecord.ts';
import { requiredText, text, uuid } from './primitives.ts';
import { type Decision, evidenceAnchor, itemId, type ReviewRecord, type Verdict } from './review.ts';
import {
  type FieldChoice,
  kindOf,
  type OwnVerdict,
  ownVerdict,
  type ReviewSide,
  subjectOf,
  valueIn,
} from './secondReview.ts';

/** Values fields got in an adjudication, as {@link differencesOf} takes them. Returned ones are not settled. */
export function settledBy(
  choices: readonly FieldChoice[],
  first: ReviewSide,
  second: ReviewSide | null,
): [string, string][] {
  return choices.flatMap((choice): [string, string][] => {
    if (choice.choice !== 'own') {
      const side = choice.choice === 'first' ? first : choice.choice === 'second' ? second : null;
      return side ? [[choice.field, valueIn(side, choice.field)]] : [];
    }
    const { value } = choice;
    if (value.kind === 'verdict') {
      const { verdict, reason } = value;
      return [[choice.field, canonicalJson({ verdict, reason: verdict === 'pass' ? null : reason })]];
    }
    return [[choice.field, canonicalJson(value.kind === 'observed' ? value.value : value.decision)]];
  });
}

/** What both reviews make of the case when all is settled. */
export interface SettledReview {
  verdicts: Map<string, OwnVerdict & { from: 'second' | 'own' }>;
  observed: Map<string, { value: FactJson | null; note: string }>;
  decision: Decision;
}

/** What has to change in the first review so that it says what was settled. Fields that are returned or stay are not named. */
export function settle(first: ReviewSide, second: ReviewSide | null, choices: readonly FieldChoice[]): SettledReview {
  const changes: SettledReview = { verdicts: new Map(), observed: new Map(), decision: first.record.result.decision };
  for (const choice of choices) {
    const subject = subjectOf(choice.field);
    if (choice.choice === 'own') {
      const { value, reason } = choice;
      if (value.kind === 'outcome') changes.decision = value.decision;
      else if (value.kind === 'observed') changes.observed.set(subject, { value: value.value, note: reason });
      else
        changes.verdicts.set(subject, { verdict: value.verdict, reason: value.reason, note: value.note, from: 'own' });
      continue;
    }
    if (choice.choice !== 'second' || !second) continue;
    if (choice.field === 'outcome') changes.decision = second.record.result.decision;
    else if (kindOf(choice.field) === 'observed') {
      changes.observed.set(subject, second.observed[subject] ?? { value: null, note: choice.reason });
    } else {
      const item = second.record.items.find((one) => one.itemId === subject);
      if (item?.verdict) {
        const { verdict, reason, note } = item as { verdict: Verdict; reason: OwnVerdict['reason']; note: string };
        changes.verdicts.set(subject, { verdict, reason, note, from: 'second' });
      }
    }
  }
  return changes;
}

export type RecordedEvidence = ReviewRecord['items'][number]['evidence'][number];
type SettledVerdict = NonNullable<ReturnType<SettledReview['verdicts']['get']>>;

/** What one item of a signed record can carry. */
const MAX_EVIDENCE = 100;

export const evidenceIn = ({ record }: ReviewSide, itemId: string): RecordedEvidence[] =>
  record.items.find((item) => item.itemId === itemId)?.evidence ?? [];

/** Files keep their place, whichever of the two reviews the anchor was made in. */
export function underCase(caseId: string, evidence: RecordedEvidence): RecordedEvidence {
  return { ...evidence, attachmentId: `${caseId}${evidence.attachmentId.slice(36)}` };
}

/**
 * What a settled item rests on, under the case's own id: with the second opinion the second person's evidence and no other; an
 * adjudicator who finds 不符合 on their own stands on what both marked; otherwise the first person's stays.
 */
export function settledEvidence(
  caseId: string,
  first: ReviewSide,
  second: ReviewSide | null,
  [itemId, { from, verdict }]: readonly [string, SettledVerdict],
): RecordedEvidence[] {
  const own = evidenceIn(first, itemId);
  const others = second ? evidenceIn(second, itemId) : [];
  const chosen = from === 'second' ? others : verdict === 'fail' ? [...own, ...others] : own;
  return chosen.slice(0, MAX_EVIDENCE).map((one) => underCase(caseId, one));
}

/** Settled values that the first review does not have yet, as they travel. */
export const settledChanges = z.strictObject({
  verdicts: z.array(z.tuple([itemId, ownVerdict])).max(400),
  observed: z
    .array(z.tuple([requiredText(80), z.strictObject({ value: factValue.nullable(), note: text(500) })]))
    .max(600),
  /** What the settled verdicts rest on, whole. */
  evidence: z
    .array(z.tuple([itemId, z.array(evidenceAnchor.extend({ id: uuid })).max(100)]))
    .max(400)
    .default([]),
});
export type SettledChanges = z.infer<typeof settledChanges>;

/** What is wrong with an answer that came from another workstation, in a phrase; `null` when it says what an adjudication can say. */
export function answerProblem(answer: {
  caseId: string;
  outcome: 'returned' | 'approved';
  choices: readonly FieldChoice[];
  changes: SettledChanges;
}): string | null {
  const { caseId, outcome, choices, changes } = answer;
  if (new Set(choices.map(({ field }) => field)).size !== choices.length) return '同一项裁定了两次';
  if (choices.some(({ choice }) => choice === 'return') !== (outcome === 'returned')) return '裁定与退回的项目不符';
  const settled = new Set(
    choices.filter(({ choice }) => choice === 'second' || choice === 'own').map(({ field }) => subjectOf(field)),
  );
  const items = changes.verdicts.map(([id]) => id);
  const named = [...items, ...changes.observed.map(([key]) => key)];
  if (new Set(named).size !== named.length || named.some((id) => !settled.has(id))) return '变更的项目没有裁定';
  if (changes.verdicts.some(([, { verdict }]) => verdict === 'doubt')) return '裁定不能是存疑';
  const places = changes.evidence.flatMap(([, evidence]) => evidence);
  const strange = places.some(({ attachmentId: file }) => file.slice(0, 36) !== caseId);
  if (strange || changes.evidence.some(([id]) => !items.includes(id))) return '依据不属于裁定的项目';
  return null;
}
