import { describe, expect, it } from 'vitest';
import { grant } from './supportKit.ts';

describe('recurring money', () => {
  const monthly = 'recurring: { rate: { yuan: 5000 }, per: month, count: { fact: stay.months }, most: 24 }';
  it.each([
    [1, 500_000],
    [24, 12_000_000],
    [25, 12_000_000],
  ])('for %d months', (months, amount) =>
    expect(grant(monthly, { 'stay.months': months })).toMatchObject({ state: 'amount', amountFen: amount }),
  );
  it('says how many periods were counted', () => {
    expect(grant(monthly, { 'stay.months': 25 }).recurring).toEqual({
      rateFen: 500_000,
      per: 'month',
      periods: 24,
      most: 24,
      totalUpToFen: 12_000_000,
    });
  });
  it('has a range where the rate is fixed by people', () => {
    const open =
      'recurring: { rate: { decided: { fact: panel.amount, from: { yuan: 1000 }, to: { yuan: 2000 }, by: 评审 } }, per: month, count: { fact: stay.months } }';
    expect(grant(open, { 'stay.months': 3 })).toMatchObject({
      state: 'needsHuman',
      rangeFen: { from: 300_000, to: 600_000 },
    });
  });
  it('needs the number of months', () =>
    expect(grant(monthly, {})).toMatchObject({ state: 'unknown', missing: ['stay.months'] }));
  it('states the rate and the ceiling where months are counted later', () => {
    const support =
      'recurring: { rate: { cases: { fact: talent.class, of: { A: { yuan: 5000 }, B: { yuan: 4000 } } } }, per: month, most: 60 }';
    expect(grant(support, { 'talent.class': 'B' })).toMatchObject({
      state: 'rate',
      amountFen: null,
      recurring: { rateFen: 400_000, most: 60, totalUpToFen: 24_000_000 },
      sentence: '补助每月 4,000 元，最多 60 月，累计不超过 240,000 元',
    });
    expect(grant(support, { 'talent.class': 'C' })).toMatchObject({
      state: 'none',
      sentence: expect.stringContaining('没有对应的标准'),
    });
  });
  it('gives nothing below the shortest period', () => {
    const support = 'recurring: { rate: { yuan: 700 }, per: month, count: { fact: stay.months }, least: 3, most: 36 }';
    expect(grant(support, { 'stay.months': 2 }).state).toBe('none');
    expect(grant(support, { 'stay.months': 3 }).amountFen).toBe(210_000);
  });
  it('pays study years by the six-month rule, with a total', () => {
    const support =
      'recurring: { rate: { wan: 3 }, per: schoolYear, count: { units: { of: { fact: study.months }, per: 12, countFrom: 6 } } }, cap: { wan: 9 }';
    const paid = (months: number) => grant(support, { 'study.months': months }).amountFen;
    expect([5, 6, 12, 17, 18, 30, 40, 48].map(paid)).toEqual([0, 3e6, 3e6, 3e6, 6e6, 9e6, 9e6, 9e6]);
  });
});
