import { describe, expect, test } from 'vitest';
import { benefit } from './benefit.ts';
import { expectRefusedBy } from './refusal.ts';
import { ask, type FactInput, itemOf, money, neededMaterials, WAN, without } from './support.ts';

/** Rule 60: environments like abroad, six fields and their kinds of project; worked from the document. */

const on = '2023-05-10';
const applicant: FactInput = {
  'overseasLike.applicant': 'district',
  'overseasLike.barred': false,
  'overseasLike.promiseSigned': true,
};
const named = (facts: FactInput): FactInput =>
  Object.fromEntries(Object.entries(facts).map(([key, value]) => [`overseasLike.${key}`, value]));
const quarterly = { activitiesPerQuarter: 1 };
const withForeigners = { ...quarterly, foreignersPerActivity: 5, minutesPerActivity: 60 };

interface Kind {
  project: string;
  track: string;
  wan: number;
  /** Just what the standards of this kind ask for. */
  facts: FactInput;
  judged: string[];
}
const kinds: Kind[] = [
  {
    project: 'service-harbour',
    track: 'work',
    wan: 10,
    facts: {
      serviceCounter: true,
      bilingualSigns: true,
      englishStaff: 2,
      consultation: true,
      bilingualMaterials: true,
      localInformation: true,
      specialServices: true,
    },
    judged: [],
  },
  {
    project: 'talent-club',
    track: 'work',
    wan: 10,
    facts: { eventPremises: true, bilingualSigns: true, ...quarterly, participantsPerActivity: 50 },
    judged: ['w.theme'],
  },
  { project: 'international-community', track: 'live', wan: 10, facts: { communityStandardMet: true }, judged: [] },
  { project: 'talent-community', track: 'live', wan: 30, facts: { communityStandardMet: true }, judged: [] },
  {
    project: 'language-services',
    track: 'live',
    wan: 5,
    facts: { signsTranslated: true, bilingualServices: true, languageTraining: true },
    judged: [],
  },
  { project: 'language-publicity', track: 'live', wan: 5, facts: { publicityWorks: true }, judged: [] },
  {
    project: 'friendship-garden',
    track: 'live',
    wan: 10,
    facts: { gardenSigns: true, managementBody: true },
    judged: ['l.design'],
  },
  {
    project: 'education',
    track: 'study',
    wan: 10,
    facts: {
      schoolKind: 'vocational',
      partnerSchool: true,
      partnerExchange: true,
      internationalCourse: true,
      receptions: true,
      campusActivities: true,
      studyInJinan: true,
    },
    judged: ['s.campus'],
  },
  {
    project: 'medical-unit',
    track: 'health',
    wan: 10,
    facts: { bilingualSigns: true, medicalGuides: true, independentMedical: true },
    judged: ['h.ability'],
  },
  {
    project: 'culture-sport',
    track: 'leisure',
    wan: 2,
    facts: { seriesActivities: true, ...withForeigners },
    judged: ['f.spirit'],
  },
  {
    project: 'foreigners-home',
    track: 'leisure',
    wan: 2,
    facts: { featureActivities: true, learningMechanism: true, ...quarterly },
    judged: [],
  },
  {
    project: 'leisure-information',
    track: 'leisure',
    wan: 10,
    facts: {
      onlinePlatform: true,
      updatesPerMonth: 2,
      bookletPlaced: true,
      bookletPrintsPerQuarter: 1,
      bookletCopies: 1000,
    },
    judged: [],
  },
  {
    project: 'citizen-training',
    track: 'integration',
    wan: 2,
    facts: {
      themedTraining: true,
      ...quarterly,
      participantsPerActivity: 50,
      minutesPerActivity: 60,
      languageLevelReached: true,
    },
    judged: [],
  },
  {
    project: 'public-welfare',
    track: 'integration',
    wan: 2,
    facts: { volunteerTeam: true, ...withForeigners },
    judged: [],
  },
];
const factsOf = ({ project, facts }: Kind): FactInput => ({ ...applicant, ...named({ project, ...facts }) });
const kindOf = (project: string) => kinds.find((one) => one.project === project)!;

describe.each(kinds.map((kind) => [kind.project, kind] as const))('60 %s', (_, kind) => {
  const of = (more: FactInput = {}) => ask('60', { ...factsOf(kind), ...named(more) }, { on, track: kind.track });

  test('its own standards and no others; its amount from the city', () => {
    const result = of();
    expect(result).toMatchObject({ eligibility: kind.judged.length === 0 ? 'true' : 'needsHuman', missing: [] });
    expect(result.items.filter(({ truth }) => truth !== 'true').map(({ id }) => id)).toEqual(kind.judged);
    expect(money(result)).toMatchObject({ fen: kind.wan * WAN, split: [['市级财政', kind.wan * WAN]] });
    expect(neededMaterials(result)).toEqual(['application', 'promise']);
  });

  test('every figure one too low or thing not there decides; not known is open', () => {
    const wrong = (value: unknown) => (value === true ? false : typeof value === 'number' ? value - 1 : 'other');
    for (const [key, value] of Object.entries(kind.facts)) {
      const result = of({ [key]: wrong(value) });
      expect([key, result.eligibility]).toEqual([key, 'false']);
      expect(result.deciding).not.toEqual([]);
      const open = ask('60', without(factsOf(kind), `overseasLike.${key}`), { on, track: kind.track });
      expect(open.missing).toEqual([`overseasLike.${key}`]);
    }
  });
});

