import { describe, expect, it } from 'vitest';
import { condition } from '#shared/rules/conditionSchema.ts';
import { vocabulary } from './conditionVocabulary.ts';
import { conditionOf, conditionProblems } from './kit.ts';

describe('conditions that are refused', () => {
  it.each([
    ['{ all: [], any: [] }', 'exactly one of'],
    ['{ title: 空 }', 'exactly one of'],
    ['{ all: [{ exists: unit.kind }], not: { exists: unit.kind } }', 'found all, not'],
    ['{ exists: unit.kind, code: "x" }', 'Unrecognized key'],
    ['{ compare: { fact: unit.kind, op: matches, value: x } }', 'Invalid option'],
    ['{ exists: "__proto__" }', 'Invalid string'],
    ['{ atLeast: { n: 0, of: [{ exists: unit.kind }] } }', '>=1'],
  ])('%s by its form', (yaml, message) => {
    expect(() => conditionOf(yaml)).toThrow(message);
  });

  it.each([
    ['exists: no.such', 'no fact `no.such`'],
    ['compare: { fact: unit.kind, op: ge, value: firm }', 'has no order'],
    ['compare: { fact: unit.kind, op: eq, value: nope }', 'cannot be compared with "nope"'],
    ['compare: { fact: unit.paidIn, op: ge, value: 100 }', 'is money'],
    ['compare: { fact: unit.staff, op: ge, value: 1.5 }', 'cannot be compared with 1.5'],
    ['compare: { fact: unit.staff, op: ge, value: { wan: 1 } }', 'cannot be compared with'],
    ['compare: { fact: unit.staff, op: ge }', 'exactly one of `value`'],
    ['compare: { op: ge, value: 3 }', 'one of `fact` | `term`'],
    ['compare: { fact: unit.staff, op: ge, than: { fact: unit.paidIn } }', 'money with a plain number'],
    ['compare: { fact: unit.kind, op: eq, than: { fact: unit.district } }', 'differ in type'],
    ['compare: { fact: person.honours, op: eq, value: x }', 'use in, count or every'],
    ['compare: { fact: house.signedOn, op: ge, value: 2023-02-30 }', 'cannot be compared with'],
    ['in: { fact: unit.staff, values: [x] }', 'neither enum nor set'],
    ['in: { fact: unit.kind, values: [nope] }', 'has no value `nope`'],
    ['in: { fact: unit.kind, list: nope }', 'no list `nope`'],
    ['in: { fact: unit.kind }', 'one of `values` | `list`'],
    ['ageAt: { birth: unit.staff, asOf: { date: 2023-01-01 }, op: le, value: 5 }', 'is no date'],
    [
      'ratio: { part: { fact: unit.staff }, whole: { fact: unit.sales }, op: ge, share: { percent: 3 } }',
      'money against a plain number',
    ],
    ['every: { of: unit.kind, where: { exists: unit.kind } }', 'has no rows'],
    ['atLeast: { n: 2, of: [{ exists: unit.kind }] }', 'can never hold'],
    ['any: [{ exists: unit.kind, force: priority }]', '`priority` has no meaning'],
    ['not: { exists: unit.kind, force: mayRelax }', '`mayRelax` has no meaning'],
    ['{ exists: unit.kind, relaxedBy: { exists: unit.kind } }', '`relaxedBy` belongs to'],
  ])('%s against the vocabulary', (yaml, message) => {
    expect(conditionProblems(vocabulary, conditionOf(yaml)).join('\n')).toContain(message);
  });

  it('deeper or larger than allowed', () => {
    let deep: unknown = { exists: 'unit.kind' };
    for (let level = 0; level < 30; level++) deep = { not: deep };
    expect(conditionProblems(vocabulary, condition.parse(deep)).join()).toContain('deeper than 24 levels');
    const wide = {
      any: Array.from({ length: 40 }, () => ({ any: Array.from({ length: 40 }, () => ({ exists: 'unit.kind' })) })),
    };
    expect(conditionProblems(vocabulary, condition.parse(wide)).join()).toContain('more than 1500 nodes');
  });
});
