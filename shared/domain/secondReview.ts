import { z } from 'zod';
import { canonicalJson } from './canonicalJson.ts';
import { type FactJson, factValue } from './caseRecord.ts';
import { requiredText, sha256, text, uuid } from './primitives.ts';
import {
  DECISION_TITLES,
  decision,
  itemId,
  REASONS,
  type ReviewRecord,
  reasonCode,
  VERDICT_TITLES,
  verdictValue,
} from './review.ts';

/** Life of a second review. `handed`: it went to another workstation, whose answer is awaited. */
export const SECOND_STATES = ['asked', 'taken', 'signed', 'returned', 'approved', 'handed'] as const;
export const secondState = z.enum(SECOND_STATES);
export type SecondState = z.infer<typeof secondState>;
export const SECOND_STATE_TITLES: Record<SecondState, string> = {
  asked: '待复核',
  taken: '复核中',
  signed: '待裁定',
  returned: '已退回',
  approved: '复核通过',
  handed: '已转交',
};

/** What of two reviews can differ. Amounts are computed from the rest and never decided on their own. */
export const fieldId = z.union([
  z.templateLiteral([z.enum(['verdict', 'reason']), ':', itemId]),
  z.string().regex(/^observed:[\w.-]{1,80}$/),
  z.enum(['outcome', 'amount']),
]);
export type FieldId = z.infer<typeof fieldId>;
export type FieldKind = 'verdict' | 'reason' | 'observed' | 'outcome' | 'amount';

export const ownVerdict = z.strictObject({ verdict: verdictValue, reason: reasonCode.nullable(), note: text(2000) });
export type OwnVerdict = z.infer<typeof ownVerdict>;
/** A value of the adjudicator's own: for a verdict or its reason, for a value read in the documents (`null`: the declared one), for the outcome. */
const ownValueOf = <T extends z.ZodType>(observed: T) =>
  z.union([
    z.strictObject({ kind: z.literal('verdict'), ...ownVerdict.shape }),
    z.strictObject({ kind: z.literal('observed'), value: observed.nullable() }),
    z.strictObject({ kind: z.literal('outcome'), decision }),
  ]);
export type OwnValue = z.infer<ReturnType<typeof ownValueOf<typeof factValue>>>;

/** How the adjudicator settles one field; each with its reason. `observed`: how a value read in the documents is spelled. */
export const fieldChoiceOf = <T extends z.ZodType>(observed: T) =>
  z.discriminatedUnion('choice', [
    z.strictObject({ choice: z.enum(['first', 'second', 'return']), field: fieldId, reason: requiredText(500) }),
    z.strictObject({
      choice: z.literal('own'),
      field: fieldId,
      reason: requiredText(500),
      value: ownValueOf(observed),
    }),
  ]);
export const fieldChoice = fieldChoiceOf(factValue);
export type FieldChoice = z.infer<typeof fieldChoice>;
export const CHOICE_TITLES: Record<FieldChoice['choice'], string> = {
  first: '采用初审',
  second: '采用复核',
  own: '另行认定',
  return: '退回初审',
};

/** One person's signed review with the values behind what it shows masked. */
export interface ReviewSide {
  record: ReviewRecord;
  observed: Record<string, { value: FactJson; note: string }>;
}

export interface FieldDifference {
  field: FieldId;
  kind: FieldKind;
  title: string;
  /** As people read it. */
  first: string;
  second: string;
}

/** A field that was settled before with the value it then got, canonical JSON: it comes up again only when it moved. */
export type Settled = ReadonlyMap<string, string>;

export function kindOf(field: FieldId): FieldKind {
  return field.split(':', 1)[0] as FieldKind;
}

/** The item or fact a field is about; empty for outcome and amount. */
export function subjectOf(field: FieldId): string {
  const colon = field.indexOf(':');
  return colon < 0 ? '' : field.slice(colon + 1);
}

