import { describe, expect, test } from 'vitest';
import { expectRefusedBy } from './refusal.ts';
import { ask, type FactInput, money, neededMaterials, WAN, without, YUAN } from './support.ts';

const ON = '2023-05-10';
const none: FactInput = { 'case.otherBenefits': [] };

const classD: FactInput = {
  ...none,
  'talent.class': 'D',
  'talent.introducedFromOutside': true,
  'household.homesInJinan': 0,
  'household.rentsHome': true,
  'employer.kind': 'enterprise',
  'employer.affiliation': 'none',
};

const graduate: FactInput = {
  ...none,
  'talent.class': 'none',
  'education.degree': 'master',
  'education.fullTime': true,
  'education.graduatedOn': '2022-06-30',
  'employment.newlyIntroduced': true,
  'employer.kind': 'enterprise',
  'employer.affiliation': 'none',
  'employer.registeredInJinan': true,
  'employment.contractKind': 'fixed-term',
  'employment.contractFrom': '2022-07-01',
  'employment.contractTo': '2025-06-30',
  'social.insuredInJinan': true,
};

describe('03.2 living and rent subsidy', () => {
  const q = (facts: FactInput, on = ON) => ask('03.2', facts, { on });
  test.each([
    ['A', 30],
    ['B', 24],
    ['C', 18],
    ['D', 12],
  ])('class %s: %i 万 in five years, a year at a time, all from the city', (level, wan) => {
    const result = q({ ...classD, 'talent.class': level });
    expect(result).toMatchObject({ eligibility: 'true', track: 'class-d-up', payableFen: wan * WAN });
    const paid = money(result);
    expect(paid.parts).toEqual(Array(5).fill((wan * WAN) / 5));
    expect(paid.split).toEqual([['市级财政', wan * WAN]]);
  });

  test.each([
    ['master', 36_000, 12_000],
    ['doctor', 54_000, 18_000],
  ])('a company’s %s: %i yuan in three years, half city, half district', (degree, total, year) => {
    const result = q({ ...graduate, 'education.degree': degree });
    expect(result).toMatchObject({ eligibility: 'true', track: 'graduate', payableFen: total * YUAN });
    expect(money(result).parts).toEqual([year * YUAN, year * YUAN, year * YUAN]);
    expect(money(result).split.map(([, fen]) => fen)).toEqual([(total / 2) * YUAN, (total / 2) * YUAN]);
  });

  test('a doctor of a district institution is paid by the district', () => {
    const facts = {
      'education.degree': 'doctor',
      'employer.kind': 'public-institution',
      'employer.affiliation': 'district',
    };
    const result = q({ ...graduate, ...facts, 'employment.contractKind': 'appointment-contract' });
    expect(money(result).split).toEqual([['区县财政', 54_000 * YUAN]]);
  });

  test.each([
    [{ ...classD, 'household.homesInJinan': 1 }, 'd.no-home'],
    [{ ...classD, 'talent.introducedFromOutside': false }, 'd.introduced'],
    [{ ...graduate, 'education.graduatedOn': '2020-05-09' }, 'g.within3'],
    [{ ...graduate, 'employment.contractTo': '2025-06-29' }, 'g.contract'],
  ])('refused: %#', (facts, deciding) => {
    const track = deciding.startsWith('d.') ? 'class-d-up' : 'graduate';
    expectRefusedBy(ask('03.2', facts, { on: ON, track }), deciding);
  });

  test('three years to the day still count; home subsidy received rules it out; unknown lease is named', () => {
    expect(q({ ...graduate, 'education.graduatedOn': '2020-05-10' }).eligibility).toBe('true');
    const bought = { programme: '03.1', holder: 'self', status: 'enjoyed' };
    expect(q({ ...classD, 'case.otherBenefits': [bought] }).eligibility).toBe('false');
    const open = q(without(classD, 'household.rentsHome'), ON);
    expect(open.eligibility).toBe('unknown');
    expect(open.missing).toContain('household.rentsHome');
  });

  test('the first payment is due on the tenth of the month after the second review', () => {
    const result = ask('03.2', classD, { on: ON, dates: { 'second-review': '2023-05-18' } });
    expect(result.steps.find(({ id }) => id === 'pay')).toMatchObject({ due: { date: '2023-06-10' } });
  });
});

const employee: FactInput = {
  ...none,
  'employer.district': 'licheng',
  'employer.kind': 'enterprise',
  'education.degree': 'bachelor',
  'education.fullTime': true,
  'education.graduatedOn': '2021-07-01',
  'person.hukouPlace': 'outside',
  'person.residencePermit': true,
  'employment.contractKind': 'fixed-term',
  'employment.contractFrom': '2022-07-01',
  'employment.contractTo': '2024-06-30',
  'social.pensionMonthsInARow': 6,
  'social.payingNow': true,
  'household.homesInRelevantDistricts': 0,
  'household.rentsHome': true,
  'house.leaseRegistered': true,
  'household.enjoysPublicHousing': false,
  'household.rentSupportMonthsUsed': 0,
  'subsidy.rentMonthsAgreed': 12,
};

