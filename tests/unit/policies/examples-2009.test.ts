import { describe, expect, test } from 'vitest';
import { ask, type FactInput, neededMaterials, WAN, YUAN } from './support.ts';
import { checkExample, type WorkedExample } from './workedExample.ts';

/** 济政发〔2009〕13号: who is introduced, what is paid, what is provided; worked from the document. */

const on = '2010-06-01';
const company: FactInput = { 'employer.kind': 'enterprise', 'employer.registeredInJinan': true };
const certified: FactInput = { 'introducedTalent.certificateIssued': true };
const noCertificate: [FactInput, string] = [{ 'introducedTalent.certificateIssued': false }, 'c.certificate'];
const overseas: FactInput = {
  ...company,
  'introducedTalent.way': 'found',
  'introducedTalent.kind': 'overseas',
  'education.degree': 'doctor',
  'person.birthDate': '1954-06-02',
  'employment.monthsPerYearInJinan': 6,
  'introducedTalent.overseasGrounds': ['professional-firm'],
};
const domestic: FactInput = {
  ...company,
  'introducedTalent.way': 'engaged',
  'introducedTalent.kind': 'domestic',
  'introducedTalent.domesticGrounds': ['natural-2-top3'],
};
const engaged: FactInput = {
  ...certified,
  'introducedTalent.way': 'engaged',
  'introducedTalent.engagedBy': 'city-hospital',
};
const tax: FactInput = {
  'introducedTalent.taxableIncome': 40 * WAN,
  'introducedTalent.taxSubsidyYears': 4,
  'introducedTalent.localTaxRetained': 2_345_679,
};
const taxFails: WorkedExample['fails'] = [
  [{ 'introducedTalent.taxableIncome': 12 * WAN }, 'c.income'],
  [{ 'introducedTalent.taxSubsidyYears': 5 }, 'c.years'],
  noCertificate,
];
const taxPays: WorkedExample['pays'] = [
  [{}, 'tax', 1_172_840],
  [{ 'introducedTalent.localTaxRetained': 60 * WAN }, 'tax', 30 * WAN],
  [{ 'introducedTalent.localTaxRetained': 80 * WAN }, 'tax', 30 * WAN],
];
const founder: FactInput = {
  ...certified,
  'employer.highTechEnterprise': true,
  'employment.form': 'founder',
  'startup.ownsIntellectualProperty': true,
  'introducedTalent.projectLeading': true,
  'introducedTalent.residesInJinan': true,
  'introducedTalent.outstandingFounder': true,
  'introducedTalent.startUpDecided': 300 * WAN,
  'introducedTalent.settlingDecided': 100 * WAN,
};

