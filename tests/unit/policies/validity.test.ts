import { describe, expect, test } from 'vitest';
import { programmesInForce } from '#shared/rules/catalogue.ts';
import { ask, catalogue, WAN } from './support.ts';

/** On any day of application exactly the rules then in force apply; both sides of every boundary. */

/** How many programmes of each document are in force on a day. */
function inForceOn(day: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { definition } of programmesInForce(catalogue, day)) {
    counts[definition.document] = (counts[definition.document] ?? 0) + 1;
  }
  return counts;
}
const countOf = (document: string) =>
  catalogue.programmes.filter(({ definition }) => definition.document === document).length;
const idsOn = (day: string) => programmesInForce(catalogue, day).map(({ definition }) => definition.id);

const y2009 = countOf('jzf-2009-13');
const y2018 = countOf('jrcb-2018-12');
const y2021 = countOf('jzf-2021-15');
const y2022 = countOf('jrcb-2022-4');
const plan = countOf('jtz-2023-4');

describe('which documents apply', () => {
  test.each<[string, Record<string, number>]>([
    ['2009-05-24', {}],
    ['2009-05-25', { 'jzf-2009-13': y2009 }],
    ['2018-09-18', { 'jzf-2009-13': y2009 }],
    ['2018-09-19', { 'jzf-2009-13': y2009, 'jrcb-2018-12': y2018 }],
    ['2021-10-14', { 'jzf-2009-13': y2009, 'jrcb-2018-12': y2018 }],
    ['2021-10-15', { 'jzf-2009-13': y2009, 'jrcb-2018-12': y2018, 'jzf-2021-15': y2021 }],
    ['2022-08-07', { 'jzf-2009-13': y2009, 'jrcb-2018-12': y2018, 'jzf-2021-15': y2021 }],
    ['2022-08-08', { 'jzf-2009-13': y2009, 'jzf-2021-15': y2021, 'jrcb-2022-4': y2022 }],
    ['2023-03-07', { 'jzf-2009-13': y2009, 'jzf-2021-15': y2021, 'jrcb-2022-4': y2022 }],
    ['2023-03-08', { 'jzf-2009-13': y2009, 'jzf-2021-15': y2021 - 1, 'jrcb-2022-4': y2022, 'jtz-2023-4': plan }],
    ['2024-10-14', { 'jzf-2009-13': y2009, 'jzf-2021-15': y2021 - 1, 'jrcb-2022-4': y2022, 'jtz-2023-4': plan }],
    ['2024-10-15', { 'jzf-2009-13': y2009, 'jrcb-2022-4': y2022, 'jtz-2023-4': plan }],
    ['2024-12-31', { 'jzf-2009-13': y2009, 'jrcb-2022-4': y2022, 'jtz-2023-4': plan }],
    ['2025-01-01', { 'jzf-2009-13': y2009, 'jtz-2023-4': plan }],
    ['2025-12-31', { 'jzf-2009-13': y2009, 'jtz-2023-4': plan }],
    ['2026-01-01', { 'jzf-2009-13': y2009 }],
  ])('%s', (day, expected) => {
    expect(inForceOn(day)).toEqual(expected);
  });

  test('every programme lies within its document, and every document with programmes is counted here', () => {
    for (const { definition } of catalogue.programmes) {
      const { from, to } = catalogue.documents.get(definition.document)!.inForce;
      expect(definition.inForce.from >= from, definition.id).toBe(true);
      if (to !== null) expect(definition.inForce.to !== null && definition.inForce.to <= to, definition.id).toBe(true);
    }
    expect([y2009, y2018, y2021, y2022, plan].reduce((sum, one) => sum + one, 0)).toBe(catalogue.programmes.length);
  });
});

describe('what replaced what', () => {
  const definitionOf = (id: string) => catalogue.programmes.find(({ definition }) => definition.id === id)!.definition;

  test('each service of 2018 ends on 7 August 2022 and names its successor of the next day', () => {
    const services = catalogue.programmes.filter(({ definition }) => definition.document === 'jrcb-2018-12');
    expect(services).toHaveLength(19);
    for (const { definition } of services) {
      expect([definition.id, definition.inForce]).toEqual([definition.id, { from: '2018-09-19', to: '2022-08-07' }]);
      expect(definition.replacedBy[0]?.what).toBe('02');
      for (const { what } of definition.replacedBy) expect(definitionOf(what).inForce.from).toBe('2022-08-08');
    }
  });

  test('every replaced programme has ended when its successor begins', () => {
    const known = new Set(catalogue.programmes.map(({ definition }) => definition.id));
    for (const { definition } of catalogue.programmes) {
      for (const { what } of definition.replacedBy.filter((one) => known.has(one.what))) {
        expect(definition.inForce.to! < definitionOf(what).inForce.from, `${definition.id} → ${what}`).toBe(true);
      }
    }
  });

  test('the 2009 rules repealed those of 2002', () => {
    expect(definitionOf('zf09.2').replaces.map(({ what }) => what)).toEqual(['济政发〔2002〕22号']);
  });
});

describe('key laboratories: 500 万 until 7 March 2023, 1000 万 from 8 March', () => {
  const facts = {
    'employer.kind': 'university',
    'college.enrolsFullTime': true,
    'employer.registeredInJinan': true,
    'platform.kind': 'state-key-laboratory',
    'platform.newlyRecognised': true,
    'platform.grantDecided': 500 * WAN,
    'keyLab.role': 'lead',
    'keyLab.kind': 'national-key-laboratory',
    'keyLab.foundedInJinan': true,
    'keyLab.leadGrantDecided': 1000 * WAN,
    'case.otherBenefits': [],
  };
  test.each([
    ['2021-10-14', 'false', null, 'false', null],
    ['2021-10-15', 'true', 500 * WAN, 'false', null],
    ['2023-03-07', 'true', 500 * WAN, 'false', null],
    ['2023-03-08', 'false', null, 'true', 1000 * WAN],
  ])('%s', (on, old, oldFen, young, youngFen) => {
    expect(ask('zf21.7.1', facts, { on })).toMatchObject({ eligibility: old, payableFen: oldFen });
    expect(ask('jtz3', facts, { on })).toMatchObject({ eligibility: young, payableFen: youngFen });
  });
  test('the other supports of 2021 go on beside the rules of 2022, never paid twice', () => {
    const both = idsOn('2024-10-14');
    expect(both).toEqual(expect.arrayContaining(['zf21.7.2', '42.1', 'zf21.9.1', '44.1', 'jtz11']));
    const national = {
      ...facts,
      'platform.kind': 'national-clinical-centre',
      'case.otherBenefits': [{ programme: '42.1', holder: 'self', status: 'enjoyed' }],
    };
    const [higher] = ask('zf21.7.2', national, { on: '2024-10-14' }).exclusions;
    expect(higher).toMatchObject({ id: 'higher', kind: 'higherOf', applies: 'true', hits: [1] });
  });
  test('outside their time the sentence says so', () => {
    const late = ask('zf21.7.1', facts, { on: '2023-03-08' }).validity;
    expect(late).toMatchObject({ inForce: false, to: '2023-03-07' });
    expect(late.sentence).toContain('2023-03-08');
  });
});
