import { describe, expect, test } from 'vitest';
import { benefit } from './benefit.ts';
import { ask, type FactInput, WAN, YUAN } from './support.ts';
import { checkExample, type WorkedExample } from './workedExample.ts';

/** 济政发〔2021〕15号, measures 14 to 18: platforms of international training, students, teams; worked from the document. */

const on = '2022-03-01';
const university: FactInput = {
  'employer.kind': 'university',
  'college.enrolsFullTime': true,
  'employer.registeredInJinan': true,
};
const joint: FactInput = {
  'college.applicantKind': 'jinan-university',
  'college.majorLevel': 'national',
  'college.jointTraining': 'three-four',
  'college.studentsInMajor': 100,
};

const examples: WorkedExample[] = [
  {
    id: 'zf21.14.1',
    facts: {
      ...university,
      'internationalPlatform.kind': 'joint-programme',
      'internationalPlatform.newlyApproved': true,
      'internationalPlatform.degreeLevel': 'bachelor',
      'internationalPlatform.programmeGrantDecided': 200 * WAN,
    },
    fails: [
      [{ 'internationalPlatform.degreeLevel': 'below' }, 'c.level'],
      [{ 'internationalPlatform.newlyApproved': false }, 'c.new'],
    ],
    unknown: 'internationalPlatform.degreeLevel',
    pays: [[{}, 'grant', 200 * WAN]],
  },
  {
    id: 'zf21.14.2',
    facts: {
      ...university,
      'internationalPlatform.kind': 'joint-institution',
      'internationalPlatform.approved': true,
      'internationalPlatform.institutionGrantDecided': 3000 * WAN,
    },
    fails: [
      [{ 'internationalPlatform.approved': false }, 'c.approved'],
      [{ 'case.otherBenefits': [{ programme: 'zf21.14.2', holder: 'project', status: 'enjoyed' }] }, 'once'],
    ],
    unknown: 'internationalPlatform.kind',
    pays: [
      [{}, 'grant', 3000 * WAN],
      [{ 'internationalPlatform.institutionGrantDecided': 3001 * WAN }, 'grant', null],
    ],
  },
  {
    id: 'zf21.14.3',
    facts: {
      ...university,
      'internationalPlatform.kind': 'joint-laboratory',
      'internationalPlatform.partner': 'double-first-class',
      'internationalPlatform.jointEvaluated': true,
      'internationalPlatform.jointGrantDecided': 1000 * WAN,
    },
    fails: [[{ 'internationalPlatform.partner': 'other' }, 'c.partner']],
    unknown: 'internationalPlatform.jointEvaluated',
    pays: [[{}, 'grant', 1000 * WAN]],
  },
  {
    id: 'zf21.14.4',
    facts: {
      'internationalPlatform.kind': 'innovation-centre',
      'internationalPlatform.partner': 'world-renowned',
      'internationalPlatform.inJinan': true,
      'internationalPlatform.performanceEvaluated': true,
      'internationalPlatform.baseGrantDecided': 200 * WAN,
    },
    passes: 'needsHuman',
    fails: [[{ 'internationalPlatform.partner': 'double-first-class' }, 'c.partner']],
    unknown: 'internationalPlatform.inJinan',
    pays: [[{}, 'grant', 200 * WAN]],
  },
  {
    id: 'zf21.15.1',
    facts: { ...university, 'urgentTraining.masters': 120, 'urgentTraining.doctors': 7 },
    fails: [[{ 'urgentTraining.masters': 0, 'urgentTraining.doctors': 0 }, 'c.students']],
    unknown: 'urgentTraining.doctors',
    pays: [[{}, 'reward', 395_000 * YUAN]],
  },
  {
    id: 'zf21.15.2',
    facts: { ...university, 'graduates.stayRate': '45', 'graduates.stayRateLastYear': '41.5' },
    fails: [[{ 'graduates.stayRate': '42.49' }, 'c.rise']],
    unknown: 'graduates.stayRateLastYear',
    pays: [
      [{}, 'reward', 60 * WAN],
      [{ 'graduates.stayRate': '42.5' }, 'reward', 20 * WAN],
      [{ 'graduates.stayRate': '46.49' }, 'reward', 80 * WAN],
      [{ 'graduates.stayRate': '46.5' }, 'reward', 100 * WAN],
      [{ 'graduates.stayRate': '51.49' }, 'reward', 100 * WAN],
      [{ 'graduates.stayRate': '51.5' }, 'reward', 200 * WAN],
    ],
  },
  {
    id: 'zf21.16.1',
    facts: {
      ...university,
      'team.introducedJointly': true,
      'team.inUniversityPlan': true,
      'team.introducedGrantDecided': 200 * WAN,
    },
    passes: 'needsHuman',
    fails: [[{ 'team.inUniversityPlan': false }, 'c.selected']],
    unknown: 'team.inUniversityPlan',
    pays: [[{}, 'grant', 200 * WAN]],
  },
  {
    id: 'zf21.16.2',
    facts: {
      ...university,
      'researchProject.introducedThroughPlan': true,
      'researchProject.industrialisedInJinan': true,
      'researchProject.grantDecided': 300 * WAN,
    },
    fails: [[{ 'researchProject.industrialisedInJinan': false }, 'c.industry']],
    unknown: 'researchProject.industrialisedInJinan',
    pays: [
      [{}, 'grant', 300 * WAN],
      [{ 'researchProject.grantDecided': 301 * WAN }, 'grant', null],
    ],
  },
  {
    id: 'zf21.17.1',
    facts: {
      ...university,
      'team.newlyFormed': true,
      'team.reviewRecognised': true,
      'team.cultivatedGrantPerYearDecided': 50 * WAN,
    },
    fails: [[{ 'team.reviewRecognised': false }, 'c.selected']],
    unknown: 'team.newlyFormed',
    pays: [
      [{}, 'grant', 150 * WAN],
      [{ 'team.cultivatedGrantPerYearDecided': 33 * WAN }, 'grant', 99 * WAN],
      [{ 'team.cultivatedGrantPerYearDecided': 51 * WAN }, 'grant', null],
    ],
  },
  {
    id: 'zf21.17.2',
    facts: { ...university, 'leaderStudio.founded': true, 'leaderStudio.grantDecided': 50 * WAN },
    passes: 'needsHuman',
    fails: [[{ 'leaderStudio.founded': false }, 'c.studio']],
    unknown: 'leaderStudio.founded',
    pays: [[{}, 'grant', 50 * WAN]],
  },
  {
    id: 'zf21.18.1',
    facts: {
      'startup.founderKind': 'student',
      'startup.techEnterprise': true,
      'employer.registeredInJinan': true,
      'startup.grantDecided': 30 * WAN,
    },
    passes: 'needsHuman',
    fails: [[{ 'startup.founderKind': 'other' }, 'c.founder']],
    unknown: 'startup.techEnterprise',
    pays: [
      [{}, 'grant', 30 * WAN],
      [{ 'startup.grantDecided': 31 * WAN }, 'grant', null],
    ],
  },
  {
    id: 'zf21.18.2',
    facts: { 'startup.founderKind': 'researcher', 'employment.jinanEnterpriseAgreement': true },
    passes: 'needsHuman',
    fails: [[{ 'employment.jinanEnterpriseAgreement': false }, 'c.contract']],
    unknown: 'employment.jinanEnterpriseAgreement',
  },
];

