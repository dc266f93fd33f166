import fc from 'fast-check';
import { evaluate as feel } from 'feelin';
import { describe, expect, it } from 'vitest';
import { conjunction, disjunction, negate, type Truth, threshold } from '#shared/rules/kleene.ts';

const TRUTHS: Truth[] = ['true', 'false', 'unknown', 'needsHuman'];
const truth = fc.constantFrom(...TRUTHS);
const truths = fc.array(truth, { minLength: 1, maxLength: 7 });

/** Both undecided states are FEEL's null. */
const asFeel = (one: Truth): boolean | null => (one === 'true' ? true : one === 'false' ? false : null);

function feelOf(expression: string, values: readonly Truth[]): boolean | null {
  const context = Object.fromEntries(values.map((one, index) => [`v${index}`, asFeel(one)]));
  return feel(expression, context).value as boolean | null;
}

const joined = (values: readonly Truth[], word: string): string =>
  values.map((_, index) => `v${index}`).join(` ${word} `);

describe('Kleene logic against the truth tables of feelin', () => {
  it('agrees on and, or for every pair', () => {
    for (const a of TRUTHS) {
      for (const b of TRUTHS) {
        expect(asFeel(conjunction([a, b])), `${a} and ${b}`).toBe(feelOf('v0 and v1', [a, b]));
        expect(asFeel(disjunction([a, b])), `${a} or ${b}`).toBe(feelOf('v0 or v1', [a, b]));
      }
    }
  });

  it('agrees on not', () => {
    for (const one of TRUTHS) expect(asFeel(negate(one)), one).toBe(feelOf('not(v0)', [one]));
  });

  it('agrees on long chains', () => {
    fc.assert(
      fc.property(truths, (values) => {
        expect(asFeel(conjunction(values))).toBe(feelOf(joined(values, 'and'), values));
        expect(asFeel(disjunction(values))).toBe(feelOf(joined(values, 'or'), values));
      }),
      { numRuns: 300 },
    );
  });
});

/** Every way the undecided values can turn out. */
function completions(values: readonly Truth[]): boolean[][] {
  return values.reduce<boolean[][]>(
    (all, one) =>
      all.flatMap((head) =>
        one === 'true'
          ? [[...head, true]]
          : one === 'false'
            ? [[...head, false]]
            : [
                [...head, true],
                [...head, false],
              ],
      ),
    [[]],
  );
}

describe('threshold', () => {
  it('is decided exactly when every completion agrees', () => {
    fc.assert(
      fc.property(truths, fc.integer({ min: 1, max: 8 }), (values, n) => {
        const outcomes = new Set(completions(values).map((one) => one.filter(Boolean).length >= n));
        const expected = outcomes.size === 1 ? String([...outcomes][0]) : 'open';
        const got = threshold(n, values);
        expect(got === 'unknown' || got === 'needsHuman' ? 'open' : got).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('is a disjunction for one and a conjunction for all', () => {
    fc.assert(
      fc.property(truths, (values) => {
        expect(threshold(1, values)).toBe(disjunction(values));
        expect(threshold(values.length, values)).toBe(conjunction(values));
      }),
    );
  });
});

describe('the two undecided states', () => {
  it('keeps “needs judgement” apart and lets missing facts come first', () => {
    expect(conjunction(['true', 'needsHuman'])).toBe('needsHuman');
    expect(conjunction(['unknown', 'needsHuman'])).toBe('unknown');
    expect(disjunction(['false', 'needsHuman', 'unknown'])).toBe('unknown');
    expect(negate('needsHuman')).toBe('needsHuman');
    expect(conjunction(['false', 'unknown', 'needsHuman'])).toBe('false');
  });
});
