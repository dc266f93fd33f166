import { expect, test } from 'vitest';
import { lastObligation } from '#shared/rules/obligation.ts';
import { catalogue } from '#tests/support/core.ts';

const definitionOf = (id: string) =>
  catalogue.programmes.findLast(({ definition }) => definition.id === id)!.definition;

test.each([
  // Three instalments at 0, 12 and 24 months.
  ['03.1', 24, /第三年/],
  // 60 months of rent.
  ['03.2', 60, /最长 60 个月/],
  // Paid at once; what was agreed holds for three years.
  ['10', 36, /3年内/],
  // Tracked for five school years, paid for three.
  ['24', 60, /跟踪考核/],
])('%s has its last duty %i months after the outcome', (id, months, title) => {
  expect(lastObligation(definitionOf(id), null)).toEqual({ months, title: expect.stringMatching(title) });
});

test('a programme that pays once and asks nothing more has none', () => {
  expect(lastObligation(definitionOf('08.2'), null)).toBeNull();
});

test('what belongs to another track does not count', () => {
  const definition = definitionOf('03.2');
  const track = definition.tracks.map(({ id }) => lastObligation(definition, id)?.months);
  expect(new Set(track)).toEqual(new Set([60, 36]));
});
