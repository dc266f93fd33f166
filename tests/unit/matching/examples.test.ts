import { describe, expect, test } from 'vitest';
import { type FactInput, GRADUATE, WAN, without, YUAN } from '../policies/support.ts';
import { BUYER, match, programmeOf } from './kit.ts';

/** Worked from the documents: amounts, exclusions and deciding clauses are theirs, not the encoding's. */

const ON = '2023-05-10';

describe('a class-D talent who bought a flat', () => {
  test('is due half the price up to 400,000 yuan', () => {
    const result = match(BUYER, { on: ON, target: 'person' });
    expect(programmeOf(result, '03.1')).toMatchObject({
      verdict: 'qualifies',
      track: 'D 类及以上人才',
      worth: { settledFen: 40 * WAN, estimatedFen: 0, open: [] },
    });
    expect(result.best.chosen).toContain('03.1');
    expect(result.best.settledFen).toBe(40 * WAN);
    expect(result.best.leftOut).toEqual([]);
  });

  test('is ruled out by the clause of the only home once there is another', () => {
    const result = match({ ...BUYER, 'household.otherHomesInJinan': 1 }, { on: ON });
    const purchase = programmeOf(result, '03.1');
    expect(purchase.verdict).toBe('not');
    expect(purchase.reasons.map((one) => one.id)).toEqual(['house.only']);
    expect(purchase.reasons[0]!.sentence).toContain('1 套');
    expect(purchase.reasons[0]!.cites.map((one) => one.id)).toContain('jrcb-2022-4/03/1.3.1.1');
    expect(purchase.support).toEqual([]);
    expect(result.best.chosen).not.toContain('03.1');
  });

  test('may be due it while the class is not recorded: the class is asked for, and nothing counts as zero', () => {
    const result = match(without(BUYER, 'talent.class'), { on: ON, target: 'person' });
    const purchase = programmeOf(result, '03.1');
    expect(purchase.verdict).toBe('may');
    expect(purchase.missing.map((one) => one.key)).toContain('talent.class');
    expect(result.questions.find((one) => one.key === 'talent.class')!.settles).toContain('06');
    expect(result.best.chosen).not.toContain('03.1');
  });

  test('who has had a purchase subsidy before is ruled out by that exclusion', () => {
    const had = [{ programme: '03.1', class: 'home-purchase', holder: 'self', status: 'enjoyed' }];
    const purchase = programmeOf(match({ ...BUYER, 'case.otherBenefits': had }, { on: ON }), '03.1');
    expect(purchase.verdict).toBe('not');
    expect(purchase.reasons.map((one) => one.title)).toContain('购房补贴只可享受1次');
  });
});

/** A master newly employed by an enterprise: 100,000 yuan towards a flat, or 1,000 yuan a month for three years. */
const MASTER: FactInput = { ...BUYER, ...GRADUATE };

describe('a graduate with subsidies that exclude each other', () => {
  const result = match(MASTER, { on: ON, target: 'person' });

  test('qualifies for both', () => {
    expect(programmeOf(result, '03.1')).toMatchObject({ verdict: 'qualifies', worth: { settledFen: 10 * WAN } });
    expect(programmeOf(result, '03.2')).toMatchObject({ verdict: 'qualifies', worth: { settledFen: 36_000 * YUAN } });
  });

  test('gets the dearer one, and is told why not the other', () => {
    expect(result.best.chosen).toContain('03.1');
    expect(result.best.chosen).not.toContain('03.2');
    expect(result.best.settledFen).toBe(10 * WAN);
    const [left, ...more] = result.best.leftOut;
    expect(more).toEqual([]);
    expect(left).toMatchObject({ programme: '03.2', against: ['03.1'] });
    expect(left!.sentence).toMatch(/03\.1 高层次人才购房补贴/);
    expect(left!.sentence).toMatch(/取金额高者$/);
    expect(left!.cite).toContain('jrcb-2022-4/03/2.2');
  });

  test('gets the monthly one where no flat was bought', () => {
    const renting = without(MASTER, 'house.price', 'house.netSignedOn');
    const { best } = match({ ...renting, 'house.inJinan': false }, { on: ON, target: 'person' });
    expect(best.chosen).toContain('03.2');
    expect(best).toMatchObject({ settledFen: 36_000 * YUAN, leftOut: [] });
  });
});

describe('an enterprise led by a talent of a provincial programme', () => {
  const ENTERPRISE: FactInput = {
    'talent.keyProgrammeLevels': ['provincial'],
    'talent.class': 'none',
    'employer.ledByTalent': true,
    'employer.registeredInJinan': true,
    'loan.partnerBank': true,
    'loan.unsecured': true,
    'loan.forTechTransfer': true,
    'loan.filed': true,
    'loan.principal': { value: '800', unit: '万元' },
    'loan.otherPrincipalSubsidised': 0,
    'loan.annualRate': '4.65',
    'loan.lprOnDrawdown': '3.65',
    'loan.interestPaid': 372_000 * YUAN,
    'insurance.startupPolicy': true,
    'insurance.premium': 300_000 * YUAN,
    'case.otherBenefits': [],
  };
  const result = match(ENTERPRISE, { on: '2023-10-20', target: 'unit' });

  test('is due interest and insurance together: 48,000 and 300,000 yuan', () => {
    expect(programmeOf(result, '59.1').worth.settledFen).toBe(48_000 * YUAN);
    expect(programmeOf(result, '59.3').worth.settledFen).toBe(300_000 * YUAN);
    expect(result.best.chosen).toEqual(expect.arrayContaining(['59.1', '59.3']));
    expect(result.best.settledFen).toBe(348_000 * YUAN);
  });

  test('sees programmes for units only', () => {
    expect(new Set(result.programmes.map((one) => one.target))).toEqual(new Set(['unit']));
  });

  test('is due no interest on a loan that is not from a partner bank', () => {
    const other = match({ ...ENTERPRISE, 'loan.partnerBank': false }, { on: '2023-10-20', target: 'unit' });
    expect(programmeOf(other, '59.1').verdict).toBe('not');
    expect(other.best.settledFen).toBe(300_000 * YUAN);
  });
});

describe('the day', () => {
  test('chooses the programmes; those outside their validity are named on demand only', () => {
    const late = match(BUYER, { on: '2025-02-01', outside: true });
    expect(late.programmes.map((one) => one.id)).not.toContain('03.1');
    expect(late.notInForce.find((one) => one.id === '03.1')!.sentence).toContain('2025-02-01');
    expect(match(BUYER, { on: '2025-02-01' }).notInForce).toEqual([]);
    expect(match(BUYER, { on: ON, outside: true }).notInForce.map((one) => one.id)).not.toContain('03.1');
  });
});
