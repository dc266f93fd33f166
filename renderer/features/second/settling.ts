/** What an adjudicator has entered so far, apart from any screen. */
import type { FieldView } from '#shared/api/second.ts';
import type { Decision, ReasonCode, Verdict } from '#shared/domain/review.ts';
import type { FieldChoice, OwnValue } from '#shared/domain/secondReview.ts';

export type ChoiceKind = FieldChoice['choice'];

export interface Entry {
  choice: ChoiceKind | null;
  reason: string;
  verdict: Exclude<Verdict, 'doubt'>;
  code: ReasonCode | null;
  note: string;
  decision: Decision;
}

export const EMPTY: Entry = {
  ...{ choice: null, reason: '', verdict: 'pass', code: null, note: '', decision: 'recommend' },
};
export type Entries = Readonly<Record<string, Entry>>;

/** The choices a field offers by digit, in this order; `null` where it does not. */
export function choicesFor(field: FieldView, second: boolean): (ChoiceKind | null)[] {
  if (field.kind === 'amount') return [];
  return second ? ['first', 'second', 'own', 'return'] : [null, null, 'own', 'return'];
}

/** 3 on a value read in the documents means: as declared. */
export function choiceTitle(field: FieldView, choice: ChoiceKind): string {
  if (choice === 'own' && field.kind === 'observed') return '按申报值';
  return { first: '采用初审', second: '采用复核', own: '另行认定', return: '退回初审' }[choice];
}

function ownOf({ kind }: FieldView, entry: Entry): OwnValue {
  if (kind === 'outcome') return { kind: 'outcome', decision: entry.decision };
  if (kind === 'observed') return { kind: 'observed', value: null };
  const reason = entry.verdict === 'pass' ? null : entry.code;
  return { kind: 'verdict', verdict: entry.verdict, reason, note: entry.note.trim() };
}

/** The entries as the core takes them. */
export function choicesOf(fields: readonly FieldView[], entries: Entries): FieldChoice[] {
  return fields.flatMap((field): FieldChoice[] => {
    const entry = entries[field.field];
    if (!entry?.choice) return [];
    const { choice } = entry;
    const about = { field: field.field, reason: entry.reason.trim() };
    return [choice === 'own' ? { ...about, choice, value: ownOf(field, entry) } : { ...about, choice }];
  });
}

/** Why it cannot be settled yet; `null` when it can. */
export function missingOf(fields: readonly FieldView[], entries: Entries, second: boolean): string | null {
  const wanted = fields.filter(({ kind }) => kind !== 'amount');
  const open = second ? wanted.filter(({ field }) => !entries[field]?.choice).length : 0;
  if (open > 0) return `还有 ${open} 项没有裁定`;
  const bare = wanted.filter(({ field }) => entries[field]?.choice && entries[field].reason.trim() === '').length;
  if (bare > 0) return `还有 ${bare} 项没有写明理由`;
  const incomplete = wanted.find(({ field, kind }) => {
    const entry = entries[field];
    const own = entry?.choice === 'own' && (kind === 'verdict' || kind === 'reason');
    return own && entry.verdict === 'fail' && entry.code === null;
  });
  return incomplete ? `“${incomplete.title}”认定为不符合须选择原因` : null;
}
