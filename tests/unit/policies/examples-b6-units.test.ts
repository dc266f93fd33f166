import { describe, expect, test } from 'vitest';
import { ask, type FactInput, itemOf, money, neededMaterials, WAN, without, YUAN } from './support.ts';

/** Rules 53 to 55: colleges, campus start-ups, lead enterprises, state enterprises; worked from the document. */

const on = '2023-08-01';

describe('53 joint training', () => {
  const facts: FactInput = {
    'college.applicantKind': 'jinan-university',
    'college.majorLevel': 'national',
    'college.jointTraining': 'three-four',
    'college.studentsInMajor': 100,
    'college.dayStudentsAdmitted': 0,
    'case.otherBenefits': [],
  };
  const of = (more: FactInput) => ask('53', { ...facts, ...more }, { on });

  test('50万 a year for the university, 20万 for the school of the city', () => {
    const university = of({});
    expect(university).toMatchObject({ eligibility: 'true', track: 'university' });
    expect(university.support.find(({ id }) => id === 'university')).toMatchObject({
      recurring: { per: 'year', rateFen: 50 * WAN },
    });
    const school = of({ 'college.applicantKind': 'city-school', 'college.jointTraining': 'three-two' });
    expect(school).toMatchObject({ eligibility: 'true', track: 'school' });
    expect(school.support.find(({ id }) => id === 'school')).toMatchObject({
      recurring: { per: 'year', rateFen: 20 * WAN },
    });
  });

  test('99 students, a provincial major, no joint training: no', () => {
    expect(of({ 'college.studentsInMajor': 99 }).eligibility).toBe('false');
    expect(itemOf(of({ 'college.studentsInMajor': 99 }), 'u.students').truth).toBe('false');
    expect(of({ 'college.majorLevel': 'provincial' }).eligibility).toBe('false');
    expect(of({ 'college.jointTraining': 'none' }).eligibility).toBe('false');
  });

  test('day students are settled by people; unknown numbers stay open', () => {
    const day = of({ 'college.majorLevel': 'provincial', 'college.dayStudentsAdmitted': 35 });
    expect(day).toMatchObject({ eligibility: 'true', track: 'day-students', payableFen: null });
    expect(ask('53', without(facts, 'college.studentsInMajor'), { on }).eligibility).toBe('unknown');
  });
});

describe('54 campus start-ups', () => {
  const facts: FactInput = {
    'startup.founderKind': 'researcher',
    'startup.techEnterprise': true,
    'employer.registeredOn': '2021-08-01',
    'startup.founderSharePercent': '20',
    'startup.registeredCapital': 50 * WAN,
    'startup.inKeyHighTechField': true,
    'startup.grantDecided': 25 * WAN,
    'case.otherBenefits': [],
  };
  const of = (more: FactInput) => ask('54', { ...facts, ...more }, { on });

  test('only the policies are left to a person; 20 to 30万 as decided', () => {
    const result = of({});
    expect(result.eligibility).toBe('needsHuman');
    expect(result.items.filter(({ truth }) => truth !== 'true').map(({ id }) => id)).toEqual(['c.policy']);
    expect(money(result).fen).toBe(25 * WAN);
    expect(of({ 'startup.grantDecided': 31 * WAN }).support[0]!.state).toBe('needsHuman');
  });

  test.each([
    [{ 'employer.registeredOn': '2021-07-31' }, 'c.age'],
    [{ 'startup.founderSharePercent': '19.99' }, 'c.share'],
    [{ 'startup.registeredCapital': 50 * WAN - 1 }, 'c.capital'],
    [{ 'startup.founderKind': 'student', 'startup.registeredCapital': 10 * WAN - 1 }, 'c.capital'],
    [{ 'startup.inKeyHighTechField': false }, 'c.field'],
    [{ 'startup.founderKind': 'other' }, 'c.founder'],
  ])('%j fails %s', (more, item) => {
    const result = of(more);
    expect(result.eligibility).toBe('false');
    const failed = result.items.filter(({ truth }) => truth === 'false').map(({ id }) => id);
    expect(failed).toEqual([item]);
  });

  test('students need 10万; unknown capital stays open', () => {
    const student = of({ 'startup.founderKind': 'student', 'startup.registeredCapital': 10 * WAN });
    expect(itemOf(student, 'c.capital').truth).toBe('true');
    const open = ask('54', without(facts, 'startup.registeredCapital'), { on });
    expect(open.eligibility).toBe('unknown');
    expect(open.missing).toContain('startup.registeredCapital');
  });
});

