import { expect, test } from 'vitest';
import { countNew, pageGroups, pageNumbers, pagesByFile } from '#renderer/features/review/pageChanges.ts';
import { comparePages } from '#shared/domain/filePages.ts';

const groups = (before: string, after: string) =>
  pageGroups(comparePages([...before], [...after])).map(
    ({ state, first, last, was }) => `${state} ${first}-${last}${was === null ? '' : ` ${was}`}`,
  );

test('pages of a kind that stand together are told together, gone ones by their old numbers', () => {
  expect(groups('abcdef', 'xabcdef')).toEqual(['added 1-1', 'moved 2-7 1']);
  expect(groups('abcdef', 'abXYef')).toEqual(['same 1-2 1', 'changed 3-4 3', 'same 5-6 5']);
  expect(groups('abcdef', 'adf')).toEqual(['same 1-1 1', 'moved 2-2 4', 'moved 3-3 6', 'removed 2-3', 'removed 5-5']);
});

test('numbers as people say them', () => {
  expect(pageNumbers(3, 3)).toBe('第 3 页');
  expect(pageNumbers(3, 5)).toBe('第 3–5 页');
});

test('what is marked in tabs and thumbnails: told files only, and nothing once it was put away', () => {
  const id = (n: number) => `01900000-0000-7000-8000-000000000001.${n}`;
  const file = { change: 'replaced' as const, name: 'a', before: null };
  const changes = {
    files: [
      { ...file, attachmentId: id(1), pages: comparePages(['p', 'q'], ['p', 'Q', 'r']) },
      { ...file, attachmentId: id(2), pages: { told: false as const, why: 'encrypted' as const } },
      { ...file, attachmentId: id(3) },
    ],
    ...{ facts: [], fields: [], items: [], observed: [], pending: false, away: false },
  };
  const marked = pagesByFile(changes);
  expect([...marked]).toEqual([[id(1), ['same', 'changed', 'added']]]);
  expect(countNew(marked.get(id(1)))).toBe(2);
  expect(pagesByFile({ ...changes, away: true }).size).toBe(0);
  expect(pagesByFile(null).size).toBe(0);
});
