import { describe, expect, test } from 'vitest';
import { ask, type FactInput, itemOf, money, neededMaterials, WAN, without, YUAN } from './support.ts';

/** Rules 56 and 57: rewards for introducing talents, subsidies of the technology market; worked from the document. */

const on = '2023-06-01';

const talent: FactInput = {
  'talent.class': 'B',
  'employment.workInJinanFrom': '2021-06-30',
  'notice.referenceDate': '2023-06-30',
  'employment.form': 'full-time',
  'employer.registeredInJinan': true,
  'employment.contractKind': 'fixed-term',
  'employment.contractFrom': '2021-07-01',
  'employment.contractTo': '2024-06-30',
  'employment.contractFiled': true,
  'social.insuredInJinan': true,
  'introduction.agreement': true,
  'case.otherBenefits': [],
};

describe('56.1 reward for introducing a talent', () => {
  const facts: FactInput = {
    ...talent,
    'introduction.by': 'agency',
    'introduction.decisiveRole': true,
    'introduction.consented': true,
    'introduction.filedInTime': true,
    'introduction.barred': false,
  };
  const of = (more: FactInput) => ask('56.1', { ...facts, ...more }, { on });

  test.each([
    ['A', 60],
    ['B', 30],
    ['C', 20],
    ['D', 10],
  ])('class %s: %i 万, half each from city and district', (grade, wan) => {
    const result = of({ 'talent.class': grade });
    expect(result).toMatchObject({ eligibility: 'true', track: 'agency', payableFen: wan * WAN });
    expect(money(result).split).toEqual([
      ['市级财政', (wan / 2) * WAN],
      ['区县财政', (wan / 2) * WAN],
    ]);
  });

  test('a founder whose company runs; individuals outside the excluded circle; social organisations without filing', () => {
    expect(of({ 'employment.form': 'founder', 'startup.operatingNormally': true }).eligibility).toBe('true');
    const person = { 'introduction.by': 'individual', 'introduction.individualExcluded': false };
    expect(of(person)).toMatchObject({ eligibility: 'true', track: 'individual' });
    expect(of({ ...person, 'introduction.individualExcluded': true }).eligibility).toBe('false');
    const society = { 'introduction.by': 'social-organisation', 'introduction.filedInTime': false };
    expect(of(society)).toMatchObject({ eligibility: 'true', track: 'social-organisation' });
  });

  test.each([
    [{ 'talent.class': 'E' }, 'c.class'],
    [{ 'employment.workInJinanFrom': '2021-06-29' }, 'c.two-years'],
    [{ 'employment.contractTo': '2024-06-29' }, 'c.work'],
    [{ 'employment.contractFiled': false }, 'c.work'],
    [{ 'introduction.decisiveRole': false }, 'c.role'],
  ])('%j fails %s', (more, item) => {
    const result = of(more);
    expect(result.eligibility).toBe('false');
    expect(itemOf(result, item).truth).toBe('false');
  });

  test('filed too late, barred, rewarded already: no; not known: open', () => {
    expect(of({ 'introduction.filedInTime': false }).eligibility).toBe('false');
    expect(of({ 'introduction.barred': true })).toMatchObject({ eligibility: 'false', deciding: ['barred'] });
    const again = of({ 'case.otherBenefits': [{ programme: '56.1', holder: 'project', status: 'enjoyed' }] });
    expect(again).toMatchObject({ eligibility: 'false', deciding: ['once-per-talent'] });
    const open = ask('56.1', without(facts, 'introduction.filedInTime', 'talent.class'), { on });
    expect(open).toMatchObject({ eligibility: 'unknown', payableFen: null });
    expect(open.missing).toContain('talent.class');
  });

  test('papers of founders and of employees', () => {
    expect(neededMaterials(of({}))).toContain('contract');
    const founder = neededMaterials(of({ 'employment.form': 'founder', 'startup.operatingNormally': true }));
    expect(founder).toEqual(expect.arrayContaining(['licence', 'finance', 'shares', 'insurance']));
    expect(founder).not.toContain('contract');
  });
});

describe('56.2 fee of a third party', () => {
  const facts: FactInput = {
    ...talent,
    'employer.kind': 'enterprise',
    'introduction.by': 'agency',
    'introduction.agencyFee': 80_000 * YUAN,
    'introduction.unitSubsidyThisYear': 0,
  };
  const of = (more: FactInput) => ask('56.2', { ...facts, ...more }, { on });

  test.each([
    [80_000, 0, 40_000],
    [100_000, 0, 50_000],
    [130_000, 0, 50_000],
    [80_000, 180_000, 20_000],
    [80_000, 200_000, 0],
    [33_333.33, 0, 16_666.67],
  ])('fee %d, %d used this year: %d', (fee, used, paid) => {
    const more = {
      'introduction.agencyFee': Math.round(fee * YUAN),
      'introduction.unitSubsidyThisYear': used * YUAN,
    };
    expect(of(more)).toMatchObject({ eligibility: 'true', payableFen: Math.round(paid * YUAN) });
  });

  test.each([
    [{ 'employment.form': 'founder' }, 'c.form'],
    [{ 'introduction.by': 'individual' }, 'c.third-party'],
    [{ 'introduction.agreement': false }, 'c.agreement'],
    [{ 'talent.class': 'E' }, 'c.class'],
  ])('%j fails %s', (more, item) => {
    expect(of(more)).toMatchObject({ eligibility: 'false', deciding: [item] });
  });

  test('an open-ended contract counts; without the fee there is no figure', () => {
    expect(of({ 'employment.contractKind': 'open-ended' }).eligibility).toBe('true');
    const open = ask('56.2', without(facts, 'introduction.agencyFee', 'social.insuredInJinan'), { on });
    expect(open).toMatchObject({ eligibility: 'unknown', payableFen: null });
    expect(open.missing).toContain('social.insuredInJinan');
  });
});

