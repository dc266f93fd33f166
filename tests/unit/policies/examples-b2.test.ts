import { describe, expect, test } from 'vitest';
import { ask, type FactInput, itemOf, money, WAN, without, YUAN } from './support.ts';

/** Rules 12 to 14 and 16, worked from the document. A judgement left open keeps a case at “needsHuman”. */

describe('12 Quancheng scholars', () => {
  const scholar: FactInput = {
    'employer.kind': 'enterprise',
    'employer.registeredInJinan': true,
    'employer.taxedInJinan': true,
    'employer.affiliation': 'none',
    'employer.legalPerson': true,
    'employer.operatingWell': true,
    'employment.form': 'part-time',
    'employment.contractKind': 'fixed-term',
    'employment.achievementsOwnedByEmployer': true,
    'employment.yearsAgreedInJinan': 2,
    'employment.monthsPerYearInJinan': 2,
    'talent.higherProgrammeInManagement': false,
    'talent.ledNationalPlatformApproval': false,
    'quanchengScholar.projectGrantDecided': 75 * WAN,
    'case.otherBenefits': [],
  };
  const of = (facts: FactInput) => ask('12', { ...scholar, ...facts }, { on: '2023-05-10' });
  const benefit = (facts: FactInput, id: string) => of(facts).support.find((one) => one.id === id)!;

  test('two years of two months: nothing but judgement is left', () => {
    expect(of({})).toMatchObject({ eligibility: 'needsHuman', missing: expect.not.arrayContaining(['employer.kind']) });
  });

  test('a hospital of the city will do, one of the province will not', () => {
    const hospital = { 'employer.kind': 'hospital', 'employer.taxedInJinan': false };
    expect(itemOf(of({ ...hospital, 'employer.affiliation': 'city' }), 'c.employer').truth).toBe('true');
    expect(itemOf(of({ ...hospital, 'employer.affiliation': 'provincial' }), 'c.employer').truth).toBe('false');
  });

  test.each([
    ['employment.yearsAgreedInJinan', 1, 'c.years'],
    ['employment.monthsPerYearInJinan', 1, 'c.months'],
    ['employment.form', 'full-time', 'c.flexible'],
    ['employment.achievementsOwnedByEmployer', false, 'c.rights'],
    ['talent.higherProgrammeInManagement', true, 'c.higher'],
  ])('%s = %s fails %s', (key, value, item) => {
    const result = of({ [key]: value });
    expect(result.eligibility).toBe('false');
    expect(itemOf(result, item).truth).toBe('false');
  });

  test('an industry leader is not supported again', () => {
    const earlier = [{ programme: '11.2', holder: 'self', status: 'enjoyed' }];
    expect(of({ 'case.otherBenefits': earlier }).eligibility).toBe('false');
  });

  test('100,000 to live on; the project in halves; 300,000 for a national platform', () => {
    expect(benefit({}, 'living').amountFen).toBe(100_000 * YUAN);
    const project = benefit({}, 'project');
    expect(project.amountFen).toBe(750_000 * YUAN);
    expect(project.instalments.map(({ amountFen }) => amountFen)).toEqual([375_000 * YUAN, 375_000 * YUAN]);
    expect(benefit({}, 'platform').state).toBe('none');
    expect(benefit({ 'talent.ledNationalPlatformApproval': true }, 'platform').amountFen).toBe(300_000 * YUAN);
  });

  test('unknown months stay unknown', () => {
    const open = ask('12', without(scholar, 'employment.monthsPerYearInJinan'), { on: '2023-05-10' });
    expect(itemOf(open, 'c.months').truth).toBe('unknown');
    expect(open.missing).toContain('employment.monthsPerYearInJinan');
  });
});

describe('13 entrepreneurs', () => {
  const manager: FactInput = {
    'employment.role': 'executive',
    'employer.kind': 'enterprise',
    'entrepreneur.listedBy': ['city-entrepreneur'],
    'entrepreneur.newGeneration': true,
    'case.otherBenefits': [],
  };
  const of = (facts: FactInput) => ask('13', facts, { on: '2023-05-10' });

  test('an entrepreneur of the city enters the reserve', () => {
    expect(of(manager).eligibility).toBe('true');
  });
  test('nowhere listed: fails', () => {
    const result = of({ ...manager, 'entrepreneur.listedBy': [] });
    expect(result.eligibility).toBe('false');
    expect(itemOf(result, 'c.listed').truth).toBe('false');
  });
  test('unknown', () => {
    expect(of(without(manager, 'entrepreneur.listedBy'))).toMatchObject({
      eligibility: 'unknown',
      missing: expect.arrayContaining(['entrepreneur.listedBy']),
    });
  });
  test('mentors are for the new generation', () => {
    const mentor = (facts: FactInput) => of(facts).support.find(({ id }) => id === 'mentor')!.state;
    expect(mentor({ ...manager, 'entrepreneur.newGeneration': false })).toBe('none');
    expect(mentor(manager)).not.toBe('none');
  });
});

