import { describe, expect, test } from 'vitest';
import { expectRefusedBy } from './refusal.ts';
import { ask, type FactInput, itemOf, WAN, without } from './support.ts';

/** Rule 11.1: teams and founders of Jinan; worked from the document. What experts judge keeps a case at “needsHuman”. */

const ON = '2023-05-10';
const everybody: FactInput = {
  'employer.kind': 'enterprise',
  'employer.affiliation': 'none',
  'employer.registeredInJinan': true,
  'employer.taxedInJinan': true,
  'employer.otherLeaderApplications': 0,
  'talent.higherProgrammeInManagement': false,
  'industryLeader.formerCityPlan': false,
  'industryLeader.relaxGrounds': [],
  'person.birthDate': '1970-01-01',
  'person.sex': 'male',
  'person.hukouPlace': 'jinan-other',
  'assessment.midtermPassed': true,
  'assessment.managementEndPassed': true,
  'case.otherBenefits': [],
};
const team: FactInput = {
  ...everybody,
  'apex.appliesAsTeam': true,
  'employer.civilServiceManaged': false,
  'employer.legalPerson': true,
  'employer.operatingWell': true,
  'employer.cityPlatform': true,
  'employer.lastYearRevenue': 10_000 * WAN,
  'employer.lastYearRdExpense': 300 * WAN,
  'employer.ownsCoreTechnology': true,
  'team.partnerIsGovernment': false,
  'team.coreMembers': 6,
  'team.coreAverageAge': '50',
  'team.coreDoctorOrSenior': 3,
  'team.coreContractsSigned': true,
  'team.corePersonnelInJinan': true,
  'person.professionalTitle': 'associate-senior',
  'person.equivalentPost': false,
  'research.nationalFundKeyProjectIn5Years': false,
  'research.provincialMajorProjectsIn5Years': 2,
  'research.scienceAwardsIn5Years': [],
  'research.ownResultsIn5Years': false,
  'industryLeader.externallyEngaged': false,
  'industryLeader.exemptSector': false,
};
const founder: FactInput = {
  ...everybody,
  'startup.mainFounder': true,
  'startup.largestShareholder': true,
  'startup.ownSharePercent': '30',
  'startup.legalPerson': true,
  'startup.paidInCapital': 100 * WAN,
  'startup.productStage': 'pilot',
  'startup.monthsInKeyIndustry': 12,
  'employer.registeredOn': '2020-05-10',
  'employer.lastYearRevenue': 500 * WAN,
  'industryLeader.background': ['founder'],
};
const asTeam = (facts: FactInput, gone: string[] = []) =>
  ask('11.1', without({ ...team, ...facts }, ...gone), { on: ON, track: 'team' });
const asFounder = (facts: FactInput, gone: string[] = []) =>
  ask('11.1', without({ ...founder, ...facts }, ...gone), { on: ON, track: 'founder' });

describe('11.1 innovation teams', () => {
  test('every figure on its bound: judgement is all that is left', () => {
    expect(asTeam({})).toMatchObject({ eligibility: 'needsHuman', missing: [] });
  });

  test.each<[FactInput, string]>([
    [{ 'team.coreMembers': 4 }, 't.members'],
    [{ 'team.coreAverageAge': '50.01' }, 't.core-age'],
    [{ 'team.coreMembers': 7 }, 't.core-degree'],
    [{ 'person.birthDate': '1967-05-09' }, 't.age'],
    [{ 'employer.lastYearRdExpense': 300 * WAN - 1 }, 't.rd'],
    [{ 'employer.cityPlatform': false }, 't.platform'],
    [{ 'employer.civilServiceManaged': true }, 't.not-civil'],
    [{ 'team.partnerIsGovernment': true }, 't.partner'],
    [{ 'person.professionalTitle': 'intermediate' }, 't.title'],
    [{ 'research.provincialMajorProjectsIn5Years': 1 }, 't.results'],
    [{ 'research.provincialMajorProjectsIn5Years': 0, 'research.scienceAwardsIn5Years': ['city-second'] }, 't.results'],
    [{ 'employer.ownsCoreTechnology': false }, 't.core-technology'],
    [{ 'employer.kind': 'hospital', 'employer.affiliation': 'provincial' }, 't.unit'],
    [{ 'employer.otherLeaderApplications': 1 }, 'c.single'],
    [{ 'talent.higherProgrammeInManagement': true }, 'c.higher'],
    [{ 'industryLeader.formerCityPlan': true }, 'c.former'],
  ])('%o is refused by %s', (facts, id) => expectRefusedBy(asTeam(facts), id));

  test.each<[FactInput, string, string]>([
    [{ 'person.birthDate': '1967-05-11' }, 't.age', 'true'],
    [{ 'employer.kind': 'hospital', 'employer.affiliation': 'city', 'employer.lastYearRdExpense': 0 }, 't.rd', 'true'],
    [{ 'employer.lastYearRevenue': 100_000 * WAN }, 't.rd', 'false'],
    [{ 'employer.lastYearRevenue': 100_001 * WAN }, 't.rd', 'needsHuman'],
    [{ 'industryLeader.exemptSector': true, 'employer.ownsCoreTechnology': false }, 't.core-technology', 'true'],
    [{ 'person.hukouPlace': 'outside' }, 't.hukou', 'false'],
    [{ 'person.hukouPlace': 'outside', 'industryLeader.externallyEngaged': true }, 't.hukou', 'true'],
    [{ 'team.coreMembers': 4, 'industryLeader.relaxGrounds': ['social-capital'] }, 't.members', 'needsHuman'],
    [{ 'research.scienceAwardsIn5Years': ['provincial-second'] }, 't.results', 'true'],
  ])('%o: %s is %s', (facts, id, truth) => expect(itemOf(asTeam(facts), id).truth).toBe(truth));

  test('who was chosen for a city plan before is not supported again', () => {
    const before = [{ programme: '14', holder: 'self', status: 'enjoyed' }];
    expectRefusedBy(asTeam({ 'case.otherBenefits': before }), 'city-plans');
  });

  test('the average age nobody recorded stays unknown', () => {
    const open = asTeam({}, ['team.coreAverageAge']);
    expect(open.eligibility).toBe('unknown');
    expect(open.missing).toEqual(['team.coreAverageAge']);
  });

  test.each([
    ['A', 200, [80, 60, 60]],
    ['B', 100, [40, 30, 30]],
  ])('class %s: %i 万 in three parts', (grade, total, parts) => {
    const { amountFen, instalments } = asTeam({ 'industryLeader.grade': grade }).support[0]!;
    expect(amountFen).toBe(total * WAN);
    expect(instalments.map((one) => one.amountFen)).toEqual(parts.map((wan) => wan * WAN));
  });

  test('a failed mid-term stops both later parts, a failed end the last', () => {
    const paid = (midterm: boolean, end: boolean) =>
      asTeam({
        'industryLeader.grade': 'A',
        'assessment.midtermPassed': midterm,
        'assessment.managementEndPassed': end,
      }).support[0]!.instalments.map(({ requires }) => requires?.truth ?? 'true');
    expect(paid(true, true)).toEqual(['true', 'true', 'true']);
    expect(paid(true, false)).toEqual(['true', 'true', 'false']);
    expect(paid(false, true)).toEqual(['true', 'false', 'false']);
  });
});

