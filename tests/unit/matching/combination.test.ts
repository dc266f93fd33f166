import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bestCombination,
  type CombinationProblem,
  combinationWorth,
  deductedFrom,
  isLegal,
} from '#shared/rules/matchCombination.ts';

/** Every subset, tried one after the other: the greatest worth, then the most benefits, then the first in the catalogue's order. */
function byForce(problem: CombinationProblem): { chosen: number[]; worth: number } {
  const n = problem.worths.length;
  let best = { chosen: [] as number[], worth: 0 };
  // With the first benefit as the highest bit, counting down meets the sets in the catalogue's order.
  for (let bits = 2 ** n - 1; bits >= 0; bits--) {
    const chosen = Array.from({ length: n }, (_, index) => index).filter((index) => bits & (1 << (n - 1 - index)));
    const set = new Set(chosen);
    if (!isLegal(problem, set)) continue;
    const worth = combinationWorth(problem, set);
    if (worth > best.worth || (worth === best.worth && chosen.length > best.chosen.length)) best = { chosen, worth };
  }
  return best;
}

const problems = fc.integer({ min: 1, max: 9 }).chain((n) => {
  const index = fc.integer({ min: 0, max: n - 1 });
  const link = fc
    .record({ owner: index, others: fc.uniqueArray(index, { minLength: 1, maxLength: 3 }) })
    .map(({ owner, others }) => ({ owner, others: others.filter((one) => one !== owner) }));
  return fc.record({
    worths: fc.array(fc.oneof(fc.constantFrom(0, 100, 200), fc.nat(1000)), { minLength: n, maxLength: n }),
    bars: fc.array(
      fc.tuple(link, fc.integer({ min: 0, max: 2 })).map(([one, allowed]) => ({ ...one, allowed })),
      { maxLength: 8 },
    ),
    deductions: fc.array(link, { maxLength: 3 }),
  });
});

const problem = (worths: number[], bars: [number, number][] = []): CombinationProblem => ({
  worths,
  bars: bars.map(([owner, other]) => ({ owner, others: [other], allowed: 0 })),
  deductions: [],
});

describe('the best combination', () => {
  it('is the one that trying every combination finds', () => {
    fc.assert(
      fc.property(problems, (one) => {
        const { chosen, worth, proven } = bestCombination(one);
        expect({ chosen, worth }).toEqual(byForce(one));
        expect(proven).toBe(true);
        expect(isLegal(one, new Set(chosen))).toBe(true);
        expect(combinationWorth(one, new Set(chosen))).toBe(worth);
      }),
      { numRuns: 1500, seed: 20_221_231 },
    );
  });

  it('takes two smaller benefits for one greater where they sum to more', () => {
    const one = problem(
      [300, 200, 200],
      [
        [0, 1],
        [0, 2],
      ],
    );
    expect(bestCombination(one)).toEqual({ chosen: [1, 2], worth: 400, proven: true });
  });

  it('keeps benefits without money, and of equal ones the earlier', () => {
    expect(bestCombination(problem([0, 0, 0])).chosen).toEqual([0, 1, 2]);
    expect(bestCombination(problem([500, 500], [[1, 0]])).chosen).toEqual([0]);
    expect(bestCombination(problem([0, 0], [[0, 1]])).chosen).toEqual([0]);
  });

  it('lets no more than the allowed number stand beside a limited benefit', () => {
    const limited = { worths: [10, 20, 30], bars: [{ owner: 0, others: [1, 2], allowed: 1 }], deductions: [] };
    expect(bestCombination(limited)).toEqual({ chosen: [1, 2], worth: 50, proven: true });
  });

  it('takes a deduction off its owner, never more than there is', () => {
    const both = { worths: [400, 700], bars: [], deductions: [{ owner: 0, others: [1] }] };
    expect(deductedFrom(both, 0, new Set([0, 1]))).toBe(400);
    expect(bestCombination(both)).toEqual({ chosen: [0, 1], worth: 700, proven: true });
  });

  it('counts one benefit named by two deductions of the same owner once', () => {
    const twice = {
      worths: [1000, 300],
      bars: [],
      deductions: [
        { owner: 0, others: [1] },
        { owner: 0, others: [1] },
      ],
    };
    expect(combinationWorth(twice, new Set([0, 1]))).toBe(1000);
  });

  it('stays exact and quick with thirty benefits that bar their neighbours', () => {
    const worths = Array.from({ length: 30 }, (_, index) => ((index * 7919) % 101) + 1);
    const ring = worths.map((_, index): [number, number] => [index, (index + 1) % 30]);
    const start = performance.now();
    const { worth, proven } = bestCombination(problem(worths, ring));
    expect(performance.now() - start).toBeLessThan(1000);
    expect(proven).toBe(true);
    // The ring opened at its first member: the best chain without it, or with it and without both neighbours.
    const chain = (values: number[]) => {
      let [taken, left] = [0, 0];
      for (const value of values) [taken, left] = [left + value, Math.max(taken, left)];
      return Math.max(taken, left);
    };
    expect(worth).toBe(Math.max(chain(worths.slice(1)), worths[0]! + chain(worths.slice(2, -1))));
  });

  it('says so when too much is entangled, and stays legal', () => {
    const worths = Array.from({ length: 60 }, (_, index) => 1000 + ((index * 7919) % 13));
    const bars = worths.flatMap((_, owner) =>
      [1, 3, 7, 12, 19].map((step) => ({ owner, others: [(owner + step) % 60], allowed: 0 })),
    );
    const one = { worths, bars, deductions: [] };
    const { chosen, worth, proven } = bestCombination(one);
    expect(proven).toBe(false);
    expect(isLegal(one, new Set(chosen))).toBe(true);
    expect(combinationWorth(one, new Set(chosen))).toBe(worth);
    expect(chosen.length).toBeGreaterThan(5);
  });
});
