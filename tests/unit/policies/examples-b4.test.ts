import { describe, expect, test } from 'vitest';
import { expectRefusedBy } from './refusal.ts';
import { ask, type FactInput, money, neededMaterials, WAN, without, YUAN } from './support.ts';

const ON = '2023-08-10';
const none: FactInput = { 'case.otherBenefits': [] };

const station: FactInput = {
  ...none,
  'employer.registeredInJinan': true,
  'employer.kind': 'enterprise',
  'employer.affiliation': 'city',
  'postdoc.stationKind': 'work',
  'postdoc.stationApprovedOn': '2021-06-15',
  'postdoc.stationQualified': true,
  'postdoc.firstEnteredOn': '2022-06-15',
  'postdoc.topicOpenedOn': '2022-06-10',
  'postdoc.baseGrantReceived': 0,
};

describe('25.1 units with a postdoctoral station', () => {
  const q = (facts: FactInput) => ask('25.1', facts, { on: ON });
  test.each([
    ['mobile', 0, 50],
    ['work', 0, 50],
    ['work', 30, 20],
    ['base', 0, 30],
  ])('%s, %i 万 received as a base: %i 万 from the city', (kind, received, wan) => {
    const result = q({ ...station, 'postdoc.stationKind': kind, 'postdoc.baseGrantReceived': received * WAN });
    expect(result).toMatchObject({ eligibility: 'true', payableFen: wan * WAN });
    expect(money(result).split).toEqual([['市级财政', wan * WAN]]);
  });

  test.each([
    ['postdoc.stationApprovedOn', '2019-08-31', { 'postdoc.firstEnteredOn': '2020-01-01' }, 'c.since'],
    ['postdoc.firstEnteredOn', '2023-06-16', {}, 'c.first'],
    ['postdoc.stationKind', 'none', {}, 'c.station'],
    ['employer.kind', 'government', {}, 'c.place'],
  ])('%s %s: refused', (key, value, more, deciding) => {
    expectRefusedBy(q({ ...station, [key]: value, ...more }), deciding);
  });

  test('two years to the day; entry unknown; the three papers', () => {
    expect(q({ ...station, 'postdoc.firstEnteredOn': '2023-06-15' }).eligibility).toBe('true');
    const open = q(without(station, 'postdoc.firstEnteredOn'));
    expect(open).toMatchObject({ eligibility: 'unknown', missing: ['postdoc.firstEnteredOn'] });
    expect(neededMaterials(open)).toEqual(['approval', 'filing', 'entry-form']);
  });
});

const postdoc: FactInput = {
  ...none,
  'employer.kind': 'enterprise',
  'employer.affiliation': 'none',
  'postdoc.stationInJinan': true,
  'postdoc.fullTime': true,
  'postdoc.enteredOn': '2021-03-01',
  'postdoc.monthsInStation': 24,
  'subsidy.livingRentReceived': 0,
};

describe('25.2 living and housing of postdocs', () => {
  const q = (facts: FactInput) => ask('25.2', facts, { on: ON });
  test.each([
    [24, 0, [60_000, 60_000]],
    [30, 0, [60_000, 60_000]],
    [20, 0, [60_000, 40_000]],
    [9, 0, [45_000, 0]],
    [24, 18_000, [42_000, 60_000]],
  ])('%i months, %i yuan of rent subsidy received', (months, received, parts) => {
    const result = q({ ...postdoc, 'postdoc.monthsInStation': months, 'subsidy.livingRentReceived': received * YUAN });
    const total = (parts[0]! + parts[1]!) * YUAN;
    expect(result).toMatchObject({ eligibility: 'true', payableFen: total });
    expect(money(result).parts).toEqual(parts.map((one) => one * YUAN));
    expect(money(result).split).toEqual([
      ['市级财政', total / 2],
      ['区县财政', total / 2],
    ]);
  });

  test.each([
    ['university', 'provincial', '市级财政'],
    ['public-institution', 'city', '市级财政'],
    ['hospital', 'district', '区县财政'],
  ])('%s (%s) is paid by %s', (kind, affiliation, payer) => {
    const result = q({ ...postdoc, 'employer.kind': kind, 'employer.affiliation': affiliation });
    expect(money(result).split).toEqual([[payer, 12 * WAN]]);
  });

  test('part-time or before September 2019: refused; months unknown: no amount yet', () => {
    expectRefusedBy(q({ ...postdoc, 'postdoc.fullTime': false }), 'c.full-time');
    expectRefusedBy(q({ ...postdoc, 'postdoc.enteredOn': '2019-08-31' }), 'c.since');
    const open = q(without(postdoc, 'postdoc.monthsInStation'));
    expect(open.payableFen).toBeNull();
    expect(q(without(postdoc, 'postdoc.fullTime')).eligibility).toBe('unknown');
  });
});

