import {
  type Amount,
  combine,
  exactly,
  formatAmount,
  least,
  most,
  needsPerson,
  notApplicable,
  settled,
} from './amount.ts';
import type { CompiledSupport } from './compileSupport.ts';
import { type CompiledTerm, MONEY } from './compileTerm.ts';
import { isDecided } from './kleene.ts';
import { compare, integer, multiply, type Rational, subtract, ZERO } from './rational.ts';
import { type CompiledNode, evaluate, missingFacts, openJudgements, type Scope } from './trace.ts';

/** One line of the calculation, as printed on the sheet. */
export interface Line {
  label: string;
  text: string;
}

export interface Calculation {
  amount: Amount;
  lines: Line[];
  /** Recurring money: rate per period and counted periods. */
  rate: Amount | null;
  periods: Amount | null;
}

const money = (amount: Amount): string => formatAmount(amount, MONEY);

function withResult(term: CompiledTerm, scope: Scope): string {
  const formula = term.say(scope);
  const result = formatAmount(term.evaluate(scope), term.measure);
  return formula === result || formula.endsWith(` ${result}`) ? formula : `${formula} = ${result}`;
}

/** Without a figure for the case at hand a ceiling cannot be applied by machine. */
const orPerson = (amount: Amount): Amount => (amount.absent === null ? amount : needsPerson(amount.absent));

/** How far a condition applies: yes, no, or what decides it. */
function applies(when: CompiledNode | null, scope: Scope): true | false | Amount {
  if (when === null) return true;
  const trace = evaluate(when, scope);
  if (isDecided(trace.truth)) return trace.truth === 'true';
  return { low: null, high: null, missing: missingFacts(trace), human: openJudgements(trace), absent: null };
}

/** Nothing below zero. */
const notNegative = (amount: Amount): Amount => (amount.absent === null ? most([amount, exactly(ZERO)]) : amount);

/** Both are money and never negative, so what is not known of `b` takes away nothing at best and everything at worst. */
function minus(a: Amount, b: Amount): Amount {
  const low = a.low === null || b.high === null ? ZERO : subtract(a.low, b.high);
  const high = a.high === null ? null : subtract(a.high, b.low ?? ZERO);
  return notNegative(combine([a, b], low, high));
}

function between(amount: Amount, support: CompiledSupport, scope: Scope, lines: Line[]): Amount {
  let result = amount;
  if (support.floor !== null && result.absent === null) {
    result = most([result, orPerson(support.floor.evaluate(scope))]);
    lines.push({ label: '最低', text: withResult(support.floor, scope) });
  }
  if (support.cap !== null && result.absent === null) {
    const cap = orPerson(support.cap.evaluate(scope));
    const before = settled(result);
    const limit = settled(cap);
    result = least([result, cap]);
    const effect = before === null || limit === null ? '' : compare(before, limit) > 0 ? '，超出部分不计' : '，未超出';
    lines.push({ label: '上限', text: `${withResult(support.cap, scope)}${effect}` });
  }
  return result;
}

function deducted(amount: Amount, support: CompiledSupport, scope: Scope, lines: Line[]): Amount {
  let result = amount;
  for (const one of support.deductions) {
    const applicable = applies(one.when, scope);
    if (applicable === false) continue;
    if (applicable !== true) {
      result = combine([result, applicable], ZERO, result.high);
      lines.push({ label: '扣减', text: `${one.title}：是否适用待定` });
      continue;
    }
    result = minus(result, orPerson(one.amount.evaluate(scope)));
    lines.push({ label: '扣减', text: `${one.title}：${withResult(one.amount, scope)}` });
  }
  return result;
}

function limited(amount: Amount, support: CompiledSupport, scope: Scope, lines: Line[]): Amount {
  let result = amount;
  for (const one of support.limits) {
    const applicable = applies(one.when, scope);
    if (applicable === false) continue;
    if (applicable !== true) {
      result = combine([result, applicable], ZERO, result.high);
      lines.push({ label: '限额', text: `${one.title}：是否适用待定` });
      continue;
    }
    const whole = orPerson(one.amount.evaluate(scope));
    const left = one.used === null ? whole : minus(whole, orPerson(one.used.evaluate(scope)));
    result = least([result, left]);
    const used = one.used === null ? '' : `，其中已用 ${one.used.say(scope)}`;
    lines.push({ label: '限额', text: `${one.title}：${withResult(one.amount, scope)}${used}，尚可 ${money(left)}` });
  }
  return result;
}

function countedPeriods(support: CompiledSupport, scope: Scope): Amount | null {
  const spec = support.definition.recurring!;
  const count = support.recurring!.count;
  if (count === null) return null;
  const counted = notNegative(orPerson(count.evaluate(scope)));
  const bounded = spec.most === undefined ? counted : least([counted, exactly(integer(spec.most))]);
  const value = settled(bounded);
  const tooShort = spec.least !== undefined && value !== null && compare(value, integer(spec.least)) < 0;
  return tooShort ? notApplicable(`不足最低期数 ${spec.least}`) : bounded;
}

const PERIODS = { month: '月', year: '年', schoolYear: '学年', unit: '个', event: '次' } as const;

function product(a: Amount, b: Amount): Amount {
  const times = (x: Rational | null, y: Rational | null) => (x === null || y === null ? null : multiply(x, y));
  return combine([a, b], times(a.low, b.low), times(a.high, b.high));
}

function recurringBase(support: CompiledSupport, scope: Scope, lines: Line[]): Calculation {
  const { rate: rateTerm, count } = support.recurring!;
  const spec = support.definition.recurring!;
  const rate = rateTerm.evaluate(scope);
  const periods = countedPeriods(support, scope);
  lines.push({ label: '标准', text: `${withResult(rateTerm, scope)}/${PERIODS[spec.per]}` });
  if (periods === null) {
    const limit = spec.most === undefined ? '' : `，最多 ${spec.most} ${PERIODS[spec.per]}`;
    if (limit !== '') lines.push({ label: '期数', text: `按实际发放${limit}` });
    const upTo = spec.most === undefined ? null : rate.high && multiply(rate.high, integer(spec.most));
    return { amount: { ...rate, low: null, high: upTo }, lines, rate, periods };
  }
  const bound = spec.most === undefined ? '' : `，最多 ${spec.most}`;
  lines.push({
    label: '期数',
    text: `${count!.say(scope)}，计 ${formatAmount(periods, { money: false, unit: PERIODS[spec.per] })}${bound}`,
  });
  return { amount: product(rate, periods), lines, rate, periods };
}

/**
 * The figure before rounding: base → floor and cap → deductions → limits. Recurring money without a count stays open (`rate`
 * says what each period gives).
 */
export function calculate(support: CompiledSupport, scope: Scope): Calculation {
  const lines: Line[] = [];
  const base: Calculation =
    support.recurring === null
      ? { amount: support.amount!.evaluate(scope), lines, rate: null, periods: null }
      : recurringBase(support, scope, lines);
  if (support.amount !== null) lines.push({ label: '计算', text: withResult(support.amount, scope) });
  if (base.amount.absent !== null) return base;
  const capped = between(base.amount, support, scope, lines);
  if (base.rate !== null && base.periods === null) return { ...base, amount: capped };
  const amount = limited(deducted(capped, support, scope, lines), support, scope, lines);
  return { ...base, amount };
}
