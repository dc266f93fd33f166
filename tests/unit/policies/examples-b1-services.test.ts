import { describe, expect, test } from 'vitest';
import { expectRefusedBy } from './refusal.ts';
import { ask, type FactInput, neededMaterials, WAN, without } from './support.ts';

const ON = '2023-05-10';
const none: FactInput = { 'case.otherBenefits': [] };
const names = (programme: string, facts: FactInput, track?: string) =>
  ask(programme, facts, track === undefined ? { on: ON } : { on: ON, track })
    .support.filter(({ state }) => state !== 'none')
    .map(({ id }) => id);

const agreement: FactInput = {
  'employment.contractKind': 'fixed-term',
  'employment.contractFrom': '2023-01-01',
  'employment.contractTo': '2025-12-31',
};

const innovator: FactInput = {
  ...agreement,
  'employment.form': 'full-time',
  'employment.monthsPerYearInJinan': 6,
  'employer.provincialPlatform': true,
  'apex.rank': 'outstanding',
  'apex.projectGrade': 'A',
  'apex.projectInvestment': 10_000 * WAN,
};

describe('10 top talent', () => {
  const sums = (facts: FactInput, track: string) =>
    ask('10', facts, { on: ON, track })
      .support.filter(({ state }) => state !== 'none')
      .map(({ id, amountFen }) => [id, amountFen === null ? null : amountFen / WAN]);

  test.each([
    ['outstanding', 'A', 10_000, 500, 3000],
    ['outstanding', 'A', 20_000, 500, 5000],
    ['outstanding', 'B', 20_000, 500, 3000],
    ['outstanding', 'C', 20_000, 500, 1000],
    ['leading', 'A', 20_000, 300, 3000],
    ['leading', 'B', 20_000, 300, 2000],
    ['leading', 'C', 3000, 300, 900],
  ])('full time, %s, %s, %i 万 invested: %i and %i 万', (rank, grade, invested, living, project) => {
    const facts = { 'apex.rank': rank, 'apex.projectGrade': grade, 'apex.projectInvestment': invested * WAN };
    expect(sums({ ...innovator, ...facts }, 'full-time')).toEqual([
      ['living-full-time', living],
      ['project-full-time', project],
    ]);
  });

  test.each([
    ['A', 3000],
    ['B', 2000],
    ['C', 1000],
  ])('flexible, outstanding, %s: half the pay and at most %i 万', (grade, most) => {
    const facts = {
      ...innovator,
      'employment.form': 'part-time',
      'employment.monthsPerYearInJinan': 2,
      'employment.remunerationAgreedAndPaid': true,
      'employment.remunerationPaid': 81 * WAN,
      'apex.projectGrade': grade,
      'apex.projectInvestment': 20_000 * WAN,
    };
    expect(sums(facts, 'flexible')).toEqual([
      ['living-flexible', 40.5],
      ['project-flexible', most],
    ]);
    expect(sums({ ...facts, 'apex.rank': 'leading' }, 'flexible')).toEqual([]);
  });

  const founder: FactInput = {
    'apex.appliesAsTeam': false,
    'apex.rank': 'leading',
    'apex.projectGrade': 'B',
    'apex.startUpGrant': 2500 * WAN,
    'apex.equityInvestment': 4500 * WAN,
    'startup.mainFounder': true,
    'startup.largestNaturalShareholder': true,
    'startup.ownSharePercent': '30',
    'startup.legalPerson': true,
    'startup.registeredCapital': 5000 * WAN,
    'startup.paidInCapital': 2200 * WAN,
    'startup.operatingNormally': true,
  };
  test('start-up: grant stopped by its ceiling and by the paid-in capital, equity by 4,000 万', () => {
    expect(sums(founder, 'start-up')).toEqual([
      ['living-start-up', 300],
      ['start-up-grant', 2000],
      ['equity', 4000],
    ]);
    expect(sums({ ...founder, 'startup.paidInCapital': 1500 * WAN }, 'start-up')[1]).toEqual(['start-up-grant', 1500]);
  });

  test('pass, fail, unknown', () => {
    expect(ask('10', innovator, { on: ON, track: 'full-time' }).eligibility).toBe('needsHuman');
    const months = { ...innovator, 'employment.monthsPerYearInJinan': 5 };
    expectRefusedBy(ask('10', months, { on: ON, track: 'full-time' }), 'f.months');
    const poor = { ...founder, 'startup.paidInCapital': 999 * WAN };
    expectRefusedBy(ask('10', poor, { on: ON, track: 'start-up' }), 's.paid-in');
    // 一般不低于5000万: below it a person decides, it is no refusal.
    const small = { ...founder, 'startup.registeredCapital': 4000 * WAN };
    expect(ask('10', small, { on: ON, track: 'start-up' }).eligibility).toBe('needsHuman');
    const open = ask('10', without(innovator, 'employment.contractTo'), { on: ON, track: 'full-time' });
    expect(open.missing).toContain('employment.contractTo');
  });
});

