import { describe, expect, test } from 'vitest';
import type { Evaluation } from '#shared/rules/evaluateProgramme.ts';
import { expectRefusedBy } from './refusal.ts';
import { ask, type FactInput, itemOf, money, neededMaterials, WAN, without } from './support.ts';

/** Rule 17: talents, stars, masters and teams of culture and art; worked from the document. */

const on = '2023-07-20';
const moneyOf = (result: Evaluation) =>
  result.support.filter(({ kind, state }) => kind === 'money' && state !== 'none');
/** What every year brings, over all purposes. */
const byYear = (result: Evaluation) => {
  const sums: number[] = [];
  for (const { instalments } of moneyOf(result)) {
    instalments.forEach(({ amountFen }, year) => {
      sums[year] = (sums[year] ?? 0) + amountFen!;
    });
  }
  return sums;
};
const partsOf = (result: Evaluation, id: string) =>
  result.support.find((one) => one.id === id)!.instalments.map(({ amountFen }) => amountFen);

describe.each([
  ['17.1', 50, 1, { 'research.provincialFieldAward': true }, 'research.provincialFieldAward', 'c.award'],
  [
    '17.2',
    55,
    0.5,
    { 'culture.countyFieldHonour': true, 'culture.base': 'folk' },
    'culture.countyFieldHonour',
    'c.honour',
  ],
] as const)('%s culture', (programme, age, wan, own, award, item) => {
  const facts: FactInput = {
    'culture.field': 'internet',
    'person.birthDate': `${2023 - age - 1}-07-21`,
    'talent.titles': ['qilu-teacher'],
    'assessment.yearPassed': true,
    'case.otherBenefits': [],
    ...own,
  };
  const of = (more: FactInput = {}) => ask(programme, { ...facts, ...more }, { on });

  test('nothing but judgements is left; the same sum for each of two years, from the city', () => {
    const result = of();
    expect(result.eligibility).toBe('needsHuman');
    expect(itemOf(result, 'c.age').truth).toBe('true');
    expect(money(result)).toMatchObject({
      fen: 2 * wan * WAN,
      parts: [wan * WAN, wan * WAN],
      split: [['市级财政', 2 * wan * WAN]],
    });
  });

  test('a failed year stops the second part', () => {
    const [grant] = moneyOf(of({ 'assessment.yearPassed': false }));
    expect(grant!.instalments.map(({ requires }) => requires?.truth ?? 'true')).toEqual(['true', 'false']);
  });

  test('no prize; another field; selected for the same kind before', () => {
    expectRefusedBy(of({ [award]: false }), item);
    expectRefusedBy(of({ 'culture.field': 'none' }), 'c.sector');
    expectRefusedBy(of({ 'talent.titles': ['qilu-culture-star'] }), 'c.not-selected');
    const before = [{ programme: '17.2', holder: 'self', status: 'ended' }];
    expect(of({ 'case.otherBenefits': before })).toMatchObject({ eligibility: 'false', deciding: ['same-kind'] });
  });

  test('a year older: people decide; a field that is not stressed is no bar', () => {
    const older = of({ 'person.birthDate': `${2023 - age - 1}-07-20` });
    expect(itemOf(older, 'c.age').truth).not.toBe('true');
    expect(older.eligibility).toBe('needsHuman');
    expect(of({ 'culture.field': 'other' }).eligibility).toBe('needsHuman');
  });

  test('prize and titles unknown', () => {
    const result = ask(programme, without(facts, award, 'talent.titles'), { on });
    expect(result.eligibility).toBe('unknown');
    expect(result.missing).toEqual(expect.arrayContaining([award, 'talent.titles']));
  });
});

