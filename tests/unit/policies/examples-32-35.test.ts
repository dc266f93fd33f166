import { describe, expect, test } from 'vitest';
import { benefit } from './benefit.ts';
import { expectRefusedBy } from './refusal.ts';
import { ask, type FactInput, itemOf, neededMaterials, WAN, without } from './support.ts';

/** Rules 32 to 34: studios of foreign experts, stations at home and abroad; worked from the document. */

const on = '2023-05-10';

describe('32 studios of foreign experts', () => {
  const facts: FactInput = {
    'employer.registeredInJinan': true,
    'employer.kind': 'enterprise',
    'employer.majorInnovationPlatform': true,
    'employer.publicHealthService': false,
    'foreignStudio.coreExperts': 1,
    'foreignStudio.visitsPerYear': 10,
    'foreignExpert.teamMonthsPerYear': 2,
    'foreignStudio.planned': true,
    'foreignStudio.equipped': true,
    'integrity.seriousResearchMisconduct': false,
    'case.otherBenefits': [],
  };
  const of = (more: FactInput) => ask('32', { ...facts, ...more }, { on });

  test('figures just reached: only judgements are left', () => {
    const result = of({});
    expect(result.eligibility).toBe('needsHuman');
    for (const id of ['c.core', 'c.visits', 'c.months', 'c.focus']) expect(itemOf(result, id).truth).toBe('true');
    expect(neededMaterials(result)).toEqual(
      expect.arrayContaining(['application', 'licence', 'plan', 'contract', 'passport', 'self-evaluation', 'promise']),
    );
  });

  test.each([
    ['general', 150, 50],
    ['key', 300, 100],
  ])('%s: %i 万 in three years, paid by the city', (grade, whole, year) => {
    const grant = benefit(of({ 'foreignStudio.grantGrade': grade }), 'grant');
    expect(grant.amountFen).toBe(whole * WAN);
    expect(grant.parts).toEqual([year * WAN, year * WAN, year * WAN]);
    expect(grant.split).toEqual([{ payer: '市级财政', amountFen: whole * WAN }]);
  });

  test.each([
    [{ 'foreignStudio.coreExperts': 0 }, 'c.core'],
    [{ 'foreignStudio.visitsPerYear': 9 }, 'c.visits'],
    [{ 'foreignExpert.teamMonthsPerYear': 1 }, 'c.months'],
    [{ 'foreignStudio.planned': false }, 'c.plan'],
    [{ 'foreignStudio.equipped': false }, 'c.equipped'],
    [{ 'employer.kind': 'government' }, 'c.kind'],
    [{ 'integrity.seriousResearchMisconduct': true }, 'misconduct'],
    [{ 'case.otherBenefits': [{ programme: '14', holder: 'project', status: 'enjoying' }] }, 'other-projects'],
  ])('%j is refused by %s', (more, id) => expectRefusedBy(of(more), id));

  test('no platform and no health service: reported, not decisive; another studio of the unit is no obstacle', () => {
    const result = of({ 'employer.majorInnovationPlatform': false });
    expect(result.eligibility).toBe('needsHuman');
    expect(itemOf(result, 'c.focus').truth).toBe('false');
    expect(of({ 'case.otherBenefits': [{ programme: '32', holder: 'unit', status: 'enjoying' }] }).eligibility).toBe(
      'needsHuman',
    );
  });

  test('visits and grade not known', () => {
    const open = ask('32', without(facts, 'foreignStudio.visitsPerYear'), { on });
    expect(open.eligibility).toBe('unknown');
    expect(open.missing).toContain('foreignStudio.visitsPerYear');
    expect(benefit(open, 'grant')).toMatchObject({ state: 'unknown', amountFen: null });
  });
});

const landing = (more: FactInput): FactInput => ({
  landedOn: '2022-09-01',
  overseas: true,
  talentClass: 'none',
  paidInCapital: 0,
  equityInvestment: 0,
  revenue: 0,
  contestFinalist: false,
  ...more,
});
const liaison: FactInput = {
  'station.kind': 'association',
  'employer.legalPerson': true,
  'station.politicalConditions': false,
  'station.lawful': true,
  'station.premisesAndStaff': true,
  'station.promotionChannel': true,
  'station.hostsEventsAlone': true,
  'station.successCases': 3,
  'station.landings': [],
  'station.eventTasksAgreed': false,
  'assessment.midtermPassed': true,
};
const overseasPost: FactInput = {
  'station.kind': 'technology-association',
  'station.inDevelopedCountry': true,
  'employer.legalPerson': true,
  'station.lawful': true,
  'station.politicalConditions': false,
  'station.overseasOffice': true,
  'station.jinanTeam': true,
  'station.eventExperience': true,
  'station.hostsEventsAlone': true,
  'station.informationPlatform': true,
  'station.lastFinalGrade': 'none',
  'station.landings': [],
  'station.eventTasksAgreed': false,
  'station.yearGrade': 'qualified',
};