const newcomer: FactInput = {
  ...agreement,
  'employer.kind': 'enterprise',
  'employer.registeredInJinan': true,
  'employer.taxedInJinan': true,
  'employer.affiliation': 'none',
  'talent.introducedFromOutside': true,
  'employment.formerlyOnStaffQuota': true,
  'talent.class': 'D',
  'talent.keyFieldUrgent': false,
  'person.birthDate': '1973-01-01',
};
const urgentMaster: FactInput = {
  'employer.kind': 'hospital',
  'employer.overStaffed': true,
  'employer.civilServiceManaged': false,
  'employer.personnelAuthorityAgreed': true,
  'talent.class': 'none',
  'education.degree': 'master',
  'education.fullTime': true,
  'person.professionalTitle': 'intermediate',
  'talent.targetedSelection': false,
  'talent.keyFieldUrgent': true,
};
const family: FactInput = {
  'talent.class': 'D',
  'talent.introducedFromOutside': true,
  'talent.holdsHuicaiCard': false,
  'child.placementsUsed': 1,
  'child.placedInKindergarten': true,
  'child.seeks': 'primary',
  'child.foreignNational': false,
};
const couple: FactInput = {
  ...agreement,
  'employment.contractTo': '2027-12-31',
  'employment.form': 'full-time',
  'employment.workInJinanFrom': '2018-05-10',
  'talent.class': 'C',
  'talent.introducedFromOutside': true,
  'talent.settledInJinan': true,
  'person.married': true,
  'spouse.employedInJinan': false,
  'spouse.movedHousehold': true,
  'spouse.retirementAgeReached': false,
  'spouse.placementsUsed': 0,
  'spouse.formerEmployer': 'none',
};
const card: FactInput = { 'talent.class': 'D', 'goldCard.issuedOn': '2018-05-10', 'goldCard.withdrawn': false };
const rider: FactInput = {
  ...none,
  'education.degree': 'bachelor',
  'education.fullTime': true,
  'education.graduatedOn': '2022-05-10',
  'social.insuredInJinan': true,
  'travel.otherFreeCard': false,
};
const expert: FactInput = {
  'talent.foreignNational': true,
  'talent.foreignHighEnd': true,
  'employer.registeredInJinan': true,
  'employer.affiliation': 'city',
  'entry.invited': true,
  'entry.letter': 'invitation',
  'entry.hostQualified': true,
  'entry.stayDays': 90,
  'talent.foreignCategoryA': false,
  'talent.foreignShortTermExpert': true,
};
const confirmed: FactInput = {
  ...expert,
  'entry.letter': 'confirmation',
  'talent.foreignCategoryA': true,
  'entry.passportValidTo': '2023-11-10',
};
const recognised: FactInput = { ...rider, 'talent.class': 'E', 'talent.recognisedOn': '2021-03-01' };

