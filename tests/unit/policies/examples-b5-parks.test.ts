import { describe, expect, test } from 'vitest';
import { ask, type FactInput, itemOf, money, WAN, without } from './support.ts';

/** Rules 38, 47.3 and 47.4: human-resource parks, exchanges, purchases of results; worked from the document. */

const on = '2023-08-10';

describe('38.1 recognised parks', () => {
  const common: FactInput = {
    'park.newlyRecognised': true,
    'park.professionalOperator': true,
    'park.tenantPolicies': true,
    'park.branches': 0,
    'case.otherBenefits': [],
  };
  const levels: Record<string, FactInput> = {
    city: {
      ...common,
      'park.level': 'city',
      'park.totalArea': 5000,
      'park.coreArea': 5000,
      'park.tenantArea': 3000,
      'park.hrAgencies': 20,
      'park.revenue': 30_000 * WAN,
    },
    provincial: {
      ...common,
      'park.level': 'provincial',
      'park.totalArea': 10_000,
      'park.coreArea': 10_000,
      'park.tenantArea': 6000,
      'park.hrAgencies': 20,
      'park.revenue': 50_000 * WAN,
    },
    national: {
      ...common,
      'park.level': 'national',
      'park.totalArea': 40_000,
      'park.coreArea': 40_000,
      'park.hrAgencies': 40,
      'park.revenue': 200_000 * WAN,
    },
  };
  const of = (level: string, more: FactInput = {}) => ask('38.1', { ...levels[level], ...more }, { on, track: level });

  test.each([
    ['city', 50],
    ['provincial', 100],
    ['national', 200],
  ])('%s: at the thresholds, experts judge the rest; %i 万 once', (level, wan) => {
    const result = of(level);
    expect(result).toMatchObject({ eligibility: 'needsHuman', track: level });
    expect(money(result)).toMatchObject({ fen: wan * WAN, parts: [wan * WAN] });
  });

  test.each([
    ['city', { 'park.totalArea': 4999 }, 'm.area'],
    ['city', { 'park.tenantArea': 2999 }, 'm.share'],
    ['city', { 'park.revenue': 30_000 * WAN - 1 }, 'm.revenue'],
    ['provincial', { 'park.hrAgencies': 19 }, 'p.agencies'],
    ['provincial', { 'park.totalArea': 9999, 'park.tenantArea': 9000 }, 'p.area'],
    [
      'provincial',
      { 'park.branches': 1, 'park.totalArea': 14_999, 'park.coreArea': 8000, 'park.tenantArea': 12_000 },
      'p.area',
    ],
    ['national', { 'park.totalArea': 39_999 }, 'n.area'],
    ['national', { 'park.branches': 2, 'park.totalArea': 60_000, 'park.coreArea': 29_999 }, 'n.area'],
    ['national', { 'park.hrAgencies': 39 }, 'n.agencies'],
    ['city', { 'park.newlyRecognised': false }, 'c.new'],
  ])('%s %j fails %s', (level, more, item) => {
    const result = of(level, more);
    expect(result.eligibility).toBe('false');
    expect(itemOf(result, item).truth).toBe('false');
  });

  test('several sites; more than three branches may be allowed by a person', () => {
    const many = { 'park.branches': 3, 'park.totalArea': 50_000, 'park.coreArea': 30_000 };
    expect(itemOf(of('national', many), 'n.area').truth).toBe('true');
    expect(
      itemOf(
        of('provincial', {
          'park.branches': 1,
          'park.totalArea': 15_000,
          'park.coreArea': 8000,
          'park.tenantArea': 9000,
        }),
        'p.area',
      ).truth,
    ).toBe('true');
    expect(of('national', { ...many, 'park.branches': 4 }).eligibility).toBe('needsHuman');
  });

  test('unknown revenue stays open', () => {
    const open = ask('38.1', without(levels.city!, 'park.revenue'), { on, track: 'city' });
    expect(open.missing).toContain('park.revenue');
  });
});

describe('38.2 head-hunters', () => {
  const good = {
    introducedOn: '2022-01-10',
    localCompany: true,
    highEndSearch: true,
    monthsInBusiness: 7,
    sound: true,
    agreement: true,
    rewardedElsewhere: false,
    stateOrProvincialTalents: 5,
    cityTalents: 0,
    highPaid: 0,
    seniors: 0,
    catalogueTalents: 0,
  };
  const of = (...rows: object[]) => ask('38.2', { 'park.headhunters': rows, 'case.otherBenefits': [] }, { on });

  test('20 万 for each that qualifies; fame is judged', () => {
    expect(of(good).eligibility).toBe('needsHuman');
    expect(money(of(good)).fen).toBe(20 * WAN);
    expect(
      money(of(good, { ...good, stateOrProvincialTalents: 0, cityTalents: 20 }, { ...good, sound: false })).fen,
    ).toBe(40 * WAN);
  });

  test.each([{ cityTalents: 20 }, { highPaid: 20 }, { seniors: 50 }, { catalogueTalents: 100 }])(
    '%j is enough',
    (more) => {
      expect(itemOf(of({ ...good, stateOrProvincialTalents: 0, ...more }), 'c.agency').truth).toBe('true');
    },
  );

  test.each([
    { stateOrProvincialTalents: 4, cityTalents: 19, highPaid: 19, seniors: 49, catalogueTalents: 99 },
    { monthsInBusiness: 6 },
    { rewardedElsewhere: true },
    { agreement: false },
    { introducedOn: '2020-08-09' },
  ])('%j: none qualifies', (more) => {
    expect(of({ ...good, ...more })).toMatchObject({ eligibility: 'false', deciding: ['c.agency'] });
  });

  test('three years to the day still count; no rows recorded: open', () => {
    expect(itemOf(of({ ...good, introducedOn: '2020-08-10' }), 'c.agency').truth).toBe('true');
    expect(ask('38.2', { 'case.otherBenefits': [] }, { on }).missing).toContain('park.headhunters');
  });
});

