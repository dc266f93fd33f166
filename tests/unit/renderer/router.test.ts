import { describe, expect, test } from 'vitest';
import { formatHash, parseHash } from '#renderer/app/router.ts';
import { formatView, NAMED_VIEWS, namedViewOf, nextSort, parseView, turnTo } from '#renderer/features/cases/filter.ts';

describe('addresses', () => {
  test.each([
    ['', [], {}],
    ['#/', [], {}],
    ['#/cases', ['cases'], {}],
    ['#/cases/018f?x=1', ['cases', '018f'], { x: '1' }],
    ['#/cases?due=overdue&sort=due', ['cases'], { due: 'overdue', sort: 'due' }],
    ['#/a%2Fb', ['a/b'], {}],
    ['#/%zz', ['%zz'], {}],
  ])('%s', (hash, path, query) => {
    expect(parseHash(hash)).toEqual({ path, query });
  });

  test('are written without empty values', () => {
    expect(formatHash(['cases'], { due: 'today', state: undefined, text: '' })).toBe('#/cases?due=today');
    expect(formatHash([])).toBe('#/');
    expect(parseHash(formatHash(['a/b', 'ü'], { q: '甲&乙' }))).toEqual({ path: ['a/b', 'ü'], query: { q: '甲&乙' } });
  });
});

describe('the queue in the address', () => {
  test('comes back as it was written', () => {
    const view = {
      filter: { programme: '03.1', district: '370102', due: 'overdue' as const, unreturned: true },
      sort: { by: 'applicant' as const, descending: true },
    };
    expect(parseView(parseHash(formatHash(['cases'], formatView(view))).query)).toEqual(view);
  });

  test('drops what it does not know', () => {
    expect(parseView({ state: 'nonsense', due: 'x', sort: 'y', text: '张三', unreturned: 'yes' })).toEqual({
      filter: {},
      sort: { by: 'due', descending: false },
    });
  });

  test('never holds the search text', () => {
    const view = { filter: { due: 'today' as const, text: '张三' }, sort: { by: 'due' as const, descending: false } };
    expect(JSON.stringify(formatView(view))).not.toContain('张三');
  });

  test('a column is first ascending, then turned', () => {
    expect(nextSort({ by: 'due', descending: false }, 'number')).toEqual({ by: 'number', descending: false });
    expect(nextSort({ by: 'due', descending: false }, 'due')).toEqual({ by: 'due', descending: true });
    expect(nextSort({ by: 'due', descending: true }, 'due')).toEqual({ by: 'due', descending: false });
  });

  test('tabs keep programme and district and replace the rest', () => {
    const overdue = NAMED_VIEWS.find((view) => view.id === 'overdue')!;
    const all = NAMED_VIEWS.find((view) => view.id === 'all')!;
    const filter = turnTo(overdue, { programme: '01', state: 'reviewing' });
    expect(filter).toEqual({ programme: '01', due: 'overdue' });
    expect(namedViewOf(filter)).toBe(overdue);
    expect(namedViewOf({ programme: '01' })).toBe(all);
    expect(namedViewOf({ due: 'overdue', state: 'new' })).toBeUndefined();
  });
});
