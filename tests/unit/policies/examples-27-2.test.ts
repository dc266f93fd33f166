import { describe, expect, test } from 'vitest';
import { expectRefusedBy } from './refusal.ts';
import { ask, type FactInput, itemOf, money, neededMaterials, WAN, without, YUAN } from './support.ts';

/** Rule 27.2: makerspaces, incubation bases, students moving in; worked from the document. */

const on = '2023-05-10';

describe('makerspaces', () => {
  const space: FactInput = {
    'makerspace.publiclyFundedAndRun': true,
    'makerspace.recommendedByCity': true,
    'makerspace.newlyNational': true,
    'makerspace.filedByCity': true,
    'makerspace.newlyFiled': true,
    'makerspace.performance': 'excellent',
    'makerspace.seats': 205,
    'makerspace.studentSeats': 41,
    'makerspace.nationalGrantDecided': 90 * WAN,
    'makerspace.cityGrantDecided': 45 * WAN,
    'employer.seriousIncidentLastYear': false,
    'case.otherBenefits': [],
  };
  const of = (track: string, more: FactInput = {}) => ask('27.2', { ...space, ...more }, { on, track });

  test.each([
    ['national-makerspace', 'n.seats', 90],
    ['city-makerspace', 'm.seats', 45],
  ])('%s: 41 of 205 places are exactly 20%%; performance is judged', (track, item, wan) => {
    const result = of(track);
    expect(result).toMatchObject({ eligibility: 'needsHuman', track, missing: [] });
    expect(itemOf(result, item).truth).toBe('true');
    expect(money(result)).toMatchObject({ fen: wan * WAN, state: 'amount' });
  });

  test.each<[string, FactInput, string]>([
    ['national-makerspace', { 'makerspace.studentSeats': 40 }, 'n.seats'],
    ['national-makerspace', { 'makerspace.newlyNational': false }, 'n.national'],
    ['national-makerspace', { 'makerspace.publiclyFundedAndRun': false }, 'n.public'],
    ['national-makerspace', { 'employer.seriousIncidentLastYear': true }, 'n.no-incident'],
    ['city-makerspace', { 'makerspace.performance': 'other' }, 'm.excellent'],
    ['city-makerspace', { 'makerspace.newlyFiled': false }, 'm.new'],
    ['city-makerspace', { 'makerspace.filedByCity': false }, 'm.filed'],
  ])('%s %j fails', (track, facts, item) => expectRefusedBy(of(track, facts), item));

  test.each<[string, FactInput]>([
    ['national-makerspace', { 'makerspace.nationalGrantDecided': 79 * WAN }],
    ['national-makerspace', { 'makerspace.nationalGrantDecided': 101 * WAN }],
    ['city-makerspace', { 'makerspace.cityGrantDecided': 51 * WAN }],
  ])('%s: %j lies outside the range and goes to a person', (track, facts) => {
    expect(of(track, facts)).toMatchObject({ payableFen: null });
    expect(money(of(track, facts)).state).toBe('needsHuman');
  });

  test('places not counted: open', () => {
    const open = ask('27.2', without(space, 'makerspace.studentSeats'), { on, track: 'city-makerspace' });
    expect(open.missing).toContain('makerspace.studentSeats');
    expect(itemOf(open, 'm.seats').truth).toBe('unknown');
  });
});

