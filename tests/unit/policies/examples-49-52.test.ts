import { describe, expect, test } from 'vitest';
import { benefit } from './benefit.ts';
import { expectRefusedBy } from './refusal.ts';
import { ask, type FactInput, itemOf, money, neededMaterials, WAN, without, YUAN } from './support.ts';

/** Rules 49 to 52: universities' international platforms, training, introduced and cultivated teams; worked from the document. */

const on = '2023-08-10';
const university: FactInput = { 'employer.kind': 'university', 'employer.registeredInJinan': true };
const institute: FactInput = { ...university, 'employer.kind': 'research-institute' };

describe('49 international training platforms', () => {
  const kinds: Record<string, FactInput> = {
    programme: {
      'internationalPlatform.kind': 'joint-programme',
      'internationalPlatform.newlyApproved': true,
      'internationalPlatform.degreeLevel': 'bachelor',
    },
    institution: { 'internationalPlatform.kind': 'joint-institution', 'internationalPlatform.newlyApproved': true },
    joint: {
      'internationalPlatform.kind': 'joint-laboratory',
      'internationalPlatform.partner': 'double-first-class',
    },
    base: {
      'internationalPlatform.kind': 'innovation-centre',
      'internationalPlatform.partner': 'world-renowned',
      'internationalPlatform.inJinan': true,
      'internationalPlatform.performanceEvaluated': true,
    },
  };
  const of = (track: string, more: FactInput = {}) =>
    ask('49', { ...university, ...kinds[track], ...more }, { on, track });

  test.each([
    ['programme', 'programmeTier', [50, 100, 150, 200]],
    ['institution', 'institutionTier', [200, 500, 1000, 3000]],
    ['joint', 'jointTier', [100, 200, 500, 1000]],
  ])('%s: four grades', (track, tier, wans) => {
    for (const wan of wans) {
      const result = of(track, { [`internationalPlatform.${tier}`]: `wan-${wan}` });
      expect(result).toMatchObject({ eligibility: 'true', payableFen: wan * WAN });
    }
    expect(benefit(of(track), track)).toMatchObject({
      state: 'unknown',
      missing: [`internationalPlatform.${tier}`],
    });
  });

  test('a base with a renowned university: 50 to 200 万 after the evaluation, renown is judged', () => {
    for (const fen of [50 * WAN, 200 * WAN]) {
      const result = of('base', { 'internationalPlatform.baseGrantDecided': fen });
      expect(result).toMatchObject({ eligibility: 'needsHuman', missing: [] });
      expect(benefit(result, 'base').amountFen).toBe(fen);
    }
    for (const fen of [50 * WAN - 1, 200 * WAN + 1]) {
      const result = of('base', { 'internationalPlatform.baseGrantDecided': fen });
      expect(benefit(result, 'base')).toMatchObject({ state: 'needsHuman', amountFen: null });
    }
    expect(benefit(of('base'), 'base').rangeFen).toEqual({ from: 50 * WAN, to: 200 * WAN });
    expect(neededMaterials(of('base'))).toEqual(['application', 'approval', 'partner', 'letter']);
    expect(neededMaterials(of('joint'))).not.toContain('partner');
  });

  test.each([
    ['programme', { 'internationalPlatform.degreeLevel': 'below' }, 'p.level'],
    ['programme', { 'internationalPlatform.newlyApproved': false }, 'p.new'],
    ['programme', { 'employer.kind': 'enterprise' }, 'c.kind'],
    ['institution', { 'internationalPlatform.newlyApproved': false }, 'i.new'],
    ['joint', { 'internationalPlatform.partner': 'other' }, 'j.partner'],
    ['joint', { 'internationalPlatform.kind': 'training-base' }, 'j.kind'],
    ['base', { 'internationalPlatform.partner': 'double-first-class' }, 'b.partner'],
    ['base', { 'internationalPlatform.inJinan': false }, 'b.place'],
    ['base', { 'internationalPlatform.performanceEvaluated': false }, 'b.evaluated'],
  ])('%s %j is refused by %s', (track, facts, item) => {
    expectRefusedBy(of(track, facts), item);
    const open = ask('49', without({ ...university, ...kinds[track] }, ...Object.keys(facts)), { on, track });
    expect(open.missing).toEqual(Object.keys(facts));
  });

  test('a world-renowned partner of a joint laboratory is judged', () => {
    const result = of('joint', { 'internationalPlatform.partner': 'world-renowned' });
    expect(itemOf(result, 'j.partner').truth).toBe('needsHuman');
  });
});

