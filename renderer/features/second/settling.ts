/** What an adjudicator has entered so far, apart from any screen. */
import type { FormFact } from '#shared/api/matching.ts';
import type { AdjudicationView, ChoiceInput, FieldView } from '#shared/api/second.ts';
import type { Decision, ReasonCode, Verdict } from '#shared/domain/review.ts';
import { type FieldChoice, subjectOf } from '#shared/domain/secondReview.ts';
import { type Draft, toWire } from '../matching/drafts.ts';

export type ChoiceKind = FieldChoice['choice'];

export interface Entry {
  choice: ChoiceKind | null;
  reason: string;
  verdict: Exclude<Verdict, 'doubt'>;
  code: ReasonCode | null;
  note: string;
  decision: Decision;
  /** An observed value goes back to the declared one, or becomes what was typed. */
  asDeclared: boolean;
  draft: Draft | undefined;
}

export const EMPTY: Entry = {
  ...{ choice: null, reason: '', verdict: 'pass', code: null, note: '', decision: 'recommend' },
  ...{ asDeclared: false, draft: undefined },
};
export type Entries = Readonly<Record<string, Entry>>;

/** The choices a field offers by digit, in this order; `null` where it does not. */
export function choicesFor(field: FieldView, second: boolean): (ChoiceKind | null)[] {
  if (field.kind === 'amount') return [];
  return second ? ['first', 'second', 'own', 'return'] : [null, null, 'own', 'return'];
}

/** How the values of facts are typed, by key. */
export type Forms = ReadonlyMap<string, FormFact>;

type OwnInput = Extract<ChoiceInput, { choice: 'own' }>['value'];

/** `null` while the value is not complete. */
function ownOf({ kind, field }: FieldView, entry: Entry, forms: Forms): OwnInput | null {
  if (kind === 'outcome') return { kind: 'outcome', decision: entry.decision };
  if (kind === 'observed') {
    if (entry.asDeclared) return { kind: 'observed', value: null };
    const fact = forms.get(subjectOf(field));
    const value = fact && toWire(fact, entry.draft);
    return value === undefined ? null : { kind: 'observed', value };
  }
  const reason = entry.verdict === 'pass' ? null : entry.code;
  return { kind: 'verdict', verdict: entry.verdict, reason, note: entry.note.trim() };
}

/** The entries as the core takes them. */
export function choicesOf(fields: readonly FieldView[], entries: Entries, forms: Forms): ChoiceInput[] {
  return fields.flatMap((field): ChoiceInput[] => {
    const entry = entries[field.field];
    if (!entry?.choice) return [];
    const { choice } = entry;
    const about = { field: field.field, reason: entry.reason.trim() };
    if (choice !== 'own') return [{ ...about, choice }];
    const value = ownOf(field, entry, forms);
    return value ? [{ ...about, choice, value }] : [];
  });
}

/** Why it cannot be settled yet; `null` when it can. */
export function missingOf(
  fields: readonly FieldView[],
  entries: Entries,
  second: boolean,
  forms: Forms,
): string | null {
  const wanted = fields.filter(({ kind }) => kind !== 'amount');
  const open = second ? wanted.filter(({ field }) => !entries[field]?.choice).length : 0;
  if (open > 0) return `还有 ${open} 项没有裁定`;
  const bare = wanted.filter(({ field }) => entries[field]?.choice && entries[field].reason.trim() === '').length;
  if (bare > 0) return `还有 ${bare} 项没有写明理由`;
  const unread = wanted.find(
    (field) => entries[field.field]?.choice === 'own' && !ownOf(field, entries[field.field]!, forms),
  );
  if (unread) return `“${unread.title}”没有填写材料上的值`;
  const incomplete = wanted.find(({ field, kind }) => {
    const entry = entries[field];
    const own = entry?.choice === 'own' && (kind === 'verdict' || kind === 'reason');
    return own && entry.verdict === 'fail' && entry.code === null;
  });
  return incomplete ? `“${incomplete.title}”认定为不符合须选择原因` : null;
}

/** A value nobody observed so far, as a field of its own: an approver alone may have read another one. */
export function factField({ key, label }: AdjudicationView['facts'][number]): FieldView {
  return {
    ...{ field: `observed:${key}`, kind: 'observed', title: label, second: '' },
    first: '未核实（按申报值）',
    places: { first: [], second: [] },
  };
}
