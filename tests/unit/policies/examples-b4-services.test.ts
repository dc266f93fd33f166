import { describe, expect, test } from 'vitest';
import { expectRefusedBy } from './refusal.ts';
import { ask, type FactInput, itemOf, money, neededMaterials, WAN, without } from './support.ts';

const none: FactInput = { 'case.otherBenefits': [] };

const returnee: FactInput = {
  ...none,
  'employer.registeredInJinan': true,
  'employer.mainOfficeInJinan': true,
  'startup.mainFounder': true,
  'startup.largestShareholder': true,
  'startup.ownSharePercent': '30',
  'study.monthsAbroad': 12,
  'study.degree': 'master',
  'study.scholarWithResults': false,
  'startup.inPriorityIndustry': false,
  'startup.overseasFoundingExperience': false,
  'employer.registeredOn': '2020-09-15',
  'employer.seriousIncidentSinceFounding': false,
  'employer.abnormalOrIllegalListed': false,
  'integrity.criminalRecord': false,
  'talent.keyProgrammeLevels': [],
  'startup.returneeGrade': 'key',
};

describe('26.1 returnees founding companies', () => {
  const q = (facts: FactInput) => ask('26.1', facts, { on: '2023-09-15' });
  test.each([
    ['key', 50],
    ['excellent', 30],
  ])('%s: %i 万 at once from the city; priorities never decide', (grade, wan) => {
    const result = q({ ...returnee, 'startup.returneeGrade': grade });
    expect(result).toMatchObject({ eligibility: 'true', payableFen: wan * WAN });
    expect(money(result)).toMatchObject({ parts: [wan * WAN], split: [['市级财政', wan * WAN]] });
  });

  test.each([
    ['startup.ownSharePercent', '29.99', 'c.share'],
    ['employer.mainOfficeInJinan', false, 'c.place'],
    ['study.monthsAbroad', 11, 'c.abroad'],
    ['employer.abnormalOrIllegalListed', true, 'c.not-listed'],
    ['integrity.criminalRecord', true, 'c.no-record'],
  ])('%s %s: %s decides', (key, value, deciding) => {
    expectRefusedBy(q({ ...returnee, [key]: value }), deciding);
  });

  test.each([
    ['employer.registeredOn', '2020-09-14'],
    ['talent.keyProgrammeLevels', ['provincial']],
    ['study.degree', 'none'],
  ])('“as a rule” (%s %s): a person decides', (key, value) => {
    expect(q({ ...returnee, [key]: value }).eligibility).toBe('needsHuman');
  });

  test('a district programme does no harm; grade or record unknown', () => {
    expect(q({ ...returnee, 'talent.keyProgrammeLevels': ['district'] }).eligibility).toBe('true');
    expect(q(without(returnee, 'startup.returneeGrade')).payableFen).toBeNull();
    const open = q(without(returnee, 'integrity.criminalRecord'));
    expect(open).toMatchObject({ eligibility: 'unknown', missing: ['integrity.criminalRecord'] });
    expect(itemOf(open, 'c.share').truth).toBe('true');
  });
});

const coded: FactInput = {
  ...none,
  'employment.form': 'full-time',
  'employer.registeredInJinan': true,
  'talent.class': 'none',
  'talentCode.phoneOnFile': false,
  'talentCode.identityGiven': true,
  'talentCode.check': 'automatic',
};

describe('29 the talent code', () => {
  const q = (facts: FactInput, track?: string) => ask('29', facts, { on: '2023-05-10', track });
  const services = (facts: FactInput) =>
    q(facts)
      .support.filter(({ state }) => state !== 'none')
      .map(({ id }) => id);
  const plain = ['code', 'no-application', 'matching', 'posts'];

  test.each([
    ['D', 'direct', [...plain, 'green', 'partners']],
    ['E', 'direct', [...plain, 'partners']],
    ['none', 'apply', plain],
  ])('class %s: %s', (level, track, expected) => {
    const facts = { ...coded, 'talent.class': level, 'talentCode.phoneOnFile': level !== 'none' };
    expect(q(facts)).toMatchObject({ eligibility: 'true', track });
    expect(services(facts)).toEqual(expected);
  });

  test('manual review heals a failed match; failed manual review and work elsewhere do not pass', () => {
    expect(q({ ...coded, 'talentCode.check': 'manual-passed' }).eligibility).toBe('true');
    expectRefusedBy(q({ ...coded, 'talentCode.check': 'manual-failed' }, 'apply'), 'a.check');
    expectRefusedBy(q({ ...coded, 'employer.registeredInJinan': false }, 'apply'), 'c.place');
  });

  test('a check that is not done yet leaves it open', () => {
    const open = q(without(coded, 'talentCode.check'), 'apply');
    expect(open).toMatchObject({ eligibility: 'unknown', missing: ['talentCode.check'] });
  });
});

const request: FactInput = {
  'adjustment.inScope': true,
  'adjustment.request': 'change',
  'adjustment.byResponsibleDepartment': true,
  'adjustment.groundsGiven': true,
};

describe('30 adjusting the list of policies', () => {
  const q = (facts: FactInput) => ask('30', facts, { on: '2023-09-20' });
  test.each([
    ['add', ['item-request', 'item-grounds']],
    ['remove', ['item-request', 'item-grounds']],
    ['change', ['change-request', 'change-grounds']],
  ])('%s needs %j', (kind, papers) => {
    const result = q({ ...request, 'adjustment.request': kind });
    expect(result.eligibility).toBe('true');
    expect(neededMaterials(result)).toEqual(papers);
  });

  test('outside the list or without grounds: refused; department unknown: open', () => {
    expectRefusedBy(q({ ...request, 'adjustment.inScope': false }), 'c.scope');
    expectRefusedBy(q({ ...request, 'adjustment.groundsGiven': false }), 'c.grounds');
    expect(q(without(request, 'adjustment.byResponsibleDepartment'))).toMatchObject({
      eligibility: 'unknown',
      missing: ['adjustment.byResponsibleDepartment'],
    });
  });
});