type Item = ReviewRecord['items'][number];

function verdictWords(item: Item | undefined): string {
  if (!item?.verdict) return '未审';
  const why = [item.reason && REASONS[item.reason], item.note].filter(Boolean).join('；');
  return why === '' ? VERDICT_TITLES[item.verdict] : `${VERDICT_TITLES[item.verdict]}（${why}）`;
}

function itemDifferences(first: ReviewRecord, second: ReviewRecord): FieldDifference[] {
  const others = new Map(second.items.map((item) => [item.itemId, item]));
  const ids = new Set(first.items.map((item) => item.itemId));
  const pairs: [string, string, Item | undefined, Item | undefined][] = [
    ...first.items.map((a) => [a.itemId, a.title, a, others.get(a.itemId)] as [string, string, Item, Item | undefined]),
    ...second.items
      .filter((b) => !ids.has(b.itemId))
      .map((b) => [b.itemId, b.title, undefined, b] as [string, string, undefined, Item]),
  ];
  return pairs.flatMap(([id, title, a, b]) => {
    const kind = (a?.verdict ?? null) !== (b?.verdict ?? null) ? 'verdict' : a?.reason !== b?.reason ? 'reason' : null;
    if (!kind) return [];
    const field = `${kind}:${id}` as FieldId;
    return [{ field, kind, title, first: verdictWords(a), second: verdictWords(b) }];
  });
}

function observedDifferences(first: ReviewSide, second: ReviewSide): FieldDifference[] {
  const keys = [...new Set([...Object.keys(first.observed), ...Object.keys(second.observed)])].sort();
  const words = ({ record }: ReviewSide, key: string): string =>
    record.observed.find((one) => one.key === key)?.observed ?? '未核实（按申报值）';
  return keys
    .filter(
      (key) => canonicalJson(first.observed[key]?.value ?? null) !== canonicalJson(second.observed[key]?.value ?? null),
    )
    .map((key) => {
      const named = [...first.record.observed, ...second.record.observed].find((one) => one.key === key);
      return {
        field: `observed:${key}`,
        kind: 'observed' as const,
        title: named?.label ?? key,
        first: words(first, key),
        second: words(second, key),
      };
    });
}

/** 分 as yuan; `null` as people say it. */
function money(fen: number | undefined): string {
  if (fen === undefined) return '无金额';
  return `${Math.floor(fen / 100).toLocaleString('en-US')}.${String(fen % 100).padStart(2, '0')} 元`;
}

function outcomeDifferences(first: ReviewRecord, second: ReviewRecord): FieldDifference[] {
  const differences: FieldDifference[] = [];
  const [a, b] = [first.result, second.result];
  if (a.decision !== b.decision) {
    differences.push({
      ...{ field: 'outcome', kind: 'outcome', title: '结论' },
      ...{ first: DECISION_TITLES[a.decision], second: DECISION_TITLES[b.decision] },
    });
  }
  if (canonicalJson(a.amount) !== canonicalJson(b.amount)) {
    differences.push({
      ...{ field: 'amount', kind: 'amount', title: '金额' },
      ...{ first: money(a.amount?.totalFen), second: money(b.amount?.totalFen) },
    });
  }
  return differences;
}

/** The value of a field in a review, canonical JSON. */
export function valueIn(side: ReviewSide, field: FieldId): string {
  const subject = subjectOf(field);
  switch (kindOf(field)) {
    case 'verdict':
    case 'reason': {
      const item = side.record.items.find((one) => one.itemId === subject);
      return canonicalJson({ verdict: item?.verdict ?? null, reason: item?.reason ?? null });
    }
    case 'observed':
      return canonicalJson(side.observed[subject]?.value ?? null);
    case 'outcome':
      return canonicalJson(side.record.result.decision);
    case 'amount':
      return canonicalJson(side.record.result.amount);
  }
}

