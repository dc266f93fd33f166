import { describe, expect, test } from 'vitest';
import { benefit } from './benefit.ts';
import { expectRefusedBy } from './refusal.ts';
import { ask, type FactInput, WAN, without } from './support.ts';

/** Rule 35: bases that train skilled workers, bases for WorldSkills; worked from the document. */

const on = '2023-05-10';

const common: FactInput = {
  'trainingBase.soundManagement': true,
  'trainingBase.sessionCapacity': 100,
  'trainingBase.premisesFit': true,
  'trainingBase.fireSafe': true,
  'trainingBase.stableTeachers': true,
};
const school: FactInput = {
  ...common,
  'trainingBase.applicant': 'city-technical-school',
  'employer.legalPerson': true,
  'trainingBase.educationQualified': true,
  'employer.violationRecord': false,
  'trainingBase.qualityPromised': true,
  'trainingBase.yearlyCapacity': 1000,
  'trainingBase.priorityOccupations': 3,
  'trainingBase.practiceHours': 500,
  'trainingBase.totalHours': 1000,
  'trainingBase.appraisalBody': true,
  'trainingBase.teachers': 100,
  'trainingBase.students': 1800,
  'trainingBase.practiceTeachers': 40,
  'trainingBase.qualifiedPracticeTeachers': 20,
  'trainingBase.partnerEnterprises': 5,
  'trainingBase.coDesignedMajors': 3,
  'trainingBase.internshipBase': true,
  'trainingBase.enterpriseMentors': true,
};
const company: FactInput = {
  ...common,
  'trainingBase.applicant': 'enterprise-centre',
  'employer.size': 'medium',
  'trainingBase.nationalStandards': true,
  'trainingBase.yearlyCapacity': 500,
  'trainingBase.staffTrainingBody': true,
  'trainingBase.yearlyPlan': true,
  'trainingBase.theoryRooms': 2,
  'trainingBase.educationFundDrawn': true,
  'trainingBase.partnerSchools': 3,
};

describe('35.1 training bases', () => {
  test.each([
    ['college', school],
    ['enterprise', company],
  ])('%s: figures just reached, 30 万 a year for three years', (track, facts) => {
    const result = ask('35.1', facts, { on, track });
    expect(result.eligibility).toBe('needsHuman');
    const grant = benefit(result, 'grant');
    expect(grant.amountFen).toBe(90 * WAN);
    expect(grant.parts).toEqual([30 * WAN, 30 * WAN, 30 * WAN]);
    for (const key of Object.keys(facts)) {
      expect([key, ask('35.1', without(facts, key), { on, track }).missing]).toEqual([key, [key]]);
      if (facts[key] === true) expect(ask('35.1', { ...facts, [key]: false }, { on, track }).eligibility).toBe('false');
    }
  });

  test.each<[string, FactInput, string]>([
    ['college', { 'trainingBase.applicant': 'training-institution' }, 's.applicant'],
    ['college', { 'employer.violationRecord': true }, 's.record'],
    ['college', { 'trainingBase.sessionCapacity': 99 }, 's.session'],
    ['college', { 'trainingBase.yearlyCapacity': 999 }, 's.yearly'],
    ['college', { 'trainingBase.priorityOccupations': 2 }, 's.occupations'],
    ['college', { 'trainingBase.practiceHours': 499 }, 's.practice'],
    ['college', { 'trainingBase.students': 1599 }, 's.ratio-low'],
    ['college', { 'trainingBase.students': 2001 }, 's.ratio-high'],
    ['college', { 'trainingBase.qualifiedPracticeTeachers': 19 }, 's.qualified'],
    ['college', { 'trainingBase.partnerEnterprises': 4 }, 's.enterprises'],
    ['college', { 'trainingBase.coDesignedMajors': 2 }, 's.co-designed'],
    ['enterprise', { 'employer.size': 'small' }, 'e.applicant'],
    ['enterprise', { 'trainingBase.sessionCapacity': 99 }, 'e.session'],
    ['enterprise', { 'trainingBase.yearlyCapacity': 499 }, 'e.yearly'],
    ['enterprise', { 'trainingBase.theoryRooms': 1 }, 'e.rooms'],
    ['enterprise', { 'trainingBase.partnerSchools': 2 }, 'e.schools'],
  ])('%s %j is refused by %s', (track, more, id) => {
    expectRefusedBy(ask('35.1', { ...(track === 'college' ? school : company), ...more }, { on, track }), id);
  });
});

describe('35.2 WorldSkills bases', () => {
  test.each([
    ['national', 500],
    ['provincial', 200],
  ])('%s: %i 万 at once', (level, wan) => {
    const result = ask('35.2', { 'worldSkills.baseLevel': level }, { on });
    expect(result).toMatchObject({ eligibility: 'true', payableFen: wan * WAN });
    expect(benefit(result, 'grant').parts).toEqual([wan * WAN]);
  });

  test('no base: refused; not known: open', () => {
    expectRefusedBy(ask('35.2', { 'worldSkills.baseLevel': 'none' }, { on }), 'c.level');
    expect(ask('35.2', {}, { on })).toMatchObject({ eligibility: 'unknown', missing: ['worldSkills.baseLevel'] });
  });
});
