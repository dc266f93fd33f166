import { type Amount, settled } from './amount.ts';
import type { CompiledSupport } from './compileSupport.ts';
import type { CompiledTerm } from './compileTerm.ts';
import { dateParts, type IsoDate, moveDate } from './dates.ts';
import { dayIn } from './deadlines.ts';
import { factLabels, sentenceOf } from './explain.ts';
import { isDecided, type Truth } from './kleene.ts';
import { formatMoney, formatYuan, roundToFen, splitByShares } from './money.ts';
import type { Rational } from './rational.ts';
import { type Calculation, calculate, type Line } from './supportAmount.ts';
import { type CompiledNode, evaluate, missingFacts, openJudgements, type Scope } from './trace.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface Payment {
  payer: string;
  amountFen: number;
}

export interface InstalmentResult {
  id: string;
  title: string;
  cite: string[];
  amountFen: number | null;
  split: Payment[];
  /** When it falls due, once the event it counts from has a date. */
  dueOn: IsoDate | null;
  /** What must hold for it to be paid. */
  requires: { truth: Truth; sentence: string; missing: string[] } | null;
}

/**
 * `amount`: settled to the 分. `rate`: so much per period, the number of periods is not counted here. `granted`: a service or honour.
 * `none`: does not apply to this case. `unknown`: facts are missing. `needsHuman`: people fix it (`range` where the clause bounds it).
 */
export interface SupportResult {
  id: string;
  name: string;
  kind: string;
  cite: string[];
  state: 'amount' | 'rate' | 'granted' | 'none' | 'unknown' | 'needsHuman';
  amountFen: number | null;
  rangeFen: { from: number | null; to: number | null } | null;
  recurring: {
    rateFen: number | null;
    per: string;
    periods: number | null;
    most: number | null;
    totalUpToFen: number | null;
  } | null;
  instalments: InstalmentResult[];
  split: Payment[];
  missing: string[];
  judgements: string[];
  calculation: Line[];
  sentence: string;
}

export interface SupportContext {
  scope: Scope;
  vocabulary: Vocabulary;
  /** Events by name, for due dates. */
  dates: Readonly<Record<string, IsoDate>>;
}

const fenOf = (value: Rational | null): number | null => (value === null ? null : roundToFen(value));

function empty(support: CompiledSupport): SupportResult {
  const { id, name, kind, cite } = support.definition;
  return {
    id,
    name,
    kind,
    cite,
    state: 'none',
    amountFen: null,
    rangeFen: null,
    recurring: null,
    instalments: [],
    split: [],
    missing: [],
    judgements: [],
    calculation: [],
    sentence: '',
  };
}

function undecided(
  base: SupportResult,
  missing: string[],
  judgements: string[],
  vocabulary: Vocabulary,
): SupportResult {
  const state = missing.length > 0 ? 'unknown' : 'needsHuman';
  const why = missing.length > 0 ? `尚缺：${factLabels(vocabulary, missing)}` : `需人工核定：${judgements.join('、')}`;
  const { from, to } = base.rangeFen ?? { from: null, to: null };
  const range =
    from !== null && to !== null
      ? `，幅度 ${formatMoney(from)}至${formatMoney(to)}`
      : to === null
        ? ''
        : `，最多 ${formatMoney(to)}`;
  return { ...base, state, missing, judgements, sentence: `${base.name}待定${range}；${why}` };
}

/** Who pays which part; null while a condition of the split is open or nothing is said about it. */
function payers(support: CompiledSupport, scope: Scope): { payer: string; share: Rational }[] | null {
  for (const one of support.split) {
    const truth: Truth = one.when === null ? 'true' : evaluate(one.when, scope).truth;
    if (truth === 'true') return one.shares;
    if (truth !== 'false') return null;
  }
  return null;
}

function splitAmount(fen: number, shares: { payer: string; share: Rational }[] | null): Payment[] {
  if (shares === null) return [];
  const parts = splitByShares(
    fen,
    shares.map((one) => one.share),
  );
  return shares.map((one, index) => ({ payer: one.payer, amountFen: parts[index]! }));
}

function addUp(lists: readonly Payment[][]): Payment[] {
  const sums = new Map<string, number>();
  for (const { payer, amountFen } of lists.flat()) sums.set(payer, (sums.get(payer) ?? 0) + amountFen);
  return [...sums].map(([payer, amountFen]) => ({ payer, amountFen }));
}

function requirement(node: CompiledNode | null, context: SupportContext): InstalmentResult['requires'] {
  if (node === null) return null;
  const trace = evaluate(node, context.scope);
  return {
    truth: trace.truth,
    sentence: sentenceOf(trace, context.scope, context.vocabulary),
    missing: missingFacts(trace),
  };
}

/** Fixed parts that do not make up the sum (after a cap or a deduction) are left to people: null. */
function instalmentAmounts(support: CompiledSupport, total: number, scope: Scope): (number | null)[] {
  const shares = support.instalments.map((one) => one.share);
  const parts = splitByShares(
    total,
    shares.filter((share) => share !== null),
  );
  let next = 0;
  const amounts = support.instalments.map((one) =>
    one.share === null ? fenOf(settled((one.amount as CompiledTerm).evaluate(scope))) : parts[next++]!,
  );
  const sum = amounts.reduce((all: number, one) => all + (one ?? 0), 0);
  return shares.includes(null) && sum !== total ? amounts.map(() => null) : amounts;
}

