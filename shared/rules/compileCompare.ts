import { type Amount, formatNumber, type Measure, settled } from './amount.ts';
import { type CompiledTerm, compileTerm } from './compileTerm.ts';
import type { Condition, Literal, Term } from './conditionSchema.ts';
import { parseDate } from './dates.ts';
import type { FactValue } from './factValues.ts';
import { type Comparison, DATE_WORDS } from './literalSchema.ts';
import { compare, type Rational } from './rational.ts';
import { type Compiler, dateReference, type FactReference, factReference, inside, problem } from './references.ts';
import { lacking, NO, type Outcome, open, outcomeOf, type Scope, toJudge, YES } from './trace.ts';

/** Comparisons: of numbers with bounds, of facts with literals, of facts with each other. */

export interface Leaf {
  test(scope: Scope): Outcome;
  say(scope: Scope, holds: boolean): string;
}

export const SIGNS: Record<Comparison, string> = { eq: '=', ne: '≠', ge: '≥', gt: '>', le: '≤', lt: '<' };
const RANK_WORDS: Record<Comparison, string> = {
  eq: '为',
  ne: '不为',
  ge: '不低于',
  gt: '高于',
  le: '不高于',
  lt: '低于',
};

/** `左 ≥ 右` where it holds, else `左，要求 ≥ 右`. */
export const relation = (left: string, sign: string, right: string, holds: boolean): string =>
  holds ? `${left} ${sign} ${right}` : `${left}，要求 ${sign} ${right}`;

/** Does `difference` (left minus right, as -1, 0, 1) satisfy the comparison? */
export function holdsFor(op: Comparison, difference: number): boolean {
  switch (op) {
    case 'eq':
      return difference === 0;
    case 'ne':
      return difference !== 0;
    case 'ge':
      return difference >= 0;
    case 'gt':
      return difference > 0;
    case 'le':
      return difference <= 0;
    default:
      return difference < 0;
  }
}

const below = (a: Rational | null, b: Rational | null): boolean => a !== null && b !== null && compare(a, b) < 0;
const notAbove = (a: Rational | null, b: Rational | null): boolean => a !== null && b !== null && compare(a, b) <= 0;

/** Null while the bounds leave it open. */
function decide(a: Amount, op: Comparison, b: Amount): boolean | null {
  switch (op) {
    case 'lt':
      return below(a.high, b.low) ? true : notAbove(b.high, a.low) ? false : null;
    case 'le':
      return notAbove(a.high, b.low) ? true : below(b.high, a.low) ? false : null;
    case 'gt':
      return decide(b, 'lt', a);
    case 'ge':
      return decide(b, 'le', a);
    case 'ne': {
      const same = decide(a, 'eq', b);
      return same === null ? null : !same;
    }
    default: {
      if (below(a.high, b.low) || below(b.high, a.low)) return false;
      const [left, right] = [settled(a), settled(b)];
      return left !== null && right !== null ? true : null;
    }
  }
}

/** Compares two amounts as far as their bounds allow. */
export function compareAmounts(a: Amount, op: Comparison, b: Amount): Outcome {
  const absent = a.absent ?? b.absent;
  if (absent !== null) return toJudge(absent);
  const decided = decide(a, op, b);
  if (decided !== null) return decided ? YES : NO;
  const human = [...a.human, ...b.human];
  const missing = [...new Set([...a.missing, ...b.missing])];
  return open(missing, missing.length + human.length === 0 ? ['数值无法确定，需人工核定'] : human);
}

export function amountLeaf(left: CompiledTerm, op: Comparison, right: CompiledTerm): Leaf {
  const figure = (term: CompiledTerm, scope: Scope): string => {
    const formula = term.say(scope);
    const value = settled(term.evaluate(scope));
    const said = value === null ? '' : formatNumber(value, term.measure);
    return said === '' || formula.endsWith(said) ? formula : `${formula} = ${said}`;
  };
  return {
    test: (scope) => compareAmounts(left.evaluate(scope), op, right.evaluate(scope)),
    say: (scope, holds) => relation(figure(left, scope), SIGNS[op], figure(right, scope), holds),
  };
}