describe('25.3 opening of a postdoctoral project', () => {
  const q = (facts: FactInput) => ask('25.3', facts, { on: ON });
  test.each([
    ['work', 5],
    ['base', 3],
  ])('%s: %i 万', (kind, wan) => {
    const result = q({ ...station, 'postdoc.stationKind': kind });
    expect(result).toMatchObject({ eligibility: 'true', payableFen: wan * WAN });
  });

  test('a mobile station, a provincial unit, a late opening are refused', () => {
    expectRefusedBy(q({ ...station, 'postdoc.stationKind': 'mobile' }), 'c.station');
    expectRefusedBy(q({ ...station, 'employer.affiliation': 'provincial' }), 'c.city');
    expectRefusedBy(q({ ...station, 'postdoc.topicOpenedOn': '2022-06-16' }), 'c.opened');
  });

  test('opening unknown; a private company is for a person to judge', () => {
    expect(q(without(station, 'postdoc.topicOpenedOn'))).toMatchObject({
      eligibility: 'unknown',
      missing: ['postdoc.topicOpenedOn'],
    });
    expect(q({ ...station, 'employer.affiliation': 'none' }).eligibility).toBe('needsHuman');
  });
});

const stayed: FactInput = {
  ...none,
  'postdoc.leftStationOn': '2022-06-30',
  'postdoc.settledOn': '2022-09-01',
  'postdoc.employedInJinanBefore': false,
  'employer.registeredInJinan': true,
  'employer.kind': 'enterprise',
  'employer.affiliation': 'none',
  'employment.form': 'full-time',
  'employment.contractKind': 'fixed-term',
  'employment.contractFrom': '2022-09-01',
  'employment.contractTo': '2025-08-31',
  'social.insuredInJinan': true,
  'subsidy.homePurchaseReceived': 0,
};
const founder: FactInput = {
  ...stayed,
  'employment.form': 'founder',
  'startup.mainFounder': true,
  'startup.largestShareholder': true,
};

describe('25.4 postdocs who stay in Jinan', () => {
  const q = (facts: FactInput, on = ON) => ask('25.4', facts, { on });
  test('25 万 in two halves, city and district half each; founders too', () => {
    const result = q(stayed);
    expect(result).toMatchObject({ eligibility: 'true', track: 'employee', payableFen: 25 * WAN });
    expect(money(result).parts).toEqual([12.5 * WAN, 12.5 * WAN]);
    expect(money(result).split.map(([, fen]) => fen)).toEqual([12.5 * WAN, 12.5 * WAN]);
    expect(q(founder)).toMatchObject({ eligibility: 'true', track: 'founder', payableFen: 25 * WAN });
  });

  test('15 万 of a home subsidy received: the difference of 10 万', () => {
    const row = { programme: '03.1', holder: 'self', status: 'enjoyed' };
    const facts = { ...stayed, 'subsidy.homePurchaseReceived': 15 * WAN, 'case.otherBenefits': [row] };
    expect(q(facts)).toMatchObject({ eligibility: 'true', payableFen: 10 * WAN });
  });

  test.each([
    [{ ...stayed, 'postdoc.leftStationOn': '2021-08-31' }, 'c.within1'],
    [{ ...stayed, 'postdoc.employedInJinanBefore': true }, 'c.not-before'],
    [{ ...stayed, 'postdoc.settledOn': '2023-02-11' }, 'c.six-months'],
    [{ ...stayed, 'employment.contractTo': '2025-08-30' }, 'e.contract'],
    [{ ...founder, 'startup.largestShareholder': false }, 'f.largest'],
  ])('refused: %#', (facts, deciding) => {
    const track = deciding.startsWith('f.') ? 'founder' : 'employee';
    expectRefusedBy(ask('25.4', facts, { on: ON, track }), deciding);
  });

  test('six months to the day; previous work unknown', () => {
    expect(q({ ...stayed, 'postdoc.settledOn': '2023-02-10' }).eligibility).toBe('true');
    const open = q(without(stayed, 'postdoc.employedInJinanBefore'));
    expect(open).toMatchObject({ eligibility: 'unknown', missing: ['postdoc.employedInJinanBefore'] });
  });
});