describe('03.3 rental subsidy', () => {
  const q = (facts: FactInput) => ask('03.3', facts, { on: ON });
  test.each([
    ['bachelor', 12, 0, 8400],
    ['junior-college', 12, 0, 6000],
    ['bachelor', 3, 0, 2100],
    ['bachelor', 12, 30, 4200],
  ])('%s, %i months agreed, %i used: %i yuan', (degree, months, used, yuan) => {
    const result = q({
      ...employee,
      'education.degree': degree,
      'subsidy.rentMonthsAgreed': months,
      'household.rentSupportMonthsUsed': used,
    });
    expect(result).toMatchObject({ eligibility: 'true', payableFen: yuan * YUAN });
    expect(money(result).split.map(([, fen]) => fen)).toEqual([(yuan / 2) * YUAN, (yuan / 2) * YUAN]);
  });

  test.each([
    ['employer.district', 'pingyin', 'c.district'],
    ['education.degree', 'master', 'c.degree'],
    ['person.residencePermit', false, 'c.residence'],
    ['education.graduatedOn', '2018-05-09', 'c.within5'],
    ['employment.contractTo', '2023-06-29', 'c.stable'],
    ['social.pensionMonthsInARow', 5, 'c.pension'],
    ['house.leaseRegistered', false, 'c.lease'],
    ['household.enjoysPublicHousing', true, 'c.public-housing'],
    ['household.rentSupportMonthsUsed', 36, 'c.three-years'],
  ])('%s %s: %s decides', (key, value, deciding) => {
    expectRefusedBy(q({ ...employee, [key]: value }), deciding);
  });

  test('unknown pension months, and a spouse who already receives it', () => {
    expect(q(without(employee, 'social.pensionMonthsInARow'))).toMatchObject({
      eligibility: 'unknown',
      missing: ['social.pensionMonthsInARow'],
    });
    const spouse = { programme: '03.3', holder: 'spouse', status: 'enjoying' };
    expect(q({ ...employee, 'case.otherBenefits': [spouse] }).eligibility).toBe('false');
  });
});

const tenant: FactInput = {
  ...employee,
  'employment.contractTo': '2025-06-30',
  'social.pensionPaidByEmployer': true,
  'social.housingFundPaying': true,
  'house.marketMonthlyRent': 1500 * YUAN,
  'house.leaseMonths': 12,
};

describe('03.4 subsidised renting', () => {
  const q = (facts: FactInput) => ask('03.4', facts, { on: ON });
  test.each([
    ['bachelor', 1500, 12, 0, '2021-07-01', 7200],
    ['bachelor', 2000, 12, 0, '2021-07-01', 8400],
    ['junior-college', 1500, 12, 0, '2021-07-01', 6000],
    ['master', 2400, 12, 0, '2021-07-01', 11_520],
    ['doctor', 5000, 36, 0, '2022-07-01', 54_000],
    ['doctor', 5000, 36, 20, '2022-07-01', 24_000],
    ['doctor', 5000, 36, 0, '2019-05-10', 18_000],
  ])(
    '%s at %i a month for %i months, %i used, graduated %s: %i yuan',
    (degree, rent, months, used, graduated, yuan) => {
      const result = q({
        ...tenant,
        'education.degree': degree,
        'house.marketMonthlyRent': rent * YUAN,
        'house.leaseMonths': months,
        'household.rentSupportMonthsUsed': used,
        'education.graduatedOn': graduated,
      });
      expect(result).toMatchObject({ eligibility: 'true', payableFen: yuan * YUAN });
    },
  );

  test.each([
    [{ 'person.residencePermit': false }, 'c.residence'],
    [{ 'person.hukouPlace': 'jinan-other' }, 'c.residence'],
    [{ 'social.housingFundPaying': false }, 'c.fund'],
    [{ 'household.homesInRelevantDistricts': 1 }, 'c.no-home'],
    [{ 'employer.kind': 'hospital' }, 'c.job'],
  ])('refused: %#', (facts, deciding) => {
    expectRefusedBy(q({ ...tenant, ...facts }), deciding);
  });

  test('a doctor of a hospital qualifies; not beside the rental subsidy; unknown rent leaves only the amount open', () => {
    expect(q({ ...tenant, 'employer.kind': 'hospital', 'education.degree': 'doctor' }).eligibility).toBe('true');
    const rent = { programme: '03.3', holder: 'self', status: 'enjoying' };
    expect(q({ ...tenant, 'case.otherBenefits': [rent] }).eligibility).toBe('false');
    const open = q(without(tenant, 'house.marketMonthlyRent'));
    expect(open).toMatchObject({ eligibility: 'true', payableFen: null });
    expect(q(without(tenant, 'social.housingFundPaying')).eligibility).toBe('unknown');
  });

  test('materials: only the online application and the contract', () => {
    expect(neededMaterials(q(tenant))).toEqual(['application', 'contract']);
  });
});