const isMoney = (value: Literal): value is { fen: number } => typeof value === 'object';

/** A literal as a number on the fact's scale; null (and a problem) where it does not fit the fact's type. */
function numberLiteral(fact: FactReference, value: Literal, at: Compiler): number | null {
  const { kind } = fact;
  if (kind.type === 'money') {
    if (isMoney(value)) return value.fen;
    problem(at, `\`${kind.key}\` is money: compare it with { wan: … } or { yuan: … }`);
    return null;
  }
  const scaled = typeof value === 'number' ? Number((value * 10 ** kind.scale).toFixed(6)) : Number.NaN;
  if (!Number.isSafeInteger(scaled)) problem(at, `\`${kind.key}\` cannot be compared with ${JSON.stringify(value)}`);
  return Number.isSafeInteger(scaled) ? scaled : null;
}

/** Value of a fact as something that can be ordered or told apart. */
type Comparable = number | string | boolean;

interface Reader {
  convert(value: FactValue): Comparable;
  print(value: FactValue): string;
  words: Record<Comparison, string>;
  ordered: boolean;
}

function readerFor(fact: FactReference, measure: Measure): Reader | null {
  const { kind } = fact;
  const label = (value: FactValue) => kind.labels.get(String(value)) ?? String(value);
  switch (kind.type) {
    case 'integer':
    case 'decimal':
    case 'money': {
      const scale = kind.type === 'money' ? 1n : 10n ** BigInt(kind.scale);
      const print = (value: FactValue) => formatNumber({ n: BigInt(value as number), d: scale }, measure);
      return { convert: (value) => value as number, print, words: SIGNS, ordered: true };
    }
    case 'boolean':
      return {
        convert: (value) => value as boolean,
        print: (value) => (value === true ? '是' : '否'),
        words: RANK_WORDS,
        ordered: false,
      };
    case 'date':
      return { convert: (value) => value as string, print: (value) => String(value), words: DATE_WORDS, ordered: true };
    case 'enum': {
      const { ranks } = kind;
      const convert = (value: FactValue) => (ranks === null ? (value as string) : ranks.get(value as string)!);
      return { convert, print: label, words: RANK_WORDS, ordered: ranks !== null };
    }
    case 'text':
      return {
        convert: (value) => value as string,
        print: (value) => String(value),
        words: RANK_WORDS,
        ordered: false,
      };
    default:
      return null;
  }
}

function checkLiteral(fact: FactReference, value: Literal, at: Compiler): FactValue | null {
  const { kind } = fact;
  if (kind.type === 'integer' || kind.type === 'decimal' || kind.type === 'money')
    return numberLiteral(fact, value, at);
  const fits =
    (kind.type === 'boolean' && typeof value === 'boolean') ||
    (kind.type === 'date' && typeof value === 'string' && parseDate(value) !== null) ||
    (kind.type === 'enum' && typeof value === 'string' && kind.labels.has(value)) ||
    (kind.type === 'text' && typeof value === 'string');
  if (!fits) problem(at, `\`${kind.key}\` (${kind.type}) cannot be compared with ${JSON.stringify(value)}`);
  return fits ? (value as FactValue) : null;
}

const order = (a: Comparable, b: Comparable): number => (a === b ? 0 : a < b ? -1 : 1);

