import { describe, expect, test } from 'vitest';
import { expectRefusedBy } from './refusal.ts';
import { ask, type FactInput, itemOf, money, neededMaterials, WAN, without, YUAN } from './support.ts';

/** Rules 18 to 20: engineers, chief technicians, rural stars; worked from the document. */

const ON = '2023-05-10';

describe('18.1 engineers from abroad', () => {
  const engineer: FactInput = {
    'employer.kind': 'enterprise',
    'employer.registeredInJinan': true,
    'employer.taxedInJinan': true,
    'talent.foreignNational': true,
    'overseasEngineer.abroadPost': true,
    'overseasEngineer.localPost': true,
    'employment.yearsAgreedInJinan': 2,
    'employment.monthsPerYearInJinan': 3,
    'apex.appliesAsTeam': false,
    'foreignExpert.projectSalary': 20 * WAN,
    'foreignExpert.grantYear': 1,
    'foreignExpert.salaryThisYear': 60_000 * YUAN,
    'foreignExpert.internationalTravelThisYear': 40_000 * YUAN,
    'foreignExpert.internationalTrips': 2,
    'foreignExpert.intercityTravelThisYear': 5_000 * YUAN,
    'foreignExpert.intercityTrips': 2,
    'overseasEngineer.grade': 'key',
    'case.otherBenefits': [],
  };
  const of = (facts: FactInput) => ask('18.1', { ...engineer, ...facts }, { on: ON });

  test('two years, three months a year, 200,000: experts are left', () => {
    expect(of({})).toMatchObject({ eligibility: 'needsHuman', missing: [] });
  });

  test.each<[FactInput, string]>([
    [{ 'employment.yearsAgreedInJinan': 1 }, 'c.years'],
    [{ 'employment.monthsPerYearInJinan': 2 }, 'c.months'],
    [{ 'apex.appliesAsTeam': true, 'foreignExpert.teamMonthsPerYear': 2 }, 'c.months'],
    [{ 'foreignExpert.projectSalary': 20 * WAN - 1 }, 'c.salary'],
    [{ 'talent.foreignNational': false }, 'c.foreign'],
    [{ 'overseasEngineer.localPost': false }, 'c.post'],
    [{ 'employer.kind': 'government' }, 'c.unit'],
  ])('%o is refused by %s', (facts, id) => expectRefusedBy(of(facts), id));

  test('a team whose members spend three months together', () => {
    const facts = { 'apex.appliesAsTeam': true, 'foreignExpert.teamMonthsPerYear': 3 };
    expect(itemOf(of({ ...facts, 'employment.monthsPerYearInJinan': 1 }), 'c.months').truth).toBe('true');
  });

  test.each<[FactInput, number]>([
    // 60,000 + 2 × 15,000 of 40,000 + 5,000 of at most 2 × 3,000
    [{}, 95_000],
    [{ 'foreignExpert.intercityTravelThisYear': 6_500 * YUAN }, 96_000],
    [{ 'foreignExpert.salaryThisYear': 30 * WAN }, 200_000],
    [{ 'foreignExpert.salaryThisYear': 30 * WAN, 'overseasEngineer.grade': 'general' }, 100_000],
    [{ 'foreignExpert.grantYear': 2 }, 95_000],
  ])('%o: %i yuan from the city', (facts, yuan) => {
    expect(money(of(facts))).toMatchObject({ fen: yuan * YUAN, split: [['市级财政', yuan * YUAN]] });
  });

  test('no third year; unknown salary', () => {
    expect(of({ 'foreignExpert.grantYear': 3 }).support[0]!.state).toBe('none');
    const open = ask('18.1', without(engineer, 'foreignExpert.projectSalary'), { on: ON });
    expect(open).toMatchObject({ eligibility: 'unknown', missing: ['foreignExpert.projectSalary'] });
  });
});

