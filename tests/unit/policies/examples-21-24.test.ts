import { describe, expect, test } from 'vitest';
import type { Evaluation } from '#shared/rules/evaluateProgramme.ts';
import { expectRefusedBy } from './refusal.ts';
import { ask, type FactInput, itemOf, money, neededMaterials, WAN, without, YUAN } from './support.ts';

/** Rules 21, 22 and 24: harmony envoys, talents of medicine and of education; worked from the document. */

const on = '2023-05-10';
const supportOf = (result: Evaluation, id: string) => result.support.find((one) => one.id === id)!;
const stepOf = (result: Evaluation, id: string) => result.steps.find((one) => one.id === id);

describe('21 harmony envoys', () => {
  const worker: FactInput = {
    'socialWork.fullTime': true,
    'socialWork.years': 5,
    'person.socialWorkLevel': 'intermediate',
    'socialWork.elderlyCareLevel': 'none',
    'socialWork.elderlyTrainingPassed': false,
    'assessment.yearPassed': true,
    'case.otherBenefits': [],
  };
  const of = (more: FactInput = {}) => ask('21', { ...worker, ...more }, { on });

  test('judgements are left; 1,000 a month, 12,000 for a year that was passed', () => {
    expect(of().eligibility).toBe('needsHuman');
    expect(money(of())).toMatchObject({ fen: 12_000 * YUAN, split: [['市级财政', 12_000 * YUAN]] });
    expect(supportOf(of({ 'assessment.yearPassed': false }), 'allowance').state).toBe('none');
  });

  test.each([
    [{}, true],
    [{ 'socialWork.years': 4 }, false],
    [{ 'person.socialWorkLevel': 'assistant' }, false],
    [{ 'person.socialWorkLevel': 'none', 'socialWork.elderlyCareLevel': 'intermediate' }, true],
    [{ 'person.socialWorkLevel': 'none', 'socialWork.elderlyCareLevel': 'junior' }, false],
    [{ 'person.socialWorkLevel': 'none', 'socialWork.elderlyTrainingPassed': true }, true],
  ])('%j: preferred %s, refused never', (more, preferred) => {
    const result = of(more);
    expect(itemOf(result, 'c.priority').truth === 'true').toBe(preferred);
    expect(result.eligibility).toBe('needsHuman');
  });

  test('not in social work: refused; unknown: asked', () => {
    expectRefusedBy(of({ 'socialWork.fullTime': false }), 'c.field');
    const open = ask('21', without(worker, 'socialWork.fullTime'), { on });
    expect(open).toMatchObject({ eligibility: 'unknown', missing: ['socialWork.fullTime'] });
  });

  test('the notice of the recommendation lasts five working days, over a weekend', () => {
    const { steps } = ask('21', worker, { on, dates: { recommend: '2023-08-02' } });
    expect(steps.find(({ id }) => id === 'recommend')!.notice).toMatchObject({ date: '2023-08-09' });
  });
});

