import { describe, expect, test } from 'vitest';
import { expectRefusedBy } from './refusal.ts';
import { ask, type FactInput, itemOf, money, neededMaterials, WAN, without } from './support.ts';

/** Rule 23: finance talents, senior accountants, management accounting studios; worked from the document. */

const on = '2023-05-10';
const benefit = (programme: string, status: string) => ({ programme, holder: 'self', status });

describe('23.1 finance talents', () => {
  const banker: FactInput = {
    'finance.worksInJinan': true,
    'finance.yearsInField': 5,
    'finance.otherProgrammesApplied': false,
    'talent.keyProgrammeLevels': [],
    'finance.keyField': 'green',
    'finance.category': 'management',
    'finance.coachingJoined': false,
    'finance.seniorExperience': ['listed'],
    'talent.marketIntroduced': true,
    'employment.workInJinanFrom': '2022-01-01',
    'employment.contractKind': 'fixed-term',
    'employment.contractFrom': '2022-01-01',
    'employment.contractTo': '2024-12-31',
    'employment.form': 'full-time',
    'education.degree': 'doctor',
    'person.birthDate': '1982-05-11',
    'notice.year': 2023,
    'case.otherBenefits': [],
  };
  const of = (more: FactInput) => ask('23.1', { ...banker, ...more }, { on });

  test('five years in finance: standing and conduct are judged, 100,000 once', () => {
    expect(of({})).toMatchObject({ eligibility: 'needsHuman', missing: [] });
    expect(itemOf(of({}), 'c.years').truth).toBe('true');
    expect(money(of({}))).toMatchObject({ fen: 10 * WAN, state: 'amount' });
  });

  test('chosen for a programme of the state or the province before: whether 23.1 is a step down is judged', () => {
    expect(itemOf(of({}), 'c.no-lower').truth).toBe('true');
    expect(itemOf(of({ 'talent.keyProgrammeLevels': ['city'] }), 'c.no-lower').truth).toBe('true');
    expect(itemOf(of({ 'talent.keyProgrammeLevels': ['provincial'] }), 'c.no-lower').truth).toBe('needsHuman');
  });

  test.each([
    [{ 'finance.yearsInField': 4 }, 'c.years'],
    [{ 'finance.worksInJinan': false }, 'c.field'],
    [{ 'finance.otherProgrammesApplied': true }, 'c.single'],
    [{ 'case.otherBenefits': [benefit('23.1', 'ended'), benefit('23.1', 'ended')] }, 'two-terms'],
    [{ 'case.otherBenefits': [benefit('23.1', 'enjoying')] }, 'in-management'],
  ])('%j fails', (facts, item) => expectRefusedBy(of(facts), item));

  test('a second term after the first has ended', () => {
    expect(of({ 'case.otherBenefits': [benefit('23.1', 'ended')] }).eligibility).toBe('needsHuman');
  });

  test.each<[string, FactInput, string]>([
    ['c.introduced', {}, 'true'],
    ['c.introduced', { 'employment.workInJinanFrom': '2021-12-31' }, 'false'],
    ['c.introduced', { 'employment.contractTo': '2024-12-30' }, 'false'],
    ['c.introduced', { 'employment.contractKind': 'open-ended', 'employment.contractTo': '2022-12-31' }, 'true'],
    ['c.introduced', { 'notice.year': 2024 }, 'false'],
    ['c.senior', {}, 'true'],
    ['c.senior', { 'finance.category': 'other' }, 'false'],
    ['c.senior', { 'finance.seniorExperience': ['equivalent'] }, 'needsHuman'],
    ['c.young', {}, 'needsHuman'],
    ['c.young', { 'person.birthDate': '1982-05-10' }, 'false'],
    ['c.young', { 'finance.keyField': 'other' }, 'false'],
    ['c.coaching', {}, 'false'],
  ])('preference %s with %j is %s and never refuses', (item, facts, truth) => {
    const result = of(facts);
    expect(itemOf(result, item).truth).toBe(truth);
    expect(result.eligibility).toBe('needsHuman');
  });

  test('proof of the introduction only where there was one; years not known: open', () => {
    expect(neededMaterials(of({}))).toEqual(['report', 'form', 'introduction', 'achievements']);
    expect(neededMaterials(of({ 'talent.marketIntroduced': false }))).not.toContain('introduction');
    expect(ask('23.1', without(banker, 'finance.yearsInField'), { on }).missing).toContain('finance.yearsInField');
  });
});

