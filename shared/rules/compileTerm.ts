import {
  type Amount,
  combine,
  exactly,
  formatAmount,
  formatNumber,
  lacks,
  least,
  type Measure,
  most,
  needsPerson,
  notApplicable,
  settled,
} from './amount.ts';
import { countTerm, fieldTerm } from './compileRows.ts';
import { choiceTerm, decidedTerm } from './compileTermChoices.ts';
import { formOf, type Term, type TermForm } from './conditionSchema.ts';
import { ageOn, daysBetween, monthsBetween, yearsBetween } from './dates.ts';
import {
  add,
  decimal,
  divide,
  floor,
  fraction,
  greater,
  integer,
  lesser,
  multiply,
  type Rational,
  subtract,
  ZERO,
} from './rational.ts';
import { type Compiler, dateReference, factReference, inside, problem, withinBounds } from './references.ts';
import type { Scope } from './trace.ts';

/** A term made ready. */
export interface CompiledTerm {
  measure: Measure;
  evaluate(scope: Scope): Amount;
  /** The calculation with its figures. */
  say(scope: Scope): string;
}

const NUMBER: Measure = { money: false, unit: '' };
export const MONEY: Measure = { money: true, unit: '元' };

const BROKEN: CompiledTerm = { measure: NUMBER, evaluate: () => notApplicable('?'), say: () => '?' };

function constant(value: Rational, measure: Measure, text?: string): CompiledTerm {
  const amount = exactly(value);
  const said = text ?? formatNumber(value, measure);
  return { measure, evaluate: () => amount, say: () => said };
}

function factTerm(key: string, at: Compiler): CompiledTerm {
  const fact = factReference(key, at);
  const { kind } = fact;
  if (kind.type !== 'integer' && kind.type !== 'decimal' && kind.type !== 'money')
    problem(at, `\`${key}\` is no number`);
  const measure = kind.type === 'money' ? MONEY : { money: false, unit: kind.unit ?? '' };
  const scale = kind.type === 'money' ? 1n : 10n ** BigInt(kind.scale);
  const evaluate = (scope: Scope) => {
    const value = fact.read(scope);
    return typeof value === 'number' ? exactly(fraction(BigInt(value), scale)) : lacks(fact.name(scope));
  };
  const say = (scope: Scope) => {
    const value = settled(evaluate(scope));
    return value === null ? `${kind.label}（未登记）` : `${kind.label} ${formatNumber(value, measure)}`;
  };
  return { measure, evaluate, say };
}

function betweenTerm(spec: NonNullable<Term['between']>, at: Compiler): CompiledTerm {
  const from = dateReference(spec.from, at);
  const to = dateReference(spec.to, at);
  const count = { years: yearsBetween, months: monthsBetween, days: daysBetween }[spec.unit];
  const measure = { money: false, unit: { years: '年', months: '个月', days: '天' }[spec.unit] };
  return {
    measure,
    evaluate(scope) {
      const start = from.read(scope);
      const end = to.read(scope);
      if (start !== null && end !== null) return exactly(integer(count(start, end)));
      return lacks(...(start === null ? [from.missing(scope)] : []), ...(end === null ? [to.missing(scope)] : []));
    },
    say: (scope) => `${from.say(scope)}至${to.say(scope)}`,
  };
}

function ageTerm(spec: NonNullable<Term['age']>, at: Compiler): CompiledTerm {
  const birth = dateReference({ fact: spec.birth }, at);
  const day = dateReference(spec.asOf, at);
  return {
    measure: { money: false, unit: '周岁' },
    evaluate(scope) {
      const born = birth.read(scope);
      const on = day.read(scope);
      if (born !== null && on !== null) return exactly(integer(ageOn(born, on)));
      return lacks(...(born === null ? [birth.missing(scope)] : []), ...(on === null ? [day.missing(scope)] : []));
    },
    say: (scope) => `${birth.say(scope)}，基准日 ${day.say(scope)}`,
  };
}

const SIGNS = { add: ' + ', subtract: ' − ', multiply: ' × ', divide: ' ÷ ' } as const;

function bracketed(term: CompiledTerm, scope: Scope, sign: string): string {
  const text = term.say(scope);
  return sign !== SIGNS.add && (text.includes(' + ') || text.includes(' − ')) ? `（${text}）` : text;
}

function timesPair(a: Amount, b: Amount): Amount {
  const parts = [a, b];
  if (parts.some((part) => settled(part)?.n === 0n)) return combine(parts, ZERO, ZERO);
  if (a.low !== null && a.high !== null && b.low !== null && b.high !== null) {
    const corners = [
      multiply(a.low, b.low),
      multiply(a.low, b.high),
      multiply(a.high, b.low),
      multiply(a.high, b.high),
    ];
    return combine(parts, corners.reduce(lesser), corners.reduce(greater));
  }
  const positive = a.low !== null && b.low !== null && a.low.n >= 0n && b.low.n >= 0n;
  return combine(parts, positive ? multiply(a.low!, b.low!) : null, null);
}

const product = (parts: readonly Amount[]): Amount => parts.reduce(timesPair);

function quotient(parts: readonly Amount[]): Amount {
  const [above, below] = [settled(parts[0]!), settled(parts[1]!)];
  if (below !== null && below.n === 0n) return needsPerson('除数为零，需人工核定');
  const value = above === null || below === null ? null : divide(above, below);
  return combine(parts, value, value);
}

const ARITHMETIC: Record<keyof typeof SIGNS, (parts: readonly Amount[]) => Amount> = {
  add: (parts) => combine(parts, sumOf(parts, 'low'), sumOf(parts, 'high')),
  subtract: ([a, b]) =>
    combine(
      [a!, b!],
      a!.low === null || b!.high === null ? null : subtract(a!.low, b!.high),
      a!.high === null || b!.low === null ? null : subtract(a!.high, b!.low),
    ),
  multiply: product,
  divide: quotient,
};

