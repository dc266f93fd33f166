import { describe, expect, test } from 'vitest';
import { ask, type FactInput, itemOf, money, neededMaterials, WAN, without, YUAN } from './support.ts';

/** Rule 59: loans to enterprises of talents and their insurance; worked from the document. */

const loan: FactInput = {
  'talent.keyProgrammeLevels': ['provincial'],
  'talent.class': 'none',
  'employer.ledByTalent': true,
  'loan.partnerBank': true,
  'loan.unsecured': true,
  'loan.forTechTransfer': true,
  'loan.filed': true,
  'case.otherBenefits': [],
};

describe('59.1 interest of the talent loan', () => {
  const interest: FactInput = {
    ...loan,
    'loan.principal': 800 * WAN,
    'loan.otherPrincipalSubsidised': 0,
    'loan.annualRate': '4.65',
    'loan.lprOnDrawdown': '3.65',
    'loan.interestPaid': 372_000 * YUAN,
  };
  const of = (facts: FactInput) => ask('59.1', { ...interest, ...facts }, { on: '2023-10-20' });

  test('8 million for a year at 4.65% over an LPR of 3.65%: 60% of 80,000', () => {
    expect(of({})).toMatchObject({ eligibility: 'true', payableFen: 48_000 * YUAN });
  });

  test.each([
    [
      '12.5 million count with 10 million',
      { 'loan.principal': 1250 * WAN, 'loan.interestPaid': 581_250 * YUAN },
      60_000,
    ],
    ['10 million count whole', { 'loan.principal': 1000 * WAN, 'loan.interestPaid': 465_000 * YUAN }, 60_000],
    ['half a year', { 'loan.interestPaid': 186_000 * YUAN }, 24_000],
    ['another 6 million leave 4', { 'loan.otherPrincipalSubsidised': 600 * WAN }, 24_000],
    ['nothing is left', { 'loan.otherPrincipalSubsidised': 1000 * WAN }, 0],
    ['a rate below the LPR', { 'loan.annualRate': '3.45', 'loan.interestPaid': 276_000 * YUAN }, 0],
  ])('%s', (_, facts, yuan) => {
    expect(of(facts).payableFen).toBe(yuan * YUAN);
  });

  test('rounded once, half up', () => {
    // 1,234.56 × (4.35 − 3.65) ÷ 4.35 × 60% = 119.1988…
    expect(of({ 'loan.annualRate': '4.35', 'loan.interestPaid': 123_456 }).payableFen).toBe(11_920);
  });

  test.each([
    ['loan.unsecured', false, 'c.unsecured'],
    ['loan.filed', false, 'c.filed'],
    ['loan.forTechTransfer', false, 'c.purpose'],
    ['employer.ledByTalent', false, 'c.led'],
    ['talent.keyProgrammeLevels', ['city'], 'c.talent'],
  ])('%s = %s fails %s', (key, value, item) => {
    const result = of({ [key]: value });
    expect(result.eligibility).toBe('false');
    expect(itemOf(result, item).truth).toBe('false');
  });

  test('class D or a programme of a district will do; unknown stays unknown', () => {
    expect(of({ 'talent.keyProgrammeLevels': [], 'talent.class': 'D' }).eligibility).toBe('true');
    expect(of({ 'talent.keyProgrammeLevels': ['district'] }).eligibility).toBe('true');
    expect(of({ 'talent.keyProgrammeLevels': [], 'talent.class': 'E' }).eligibility).toBe('false');
    const open = ask('59.1', without(interest, 'loan.filed', 'loan.lprOnDrawdown'), { on: '2023-10-20' });
    expect(open).toMatchObject({ eligibility: 'unknown', payableFen: null });
    expect(open.missing).toContain('loan.filed');
    expect(open.support[0]!.missing).toContain('loan.lprOnDrawdown');
  });
});