describe('services: passes', () => {
  test.each<[string, string | undefined, FactInput]>([
    ['02', undefined, card],
    ['04', 'class-d', family],
    ['05', 'recommended', couple],
    ['06', undefined, { 'talent.class': 'D' }],
    ['07.1', 'graduate', rider],
    ['07.1', 'talent', { ...recognised, 'talent.recognisedOn': '2022-08-08' }],
    ['07.2', undefined, { 'talent.class': 'A' }],
    ['08.1', 'invitation', expert],
    ['08.1', 'confirmation', confirmed],
    ['08.2', undefined, expert],
    ['08.3', undefined, expert],
    ['09', 'former-staff', newcomer],
    ['09', 'former-staff', { ...newcomer, 'person.birthDate': '1960-01-01', 'talent.class': 'B' }],
    ['09', 'over-staffed', urgentMaster],
  ])('%s %s', (programme, track, facts) => {
    const result = ask(programme, facts, track === undefined ? { on: ON } : { on: ON, track });
    expect(result.eligibility, String(result.missing)).toBe('true');
  });
});

describe('services: refusals', () => {
  test.each<[string, string | undefined, FactInput, string]>([
    ['02', undefined, { ...card, 'talent.class': 'E' }, 'c.class'],
    ['02', undefined, { ...card, 'goldCard.withdrawn': true }, 'c.not-withdrawn'],
    ['04', 'class-d', { ...family, 'child.seeks': 'junior' }, 'c.times'],
    ['04', 'class-d', { ...family, 'talent.introducedFromOutside': false }, 'c.introduced'],
    ['05', 'recommended', { ...couple, 'employment.contractTo': '2027-12-30' }, 'c.'],
    ['05', 'recommended', { ...couple, 'employment.workInJinanFrom': '2018-05-09' }, 'c.within5'],
    ['05', 'recommended', { ...couple, 'spouse.retirementAgeReached': true }, 'c.spouse-age'],
    ['06', undefined, { 'talent.class': 'E' }, 'c.class'],
    ['07.1', 'graduate', { ...rider, 'education.graduatedOn': '2022-05-09' }, 'g.within1'],
    ['07.1', 'talent', { ...recognised, 'talent.recognisedOn': '2021-03-01', 'travel.otherFreeCard': true }, 't.card'],
    ['07.2', undefined, { 'talent.class': 'E' }, 'class'],
    ['08.1', 'invitation', { ...expert, 'entry.stayDays': 91 }, 'b.stay'],
    ['08.1', 'confirmation', { ...confirmed, 'entry.passportValidTo': '2023-11-09' }, 'a.passport'],
    ['08.1', 'invitation', { ...expert, 'employer.affiliation': 'provincial' }, 'c.not-central'],
    ['08.2', undefined, { ...expert, 'talent.foreignHighEnd': false }, 'c.high-end'],
    ['08.3', undefined, { ...expert, 'entry.invited': false }, 'c.invited'],
    ['08.4', undefined, { ...expert, 'entry.urgent': false }, 'c.urgent'],
    ['09', 'former-staff', { ...newcomer, 'employer.affiliation': 'central' }, 'f.not-central'],
    ['09', 'former-staff', { ...newcomer, 'employment.contractTo': '2025-12-30' }, 'f.contract'],
    ['09', 'over-staffed', { ...urgentMaster, 'talent.keyFieldUrgent': false }, 'o.person'],
    ['09', 'over-staffed', { ...urgentMaster, 'employer.civilServiceManaged': true }, 'o.unit'],
  ])('%s %s: %#', (programme, track, facts, deciding) => {
    expectRefusedBy(ask(programme, facts, track === undefined ? { on: ON } : { on: ON, track }), deciding);
  });

  test('holders of the transport card recognised earlier had one year from 8 August 2022', () => {
    const on = (day: string) => ask('07.1', recognised, { on: day, track: 'talent' }).eligibility;
    expect([on('2023-08-08'), on('2023-08-09')]).toEqual(['true', 'false']);
  });
});