describe('18.2 engineers of new industries', () => {
  const engineer: FactInput = {
    'employer.kind': 'enterprise',
    'employer.registeredInJinan': true,
    'employer.taxedInJinan': true,
    'engineer.keyIndustry': 'other',
    'person.professionalTitle': 'senior',
    'person.engineerTitle': true,
    'employment.contractKind': 'fixed-term',
    'employment.contractFrom': '2021-07-01',
    'employment.contractTo': '2024-06-30',
    'social.monthsInsuredInJinan': 12,
    'employment.form': 'full-time',
    'talent.introducedFromOutside': true,
    'employment.workInJinanFrom': '2020-01-01',
    'subsidy.employerEngineerThisYear': 0,
    'case.otherBenefits': [],
  };
  const of = (facts: FactInput, dates?: Record<string, string>) =>
    ask('18.2', { ...engineer, ...facts }, { on: ON, dates });

  test('three years to the day, twelve months, 1 January 2020: passes; the key industries only come first', () => {
    const result = of({});
    expect(result.eligibility).toBe('true');
    expect(itemOf(result, 'c.industry').truth).toBe('false');
    expect(neededMaterials(result)).toEqual(['form', 'title', 'confirmation', 'contract']);
  });

  test.each<[FactInput, string]>([
    [{ 'employment.contractTo': '2024-06-29' }, 'c.contract'],
    [{ 'social.monthsInsuredInJinan': 11 }, 'c.insured'],
    [{ 'employment.workInJinanFrom': '2019-12-31' }, 'c.since'],
    [{ 'person.professionalTitle': 'intermediate' }, 'c.title'],
    [{ 'person.engineerTitle': false }, 'c.engineer'],
    [{ 'employment.form': 'part-time' }, 'c.full-time'],
    [{ 'employer.kind': 'university' }, 'c.unit'],
  ])('%o is refused by %s', (facts, id) => expectRefusedBy(of(facts), id));

  test.each<[string, number, number]>([
    ['senior', 0, 200_000],
    ['associate-senior', 0, 100_000],
    ['senior', 850_000, 150_000],
    ['associate-senior', 1_000_000, 0],
  ])('%s engineer, the company had %i yuan this year: %i yuan, half and half', (title, had, yuan) => {
    const facts = { 'person.professionalTitle': title, 'subsidy.employerEngineerThisYear': had * YUAN };
    const half = (yuan / 2) * YUAN;
    expect(of(facts).payableFen).toBe(yuan * YUAN);
    expect(of(facts).support[0]!.split.map((one) => one.amountFen)).toEqual([half, half]);
  });

  test('passed in October: on the list by the end of November, five working days', () => {
    const steps = of({}, { 'second-review': '2023-10-20', notice: '2023-11-10' }).steps;
    const notice = steps.find(({ id }) => id === 'notice')!;
    expect(notice.due).toMatchObject({ date: '2023-11-30' });
    expect(notice.notice).toMatchObject({ date: '2023-11-17' });
  });

  test('unknown when brought in', () => {
    const open = ask('18.2', without(engineer, 'employment.workInJinanFrom'), { on: ON });
    expect(open).toMatchObject({ eligibility: 'unknown', missing: ['employment.workInJinanFrom'] });
  });
});

