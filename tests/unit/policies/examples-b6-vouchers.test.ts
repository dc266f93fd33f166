import { describe, expect, test } from 'vitest';
import { ask, type FactInput, itemOf, money, neededMaterials, WAN, without, YUAN } from './support.ts';

/** Rule 58: three kinds of vouchers; worked from the document. */

const on = '2023-06-01';

describe('58.1 activity vouchers', () => {
  const activities = (...vouchers: number[]) =>
    vouchers.map((count) => ({ heldOn: '2023-05-20', inJinan: true, vouchers: count }));
  const facts: FactInput = {
    'employer.serviceOrganisation': 'incubator',
    'voucher.activityPool': true,
    'voucher.activities': activities(80),
    'voucher.feesCharged': false,
    'voucher.serviceLowered': false,
    'voucher.extraDemands': false,
    'voucher.activityPaidThisYear': 0,
    'case.otherBenefits': [],
  };
  const of = (more: FactInput) => ask('58.1', { ...facts, ...more }, { on });

  test.each([
    [[80], 0, 4_000],
    [[200], 0, 10_000],
    [[350], 0, 10_000],
    [[350, 120, 201], 0, 26_000],
    [[200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200], 0, 100_000],
    [[200, 200], 9.5 * WAN, 5_000],
    [[200], 10 * WAN, 0],
  ])('%j vouchers, %i already paid: %i yuan', (vouchers, used, yuan) => {
    const result = of({ 'voucher.activities': activities(...vouchers), 'voucher.activityPaidThisYear': used });
    expect(result).toMatchObject({ eligibility: 'true', payableFen: yuan * YUAN });
    expect(money(result).split).toEqual([['市级财政', yuan * YUAN]]);
  });

  test.each([
    [{ 'voucher.activityPool': false }, 'c.pool'],
    [{ 'voucher.feesCharged': true }, 'c.free'],
    [{ 'voucher.extraDemands': true }, 'c.demands'],
    [{ 'voucher.serviceLowered': true }, 'c.quality'],
    [{ 'voucher.activities': [{ heldOn: '2023-05-20', inJinan: false, vouchers: 10 }] }, 'c.place'],
  ])('%j fails %s', (more, item) => {
    const result = of(more);
    expect(result).toMatchObject({ eligibility: 'false', deciding: [item] });
  });

  test('without the activities nothing is decided', () => {
    const result = ask('58.1', without(facts, 'voucher.activities'), { on });
    expect(result).toMatchObject({ eligibility: 'unknown', payableFen: null });
    expect(result.missing).toContain('voucher.activities');
  });
});

describe('58.2 shared instruments', () => {
  const facts: FactInput = {
    'employer.size': 'small',
    'employer.registeredInJinan': true,
    'employer.taxedInJinan': true,
    'voucher.testingServiceBought': true,
    'voucher.provincialGrant': 3_456_789,
    'voucher.networkMember': true,
    'voucher.providerNetworkMember': true,
    'voucher.analysisActivity': false,
    'case.otherBenefits': [],
  };
  const of = (more: FactInput) => ask('58.2', { ...facts, ...more }, { on });

  test('one to one with the provincial voucher', () => {
    expect(of({})).toMatchObject({ eligibility: 'true', track: 'enterprise', payableFen: 3_456_789 });
  });

  test('a team in an incubator that has no company yet', () => {
    const team = { 'employer.size': 'large', 'team.inCityIncubator': true };
    expect(of({ ...team, 'team.hasCompanyInJinan': false })).toMatchObject({ eligibility: 'true', track: 'team' });
    expect(of({ ...team, 'team.hasCompanyInJinan': true }).eligibility).toBe('false');
    expect(of(team)).toMatchObject({ eligibility: 'unknown' });
  });

  test.each([
    [{ 'voucher.provincialGrant': 0 }, 'c.grant'],
    [{ 'voucher.providerNetworkMember': false }, 'c.provider'],
  ])('%j fails %s', (more, item) => {
    expect(of(more)).toMatchObject({ eligibility: 'false', deciding: [item] });
  });

  test('the proof of relevance belongs to tests and analyses', () => {
    expect(neededMaterials(of({}))).toEqual(['contract', 'invoice', 'result']);
    expect(neededMaterials(of({ 'voucher.analysisActivity': true }))).toContain('relevance');
  });
});

describe('58.3 special services', () => {
  const facts: FactInput = {
    'employer.registeredInJinan': true,
    'employer.taxedInJinan': true,
    'employer.size': 'micro',
    'employer.soundFinance': true,
    'employer.badCredit': false,
    'voucher.specialPool': true,
    'voucher.providerInSpecialPool': true,
    'voucher.specialService': 'legal',
    'voucher.specialFee': 40 * WAN,
    'voucher.specialPercent': '30',
    'voucher.specialPaidThisYear': 0,
    'case.otherBenefits': [],
  };
  const of = (more: FactInput) => ask('58.3', { ...facts, ...more }, { on });

  test.each([
    [40 * WAN, '30', 0, 12 * WAN],
    [200 * WAN, '30', 0, 50 * WAN],
    [40 * WAN, '30', 45 * WAN, 5 * WAN],
    [12_345_678, '12.5', 0, 1_543_210],
  ])('fee %i at %s%%, %i used: %i', (fee, percent, used, fen) => {
    const more = { 'voucher.specialFee': fee, 'voucher.specialPercent': percent, 'voucher.specialPaidThisYear': used };
    expect(of(more)).toMatchObject({ eligibility: 'true', payableFen: fen });
  });

  test.each([
    [{ 'employer.size': 'large' }, 'c.size'],
    [{ 'employer.badCredit': true }, 'c.credit'],
    [{ 'voucher.providerInSpecialPool': false }, 'c.provider'],
  ])('%j fails %s', (more, item) => {
    expect(of(more)).toMatchObject({ eligibility: 'false', deciding: [item] });
  });

  test('another service is for a person; an unknown share gives no figure', () => {
    expect(itemOf(of({ 'voucher.specialService': 'other' }), 'c.service').truth).toBe('needsHuman');
    const open = ask('58.3', without(facts, 'voucher.specialPercent', 'employer.size'), { on });
    expect(open).toMatchObject({ eligibility: 'unknown', payableFen: null });
    expect(open.support[0]!.missing).toContain('voucher.specialPercent');
  });
});
