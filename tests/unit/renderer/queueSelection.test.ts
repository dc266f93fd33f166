import { expect, test } from 'vitest';
import { formatView, namedViewOf, parseView, sameList, turnTo } from '#renderer/features/cases/filter.ts';
import {
  batchSelection,
  countPicked,
  EVERYTHING,
  extend,
  isPicked,
  NOTHING,
  toggle,
} from '#renderer/features/cases/selection.ts';
import { caseId } from '#tests/support/cases.ts';

const [A, B, C] = [1, 2, 3].map(caseId) as [string, string, string];

test('rows are picked one by one and by ranges', () => {
  const two = extend(toggle(NOTHING, A), [B, C]);
  expect([A, B, C].map((id) => isPicked(two, id))).toEqual([true, true, true]);
  expect(countPicked(toggle(two, B), 9)).toBe(2);
  expect(batchSelection(toggle(two, B), { state: 'new' })).toEqual({ caseIds: [A, C] });
  expect(batchSelection(NOTHING, {})).toBeNull();
  expect(batchSelection(toggle(toggle(NOTHING, A), A), {})).toBeNull();
});

test('the whole list is its filter, but for rows picked out again', () => {
  const all = toggle(toggle(EVERYTHING, A), B);
  expect([countPicked(all, 100_000), isPicked(all, A), isPicked(all, C)]).toEqual([99_998, false, true]);
  expect(batchSelection(all, { due: 'today' })).toEqual({ filter: { due: 'today' }, except: [A, B] });
  expect(batchSelection(extend(all, [A]), {})).toEqual({ filter: {}, except: [B] });
});

test('an address holds every filter and drops what it does not know', () => {
  const view = {
    filter: { assignee: 'me', precheck: 'fail', flagged: true, district: '370102' },
    sort: { by: 'number', descending: true },
  } as const;
  const query = Object.fromEntries(Object.entries(formatView(view)).filter(([, value]) => value !== undefined));
  expect(parseView(query as Record<string, string>)).toEqual(view);
  expect(parseView({ assignee: caseId(7) }).filter).toEqual({ assignee: caseId(7) });
  expect(parseView({ assignee: '刘敏', precheck: 'x', flagged: 'yes', due: 'soon' }).filter).toEqual({});
});

test('one’s own cases are a tab; programme and district narrow it down', () => {
  expect(namedViewOf({ assignee: 'me', district: '370102' })?.label).toBe('我的');
  expect(turnTo({ id: 'x', label: 'x', filter: { assignee: 'me' } }, { programme: '01', due: 'today' })).toEqual({
    programme: '01',
    assignee: 'me',
  });
  const sort = { by: 'due', descending: false } as const;
  expect(
    sameList({ filter: { due: 'today', flagged: true }, sort }, { filter: { flagged: true, due: 'today' }, sort }),
  ).toBe(true);
  expect(sameList({ filter: {}, sort }, { filter: {}, sort: { by: 'due', descending: true } })).toBe(false);
});
