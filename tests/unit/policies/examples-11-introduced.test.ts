import { describe, expect, test } from 'vitest';
import { expectRefusedBy } from './refusal.ts';
import { ask, type FactInput, itemOf, WAN, without } from './support.ts';

/** Rule 11.2: talents, teams and founders brought to Jinan; worked from the document. */

const ON = '2023-05-10';
const everybody: FactInput = {
  'employer.kind': 'enterprise',
  'employer.affiliation': 'none',
  'employer.registeredInJinan': true,
  'employer.taxedInJinan': true,
  'employer.legalPerson': true,
  'employer.operatingWell': true,
  'employer.cityPlatform': true,
  'employer.lastYearRevenue': 10_000 * WAN,
  'employer.lastYearRdExpense': 300 * WAN,
  'employer.otherFounderApplications': 0,
  'talent.higherProgrammeInManagement': false,
  'talent.introducedFromOutside': true,
  'industryLeader.formerCityPlan': false,
  'industryLeader.relaxGrounds': [],
  'industryLeader.talentKind': 'domestic',
  'industryLeader.keyPostYears': 5,
  'industryLeader.overseasSkillYears': 0,
  'industryLeader.foreignSkillStandard': false,
  'person.worldSkillsMedal': false,
  'person.skillLevel': 'none',
  'person.professionalTitle': 'associate-senior',
  'person.equivalentPost': false,
  'person.birthDate': '1970-01-01',
  'person.sex': 'female',
  'employment.form': 'full-time',
  'employment.contractKind': 'fixed-term',
  'employment.workInJinanFrom': '2020-05-10',
  'employment.yearsAgreedInJinan': 3,
  'employment.monthsPerYearInJinan': 9,
  'apex.appliesAsTeam': false,
  'team.coreMembers': 3,
  'team.hasOverseasTalent': false,
  'team.coreAverageAge': '45',
  'team.introducedWhole': true,
  'team.coreContractsSigned': true,
  'team.leastYearsAgreed': 3,
  'team.leastMonthsPerYearInJinan': 9,
  'team.leaderLedProjectOrPlatform': true,
  'team.coreMembersQualified': true,
  'team.allHoldShares': true,
  'startup.mainFounder': true,
  'startup.largestShareholder': true,
  'startup.ownSharePercent': '30',
  'startup.teamSharePercent': '50',
  'startup.legalPerson': true,
  'startup.paidInCapital': 300 * WAN,
  'startup.productStage': 'pilot',
  'startup.staffInsured': false,
  'employer.registeredOn': '2018-05-10',
  'industryLeader.background': ['academic'],
  'case.otherBenefits': [],
};
const asTeam = { 'apex.appliesAsTeam': true };
const of = (track: string, facts: FactInput = {}, gone: string[] = []) =>
  ask('11.2', without({ ...everybody, ...facts }, ...gone), { on: ON, track });
const benefit = (track: string, facts: FactInput, id: string) => of(track, facts).support.find((one) => one.id === id)!;