describe('services: unknown facts and people’s decisions', () => {
  test.each<[string, string | undefined, FactInput, string]>([
    ['02', undefined, card, 'goldCard.withdrawn'],
    ['04', 'class-d', family, 'child.placementsUsed'],
    ['05', 'recommended', couple, 'spouse.movedHousehold'],
    ['06', undefined, {}, 'talent.class'],
    ['07.1', 'graduate', rider, 'travel.otherFreeCard'],
    ['07.2', undefined, {}, 'talent.class'],
    ['08.1', 'invitation', expert, 'entry.hostQualified'],
    ['08.2', undefined, expert, 'talent.foreignHighEnd'],
    ['08.3', undefined, expert, 'entry.invited'],
    ['08.4', undefined, expert, 'entry.urgent'],
    ['09', 'over-staffed', urgentMaster, 'employer.overStaffed'],
  ])('%s %s without a fact: %#', (programme, track, facts, key) => {
    const result = ask(programme, without(facts, key), track === undefined ? { on: ON } : { on: ON, track });
    expect(['unknown', 'needsHuman']).toContain(result.eligibility);
    expect(result.missing).toContain(key);
  });

  test('an expired gold card and a visa at the port go to a person; class D at 51 is refused, class B is not', () => {
    expect(ask('02', { ...card, 'goldCard.issuedOn': '2018-05-09' }, { on: ON }).eligibility).toBe('needsHuman');
    expect(ask('08.4', { ...expert, 'entry.urgent': true }, { on: ON }).eligibility).toBe('needsHuman');
    const older = ask('09', { ...newcomer, 'person.birthDate': '1972-05-10' }, { on: ON, track: 'former-staff' });
    expect(older.eligibility).toBe('false');
  });

  test('what is granted and asked for follows class and track', () => {
    expect(names('06', { 'talent.class': 'A' })).toEqual(['green', 'doctor-a', 'ward', 'check']);
    expect(names('06', { 'talent.class': 'C' })).toEqual(['green', 'ward', 'check']);
    expect(names('04', { ...family, 'talent.class': 'C' }, 'class-c-up')).toEqual(['reserve', 'equal']);
    // rule 02, 6.7 and 6.8: a spouse needs the business or five years of contract, equal schooling no introduction
    const married = { ...card, 'talent.introducedFromOutside': true, 'talent.settledInJinan': true };
    const contract = { 'employment.form': 'full-time', 'employment.contractKind': 'fixed-term' };
    const until = (day: string) => ({ 'employment.contractFrom': '2022-01-01', 'employment.contractTo': day });
    expect(names('02', { ...married, ...contract, ...until('2026-12-31') })).toContain('spouse');
    expect(names('02', { ...married, ...contract, ...until('2026-12-30') })).not.toContain('spouse');
    expect(names('02', { ...married, 'employment.form': 'founder' })).toContain('spouse');
    expect(names('02', { ...card, 'talent.class': 'B', 'talent.introducedFromOutside': false })).toContain(
      'children-equal',
    );
    const first = { ...expert, 'entry.firstCompanyApplication': false, 'entry.firstResidencePermit': true };
    expect(neededMaterials(ask('08.3', first, { on: ON }))).toContain('health');
    expect(neededMaterials(ask('08.3', first, { on: ON }))).not.toContain('licence');
  });

  test('visas in three, residence permits in five, posts in ten working days', () => {
    const due = (programme: string, facts: FactInput, dates: Record<string, string>, step: string) =>
      ask(programme, facts, { on: ON, dates }).steps.find(({ id }) => id === step)?.due;
    expect(due('08.2', expert, { apply: '2023-05-10' }, 'issue')).toMatchObject({ date: '2023-05-15' });
    expect(due('08.3', expert, { apply: '2023-05-10' }, 'issue')).toMatchObject({ date: '2023-05-17' });
    expect(due('04', family, { review: '2023-05-10' }, 'education')).toMatchObject({ date: '2023-05-24' });
  });
});