describe('19 chief technicians', () => {
  const technician: FactInput = {
    'skilled.frontline': true,
    'selection.recommended': true,
    'person.birthDate': '1978-05-10',
    'skilled.awardsIn4Years': [],
    'skilled.titlesIn4Years': ['city-outstanding-technician'],
    'skilled.contestsIn4Years': [],
    'skilled.retirementDelayYears': 0,
    'allowance.monthsDue': 12,
    'case.otherBenefits': [],
  };
  const of = (facts: FactInput) => ask('19', { ...technician, ...facts }, { on: ON });
  const contest = (level: string, place: number) => ({
    'skilled.titlesIn4Years': [],
    'skilled.contestsIn4Years': [{ level, place }],
  });

  test('an outstanding technician of the city: character is left to people', () => {
    const result = of({});
    expect(result).toMatchObject({ eligibility: 'needsHuman', missing: [] });
    expect(itemOf(result, 'c.results').truth).toBe('true');
  });

  test.each<[FactInput, string]>([
    [{ 'skilled.titlesIn4Years': [] }, 'c.results'],
    [{ 'skilled.titlesIn4Years': [], 'skilled.awardsIn4Years': ['city-skill-third'] }, 'c.results'],
    [{ 'selection.recommended': false }, 'c.recommended'],
    [{ 'skilled.frontline': false }, 'c.front'],
  ])('%o is refused by %s', (facts, id) => expectRefusedBy(of(facts), id));

  test.each([
    ['national-1', 6, 'true'],
    ['national-1', 7, 'false'],
    ['national-2', 3, 'true'],
    ['national-2', 4, 'false'],
    ['provincial-1', 3, 'true'],
    ['provincial-1', 4, 'false'],
    ['provincial-2', 2, 'true'],
    ['provincial-2', 3, 'false'],
    ['city-1', 1, 'true'],
    ['city-1', 2, 'false'],
  ])('contest %s, place %i: %s', (level, place, truth) => {
    expect(itemOf(of(contest(level, place)), 'c.results').truth).toBe(truth);
  });

  test.each<[FactInput, string, string]>([
    [{ 'person.birthDate': '1967-05-10' }, 'c.age', 'needsHuman'],
    [{ 'person.birthDate': '1967-05-11' }, 'c.age', 'true'],
    [{ 'person.birthDate': '1977-05-11' }, 'c.young', 'true'],
    [{ 'person.birthDate': '1977-05-10' }, 'c.young', 'false'],
    [{ 'skilled.titlesIn4Years': [], 'skilled.awardsIn4Years': ['city-skill-second'] }, 'c.results', 'needsHuman'],
  ])('%o: %s is %s', (facts, id, truth) => expect(itemOf(of(facts), id).truth).toBe(truth));

  test('1,000 a month; retirement up to three years later', () => {
    expect(money(of({}))).toMatchObject({ fen: 12_000 * YUAN, split: [['市级财政', 12_000 * YUAN]] });
    const retire = (years: number) =>
      of({ 'skilled.retirementDelayYears': years }).support.find(({ id }) => id === 'retire')!.state;
    expect([retire(0), retire(3), retire(4)]).toEqual(['none', 'granted', 'needsHuman']);
  });

  test('titles nobody recorded stay unknown', () => {
    const open = ask('19', without(technician, 'skilled.titlesIn4Years'), { on: ON });
    expect(open).toMatchObject({ eligibility: 'unknown', missing: ['skilled.titlesIn4Years'] });
  });
});

describe('20 rural stars', () => {
  const star: FactInput = {
    'ruralStar.group': 'farmer',
    'selection.recommended': true,
    'talent.cityProgrammeInManagement': false,
    'ruralStar.timesSelected': 2,
    'ruralStar.grounds': ['production'],
    'ruralStar.monthsWithProvincialAllowance': 0,
    'assessment.yearPassed': true,
    'allowance.monthsDue': 12,
    'case.otherBenefits': [],
  };
  const of = (facts: FactInput) => ask('20', { ...star, ...facts }, { on: ON });

  test('a farmer chosen twice: merits are left to people', () => {
    expect(of({})).toMatchObject({ eligibility: 'needsHuman', missing: [] });
  });

  test.each<[FactInput, string]>([
    [{ 'ruralStar.timesSelected': 3 }, 'c.times'],
    [{ 'talent.cityProgrammeInManagement': true }, 'c.programme'],
    [{ 'ruralStar.group': 'other' }, 'c.group'],
    [{ 'ruralStar.grounds': [] }, 'c.grounds'],
    [{ 'selection.recommended': false }, 'c.recommended'],
  ])('%o is refused by %s', (facts, id) => {
    const result = of(facts);
    expect(result.eligibility).toBe('false');
    expect(itemOf(result, id).truth).toBe('false');
  });

  test('nobody in a key programme of the city at the same time', () => {
    expectRefusedBy(
      of({ 'case.otherBenefits': [{ programme: '15', holder: 'self', status: 'enjoying' }] }),
      'city-programme',
    );
  });

  test.each([
    [0, 12_000],
    [5, 7_000],
    [12, 0],
  ])('%i of twelve months paid by the province: %i yuan from the city', (months, yuan) => {
    const { amountFen, split } = of({ 'ruralStar.monthsWithProvincialAllowance': months }).support[0]!;
    expect(amountFen).toBe(yuan * YUAN);
    expect(split.map((one) => one.amountFen)).toEqual([yuan * YUAN]);
  });

  test('a failed year pays nothing; times nobody recorded stay unknown', () => {
    expect(of({ 'assessment.yearPassed': false }).support[0]!.state).toBe('none');
    const open = ask('20', without(star, 'ruralStar.timesSelected'), { on: ON });
    expect(open).toMatchObject({ eligibility: 'unknown', missing: ['ruralStar.timesSelected'] });
  });
});
