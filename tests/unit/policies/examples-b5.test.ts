import { describe, expect, test } from 'vitest';
import { ask, type FactInput, itemOf, money, WAN, without } from './support.ts';

/** Rules 36, 37, 42, 46 and 48: incubators, overseas bases, innovation platforms, challenges; worked from the document. */

const on = '2023-08-10';

describe('36.1 national incubators', () => {
  const facts: FactInput = {
    'incubator.recommendedByCity': true,
    'incubator.newlyNational': true,
    'employer.seriousIncidentLastYear': false,
    'employer.dishonestyListed': false,
    'case.otherBenefits': [],
  };
  const of = (more: FactInput) => ask('36.1', { ...facts, ...more }, { on });

  test('performance is judged, the grant is fixed between 100 and 500 万', () => {
    const result = of({ 'incubator.grantDecided': 300 * WAN });
    expect(result.eligibility).toBe('needsHuman');
    expect(itemOf(result, 'c.performance').truth).toBe('needsHuman');
    expect(money(result).fen).toBe(300 * WAN);
    expect(of({}).support[0]).toMatchObject({ amountFen: null, rangeFen: { from: 100 * WAN, to: 500 * WAN } });
    expect(of({ 'incubator.grantDecided': 501 * WAN }).support[0]!.amountFen).toBeNull();
  });

  test.each([
    ['incubator.newlyNational', false, 'c.national'],
    ['incubator.recommendedByCity', false, 'c.recommended'],
    ['employer.seriousIncidentLastYear', true, 'c.no-incident'],
    ['employer.dishonestyListed', true, 'c.credit'],
  ])('%s %s fails %s', (key, value, item) => {
    expect(of({ [key]: value })).toMatchObject({ eligibility: 'false', deciding: [item] });
  });

  test('not known', () => {
    expect(ask('36.1', without(facts, 'incubator.newlyNational'), { on }).missing).toContain('incubator.newlyNational');
  });
});

const overseas: FactInput = {
  'employer.kind': 'enterprise',
  'employer.registeredInJinan': true,
  'employer.legalPerson': true,
  'overseasBase.yearsFunded': 0,
  'overseasBase.assessmentPassed': true,
  'case.otherBenefits': [],
};
const bases: [string, FactInput, number, number][] = [
  [
    '36.2',
    {
      ...overseas,
      'overseasBase.officeArea': 500,
      'overseasBase.seats': 20,
      'overseasBase.hasIncubatees': true,
      'overseasBase.freeOfficeForJinan': true,
      'overseasBase.managementTeam': true,
      'overseasBase.localTies': true,
    },
    100,
    200,
  ],
  [
    '37',
    {
      ...overseas,
      'employer.aboveScale': true,
      'employer.highTechEnterprise': true,
      'overseasBase.fixedRdSite': true,
      'overseasBase.rdContract': true,
      'overseasBase.ownershipAgreed': true,
    },
    30,
    50,
  ],
];

describe.each(bases)('%s overseas bases', (id, facts, low, high) => {
  const of = (more: FactInput) => ask(id, { ...facts, ...more }, { on });

  test('a year that passed its assessment: the figure fixed within the range', () => {
    for (const wan of [low, high]) {
      const result = of({ 'overseasBase.grantDecided': wan * WAN });
      expect(result.eligibility).toBe('needsHuman');
      expect(money(result).fen).toBe(wan * WAN);
    }
    expect(of({ 'overseasBase.grantDecided': (high + 1) * WAN }).support[0]!.amountFen).toBeNull();
    expect(of({}).support[0]).toMatchObject({ amountFen: null, rangeFen: { from: low * WAN, to: high * WAN } });
  });

  test('a failed year: nothing; three years at most', () => {
    const failed = of({ 'overseasBase.assessmentPassed': false, 'overseasBase.grantDecided': low * WAN });
    expect(money(failed).fen).toBe(0);
    expect(of({ 'overseasBase.yearsFunded': 2, 'overseasBase.grantDecided': low * WAN }).support[0]!.amountFen).toBe(
      low * WAN,
    );
    expect(of({ 'overseasBase.yearsFunded': 3 }).support[0]!.state).toBe('none');
  });

  test('each plain requirement decides; unknown stays open', () => {
    for (const key of Object.keys(facts).filter(
      (one) => facts[one] === true && one !== 'overseasBase.assessmentPassed',
    )) {
      expect([key, of({ [key]: false }).eligibility]).toEqual([key, 'false']);
      expect(ask(id, without(facts, key), { on }).missing).toContain(key);
    }
  });

  test('published for 7 days', () => {
    expect(of({}).steps.some((step) => step.id === 'notice')).toBe(true);
  });
});

test('36.2: 499 m² or 19 seats are too few', () => {
  const facts = bases[0]![1];
  expect(ask('36.2', { ...facts, 'overseasBase.officeArea': 499 }, { on })).toMatchObject({ deciding: ['c.area'] });
  expect(ask('36.2', { ...facts, 'overseasBase.seats': 19 }, { on })).toMatchObject({ deciding: ['c.seats'] });
});

