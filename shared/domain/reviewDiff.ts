import { z } from 'zod';
import { canonicalJson } from './canonicalJson.ts';
import {
  type CaseResult,
  DECISION_TITLES,
  markedAs,
  type Observation,
  REASONS,
  type ReviewRecord,
  type SupportAmount,
  VERDICT_TITLES,
} from './review.ts';

/** The parts of a review that two versions of it are compared by. */
export interface ReviewVersion {
  items: ReviewRecord['items'];
  observed: readonly Observation[];
  result: CaseResult | null;
}

const FIELDS = ['判定', '原因', '备注', '依据', '预检', '核实值', '结论', '金额', '补正清单', '审核意见'] as const;

/** One field that reads otherwise. `before` and `after` in words; `null` where there was nothing. */
export const reviewDifference = z.strictObject({
  /** Item, observed fact or `结论`. */
  where: z.string(),
  field: z.enum(FIELDS),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type ReviewDifference = z.infer<typeof reviewDifference>;

type Item = ReviewRecord['items'][number];

const PRECHECK_WORDS: Record<Item['precheck'], string | null> = {
  true: '满足',
  false: '不满足',
  unknown: '情况不全',
  needsHuman: '须人工核定',
  none: null,
};

const orNull = (text: string): string | null => (text === '' ? null : text);
const placeOf = (one: Item['evidence'][number]): string =>
  `第 ${one.pageLabel} 页${markedAs(one)}${one.quote === '' ? `（${one.id.slice(-4)}）` : ''}`;

function itemWords(item: Item | undefined): Record<'判定' | '原因' | '备注' | '依据' | '预检', string | null> {
  if (!item) return { 判定: null, 原因: null, 备注: null, 依据: null, 预检: null };
  const { verdict, reason, note, evidence, precheck } = item;
  return {
    判定: verdict ? VERDICT_TITLES[verdict] : null,
    原因: reason ? REASONS[reason] : null,
    备注: orNull(note),
    依据: orNull(evidence.map(placeOf).join('；')),
    预检: PRECHECK_WORDS[precheck],
  };
}

function observedWords(one: Observation | undefined): string | null {
  if (!one) return null;
  return `${one.observed}${one.note === '' ? '' : `（${one.note}）`}`;
}

/** 分 as yuan with two digits. */
const yuan = (fen: number): string => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')} 元`;

function amountWords({ totalFen, instalments, cityFen, districtFen, unassignedFen = 0, fixed }: SupportAmount): string {
  const parts = instalments.length > 1 ? instalments.map(({ label, fen }) => `${label} ${yuan(fen)}`) : [];
  const open = unassignedFen > 0 ? `，未明确 ${yuan(unassignedFen)}` : '';
  return [
    yuan(totalFen),
    ...(parts.length > 0 ? [`分批：${parts.join('、')}`] : []),
    `市级 ${yuan(cityFen)}，区县 ${yuan(districtFen)}${open}`,
    ...(fixed ? [`人工核定：${fixed.reason}`] : []),
  ].join('；');
}

function resultWords(result: CaseResult | null): Record<'结论' | '金额' | '补正清单' | '审核意见', string | null> {
  if (!result) return { 结论: null, 金额: null, 补正清单: null, 审核意见: null };
  const { decision, amount, opinion, supplement } = result;
  const asked = supplement?.items.map(({ ask }) => ask).join('；') ?? '';
  return {
    结论: DECISION_TITLES[decision],
    金额: amount ? amountWords(amount) : null,
    补正清单: supplement
      ? `${asked}（${supplement.dueOn === null ? '期限需人工核定' : `限 ${supplement.dueOn}`}）`
      : null,
    审核意见: orNull(opinion),
  };
}

function differing<F extends ReviewDifference['field']>(
  where: string,
  before: Record<F, string | null>,
  after: Record<F, string | null>,
): ReviewDifference[] {
  return (Object.keys(before) as F[])
    .filter((field) => before[field] !== after[field])
    .map((field) => ({ where, field, before: before[field], after: after[field] }));
}

/** Every field that reads otherwise in the later version: items in the order of the later one, those it lost after them. */
export function compareReviews(before: ReviewVersion, after: ReviewVersion): ReviewDifference[] {
  const old = new Map(before.items.map((item) => [item.itemId, item]));
  const lost = before.items.filter(({ itemId }) => !after.items.some((item) => item.itemId === itemId));
  const facts = new Map(before.observed.map((one) => [one.key, one]));
  const withdrawn = before.observed.filter(({ key }) => !after.observed.some((one) => one.key === key));
  return [
    ...after.items.flatMap((item) =>
      canonicalJson(old.get(item.itemId) ?? null) === canonicalJson(item)
        ? []
        : differing(item.title, itemWords(old.get(item.itemId)), itemWords(item)),
    ),
    ...lost.flatMap((item) => differing(item.title, itemWords(item), itemWords(undefined))),
    ...after.observed.flatMap((one) =>
      differing(one.label, { 核实值: observedWords(facts.get(one.key)) }, { 核实值: observedWords(one) }),
    ),
    ...withdrawn.flatMap((one) => differing(one.label, { 核实值: observedWords(one) }, { 核实值: null })),
    ...differing('结论', resultWords(before.result), resultWords(after.result)),
  ];
}