describe('11.1 founders', () => {
  test('three years old to the day, 5,000,000 of revenue, 30%', () => {
    expect(asFounder({})).toMatchObject({ eligibility: 'needsHuman', missing: [] });
  });

  test.each<[FactInput, string]>([
    [{ 'startup.ownSharePercent': '29.99' }, 'f.share'],
    [{ 'startup.paidInCapital': 100 * WAN - 1 }, 'f.paid-in'],
    [{ 'employer.lastYearRevenue': 500 * WAN - 1 }, 'f.stage'],
    [{ 'employer.registeredOn': '2020-05-09' }, 'f.stage'],
    [{ 'employer.registeredOn': '2022-05-11' }, 'f.stage'],
    [{ 'startup.largestShareholder': false }, 'f.largest'],
    [{ 'startup.productStage': 'earlier' }, 'f.product'],
    [{ 'industryLeader.background': [] }, 'f.background'],
    [{ 'person.hukouPlace': 'outside' }, 'f.hukou'],
    [{ 'employer.kind': 'university' }, 'f.company'],
  ])('%o is refused by %s', (facts, id) => expectRefusedBy(asFounder(facts), id));

  const older = { 'employer.lastYearRevenue': 1000 * WAN, 'startup.monthsInKeyIndustry': 24 };
  test.each([
    ['2020-05-09', 'true'],
    ['2018-05-10', 'true'],
    ['2018-05-09', 'false'],
  ])('10,000,000 and two years in the field, registered %s: %s', (registered, truth) => {
    expect(itemOf(asFounder({ ...older, 'employer.registeredOn': registered }), 'f.stage').truth).toBe(truth);
  });

  test('“in general not over 55” goes to a person', () => {
    expect(itemOf(asFounder({ 'person.birthDate': '1960-01-01' }), 'f.age').truth).toBe('needsHuman');
  });

  test.each([
    ['male', '1982-05-11', 'true'],
    ['male', '1982-05-10', 'false'],
    ['female', '1980-05-11', 'true'],
    ['female', '1980-05-10', 'false'],
  ])('young talent, %s born %s: %s', (sex, born, truth) => {
    expect(itemOf(asFounder({ 'person.sex': sex, 'person.birthDate': born }), 'c.young').truth).toBe(truth);
  });

  test.each([
    ['A', 300, [120, 90, 90]],
    ['B', 200, [80, 60, 60]],
    ['C', 100, [40, 30, 30]],
  ])('class %s as a grant: %i 万', (grade, total, parts) => {
    const result = asFounder({ 'industryLeader.grade': grade, 'industryLeader.fundingMode': 'grant' });
    const grant = result.support.find(({ id }) => id === 'founder-grant')!;
    expect(grant.amountFen).toBe(total * WAN);
    expect(grant.instalments.map((one) => one.amountFen)).toEqual(parts.map((wan) => wan * WAN));
    expect(result.support.find(({ id }) => id === 'founder-equity')!.state).toBe('none');
  });

  test('with equity the grant is fixed by people, never above the class', () => {
    const of = (decided: number) =>
      asFounder({
        'industryLeader.grade': 'B',
        'industryLeader.fundingMode': 'direct-equity',
        'industryLeader.grantDecided': decided,
      }).support.find(({ id }) => id === 'founder-grant')!.amountFen;
    expect(of(150 * WAN)).toBe(150 * WAN);
    expect(of(201 * WAN)).toBeNull();
  });

  test('the share nobody recorded stays unknown', () => {
    const open = asFounder({}, ['startup.ownSharePercent']);
    expect(open).toMatchObject({ eligibility: 'unknown', missing: ['startup.ownSharePercent'] });
  });
});
