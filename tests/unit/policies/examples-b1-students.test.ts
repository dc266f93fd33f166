import { describe, expect, test } from 'vitest';
import { expectRefusedBy } from './refusal.ts';
import { ask, type FactInput, money, neededMaterials, without, YUAN } from './support.ts';

const ON = '2023-05-10';
const none: FactInput = { 'case.otherBenefits': [] };

const student: FactInput = {
  'student.schoolInJinan': true,
  'student.enrolled': true,
  'student.year': 2,
  'student.gradeRankPercent': '15',
  'student.overallRankPercent': '15',
  'student.outstanding': [],
};

describe('28.1 scholarship', () => {
  const q = (facts: FactInput) => ask('28.1', facts, { on: ON });
  test('within 15 %: only the school’s findings are open; 3,000 yuan', () => {
    const result = q(student);
    expect(result.eligibility).toBe('needsHuman');
    expect(result.judgements).toHaveLength(4);
    expect(money(result).fen).toBe(3000 * YUAN);
  });

  test('up to 30 % with an outstanding achievement, beyond it never', () => {
    const ranked = { ...student, 'student.gradeRankPercent': '15.01', 'student.overallRankPercent': '30' };
    expectRefusedBy(q(ranked), 'c.');
    expect(q({ ...ranked, 'student.outstanding': ['contest-provincial-2'] }).eligibility).toBe('needsHuman');
    expectRefusedBy(
      q({ ...ranked, 'student.overallRankPercent': '30.01', 'student.outstanding': ['patent'] }),
      'c.rank',
    );
  });

  test('first-year students are refused; an unknown rank is named', () => {
    expectRefusedBy(q({ ...student, 'student.year': 1 }), 'c.year');
    expect(q(without(student, 'student.overallRankPercent')).missing).toContain('student.overallRankPercent');
  });
});

const sponsor: FactInput = {
  ...none,
  'employer.kind': 'enterprise',
  'employer.registeredInJinan': true,
  'employer.taxedInJinan': true,
  'employer.studentAidPeopleThisYear': 0,
  'employer.studentCreditContract': true,
  'student.schoolKind': 'double-first-class',
  'student.level': 'postgraduate',
  'student.fullTime': true,
  'student.scholarship': 12_000 * YUAN,
  'employer.studentTuitionAid': 8000 * YUAN,
  'employer.studentTuitionAidSecondYear': 8000 * YUAN,
  'employer.studentLivingAid': 10_000 * YUAN,
  'employment.contractKind': 'fixed-term',
  'employment.contractFrom': '2022-08-01',
  'employment.contractTo': '2025-07-31',
  'social.pensionPaidByEmployer': true,
  'education.graduatedOn': '2022-07-01',
};

describe('28.2 future star', () => {
  const q = (facts: FactInput) => ask('28.2', facts, { on: ON });
  const overseas = { 'student.schoolKind': 'overseas-other', 'student.firstDegreeDoubleFirstClass': true };
  test.each([
    ['half of 8,000 + 8,000 + 10,000', {}, 13_000],
    ['living aid above 20,000 counts as 20,000', { 'employer.studentLivingAid': 50_000 * YUAN }, 18_000],
    ['no second year', { 'employer.studentTuitionAidSecondYear': 0 }, 9000],
    ['undergraduates: tuition only', { 'student.level': 'undergraduate' }, 8000],
    [
      'overseas: 30,000 a year of tuition, 30,000 of living aid',
      {
        ...overseas,
        'employer.studentTuitionAid': 100_000 * YUAN,
        'employer.studentTuitionAidSecondYear': 40_000 * YUAN,
        'employer.studentLivingAid': 40_000 * YUAN,
      },
      65_000,
    ],
  ])('%s', (_, facts, yuan) => {
    const result = q({ ...sponsor, ...facts });
    expect(result).toMatchObject({ eligibility: 'true', payableFen: yuan * YUAN });
    expect(money(result).split.map(([, fen]) => fen)).toEqual([(yuan / 2) * YUAN, (yuan / 2) * YUAN]);
  });

  test.each([
    [{ 'employer.studentAidPeopleThisYear': 20 }, 'c.people'],
    [{ 'employer.taxedInJinan': false }, 'c.taxed'],
    [{ 'employer.studentLivingAid': 5999 * YUAN }, 'c.living'],
    [{ 'employment.contractTo': '2025-07-30' }, 'c.contract'],
    [{ 'education.graduatedOn': '2022-05-09' }, 'c.within1'],
    [{ 'student.schoolKind': 'other' }, 'c.student'],
  ])('refused: %#', (facts, deciding) => expectRefusedBy(q({ ...sponsor, ...facts }), deciding));

  test('not beside the tuition subsidy; unknown credit contract is named', () => {
    const tuition = { programme: '26.2', holder: 'self', status: 'enjoying' };
    expect(q({ ...sponsor, 'case.otherBenefits': [tuition] }).eligibility).toBe('false');
    expect(q(without(sponsor, 'employer.studentCreditContract'))).toMatchObject({
      eligibility: 'unknown',
      missing: ['employer.studentCreditContract'],
    });
    expect(neededMaterials(q({ ...sponsor, ...overseas }))).toContain('authentication');
    expect(neededMaterials(q(sponsor))).toContain('verification');
  });
});