describe.each([
  ['42.1', 'state-key-laboratory', 'provincial-key-laboratory', 300, 500, on],
  ['42.1', 'national-engineering-centre', 'other', 300, 500, on],
  ['42.2', 'provincial-engineering-centre', 'national-technology-centre', 100, 200, on],
  ['47.1', 'national-transfer-institution', 'provincial-transfer-institution', 60, 100, '2023-03-01'],
  ['47.2', 'provincial-transfer-institution', 'national-transfer-institution', 30, 50, '2023-03-01'],
])('%s platforms of universities: %s', (id, kind, wrong, low, high, day) => {
  const facts: FactInput = {
    'employer.kind': 'university',
    'employer.registeredInJinan': true,
    'platform.kind': kind,
    'platform.approvedYear': 2022,
    'notice.year': 2023,
    'case.otherBenefits': [],
  };
  const of = (more: FactInput) => ask(id, { ...facts, ...more }, { on: day });

  test('passes; the grant lies in the range', () => {
    expect(of({ 'platform.grantDecided': low * WAN })).toMatchObject({ eligibility: 'true', payableFen: low * WAN });
    expect(of({ 'platform.grantDecided': high * WAN }).payableFen).toBe(high * WAN);
    expect(of({ 'platform.grantDecided': high * WAN + 1 }).payableFen).toBeNull();
    expect(of({}).support[0]).toMatchObject({ rangeFen: { from: low * WAN, to: high * WAN } });
  });

  test.each([
    [{ 'platform.kind': wrong }, 'c.kind'],
    [{ 'platform.approvedYear': 2021 }, 'c.last-year'],
    [{ 'platform.approvedYear': 2023 }, 'c.last-year'],
    [{ 'employer.kind': 'enterprise' }, 'c.unit'],
  ])('%j fails %s', (more, item) => {
    expect(of(more)).toMatchObject({ eligibility: 'false', deciding: [item] });
  });

  test('year not known', () => {
    const open = ask(id, without(facts, 'platform.approvedYear'), { on: day });
    expect(open).toMatchObject({ eligibility: 'unknown', missing: expect.arrayContaining(['platform.approvedYear']) });
  });
});

describe('42.3 manufacturing centres', () => {
  const facts: FactInput = {
    'employer.registeredInJinan': true,
    'platform.independentEnterprise': true,
    'platform.kind': 'national-manufacturing-centre',
    'platform.approvedYear': 2022,
    'notice.year': 2023,
    'case.otherBenefits': [],
  };
  const of = (more: FactInput) => ask('42.3', { ...facts, ...more }, { on });

  test.each([
    ['national-manufacturing-centre', 400],
    ['provincial-manufacturing-centre', 150],
  ])('%s: %i 万 fixed; the record is checked by the authority', (kind, wan) => {
    const result = of({ 'platform.kind': kind, 'platform.grantDecided': wan * WAN });
    expect(result.eligibility).toBe('needsHuman');
    expect(money(result).fen).toBe(wan * WAN);
  });

  test('no independent enterprise, older approval: no; not known: open', () => {
    expect(of({ 'platform.independentEnterprise': false })).toMatchObject({ deciding: ['c.enterprise'] });
    expect(of({ 'platform.approvedYear': 2020 })).toMatchObject({ eligibility: 'false', deciding: ['c.last-year'] });
    expect(ask('42.3', without(facts, 'platform.kind'), { on }).missing).toContain('platform.kind');
  });
});

const services: [string, FactInput, string][] = [
  [
    '46',
    {
      'employer.kind': 'enterprise',
      'employer.registeredInJinan': true,
      'challenge.solver': 'university',
      'challenge.listed': true,
      'challenge.planSelected': true,
      'challenge.agreement': true,
      'employer.greenThresholdMet': true,
      'employer.creditStandardMet': true,
      'employer.rdInvestmentMet': true,
    },
    'true',
  ],
  [
    '48',
    {
      'employer.kind': 'research-institute',
      'employer.registeredInJinan': true,
      'achievement.ownershipClear': true,
      'achievement.mainUnitInJinan': true,
      'achievement.mainPersonOnStaff': true,
    },
    'needsHuman',
  ],
];

describe.each(services)('%s is a service', (id, facts, outcome) => {
  test('pass, fail by each requirement, unknown', () => {
    const result = ask(id, facts, { on });
    expect(result).toMatchObject({ eligibility: outcome, support: [{ kind: 'service' }] });
    for (const key of Object.keys(facts).filter((one) => facts[one] === true)) {
      expect([key, ask(id, { ...facts, [key]: false }, { on }).eligibility]).toEqual([key, 'false']);
      expect(ask(id, without(facts, key), { on }).missing).toContain(key);
    }
    expect(ask(id, { ...facts, 'employer.kind': 'government' }, { on }).eligibility).toBe('false');
  });
});
