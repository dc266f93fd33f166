import { describe, expect, test } from 'vitest';
import { type Command, commandFor, conflicts, effectiveShortcut, searchCommands } from '#renderer/commands/command.ts';
import {
  normaliseShortcut,
  type ShortcutKey,
  shortcutCaps,
  shortcutOf,
  shortcutText,
} from '#renderer/commands/shortcut.ts';

function press(key: string, held: Partial<ShortcutKey> = {}): ShortcutKey {
  return { key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
}

describe('the one spelling of a pressed key', () => {
  test.each([
    [press('k', { ctrlKey: true }), 'Ctrl+K'],
    [press('k', { metaKey: true }), 'Ctrl+K'],
    [press('L', { ctrlKey: true, shiftKey: true }), 'Ctrl+Shift+L'],
    [press('?', { shiftKey: true }), '?'],
    [press('1'), '1'],
    [press(' '), 'Space'],
    [press('PageDown'), 'PageDown'],
    [press('Enter', { shiftKey: true }), 'Shift+Enter'],
    [press('¡', { altKey: true, code: 'Digit1' }), 'Alt+1'],
    [press('【'), '['],
    [press('？', { shiftKey: true }), '?'],
    [press('１'), '1'],
  ])('%o reads %s', (event, expected) => {
    expect(shortcutOf(event)).toBe(expected);
  });

  test('nothing while an input method owns the key', () => {
    expect(shortcutOf(press('Enter', { isComposing: true }))).toBeNull();
    expect(shortcutOf(press('1', { keyCode: 229 }))).toBeNull();
    expect(shortcutOf(press('Process'))).toBeNull();
  });

  test('nothing for modifiers alone and for characters typed with AltGr', () => {
    expect(shortcutOf(press('Shift', { shiftKey: true }))).toBeNull();
    expect(shortcutOf(press('Control', { ctrlKey: true }))).toBeNull();
    const altGraph = { ctrlKey: true, altKey: true, getModifierState: (name: string) => name === 'AltGraph' };
    expect(shortcutOf(press('@', altGraph))).toBeNull();
  });

  test('stored spellings are brought to the same form', () => {
    expect(normaliseShortcut('shift+a')).toBe('A');
    expect(normaliseShortcut('Shift+Ctrl+z')).toBe('Ctrl+Shift+Z');
    expect(normaliseShortcut('Shift+?')).toBe('?');
    expect(normaliseShortcut('Ctrl++')).toBe('Ctrl++');
    expect(normaliseShortcut('')).toBeNull();
  });

  test('caps are written in Chinese where keys have Chinese names', () => {
    expect(shortcutCaps('Ctrl+Shift+Enter')).toEqual(['Ctrl', 'Shift', '回车']);
    expect(shortcutText('Alt+ArrowDown')).toBe('Alt+↓');
    expect(shortcutCaps('Ctrl++')).toEqual(['Ctrl', '+']);
  });
});

describe('which command a key runs', () => {
  const command = (id: string, shortcut: string | null, enabled = true): Command => ({
    id,
    label: id,
    group: '通用',
    shortcut,
    enabledWhen: () => enabled,
    run: () => undefined,
  });

  test('the screen that registered last wins; a disabled command lets the one below answer', () => {
    expect(commandFor('1', [command('frame', '1'), command('screen', '1')], {})?.id).toBe('screen');
    expect(commandFor('1', [command('frame', '1'), command('screen', '1', false)], {})?.id).toBe('frame');
  });

  test('chosen keys replace the default, an empty choice switches it off', () => {
    const help = command('help', '?');
    expect(effectiveShortcut(help, { help: 'F1' })).toBe('F1');
    expect(effectiveShortcut(help, { help: '' })).toBeNull();
    expect(commandFor('?', [help], { help: 'F1' })).toBeUndefined();
    expect(commandFor('F1', [help], { help: 'F1' })).toBe(help);
  });

  test('names who else uses a key', () => {
    const all = [command('a', '1'), command('b', '2'), command('c', null)];
    expect(conflicts('b', '1', all, { b: '1' })).toEqual(['a']);
    expect(conflicts('b', '1', all, { a: '9', b: '1', c: '1' })).toEqual(['c']);
    expect(conflicts('a', '1', all, { b: '1' })).toEqual(['b']);
  });

  test('a key shared by default is no clash', () => {
    const all = [command('list.open', 'Enter'), command('review.next', 'Enter')];
    expect(conflicts('list.open', 'Enter', all, {})).toEqual([]);
  });

  test('the palette finds by label and pinyin, enabled commands first', () => {
    const list: Command[] = [
      { ...command('x', null, false), label: '导入交换包', keywords: 'daoru' },
      { ...command('y', null), label: '导出审核结果', keywords: 'daochu' },
    ];
    expect(searchCommands(list, '导').map((hit) => hit.id)).toEqual(['y', 'x']);
    expect(searchCommands(list, 'daoru').map((hit) => hit.id)).toEqual(['x']);
    expect(searchCommands(list, '导出 审核').map((hit) => hit.id)).toEqual(['y']);
    expect(searchCommands(list, '没有')).toEqual([]);
  });
});
