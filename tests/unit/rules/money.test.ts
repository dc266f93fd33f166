import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { money } from '#shared/rules/literalSchema.ts';
import { formatMoney, formatYuan, roundToFen, shareOf, splitByShares } from '#shared/rules/money.ts';
import {
  compare,
  decimal,
  divide,
  fraction,
  integer,
  multiply,
  roundHalfUp,
  subtract,
  toDecimalText,
} from '#shared/rules/rational.ts';

describe('amounts as authors write them', () => {
  it.each([
    [{ wan: 100 }, 100_000_000],
    [{ wan: 1.5 }, 1_500_000],
    [{ wan: 0.000001 }, 1],
    [{ yuan: 8000 }, 800_000],
    [{ yuan: 0.07 }, 7],
    [{ yuan: 1234.56 }, 123_456],
    [{ fen: 5 }, 5],
  ])('%j is %d 分', (written, fen) => expect(money.parse(written)).toEqual({ fen }));

  it.each([
    { yuan: 0.001 },
    { wan: 0.0000001 },
    { yuan: -1 },
    { fen: 0.5 },
    { yuan: 1e300 },
    { yuan: 1, wan: 1 },
    { euro: 1 },
    100,
  ])('refuses %j', (written) => expect(money.safeParse(written).success).toBe(false));
});

describe('printing', () => {
  it.each([
    [93_000_000, '930,000 元', '93 万元'],
    [1_050, '10.50 元', '10.50 元'],
    [5, '0.05 元', '0.05 元'],
    [123_456_789_00, '123,456,789 元', '12,345.6789 万元'],
    [1_234_567, '12,345.67 元', '12,345.67 元'],
    [0, '0 元', '0 元'],
    [70_000_000, '700,000 元', '70 万元'],
  ])('%d 分', (fen, yuan, wan) => {
    expect(formatYuan(fen)).toBe(yuan);
    expect(formatMoney(fen)).toBe(wan);
  });

  it('refuses fractions of a 分', () => expect(() => formatYuan(0.5)).toThrow(RangeError));
});

describe('exact arithmetic', () => {
  it('keeps decimals exact where floating point does not', () => {
    expect(compare(multiply(decimal(0.1), decimal(3)), decimal(0.3))).toBe(0);
    expect(shareOf({ permille: 1.5 })).toEqual({ n: 3n, d: 2000n });
    expect(() => decimal('1e5')).toThrow();
  });
  it('rounds half up once', () => {
    expect(roundHalfUp(divide(decimal('17333.5'), integer(1)))).toBe(17334n);
    expect(roundToFen(fraction(1n, 2n))).toBe(1);
    expect(roundToFen(fraction(49n, 100n))).toBe(0);
    expect(toDecimalText(divide(decimal('173.33'), integer(2)), 2)).toBe('86.67');
    expect(toDecimalText(fraction(-1n, 4n), 2)).toBe('-0.25');
  });
  it('is within half of the value and never above it by a half', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
        fc.bigInt({ min: 1n, max: 10n ** 6n }),
        (n, d) => {
          const value = fraction(n, d);
          const difference = subtract(integer(roundHalfUp(value)), value);
          expect(compare(difference, fraction(1n, 2n))).toBeLessThanOrEqual(0);
          expect(compare(difference, fraction(-1n, 2n))).toBeGreaterThan(0);
        },
      ),
    );
  });
});

describe('parts of a sum', () => {
  const thirds = [shareOf({ percent: 40 }), shareOf({ percent: 30 }), shareOf({ percent: 30 })];

  it('pays 40/30/30 of 930,000 yuan', () =>
    expect(splitByShares(93_000_000, thirds)).toEqual([37_200_000, 27_900_000, 27_900_000]));
  it('loses nothing of odd amounts', () => {
    expect(splitByShares(1, thirds)).toEqual([0, 1, 0]);
    expect(splitByShares(101, [fraction(1n, 2n), fraction(1n, 2n)])).toEqual([51, 50]);
  });
  it('always makes up the whole, each part within one 分 of its share', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 13 }), weights, (fen, list) => {
        const whole = BigInt(list.reduce((a, b) => a + b));
        const shares = list.map((one) => fraction(BigInt(one), whole));
        const parts = splitByShares(fen, shares);
        expect(parts.reduce((a, b) => a + b)).toBe(fen);
        for (const [index, part] of parts.entries()) {
          const off = subtract(integer(part), multiply(integer(fen), shares[index]!));
          expect(compare(off, integer(1)) < 0 && compare(off, integer(-1)) > 0).toBe(true);
        }
      }),
    );
  });
});
