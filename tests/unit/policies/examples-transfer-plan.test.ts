import { describe, expect, test } from 'vitest';
import { ask, type FactInput, itemOf, money, WAN, without, YUAN } from './support.ts';

/** Support of the transfer plan 2023–2025 (济厅字〔2023〕4号), worked from the document. */

const on = '2024-05-10';
const none = { 'case.otherBenefits': [] };

describe('jtz3 national key laboratories', () => {
  const facts: FactInput = {
    ...none,
    'employer.kind': 'university',
    'keyLab.role': 'lead',
    'keyLab.kind': 'national-key-laboratory',
    'keyLab.foundedInJinan': true,
  };
  const of = (more: FactInput) => ask('jtz3', { ...facts, ...more }, { on });

  test('a lead is paid what was decided, at most 1000 万', () => {
    expect(of({ 'keyLab.leadGrantDecided': 800 * WAN })).toMatchObject({
      eligibility: 'true',
      track: 'lead',
      payableFen: 800 * WAN,
    });
    expect(of({ 'keyLab.leadGrantDecided': 1000 * WAN }).payableFen).toBe(1000 * WAN);
    expect(of({ 'keyLab.kind': 'national-laboratory-base' }).eligibility).toBe('true');
  });
  test('nobody has decided yet: the amount is open', () => expect(of({}).payableFen).toBeNull());
  test.each<[FactInput, string]>([
    [{ 'keyLab.foundedInJinan': false }, 'lead.founded'],
    [{ 'keyLab.kind': 'other' }, 'lead.kind'],
    [{ 'employer.kind': 'government' }, 'c.unit'],
  ])('%j decides against it', (more, id) => {
    const result = of(more);
    expect(result.eligibility).toBe('false');
    expect(result.deciding).toContain(id);
  });
  test('a partner needs a judgement of its contribution; at most 100 万', () => {
    const partner = {
      'keyLab.role': 'partner',
      'keyLab.foundedInJinan': false,
      'keyLab.partnerGrantDecided': 100 * WAN,
    };
    expect(of(partner)).toMatchObject({ eligibility: 'needsHuman' });
    expect(of({ ...partner, 'keyLab.kind': 'national-laboratory-base' }).eligibility).toBe('false');
  });
  test('unknown: registered in Jinan is not on file', () =>
    expect(ask('jtz3', without(facts, 'keyLab.foundedInJinan'), { on })).toMatchObject({
      eligibility: 'unknown',
      missing: expect.arrayContaining(['keyLab.foundedInJinan']),
    }));
  test('in force from 8 March 2023 to the end of 2025', () => {
    const eligible = (day: string) => ask('jtz3', facts, { on: day }).eligibility;
    expect(['2023-03-07', '2023-03-08', '2025-12-31', '2026-01-01'].map(eligible)).toEqual([
      'false',
      'true',
      'true',
      'false',
    ]);
  });
});

describe('yearly assessments', () => {
  const centre: FactInput = {
    ...none,
    'transferFacility.kind': 'concept-centre',
    'employer.kind': 'research-institute',
    'transferFacility.grade': 'excellent',
  };
  const base: FactInput = {
    ...centre,
    'transferFacility.kind': 'pilot-base',
    'employer.kind': 'enterprise',
    'transferFacility.onProvincialPlatform': true,
    'transferFacility.openToSociety': true,
  };
  const agency: FactInput = { ...none, 'transferFacility.kind': 'transfer-agency' };

  test.each<[string, FactInput, number]>([
    ['jtz9', centre, 300],
    ['jtz10', base, 50],
  ])('%s: the decided sum, open while undecided', (id, facts, most) => {
    const paid = { ...facts, 'transferFacility.grantDecided': most * WAN };
    expect(ask(id, paid, { on })).toMatchObject({ eligibility: 'true', payableFen: most * WAN });
    expect(ask(id, facts, { on })).toMatchObject({ eligibility: 'true', payableFen: null });
    const over = ask(id, { ...facts, 'transferFacility.grantDecided': most * WAN - 1 }, { on });
    expect(over.payableFen).toBe(most * WAN - 1);
  });
  test.each<[string, FactInput, string]>([
    ['jtz9', { ...centre, 'transferFacility.grade': 'good' }, 'c.grade'],
    ['jtz9', { ...centre, 'employer.kind': 'enterprise' }, 'c.unit'],
    ['jtz10', { ...base, 'transferFacility.grade': 'qualified' }, 'c.grade'],
    ['jtz10', { ...base, 'transferFacility.openToSociety': false }, 'c.open'],
    ['jtz10', { ...base, 'transferFacility.onProvincialPlatform': false }, 'c.host'],
    ['jtz10', centre, 'c.kind'],
    ['jtz14', { ...agency, 'transferFacility.grade': 'qualified' }, 'c.grade'],
    ['jtz14', { ...base }, 'c.kind'],
  ])('%s fails for %j', (id, facts, deciding) => {
    const result = ask(id, facts, { on });
    expect(result).toMatchObject({ eligibility: 'false', payableFen: null });
    expect(result.deciding).toContain(deciding);
  });
  test.each([
    ['excellent', 20],
    ['good', 10],
  ])('an agency graded %s gets %i 万', (grade, wan) =>
    expect(ask('jtz14', { ...agency, 'transferFacility.grade': grade }, { on })).toMatchObject({
      eligibility: 'true',
      payableFen: wan * WAN,
    }),
  );
  test.each(['jtz9', 'jtz10', 'jtz14'])('%s without a grade is open', (id) => {
    const facts = without({ jtz9: centre, jtz10: base, jtz14: agency }[id]!, 'transferFacility.grade');
    expect(ask(id, facts, { on })).toMatchObject({
      eligibility: 'unknown',
      missing: expect.arrayContaining(['transferFacility.grade']),
    });
  });
});

