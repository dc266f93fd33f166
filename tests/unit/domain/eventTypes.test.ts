import { expect, test } from 'vitest';
import { EVENT_PAYLOADS } from '#shared/domain/events.ts';
import { journalEntry } from '#shared/domain/journal.ts';

test('every kind of act can travel in a bundle', () => {
  const strange = Object.keys(EVENT_PAYLOADS).filter((type) => !journalEntry.shape.type.safeParse(type).success);
  expect(strange).toEqual([]);
});