describe('55.1 lead enterprises', () => {
  const year = (revenue: number, profitAndTax: number, rdExpense: number) => (_: unknown, index: number) => ({
    year: 2020 + index,
    revenue: revenue * WAN,
    profitAndTax: profitAndTax * WAN,
    rdExpense: rdExpense * WAN,
  });
  const years = (revenue: number, profitAndTax: number, rdExpense: number) =>
    [0, 1, 2].map(year(revenue, profitAndTax, rdExpense));
  const facts: FactInput = {
    'employer.registeredInJinan': true,
    'employer.taxedInJinan': true,
    'employer.provincialLeadEnterprise': false,
    'employer.leadSelectionBarred': false,
    'employer.keyIndustry': 'biomedicine',
    'employer.cityTalentSelectedIn5Years': 1,
    'employer.scienceAwardIn5Years': true,
    'employer.inventionPatents': 10,
    'employer.majorProjectIn5Years': true,
    'employer.provincialPlatform': true,
    'employer.lastThreeYears': years(30_000, 5_000, 1_050),
    'employer.provincialTalentCount': 0,
    'employer.cityTalentCount': 1,
    'employer.ownsCoreTechnology': true,
    'employer.revenueGrowthPercent': '20',
    'employer.staff': 100,
    'employer.rdStaff': 20,
    'case.otherBenefits': [],
  };
  const of = (more: FactInput, track?: string) => ask('55.1', { ...facts, ...more }, { on, ...(track && { track }) });
  const truth = (more: FactInput, track: string, item: string) => itemOf(of(more, track), item).truth;

  test('an enterprise of the provincial list comes in directly: 20万, half each', () => {
    const result = of({ 'employer.provincialLeadEnterprise': true });
    expect(result).toMatchObject({ eligibility: 'true', track: 'provincial', payableFen: 20 * WAN });
    expect(money(result).split).toEqual([
      ['市级财政', 10 * WAN],
      ['区县财政', 10 * WAN],
    ]);
    expect(of({ 'employer.provincialLeadEnterprise': true, 'employer.leadSelectionBarred': true })).toMatchObject({
      eligibility: 'false',
      deciding: ['barred'],
    });
  });

  test('the figures of the regular way, at the line and below it', () => {
    expect(of({}, 'regular').eligibility).toBe('needsHuman');
    expect(truth({ 'employer.lastThreeYears': years(30_000, 5_000, 1_049) }, 'regular', 'r.rd')).toBe('false');
    expect(truth({ 'employer.lastThreeYears': years(29_999, 5_000, 1_100) }, 'regular', 'r.revenue')).toBe('false');
    expect(truth({ 'employer.lastThreeYears': years(30_000, 4_999, 1_100) }, 'regular', 'r.profit')).toBe('false');
    expect(of({ 'employer.inventionPatents': 9 }, 'regular').eligibility).toBe('false');
    expect(of({ 'employer.lastThreeYears': years(30_000, 5_000, 1_050).slice(1) }, 'regular').eligibility).toBe(
      'false',
    );
  });

  test('the figures of the growing enterprise', () => {
    const growing = { 'employer.lastThreeYears': years(2_000, 100, 200), 'employer.cityTalentCount': 2 };
    expect(of(growing, 'growing').eligibility).toBe('needsHuman');
    expect(of({ ...growing, 'employer.cityTalentCount': 1 }, 'growing').eligibility).toBe('false');
    const provincial = { ...growing, 'employer.cityTalentCount': 0, 'employer.provincialTalentCount': 1 };
    expect(truth(provincial, 'growing', 'g.people')).toBe('true');
    expect(truth({ ...growing, 'employer.revenueGrowthPercent': '19.99' }, 'growing', 'g.growth')).toBe('false');
    expect(truth({ ...growing, 'employer.rdStaff': 19 }, 'growing', 'g.staff')).toBe('false');
    const thin = { ...growing, 'employer.lastThreeYears': years(2_000, 100, 199) };
    expect(truth(thin, 'growing', 'g.rd')).toBe('false');
  });

  test('unknown figures stay open', () => {
    const open = ask('55.1', without(facts, 'employer.lastThreeYears'), { on, track: 'regular' });
    expect(open.eligibility).toBe('unknown');
    expect(open.missing).toContain('employer.lastThreeYears');
  });
});