test.each([
  ['service-harbour', { englishStaff: 1 }, 'w.staff'],
  ['talent-club', { participantsPerActivity: 49 }, 'w.events'],
  ['talent-community', { communityStandardMet: false }, 'l.community'],
  ['friendship-garden', { managementBody: false }, 'l.management'],
  ['education', { schoolKind: 'other' }, 's.school'],
  ['education', { studyInJinan: false }, 's.vocational'],
  ['medical-unit', { medicalGuides: false }, 'h.signs'],
  ['culture-sport', { foreignersPerActivity: 4 }, 'f.events'],
  ['leisure-information', { updatesPerMonth: 1 }, 'f.platform'],
  ['leisure-information', { bookletCopies: 999 }, 'f.booklet'],
  ['citizen-training', { minutesPerActivity: 59 }, 'r.sessions'],
  ['public-welfare', { activitiesPerQuarter: 0 }, 'r.events'],
])('60 %s with %j is refused by %s', (project, more, item) => {
  const kind = kindOf(project);
  expectRefusedBy(ask('60', { ...factsOf(kind), ...named(more) }, { on, track: kind.track }), item);
});

test('60: a school for foreign children need not promote studies in Jinan', () => {
  const facts = { ...factsOf(kindOf('education')), 'overseasLike.schoolKind': 'admits-foreign-children' };
  const result = ask('60', without(facts, 'overseasLike.studyInJinan'), { on, track: 'study' });
  expect(result).toMatchObject({ eligibility: 'needsHuman', missing: [], deciding: ['s.campus-met'] });
});

test('60: a project counts in its own field only, for a unit of the city or a district', () => {
  const home = factsOf(kindOf('foreigners-home'));
  expectRefusedBy(ask('60', home, { on, track: 'work' }), 'w.kind');
  const company = { ...home, 'overseasLike.applicant': 'other' };
  expectRefusedBy(ask('60', company, { on, track: 'leisure' }), 'c.applicant');
});

describe('60 projects the document does not name', () => {
  const other = (kind: string, track: string, more: FactInput = {}) =>
    ask('60', { ...applicant, ...named({ project: `other-${kind}`, ...more }) }, { on, track });

  test.each([
    ['work', 'work', 10],
    ['study', 'study', 10],
    ['health', 'health', 10],
    ['integration', 'integration', 2],
  ])('%s: judged, %s, %i 万', (kind, track, wan) => {
    expect(other(kind, track).eligibility).toBe('needsHuman');
    expect(money(other(kind, track)).fen).toBe(wan * WAN);
  });

  test.each([
    ['live', 'live', 5, 30],
    ['leisure', 'leisure', 2, 10],
  ])('%s: judged, %s, %i to %i 万 as fixed', (kind, track, from, to) => {
    expect(benefit(other(kind, track), track).rangeFen).toEqual({ from: from * WAN, to: to * WAN });
    for (const wan of [from, to]) expect(money(other(kind, track, { grantDecided: wan * WAN })).fen).toBe(wan * WAN);
    for (const fen of [from * WAN - 1, to * WAN + 1])
      expect(money(other(kind, track, { grantDecided: fen })).fen).toBeNull();
  });
});

test('60: two years without applications after money was taken back; the promise comes before the money', () => {
  const facts = factsOf(kindOf('service-harbour'));
  const work = { on, track: 'work' };
  expect(ask('60', { ...facts, 'overseasLike.barred': true }, work).eligibility).toBe('false');
  expect(ask('60', without(facts, 'overseasLike.barred'), work).missing).toEqual(['overseasLike.barred']);
  const unsigned = ask('60', { ...facts, 'overseasLike.promiseSigned': false }, work);
  expect(benefit(unsigned, 'work').instalments[0]!.requires!.truth).toBe('false');
  expect(itemOf(unsigned, 'w.staff').truth).toBe('true');
});

test('60: to the foreign affairs office by 30 June', () => {
  const { steps } = ask('60', factsOf(kindOf('service-harbour')), { on, track: 'work' });
  expect(steps.find(({ id }) => id === 'submit')).toMatchObject({ due: { date: '2023-06-30' } });
});
