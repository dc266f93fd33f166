/** Exact fractions. `d` is positive; values are kept reduced, so equal values have equal parts. */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

export const ZERO: Rational = { n: 0n, d: 1n };

function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

export function fraction(n: bigint, d: bigint): Rational {
  if (d === 0n) throw new RangeError('fraction with denominator zero');
  const sign = d < 0n ? -1n : 1n;
  const divisor = gcd(n, d * sign) || 1n;
  return { n: (n * sign) / divisor, d: (d * sign) / divisor };
}

export const integer = (value: number | bigint): Rational => ({ n: BigInt(value), d: 1n });

/** The number as its shortest decimal spelling says it (1.5 is 3/2, not the nearest binary fraction). */
export function decimal(value: number | string): Rational {
  const text = String(value);
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) throw new RangeError(`not a plain decimal number: ${text}`);
  const fractionDigits = match[3] ?? '';
  const n = BigInt(`${match[1]}${match[2]}${fractionDigits}`);
  return fraction(n, 10n ** BigInt(fractionDigits.length));
}

export const add = (a: Rational, b: Rational): Rational => fraction(a.n * b.d + b.n * a.d, a.d * b.d);
export const subtract = (a: Rational, b: Rational): Rational => fraction(a.n * b.d - b.n * a.d, a.d * b.d);
export const multiply = (a: Rational, b: Rational): Rational => fraction(a.n * b.n, a.d * b.d);
export const divide = (a: Rational, b: Rational): Rational => fraction(a.n * b.d, a.d * b.n);

/** Negative, zero or positive as `a` is below, equal to or above `b`. */
export function compare(a: Rational, b: Rational): number {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export const lesser = (a: Rational, b: Rational): Rational => (compare(a, b) <= 0 ? a : b);
export const greater = (a: Rational, b: Rational): Rational => (compare(a, b) >= 0 ? a : b);

/** Towards minus infinity. */
export function floor(a: Rational): bigint {
  const quotient = a.n / a.d;
  return a.n < 0n && quotient * a.d !== a.n ? quotient - 1n : quotient;
}

/** To the nearest whole number; exactly half goes up. */
export const roundHalfUp = (a: Rational): bigint => floor(fraction(2n * a.n + a.d, 2n * a.d));

/** At most `places` decimal places, half-up, without trailing zeros. */
export function toDecimalText(a: Rational, places: number): string {
  const scaled = roundHalfUp(multiply(a, { n: 10n ** BigInt(places), d: 1n }));
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const rest = digits.slice(digits.length - places).replace(/0+$/, '');
  return `${scaled < 0n ? '-' : ''}${whole}${rest === '' ? '' : `.${rest}`}`;
}