describe.each([
  ['33', liaison],
  ['34', overseasPost],
])('%s stations', (id, facts) => {
  const of = (more: FactInput) => ask(id, { ...facts, ...more }, { on });
  const landed = (...rows: FactInput[]) => benefit(of({ 'station.landings': rows }), 'landing').amountFen;

  test('all plain requirements met: experts judge the rest; each missing one decides', () => {
    expect(of({}).eligibility).toBe('needsHuman');
    const plain = Object.keys(facts).filter(
      (key) => facts[key] === true && !['assessment.midtermPassed'].includes(key),
    );
    for (const key of plain) {
      expect([key, of({ [key]: false }).eligibility]).toEqual([key, 'false']);
      expect(ask(id, without(facts, key), { on }).missing).toContain(key);
    }
    expectRefusedBy(of({ 'station.politicalConditions': true }), 'c.politics');
    expect(itemOf(of({ 'station.kind': 'other' }), 'c.kind').truth).toBe('needsHuman');
  });

  test('5 万 each: class D within two years; capital and revenue over 1,000,000, equity from 1,000,000', () => {
    const classD = (recognisedOn: string) => landing({ talentClass: 'D', recognisedOn });
    expect(landed(classD('2024-09-01'))).toBe(5 * WAN);
    expect(landed(classD('2024-09-02'))).toBe(0);
    expect(landed(landing({ talentClass: 'E', recognisedOn: '2023-01-01' }))).toBe(0);
    expect(landed(landing({ paidInCapital: 100 * WAN }))).toBe(0);
    expect(landed(landing({ paidInCapital: 100 * WAN + 1 }))).toBe(5 * WAN);
    expect(landed(landing({ equityInvestment: 100 * WAN }))).toBe(5 * WAN);
    expect(landed(landing({ revenue: 100 * WAN }))).toBe(0);
    expect(landed(landing({ revenue: 100 * WAN + 1 }))).toBe(5 * WAN);
  });

  test('at most 15 万 a year, nothing without a landing, open when not recorded', () => {
    const good = landing({ equityInvestment: 200 * WAN });
    expect(landed(good, good)).toBe(10 * WAN);
    expect(landed(good, good, good)).toBe(15 * WAN);
    expect(landed(good, good, good, good)).toBe(15 * WAN);
    expect(landed()).toBe(0);
    const open = benefit(ask(id, without(facts, 'station.landings'), { on }), 'landing');
    expect(open).toMatchObject({ state: 'unknown', missing: ['station.landings'] });
  });

  test('events are paid as their own agreement says', () => {
    expect(benefit(of({}), 'events').state).toBe('none');
    expect(benefit(of({ 'station.eventTasksAgreed': true }), 'events').state).toBe('needsHuman');
    expect(benefit(of({ 'station.eventTasksAgreed': true, 'station.eventFunding': 8 * WAN }), 'events').amountFen).toBe(
      8 * WAN,
    );
  });
});

describe('33 liaison stations only', () => {
  const of = (more: FactInput) => ask('33', { ...liaison, ...more }, { on, dates: { agreed: '2023-07-01' } });

  test('15 万 a year for two years, the second after the midterm assessment', () => {
    const base = benefit(of({}), 'base');
    expect(base.amountFen).toBe(30 * WAN);
    expect(base.parts).toEqual([15 * WAN, 15 * WAN]);
    expect(base.instalments.map(({ dueOn }) => dueOn)).toEqual(['2023-07-01', '2024-07-01']);
    expect(benefit(of({ 'assessment.midtermPassed': false }), 'base').instalments[1]!.requires!.truth).toBe('false');
  });

  test('two success cases are too few', () => expectRefusedBy(of({ 'station.successCases': 2 }), 'c.cases'));

  test('a finalist who lands within two years of the final, from home or abroad', () => {
    const finalist = (landedOn: string) =>
      landing({ landedOn, overseas: false, contestFinalist: true, contestFinalOn: '2021-03-01' });
    const landed = (row: FactInput) => benefit(of({ 'station.landings': [row] }), 'landing').amountFen;
    expect(landed(finalist('2023-03-01'))).toBe(5 * WAN);
    expect(landed(finalist('2023-03-02'))).toBe(0);
  });
});

describe('34 posts abroad only', () => {
  const of = (more: FactInput) => ask('34', { ...overseasPost, ...more }, { on });

  test('10 万 after the agreement, 5 万 by the assessment', () => {
    const base = benefit(of({}), 'base');
    expect(base.amountFen).toBe(15 * WAN);
    expect(base.parts).toEqual([10 * WAN, 5 * WAN]);
    expect(base.instalments[1]!.requires!.truth).toBe('true');
    expect(benefit(of({ 'station.yearGrade': 'unqualified' }), 'base').instalments[1]!.requires!.truth).toBe('false');
  });

  test('what landed from home does not count', () => {
    const row = landing({ overseas: false, equityInvestment: 200 * WAN });
    expect(benefit(of({ 'station.landings': [row] }), 'landing').amountFen).toBe(0);
  });

  test.each([
    ['2020-05-11', 'false'],
    ['2020-05-10', 'needsHuman'],
  ])('failed at the end of the last term on %s: %s', (day, eligibility) => {
    const result = of({ 'station.lastFinalGrade': 'unqualified', 'station.lastFinalGradeOn': day });
    expect(result.eligibility).toBe(eligibility);
  });

  test('an excellent last term goes straight to the reasoning', () => {
    const steps = (grade: string) => of({ 'station.lastFinalGrade': grade }).steps;
    const needed = (grade: string) =>
      steps(grade)
        .filter((one) => one.applies !== 'false')
        .map((one) => one.id);
    expect(needed('excellent')).not.toContain('panel');
    expect(needed('excellent')).toContain('reasoning');
    expect(needed('qualified')).toContain('panel');
  });
});