const examples: WorkedExample[] = [
  {
    id: 'zf09.2',
    track: 'overseas',
    facts: overseas,
    fails: [
      [{ 'person.birthDate': '1954-06-01' }, 'o.age'],
      [{ 'education.degree': 'master' }, 'o.doctor'],
      [{ 'employment.monthsPerYearInJinan': 5 }, 'o.months'],
      [{ 'introducedTalent.overseasGrounds': [] }, 'o.ground'],
      [{ 'employer.registeredInJinan': false }, 'c.scope'],
    ],
    unknown: 'employment.monthsPerYearInJinan',
  },
  {
    id: 'zf09.2',
    track: 'domestic',
    facts: domestic,
    fails: [[{ 'introducedTalent.domesticGrounds': ['none'], 'education.degree': 'master' }, 'd.ground']],
    unknown: 'introducedTalent.kind',
  },
  {
    id: 'zf09.6.1.1',
    facts: founder,
    fails: [
      noCertificate,
      [{ 'employer.highTechEnterprise': false }, 'c.high-tech'],
      [{ 'introducedTalent.projectLeading': false, 'introducedTalent.outstandingFounder': false }, 'c.benefit'],
    ],
    unknown: 'employer.highTechEnterprise',
    pays: [
      [{}, 'start-up', 300 * WAN],
      [{}, 'settling', 100 * WAN],
      [{ 'introducedTalent.startUpDecided': 49 * WAN }, 'start-up', null],
      [{ 'introducedTalent.settlingDecided': 29 * WAN }, 'settling', null],
      [{ 'introducedTalent.outstandingFounder': false }, 'settling', null],
    ],
  },
  {
    id: 'zf09.6.1.2',
    facts: {
      ...certified,
      'startup.controlledByTalent': false,
      'startup.ownSharePercent': '20',
      'startup.researchStartUpDecided': 200 * WAN,
      'startup.projectInvestment': 1000 * WAN,
      'startup.cityEquityDecided': 300 * WAN,
    },
    passes: 'needsHuman',
    fails: [[{ 'startup.ownSharePercent': '19.99' }, 'c.share'], noCertificate],
    unknown: 'startup.ownSharePercent',
    pays: [
      [{}, 'research', 200 * WAN],
      [{ 'startup.researchStartUpDecided': 201 * WAN }, 'research', null],
      [{}, 'equity', 300 * WAN],
      [{ 'startup.cityEquityDecided': 301 * WAN }, 'equity', null],
      [{ 'startup.projectInvestment': 3000 * WAN, 'startup.cityEquityDecided': 500 * WAN }, 'equity', 500 * WAN],
    ],
  },
  {
    id: 'zf09.6.1.3',
    facts: {
      ...certified,
      'loan.forProduction': true,
      'loan.subsidyMonths': 24,
      'loan.interestPaid': 1_234_567,
      'loan.subsidyReceived': 0,
    },
    passes: 'needsHuman',
    fails: [
      [{ 'loan.subsidyMonths': 25 }, 'c.period'],
      [{ 'loan.forProduction': false }, 'c.loan'],
    ],
    unknown: 'loan.subsidyMonths',
    pays: [
      [{}, 'interest', 617_284],
      [{ 'loan.interestPaid': 300 * WAN }, 'interest', 100 * WAN],
      [{ 'loan.interestPaid': 100 * WAN, 'loan.subsidyReceived': 80 * WAN }, 'interest', 20 * WAN],
    ],
  },
  {
    id: 'zf09.6.1.4',
    facts: { ...certified, ...tax, 'employment.form': 'founder' },
    passes: 'needsHuman',
    fails: taxFails,
    unknown: 'introducedTalent.taxableIncome',
    pays: taxPays,
  },
  {
    id: 'zf09.6.2.4',
    facts: { ...engaged, ...tax },
    passes: 'needsHuman',
    fails: [...taxFails, [{ 'introducedTalent.engagedBy': 'other' }, 'c.unit']],
    unknown: 'introducedTalent.taxSubsidyYears',
    pays: taxPays,
  },
  {
    id: 'zf09.6.2.1',
    facts: {
      ...certified,
      'introducedTalent.chiefExpert': true,
      'employer.researchFundsProvided': 200 * WAN,
      'introducedTalent.researchSupportDecided': 50 * WAN,
    },
    passes: 'needsHuman',
    fails: [[{ 'employer.researchFundsProvided': 0 }, 'c.funds']],
    unknown: 'introducedTalent.chiefExpert',
    pays: [
      [{}, 'grant', 50 * WAN],
      [{ 'introducedTalent.researchSupportDecided': 51 * WAN }, 'grant', null],
    ],
  },
  {
    id: 'zf09.6.2.2',
    facts: {
      ...engaged,
      'introducedTalent.residesInJinan': true,
      'employer.settlingAllowancePaid': 60 * WAN,
      'introducedTalent.settlingSubsidyDecided': 100 * WAN,
    },
    passes: 'needsHuman',
    fails: [
      [{ 'introducedTalent.residesInJinan': false }, 'c.settled'],
      [{ 'introducedTalent.engagedBy': 'other' }, 'c.unit'],
    ],
    unknown: 'introducedTalent.residesInJinan',
    pays: [
      [{}, 'grant', 100 * WAN],
      [{ 'introducedTalent.settlingSubsidyDecided': 101 * WAN }, 'grant', null],
    ],
  },
  {
    id: 'zf09.6.2.3',
    facts: { ...engaged, 'introducedTalent.monthlyAllowanceDecided': 8_000 * YUAN, 'introducedTalent.monthsServed': 9 },
    fails: [[{ 'introducedTalent.way': 'found' }, 'c.engaged'], noCertificate],
    unknown: 'introducedTalent.engagedBy',
    pays: [
      [{}, 'allowance', 72_000 * YUAN],
      [{ 'introducedTalent.monthlyAllowanceDecided': 10_001 * YUAN }, 'allowance', null],
    ],
  },
  { id: 'zf09.7', facts: certified, fails: [noCertificate], unknown: 'introducedTalent.certificateIssued' },
  {
    id: 'zf09.8',
    facts: { ...certified, 'child.minorTransferringIn': true, 'child.seeks': 'primary' },
    fails: [[{ 'child.minorTransferringIn': false }, 'c.child']],
    unknown: 'child.seeks',
  },
  {
    id: 'zf09.9',
    facts: { ...certified, ...company },
    fails: [[{ 'employer.registeredInJinan': false }, 'c.scope']],
    unknown: 'employer.kind',
  },
  {
    id: 'zf09.10',
    facts: { ...certified, 'household.relativesSeekWork': true },
    fails: [[{ 'household.relativesSeekWork': false }, 'c.relatives']],
    unknown: 'household.relativesSeekWork',
  },
  {
    id: 'zf09.11',
    facts: { ...certified, 'introducedTalent.kind': 'overseas' },
    fails: [[{ 'introducedTalent.kind': 'domestic' }, 'c.overseas']],
    unknown: 'introducedTalent.kind',
  },
  {
    id: 'zf09.12',
    facts: { ...certified, 'employment.role': 'professional' },
    fails: [[{ 'employment.role': 'skilled' }, 'c.professional']],
    unknown: 'employment.role',
  },
  {
    id: 'zf09.13',
    facts: { ...certified, 'employer.kind': 'hospital', 'employer.affiliation': 'city' },
    fails: [[{ 'employer.affiliation': 'provincial' }, 'c.scope']],
    unknown: 'employer.affiliation',
  },
  {
    id: 'zf09.14',
    facts: { ...certified, 'talent.foreignNational': true, 'talent.frequentEntry': true },
    fails: [[{ 'talent.foreignNational': false }, 'c.foreign']],
    unknown: 'talent.foreignNational',
  },
  {
    id: 'zf09.21',
    facts: { 'introduction.rewardFor': 'agency' },
    passes: 'needsHuman',
    fails: [[{ 'introduction.rewardFor': 'other' }, 'c.for']],
    unknown: 'introduction.rewardFor',
    pays: [[{}, 'reward', null]],
  },
];

