import { describe, expect, test } from 'vitest';
import { benefit } from './benefit.ts';
import { expectRefusedBy } from './refusal.ts';
import { ask, type FactInput, itemOf, neededMaterials, WAN, without } from './support.ts';

/** Rules 39 to 44: universities' development, carriers, science parks; worked from the document. */

const on = '2023-08-10';

const university: FactInput = { 'employer.kind': 'university', 'employer.registeredInJinan': true };

describe('39 universities and disciplines of high level', () => {
  test.each([
    ['provincial-university', 'university', 500],
    ['national-double-first-class', 'university', 500],
    ['provincial-subject', 'subject', 200],
    ['double-high', 'double-high', 200],
  ])('%s: %s, %i 万', (plan, track, wan) => {
    const result = ask('39', { ...university, 'college.plan': plan }, { on });
    expect(result).toMatchObject({ eligibility: 'true', track, payableFen: wan * WAN });
  });

  test('a subject is not a university of high level; none is nothing; not known is open', () => {
    const as = (plan: string, track: string) => ask('39', { ...university, 'college.plan': plan }, { on, track });
    expectRefusedBy(as('provincial-subject', 'university'), 'u.plan');
    expectRefusedBy(as('none', 'double-high'), 'd.plan');
    expectRefusedBy(
      ask('39', { ...university, 'employer.kind': 'hospital', 'college.plan': 'double-high' }, { on }),
      'c.kind',
    );
    expect(ask('39', university, { on })).toMatchObject({ eligibility: 'unknown', missing: ['college.plan'] });
  });

  test('published for five working days', () => {
    const result = ask('39', { ...university, 'college.plan': 'double-high' }, { on, dates: { notice: '2023-10-09' } });
    expect(result.steps.find(({ id }) => id === 'notice')!.notice).toMatchObject({ date: '2023-10-16' });
  });
});

const featureCollege: FactInput = {
  ...university,
  'college.majorLevel': 'national',
  'college.highLevelVocationalMajor': false,
  'college.industrySchoolPartners': 'enterprise',
  'college.industrySchool': 'modern-industry',
};
const urgentMajor: FactInput = { ...university, 'college.newMajorApproved': true, 'college.newMajorField': 'quantum' };
const carrier: FactInput = {
  'employer.kind': 'research-institute',
  'carrier.kind': 'industrial-institute',
  'carrier.mode': 'with-enterprise',
  'carrier.foundedOn': '2021-08-10',
  'carrier.fixedPremises': true,
  'carrier.tenantSupport': true,
  'carrier.professionalTeam': true,
  'carrier.serviceHardware': true,
  'carrier.dedicatedOperators': true,
  'carrier.universityRole': 'main',
  'carrier.agreementSigned': true,
  'carrier.substantialInput': true,
  'carrier.agreementComplete': true,
};

describe.each<[string, FactInput, string, number[]]>([
  ['40', featureCollege, 'college.industrySchoolTier', [50, 100, 150, 200, 500]],
  ['41', urgentMajor, 'college.newMajorTier', [50, 100, 200]],
  ['43', carrier, 'carrier.grantTier', [40, 70, 100]],
])('%s graded grants', (id, facts, tier, wans) => {
  test('experts judge; each grade has its amount', () => {
    for (const wan of wans) {
      const result = ask(id, { ...facts, [tier]: `wan-${wan}` }, { on });
      expect(result.eligibility).toBe('needsHuman');
      expect(benefit(result, 'grant').amountFen).toBe(wan * WAN);
    }
    expect(benefit(ask(id, facts, { on }), 'grant')).toMatchObject({ state: 'unknown', missing: [tier] });
    expect(() => ask(id, { ...facts, [tier]: 'wan-300' }, { on })).toThrow(tier);
  });

  test('each plain requirement decides; unknown stays open', () => {
    for (const key of Object.keys(facts).filter((one) => facts[one] === true)) {
      expect([key, ask(id, { ...facts, [key]: false }, { on }).eligibility]).toEqual([key, 'false']);
      expect(ask(id, without(facts, key), { on }).missing).toContain(key);
    }
    expectRefusedBy(ask(id, { ...facts, 'employer.kind': 'enterprise' }, { on }), id === '43' ? 'c.unit' : 'c.kind');
  });
});

test.each<[string, FactInput, string]>([
  ['40', { ...featureCollege, 'college.majorLevel': 'provincial' }, 'c.major'],
  ['40', { ...featureCollege, 'college.industrySchoolPartners': 'none' }, 'c.partners'],
  ['40', { ...featureCollege, 'college.industrySchool': 'none' }, 'c.school'],
  ['41', { ...urgentMajor, 'college.newMajorField': 'none' }, 'c.field'],
  ['43', { ...carrier, 'carrier.kind': 'none' }, 'c.kind'],
  ['43', { ...carrier, 'carrier.mode': 'none' }, 'c.mode'],
  ['43', { ...carrier, 'carrier.foundedOn': '2021-08-09' }, 'c.age'],
  ['43', { ...carrier, 'carrier.universityRole': 'other' }, 'c.joint'],
])('%s: %j is refused by %s', (id, facts, item) => expectRefusedBy(ask(id, facts, { on }), item));