const artist: FactInput = {
  'arts.specialty': 'directing',
  'arts.workplace': 'jinan-state',
  'arts.yearsInStageArt': 15,
  'arts.awards': ['plum-blossom'],
  'arts.dutiesFulfilled': true,
  'arts.firstYearResults': true,
  'arts.workAwardedInPeriod': false,
  'arts.provincialEventJoined': true,
  'arts.corePublication': false,
  'arts.quanheFirstPrize': true,
  'arts.learnsFromSeniorMaster': true,
  'person.professionalTitle': 'senior',
  'person.birthDate': '1982-07-21',
  'education.degree': 'bachelor',
  'mentor.goodHealth': true,
  'employment.form': 'part-time',
  'folkArt.credentials': ['grade'],
  'folkArt.inheritorLevel': 'city',
  'case.otherBenefits': [],
};
const artOf = (programme: string, more: FactInput = {}, track?: string) =>
  ask(programme, { ...artist, ...more }, { on, track });

describe('17.3.1 masters', () => {
  test('200 万 in two years, half for the master, half for the studio; 100 万 more after a good first year', () => {
    const result = artOf('17.3.1');
    expect(result.eligibility).toBe('needsHuman');
    expect(partsOf(result, 'master')).toEqual([50 * WAN, 50 * WAN]);
    expect(partsOf(result, 'studio')).toEqual([50 * WAN, 50 * WAN]);
    expect(partsOf(result, 'bonus')).toEqual([100 * WAN]);
    expect(moneyOf(artOf('17.3.1', { 'arts.firstYearResults': false })).map(({ amountFen }) => amountFen)).toEqual([
      100 * WAN,
      100 * WAN,
    ]);
  });

  test('at the start neither results nor awards are on file: 200 万', () => {
    const start = ask('17.3.1', without(artist, 'arts.firstYearResults', 'arts.workAwardedInPeriod'), { on });
    expect(byYear(start)).toEqual([100 * WAN, 100 * WAN]);
  });

  test('awarded works: by the rules of the province, never computed', () => {
    const works = artOf('17.3.1', { 'arts.workAwardedInPeriod': true }).support.find(({ id }) => id === 'works');
    expect(works).toMatchObject({ state: 'needsHuman', amountFen: null });
  });

  test.each([
    [{ 'person.professionalTitle': 'associate-senior' }, 'c.title'],
    [{ 'arts.awards': ['provincial-individual', 'work-provincial-lead'] }, 'c.award'],
    [{ 'arts.specialty': 'fine-art' }, 'c.stage'],
    [{ 'mentor.goodHealth': false }, 'c.health'],
  ])('%j fails %s', (more, item) => expectRefusedBy(artOf('17.3.1', more), item));

  test('an award of a work suffices; 14 years are for people to weigh; unknown awards', () => {
    expect(itemOf(artOf('17.3.1', { 'arts.awards': ['work-five-one'] }), 'c.award').truth).toBe('true');
    const short = artOf('17.3.1', { 'arts.yearsInStageArt': 14 });
    expect(short.eligibility).toBe('needsHuman');
    expect(itemOf(short, 'c.years').truth).not.toBe('true');
    const open = ask('17.3.1', without(artist, 'arts.awards'), { on });
    expect(open.eligibility).toBe('unknown');
    expect(open.missing).toEqual(['arts.awards']);
  });
});