test.each(examples.map((one) => [one.id, one] as const))('%s', (_, example) => checkExample(example, on));

describe('what the table does not show', () => {
  test('50 and 20 万 a year for joint training, day students by decision', () => {
    const facts = { ...joint, 'case.otherBenefits': [] };
    expect(benefit(ask('zf21.6', facts, { on }), 'university').recurring).toMatchObject({ rateFen: 50 * WAN });
    const city = ask('zf21.6', { ...facts, 'college.applicantKind': 'city-school' }, { on });
    expect([city.track, benefit(city, 'school').recurring?.rateFen]).toEqual(['school', 20 * WAN]);
  });
  test('each high-tech enterprise brought up: 100,000 yuan', () => {
    const company = (firstCertification: boolean) => ({ firstCertification });
    const facts: FactInput = {
      'employer.serviceOrganisation': 'incubator',
      'incubator.inSciencePark': true,
      'incubator.recognisedOrFiled': true,
      'case.otherBenefits': [],
    };
    const of = (...first: boolean[]) =>
      ask('zf21.9.2', { ...facts, 'incubator.cultivated': first.map(company) }, { on });
    expect(of(true, true, false)).toMatchObject({ eligibility: 'true', payableFen: 200_000 * YUAN });
    expect(of(false)).toMatchObject({ eligibility: 'false', deciding: ['c.cultivated'] });
    expect(ask('zf21.9.2', facts, { on })).toMatchObject({ eligibility: 'unknown' });
  });
  test('new research institutions only after their agreement; support of another rule is not paid twice', () => {
    const facts: FactInput = {
      ...university,
      'employer.kind': 'new-research-institution',
      'platform.kind': 'state-key-laboratory',
      'platform.newlyRecognised': true,
      'case.otherBenefits': [],
    };
    const of = (more: FactInput) => ask('zf21.7.1', { ...facts, ...more }, { on }).eligibility;
    expect(of({ 'newResearchInstitution.agreementEnded': true })).toBe('true');
    expect(of({ 'newResearchInstitution.agreementEnded': false })).toBe('false');
    const other = [{ programme: '42.1', holder: 'self', status: 'enjoyed' }];
    expect(
      ask('zf21.7.1', { ...facts, 'employer.kind': 'university', 'case.otherBenefits': other }, { on }).exclusions[0],
    ).toMatchObject({ id: 'higher', applies: 'true', hits: [1] });
  });
});