describe('55.2 special pay', () => {
  const facts: FactInput = {
    'employer.affiliation': 'city',
    'employer.kind': 'public-institution',
    'employer.stateOwned': false,
    'talent.urgentlyNeeded': true,
    'employment.payScheme': 'annual',
    'employment.onStaffQuota': true,
    'employment.yearlyAssessable': true,
    'employment.payIncludesBasePay': true,
    'case.otherBenefits': [],
  };
  const of = (more: FactInput) => ask('55.2', { ...facts, ...more }, { on });

  test('a yearly salary in an institution, with its papers; a state enterprise brings none', () => {
    expect(of({})).toMatchObject({ eligibility: 'true', track: 'annual' });
    expect(neededMaterials(of({}))).toEqual(['recruitment', 'application', 'achievements', 'agreement']);
    const enterprise = of({ 'employer.kind': 'enterprise', 'employer.stateOwned': true });
    expect(enterprise.eligibility).toBe('true');
    expect(neededMaterials(enterprise)).toEqual([]);
  });

  test('agreed pay runs one to three years in general; a longer term is for a person', () => {
    const agreed = (to: string) =>
      itemOf(
        of({
          'employment.payScheme': 'agreed',
          'employment.payAgreementComplete': true,
          'employment.payAgreementFrom': '2023-01-01',
          'employment.payAgreementTo': to,
        }),
        'a.term',
      ).truth;
    expect(agreed('2023-12-31')).toBe('true');
    expect(agreed('2025-12-31')).toBe('true');
    expect(agreed('2026-12-31')).not.toBe('true');
  });

  test('project pay is for temporary or flexible posts', () => {
    const project = { 'employment.payScheme': 'project', 'employment.onMajorProject': true };
    expect(of({ ...project, 'employment.form': 'part-time' })).toMatchObject({ eligibility: 'true', track: 'project' });
  });

  test('a private enterprise or an institution of a district: no; unknown need: open', () => {
    expect(of({ 'employer.kind': 'enterprise' }).eligibility).toBe('false');
    expect(itemOf(of({ 'employer.kind': 'enterprise' }), 'c.unit').truth).toBe('false');
    expect(of({ 'employer.affiliation': 'district' }).eligibility).toBe('false');
    expect(ask('55.2', without(facts, 'talent.urgentlyNeeded'), { on }).eligibility).toBe('unknown');
  });
});

describe('55.3 state enterprises', () => {
  const facts: FactInput = {
    'employer.affiliation': 'city',
    'employer.stateOwned': true,
    'assessment.rdNational': 100 * WAN,
    'assessment.rdProvincial': 200 * WAN,
    'assessment.rdCity': 50 * WAN,
    'assessment.rdAddBackClaimed': 550 * WAN,
    'assessment.talentInvestment': 1 * YUAN,
    'case.otherBenefits': [],
  };
  const of = (more: FactInput, track: string) => ask('55.3', { ...facts, ...more }, { on, track });

  test('research counts 2, 1.5 and 1 times: 2 + 3 + 0.5 million', () => {
    expect(of({}, 'add-back')).toMatchObject({ eligibility: 'true' });
    const above = of({ 'assessment.rdAddBackClaimed': 550 * WAN + 1 }, 'add-back');
    expect(above).toMatchObject({ eligibility: 'false' });
    expect(itemOf(above, 'r.amount').truth).toBe('false');
  });

  test('investment, payroll, other enterprises, unknown figures', () => {
    expect(of({}, 'investment').eligibility).toBe('true');
    expect(of({ 'assessment.talentInvestment': 0 }, 'investment').eligibility).toBe('false');
    expect(of({}, 'payroll').eligibility).toBe('needsHuman');
    expect(of({ 'employer.stateOwned': false }, 'add-back')).toMatchObject({ deciding: ['c.state'] });
    expect(ask('55.3', without(facts, 'assessment.rdCity'), { on, track: 'add-back' }).eligibility).toBe('unknown');
  });
});