describe('17.3.2 famous artists', () => {
  test('50 万: 15, 15 and 20; 30 % for the artist, 70 % for the studio', () => {
    const result = artOf('17.3.2', { 'arts.awards': ['work-provincial-lead'] });
    expect(result.eligibility).toBe('needsHuman');
    expect(byYear(result)).toEqual([15 * WAN, 15 * WAN, 20 * WAN]);
    expect(partsOf(result, 'master')).toEqual([4.5 * WAN, 4.5 * WAN, 6 * WAN]);
    expect(partsOf(result, 'studio')).toEqual([10.5 * WAN, 10.5 * WAN, 14 * WAN]);
  });

  test('from outside the city only as a flexible engagement within the province', () => {
    const flexible = { 'arts.workplace': 'shandong-other' };
    expect(itemOf(artOf('17.3.2', flexible), 'c.unit').truth).toBe('true');
    expectRefusedBy(artOf('17.3.2', { ...flexible, 'employment.form': 'full-time' }), 'c.unit');
    expectRefusedBy(artOf('17.3.2', { 'arts.workplace': 'outside-state' }), 'c.unit');
  });

  test('no prize; duties not kept; unknown title', () => {
    expectRefusedBy(artOf('17.3.2', { 'arts.awards': [] }), 'c.award');
    const idle = artOf('17.3.2', { 'arts.dutiesFulfilled': false });
    expect(moneyOf(idle).map((one) => one.instalments.map(({ requires }) => requires?.truth ?? 'true'))).toEqual([
      ['true', 'false', 'false'],
      ['true', 'false', 'false'],
    ]);
    expect(ask('17.3.2', without(artist, 'person.professionalTitle'), { on }).missing).toEqual([
      'person.professionalTitle',
    ]);
  });
});

describe('17.3.3 high-level artists', () => {
  const hired: FactInput = {
    'employment.form': 'full-time',
    'employment.contractKind': 'fixed-term',
    'employment.contractFrom': '2023-07-01',
    'employment.contractTo': '2028-06-30',
  };
  const of = (more: FactInput = {}) => artOf('17.3.3', { ...hired, ...more });

  test('20 to 30 万 as decided, only for the person', () => {
    expect(of().eligibility).toBe('true');
    expect(of().support[0]).toMatchObject({ amountFen: null, rangeFen: { from: 20 * WAN, to: 30 * WAN } });
    expect(of({ 'arts.talentGrantDecided': 25 * WAN }).payableFen).toBe(25 * WAN);
  });

  test.each([
    [{ 'employment.contractTo': '2028-06-29' }, 'c.contract'],
    [{ 'employment.form': 'part-time' }, 'c.full-time'],
    [{ 'person.birthDate': '1982-07-20' }, 'c.age'],
    [{ 'arts.awards': [] }, 'c.award'],
    [{ 'person.professionalTitle': 'intermediate' }, 'c.kind'],
  ])('%j fails %s', (more, item) => expectRefusedBy(of(more), item));

  test('teachers of universities need no title, masters no troupe; no contract known', () => {
    const young = { 'person.professionalTitle': 'none' };
    expect(of({ ...young, 'arts.workplace': 'jinan-university' }).eligibility).toBe('true');
    expect(of({ ...young, 'education.degree': 'master', 'arts.workplace': 'other' }).eligibility).toBe('true');
    expect(artOf('17.3.3', { 'employment.form': 'full-time' }).eligibility).toBe('unknown');
  });
});

describe('17.3.4 young stars', () => {
  test('12 万: 3, 4 and 5, half to the person; 3 万 for learning from a master', () => {
    const result = artOf('17.3.4');
    expect(result).toMatchObject({ eligibility: 'needsHuman' });
    expect(byYear(artOf('17.3.4', { 'arts.learnsFromSeniorMaster': false }))).toEqual([3 * WAN, 4 * WAN, 5 * WAN]);
    expect(partsOf(result, 'personal')).toEqual([1.5 * WAN, 2 * WAN, 2.5 * WAN]);
    expect(partsOf(result, 'activities')).toEqual([1.5 * WAN, 2 * WAN, 2.5 * WAN]);
    expect(partsOf(result, 'apprentice')).toEqual([3 * WAN]);
  });

  test.each([
    [{ 'arts.workplace': 'shandong-state' }, 'c.unit'],
    [{ 'arts.awards': [] }, 'c.results'],
    [{ 'arts.provincialEventJoined': false }, 'c.results'],
  ])('%j fails %s', (more, item) => expectRefusedBy(artOf('17.3.4', more), item));

  test('publications replace contests; over 40 or without the first prize people decide; unit unknown', () => {
    const author = { 'arts.corePublication': true, 'arts.awards': [], 'arts.provincialEventJoined': false };
    expect(itemOf(artOf('17.3.4', author), 'c.results').truth).toBe('true');
    expect(itemOf(artOf('17.3.4', { 'person.birthDate': '1982-07-20' }), 'c.age').truth).toBe('needsHuman');
    expect(itemOf(artOf('17.3.4', { 'arts.quanheFirstPrize': false }), 'c.city').truth).toBe('needsHuman');
    expect(ask('17.3.4', without(artist, 'arts.workplace'), { on }).missing).toEqual(['arts.workplace']);
  });
});

