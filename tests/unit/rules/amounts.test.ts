import { describe, expect, it } from 'vitest';
import { type Amount, least, most, oneOf, settled } from '#shared/rules/amount.ts';
import { compareAmounts } from '#shared/rules/compileCompare.ts';
import type { Comparison } from '#shared/rules/literalSchema.ts';
import { integer } from '#shared/rules/rational.ts';

const NUMBERS = [0, 1, 2, 3];
const OPS: Comparison[] = ['eq', 'ne', 'ge', 'gt', 'le', 'lt'];

/** What an amount may still be: every number of the test range between its bounds. */
const possible = ({ low, high }: Amount): number[] =>
  NUMBERS.filter((one) => (low === null || one >= Number(low.n)) && (high === null || one <= Number(high.n)));

const bounds = [null, ...NUMBERS];
const AMOUNTS: Amount[] = bounds.flatMap((low) =>
  bounds
    .filter((high) => low === null || high === null || low <= high)
    .map((high) => ({
      low: low === null ? null : integer(low),
      high: high === null ? null : integer(high),
      missing: low === high && low !== null ? [] : ['some.fact'],
      human: [],
      absent: null,
    })),
);

function plain(a: number, op: Comparison, b: number): boolean {
  return { eq: a === b, ne: a !== b, ge: a >= b, gt: a > b, le: a <= b, lt: a < b }[op];
}

describe('amounts between bounds, all of them', () => {
  it('compare as every number they may be', () => {
    for (const a of AMOUNTS) {
      for (const b of AMOUNTS) {
        for (const op of OPS) {
          const outcomes = new Set(possible(a).flatMap((left) => possible(b).map((right) => plain(left, op, right))));
          const { truth } = compareAmounts(a, op, b);
          if (truth === 'true' || truth === 'false')
            expect(
              [...outcomes],
              `${JSON.stringify([a, op, b], (_, v) => (typeof v === 'bigint' ? Number(v) : v))}`,
            ).toEqual([truth === 'true']);
          const closed = [a, b].every((one) => one.low !== null && one.high !== null);
          if (closed && outcomes.size === 1) expect(truth).toBe(String([...outcomes][0]));
        }
      }
    }
  });

  it('have a least and a greatest that hold every choice', () => {
    for (const a of AMOUNTS) {
      for (const b of AMOUNTS) {
        const [low, high] = [least([a, b]), most([a, b])];
        for (const left of possible(a)) {
          for (const right of possible(b)) {
            expect(possible(low)).toContain(Math.min(left, right));
            expect(possible(high)).toContain(Math.max(left, right));
          }
        }
        for (const one of [...possible(a), ...possible(b)])
          expect(possible(oneOf([a, b], { missing: [], human: [] }))).toContain(one);
      }
    }
  });

  it('are settled only where the bounds meet', () => {
    for (const one of AMOUNTS)
      expect(settled(one) !== null).toBe(one.low !== null && one.high !== null && one.low.n === one.high.n);
  });
});

describe('what a comparison of open amounts asks for', () => {
  const open = (missing: string[], human: string[]): Amount => ({
    low: null,
    high: null,
    missing,
    human,
    absent: null,
  });
  it('is every missing fact of both sides, once', () => {
    expect(compareAmounts(open(['a.b'], []), 'ge', open(['a.b', 'c.d'], ['x']))).toEqual({
      truth: 'unknown',
      missing: ['a.b', 'c.d'],
      human: ['x'],
    });
  });
  it('is a person where no fact is missing', () => {
    expect(compareAmounts(open([], ['核定']), 'ge', open([], []))).toEqual({
      truth: 'needsHuman',
      missing: [],
      human: ['核定'],
    });
    expect(compareAmounts({ ...open([], []), absent: '没有标准' }, 'ge', open(['a.b'], []))).toMatchObject({
      truth: 'needsHuman',
      human: ['没有标准'],
    });
  });
});