describe('22 talents of medicine', () => {
  const doctor: FactInput = {
    'employer.affiliation': 'city',
    'employer.kind': 'hospital',
    'employment.form': 'full-time',
    'employment.newlyIntroduced': true,
    'employment.contractFrom': '2023-07-01',
    'employment.contractTo': '2028-06-30',
    'integrity.criminalRecord': false,
    'mentor.goodHealth': true,
    'person.birthDate': '1972-05-11',
    'person.professionalTitle': 'senior',
    'education.degree': 'master',
    'talent.outstandingOverseas': false,
    'assessment.yearPassed': true,
    'case.otherBenefits': [],
  };
  const of = (kind: string, more: FactInput = {}) =>
    ask('22', { ...doctor, 'medical.introductionKind': kind, ...more }, { on, track: kind });

  test.each([
    ['outstanding', 30],
    ['leading', 20],
    ['urgent', 10],
    ['special', 10],
  ])('%s: %i 万 in each of three years', (kind, wan) => {
    const result = of(kind);
    expect(result.eligibility).toBe('needsHuman');
    expect(money(result)).toMatchObject({ fen: 3 * wan * WAN, parts: [wan * WAN, wan * WAN, wan * WAN] });
  });

  test.each([
    ['a failed assessment', { 'assessment.yearPassed': false }],
    ['a first contract a day short of five years', { 'employment.contractTo': '2028-06-29' }],
  ])('%s keeps the allowance back', (_, more) => {
    const { instalments } = supportOf(of('leading', more), 'allowance');
    expect(instalments.map(({ requires }) => requires!.truth)).toEqual(['false', 'false', 'false']);
  });

  test.each([
    [{ 'employer.affiliation': 'provincial' }, 'c.unit'],
    [{ 'employer.kind': 'enterprise' }, 'c.unit'],
    [{ 'employment.form': 'part-time' }, 'c.full-time'],
    [{ 'integrity.criminalRecord': true }, 'c.lawful'],
    [{ 'medical.introductionKind': 'special' }, 'u.kind'],
  ])('%j fails %s', (more, item) => expectRefusedBy(of('urgent', more), item));

  test('titles: senior for the first two kinds, associate senior or a doctorate for the others', () => {
    const associate = { 'person.professionalTitle': 'associate-senior' };
    expect(itemOf(of('leading', associate), 'l.title').truth).toBe('needsHuman');
    expect(itemOf(of('urgent', associate), 'u.title').truth).toBe('true');
    const young = { 'person.professionalTitle': 'none' };
    expect(itemOf(of('urgent', { ...young, 'education.degree': 'doctor' }), 'u.title').truth).toBe('true');
    expect(itemOf(of('special', young), 's.title').truth).toBe('needsHuman');
    expect(itemOf(of('outstanding', { ...young, 'talent.outstandingOverseas': true }), 'o.title').truth).toBe('true');
  });

  test('50 until the day before the 51st birthday, then people decide; age unknown', () => {
    expect(itemOf(of('urgent'), 'c.age').truth).toBe('true');
    const older = of('urgent', { 'person.birthDate': '1972-05-10' });
    expect(older.eligibility).toBe('needsHuman');
    expect(itemOf(older, 'c.age').truth).not.toBe('true');
    const open = ask('22', without({ ...doctor, 'medical.introductionKind': 'urgent' }, 'person.birthDate'), { on });
    expect(open).toMatchObject({ eligibility: 'unknown' });
    expect(open.missing).toContain('person.birthDate');
  });
});

