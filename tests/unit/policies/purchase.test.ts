import { describe, expect, test } from 'vitest';
import { ask, type FactInput, GRADUATE, itemOf, money, neededMaterials, WAN, without, YUAN } from './support.ts';

const ON = '2023-05-10';

const home: FactInput = {
  'house.inJinan': true,
  'house.netSignedOn': '2023-05-10',
  'house.price': 1_860_000 * YUAN,
  'house.boughtFromLinealRelative': false,
  'house.ownedBy': 'applicant',
  'person.married': false,
  'household.otherHomesInJinan': 0,
  'household.otherHomeRecordWithin3Years': false,
  'subsidy.rentReceived': 0,
  'spouse.receivesHomePurchaseSubsidy': false,
  'check.unmatched': [],
  'employer.kind': 'enterprise',
  'employer.registeredInJinan': true,
  'case.otherBenefits': [],
};
const classB: FactInput = { ...home, 'talent.class': 'B' };
const graduate: FactInput = { ...home, ...GRADUATE };

const talent = (facts: FactInput, on = ON) => ask('03.1', facts, { on, track: 'class-d-up' });
const young = (facts: FactInput, on = ON) => ask('03.1', facts, { on, track: 'graduate' });

describe('amount for classes A to D', () => {
  test('class B, flat of 1,860,000 yuan: half of it, paid 40/30/30, all from the city', () => {
    const result = talent(classB);
    expect(result.eligibility).toBe('true');
    expect(result.payableFen).toBe(930_000 * YUAN);
    expect(money(result)).toMatchObject({
      parts: [372_000 * YUAN, 279_000 * YUAN, 279_000 * YUAN],
      split: [['市级财政', 930_000 * YUAN]],
    });
  });

  test('caps: B 100万, C 70万, D 40万; below the cap half the price to the 分', () => {
    const fenFor = (grade: string, price: number) =>
      talent({ ...classB, 'talent.class': grade, 'house.price': price }).payableFen;
    expect(fenFor('C', 1_860_000 * YUAN)).toBe(70 * WAN);
    expect(fenFor('B', 2_000_000 * YUAN)).toBe(100 * WAN);
    expect(fenFor('B', 2_000_000 * YUAN + 1)).toBe(100 * WAN);
    expect(fenFor('D', 800_000 * YUAN - 1)).toBe(40 * WAN);
    expect(fenFor('D', 700_000 * YUAN + 33)).toBe(350_000 * YUAN + 17);
  });

  test('instalments of an odd amount add up to the 分', () => {
    const { fen, parts } = money(talent({ ...classB, 'house.price': 123_456_703 }));
    expect(fen).toBe(61_728_352);
    expect(parts.reduce<number>((sum, part) => sum + part!, 0)).toBe(fen);
  });

  test('class A is settled case by case', () => {
    const result = talent({ ...classB, 'talent.class': 'A' });
    expect(result.eligibility).toBe('true');
    expect(result.payableFen).toBeNull();
    expect(money(result)).toMatchObject({ fen: null, state: 'needsHuman' });
  });

  test('rent subsidy already received is deducted after the cap', () => {
    const received = { 'subsidy.rentReceived': 16_800 * YUAN };
    expect(talent({ ...classB, ...received }).payableFen).toBe(913_200 * YUAN);
    expect(talent({ ...classB, ...received, 'talent.class': 'C' }).payableFen).toBe(683_200 * YUAN);
    expect(money(talent(without(classB, 'subsidy.rentReceived')))).toMatchObject({ fen: null, state: 'unknown' });
  });

  test('later instalments fall due by the end of September and need the employer to confirm', () => {
    const result = ask('03.1', classB, { on: ON, track: 'class-d-up', dates: { approved: '2023-07-14' } });
    expect(money(result).due.slice(1)).toEqual(['2024-09-30', '2025-09-30']);
    const later = result.support.find(({ id }) => id === 'purchase-share')!.instalments[1]!;
    expect(later.requires).toMatchObject({ truth: 'unknown', missing: ['employment.confirmedThisYear'] });
  });
});

