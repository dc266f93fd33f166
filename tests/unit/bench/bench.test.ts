import { describe, expect, test } from 'vitest';
import {
  type Bench,
  type BenchContext,
  type BenchResult,
  judge,
  measure,
  median,
  type Sample,
} from '#tests/bench/bench.ts';
import { BENCHES } from '#tests/bench/registry.ts';
import { table } from '#tests/bench/report.ts';

const samples = (...values: number[]): Sample[] => values.map((value) => ({ value }));
const still = { first: 100, last: 100 };

describe('what samples amount to', () => {
  test.each([
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
    [[7], 7],
    [[1000, 1, 2, 3, 4], 3],
  ])('the median of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  test('medians are held against each other, not single runs', () => {
    const both = { ours: samples(10, 12, 900), reference: samples(1, 10, 11) };
    expect(judge({ gate: 1.2 }, both, still)).toMatchObject({ ours: 12, reference: 10, ratio: 1.2, ok: true });
    expect(judge({ gate: 1.19 }, both, still).ok).toBe(false);
  });

  test('shares are subtracted, and a negative difference passes', () => {
    const both = { ours: samples(1, 2, 3), reference: samples(4, 5, 6) };
    expect(judge({ by: 'difference', gate: 2 }, both, still)).toMatchObject({ ratio: -3, ok: true });
    const worse = { ours: both.reference, reference: both.ours };
    expect(judge({ by: 'difference', gate: 2 }, worse, still)).toMatchObject({ ratio: 3, ok: false });
    // Two sides without a late frame: nothing is divided by nothing.
    expect(judge({ by: 'difference', gate: 0 }, { ours: samples(0), reference: samples(0) }, still).ok).toBe(true);
  });

  test.each([
    [100, 125, false],
    [100, 126, true],
    [126, 100, true],
    [125, 100, false],
  ])('a limit that moved from %d to %d: void is %s', (first, last, isVoid) => {
    const judged = judge({ gate: 9 }, { ours: samples(1), reference: samples(1) }, { first, last });
    expect(judged).toMatchObject({ void: isVoid, ok: !isVoid });
  });

  test('the largest note of all runs counts, and a bound whose note is missing is not met', () => {
    const ours = [
      { value: 1, notes: { peakMiB: 80 } },
      { value: 1, notes: { peakMiB: 120 } },
      { value: 1, notes: { peakMiB: 90 } },
    ];
    const reference = samples(1);
    expect(judge({ gate: 1, bounds: { peakMiB: 120 } }, { ours, reference }, still)).toMatchObject({
      ...{ ok: true, notes: { peakMiB: 120 } },
    });
    expect(judge({ gate: 1, bounds: { peakMiB: 119 } }, { ours, reference }, still).ok).toBe(false);
    expect(judge({ gate: 1, bounds: { other: 5 } }, { ours, reference }, still).ok).toBe(false);
  });
});

/** A bench that notes the order it is run in; its limit follows `limits`. */
function recording(limits: number[]) {
  const order: string[] = [];
  const run = (name: string, value: number) => async (): Promise<Sample> => {
    order.push(name);
    return { value };
  };
  const bench: Bench = {
    ...{ id: 'T1', what: 'ours', against: 'theirs', gate: 1, seed: '7' },
    prepare: async () => void order.push('prepare'),
    ours: run('ours', 4),
    reference: run('reference', 5),
    limit: async () => limits.shift() ?? 100,
  };
  const lines: string[] = [];
  const context: BenchContext = { bytes: 1, rounds: 3, folder: '', log: (line) => void lines.push(line) };
  return { bench, context, order, lines };
}

describe('measuring', () => {
  test('sides take turns at going first, and the material is made once', async () => {
    const { bench, context, order } = recording([]);
    const result = await measure(bench, context);
    expect(order).toEqual(['prepare', 'ours', 'reference', 'reference', 'ours', 'ours', 'reference']);
    expect(result).toMatchObject({
      ...{ id: 'T1', unit: 'ms', by: 'ratio', ratio: 0.8, ok: true, seed: '7', rounds: 3 },
    });
  });

  test('a run the machine spoiled is tried again, three times in all', async () => {
    const once = recording([100, 200, 100, 110]);
    expect(await measure(once.bench, once.context)).toMatchObject({ void: false, limit: { first: 100, last: 110 } });
    expect(once.order.filter((name) => name === 'ours')).toHaveLength(6);
    expect(once.lines).toEqual(["T1: the machine's limit moved from 100 to 200 ms, again"]);
    const never = recording([1, 9, 1, 9, 1, 9, 1, 1]);
    expect(await measure(never.bench, never.context)).toMatchObject({ void: true, ok: false });
    expect(never.order.filter((name) => name === 'ours')).toHaveLength(9);
  });
});

describe('the table', () => {
  const result: BenchResult = {
    ...{
      id: 'P2',
      what: 'memory',
      against: 'stock',
      unit: 'MiB',
      by: 'ratio',
      ours: 512.4,
      reference: 500,
      ratio: 1.0248,
    },
    ...{ gate: 1.1, ok: true, void: false, limit: { first: 1, last: 1 }, notes: { pagesSeen: 499.6 }, load: 3.14 },
    ...{ seed: '7', bytes: 1, rounds: 5, machine: {} },
  };
  const rowOf = (changes: Partial<BenchResult>) => table([{ ...result, ...changes }]).split('\n')[2];

  test('says figures with their units, what they are held to, and what ran beside', () => {
    expect(rowOf({})).toBe(
      '| P2 | memory | stock | 512 MiB | 500 MiB | 1.02 | 1.1 | ok | 3.1 | pagesSeen 500, seed 7 |',
    );
    const shares = { unit: '%', by: 'difference', ours: 1.5, reference: 2.25, ratio: -0.75, gate: 2 } as const;
    expect(rowOf({ ...shares, seed: null })).toContain('| 1.50 % | 2.25 % | -0.75 pp | +2 pp | ok |');
  });

  test('a void figure is called void, whatever it says', () => {
    expect(rowOf({ void: true, ok: false })).toContain('| void |');
    expect(rowOf({ ok: false })).toContain('| MISSED |');
  });
});

test('every figure of the table of benches can be asked for', () => {
  const ids = ['V1', 'V2', 'V3', 'V4', 'P1', 'P2', 'P3', 'S1', 'S2', 'S3', 'S4', 'R1', 'C1', 'X1', 'X2'];
  expect(Object.keys(BENCHES)).toEqual(expect.arrayContaining([...ids, 'U1', 'H1', 'J1']));
});