describe('38.3 upgraded parks, 38.4 research by districts', () => {
  const kinds = [
    'assessment',
    'finance',
    'data',
    'human-resources',
    'human-capital',
    'education',
    'health',
    'technology',
    'intellectual-property',
    'investment-promotion',
    'start-up',
    'policy',
  ];
  const facts: FactInput = {
    'park.annualOutput': 500_000 * WAN,
    'park.tenantKinds': kinds,
    'park.upgradeOfPublicFacilities': true,
    'park.upgradeCost': 300 * WAN,
    'case.otherBenefits': [],
  };
  const of = (more: FactInput) => ask('38.3', { ...facts, ...more }, { on });

  test.each([
    [300 * WAN, 150 * WAN],
    [400 * WAN, 200 * WAN],
    [900 * WAN, 200 * WAN],
    [12_345_679, 6_172_840],
  ])('half of %i 分, at most 200 万', (cost, paid) => {
    const result = of({ 'park.upgradeCost': cost });
    expect(result.eligibility).toBe('needsHuman');
    expect(money(result).fen).toBe(paid);
  });

  test('too little output, a kind of tenant missing, paid before: no; not known: open', () => {
    expect(of({ 'park.annualOutput': 500_000 * WAN - 1 })).toMatchObject({
      eligibility: 'false',
      deciding: ['c.output'],
    });
    expect(of({ 'park.tenantKinds': kinds.slice(1) })).toMatchObject({ eligibility: 'false', deciding: ['c.tenants'] });
    expect(of({ 'case.otherBenefits': [{ programme: '38.3', holder: 'unit', status: 'enjoyed' }] }).eligibility).toBe(
      'false',
    );
    expect(ask('38.3', without(facts, 'park.annualOutput'), { on }).missing).toContain('park.annualOutput');
  });

  test('38.4 is judged and never computed', () => {
    const result = ask('38.4', {}, { on });
    expect(result).toMatchObject({ eligibility: 'needsHuman', payableFen: null });
    expect(itemOf(result, 'c.any').truth).toBe('needsHuman');
  });
});

describe('47.3 exchanges, 47.4 purchases', () => {
  const exchange: FactInput = {
    'exchange.provinceApproved': true,
    'exchange.builtByProvinceAndCity': true,
    'exchange.servesUniversities': true,
    'exchange.evaluationCost': 12_345_678,
    'exchange.brokerTrainingCost': 20 * WAN,
    'case.otherBenefits': [],
  };

  test('costs are paid in full', () => {
    expect(ask('47.3', exchange, { on })).toMatchObject({ eligibility: 'true', payableFen: 12_345_678 + 20 * WAN });
    const alone = ask('47.3', { ...exchange, 'exchange.builtByProvinceAndCity': false }, { on });
    expect(alone).toMatchObject({ eligibility: 'false', deciding: ['c.joint'] });
    expect(ask('47.3', without(exchange, 'exchange.provinceApproved'), { on }).eligibility).toBe('unknown');
  });

  const buyer: FactInput = {
    'employer.kind': 'enterprise',
    'employer.registeredInJinan': true,
    'employer.size': 'small',
    'techMarket.contractsRegistered': true,
    'techMarket.boughtFromUniversities': 1000 * WAN,
    'techMarket.purchasePercent': '3',
    'case.otherBenefits': [],
  };
  const buys = (more: FactInput) => ask('47.4', { ...buyer, ...more }, { on: '2023-03-01' });

  test.each([
    [1000 * WAN, '3', 30 * WAN],
    [5000 * WAN, '3', 100 * WAN],
    [1000 * WAN, '2.5', 25 * WAN],
    [12_345_650, '3', 370_370],
  ])('%i 分 at %s%%: %i 分', (turnover, percent, paid) => {
    const more = { 'techMarket.boughtFromUniversities': turnover, 'techMarket.purchasePercent': percent };
    expect(buys(more)).toMatchObject({ eligibility: 'true', payableFen: paid });
  });

  test('large companies and unregistered contracts: no; the year’s share or size not known: open', () => {
    expect(buys({ 'employer.size': 'large' })).toMatchObject({ eligibility: 'false', deciding: ['c.size'] });
    expect(buys({ 'techMarket.contractsRegistered': false })).toMatchObject({ deciding: ['c.registered'] });
    const noShare = ask('47.4', without(buyer, 'techMarket.purchasePercent'), { on: '2023-03-01' });
    expect(noShare).toMatchObject({ eligibility: 'true', payableFen: null });
    expect(ask('47.4', without(buyer, 'employer.size'), { on: '2023-03-01' }).eligibility).toBe('unknown');
  });
});
