import { describe, expect, test } from 'vitest';
import { benefit } from './benefit.ts';
import { expectRefusedBy } from './refusal.ts';
import { ask, type FactInput, itemOf, money, neededMaterials, WAN, without } from './support.ts';

/** Rules 51.2 and 52.2: projects of introduced talents, studios of research leaders; worked from the document. */

const on = '2023-08-10';
const university: FactInput = { 'employer.kind': 'university', 'employer.registeredInJinan': true };

describe('51.2 projects of introduced talents', () => {
  const facts: FactInput = {
    ...university,
    'researchProject.industrialisedInJinan': true,
    'researchProject.jinanEnterpriseAgreement': true,
    'researchProject.transferStarted': true,
    'introducedTalent.rank': 'friendly-academician',
    'introducedTalent.contractSigned': true,
    'employment.workInJinanFrom': '2021-08-10',
    'employment.form': 'part-time',
    'employment.monthsPerYearInJinan': 2,
  };
  const of = (more: FactInput = {}) => ask('51.2', { ...facts, ...more }, { on });

  test('100, 200 or 300 万; whether it fits the industries is judged', () => {
    expect(of()).toMatchObject({ eligibility: 'needsHuman', missing: [], deciding: ['c.industry'] });
    expect(neededMaterials(of())).toEqual(['application', 'transfer', 'proof', 'letter']);
    for (const wan of [100, 200, 300]) expect(money(of({ 'researchProject.tier': `wan-${wan}` })).fen).toBe(wan * WAN);
    expect(benefit(of(), 'grant')).toMatchObject({ state: 'unknown', missing: ['researchProject.tier'] });
  });

  test('all five academies count as they are; other talents are judged', () => {
    for (const rank of ['cas', 'cae', 'developed', 'belt-and-road', 'friendly'])
      expect(itemOf(of({ 'introducedTalent.rank': `${rank}-academician` }), 'c.talent').truth).toBe('true');
    expect(itemOf(of({ 'introducedTalent.rank': 'other-high-end' }), 'c.talent').truth).toBe('needsHuman');
  });

  test.each([
    ['introducedTalent.rank', 'none', 'c.talent'],
    ['introducedTalent.contractSigned', false, 'c.contract'],
    ['employment.workInJinanFrom', '2021-08-09', 'c.recent'],
    ['employment.monthsPerYearInJinan', 1, 'c.months'],
    ['researchProject.industrialisedInJinan', false, 'c.industrialised'],
    ['researchProject.jinanEnterpriseAgreement', false, 'c.agreement'],
    ['researchProject.transferStarted', false, 'c.started'],
    ['employer.kind', 'hospital', 'c.unit'],
  ])('%s %s is refused by %s; not known: open', (key, value, item) => {
    expectRefusedBy(of({ [key]: value }), item);
    expect(ask('51.2', without(facts, key), { on }).missing).toEqual([key]);
  });
});