describe('conditions for classes A to D', () => {
  test('bought on the last day before May 2017: fails on the date of filing', () => {
    expect(talent({ ...classB, 'house.netSignedOn': '2017-05-01' }).eligibility).toBe('true');
    const result = talent({ ...classB, 'house.netSignedOn': '2017-04-30' });
    expect(result).toMatchObject({ eligibility: 'false', deciding: ['d.bought'], payableFen: null });
    expect(itemOf(result, 'd.bought').sentence).toContain('2017-04-30');
    expect(itemOf(result, 'd.bought').cite).toContain('jrcb-2022-4/03/1.3.1.1');
  });

  test('class E or not recognised does not reach this track', () => {
    for (const grade of ['E', 'none']) {
      expect(talent({ ...classB, 'talent.class': grade })).toMatchObject({
        eligibility: 'false',
        deciding: ['d.class'],
      });
    }
  });

  test('a class D professor at a university is not employed by an enterprise', () => {
    const result = talent({ ...classB, 'talent.class': 'D', 'employer.kind': 'university' });
    expect(result).toMatchObject({ eligibility: 'false', deciding: ['d.employer-kind'] });
  });

  test.each([
    ['household.otherHomesInJinan', 1, 'house.only'],
    ['house.boughtFromLinealRelative', true, 'house.not-from-relative'],
    ['household.otherHomeRecordWithin3Years', true, 'house.no-record'],
    ['house.inJinan', false, 'house.in-jinan'],
  ])('%s = %s fails %s', (key, value, item) => {
    expect(talent({ ...classB, [key]: value })).toMatchObject({ eligibility: 'false', deciding: [item] });
  });

  test('ownership: shared with the family only when married, never with outsiders', () => {
    const owned = (ownedBy: string, married: boolean) =>
      itemOf(talent({ ...classB, 'house.ownedBy': ownedBy, 'person.married': married }), 'house.ownership').truth;
    expect(owned('household', true)).toBe('true');
    expect(owned('spouse', true)).toBe('true');
    expect(owned('household', false)).toBe('false');
    expect(owned('others', true)).toBe('false');
  });

  test('an unrecorded fact leaves the case open and is named', () => {
    const result = talent(without(classB, 'household.otherHomesInJinan', 'house.netSignedOn'));
    expect(result.eligibility).toBe('unknown');
    expect(result.missing.sort()).toEqual(['house.netSignedOn', 'household.otherHomesInJinan']);
  });
});

describe('doctors and masters', () => {
  test('master 10万, doctor 15万, at once, half from the city and half from the district', () => {
    const result = young(graduate);
    expect(result).toMatchObject({ eligibility: 'true', payableFen: 10 * WAN });
    expect(money(result)).toMatchObject({
      parts: [10 * WAN],
      split: [
        ['市级财政', 5 * WAN],
        ['区县财政', 5 * WAN],
      ],
    });
    expect(young({ ...graduate, 'education.degree': 'doctor' }).payableFen).toBe(15 * WAN);
  });

  test('a couple may not receive more than the flat cost', () => {
    const couple = {
      ...graduate,
      'house.price': 198_000 * YUAN,
      'person.married': true,
      'house.ownedBy': 'household',
      'spouse.receivesHomePurchaseSubsidy': true,
    };
    expect(young({ ...couple, 'spouse.homePurchaseSubsidy': 15 * WAN }).payableFen).toBe(48_000 * YUAN);
    expect(young({ ...couple, 'spouse.homePurchaseSubsidy': 198_000 * YUAN }).payableFen).toBe(0);
    expect(young({ ...couple, 'house.price': 900_000 * YUAN, 'spouse.homePurchaseSubsidy': 15 * WAN }).payableFen).toBe(
      10 * WAN,
    );
    expect(money(young(couple))).toMatchObject({ fen: null, state: 'unknown' });
  });

  test('filed within five years of graduation: the fifth anniversary still counts', () => {
    const filed = (netSignedOn: string) => young({ ...graduate, 'house.netSignedOn': netSignedOn }, '2024-12-31');
    const late = { ...graduate, 'education.graduatedOn': '2018-06-28' };
    expect(young({ ...late, 'house.netSignedOn': '2023-06-28' }, '2023-07-03').eligibility).toBe('true');
    expect(young({ ...late, 'house.netSignedOn': '2023-06-29' }, '2023-07-03')).toMatchObject({
      eligibility: 'false',
      deciding: ['g.within5'],
    });
    expect(filed('2019-08-31').deciding).toEqual(['g.bought']);
    expect(itemOf(filed('2019-09-01'), 'g.bought').truth).toBe('true');
  });

  test('a labour contract of three years: 1 July to 30 June is three years, a day less is not', () => {
    const ends = (contractTo: string) =>
      itemOf(young({ ...graduate, 'employment.contractTo': contractTo }), 'g.contract').truth;
    expect(ends('2025-06-30')).toBe('true');
    expect(ends('2025-06-29')).toBe('false');
    const open = { ...without(graduate, 'employment.contractTo'), 'employment.contractKind': 'open-ended' };
    expect(itemOf(young(open), 'g.contract').truth).toBe('true');
  });

  test('who may work where', () => {
    const fits = (kind: string, degree: string, top200 = false) =>
      itemOf(
        young({
          ...graduate,
          'employer.kind': kind,
          'education.degree': degree,
          'education.top200InLast3Years': top200,
          'employment.contractKind': kind === 'enterprise' ? 'fixed-term' : 'appointment-contract',
        }),
        'g.employer',
      ).truth;
    expect(fits('enterprise', 'master')).toBe('true');
    expect(fits('university', 'doctor', true)).toBe('true');
    expect(fits('university', 'doctor', false)).toBe('false');
    expect(fits('university', 'master', true)).toBe('false');
    expect(fits('hospital', 'doctor')).toBe('true');
    expect(fits('research-institute', 'master')).toBe('false');
    expect(fits('public-institution', 'doctor')).toBe('true');
    expect(fits('government', 'doctor')).toBe('false');
  });

  test('a public institution needs an appointment, not a labour contract', () => {
    const doctor = { ...graduate, 'employer.kind': 'hospital', 'education.degree': 'doctor' };
    expect(young(doctor).deciding).toContain('g.contract-institution-form');
    expect(young({ ...doctor, 'employment.contractKind': 'appointment-document' }).eligibility).toBe('true');
  });

  test.each([
    ['education.fullTime', false, 'g.degree'],
    ['employment.newlyIntroduced', false, 'g.newly'],
    ['social.insuredInJinan', false, 'g.insured'],
    ['employer.registeredInJinan', false, 'g.place'],
  ])('%s = %s fails %s', (key, value, item) => {
    const result = young({ ...graduate, [key]: value });
    expect(result.eligibility).toBe('false');
    expect(itemOf(result, item).truth).toBe('false');
  });
});

