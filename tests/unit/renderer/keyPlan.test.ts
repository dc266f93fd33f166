import { describe, expect, test } from 'vitest';
import type { CommandDefinition } from '#renderer/commands/command.ts';
import { clashesOf, isTaken, planKeys } from '#renderer/commands/keyPlan.ts';

const command = (id: string, label: string, shortcut: string | null): CommandDefinition => ({
  ...{ id, label, shortcut, group: '审核' },
});
const PASS = command('review.pass', '符合', '1');
const FAIL = command('review.fail', '不符合', '2');
const NOTE = command('review.note', '写备注', 'N');
const NEXT = command('list.next', '下一件', null);
const ALL = [PASS, FAIL, NOTE, NEXT];

describe('what a file of keys would change', () => {
  test('is said command by command, from the key now to the key then', () => {
    const plan = planKeys(ALL, { 'review.note': 'B' }, { 'review.pass': 'Q', 'list.next': 'J' });
    expect(plan).toEqual({
      changes: [
        { id: 'review.pass', label: '符合', from: '1', to: 'Q' },
        // What the file does not name goes back to its default.
        { id: 'review.note', label: '写备注', from: 'B', to: 'N' },
        { id: 'list.next', label: '下一件', from: null, to: 'J' },
      ],
      clashes: [],
      taken: [],
      unknown: 0,
      next: { 'review.pass': 'Q', 'list.next': 'J' },
    });
  });

  test('a key that two commands would share is named before it takes effect', () => {
    const { clashes } = planKeys(ALL, {}, { 'review.pass': '2' });
    expect(clashes).toEqual([{ shortcut: '2', labels: ['符合', '不符合'] }]);
  });

  test('defaults are no choices; keys of the input method and commands of other versions are left out', () => {
    const incoming = { 'review.pass': '1', 'list.next': '', 'review.fail': 'Ctrl+Space', 'future.act': 'X' };
    const plan = planKeys(ALL, { 'review.fail': 'W' }, incoming);
    expect(plan).toMatchObject({ changes: [], taken: ['不符合'], unknown: 1, next: { 'review.fail': 'W' } });
  });

  test('an empty text switches a key off', () => {
    expect(planKeys(ALL, {}, { 'review.note': '' }).changes).toEqual([
      { id: 'review.note', label: '写备注', from: 'N', to: null },
    ]);
  });
});

test('commands that share a key by default never want it at the same time: only a choice clashes', () => {
  const twin = command('cases.note', '列表备注', 'N');
  expect(clashesOf([...ALL, twin], {})).toEqual([]);
  expect(clashesOf([...ALL, twin], { 'review.pass': 'N' })).toEqual([
    { shortcut: 'N', labels: ['符合', '写备注', '列表备注'] },
  ]);
});

test('switching the input method and closing the window stay what they are', () => {
  for (const shortcut of ['Ctrl+Space', 'Shift+Space', 'Alt+F4', 'F5']) expect(isTaken(shortcut)).toBe(true);
  for (const shortcut of ['1', 'Enter', 'Ctrl+K', 'Ctrl+Z']) expect(isTaken(shortcut)).toBe(false);
});
