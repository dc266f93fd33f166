import { describe, expect, test } from 'vitest';
import { ask, type FactInput } from './support.ts';
import { checkExample, type WorkedExample } from './workedExample.ts';

/** 济人才办发〔2018〕12号: the 18 services of the green channel and the card; worked from the document. */

const on = '2020-06-01';
const talent: FactInput = { 'talent.class': 'D', 'talent.introducedFromOutside': true };
const card: FactInput = { 'talent.class': 'D', 'goldCard.withdrawn': false, 'goldCard.issuedOn': '2019-01-10' };
const post: FactInput = {
  'talent.class': 'C',
  'talent.introducedFromOutside': true,
  'employment.form': 'full-time',
  'employer.kind': 'public-institution',
  'employment.firstAppointment': true,
  'employment.postVacant': false,
};
const spouse: FactInput = {
  'talent.class': 'D',
  'employment.newlyIntroduced': true,
  'spouse.transferRulesMet': true,
  'spouse.formerEmployer': 'public-institution',
};
const status: FactInput = { ...talent, 'employer.kind': 'enterprise', 'employment.keepsPublicStatus': true };
const E: [FactInput, string] = [{ 'talent.class': 'E' }, 'c.class'];
const D: [FactInput, string] = [{ 'talent.class': 'D' }, 'c.class'];
const withdrawn: [FactInput, string] = [{ 'goldCard.withdrawn': true }, 'c.card'];
const local: [FactInput, string] = [{ 'talent.introducedFromOutside': false }, 'c.introduced'];

const examples: WorkedExample[] = [
  {
    id: 'lc18.4',
    facts: { ...talent, 'talent.foreignNational': true },
    fails: [E, local, [{ 'talent.foreignNational': false }, 'c.foreign']],
    unknown: 'talent.foreignNational',
  },
  { id: 'lc18.5', facts: talent, fails: [E, local], unknown: 'talent.introducedFromOutside' },
  {
    id: 'lc18.6',
    facts: { ...talent, 'house.firstHome': true },
    fails: [E, local, [{ 'house.firstHome': false }, 'c.need']],
    unknown: 'house.firstHome',
  },
  {
    id: 'lc18.7',
    facts: status,
    fails: [
      E,
      [{ 'employer.kind': 'university' }, 'c.enterprise'],
      [{ 'employment.keepsPublicStatus': false }, 'c.status'],
    ],
    unknown: 'employment.keepsPublicStatus',
  },
  {
    id: 'lc18.8',
    facts: post,
    fails: [D, [{ 'employment.postVacant': true }, 'c.vacancy'], [{ 'employment.form': 'part-time' }, 'c.full']],
    unknown: 'employment.postVacant',
  },
  {
    id: 'lc18.9',
    facts: { 'talent.class': 'C', 'employment.role': 'professional' },
    fails: [D, [{ 'employment.role': 'executive' }, 'c.professional']],
    unknown: 'employment.role',
  },
  {
    id: 'lc18.10',
    facts: spouse,
    fails: [E, [{ 'spouse.transferRulesMet': false }, 'c.rules']],
    unknown: 'spouse.transferRulesMet',
  },
  {
    id: 'lc18.11',
    facts: { ...talent, 'talent.class': 'C', 'child.seeks': 'primary' },
    fails: [D, [{ 'child.seeks': 'senior' }, 'c.stage']],
    unknown: 'child.seeks',
  },
  { id: 'lc18.13', facts: { 'talent.class': 'D' }, fails: [E], unknown: 'talent.class' },
  {
    id: 'lc18.15',
    facts: { 'talent.class': 'D', 'employer.ledByTalent': true, 'talent.introducedFromOverseas': false },
    fails: [E, [{ 'employer.ledByTalent': false }, 'c.basis']],
    unknown: 'employer.ledByTalent',
  },
  { id: 'lc18.18', facts: { 'talent.class': 'A' }, fails: [E], unknown: 'talent.class' },
  { id: 'lc18.21', facts: { 'talent.class': 'B' }, fails: [E], unknown: 'talent.class' },
  ...['12', '14', '16', '17', '19', '20'].map((number) => ({
    id: `lc18.${number}`,
    facts: card,
    fails: [E, withdrawn],
    unknown: 'goldCard.withdrawn',
  })),
  { id: 'lc18.24', facts: card, fails: [E, [{ 'goldCard.withdrawn': true }, 'c.conduct']], unknown: 'talent.class' },
];

test.each(examples.map((one) => [one.id, one] as const))('%s', (_, example) => checkExample(example, on));

const granted = (id: string, facts: FactInput) =>
  ask(id, { 'case.otherBenefits': [], ...facts }, { on })
    .support.filter(({ state }) => state === 'granted')
    .map((one) => one.id);

describe('who gets what', () => {
  test.each([
    ['A', ['first-class', 'escort']],
    ['B', ['first-class', 'escort']],
    ['C', ['second-class', 'escort']],
    ['D', ['second-class', 'escort']],
  ])('medical care of class %s', (grade, ids) => {
    expect(granted('lc18.12', { ...card, 'talent.class': grade })).toEqual(ids);
  });
  test('a class A talent needs no first home; a local one gets nothing', () => {
    expect(granted('lc18.6', { ...talent, 'talent.class': 'A', 'house.firstHome': false })).toEqual(['class-a']);
    expect(granted('lc18.6', { ...talent, 'house.firstHome': true })).toEqual(['first-home']);
  });
  test('R visa with the letter, residence permits for those who stay', () => {
    const foreign = { ...talent, 'talent.foreignNational': true, 'talent.permanentResidenceQualified': false };
    expect(granted('lc18.4', { ...foreign, 'entry.letter': 'confirmation', 'talent.longTermInJinan': false })).toEqual([
      'r-visa',
      'family',
    ]);
    expect(granted('lc18.4', { ...foreign, 'entry.letter': 'none', 'talent.longTermInJinan': true })).toEqual([
      'residence',
      'family',
    ]);
  });
  test('the card holds five years as a rule: later a person decides', () => {
    const of = (day: string) =>
      ask('lc18.20', { ...card, 'case.otherBenefits': [], 'goldCard.issuedOn': day }, { on }).eligibility;
    expect([of('2018-10-08'), of('2015-06-01'), of('2015-05-31')]).toEqual(['true', 'true', 'needsHuman']);
  });
  test('a special post in a hospital of the city, not of the province', () => {
    const at = (affiliation: string) =>
      ask(
        'lc18.8',
        { ...post, 'employer.kind': 'hospital', 'employer.affiliation': affiliation, 'case.otherBenefits': [] },
        { on },
      ).eligibility;
    expect([at('city'), at('provincial')]).toEqual(['true', 'false']);
  });
  test('a spouse who was not with a public unit: a person decides', () => {
    expect(
      ask('lc18.10', { ...spouse, 'spouse.formerEmployer': 'other', 'case.otherBenefits': [] }, { on }).eligibility,
    ).toBe('needsHuman');
  });
  test('by card at once; otherwise by the window of the district', () => {
    expect(ask('lc18.20', card, { on }).steps.map(({ id }) => id)).toEqual(['contact', 'serve']);
    expect(ask('lc18.5', talent, { on }).steps.map(({ id }) => id)).toEqual([
      'prepare',
      'window',
      'handle',
      'feedback',
    ]);
  });
});
