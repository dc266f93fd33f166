import { describe, expect, test } from 'vitest';
import type { Condition } from '#shared/rules/conditionSchema.ts';
import { ask, catalogue, type FactInput, itemOf, neededMaterials, without } from './support.ts';

const nobody: FactInput = {
  'employment.form': 'full-time',
  'employment.role': 'professional',
  'employer.registeredInJinan': true,
  'employer.headquarters': false,
  'employer.aboveScale': false,
  'person.professionalTitle': 'none',
  'person.skillLevel': 'none',
  'person.socialWorkLevel': 'none',
  'person.ledProvincialProjectOrAward': false,
  'person.cityAwardOrHigher': false,
  'talent.titles': [],
  'talent.equivalentClaim': 'none',
  'education.degree': 'bachelor',
  'education.fullTime': true,
  'education.overseas': false,
  'social.insuredInJinan': true,
  'integrity.academicFraud': false,
  'integrity.falseMaterials': false,
  'integrity.inDisciplinePeriod': false,
  'integrity.servingSentence': false,
  'integrity.badCredit': false,
  'case.otherBenefits': [],
};

const classify = (facts: FactInput, track?: string) => ask('01', { ...nobody, ...facts }, { on: '2023-06-27', track });
const programme = catalogue.programmes.find(({ definition }) => definition.id === '01')!.definition;
const entriesOf = (track: string): Condition[] => programme.tracks.find(({ id }) => id === track)!.conditions.any!;

test('the catalogue of recognition has 8 + 9 + 18 + 21 + 10 = 66 entries, each on its own clause', () => {
  const counts = ['a', 'b', 'c', 'd', 'e'].map((one) => entriesOf(`class-${one}`).length);
  expect(counts).toEqual([8, 9, 18, 21, 10]);
  for (const [index, one] of ['a', 'b', 'c', 'd', 'e'].entries()) {
    entriesOf(`class-${one}`).forEach((entry, position) => {
      expect(entry.cite).toEqual([`jrcb-2022-4/01/2.${index + 1}.${position + 1}`]);
    });
  }
});

test('every title of the list decides exactly one entry, and gives the class of that entry', () => {
  const titles = catalogue.parts.lists.find(({ id }) => id === 'talent-titles')!.values.map(({ value }) => value);
  const entries = programme.tracks.flatMap(({ id }) =>
    id === 'special' ? [] : entriesOf(id).map((entry) => ({ id, entry })),
  );
  for (const title of titles) {
    const naming = entries.filter(
      ({ entry }) => entry.in?.fact === 'talent.titles' && entry.in.values?.includes(title),
    );
    expect(naming.length, title).toBe(1);
    expect(classify({ 'talent.titles': [title] }), title).toMatchObject({ eligibility: 'true', track: naming[0]!.id });
  }
});

describe('which class', () => {
  test('the highest that holds is granted', () => {
    const facts = { 'talent.titles': ['quancheng-scholar', 'changjiang-professor'], 'education.degree': 'doctor' };
    expect(classify(facts)).toMatchObject({ eligibility: 'true', track: 'class-b' });
    expect(
      classify(facts)
        .tracks.filter(({ truth }) => truth === 'true')
        .map(({ id }) => id),
    ).toEqual(['class-b', 'class-d', 'class-e']);
  });

  test.each([
    ['full-time master', { 'education.degree': 'master' }, 'class-e'],
    ['associate senior title', { 'person.professionalTitle': 'associate-senior' }, 'class-e'],
    ['senior technician', { 'person.skillLevel': 'senior-technician' }, 'class-e'],
    ['senior social worker', { 'person.socialWorkLevel': 'senior' }, 'class-e'],
    ['senior title alone', { 'person.professionalTitle': 'senior' }, 'class-e'],
    [
      'senior title with a provincial project',
      { 'person.professionalTitle': 'senior', 'person.ledProvincialProjectOrAward': true },
      'class-d',
    ],
    ['professional of a headquarters', { 'employer.headquarters': true }, 'class-d'],
    [
      'manager with a city award in an enterprise above scale',
      { 'employment.role': 'professional-manager', 'employer.aboveScale': true, 'person.cityAwardOrHigher': true },
      'class-e',
    ],
  ])('%s', (_, facts, track) => {
    expect(classify(facts as FactInput)).toMatchObject({ eligibility: 'true', track });
  });

  test.each([
    ['nothing on the list', {}],
    ['part-time master', { 'education.degree': 'master', 'education.fullTime': false }],
    ['intermediate title', { 'person.professionalTitle': 'intermediate' }],
    ['manager without an award', { 'employment.role': 'professional-manager', 'employer.aboveScale': true }],
  ])('%s: no class', (_, facts) => {
    expect(classify(facts as FactInput).eligibility).toBe('false');
  });

  test('a claim of an equal level goes to people, for the claimed class only', () => {
    expect(classify({ 'talent.equivalentClaim': 'D' }, 'class-d')).toMatchObject({ eligibility: 'needsHuman' });
    expect(classify({ 'talent.equivalentClaim': 'D' }, 'class-c').eligibility).toBe('false');
    expect(classify({ 'talent.equivalentClaim': 'special' })).toMatchObject({
      eligibility: 'needsHuman',
      track: 'special',
    });
  });

  test('titles not recorded: the open fact is named', () => {
    const result = ask('01', without(nobody, 'talent.titles'), { on: '2023-06-27', track: 'class-b' });
    expect(result).toMatchObject({ eligibility: 'unknown', missing: ['talent.titles'] });
  });
});

describe('who may apply', () => {
  const member = { 'talent.titles': ['cas-academician'] };

  test('full-time or founder, unit registered in Jinan', () => {
    expect(classify({ ...member, 'employment.form': 'founder' }).eligibility).toBe('true');
    expect(classify({ ...member, 'employment.form': 'part-time' })).toMatchObject({
      eligibility: 'false',
      deciding: ['base.form'],
    });
    expect(classify({ ...member, 'employer.registeredInJinan': false }).deciding).toEqual(['base.registered']);
  });

  test.each(['academicFraud', 'falseMaterials', 'inDisciplinePeriod', 'servingSentence', 'badCredit'])(
    '%s rules recognition out',
    (key) => {
      const result = classify({ ...member, [`integrity.${key}`]: true });
      expect(result).toMatchObject({ eligibility: 'false', deciding: ['misconduct'] });
    },
  );

  test('papers follow the case', () => {
    const base = ['application', 'identity', 'degree', 'achievements'];
    expect(neededMaterials(classify({}))).toEqual(base);
    expect(neededMaterials(classify({ 'social.insuredInJinan': false }))).toContain('contract');
    expect(neededMaterials(classify({ 'employment.form': 'founder' }))).toContain('licence');
    expect(neededMaterials(classify({ 'education.overseas': true }))).toContain('degree-authentication');
    expect(neededMaterials(classify(member))).toContain('titles');
    expect(neededMaterials(classify({ 'person.skillLevel': 'technician' }))).toContain('professional-title');
  });

  test('first review within five working days, over the turn of the year', () => {
    const result = ask('01', { ...nobody, ...member }, { on: '2022-12-28', dates: { apply: '2022-12-29' } });
    expect(JSON.stringify(result.steps.find(({ id }) => id === 'first-review'))).toContain('2023-01-06');
    expect(itemOf(result, 'base.form').truth).toBe('true');
  });
});