/** A fact against a literal or another fact of its type: the common case, without arithmetic. */
function factLeaf(fact: FactReference, op: Comparison, other: Literal | FactReference, at: Compiler): Leaf {
  const measure: Measure = { money: fact.kind.type === 'money', unit: fact.kind.unit ?? '' };
  const reader = readerFor(fact, measure);
  if (reader === null)
    problem(at, `\`${fact.kind.key}\` (${fact.kind.type}) cannot be compared; use in, count or every`);
  else if (!reader.ordered && op !== 'eq' && op !== 'ne')
    problem(at, `\`${fact.kind.key}\` has no order for \`${op}\``);
  const isFact = typeof other === 'object' && 'kind' in other;
  if (isFact && other.kind.type !== fact.kind.type)
    problem(at, `\`${fact.kind.key}\` and \`${other.kind.key}\` differ in type`);
  const literal = isFact ? null : checkLiteral(fact, other, at);
  const right = (scope: Scope) => (isFact ? other.read(scope) : (literal ?? undefined));
  const fixed = literal === null || reader === null ? null : reader.convert(literal);
  return {
    test(scope) {
      const left = fact.read(scope);
      const value = isFact ? other.read(scope) : literal;
      if (left === undefined || value === undefined || value === null) {
        return lacking([
          ...(left === undefined ? [fact.name(scope)] : []),
          ...(isFact && value === undefined ? [other.name(scope)] : []),
        ]);
      }
      return outcomeOf(holdsFor(op, order(reader!.convert(left), fixed ?? reader!.convert(value))));
    },
    say(scope, holds) {
      const left = fact.read(scope);
      const value = right(scope);
      const named = isFact ? `${other.kind.label} ` : '';
      const limit = value === undefined ? '（未登记）' : `${named}${reader!.print(value)}`;
      if (reader!.words === SIGNS) {
        const figure = left === undefined ? '未登记' : ` ${reader!.print(left)}`;
        return relation(`${fact.kind.label}${figure}`, SIGNS[op], limit, holds);
      }
      const shown = `${fact.kind.label}：${left === undefined ? '未登记' : reader!.print(left)}`;
      if (holds && op === 'eq' && !isFact) return shown;
      return `${shown}，${holds ? '' : '要求'}${reader!.words[op]}“${limit}”`;
    },
  };
}

const NUMBERS = ['integer', 'decimal', 'money'];

/** `compare`. */
export function compareLeaf(spec: NonNullable<Condition['compare']>, at: Compiler): Leaf {
  const { op, value, than, thanDate } = spec;
  const broken: Leaf = { test: () => NO, say: () => '' };
  if ((spec.fact === undefined) === (spec.term === undefined)) {
    problem(at, 'compare: one of `fact` | `term`');
    return broken;
  }
  if ([value, than, thanDate].filter((one) => one !== undefined).length !== 1) {
    problem(at, 'compare: exactly one of `value` | `than` | `thanDate`');
    return broken;
  }
  if (spec.fact !== undefined) {
    const fact = factReference(spec.fact, at);
    if (thanDate !== undefined) return dateLeaf({ fact: spec.fact }, op, thanDate, at);
    if (value !== undefined) return factLeaf(fact, op, value, at);
    if (than!.fact !== undefined && !NUMBERS.includes(fact.kind.type))
      return factLeaf(fact, op, factReference(than!.fact, at), at);
  }
  const left = compileTerm(spec.term ?? { fact: spec.fact! }, inside(at, 'left'));
  const bare = compileTerm(than ?? literalTerm(value, at), inside(at, 'right'));
  const right = typeof value === 'number' ? inUnitOf(left, bare) : bare;
  if (left.measure.money !== right.measure.money) problem(at, 'compare: money with a plain number');
  return amountLeaf(left, op, right);
}

/** A plain number compared with a figure that has a unit is printed in that unit. */
function inUnitOf(left: CompiledTerm, number: CompiledTerm): CompiledTerm {
  const { measure } = left;
  if (measure.money) return number;
  return { ...number, measure, say: (scope) => formatNumber(settled(number.evaluate(scope))!, measure) };
}

function literalTerm(value: Literal | undefined, at: Compiler): Term {
  if (typeof value === 'number') return { value };
  if (typeof value === 'object') return { fen: value.fen };
  problem(at, 'compare: a term is compared with a number or money');
  return { value: 0 };
}

type DateSpec = Parameters<typeof dateReference>[0];

/** Two dates. */
export function dateLeaf(left: DateSpec, op: Comparison, right: DateSpec, at: Compiler): Leaf {
  const a = dateReference(left, at);
  const b = dateReference(right, at);
  return {
    test(scope) {
      const first = a.read(scope);
      const second = b.read(scope);
      if (first !== null && second !== null) return outcomeOf(holdsFor(op, order(first, second)));
      return lacking([...(first === null ? [a.missing(scope)] : []), ...(second === null ? [b.missing(scope)] : [])]);
    },
    say: (scope, holds) => relation(a.say(scope), DATE_WORDS[op], b.say(scope), holds),
  };
}