const intern: FactInput = {
  'employer.kind': 'public-institution',
  'employer.registeredInJinan': true,
  'student.schoolKind': 'overseas-top200',
  'student.level': 'undergraduate',
  'student.fullTime': true,
  'student.enrolled': true,
  'internship.listed': true,
  'internship.studentsListed': 49,
  'internship.conditionsProvided': true,
  'internship.from': '2022-11-01',
  'internship.to': '2022-11-30',
  'internship.allowancePaid': 2000 * YUAN,
};

describe('28.3 dream internship', () => {
  const q = (facts: FactInput) => ask('28.3', facts, { on: ON });
  test('one month, 2,000 yuan, from the city', () => {
    expect(q(intern)).toMatchObject({ eligibility: 'true', payableFen: 2000 * YUAN });
    expect(money(q(intern)).split).toEqual([['市级财政', 2000 * YUAN]]);
  });
  test.each([
    [{ 'internship.to': '2022-11-29' }, 'c.month'],
    [{ 'internship.allowancePaid': 2000 * YUAN - 1 }, 'c.allowance'],
    [{ 'internship.studentsListed': 50 }, 'c.unit-places'],
    [{ 'internship.from': '2022-10-01', 'internship.to': '2022-11-09' }, 'c.within6'],
    [{ 'student.schoolKind': 'overseas-other' }, 'c.school'],
    [{ 'internship.listed': false }, 'c.listed'],
  ])('refused: %#', (facts, deciding) => expectRefusedBy(q({ ...intern, ...facts }), deciding));
  test('unknown listing', () => {
    expect(q(without(intern, 'internship.listed'))).toMatchObject({
      eligibility: 'unknown',
      missing: ['internship.listed'],
    });
  });
});

const candidate: FactInput = {
  ...none,
  'student.schoolKind': 'double-first-class',
  'student.schoolCampusInJinan': false,
  'education.graduatedOn': '2022-07-01',
  'interview.on': '2023-04-20',
  'interview.employerEligible': true,
};

describe('28.4 interview subsidy', () => {
  const q = (facts: FactInput) => ask('28.4', facts, { on: ON });
  test('1,000 yuan once', () => {
    expect(q(candidate)).toMatchObject({ eligibility: 'true', payableFen: 1000 * YUAN });
    const before = { programme: '28.4', holder: 'self', status: 'enjoyed' };
    expect(q({ ...candidate, 'case.otherBenefits': [before] }).eligibility).toBe('false');
  });
  test.each([
    [{ 'student.schoolCampusInJinan': true }, 'c.school'],
    [{ 'education.graduatedOn': '2022-04-19' }, 'c.within1'],
    [{ 'education.graduatedOn': '2023-04-21' }, 'c.after'],
    [{ 'interview.employerEligible': false }, 'c.employer'],
  ])('refused: %#', (facts, deciding) => expectRefusedBy(q({ ...candidate, ...facts }), deciding));
  test('unknown interview day; five working days to decide', () => {
    expect(q(without(candidate, 'interview.on'))).toMatchObject({ eligibility: 'unknown', missing: ['interview.on'] });
    const result = ask('28.4', candidate, { on: ON, dates: { apply: '2023-05-10' } });
    expect(result.steps.find(({ id }) => id === 'district')).toMatchObject({ due: { date: '2023-05-17' } });
  });
});