describe('11.2 talents and teams', () => {
  test('every figure on its bound: judgement is all that is left', () => {
    expect(of('talent')).toMatchObject({ eligibility: 'needsHuman', missing: [] });
    expect(of('team', asTeam)).toMatchObject({ eligibility: 'needsHuman', missing: [] });
  });

  test.each<[FactInput, string]>([
    [{ 'industryLeader.keyPostYears': 4 }, 'n.level'],
    [{ 'person.professionalTitle': 'intermediate' }, 'n.level'],
    [{ 'employment.yearsAgreedInJinan': 2 }, 'n.years'],
    [{ 'employment.monthsPerYearInJinan': 8 }, 'n.months'],
    [{ 'employment.workInJinanFrom': '2020-05-09' }, 'n.recent'],
    [{ 'employment.form': 'part-time' }, 'n.full-time'],
    [{ 'talent.introducedFromOutside': false }, 'n.outside'],
    [{ 'employer.kind': 'university', 'employer.affiliation': 'central' }, 'n.unit'],
    [{ 'industryLeader.formerCityPlan': true }, 'c.former'],
  ])('talent, %o is refused by %s', (facts, id) => {
    const result = of('talent', facts);
    expect(result.eligibility).toBe('false');
    expect(itemOf(result, id).truth).toBe('false');
  });

  test.each<[FactInput, string]>([
    [{ 'team.coreMembers': 2 }, 't.members'],
    [{ 'team.leastMonthsPerYearInJinan': 8 }, 't.months'],
    [{ 'team.leastYearsAgreed': 2 }, 't.years'],
    [{ 'team.introducedWhole': false }, 't.whole'],
    [{ 'team.leaderLedProjectOrPlatform': false }, 't.leader'],
  ])('team, %o is refused by %s', (facts, id) => expectRefusedBy(of('team', { ...asTeam, ...facts }), id));

  const abroad = { 'industryLeader.talentKind': 'overseas-skilled', 'person.skillLevel': 'senior-technician' };
  test.each<[FactInput, string, string]>([
    [{ 'employer.lastYearRdExpense': 0 }, 'n.rd', 'needsHuman'],
    [{ 'employer.cityPlatform': false }, 'n.platform', 'needsHuman'],
    [{ 'person.birthDate': '1960-01-01' }, 'n.age', 'needsHuman'],
    [{ ...abroad, 'person.birthDate': '1957-05-11' }, 'n.age', 'true'],
    [{ ...abroad, 'person.birthDate': '1957-05-10' }, 'n.age', 'needsHuman'],
    [{ 'person.birthDate': '1980-05-11' }, 'n.young', 'true'],
    [{ 'industryLeader.keyPostYears': 4, 'industryLeader.relaxGrounds': ['contest'] }, 'n.level', 'needsHuman'],
  ])('%o: %s is %s', (facts, id, truth) => expect(itemOf(of('talent', facts), id).truth).toBe(truth));

  test('young people come first among innovators only (2.2.1.3), not among founders', () => {
    expect(of('founder', {}).items.some(({ id }) => id.endsWith('young'))).toBe(false);
  });

  test('how many months a year in Jinan, nobody recorded', () => {
    const open = of('talent', {}, ['employment.monthsPerYearInJinan']);
    expect(open).toMatchObject({ eligibility: 'unknown', missing: ['employment.monthsPerYearInJinan'] });
  });

  test.each([
    ['talent', 'A', 200],
    ['talent', 'B', 100],
    ['talent', 'C', 50],
    ['team', 'A', 300],
    ['team', 'B', 200],
    ['team', 'C', 100],
  ])('%s, class %s: %i 万 as 40, 30, 30', (track, grade, wan) => {
    const facts = { 'industryLeader.grade': grade, 'apex.appliesAsTeam': track === 'team' };
    const { amountFen, instalments } = benefit(track, facts, `${track}-grant`);
    expect(amountFen).toBe(wan * WAN);
    expect(instalments.map((one) => one.amountFen)).toEqual([40, 30, 30].map((share) => (wan * WAN * share) / 100));
  });
});