describe('52.2 studios of research leaders', () => {
  const member = (more: FactInput = {}): FactInput => ({
    degree: 'master',
    nationalProjects: 1,
    indexedPapersIn5Years: 0,
    corePapersIn5Years: 0,
    patentsTop3: 0,
    utilityModelsFirst: 1,
    transfersInJinan: 0,
    ...more,
  });
  const members = (...people: FactInput[]) => ({ 'leaderStudio.backbone': people });
  const four = [member(), member(), member(), member()];
  const facts: FactInput = {
    ...university,
    'team.formedOn': '2021-08-10',
    'team.approvedByUnit': true,
    ...members(...four, member()),
    'leaderStudio.researchers': 13,
    'leaderStudio.doctors': 7,
    'person.professionalTitle': 'senior',
    'person.supervisor': 'master',
    'person.masterCohortsTrained': 2,
    'research.nationalProjectsLed': 1,
    'research.sciPapersIn5Years': 3,
    'research.firstInventorPatents': 0,
    'research.transfersInJinan': 0,
    'employment.form': 'full-time',
    'research.jinanContractsIn3Years': 2,
    'team.jointGovernmentProjectsIn3Years': 1,
  };
  const of = (more: FactInput = {}) => ask('52.2', { ...facts, ...more }, { on });

  test('every figure just met: only judgement is left', () => {
    expect(of()).toMatchObject({
      eligibility: 'needsHuman',
      missing: [],
      deciding: ['c.industry', 'c.landing', 'c.echelon', 'c.character'],
    });
  });

  test.each([
    ['a day older than two years', { 'team.formedOn': '2021-08-09' }, 'c.age'],
    ['four people', members(...four), 'c.backbone'],
    ['six doctors of thirteen', { 'leaderStudio.doctors': 6 }, 'c.doctors'],
    ['associate senior', { 'person.professionalTitle': 'associate-senior' }, 'c.senior'],
    ['no supervisor', { 'person.supervisor': 'none' }, 'c.supervisor'],
    ['one cohort', { 'person.masterCohortsTrained': 1 }, 'c.supervisor'],
    ['no national project led', { 'research.nationalProjectsLed': 0 }, 'c.project'],
    [
      'two papers and two patents',
      { 'research.sciPapersIn5Years': 2, 'research.firstInventorPatents': 2 },
      'c.results',
    ],
    ['part-time', { 'employment.form': 'part-time' }, 'c.full-time'],
    ['one local contract', { 'research.jinanContractsIn3Years': 1 }, 'c.contracts'],
    ['a bachelor', members(...four, member({ degree: 'bachelor' })), 'c.backbone-degree'],
    ['one without a project', members(...four, member({ nationalProjects: 0 })), 'c.backbone-project'],
    ['one without results', members(...four, member({ utilityModelsFirst: 0 })), 'c.backbone-results'],
    ['no common project', { 'team.jointGovernmentProjectsIn3Years': 0 }, 'c.shared'],
  ])('%s fails', (_, more, item) => expectRefusedBy(of(more), item));

  test.each(['indexedPapersIn5Years', 'corePapersIn5Years', 'patentsTop3', 'transfersInJinan'])(
    'one of %s is enough for a member',
    (field) => {
      const one = member({ utilityModelsFirst: 0, [field]: 1 });
      expect(itemOf(of(members(...four, one)), 'c.backbone-results').truth).toBe('true');
    },
  );

  test.each(['research.firstInventorPatents', 'research.transfersInJinan'])('three of %s do for the leader', (key) => {
    expect(itemOf(of({ 'research.sciPapersIn5Years': 0, [key]: 3 }), 'c.results').truth).toBe('true');
  });

  test('an institute asks for no supervisor; half of the researchers are exactly enough', () => {
    const bare = without(facts, 'person.supervisor', 'person.masterCohortsTrained');
    expect(ask('52.2', { ...bare, 'employer.kind': 'research-institute' }, { on }).missing).toEqual([]);
    expect(ask('52.2', bare, { on }).missing).toEqual(['person.supervisor', 'person.masterCohortsTrained']);
    expect(itemOf(of({ 'leaderStudio.researchers': 14 }), 'c.doctors').truth).toBe('true');
  });

  test('30 to 50 万 as fixed', () => {
    for (const wan of [30, 50]) expect(money(of({ 'leaderStudio.grantDecided': wan * WAN })).fen).toBe(wan * WAN);
    for (const fen of [30 * WAN - 1, 50 * WAN + 1])
      expect(money(of({ 'leaderStudio.grantDecided': fen })).fen).toBeNull();
    expect(benefit(of(), 'grant').rangeFen).toEqual({ from: 30 * WAN, to: 50 * WAN });
  });

  test('published for five working days over the National Day holidays, 7 and 8 October being worked', () => {
    const result = ask('52.2', facts, { on, dates: { notice: '2023-09-27' } });
    expect(result.steps.find(({ id }) => id === 'notice')!.notice).toMatchObject({ date: '2023-10-10' });
  });
});