describe('50 urgently needed postgraduates', () => {
  const facts: FactInput = {
    ...university,
    'urgentTraining.mode': 'with-enterprise',
    'urgentTraining.mainUnit': true,
    'urgentTraining.masters': 127,
    'urgentTraining.doctors': 13,
  };
  const of = (more: FactInput = {}) => ask('50', { ...facts, ...more }, { on, track: 'postgraduates' });

  test('3,000 for each master, 5,000 for each doctor, once; the tie to industry is judged', () => {
    expect(of()).toMatchObject({ eligibility: 'needsHuman', missing: [] });
    expect(money(of())).toMatchObject({ fen: 446_000 * YUAN, parts: [446_000 * YUAN] });
    expect(money(of({ 'urgentTraining.masters': 0, 'urgentTraining.doctors': 1 })).fen).toBe(5_000 * YUAN);
  });

  test.each([
    ['a partner leads', { 'urgentTraining.mainUnit': false }, 'p.main'],
    ['nobody added', { 'urgentTraining.masters': 0, 'urgentTraining.doctors': 0 }, 'p.people'],
    ['neither alone nor jointly', { 'urgentTraining.mode': 'none' }, 'p.mode'],
    [
      'an institute outside a joint training',
      { 'employer.kind': 'research-institute', 'urgentTraining.mode': 'independent' },
      'p.unit',
    ],
    ['elsewhere', { 'employer.registeredInJinan': false }, 'p.place'],
  ])('%s', (_, more, item) => expectRefusedBy(of(more), item));

  test('a partner that trains goes to a person; doctors not counted: open', () => {
    const partner = of({ 'employer.kind': 'research-institute', 'urgentTraining.mode': 'with-institute' });
    expect(itemOf(partner, 'p.unit').truth).toBe('needsHuman');
    const open = ask('50', without(facts, 'urgentTraining.doctors'), { on, track: 'postgraduates' });
    expect(benefit(open, 'training')).toMatchObject({ state: 'unknown', missing: ['urgentTraining.doctors'] });
  });
});

describe('50 graduates who stay', () => {
  const of = (rate: string, before: string) =>
    ask('50', { ...university, 'graduates.stayRate': rate, 'graduates.stayRateLastYear': before }, { on });

  test.each([
    ['50.99', '50', 0],
    ['51', '50', 20],
    ['54.99', '50', 80],
    ['55', '50', 100],
    ['59.99', '50', 100],
    ['60', '50', 200],
    ['62.35', '50.25', 200],
    ['50.20', '48.25', 20],
  ])('from the year before to %s from %s: %i 万', (rate, before, wan) => {
    expect(of(rate, before)).toMatchObject({ eligibility: 'true', track: 'staying', payableFen: wan * WAN });
  });

  test('no increase is refused; last year not known is open', () => {
    const staying = { on, track: 'staying' };
    const same = { ...university, 'graduates.stayRate': '50', 'graduates.stayRateLastYear': '50' };
    expectRefusedBy(ask('50', same, staying), 'g.rate');
    const open = ask('50', without(same, 'graduates.stayRateLastYear'), staying);
    expect(open).toMatchObject({ eligibility: 'unknown', missing: ['graduates.stayRateLastYear'] });
  });
});

const team: FactInput = {
  ...university,
  'team.formedOn': '2021-08-10',
  'team.approvedByUnit': true,
  'team.subjectMasterAuthorised': true,
  'team.leaderOnFrontline': true,
  'talent.keyProgrammeLevels': [],
  'team.leaderStanding': ['excellent-young-fund'],
  'person.supervisor': 'doctoral',
  'team.coreMembers': 5,
  'team.jointGovernmentProjectsIn3Years': 1,
  'team.monthsTogether': 12,
};
const introduced: FactInput = {
  ...team,
  'talent.introducedFromOutside': true,
  'employment.workInJinanFrom': '2021-08-10',
  'employment.form': 'part-time',
  'employment.monthsPerYearInJinan': 2,
};
const cultivated: FactInput = { ...team, 'research.nationalProjectsLedIn3Years': 1 };