/** Exactly the fields in which two reviews of a case differ, without those settled before that stayed as they were settled. */
export function differencesOf(first: ReviewSide, second: ReviewSide, settled: Settled = new Map()): FieldDifference[] {
  return [
    ...itemDifferences(first.record, second.record),
    ...observedDifferences(first, second),
    ...outcomeDifferences(first.record, second.record),
  ].filter(({ field }) => settled.get(field) !== valueIn(first, field));
}

/** Fields an adjudicator has to settle: all that differ but amounts, which follow from the others. */
export function fieldsToSettle(differences: readonly FieldDifference[]): FieldDifference[] {
  return differences.filter(({ kind }) => kind !== 'amount');
}

const OWN_KIND: Record<FieldKind, OwnValue['kind'] | null> = {
  verdict: 'verdict',
  reason: 'verdict',
  observed: 'observed',
  outcome: 'outcome',
  amount: null,
};

function ownProblem(field: FieldId, value: OwnValue): string | null {
  if (OWN_KIND[kindOf(field)] !== value.kind) return '另行认定的内容与这一项不符';
  if (value.kind !== 'verdict') return null;
  if (value.verdict === 'doubt') return '另行认定不能是存疑';
  if (value.verdict === 'fail' && value.reason === null) return '认定为不符合须选择原因';
  if (value.reason === 'other' && value.note.trim() === '') return '原因为其他时须写明备注';
  return null;
}

/**
 * What is wrong with an adjudication, in a phrase; `null` when it can stand. With a second review every differing field is settled
 * exactly once and no other is touched; without one (`second` = false) the approver may correct or return any field of the first.
 */
export function adjudicationProblem(
  differences: readonly FieldDifference[],
  choices: readonly FieldChoice[],
  second: boolean,
): string | null {
  const named = new Set<string>();
  const wanted = new Set<string>(fieldsToSettle(differences).map(({ field }) => field));
  for (const choice of choices) {
    if (choice.reason.trim() === '') return '每一项裁定都须写明理由';
    if (named.has(choice.field)) return '同一项裁定了两次';
    named.add(choice.field);
    if (kindOf(choice.field) === 'amount') return '金额由判定和核实值计算，不单独裁定';
    if (second && !wanted.has(choice.field)) return '两人一致的项目不须裁定';
    if (!second && (choice.choice === 'first' || choice.choice === 'second')) return '没有第二人的意见可以采用';
    const problem = choice.choice === 'own' ? ownProblem(choice.field, choice.value) : null;
    if (problem) return problem;
  }
  const open = second ? [...wanted].filter((field) => !named.has(field)).length : 0;
  return open > 0 ? `还有 ${open} 项没有裁定` : null;
}

/** Returned fields as what opens with the case: exactly these verdicts and observed values. */
export function returnedFields(choices: readonly FieldChoice[]): {
  items: string[];
  facts: string[];
  outcome: boolean;
} {
  const returned = choices.filter(({ choice }) => choice === 'return').map(({ field }) => field);
  const of = (...kinds: FieldKind[]) => returned.filter((field) => kinds.includes(kindOf(field))).map(subjectOf);
  return { items: of('verdict', 'reason'), facts: of('observed'), outcome: returned.includes('outcome') };
}

/** Who acted on a review, for {@link mayBeSecond}. */
export interface Hand {
  personId: string;
  keyId: string;
}

/** Four eyes: another person with another certificate than everybody who worked on the first review. */
export function mayBeSecond(candidate: Hand, first: readonly Hand[]): boolean {
  return first.every(({ personId, keyId }) => personId !== candidate.personId && keyId !== candidate.keyId);
}

/** Everybody who worked on a first review. */
export const firstHands = z
  .array(z.strictObject({ personId: uuid, keyId: sha256 }))
  .min(1)
  .max(50);
/** Values read in the documents, by fact. */
export const observedValues = z.record(requiredText(80), z.strictObject({ value: factValue, note: text(500) }));
