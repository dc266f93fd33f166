import { describe, expect, test } from 'vitest';
import { expectRefusedBy } from './refusal.ts';
import { ask, type FactInput, money, WAN, without, YUAN } from './support.ts';

const borrower: FactInput = {
  'case.otherBenefits': [],
  'student.eligibleGraduate': true,
  'startup.inJinan': true,
  'employment.employedElsewhere': false,
  'startup.registration': 'licence',
  'startupLoan.coupleCreditGood': true,
  'startupLoan.otherLoans': false,
  'startup.employmentRegistered': true,
  'startupLoan.form': 'individual',
  'loan.principal': 20 * WAN,
  'startupLoan.from': '2023-01-10',
  'startupLoan.to': '2026-01-10',
  'startupLoan.timesBefore': 0,
  'loan.annualRate': '4.15',
  'loan.lprOnDrawdown': '3.65',
  'loan.interestPaid': 8300 * YUAN,
};
const partners = { ...borrower, 'startupLoan.form': 'partnership' };

describe('27.1 guaranteed loans of graduates', () => {
  const q = (facts: FactInput) => ask('27.1', facts, { on: '2023-05-10' });
  test('a year of 20 万 at 4.15%: the borrower bears 2.15%, 4000 yuan are subsidised', () => {
    const result = q(borrower);
    expect(result.eligibility).toBe('true');
    expect(money(result).fen).toBe(4000 * YUAN);
  });

  test.each([
    [2, 40, 'true'],
    [3, 60, 'true'],
    [2, 41, 'false'],
    [4, 61, 'false'],
  ])('%i partners, %i 万: %s', (count, wan, expected) => {
    const facts = { ...partners, 'startupLoan.partners': count, 'loan.principal': wan * WAN };
    expect(q(facts).eligibility).toBe(expected);
  });

  test.each([
    ['loan.principal', 20 * WAN + 1, 'c.amount'],
    ['startupLoan.to', '2026-01-11', 'c.term'],
    ['loan.annualRate', '4.16', 'c.rate'],
    ['startupLoan.otherLoans', true, 'c.no-loans'],
    ['employment.employedElsewhere', true, 'c.not-employed'],
    ['startupLoan.timesBefore', 3, 'c.again'],
  ])('%s %s: %s decides', (key, value, deciding) => {
    const again = { 'startupLoan.previousRepaid': true, 'startup.jobsCreated': 2 };
    expectRefusedBy(q({ ...borrower, ...again, [key]: value }), deciding);
  });

  test('a second loan is for the authority; credit unknown', () => {
    const again = { 'startupLoan.timesBefore': 1, 'startupLoan.previousRepaid': true, 'startup.jobsCreated': 2 };
    expect(q({ ...borrower, ...again }).eligibility).toBe('needsHuman');
    const open = q(without(borrower, 'startupLoan.coupleCreditGood'));
    expect(open).toMatchObject({ eligibility: 'unknown', missing: ['startupLoan.coupleCreditGood'] });
  });
});

const mentor: FactInput = {
  'mentor.kind': 'entrepreneur',
  'mentor.knowsPolicy': true,
  'person.birthDate': '1970-05-10',
  'education.degree': 'junior-college',
  'mentor.goodHealth': true,
  'mentor.activitiesIn2Years': 6,
  'mentor.honours': 1,
};

describe('27.3 mentors of makers', () => {
  const q = (facts: FactInput) => ask('27.3', facts, { on: '2023-05-10' });
  test('six activities and one honour; older than 60 is for a person', () => {
    expect(q(mentor).eligibility).toBe('true');
    expect(q({ ...mentor, 'person.birthDate': '1962-05-10' }).eligibility).toBe('needsHuman');
  });

  test.each([
    ['mentor.activitiesIn2Years', 5, 'c.activities'],
    ['mentor.honours', 0, 'c.honour'],
    ['education.degree', 'below', 'c.degree'],
  ])('%s %s: %s decides', (key, value, deciding) => {
    expectRefusedBy(q({ ...mentor, [key]: value }), deciding);
  });

  test('honours unknown', () => {
    expect(q(without(mentor, 'mentor.honours'))).toMatchObject({ eligibility: 'unknown', missing: ['mentor.honours'] });
  });
});