describe('57 technology market', () => {
  const party: FactInput = {
    'employer.registeredInJinan': true,
    'techMarket.role': 'provider',
    'techMarket.contractsRegistered': true,
    'techMarket.developmentTurnover': 10_000 * WAN,
    'techMarket.consultingTurnover': 0,
    'techMarket.developmentPermille': '1.5',
    'techMarket.consultingPermille': '1',
    'case.otherBenefits': [],
  };
  const of = (more: FactInput) => ask('57', { ...party, ...more }, { on: '2023-03-10' });

  test.each([
    [10_000, 0, '1.5', '1', 15],
    [60_000, 0, '1.5', '1', 80],
    [10_000, 20_000, '1.5', '1', 35],
    [60_000, 60_000, '1.5', '1', 130],
    [10_000, 10_000, '1.2', '0.8', 20],
  ])('%i万 developed at %s… and %i万 advised: %i万', (development, consulting, first, second, wan) => {
    const result = of({
      'techMarket.developmentTurnover': development * WAN,
      'techMarket.consultingTurnover': consulting * WAN,
      'techMarket.developmentPermille': first,
      'techMarket.consultingPermille': second,
    });
    expect(result).toMatchObject({ eligibility: 'true', track: 'provider', payableFen: wan * WAN });
  });

  test('to the 分, and the acquirer alike', () => {
    const more = { 'techMarket.role': 'acquirer', 'techMarket.developmentTurnover': 123_456_789 };
    expect(of(more)).toMatchObject({ eligibility: 'true', track: 'acquirer', payableFen: 185_185 });
  });

  test('the shares are upper bounds: before the year’s figure is known nothing is computed', () => {
    const open = ask('57', without(party, 'techMarket.developmentPermille'), { on: '2023-03-10' });
    expect(open).toMatchObject({ eligibility: 'true', payableFen: null });
    expect(open.support.find(({ id }) => id === 'development')).toMatchObject({
      state: 'unknown',
      missing: ['techMarket.developmentPermille'],
    });
  });

  test.each([
    [300, 4_500],
    [10_000, 150_000],
    [40_000, 500_000],
  ])('a transfer service with %i万: %i yuan', (turnover, yuan) => {
    const more = { 'techMarket.role': 'service', 'techMarket.brokeredTurnover': turnover * WAN };
    expect(of(more)).toMatchObject({ eligibility: 'true', track: 'service', payableFen: yuan * YUAN });
  });

  test.each([
    [100_000, 100_000],
    [150_000, 150_000],
    [400_000, 300_000],
  ])('a registrar with %i万: %i yuan', (turnover, yuan) => {
    const registrar = { 'techMarket.role': 'registrar', 'techMarket.provincialRegistrar': true };
    const result = of({ ...registrar, 'techMarket.registeredTurnover': turnover * WAN });
    expect(result).toMatchObject({ eligibility: 'true', track: 'registrar', payableFen: yuan * YUAN });
  });

  test('below the thresholds, not registered, outside Jinan: no', () => {
    const service = { 'techMarket.role': 'service', 'techMarket.brokeredTurnover': 300 * WAN - 1 };
    expect(itemOf(of(service), 'service.turnover').truth).toBe('false');
    expect(of(service).eligibility).toBe('false');
    const registrar = { 'techMarket.role': 'registrar', 'techMarket.provincialRegistrar': true };
    expect(of({ ...registrar, 'techMarket.registeredTurnover': 99_999 * WAN }).eligibility).toBe('false');
    expect(of({ 'techMarket.contractsRegistered': false }).eligibility).toBe('false');
    expect(of({ 'employer.registeredInJinan': false })).toMatchObject({ deciding: ['c.place'] });
    expect(ask('57', without(party, 'techMarket.role'), { on: '2023-03-10' }).eligibility).toBe('unknown');
  });

  test('which contract a transfer service shows', () => {
    const service = { 'techMarket.role': 'service', 'techMarket.brokeredTurnover': 400 * WAN };
    expect(neededMaterials(of({ ...service, 'techMarket.serviceByUniversity': true }))).toContain('one-party');
    expect(neededMaterials(of({ ...service, 'techMarket.serviceByUniversity': false }))).toContain('both-parties');
  });
});