describe('14 foreign experts', () => {
  const expert: FactInput = {
    'employer.registeredInJinan': true,
    'employer.legalPerson': true,
    'talent.foreignNational': true,
    'employment.contractKind': 'fixed-term',
    'employment.annualSalary': 30 * WAN,
    'employment.yearsAgreedInJinan': 2,
    'employment.monthsPerYearInJinan': 2,
    'apex.appliesAsTeam': false,
    'foreignExpert.grounds': ['academic'],
    'foreignExpert.grantGrade': 'general',
    'foreignExpert.grantYear': 1,
    'foreignExpert.projectYears': 2,
    'foreignExpert.expenseThisYear': 412_345_67,
    'integrity.seriousResearchMisconduct': false,
    'case.otherBenefits': [],
  };
  const of = (facts: FactInput) => ask('14', { ...expert, ...facts }, { on: '2023-05-10' });

  test('300,000 a year and two months: only judgement is left', () => {
    expect(of({}).eligibility).toBe('needsHuman');
  });

  test.each([
    ['a fen less of salary', { 'employment.annualSalary': 30 * WAN - 1 }, 'c.salary'],
    ['one year', { 'employment.yearsAgreedInJinan': 1 }, 'c.years'],
    ['one month alone', { 'employment.monthsPerYearInJinan': 1 }, 'c.months'],
    [
      'a team of one month',
      { 'apex.appliesAsTeam': true, 'employment.monthsPerYearInJinan': 1, 'foreignExpert.teamMonthsPerYear': 1 },
      'c.months',
    ],
    ['a compatriot', { 'talent.foreignNational': false }, 'c.foreign'],
  ])('%s fails', (_, facts, item) => {
    const result = of(facts);
    expect(result.eligibility).toBe('false');
    expect(itemOf(result, item).truth).toBe('false');
  });

  test('a team needs one month of its head and two together', () => {
    const team = {
      'apex.appliesAsTeam': true,
      'employment.monthsPerYearInJinan': 1,
      'foreignExpert.teamMonthsPerYear': 2,
    };
    expect(itemOf(of(team), 'c.months').truth).toBe('true');
  });

  test.each([
    ['general, capped', {}, 300_000 * YUAN],
    ['general, what was spent', { 'foreignExpert.expenseThisYear': 123_456_78 }, 123_456_78],
    ['key, what was spent', { 'foreignExpert.grantGrade': 'key' }, 412_345_67],
    ['key, capped', { 'foreignExpert.grantGrade': 'key', 'foreignExpert.expenseThisYear': 61 * WAN }, 500_000 * YUAN],
    [
      'third year, excellent',
      { 'foreignExpert.grantYear': 3, 'foreignExpert.projectYears': 3, 'foreignExpert.performanceExcellent': true },
      300_000 * YUAN,
    ],
  ])('%s', (_, facts, fen) => {
    expect(money(of(facts)).fen).toBe(fen);
  });

  test.each([
    { 'foreignExpert.grantYear': 2, 'foreignExpert.projectYears': 2, 'foreignExpert.performanceExcellent': true },
    { 'foreignExpert.grantYear': 2, 'foreignExpert.projectYears': 3, 'foreignExpert.performanceExcellent': false },
    { 'foreignExpert.grantYear': 4, 'foreignExpert.projectYears': 4, 'foreignExpert.performanceExcellent': true },
  ])('no further year: %j', (facts) => {
    expect(of(facts).support.find(({ id }) => id === 'grant')!.state).toBe('none');
  });

  test('granted before, serious misconduct: no', () => {
    expect(of({ 'case.otherBenefits': [{ programme: '14', holder: 'self', status: 'enjoyed' }] }).eligibility).toBe(
      'false',
    );
    expect(of({ 'integrity.seriousResearchMisconduct': true }).eligibility).toBe('false');
  });

  test('unknown salary', () => {
    const open = ask('14', without(expert, 'employment.annualSalary'), { on: '2023-05-10' });
    expect(itemOf(open, 'c.salary').truth).toBe('unknown');
    expect(open.missing).toContain('employment.annualSalary');
  });
});
