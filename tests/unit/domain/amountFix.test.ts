import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { yuanDecimals } from '#shared/documents/words.ts';
import { type AmountOpening, fixedAmount, fixProblem, parseYuan, stillFits } from '#shared/domain/amountFix.ts';
import { supportAmount } from '#shared/domain/review.ts';

const WAN = 1_000_000;
/** A sum for people to fix, between 40 and 50 万. */
const RANGE: AmountOpening = {
  ...{ totalFen: null, from: 40 * WAN, to: 50 * WAN, instalments: [], cityFen: 0, districtFen: 0, explanation: '幅度' },
};
/** The sum is computed; the second instalment and half of the payers are not. */
const PARTS: AmountOpening = {
  ...{ totalFen: 30 * WAN, from: null, to: null, cityFen: 15 * WAN, districtFen: 0, explanation: '算定' },
  instalments: [
    { label: '第一年', fen: 10 * WAN },
    { label: '第二年', fen: null },
  ],
};
const fix = (totalFen: number, fens: number[], cityFen: number, districtFen: number) => ({
  ...{ totalFen, cityFen, districtFen },
  instalments: fens.map((fen, i) => ({ label: ['第一年', '第二年', '第三年'][i]!, fen })),
});

describe('what a person fixes', () => {
  test.each([
    [RANGE, fix(45 * WAN, [45 * WAN], 45 * WAN, 0), null],
    [RANGE, fix(40 * WAN, [20 * WAN, 20 * WAN - 1], 0, 0), '各批拨付之和与总金额不符'],
    [RANGE, fix(40 * WAN - 1, [40 * WAN - 1], 0, 0), '金额低于政策规定的幅度'],
    [RANGE, fix(50 * WAN + 1, [50 * WAN + 1], 0, 0), '金额超过政策规定的幅度'],
    [RANGE, fix(50 * WAN, [50 * WAN], 25 * WAN, 25 * WAN + 1), '市级与区县承担之和超过总金额'],
    [PARTS, fix(30 * WAN, [10 * WAN, 20 * WAN], 15 * WAN, 15 * WAN), null],
    [PARTS, fix(30 * WAN, [10 * WAN, 20 * WAN], 16 * WAN, 10 * WAN), null],
    [PARTS, fix(31 * WAN, [10 * WAN, 21 * WAN], 15 * WAN, 15 * WAN), '金额已由政策算定，不能改动'],
    [PARTS, fix(30 * WAN, [11 * WAN, 19 * WAN], 15 * WAN, 15 * WAN), '政策已定的拨付批次和金额不能改动'],
    [PARTS, fix(30 * WAN, [10 * WAN, 10 * WAN, 10 * WAN], 15 * WAN, 15 * WAN), '政策已定的拨付批次和金额不能改动'],
    [PARTS, fix(30 * WAN, [10 * WAN, 20 * WAN], 14 * WAN, 16 * WAN), '市级、区县承担不能少于政策明确的部分'],
  ])('keeps to what the rules leave open: %#', (opening, wanted, problem) => {
    expect(fixProblem(opening, wanted)).toBe(problem);
  });

  test('adds up to the 分, whatever is divided', () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 10 * WAN }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(amounts, fc.double({ min: 0, max: 1, noNaN: true }), (fens, share) => {
        const totalFen = fens.reduce((sum, one) => sum + one, 0);
        const cityFen = Math.floor(totalFen * share);
        const opening = { ...RANGE, from: 0, to: null };
        const wanted = { ...fix(totalFen, [], cityFen, 0), instalments: fens.map((fen) => ({ label: '批', fen })) };
        expect(fixProblem(opening, wanted)).toBeNull();
        const made = supportAmount.parse(fixedAmount(opening, { ...wanted, reason: '会议纪要' }));
        expect(made.cityFen + made.districtFen + made.unassignedFen).toBe(made.totalFen);
        expect(stillFits(opening, made)).toBe(true);
        expect(stillFits({ ...opening, explanation: '另一算法' }, made)).toBe(false);
        expect(stillFits(null, made)).toBe(false);
      }),
    );
  });
});

test('yuan are read to the 分 and never by way of a float', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999_999_999_999 }), (fen) => parseYuan(yuanDecimals(fen)) === fen),
  );
  expect(['0.29', '1,234.5', '70.07', '8', '1 000.10'].map(parseYuan)).toEqual([29, 123_450, 7007, 800, 100_010]);
  expect(['', '-1', '1.234', '1e3', '1.', '.5', '一百', '1元'].map(parseYuan)).toEqual(Array(8).fill(null));
});