describe.each<[string, FactInput]>([
  ['51.1', introduced],
  ['52.1', cultivated],
])('%s teams of universities', (id, facts) => {
  const of = (more: FactInput = {}) => ask(id, { ...facts, ...more }, { on });

  test('formed two years ago to the day: only judgement is left', () => {
    expect(of()).toMatchObject({ eligibility: 'needsHuman', missing: [] });
    const open = of().items.filter(({ truth }) => truth !== 'true');
    expect(open.map(({ truth }) => truth)).toEqual(Array(7).fill('needsHuman'));
    expect(of().deciding).toEqual(open.map((one) => one.id));
    expect(neededMaterials(of())).toEqual(['application', 'proof', 'letter']);
  });

  test.each([
    ['a day too old', { 'team.formedOn': '2021-08-09' }, 'c.age'],
    ['not filed', { 'team.approvedByUnit': false }, 'c.approved'],
    ['no authorised discipline', { 'team.subjectMasterAuthorised': false }, 'c.subject'],
    ['a supervisor of masters only', { 'person.supervisor': 'master' }, 'c.qualification'],
    ['no common project', { 'team.jointGovernmentProjectsIn3Years': 0 }, 'c.shared'],
    ['eleven months together', { 'team.monthsTogether': 11 }, 'c.together'],
    ['a company', { 'employer.kind': 'enterprise' }, 'c.'],
  ])('%s fails', (_, more, item) => expectRefusedBy(of(more), item));

  test('four members and a leader without those titles may be accepted by a person', () => {
    for (const more of [{ 'team.coreMembers': 4 }, { 'team.leaderStanding': [] }, { 'team.leaderOnFrontline': false }])
      expect(of(more).eligibility).toBe('needsHuman');
    expect(itemOf(of({ 'team.coreMembers': 4 }), 'c.members').truth).toBe('needsHuman');
    expect(itemOf(of({ 'team.leaderStanding': [] }), 'c.standing').truth).toBe('needsHuman');
    const selected = { 'team.leaderStanding': [], 'talent.keyProgrammeLevels': ['city'] };
    expect(itemOf(of(selected), 'c.standing').truth).toBe('true');
    const district = { 'team.leaderStanding': [], 'talent.keyProgrammeLevels': ['district'] };
    expect(itemOf(of(district), 'c.standing').truth).toBe('needsHuman');
  });

  test('an institute needs a senior leader, neither supervisor nor discipline', () => {
    const bare = without(facts, 'person.supervisor', 'team.subjectMasterAuthorised');
    const leader = (title: string) => ask(id, { ...bare, ...institute, 'person.professionalTitle': title }, { on });
    expect(leader('senior')).toMatchObject({ eligibility: 'needsHuman', missing: [] });
    expectRefusedBy(leader('associate-senior'), 'c.qualification');
    expect(ask(id, bare, { on }).missing).toEqual(['team.subjectMasterAuthorised', 'person.supervisor']);
  });
});

describe('51.1 teams introduced', () => {
  const of = (more: FactInput = {}) =>
    ask('51.1', { ...introduced, ...more }, { on, dates: { approved: '2023-12-15' } });

  test.each([
    ['a local leader', { 'talent.introducedFromOutside': false }, 'c.outside'],
    ['introduced a day too early', { 'employment.workInJinanFrom': '2021-08-09' }, 'c.recent'],
    ['one month a year', { 'employment.monthsPerYearInJinan': 1 }, 'c.months'],
  ])('%s fails', (_, more, item) => expectRefusedBy(of(more), item));

  test('who came for good needs no months', () => {
    const facts = { ...without(introduced, 'employment.monthsPerYearInJinan'), 'employment.form': 'full-time' };
    expect(itemOf(ask('51.1', facts, { on }), 'c.months').truth).toBe('true');
  });

  test('100 to 200 万 in 60 and 40 percent', () => {
    const paid = money(of({ 'team.introducedGrantDecided': 155 * WAN + 1 }));
    expect(paid.parts).toEqual([93 * WAN + 1, 62 * WAN]);
    expect(paid.due).toEqual(['2023-12-15', '2024-12-15']);
    expect(money(of({ 'team.introducedGrantDecided': 200 * WAN })).parts).toEqual([120 * WAN, 80 * WAN]);
    for (const fen of [100 * WAN - 1, 200 * WAN + 1])
      expect(money(of({ 'team.introducedGrantDecided': fen }))).toMatchObject({ fen: null, state: 'needsHuman' });
    expect(benefit(of(), 'grant').rangeFen).toEqual({ from: 100 * WAN, to: 200 * WAN });
  });
});

test('52.1: a national project led within three years; 30 to 50 万 a year for three years', () => {
  const of = (more: FactInput) => ask('52.1', { ...cultivated, ...more }, { on });
  expectRefusedBy(of({ 'research.nationalProjectsLedIn3Years': 0 }), 'c.project');
  expect(ask('52.1', without(cultivated, 'research.nationalProjectsLedIn3Years'), { on }).missing).toEqual([
    'research.nationalProjectsLedIn3Years',
  ]);
  for (const wan of [30, 45, 50]) {
    const paid = money(of({ 'team.cultivatedGrantPerYearDecided': wan * WAN }));
    expect(paid).toMatchObject({ fen: 3 * wan * WAN, parts: [wan * WAN, wan * WAN, wan * WAN] });
  }
  expect(money(of({ 'team.cultivatedGrantPerYearDecided': 50 * WAN + 1 })).fen).toBeNull();
  expect(benefit(of({}), 'grant').rangeFen).toEqual({ from: 90 * WAN, to: 150 * WAN });
});