describe('23.2 senior accountants', () => {
  const chief: FactInput = {
    'accounting.recommended': true,
    'accounting.rewardedLastCycle': false,
    'accounting.categoriesApplied': 1,
    'accounting.qualifications': ['senior-accountant'],
    'accounting.yearsAsAccountant': 0,
    'accounting.post': 'finance-director',
    'accounting.leadingTrainee': false,
    'accounting.worthPopularising': false,
    'accounting.industryAward': false,
    'person.birthDate': '1972-05-11',
    'person.associateProfessor': true,
    'person.cityAwardOrHigher': false,
    'education.degree': 'master',
    'education.economicsOrManagement': true,
    'employer.kind': 'enterprise',
    'employer.affiliation': 'none',
    'employer.registeredInJinan': true,
    'employer.aboveScale': true,
    'accounting.teachesInJinanCollege': true,
    'accounting.authoritativePapers': 2,
    'accounting.ministerialProjectsDone': 0,
    'accounting.monographs': 1,
    'case.otherBenefits': [],
  };
  const of = (more: FactInput, track = 'unit') => ask('23.2', { ...chief, ...more }, { on, track });

  test.each<[string, FactInput]>([
    ['unit', {}],
    [
      'unit',
      { 'employer.kind': 'public-institution', 'employer.affiliation': 'district', 'employer.aboveScale': false },
    ],
    ['unit', { 'accounting.qualifications': ['accountant'], 'accounting.yearsAsAccountant': 5 }],
    ['intermediary', { 'employer.kind': 'intermediary', 'accounting.qualifications': ['cpa'] }],
    ['college', { 'accounting.authoritativePapers': 0, 'accounting.ministerialProjectsDone': 2 }],
  ])('%s %j: experts judge the rest; 10,000 once', (track, facts) => {
    const result = of(facts, track);
    expect(result).toMatchObject({ eligibility: 'needsHuman', track, missing: [] });
    expect(money(result)).toMatchObject({ fen: WAN, state: 'amount', split: [['市级财政', WAN]] });
  });

  test.each<[string, FactInput, string]>([
    ['unit', { 'accounting.recommended': false }, 'c.recommended'],
    ['unit', { 'accounting.rewardedLastCycle': true }, 'c.not-last-cycle'],
    ['unit', { 'accounting.categoriesApplied': 2 }, 'u.one-category'],
    ['unit', { 'education.degree': 'junior-college' }, 'u.degree'],
    ['unit', { 'accounting.qualifications': ['accountant'], 'accounting.yearsAsAccountant': 4 }, 'u.qualification'],
    ['unit', { 'accounting.post': 'none' }, 'u.post'],
    ['unit', { 'employer.aboveScale': false }, 'u.'],
    ['unit', { 'employer.kind': 'hospital', 'employer.affiliation': 'provincial' }, 'u.'],
    [
      'intermediary',
      { 'employer.kind': 'intermediary', 'accounting.qualifications': ['accountant'] },
      'i.qualification',
    ],
    ['college', { 'accounting.authoritativePapers': 1, 'accounting.ministerialProjectsDone': 1 }, 's.research'],
    ['college', { 'accounting.monographs': 0 }, 's.monograph'],
    ['college', { 'education.degree': 'bachelor' }, 's.degree'],
    ['college', { 'case.otherBenefits': [benefit('23.2', 'ended'), benefit('23.2', 'ended')] }, 'twice'],
  ])('%s %j fails', (track, facts, item) => expectRefusedBy(of(facts, track), item));

  test('50 on the last day before the 51st birthday; from 51 a person decides', () => {
    expect(itemOf(of({ 'person.birthDate': '1972-05-11' }), 'u.age').truth).toBe('true');
    const older = of({ 'person.birthDate': '1972-05-10' });
    expect(itemOf(older, 'u.age').truth).toBe('needsHuman');
    expect(older.eligibility).toBe('needsHuman');
  });

  test('post not recorded: open', () => {
    const open = ask('23.2', without(chief, 'accounting.post'), { on, track: 'unit' });
    expect(open.missing).toContain('accounting.post');
    expect(itemOf(open, 'u.post').truth).toBe('unknown');
  });
});

describe('23.2 studios', () => {
  const studio: FactInput = {
    'accounting.recommended': true,
    'accounting.rewardedLastCycle': false,
    'accounting.studioApproved': true,
    'accounting.studioSupported': true,
    'accounting.studioAssessmentPassed': true,
    'accounting.worthPopularising': true,
    'accounting.casesPublished': true,
    'case.otherBenefits': [],
  };
  const of = (more: FactInput) => ask('23.2', { ...studio, ...more }, { on, track: 'studio' });

  test('100,000 once it has passed its assessment', () => {
    expect(of({}).eligibility).toBe('needsHuman');
    expect(money(of({}))).toMatchObject({ fen: 10 * WAN, state: 'amount' });
    const failed = of({ 'accounting.studioAssessmentPassed': false });
    expect(failed.support.find(({ id }) => id === 'studio')!.state).toBe('none');
    expectRefusedBy(of({ 'accounting.studioApproved': false }), 'w.approved');
  });
});