function dueOn(support: CompiledSupport, index: number, dates: Readonly<Record<string, IsoDate>>): IsoDate | null {
  const one = support.definition.instalments[index]!;
  const start = dates[one.from ?? 'approved'];
  if (start === undefined || (one.monthsAfter === undefined && one.yearlyBy === undefined)) return null;
  const day = moveDate(start, { months: one.monthsAfter ?? 0 });
  return one.yearlyBy === undefined ? day : dayIn(dateParts(day).y, one.yearlyBy.month, one.yearlyBy.day);
}

function pay(
  support: CompiledSupport,
  total: number,
  context: SupportContext,
): Pick<SupportResult, 'instalments' | 'split'> {
  const shares = payers(support, context.scope);
  if (support.instalments.length === 0) return { instalments: [], split: splitAmount(total, shares) };
  const amounts = instalmentAmounts(support, total, context.scope);
  const instalments = support.definition.instalments.map((one, index): InstalmentResult => {
    const amountFen = amounts[index]!;
    return {
      id: one.id,
      title: one.title,
      cite: one.cite,
      amountFen,
      split: amountFen === null ? [] : splitAmount(amountFen, shares),
      dueOn: dueOn(support, index, context.dates),
      requires: requirement(support.instalments[index]!.requires, context),
    };
  });
  return { instalments, split: addUp(instalments.map((one) => one.split)) };
}

function amountSentence(result: SupportResult): string {
  const parts = result.instalments.map((one) => (one.amountFen === null ? '待定' : formatYuan(one.amountFen)));
  const steps = result.calculation.map((line) => `${line.label}：${line.text}`).join('；');
  const split =
    result.split.length > 1
      ? `；${result.split.map((one) => `${one.payer} ${formatYuan(one.amountFen)}`).join('，')}`
      : '';
  const instalments = parts.length === 0 ? '' : `；分 ${parts.length} 次发放 ${parts.join('、')}`;
  return `${result.name} ${formatYuan(result.amountFen!)}（${steps}）${instalments}${split}`;
}

const PER = { month: '月', year: '年', schoolYear: '学年', unit: '个', event: '次' } as const;

function recurringPart(support: CompiledSupport, calculation: Calculation): SupportResult['recurring'] {
  const spec = support.definition.recurring;
  if (spec === undefined || calculation.rate === null) return null;
  const periods = calculation.periods === null ? null : settled(calculation.periods);
  return {
    rateFen: fenOf(settled(calculation.rate)),
    per: spec.per,
    periods: periods !== null && periods.d === 1n ? Number(periods.n) : null,
    most: spec.most ?? null,
    totalUpToFen: fenOf(calculation.amount.high),
  };
}

function rangeOf(amount: Amount): SupportResult['rangeFen'] {
  return amount.low === null && amount.high === null ? null : { from: fenOf(amount.low), to: fenOf(amount.high) };
}

function moneyResult(support: CompiledSupport, base: SupportResult, context: SupportContext): SupportResult {
  const calculation = calculate(support, context.scope);
  const { amount, lines, rate, periods } = calculation;
  const recurring = recurringPart(support, calculation);
  const partial = { ...base, calculation: lines, recurring, rangeFen: rangeOf(amount) };
  if (amount.absent !== null) return { ...partial, rangeFen: null, sentence: `${base.name}不适用：${amount.absent}` };
  if (rate !== null && periods === null && recurring!.rateFen !== null) {
    const { most, per } = support.definition.recurring!;
    const limit =
      most === undefined ? '' : `，最多 ${most} ${PER[per]}，累计不超过 ${formatYuan(recurring!.totalUpToFen!)}`;
    return {
      ...partial,
      state: 'rate',
      sentence: `${base.name}每${PER[per]} ${formatYuan(recurring!.rateFen)}${limit}`,
    };
  }
  const value = settled(amount);
  if (value === null) return undecided(partial, [...amount.missing], [...amount.human], context.vocabulary);
  const amountFen = roundToFen(value);
  const result: SupportResult = {
    ...partial,
    state: 'amount',
    amountFen,
    rangeFen: null,
    ...pay(support, amountFen, context),
  };
  return { ...result, sentence: amountSentence(result) };
}

/** One benefit for one case: does it apply, how much, in which parts, from whose purse, and why. */
export function evaluateSupport(support: CompiledSupport, context: SupportContext): SupportResult {
  const base = empty(support);
  const { scope, vocabulary } = context;
  if (support.when !== null) {
    const trace = evaluate(support.when, scope);
    if (trace.truth === 'false')
      return { ...base, sentence: `${base.name}不适用：${sentenceOf(trace, scope, vocabulary)}` };
    if (!isDecided(trace.truth)) return undecided(base, missingFacts(trace), openJudgements(trace), vocabulary);
  }
  if (support.definition.kind !== 'money') {
    const { wording } = support.definition;
    return { ...base, state: 'granted', sentence: wording ? `${base.name}：${wording}` : `可享受${base.name}` };
  }
  return moneyResult(support, base, context);
}