describe('incubation bases', () => {
  const base: FactInput = {
    'employer.legalPerson': true,
    'employer.kind': 'enterprise',
    'employer.soundFinance': true,
    'startupBase.stage': 'newly-recognised',
    'startupBase.assessmentPassed': true,
    'startupBase.fixedOffice': true,
    'startupBase.area': 2000,
    'startupBase.tenants': 30,
    'startupBase.jobs': 200,
    'startupBase.shortestLeaseMonths': 12,
    'startupBase.serviceAgencies': true,
    'startupBase.services': ['policy', 'information', 'projects', 'risk', 'guidance', 'financing'],
    'startupBase.tenantConcessions': true,
    'startupBase.rewardDecided': 30 * WAN,
    'startupBase.perEnterpriseDecided': 8000 * YUAN,
    'startupBase.incubated': 20,
    'startupBase.received': 0,
    'case.otherBenefits': [],
  };
  const of = (more: FactInput) => ask('27.2', { ...base, ...more }, { on, track: 'incubation-base' });

  test('at every threshold: only the rules of the house are judged on site', () => {
    expect(of({})).toMatchObject({ eligibility: 'needsHuman', missing: [] });
    expect(money(of({}))).toMatchObject({ fen: 30 * WAN, state: 'amount' });
    expect(neededMaterials(of({}))).toEqual(['b-forms', 'b-report', 'b-proofs', 'b-tenants']);
  });

  test.each([
    [{ 'startupBase.area': 1999 }, 'b.area'],
    [{ 'startupBase.tenants': 29 }, 'b.tenants'],
    [{ 'startupBase.jobs': 199 }, 'b.jobs'],
    [{ 'startupBase.shortestLeaseMonths': 11 }, 'b.leases'],
    [{ 'startupBase.services': ['policy', 'information', 'projects', 'risk', 'guidance'] }, 'b.services'],
    [{ 'startupBase.assessmentPassed': false }, 'b.assessed'],
    [{ 'employer.kind': 'government' }, 'b.kind'],
  ])('%j fails', (facts, item) => expectRefusedBy(of(facts), item));

  test.each([
    ['recognised', 8000 * YUAN, 20, 30 * WAN, 16 * WAN],
    ['recognised', 8000 * YUAN, 25, 30 * WAN, 20 * WAN],
    ['recognised', 8000 * YUAN, 26, 30 * WAN, 20 * WAN],
    ['recognised', 523_456, 3, 0, 1_570_368],
    ['re-recognised', 8000 * YUAN, 100, 0, 50 * WAN],
    ['re-recognised', 8000 * YUAN, 10, 49 * WAN, WAN],
    ['re-recognised', 8000 * YUAN, 10, 50 * WAN, 0],
  ])('%s, %i 分 for each of %i, %i 分 before: %i 分', (stage, each, count, received, paid) => {
    const result = of({
      'startupBase.stage': stage,
      'startupBase.perEnterpriseDecided': each,
      'startupBase.incubated': count,
      'startupBase.received': received,
    });
    expect(result.support.find(({ id }) => id === 'base-incubation')!.amountFen).toBe(paid);
    expect(result.support.find(({ id }) => id === 'base-reward')!.state).toBe('none');
  });

  test('more than 8,000 for one company goes to a person; number not recorded: open', () => {
    const recognised = { 'startupBase.stage': 'recognised' };
    expect(money(of({ ...recognised, 'startupBase.perEnterpriseDecided': 8001 * YUAN })).state).toBe('needsHuman');
    const open = ask('27.2', without({ ...base, ...recognised }, 'startupBase.jobs'), { on, track: 'incubation-base' });
    expect(open.missing).toContain('startupBase.jobs');
  });
});

describe('students moving in', () => {
  const founder: FactInput = {
    'student.enrolled': false,
    'education.graduatedOn': '2018-05-10',
    'employer.registeredOn': '2022-05-10',
    'startup.entryForm': 'company',
    'startup.field': 'animation',
    'startup.monthsInCentre': 0,
    'person.needyFamily': false,
    'integrity.noViolationPromised': true,
    'case.otherBenefits': [],
  };
  const of = (more: FactInput, track = 'student-centre') => ask('27.2', { ...founder, ...more }, { on, track });
  const offered = (more: FactInput) =>
    of(more)
      .support.filter(({ state }) => state !== 'none')
      .map(({ id }) => id);

  test('five years after graduation and one year after registration, both to the day', () => {
    expect(of({})).toMatchObject({ eligibility: 'true', payableFen: null });
    expect(neededMaterials(of({}))).toContain('s-licence');
    expect(neededMaterials(of({ 'startup.entryForm': 'team' }))).not.toContain('s-licence');
  });

  test.each([
    [{ 'education.graduatedOn': '2018-05-09' }, 's.five-years'],
    [{ 'startup.field': 'other' }, 's.field'],
  ])('%j fails', (facts, item) => expectRefusedBy(of(facts), item));

  test('commerce is judged; an older company may be let in only for a needy family', () => {
    expect(of({ 'startup.field': 'internet' }).eligibility).toBe('needsHuman');
    expect(itemOf(of({ 'employer.registeredOn': '2022-05-09' }), 's.form').truth).not.toBe('true');
    const needy = of({ 'employer.registeredOn': '2022-05-09', 'person.needyFamily': true, 'startup.field': 'other' });
    expect(needy.eligibility).toBe('needsHuman');
  });

  test('free rent for three years', () => {
    expect(offered({ 'startup.monthsInCentre': 35 })).toEqual(['free-rent', 'centre-services']);
    expect(offered({ 'startup.monthsInCentre': 36 })).toEqual(['centre-services']);
  });

  test('a carrier of the market decides itself', () => {
    expect(of({}, 'market-carrier').eligibility).toBe('needsHuman');
    expect(
      itemOf(of({ 'education.graduatedOn': '2017-07-01', 'student.enrolled': true }, 'market-carrier'), 'k.student')
        .truth,
    ).toBe('true');
    expectRefusedBy(of({ 'education.graduatedOn': '2017-07-01' }, 'market-carrier'), 'k.student');
    expectRefusedBy(of({ 'integrity.noViolationPromised': false }, 'market-carrier'), 'k.record');
  });

  test('day of graduation not known: open', () => {
    const open = ask('27.2', without(founder, 'education.graduatedOn'), { on, track: 'student-centre' });
    expect(open).toMatchObject({ eligibility: 'unknown' });
    expect(open.missing).toContain('education.graduatedOn');
  });
});