describe('jtz11 national university science parks', () => {
  test('newly recognised: up to 300 万 as decided; else nothing; unknown stays open', () => {
    const facts = { ...none, 'sciencePark.newlyNational': true };
    expect(ask('jtz11', { ...facts, 'sciencePark.grantDecided': 300 * WAN }, { on }).payableFen).toBe(300 * WAN);
    expect(ask('jtz11', { ...facts, 'sciencePark.newlyNational': false }, { on })).toMatchObject({
      eligibility: 'false',
      deciding: ['c.national'],
    });
    expect(ask('jtz11', none, { on }).eligibility).toBe('unknown');
  });
});

describe('jtz23.1 registered contracts: 1‰ of the year’s turnover, at most 100 万', () => {
  const facts: FactInput = {
    ...none,
    'employer.kind': 'enterprise',
    'techMarket.contractsRegistered': true,
    'techMarket.developmentTurnover': 5_000_000 * YUAN,
    'techMarket.consultingTurnover': 0,
  };
  const of = (more: FactInput) => ask('jtz23.1', { ...facts, ...more }, { on });
  test.each([
    [5_000_000 * YUAN, 0, 5_000 * YUAN],
    [1_234_567_890, 100_050, 1_234_668],
    [999_999_500 * YUAN, 0, 99_999_950],
    [1_000_000_000 * YUAN, 0, 100 * WAN],
    [1_000_000_000 * YUAN, 1, 100 * WAN],
    [600_000_000 * YUAN, 600_000_000 * YUAN, 100 * WAN],
    [0, 149, 0],
  ])('%i and %i 分 give %i 分', (development, consulting, fen) => {
    const more = { 'techMarket.developmentTurnover': development, 'techMarket.consultingTurnover': consulting };
    expect(money(of(more)).fen).toBe(fen);
  });
  test('contracts that are not registered; another kind of unit is for people to judge', () => {
    expect(of({ 'techMarket.contractsRegistered': false }).deciding).toContain('c.registered');
    expect(of({ 'employer.kind': 'intermediary' }).eligibility).toBe('needsHuman');
    expect(itemOf(of({}), 'c.registered').truth).toBe('true');
  });
  test('unknown turnover leaves the amount open', () =>
    expect(ask('jtz23.1', without(facts, 'techMarket.consultingTurnover'), { on })).toMatchObject({
      payableFen: null,
      support: [{ state: 'unknown', missing: ['techMarket.consultingTurnover'] }],
    }));
});

describe('jtz23.2 small enterprises that buy results: 3 % of the tax-exempt price, at most 100 万', () => {
  const facts: FactInput = {
    ...none,
    'employer.kind': 'enterprise',
    'employer.size': 'small',
    'techMarket.contractsRegistered': true,
    'techMarket.purchasesTaxExempt': 2_000_000 * YUAN,
  };
  const of = (more: FactInput) => ask('jtz23.2', { ...facts, ...more }, { on });
  test.each([
    [2_000_000 * YUAN, 60_000 * YUAN],
    [123_456_789, 3_703_704],
    [3_333_333_333, 100_000_000],
    [3_333_333_300, 99_999_999],
    [50_000_000 * YUAN, 100 * WAN],
  ])('%i 分 give %i 分', (price, fen) => expect(of({ 'techMarket.purchasesTaxExempt': price }).payableFen).toBe(fen));
  test.each<[FactInput, string]>([
    [{ 'employer.size': 'large' }, 'c.size'],
    [{ 'employer.kind': 'university' }, 'c.kind'],
    [{ 'techMarket.purchasesTaxExempt': 0 }, 'c.bought'],
    [{ 'techMarket.contractsRegistered': false }, 'c.registered'],
  ])('%j decides against it', (more, id) => {
    const result = of(more);
    expect(result.eligibility).toBe('false');
    expect(result.deciding).toContain(id);
  });
  test('unknown size stays open', () =>
    expect(ask('jtz23.2', without(facts, 'employer.size'), { on }).eligibility).toBe('unknown'));
});