describe('exclusions, materials, procedure, validity', () => {
  const received = (programme: string, status: string, more: FactInput = {}) => ({
    ...classB,
    'case.otherBenefits': [{ programme, holder: 'self', status, ...more }],
  });

  test('the subsidy is granted once', () => {
    const result = talent(received('03.1', 'enjoyed'));
    expect(result.eligibility).toBe('false');
    expect(result.deciding).toEqual(expect.arrayContaining(['once']));
    expect(talent(without(classB, 'case.otherBenefits'))).toMatchObject({
      eligibility: 'unknown',
      missing: ['case.otherBenefits'],
    });
  });

  test('another home-purchase subsidy of the city rules it out, by class', () => {
    const result = talent(received('2019-purchase', 'enjoyed', { class: 'home-purchase' }));
    expect(result).toMatchObject({ eligibility: 'false', deciding: ['other-purchase'] });
  });

  test('living and rent subsidy at the same time stops it, rent subsidy of the housing office only lowers it', () => {
    expect(talent(received('03.2', 'enjoying'))).toMatchObject({ eligibility: 'false', deciding: ['living-rent'] });
    expect(talent(received('03.3', 'enjoyed')).eligibility).toBe('true');
  });

  test('papers are asked for only where the automatic comparison failed', () => {
    expect(neededMaterials(talent(classB))).toEqual(['application', 'promise', 'authorisation', 'property']);
    const unmatched = { ...classB, 'check.unmatched': ['talent-class', 'net-signing'] };
    expect(neededMaterials(talent(unmatched))).toEqual([
      'application',
      'promise',
      'authorisation',
      'property',
      'purchase-contract',
      'talent-certificate',
    ]);
    expect(neededMaterials(young({ ...graduate, 'subsidy.rentReceived': 1 }))).toContain('rent-subsidy');
  });

  test('the district has ten working days after the employer submitted, across the October holidays', () => {
    const result = ask('03.1', classB, { on: '2023-09-18', track: 'class-d-up', dates: { employer: '2023-09-20' } });
    const district = result.steps.find(({ id }) => id === 'district')!;
    expect(JSON.stringify(district)).toContain('2023-10-10');
    const notice = result.steps.find(({ id }) => id === 'notice')!;
    expect(JSON.stringify(notice)).toContain('5 个工作日');
  });

  test('in force from 2022-08-08 to 2024-12-31', () => {
    expect(talent({ ...classB, 'house.netSignedOn': '2022-01-10' }, '2022-08-08').eligibility).toBe('true');
    expect(talent(classB, '2024-12-31').eligibility).toBe('true');
    const late = talent(classB, '2025-02-10');
    expect(late).toMatchObject({ eligibility: 'false', deciding: ['validity'] });
    expect(late.sentence).toContain('2025-02-10');
    expect(late.validity).toMatchObject({ inForce: false, from: '2022-08-08', to: '2024-12-31' });
  });
});