test.each(examples.map((one) => [one.id, one] as const))('%s', (_, example) => checkExample(example, on));

describe('recognition', () => {
  const of = (facts: FactInput, track: string) => ask('zf09.2', { 'case.otherBenefits': [], ...facts }, { on, track });
  test('55 years: the day before the 56th birthday still counts', () => {
    const born = (day: string) => of({ ...overseas, 'person.birthDate': day }, 'overseas').eligibility;
    expect([born('1954-06-02'), born('1954-06-01')]).toEqual(['true', 'false']);
  });
  test('the ranking of national awards; five years in key posts need a judgement', () => {
    const domesticOf = (grounds: string[], more: FactInput = {}) =>
      of(
        { ...domestic, 'introducedTalent.domesticGrounds': grounds, 'education.degree': 'master', ...more },
        'domestic',
      ).eligibility;
    expect(domesticOf(['progress-1-top10'])).toBe('true');
    const doctor = { 'education.degree': 'doctor', 'introducedTalent.keyPostYears': 5 };
    expect(domesticOf(['none'], doctor)).toBe('needsHuman');
    expect(domesticOf(['none'], { ...doctor, 'introducedTalent.keyPostYears': 4 })).toBe('false');
  });
  test('a degree is shown where the recognition rests on it', () => {
    const papers = (ground: string) =>
      neededMaterials(of({ ...domestic, 'introducedTalent.domesticGrounds': [ground] }, 'domestic'));
    expect(papers('none')).toContain('degree-domestic');
    expect(papers('natural-2-top3')).toEqual(['achievement']);
  });
  test('other urgent talents are judged', () => {
    expect(of({ ...company, 'introducedTalent.kind': 'local-urgent' }, 'local-urgent').eligibility).toBe('needsHuman');
  });
  test('10 working days for the opinion, 20 for the formalities', () => {
    const facts = { ...domestic, 'case.otherBenefits': [] };
    const steps = ask('zf09.2', facts, { on, dates: { apply: '2023-05-04', decide: '2023-06-01' } }).steps;
    expect(steps.find(({ id }) => id === 'opinion')?.due).toMatchObject({ date: '2023-05-17' });
    expect(steps.find(({ id }) => id === 'introduce')?.due).toMatchObject({ date: '2023-06-30' });
  });
  test('homes of 100 m² alone, of 150 m² with the family', () => {
    const granted = (familyComesAlong: boolean) =>
      ask(
        'zf09.9',
        { ...certified, ...company, 'case.otherBenefits': [], 'household.familyComesAlong': familyComesAlong },
        { on },
      )
        .support.filter(({ state }) => state === 'granted')
        .map(({ id }) => id);
    expect([granted(false), granted(true)]).toEqual([['alone'], ['family']]);
  });
});
