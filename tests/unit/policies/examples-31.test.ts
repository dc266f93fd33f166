import { describe, expect, test } from 'vitest';
import { expectRefusedBy } from './refusal.ts';
import { ask, type FactInput, itemOf, neededMaterials, WAN, without } from './support.ts';

/** Rule 31: workstations of academicians and experts; worked from the document. */

const on = '2023-03-10';
const academician = {
  title: 'cae-academician',
  contractFrom: '2023-01-01',
  contractTo: '2025-12-31',
  healthy: true,
  retired: false,
  stations: 1,
  cityProgramme: false,
};
const expert = { ...academician, title: 'taishan-scholar' };
const company: FactInput = {
  'employer.registeredInJinan': true,
  'employer.registeredOn': '2022-03-10',
  'employer.legalPerson': true,
  'employer.rdInstitution': true,
  'employer.cityPlatform': true,
  'employer.provincialPlatform': false,
  'employer.majorProjectEver': false,
  'station.applicant': 'enterprise',
  'station.experts': [academician],
  'station.monthsPerYear': 3,
  'station.projectAgreed': true,
  'station.staffAssigned': true,
  'station.office': true,
  'station.longTermCooperation': true,
  'case.otherBenefits': [],
};
const of = (more: FactInput, track = 'academician') => ask('31', { ...company, ...more }, { on, track });

describe('31 academicians', () => {
  test('one year registered to the day, three years agreed to the day: only judgement is left', () => {
    const result = of({});
    expect(result).toMatchObject({ eligibility: 'needsHuman', track: 'academician', missing: [] });
    expect(result.judgements.length).toBeGreaterThan(0);
    for (const id of ['c.one-year', 'c.signed', 'c.stations', 'c.months', 'a.academician', 'a.platform'])
      expect(itemOf(result, id).truth).toBe('true');
    expect(neededMaterials(result)).toEqual(['application', 'report', 'proofs', 'summary']);
  });

  test.each([
    ['a day short of a year', { 'employer.registeredOn': '2022-03-11' }, 'c.one-year'],
    ['registered elsewhere', { 'employer.registeredInJinan': false }, 'c.place'],
    ['a day short of three years', { 'station.experts': [{ ...academician, contractTo: '2025-12-30' }] }, 'c.signed'],
    ['two months a year', { 'station.monthsPerYear': 2 }, 'c.months'],
    ['a second station while in service', { 'station.experts': [{ ...academician, stations: 2 }] }, 'c.stations'],
    ['a fourth one, retired', { 'station.experts': [{ ...academician, retired: true, stations: 4 }] }, 'c.stations'],
    ['in poor health', { 'station.experts': [{ ...academician, healthy: false }] }, 'c.health'],
    ['supported by the city before', { 'station.experts': [{ ...academician, cityProgramme: true }] }, 'c.not-funded'],
    ['experts only', { 'station.experts': [expert] }, 'a.academician'],
    ['no platform of the city', { 'employer.cityPlatform': false }, 'a.platform'],
    ['no staff', { 'station.staffAssigned': false }, 'c.staff'],
  ])('%s fails', (_, facts, item) => expectRefusedBy(of(facts), item));

  test('a third station of a retired academician, and one from a Belt and Road country', () => {
    const retired = { ...academician, title: 'belt-and-road-academician', retired: true, stations: 3 };
    const result = of({ 'station.experts': [retired] });
    expect(itemOf(result, 'c.stations').truth).toBe('true');
    expect(itemOf(result, 'a.academician').truth).toBe('true');
  });

  test('nobody signed: neither a partner nor an academician', () => {
    expect(of({ 'station.experts': [] }).deciding).toEqual(
      expect.arrayContaining(['c.signed-people', 'a.academician']),
    );
  });

  test('months not recorded: open', () => {
    const open = ask('31', without(company, 'station.monthsPerYear'), { on, track: 'academician' });
    expect(itemOf(open, 'c.months').truth).toBe('unknown');
    expect(open.missing).toContain('station.monthsPerYear');
  });
});

describe('31 experts', () => {
  test('companies only; listed experts, or a level a person confirms', () => {
    const listed = of({ 'station.experts': [expert], 'employer.cityPlatform': false }, 'expert');
    expect(listed.eligibility).toBe('needsHuman');
    expect(itemOf(listed, 'e.expert').truth).toBe('true');
    expectRefusedBy(of({ 'station.experts': [expert], 'station.applicant': 'park' }, 'expert'), 'e.applicant');
    const equivalent = of({ 'station.experts': [{ ...expert, title: 'equivalent' }] }, 'expert');
    expect(itemOf(equivalent, 'e.expert').truth).toBe('needsHuman');
    expectRefusedBy(of({ 'station.experts': [{ ...expert, title: 'other' }] }, 'expert'), 'e.expert');
  });
});

describe('31 grants', () => {
  const paid = (track: string, experts: object[], first: string | null, final: string | null) => {
    const facts = {
      'station.experts': experts,
      ...(first === null ? {} : { 'station.firstAssessment': first }),
      ...(final === null ? {} : { 'station.finalEvaluation': final }),
    };
    return of(facts, track)
      .support.filter(({ state }) => state === 'amount')
      .map(({ amountFen }) => amountFen);
  };

  test.each([
    ['academician', null, null, [20]],
    ['academician', 'passed', null, [20, 10]],
    ['academician', 'failed', null, [20]],
    ['academician', 'excellent', 'excellent', [20, 10, 10]],
    ['academician', 'passed', 'passed', [20, 10]],
    ['expert', null, null, [5]],
    ['expert', 'passed', 'excellent', [5, 5, 5]],
  ])('%s station, first %s, final %s: %j 万', (track, first, final, wan) => {
    const people = [track === 'expert' ? expert : academician];
    expect(paid(track, people, first, final)).toEqual(wan.map((one) => one * WAN));
  });
});