describe('59.2 risk compensation', () => {
  const risk: FactInput = {
    ...loan,
    'loan.principal': 500 * WAN,
    'loan.talentTotalPrincipal': 1000 * WAN,
    'loan.enterpriseTotalPrincipal': 5000 * WAN,
    'loan.nonPerforming': true,
    'loan.actualLoss': 300 * WAN,
  };
  const of = (facts: FactInput) => ask('59.2', { ...risk, ...facts }, { on: '2023-11-20' });

  test('70% of the loss, never of more than was lent', () => {
    expect(of({})).toMatchObject({ eligibility: 'true', payableFen: 210 * WAN });
    expect(of({ 'loan.actualLoss': 520 * WAN }).payableFen).toBe(350 * WAN);
    expect(of({ 'loan.actualLoss': 123_456_789 }).payableFen).toBe(86_419_752);
  });

  test.each([
    ['loan.talentTotalPrincipal', 1000 * WAN + 1, 'c.talent-limit'],
    ['loan.enterpriseTotalPrincipal', 5000 * WAN + 1, 'c.enterprise-limit'],
    ['loan.nonPerforming', false, 'c.bad'],
    ['loan.actualLoss', 0, 'c.bad'],
    ['loan.partnerBank', false, 'c.bank'],
  ])('%s = %s fails %s', (key, value, item) => {
    const result = of({ [key]: value });
    expect(result).toMatchObject({ eligibility: 'false' });
    expect(itemOf(result, item).truth).toBe('false');
  });

  test('without the loss nothing is computed', () => {
    const result = ask('59.2', without(risk, 'loan.actualLoss'), { on: '2023-11-20' });
    expect(result).toMatchObject({ eligibility: 'unknown', payableFen: null });
    expect(result.missing).toContain('loan.actualLoss');
  });
});

describe('59.3 insurance of start-ups', () => {
  const insured: FactInput = {
    'talent.keyProgrammeLevels': ['national'],
    'employer.ledByTalent': true,
    'employer.registeredInJinan': true,
    'insurance.startupPolicy': true,
    'insurance.premium': 200_000 * YUAN,
    'case.otherBenefits': [],
  };
  const of = (facts: FactInput) => ask('59.3', { ...insured, ...facts }, { on: '2023-10-10' });

  test.each([
    ['national', 200_000, 200_000],
    ['provincial', 300_000, 300_000],
    ['provincial', 345_678.9, 300_000],
    ['city', 200_000, 120_000],
    ['city', 300_000, 180_000],
    ['city', 400_000, 180_000],
    ['city', 123_456.78, 74_074.07],
  ])('%s, premium %d: %d yuan', (level, premium, paid) => {
    const facts = { 'talent.keyProgrammeLevels': [level], 'insurance.premium': Math.round(premium * YUAN) };
    const result = of(facts);
    expect(result).toMatchObject({ eligibility: 'true', payableFen: Math.round(paid * YUAN) });
    expect(money(result).split).toEqual([['市级财政', Math.round(paid * YUAN)]]);
  });

  test('who is in both a provincial and a city programme gets the whole premium', () => {
    expect(of({ 'talent.keyProgrammeLevels': ['city', 'provincial'] })).toMatchObject({ track: 'provincial' });
  });

  test('a district programme, another city, a second time: no', () => {
    expect(of({ 'talent.keyProgrammeLevels': ['district'] }).eligibility).toBe('false');
    const away = of({ 'employer.registeredInJinan': false });
    expect(away).toMatchObject({ eligibility: 'false', deciding: ['c.registered'] });
    const again = of({ 'case.otherBenefits': [{ programme: '59.3', holder: 'unit', status: 'enjoyed' }] });
    expect(again).toMatchObject({ eligibility: 'false', deciding: ['once'] });
  });

  test('the voucher of the own share is asked for only where there is one; unknown levels stay open', () => {
    expect(neededMaterials(of({}))).not.toContain('own-share');
    expect(neededMaterials(of({ 'insurance.premium': 31 * WAN }))).toContain('own-share');
    expect(neededMaterials(of({ 'talent.keyProgrammeLevels': ['city'] }))).toContain('own-share');
    const open = ask('59.3', without(insured, 'talent.keyProgrammeLevels'), { on: '2023-10-10' });
    expect(open.eligibility).toBe('unknown');
    expect(open.missing).toContain('talent.keyProgrammeLevels');
  });
});