test('40: a vocational major of high level does as well; 41: another frontier field is judged', () => {
  const vocational = { 'college.majorLevel': 'none', 'college.highLevelVocationalMajor': true };
  expect(itemOf(ask('40', { ...featureCollege, ...vocational }, { on }), 'c.major').truth).toBe('true');
  const other = ask('41', { ...urgentMajor, 'college.newMajorField': 'other-frontier' }, { on });
  expect(itemOf(other, 'c.field').truth).toBe('needsHuman');
});

test('43: alone, nothing is asked about partners, and the university itself recommends', () => {
  const alone = without(
    { ...carrier, 'carrier.mode': 'independent' },
    'carrier.universityRole',
    'carrier.agreementSigned',
  );
  const result = ask('43', alone, { on });
  expect(result.eligibility).toBe('needsHuman');
  expect(neededMaterials(result)).toContain('letter-unit');
  expect(neededMaterials(result)).not.toContain('letter-district');
  expect(neededMaterials(ask('43', carrier, { on }))).toContain('letter-district');
});

describe('44.1 national science parks', () => {
  const facts: FactInput = {
    'sciencePark.ofJinanUniversity': true,
    'sciencePark.newlyNational': true,
    'employer.seriousIncidentLastYear': false,
    'employer.dishonestyListed': false,
  };
  const of = (more: FactInput) => ask('44.1', { ...facts, ...more }, { on });

  test('200 to 300 万 as fixed', () => {
    for (const wan of [200, 300]) {
      expect(of({ 'sciencePark.grantDecided': wan * WAN })).toMatchObject({
        eligibility: 'true',
        payableFen: wan * WAN,
      });
    }
    for (const fen of [200 * WAN - 1, 300 * WAN + 1]) {
      expect(of({ 'sciencePark.grantDecided': fen }).payableFen).toBeNull();
    }
    expect(benefit(of({}), 'grant').rangeFen).toEqual({ from: 200 * WAN, to: 300 * WAN });
  });

  test.each([
    ['sciencePark.ofJinanUniversity', false, 'c.university'],
    ['sciencePark.newlyNational', false, 'c.national'],
    ['employer.seriousIncidentLastYear', true, 'c.no-incident'],
    ['employer.dishonestyListed', true, 'c.credit'],
  ])('%s %s is refused by %s; not known: open', (key, value, item) => {
    expectRefusedBy(of({ [key]: value }), item);
    expect(ask('44.1', without(facts, key), { on })).toMatchObject({ eligibility: 'unknown', missing: [key] });
  });
});

describe('44.2 high-tech enterprises grown in incubators', () => {
  const firm = (more: FactInput = {}): FactInput => ({
    registeredOn: '2018-06-01',
    enteredOn: '2019-01-15',
    certifiedOn: '2022-12-12',
    firstCertification: true,
    addressesInside: true,
    field: 'other',
    ...more,
  });
  const facts: FactInput = {
    'employer.serviceOrganisation': 'incubator',
    'incubator.inSciencePark': true,
    'incubator.filedByCityOrAbove': true,
    'employer.seriousIncidentLastYear': false,
    'employer.dishonestyListed': false,
    'incubator.cultivated': [firm()],
  };
  const of = (more: FactInput) => ask('44.2', { ...facts, ...more }, { on });
  const reward = (...firms: FactInput[]) => benefit(of({ 'incubator.cultivated': firms }), 'reward').amountFen;

  test('10 万 for each enterprise; performance is judged; only incubators need audits and experts', () => {
    expect(of({}).eligibility).toBe('needsHuman');
    expect(reward(firm())).toBe(10 * WAN);
    expect(reward(firm(), firm({ firstCertification: false }), firm())).toBe(20 * WAN);
    expect(neededMaterials(of({}))).toContain('audit');
    const maker = of({ 'employer.serviceOrganisation': 'makerspace' });
    expect(neededMaterials(maker)).not.toContain('audit');
    expect(maker.steps.find(({ id }) => id === 'experts')!.applies).toBe('false');
  });

  test('48 months of incubation, 60 in three fields; at most 36 months old on entry', () => {
    expect(reward(firm({ certifiedOn: '2023-01-15' }))).toBe(10 * WAN);
    expect(reward(firm({ certifiedOn: '2023-01-16' }))).toBe(0);
    for (const field of ['biomedicine', 'modern-agriculture', 'integrated-circuits']) {
      expect(reward(firm({ certifiedOn: '2023-01-16', field }))).toBe(10 * WAN);
    }
    expect(reward(firm({ enteredOn: '2018-06-30', certifiedOn: '2023-07-01', field: 'biomedicine' }))).toBe(0);
    expect(reward(firm({ registeredOn: '2016-01-15' }))).toBe(10 * WAN);
    expect(reward(firm({ registeredOn: '2016-01-14' }))).toBe(0);
    expect(reward(firm({ registeredOn: '2019-05-01' }))).toBe(10 * WAN);
    expect(reward(firm({ addressesInside: false }))).toBe(0);
  });

  test.each([
    ['employer.serviceOrganisation', 'intermediary', 'c.kind'],
    ['incubator.inSciencePark', false, 'c.park'],
    ['incubator.filedByCityOrAbove', false, 'c.filed'],
    ['incubator.cultivated', [], 'c.cultivated'],
    ['employer.seriousIncidentLastYear', true, 'c.no-incident'],
    ['employer.dishonestyListed', true, 'c.credit'],
  ])('%s %j is refused by %s; not known: open', (key, value, item) => {
    expectRefusedBy(of({ [key]: value }), item);
    expect(ask('44.2', without(facts, key), { on }).missing).toContain(key);
  });
});
