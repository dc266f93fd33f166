import { describe, expect, test } from 'vitest';
import { ask, type FactInput, itemOf, money, without, YUAN } from './support.ts';

/** Rule 15: outstanding professionals; worked from the document. */

const doctor: FactInput = {
  'talent.foreignNational': false,
  'person.civilServant': false,
  'person.frontlineProfessional': false,
  'person.cityManagedOfficial': false,
  'person.yearsHeadingEnterprise': 0,
  'topProfessional.timesSelected': 2,
  'topProfessional.achievements': ['provincial-2-first'],
  'topProfessional.cooperation': [],
  'talent.keyProgrammeLevels': [],
  'employer.kind': 'hospital',
  'employer.affiliation': 'city',
  'employer.registeredInJinan': true,
  'employment.role': 'professional',
  'assessment.yearPassed': true,
  'case.otherBenefits': [],
};
const of = (facts: FactInput, track = 'local') => ask('15', { ...doctor, ...facts }, { on: '2023-05-10', track });

describe('15 outstanding professionals', () => {
  test('head of a second prize of the province, selected twice: conduct is left to people', () => {
    const result = of({});
    expect(result.eligibility).toBe('needsHuman');
    expect(itemOf(result, 'l.achievement').truth).toBe('true');
  });

  test.each([
    ['a third time', { 'topProfessional.timesSelected': 3 }, 'c.times'],
    ['a civil servant', { 'person.civilServant': true }, 'c.not-servant'],
    ['an official of the city', { 'person.cityManagedOfficial': true }, 'c.not-official'],
    ['a foreigner', { 'talent.foreignNational': true }, 'c.national'],
    ['nothing achieved', { 'topProfessional.achievements': [] }, 'l.achievement'],
    ['a hospital of the province', { 'employer.affiliation': 'provincial' }, 'l.unit'],
    ['a clerk of the city government', { 'employer.kind': 'government', 'employment.role': 'other' }, 'l.unit'],
  ])('%s fails', (_, facts, item) => {
    const result = of(facts);
    expect(result.eligibility).toBe('false');
    expect(itemOf(result, item).truth).toBe('false');
  });

  test('a civil servant at the bench of a party school may', () => {
    const result = of({ 'person.civilServant': true, 'person.frontlineProfessional': true });
    expect(itemOf(result, 'c.not-servant').truth).toBe('true');
  });

  test.each([
    [4, 'false'],
    [5, 'needsHuman'],
  ])('head of an enterprise for %i years', (years, truth) => {
    const head = { 'topProfessional.achievements': [], 'person.yearsHeadingEnterprise': years };
    expect(itemOf(of(head), 'l.achievement').truth).toBe(truth);
  });

  test('units of the centre and the province: a programme and a tie to Jinan', () => {
    const professor = { 'employer.kind': 'university', 'employer.affiliation': 'provincial' };
    const tie = { ...professor, 'topProfessional.cooperation': ['cooperation'] };
    expect(of({ ...tie, 'talent.keyProgrammeLevels': ['provincial'] }, 'resident').eligibility).toBe('needsHuman');
    expect(of({ ...tie, 'talent.keyProgrammeLevels': ['city'] }, 'resident').eligibility).toBe('false');
    expect(of({ ...professor, 'talent.keyProgrammeLevels': ['national'] }, 'resident').eligibility).toBe('false');
  });

  test('1,500 a month: 18,000 for a year that was passed, else nothing', () => {
    expect(money(of({}))).toMatchObject({ fen: 18_000 * YUAN });
    expect(of({ 'assessment.yearPassed': false }).support.find(({ id }) => id === 'allowance')!.state).toBe('none');
  });

  test('the higher of the talent programmes of the city: 金融英才 is one of them, accountants are not', () => {
    const higher = (programme: string) =>
      of({ 'case.otherBenefits': [{ programme, holder: 'self', status: 'enjoying' }] }).exclusions.find(
        ({ id }) => id === 'higher',
      )?.applies;
    expect([higher('11.1'), higher('23.1'), higher('23.2')]).toEqual(['true', 'true', 'false']);
  });

  test('unknown how often selected', () => {
    const open = ask('15', without(doctor, 'topProfessional.timesSelected'), { on: '2023-05-10', track: 'local' });
    expect(itemOf(open, 'c.times').truth).toBe('unknown');
    expect(open.missing).toContain('topProfessional.timesSelected');
  });
});
