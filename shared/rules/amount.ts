import { formatMoney } from './money.ts';
import { compare, greater, lesser, type Rational, roundHalfUp, toDecimalText } from './rational.ts';

/**
 * A number as far as it is known: bounds (null: none on that side), the facts it lacks, what people must fix. Where both bounds
 * meet the number is settled, whatever is missing.
 */
export interface Amount {
  low: Rational | null;
  high: Rational | null;
  missing: readonly string[];
  human: readonly string[];
  /** No figure applies (a class without a rate, no tier that holds); says why. */
  absent: string | null;
}

const NONE: readonly string[] = [];

export const exactly = (value: Rational): Amount => ({
  low: value,
  high: value,
  missing: NONE,
  human: NONE,
  absent: null,
});
export const lacks = (...missing: string[]): Amount => ({ low: null, high: null, missing, human: NONE, absent: null });
export const needsPerson = (human: string, low: Rational | null = null, high: Rational | null = null): Amount => ({
  low,
  high,
  missing: NONE,
  human: [human],
  absent: null,
});
export const notApplicable = (why: string): Amount => ({
  low: null,
  high: null,
  missing: NONE,
  human: NONE,
  absent: why,
});

/** The number itself once it is settled. */
export const settled = (amount: Amount): Rational | null =>
  amount.low !== null && amount.high !== null && compare(amount.low, amount.high) === 0 ? amount.low : null;

const union = (lists: readonly (readonly string[])[]): string[] => [...new Set(lists.flat())];

/** Bounds worked out from parts; what the parts lack is handed on. */
export function combine(parts: readonly Amount[], low: Rational | null, high: Rational | null): Amount {
  return {
    low,
    high,
    missing: union(parts.map((part) => part.missing)),
    human: union(parts.map((part) => part.human)),
    absent: parts.find((part) => part.absent !== null)?.absent ?? null,
  };
}

type Bound = Rational | null;
const both = (a: Bound, b: Bound, how: (a: Rational, b: Rational) => Rational): Bound =>
  a === null || b === null ? null : how(a, b);
const either = (a: Bound, b: Bound, how: (a: Rational, b: Rational) => Rational): Bound =>
  a === null ? b : b === null ? a : how(a, b);

export function least(parts: readonly Amount[]): Amount {
  const low = parts.map((part) => part.low).reduce((a, b) => both(a, b, lesser));
  const high = parts.map((part) => part.high).reduce((a, b) => either(a, b, lesser));
  return combine(parts, low ?? null, high ?? null);
}

export function most(parts: readonly Amount[]): Amount {
  const low = parts.map((part) => part.low).reduce((a, b) => either(a, b, greater));
  const high = parts.map((part) => part.high).reduce((a, b) => both(a, b, greater));
  return combine(parts, low ?? null, high ?? null);
}

/** One of several candidates, not yet clear which; `reasons` say what decides between them. */
export function oneOf(
  candidates: readonly Amount[],
  reasons: { missing: readonly string[]; human: readonly string[] },
): Amount {
  const present = candidates.filter((one) => one.absent === null);
  if (present.length === 0) return candidates[0] ?? notApplicable('没有适用的标准');
  const whole = present.length === candidates.length;
  const low = whole ? present.map((one) => one.low).reduce((a, b) => both(a, b, lesser)) : null;
  const high = whole ? present.map((one) => one.high).reduce((a, b) => both(a, b, greater)) : null;
  const hull = combine(present, low, high);
  return { ...hull, missing: union([reasons.missing, hull.missing]), human: union([reasons.human, hull.human]) };
}

/** What a number counts: money is 分, anything else carries its unit. */
export interface Measure {
  money: boolean;
  unit: string;
}

export function formatNumber(value: Rational, { money, unit }: Measure): string {
  if (money) return formatMoney(Number(roundHalfUp(value)));
  const text = toDecimalText(value, 4);
  return unit === '' ? text : unit === '%' ? `${text}%` : `${text} ${unit}`;
}

export function formatAmount(amount: Amount, measure: Measure): string {
  const value = settled(amount);
  if (value !== null) return formatNumber(value, measure);
  if (amount.low !== null && amount.high !== null) {
    return `${formatNumber(amount.low, measure)}至${formatNumber(amount.high, measure)}`;
  }
  if (amount.high !== null) return `不超过 ${formatNumber(amount.high, measure)}`;
  if (amount.low !== null) return `不少于 ${formatNumber(amount.low, measure)}`;
  return amount.absent !== null ? '不适用' : '待定';
}