function sumOf(parts: readonly Amount[], side: 'low' | 'high'): Rational | null {
  return parts.every((part) => part[side] !== null) ? parts.map((part) => part[side]!).reduce(add) : null;
}

/** Measure of a calculation: sums keep theirs, a product has at most one money factor, money ÷ money is a plain number. */
function measureOf(form: keyof typeof SIGNS | 'min' | 'max', parts: readonly CompiledTerm[], at: Compiler): Measure {
  const first = parts[0]!.measure;
  const money = parts.filter((part) => part.measure.money).length;
  if (form === 'multiply') {
    if (money > 1) problem(at, 'money cannot be multiplied by money');
    return money === 1
      ? MONEY
      : (parts.find((part) => part.measure.unit !== '' && part.measure.unit !== '%')?.measure ?? NUMBER);
  }
  if (form === 'divide') {
    if (money === 1 && !first.money) problem(at, 'a number cannot be divided by money');
    return money === 1 ? MONEY : NUMBER;
  }
  if (money !== 0 && money !== parts.length) problem(at, `\`${form}\` mixes money and plain numbers`);
  return first;
}

function arithmetic(form: keyof typeof SIGNS, list: readonly Term[], at: Compiler): CompiledTerm {
  const parts = list.map((one, index) => compileTerm(one, inside(at, `${form}.${index}`)));
  const apply = ARITHMETIC[form];
  return {
    measure: measureOf(form, parts, at),
    evaluate: (scope) => apply(parts.map((part) => part.evaluate(scope))),
    say: (scope) => parts.map((part) => bracketed(part, scope, SIGNS[form])).join(SIGNS[form]),
  };
}

function extreme(form: 'min' | 'max', list: readonly Term[], at: Compiler): CompiledTerm {
  const parts = list.map((one, index) => compileTerm(one, inside(at, `${form}.${index}`)));
  const pick = form === 'min' ? least : most;
  const word = form === 'min' ? '取低' : '取高';
  return {
    measure: measureOf(form, parts, at),
    evaluate: (scope) => pick(parts.map((part) => part.evaluate(scope))),
    say: (scope) => `${parts.map((part) => part.say(scope)).join(' 与 ')} ${word}`,
  };
}

function unitsTerm(spec: NonNullable<Term['units']>, at: Compiler): CompiledTerm {
  const of = compileTerm(spec.of, inside(at, 'units'));
  if (spec.countFrom > spec.per) problem(at, '`countFrom` lies above `per`');
  const count = (value: Rational): Rational => {
    const whole = floor(divide(value, integer(spec.per)));
    const rest = subtract(value, integer(whole * BigInt(spec.per)));
    return integer(whole + (rest.n >= BigInt(spec.countFrom) * rest.d ? 1n : 0n));
  };
  const rule = `每 ${spec.per} ${of.measure.unit || '单位'}计 1，余数满 ${spec.countFrom} 计 1`;
  const evaluate = (scope: Scope): Amount => {
    const value = of.evaluate(scope);
    return { ...value, low: value.low && count(value.low), high: value.high && count(value.high) };
  };
  const say = (scope: Scope) => `${of.say(scope)}（${rule}）折合 ${formatAmount(evaluate(scope), NUMBER)}`;
  return { measure: NUMBER, evaluate, say };
}

type Builder = (term: Term, at: Compiler) => CompiledTerm;

const BUILDERS: Record<TermForm, Builder> = {
  value: (term) => constant(decimal(term.value!), NUMBER),
  fen: (term) => constant(integer(term.fen!), MONEY),
  percent: (term) => constant(divide(decimal(term.percent!), integer(100)), NUMBER, `${term.percent}%`),
  permille: (term) => constant(divide(decimal(term.permille!), integer(1000)), NUMBER, `${term.permille}‰`),
  fact: (term, at) => factTerm(term.fact!, at),
  age: (term, at) => ageTerm(term.age!, at),
  between: (term, at) => betweenTerm(term.between!, at),
  add: (term, at) => arithmetic('add', term.add!, at),
  subtract: (term, at) => arithmetic('subtract', term.subtract!, at),
  multiply: (term, at) => arithmetic('multiply', term.multiply!, at),
  divide: (term, at) => arithmetic('divide', term.divide!, at),
  min: (term, at) => extreme('min', term.min!, at),
  max: (term, at) => extreme('max', term.max!, at),
  units: (term, at) => unitsTerm(term.units!, at),
  tiers: (term, at) => choiceTerm(term, at, compileTerm),
  cases: (term, at) => choiceTerm(term, at, compileTerm),
  sum: (term, at) => fieldTerm('sum', term.sum!, at),
  average: (term, at) => fieldTerm('average', term.average!, at),
  count: (term, at) => countTerm(term.count!, at),
  decided: (term, at) => decidedTerm(term.decided!, at, compileTerm),
  caseByCase: (term) => ({
    measure: MONEY,
    evaluate: () => needsPerson(term.caseByCase!),
    say: () => term.caseByCase!,
  }),
};

/** A term against the vocabulary. What is wrong is added to `at.problems`. */
export function compileTerm(term: Term, at: Compiler): CompiledTerm {
  if (!withinBounds(at)) return BROKEN;
  if (term.otherwise !== undefined && term.tiers === undefined) problem(at, '`otherwise` belongs to `tiers`');
  try {
    return BUILDERS[formOf(term)](term, at);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    problem(at, error.message);
    return BROKEN;
  }
}