describe('11.2 founders', () => {
  test('a second founder of one company is refused, an innovation team of it is not counted', () => {
    expectRefusedBy(of('founder', { 'employer.otherFounderApplications': 1 }), 'f.single');
    expect(itemOf(of('founder', { 'employer.otherLeaderApplications': 1 }), 'f.single').truth).toBe('true');
  });

  test('five years old to the day', () => {
    expect(of('founder')).toMatchObject({ eligibility: 'needsHuman', missing: [] });
    expect(of('founder-team', asTeam)).toMatchObject({ eligibility: 'needsHuman', missing: [] });
  });

  test.each<[string, FactInput, string]>([
    ['founder', { 'startup.paidInCapital': 100 * WAN - 1 }, 'f.paid-in'],
    ['founder', { 'startup.largestShareholder': false }, 'f.largest'],
    ['founder', { 'employer.registeredOn': '2022-05-11' }, 'f.insured'],
    ['founder-team', { 'startup.paidInCapital': 300 * WAN - 1 }, 'g.paid-in'],
    ['founder-team', { 'startup.teamSharePercent': '49.99' }, 'g.team-share'],
    ['founder-team', { 'startup.ownSharePercent': '29.99' }, 'g.share'],
    ['founder-team', { 'team.allHoldShares': false }, 'g.all-hold'],
    ['founder-team', { 'team.coreMembers': 2 }, 'g.members'],
  ])('%s, %o is refused by %s', (track, facts, id) =>
    expectRefusedBy(of(track, { 'apex.appliesAsTeam': track === 'founder-team', ...facts }), id),
  );

  test.each<[FactInput, string, string]>([
    [{ 'startup.ownSharePercent': '29.99' }, 'f.share', 'needsHuman'],
    [{ 'employer.registeredOn': '2018-05-09' }, 'f.years', 'needsHuman'],
    [{ 'employer.registeredOn': '2022-05-11', 'startup.staffInsured': true }, 'f.insured', 'true'],
    [{ 'employment.workInJinanFrom': '2018-05-09' }, 'f.arrived', 'needsHuman'],
  ])('%o: %s is %s', (facts, id, truth) => expect(itemOf(of('founder', facts), id).truth).toBe(truth));

  test('a company in its first year shows that its staff is insured', () => {
    const needed = (registered: string) =>
      of('founder', { 'employer.registeredOn': registered }).materials.find(({ id }) => id === 'insurance')!.needed;
    expect(needed('2022-05-11')).toBe('true');
    expect(needed('2022-05-10')).toBe('false');
  });

  const rich = { 'startup.paidInCapital': 10_000 * WAN };
  const direct = { ...rich, 'industryLeader.fundingMode': 'direct-equity', 'industryLeader.equitySharePercent': '20' };
  test.each([
    ['founder', 'A', 300],
    ['founder', 'C', 100],
    ['founder-team', 'A', 500],
    ['founder-team', 'B', 300],
    ['founder-team', 'C', 200],
  ])('%s, class %s, grant only: %i 万', (track, grade, wan) => {
    const facts = { ...rich, 'industryLeader.grade': grade, 'industryLeader.fundingMode': 'grant' };
    expect(benefit(track, facts, `${track}-grant`).amountFen).toBe(wan * WAN);
    expect(benefit(track, facts, `${track}-grant-direct`).state).toBe('none');
  });

  test('direct equity: half of 300 granted, three times the other half invested', () => {
    const facts = { ...direct, 'industryLeader.grade': 'A', 'industryLeader.grantDecided': 150 * WAN };
    expect(benefit('founder', facts, 'founder-grant').amountFen).toBe(150 * WAN);
    expect(benefit('founder', facts, 'founder-grant-direct').amountFen).toBe(450 * WAN);
    const over = { ...facts, 'industryLeader.equitySharePercent': '20.01' };
    expect(benefit('founder', over, 'founder-grant-direct').amountFen).toBeNull();
  });

  test.each([
    [149, null],
    [225, 225],
    [226, null],
  ])('a grant of %i 万 beside direct equity in class A: %s', (wan, paid) => {
    const facts = { ...direct, 'industryLeader.grade': 'A', 'industryLeader.grantDecided': wan * WAN };
    expect(benefit('founder', facts, 'founder-grant').amountFen).toBe(paid === null ? null : paid * WAN);
  });

  test('less paid in than the state gives: a person decides', () => {
    const facts = { 'industryLeader.grade': 'A', 'industryLeader.fundingMode': 'grant' };
    const paidIn = (fen: number) => benefit('founder', { ...facts, 'startup.paidInCapital': fen }, 'founder-grant');
    expect(paidIn(300 * WAN).amountFen).toBe(300 * WAN);
    expect(paidIn(300 * WAN - 1).amountFen).toBeNull();
  });

  test.each([
    [400, 400, 400],
    [400, 401, null],
    [800, 500, 500],
    [800, 501, null],
  ])('following %i 万 of a professional fund with %i 万: %s', (fund, wan, paid) => {
    const facts = {
      ...rich,
      'industryLeader.fundingMode': 'follow-equity',
      'industryLeader.grade': 'B',
      'industryLeader.equitySharePercent': '30',
      'industryLeader.professionalInvestment': fund * WAN,
      'industryLeader.equityDecided': wan * WAN,
    };
    expect(benefit('founder', facts, 'follow').amountFen).toBe(paid === null ? null : paid * WAN);
  });

  test.each([
    ['wan2000', 60, 50],
    ['wan5000', 99, 99],
    ['wan10000', 200, 200],
  ])('sales reach %s for the first time, %i 万 worked out: %i 万', (milestone, worked, paid) => {
    const facts = { 'industryLeader.revenueMilestone': milestone, 'industryLeader.productRewardDecided': worked * WAN };
    expect(benefit('founder', facts, 'product').amountFen).toBe(paid * WAN);
  });

  test('no milestone reached or on record yet: no product reward', () => {
    expect(benefit('founder', {}, 'product').state).toBe('none');
    expect(benefit('founder', { 'industryLeader.revenueMilestone': 'none' }, 'product').state).toBe('none');
  });

  test('the paid-in capital nobody recorded stays unknown', () => {
    const open = of('founder', {}, ['startup.paidInCapital']);
    expect(open).toMatchObject({ eligibility: 'unknown', missing: ['startup.paidInCapital'] });
  });
});