describe('24 talents of education', () => {
  const teacher: FactInput = {
    'school.unit': 'city-education',
    'school.talentClass': 'C',
    'school.urgentRecognised': false,
    'school.introducedOn': '2022-01-01',
    'school.yearsServed': 10,
    'school.leftOrRetired': false,
    'school.housingPayment': 'lump',
    'school.postTargetsMet': true,
    'school.outflowRestricted': false,
    'school.releasedByFormerUnit': true,
    'talent.introducedFromOutside': true,
    'integrity.criminalRecord': false,
    'mentor.goodHealth': true,
    'person.birthDate': '1972-05-11',
    'employment.contractFrom': '2023-07-01',
    'employment.contractTo': '2028-06-30',
    'apex.appliesAsTeam': false,
    'assessment.yearPassed': true,
    'case.otherBenefits': [],
  };
  const of = (more: FactInput = {}, dates: Record<string, string> = {}) =>
    ask('24', { ...teacher, ...more }, { on, dates });

  test.each([
    ['B', 80, 7],
    ['C', 60, 5],
    ['D', 40, 3],
    ['E', 20, 1],
  ])('class %s: home %i 万 at once or in ten parts, pay %i 万 for three years', (grade, home, pay) => {
    const own = { 'school.talentClass': grade, 'school.urgentRecognised': grade === 'E' };
    const lump = of(own);
    expect(lump).toMatchObject({ eligibility: 'needsHuman', track: `class-${grade.toLowerCase()}` });
    expect(supportOf(lump, 'housing-lump')).toMatchObject({ amountFen: home * WAN });
    expect(supportOf(lump, 'housing-yearly').state).toBe('none');
    const yearly = supportOf(of({ ...own, 'school.housingPayment': 'yearly' }), 'housing-yearly');
    expect(yearly.instalments.map(({ amountFen }) => amountFen)).toEqual(Array(10).fill((home / 10) * WAN));
    expect(yearly.split).toEqual([{ payer: '市级财政', amountFen: home * WAN }]);
    const salary = supportOf(lump, 'salary');
    expect(salary.amountFen).toBe(3 * pay * WAN);
    expect(salary.instalments.map(({ amountFen }) => amountFen)).toEqual([pay * WAN, pay * WAN, pay * WAN]);
  });

  test('class A case by case', () => {
    const result = of({ 'school.talentClass': 'A' });
    expect(result.track).toBe('class-a');
    expect(supportOf(result, 'class-a')).toMatchObject({ state: 'needsHuman', amountFen: null });
    expect(supportOf(result, 'salary')?.state ?? 'none').toBe('none');
  });

  test('at once only after ten years and a contract of five', () => {
    const due = (more: FactInput) => supportOf(of(more), 'housing-lump').instalments[0]!.requires!.truth;
    expect(due({})).toBe('true');
    expect(due({ 'school.yearsServed': 9 })).toBe('false');
    expect(due({ 'employment.contractTo': '2028-06-29' })).toBe('false');
  });

  test.each([
    ['failed the year', { 'assessment.yearPassed': false }],
    ['missed the targets', { 'school.postTargetsMet': false }],
    ['left', { 'school.leftOrRetired': true }],
  ])('%s: no pay supplement', (_, more) => {
    const { instalments } = supportOf(of(more), 'salary');
    expect(instalments.map(({ requires }) => requires!.truth)).toEqual(['false', 'false', 'false']);
  });

  test('introduced before 2022: by the old measures, not computed', () => {
    const result = of({ 'school.introducedOn': '2021-12-31' });
    expect(supportOf(result, 'salary').state).toBe('none');
    expect(supportOf(result, 'housing-lump').state).toBe('none');
    expect(supportOf(result, 'old-measures').state).toBe('needsHuman');
    expect(supportOf(of(), 'old-measures').state).toBe('none');
  });

  test('another unit, a record, class E not recognised as urgent', () => {
    expectRefusedBy(of({ 'school.unit': 'other' }), 'c.unit');
    expectRefusedBy(of({ 'integrity.criminalRecord': true }), 'c.lawful');
    const excellent = { ...teacher, 'school.talentClass': 'E' };
    expectRefusedBy(ask('24', excellent, { on, track: 'class-e' }), 'te.urgent');
    const district = of({ 'school.unit': 'district-education' });
    expect(district.eligibility).toBe('needsHuman');
    expect(supportOf(district, 'salary')).toMatchObject({ amountFen: 15 * WAN, split: [] });
  });

  test('from within Jinan or over 50: people decide', () => {
    const local = of({ 'talent.introducedFromOutside': false });
    expect(itemOf(local, 'c.outside').truth).not.toBe('true');
    expect(local.eligibility).toBe('needsHuman');
    expect(itemOf(of({ 'person.birthDate': '1972-05-10' }), 'c.age').truth).toBe('needsHuman');
  });

  test('class and unit unknown', () => {
    const open = ask('24', without(teacher, 'school.talentClass', 'school.unit'), { on });
    expect(open).toMatchObject({ eligibility: 'unknown', payableFen: null });
    expect(open.missing).toEqual(expect.arrayContaining(['school.talentClass', 'school.unit']));
  });

  test('the way in depends on the class; the trial ends three months after the contract', () => {
    expect(stepOf(of(), 'individual')!.applies).toBe('true');
    expect(stepOf(of(), 'interview-d')!.applies).toBe('false');
    const d = of({ 'school.talentClass': 'D' }, { contract: '2023-07-03' });
    expect(stepOf(d, 'individual')!.applies).toBe('false');
    expect(stepOf(d, 'interview-d')!.applies).toBe('true');
    expect(stepOf(d, 'probation')!.due).toMatchObject({ date: '2023-10-07' });
  });

  test('the former unit signs unless it restricts leaving; a couple takes the higher home subsidy', () => {
    expect(neededMaterials(of())).toContain('former-unit');
    expect(neededMaterials(of({ 'school.outflowRestricted': true }))).not.toContain('former-unit');
    const spouse = [{ programme: '24', holder: 'spouse', status: 'enjoying', amount: 40 * WAN }];
    const couple = of({ 'case.otherBenefits': spouse }).exclusions.find(({ id }) => id === 'couple')!;
    expect(couple).toMatchObject({ applies: 'true', blocking: false });
  });
});
