import { describe, expect, test } from 'vitest';
import { ask, type FactInput, itemOf, money, without, YUAN } from './support.ts';

/** Rule 16: leaders, backbone scholars and teams of the social sciences; worked from the document. */

const scholar: FactInput = {
  'employer.socialScienceUnit': true,
  'person.birthDate': '1968-05-11',
  'person.professionalTitle': 'senior',
  'education.degree': 'doctor',
  'research.ledNationalProjectIn5Years': true,
  'research.provincialFieldAward': true,
  'research.topCssciPaperIn3Years': false,
  'research.adviceAdoptedIn3Years': true,
  'research.ledMinisterialProject': true,
  'apex.appliesAsTeam': true,
  'team.coreMembers': 5,
  'team.registeredWithAuthority': false,
  'team.outcomesIn3Years': true,
  'assessment.yearPassed': true,
  'case.otherBenefits': [],
};
const of = (track: string, facts: FactInput = {}) => ask('16', { ...scholar, ...facts }, { on: '2023-05-10', track });

describe('16 social sciences', () => {
  test.each([
    ['leader', 300_000],
    ['backbone', 50_000],
    ['team', 100_000],
  ])('%s: %i yuan in halves', (track, yuan) => {
    const result = of(track, { 'person.birthDate': '1979-05-10' });
    expect(result.eligibility).toBe('needsHuman');
    expect(money(result)).toMatchObject({ fen: yuan * YUAN, parts: [(yuan / 2) * YUAN, (yuan / 2) * YUAN] });
  });

  test.each([
    ['leader', { 'research.ledNationalProjectIn5Years': false }, 'l.project'],
    ['leader', { 'research.provincialFieldAward': false }, 'l.award'],
    ['leader', { 'research.adviceAdoptedIn3Years': false }, 'l.output'],
    ['backbone', { 'research.ledMinisterialProject': false }, 'b.output'],
    ['team', { 'apex.appliesAsTeam': false }, 't.applies'],
    ['leader', { 'employer.socialScienceUnit': false }, 'unit'],
  ])('%s fails: %j', (track, facts, item) => {
    const result = of(track, facts);
    expect(result.eligibility).toBe('false');
    expect(itemOf(result, item).truth).toBe('false');
  });

  test('adopted advice serves a leader only, a project of the province a backbone scholar only', () => {
    const paperless = { 'research.ledMinisterialProject': false };
    expect(itemOf(of('leader', paperless), 'l.output').truth).toBe('true');
    expect(itemOf(of('backbone', paperless), 'b.output').truth).toBe('false');
  });

  test('55 until the day before the 56th birthday; above that, people decide', () => {
    expect(itemOf(of('leader', { 'person.birthDate': '1967-05-11' }), 'l.age').truth).toBe('true');
    const older = of('leader', { 'person.birthDate': '1967-05-10' });
    expect(itemOf(older, 'l.age').truth).not.toBe('true');
    expect(older.eligibility).toBe('needsHuman');
  });

  test.each([
    [4, false],
    [5, true],
    [8, true],
    [9, false],
  ])('%i members of a team', (members, fits) => {
    expect(itemOf(of('team', { 'team.coreMembers': members }), 't.size').truth === 'true').toBe(fits);
  });

  test('unknown title and award', () => {
    const open = ask('16', without(scholar, 'research.provincialFieldAward'), { on: '2023-05-10', track: 'leader' });
    expect(itemOf(open, 'l.award').truth).toBe('unknown');
    expect(open.missing).toContain('research.provincialFieldAward');
  });
});
