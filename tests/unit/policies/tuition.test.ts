import { describe, expect, test } from 'vitest';
import { ask, type FactInput, itemOf, money, neededMaterials, WAN, without } from './support.ts';

const returnee: FactInput = {
  'study.overseasSchool': true,
  'study.degree': 'master',
  'study.degreeOn': '2022-03-15',
  'study.rankingBasis': 'top200',
  'study.rankingYear': 2022,
  'study.monthsAbroad': 18,
  'employer.kind': 'enterprise',
  'employer.registeredInJinan': true,
  'employment.form': 'full-time',
  'employment.contractKind': 'fixed-term',
  'social.firstPaidInJinanOn': '2022-05-01',
  'social.pensionPaidByEmployer': true,
  'case.otherBenefits': [],
};

const tuition = (facts: FactInput, on = '2023-07-06') => ask('26.2', facts, { on });

describe('amount', () => {
  test('a master of 18 months: two school years of 3万, paid 40/30/30, half each from city and district', () => {
    const result = tuition(returnee);
    expect(result).toMatchObject({ eligibility: 'true', payableFen: 6 * WAN });
    expect(money(result)).toMatchObject({
      parts: [2.4 * WAN, 1.8 * WAN, 1.8 * WAN],
      split: [
        ['市级财政', 3 * WAN],
        ['区县财政', 3 * WAN],
      ],
    });
  });

  test.each([
    ['master', 5, 0],
    ['master', 6, 3],
    ['master', 12, 3],
    ['master', 17, 3],
    ['master', 18, 6],
    ['master', 36, 9],
    ['master', 48, 9],
    ['doctor', 48, 20],
    ['doctor', 54, 25],
    ['doctor', 84, 30],
    ['bachelor', 36, 3],
    ['bachelor', 52, 4],
  ])('%s of %i months: %i 万', (degree, months, wan) => {
    expect(tuition({ ...returnee, 'study.degree': degree, 'study.monthsAbroad': months }).payableFen).toBe(wan * WAN);
  });

  test('without the months nothing is computed, and the fact is named', () => {
    const result = tuition(without(returnee, 'study.monthsAbroad'));
    expect(result.eligibility).toBe('true');
    expect(result.payableFen).toBeNull();
    expect(result.support[0]).toMatchObject({ state: 'unknown', missing: ['study.monthsAbroad'] });
  });

  test('the later parts need social insurance in payment and six months of it', () => {
    const second = (facts: FactInput) => tuition({ ...returnee, ...facts }).support[0]!.instalments[1]!.requires!.truth;
    expect(second({ 'social.payingNow': true, 'social.monthsPaidSinceLastPayment': 6 })).toBe('true');
    expect(second({ 'social.payingNow': true, 'social.monthsPaidSinceLastPayment': 5 })).toBe('false');
    expect(second({ 'social.payingNow': false, 'social.monthsPaidSinceLastPayment': 12 })).toBe('false');
    expect(second({ 'social.payingNow': true })).toBe('unknown');
    const paid = ask('26.2', returnee, { on: '2023-07-06', dates: { paid: '2023-10-31' } });
    expect(money(paid).due.slice(1)).toEqual(['2024-10-31', '2025-10-31']);
  });
});

describe('conditions', () => {
  test('exactly one ranking: TOP200 without the subject, ESI with it', () => {
    const ranked = (facts: FactInput) => itemOf(tuition({ ...returnee, ...facts }), 'c.ranking').truth;
    expect(ranked({})).toBe('true');
    expect(ranked({ 'study.rankingBasis': 'esi', 'study.majorInEsiField': true })).toBe('true');
    expect(ranked({ 'study.rankingBasis': 'esi', 'study.majorInEsiField': false })).toBe('false');
    expect(ranked({ 'study.rankingBasis': 'esi' })).toBe('unknown');
    expect(ranked({ 'study.rankingBasis': 'none' })).toBe('false');
    expect(ranked({ 'study.rankingYear': 2021 })).toBe('false');
  });

  test('employed on or after 1 January 2022', () => {
    expect(
      tuition({ ...returnee, 'study.degreeOn': '2021-06-30', 'social.firstPaidInJinanOn': '2022-01-01' }).eligibility,
    ).toBe('true');
    const result = tuition({ ...returnee, 'study.degreeOn': '2021-06-30', 'social.firstPaidInJinanOn': '2021-12-31' });
    expect(result).toMatchObject({ eligibility: 'false', deciding: ['c.since2022'] });
    expect(itemOf(result, 'c.since2022').sentence).toContain('2021-12-31');
  });

  test.each([
    ['2022-12-01', '2017-01-01', 'true'],
    ['2022-01-01', '2016-12-31', 'false'],
    ['2023-02-01', '2018-06-30', 'true'],
    ['2023-02-01', '2017-12-31', 'false'],
    ['2024-09-01', '2019-01-01', 'true'],
    ['2024-09-01', '2018-12-31', 'false'],
  ])('employed %s, degree of %s: within five years %s', (employed, degree, truth) => {
    const facts = { ...returnee, 'study.degreeOn': degree, 'social.firstPaidInJinanOn': employed };
    expect(itemOf(tuition(facts, '2024-12-02'), 'c.within5').truth).toBe(truth);
  });

  test('the insurance that counts began after the degree', () => {
    const result = tuition({ ...returnee, 'social.firstPaidInJinanOn': '2022-03-14' });
    expect(result).toMatchObject({ eligibility: 'false', deciding: ['c.after-degree'] });
  });

  test.each([
    ['employer.kind', 'university', 'c.employer'],
    ['employer.registeredInJinan', false, 'c.employer'],
    ['employment.form', 'part-time', 'c.employer'],
    ['employment.contractKind', 'none', 'c.contract'],
    ['social.pensionPaidByEmployer', false, 'c.pension'],
    ['study.degree', 'none', 'c.degree'],
    ['study.overseasSchool', false, 'c.overseas'],
  ])('%s = %s fails %s', (key, value, item) => {
    const result = tuition({ ...returnee, [key]: value });
    expect(result.eligibility).toBe('false');
    expect(itemOf(result, item).truth).toBe('false');
  });

  test('a founder and a new research institution qualify', () => {
    expect(
      tuition({ ...returnee, 'employment.form': 'founder', 'employer.kind': 'new-research-institution' }).eligibility,
    ).toBe('true');
  });
});

describe('exclusion, materials, validity', () => {
  test('not together with 未来之星 (28.2)', () => {
    const holding = (status: string) =>
      tuition({ ...returnee, 'case.otherBenefits': [{ programme: '28.2', holder: 'self', status }] });
    expect(holding('enjoying')).toMatchObject({ eligibility: 'false', deciding: ['future-star'] });
    expect(holding('applied').eligibility).toBe('needsHuman');
    expect(holding('ended').eligibility).toBe('true');
  });

  test('the ranking proof is asked for only with ESI', () => {
    expect(neededMaterials(tuition(returnee))).toEqual(['application', 'authentication', 'transcript', 'entry-exit']);
    expect(neededMaterials(tuition({ ...returnee, 'study.rankingBasis': 'esi' }))).toContain('ranking');
  });

  test('applications before the trial period do not count', () => {
    expect(tuition(returnee, '2022-08-07')).toMatchObject({ eligibility: 'false', deciding: ['validity'] });
  });
});
