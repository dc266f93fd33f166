import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  comparePages,
  isUnchanged,
  keptPage,
  type PagePrint,
  pageComparison,
  pageStates,
  removedPages,
} from '#shared/domain/filePages.ts';

const states = (before: string, after: string) => {
  const prints = (text: string) => [...text].map((sign) => (sign === '?' ? null : sign));
  return pageStates(comparePages(prints(before), prints(after))).map(
    ({ state, from }) => `${state}${from === null ? '' : ` ${from}`}`,
  );
};

describe('pages of a file before and after', () => {
  test.each<[string, string, string, string[]]>([
    ['the same', 'abc', 'abc', ['same 0', 'same 1', 'same 2']],
    ['one edited', 'abc', 'axc', ['same 0', 'changed 1', 'same 2']],
    ['one put in before', 'abc', 'xabc', ['added', 'moved 0', 'moved 1', 'moved 2']],
    ['one taken out', 'abc', 'ac', ['same 0', 'moved 2']],
    ['one edited and one put in', 'abc', 'axyc', ['same 0', 'changed 1', 'added', 'moved 2']],
    ['two exchanged', 'ab', 'ba', ['moved 1', 'moved 0']],
    ['one moved to the end', 'abcd', 'bcda', ['moved 1', 'moved 2', 'moved 3', 'moved 0']],
    ['twice the same', 'aba', 'aab', ['same 0', 'moved 2', 'moved 1']],
    ['all other', 'ab', 'xy', ['changed 0', 'changed 1']],
    ['unreadable pages are like no other, not even themselves', 'a?', 'a?', ['same 0', 'changed 1']],
  ])('%s', (_, before, after, expected) => {
    expect(states(before, after)).toEqual(expected);
  });

  test('what is gone is told by the old numbers', () => {
    expect(removedPages(comparePages([...'abcd'], [...'ad']))).toEqual([1, 2]);
  });

  const file = fc.array(fc.constantFrom<PagePrint>('a', 'b', 'c', 'd', 'e', null), { maxLength: 9 });

  test('kept pages show the same, no page stands for two, and nothing is forgotten', () => {
    fc.assert(
      fc.property(file, file, (before, after) => {
        const told = comparePages(before, after);
        expect(pageComparison.parse(told)).toEqual(told);
        const found = pageStates(told);
        const kept = before.flatMap((_, index) => {
          const at = keptPage(told, index);
          return at === null ? [] : [[index, at] as const];
        });
        for (const [from, to] of kept) {
          expect(before[from]).not.toBeNull();
          expect(after[to]).toBe(before[from]);
          expect(found[to]!.state).toBe(from === to ? 'same' : 'moved');
        }
        expect(new Set(kept.map(([, to]) => to)).size).toBe(kept.length);
        // As many as both have of each: more cannot be kept.
        const count = (pages: readonly PagePrint[], print: string) => pages.filter((one) => one === print).length;
        const most = [...'abcde'].reduce((sum, print) => sum + Math.min(count(before, print), count(after, print)), 0);
        expect(kept).toHaveLength(most);
        const changed = found.filter(({ state }) => state === 'changed').length;
        expect(removedPages(told)).toHaveLength(before.length - kept.length - changed);
        expect(isUnchanged(told)).toBe(
          before.length === after.length && before.every((print, i) => print !== null && print === after[i]),
        );
      }),
    );
  });

  test('where nobody could tell, no page is kept', () => {
    expect(keptPage({ told: false, why: 'encrypted' }, 0)).toBeNull();
    expect(isUnchanged({ told: false, why: 'damaged' })).toBe(false);
    expect(keptPage(undefined, 0)).toBeNull();
  });

  test('a thousand pages are compared at once', () => {
    const before = Array.from({ length: 1000 }, (_, i) => `p${i}`);
    const after = before.map((print, i) => (i % 2 === 0 ? `${print}x` : print)).toReversed();
    expect(pageStates(comparePages(before, after)).filter(({ state }) => state === 'moved').length).toBeGreaterThan(0);
  });
});