describe('17.3.5 folk artists', () => {
  test.each(['folk-artist', 'inheritor'])('%s: 5 万, 2 and 3, half to the person', (track) => {
    const result = artOf('17.3.5', {}, track);
    expect(result.eligibility).toBe('needsHuman');
    expect(byYear(result)).toEqual([2 * WAN, 3 * WAN]);
    expect(partsOf(result, 'personal')).toEqual([WAN, 1.5 * WAN]);
    expect(neededMaterials(result)).toContain(track === 'inheritor' ? 'inheritor' : 'credentials');
  });

  test('no credentials; an inheritor of the county; one way suffices; unknown', () => {
    expectRefusedBy(artOf('17.3.5', { 'folkArt.credentials': [] }, 'folk-artist'), 'f');
    expectRefusedBy(artOf('17.3.5', { 'folkArt.inheritorLevel': 'county' }, 'inheritor'), 'h');
    expect(artOf('17.3.5', { 'folkArt.credentials': [] }).eligibility).toBe('needsHuman');
    const open = ask('17.3.5', without(artist, 'folkArt.inheritorLevel'), { on, track: 'inheritor' });
    expect(open.missing).toEqual(['folkArt.inheritorLevel']);
  });
});

describe('17.3.6 teams', () => {
  const team: FactInput = {
    'arts.workplace': 'jinan-state',
    'artTeam.representsJinan': true,
    'artTeam.event': 'national',
    'artTeam.work': 'major-stage',
    'artTeam.members': 60,
    'case.otherBenefits': [],
  };
  const of = (more: FactInput) => ask('17.3.6', { ...team, ...more }, { on });

  test.each([
    ['major-stage', 'national', 60, 80],
    ['major-stage', 'belt-and-road', 8, 80],
    ['major-stage', 'provincial', 60, 30],
    ['minor-stage', 'national', 10, 15],
    ['programme', 'international', 11, 25],
    ['fine-art', 'belt-and-road', 15, 25],
    ['minor-stage', 'national', 16, 40],
    ['programme', 'provincial', 10, 5],
    ['fine-art', 'provincial', 11, 10],
    ['minor-stage', 'provincial', 15, 10],
    ['minor-stage', 'provincial', 16, 15],
  ])('%s at a %s event with %i people: %i 万', (work, event, members, wan) => {
    const result = of({ 'artTeam.work': work, 'artTeam.event': event, 'artTeam.members': members });
    expect(result).toMatchObject({ eligibility: 'true', payableFen: wan * WAN });
  });

  test.each([
    [{ 'artTeam.event': 'none' }, 'c.event'],
    [{ 'artTeam.work': 'other' }, 'c.work'],
    [{ 'artTeam.representsJinan': false }, 'c.represents'],
    [{ 'arts.workplace': 'shandong-state' }, 'c.unit'],
  ])('%j fails %s', (more, item) => expectRefusedBy(of(more), item));

  test('without the head count a small work has no amount, a big one has', () => {
    const small = without({ ...team, 'artTeam.work': 'programme' }, 'artTeam.members');
    const open = ask('17.3.6', small, { on });
    expect(money(open)).toMatchObject({ fen: null, state: 'unknown' });
    expect(ask('17.3.6', without(team, 'artTeam.members'), { on }).payableFen).toBe(80 * WAN);
    expect(ask('17.3.6', without(team, 'artTeam.event'), { on }).eligibility).toBe('unknown');
  });
});
