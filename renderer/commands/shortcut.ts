import { type CompositionKey, isComposing } from './composition.ts';

/** The part of a keyboard event shortcuts are read from. */
export interface ShortcutKey extends CompositionKey {
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  getModifierState?(name: string): boolean;
}

const MODIFIER_KEYS = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'NumLock', 'Dead', 'Fn']);
const ORDER = ['Ctrl', 'Alt', 'Shift'] as const;

/** Full-width signs a Chinese layout gives for the keys of our shortcuts, and their plain form. */
const PLAIN_SIGNS: Record<string, string> = {
  '【': '[',
  '】': ']',
  '「': '[',
  '」': ']',
  '、': '/',
  '。': '.',
  '·': '`',
};

function plainKey(event: ShortcutKey): string {
  // With Alt held some layouts type another sign: the physical key counts.
  const physical = event.altKey ? /^(?:Key|Digit)([A-Z0-9])$/.exec(event.code)?.[1] : undefined;
  if (physical) return physical;
  const sign = PLAIN_SIGNS[event.key] ?? event.key;
  if (sign === ' ') return 'Space';
  if (sign.length !== 1) return sign;
  const code = sign.charCodeAt(0);
  const narrow = code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : sign;
  return narrow.toUpperCase();
}

/** Signs like `?` already say that Shift was held; letters and named keys do not. */
const namesShift = (key: string): boolean => key.length > 1 || /[A-Z]/.test(key);

/**
 * `Ctrl+Shift+Z`, `PageDown`, `[`, `?`: the one spelling of a pressed key; `null` while an input method owns it or when it
 * is a modifier alone. Ctrl stands for the command key as well.
 */
export function shortcutOf(event: ShortcutKey): string | null {
  if (isComposing(event) || MODIFIER_KEYS.has(event.key)) return null;
  if (event.getModifierState?.('AltGraph')) return null;
  const key = plainKey(event);
  const parts: string[] = [];
  if (event.ctrlKey || event.metaKey) parts.push('Ctrl');
  if (event.altKey) parts.push('Alt');
  if (event.shiftKey && namesShift(key)) parts.push('Shift');
  return [...parts, key].join('+');
}

/** The same shortcut in the one spelling `shortcutOf` uses, `null` when it names no key. */
export function normaliseShortcut(text: string): string | null {
  const parts = text.split('+').map((part) => part.trim());
  const last = text.trim().endsWith('+') ? '+' : (parts.at(-1) ?? '');
  if (last === '') return null;
  const key = last.length === 1 ? last.toUpperCase() : last;
  const held = ORDER.filter((name) => parts.slice(0, -1).includes(name) && (name !== 'Shift' || namesShift(key)));
  return [...held, key].join('+');
}

const KEY_WORDS: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Enter: '回车',
  Escape: 'Esc',
  Space: '空格',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Backspace: '退格',
  Delete: 'Del',
};

/** The keys of a shortcut as printed on key caps. */
export function shortcutCaps(shortcut: string): string[] {
  const held = ORDER.filter((name) => shortcut.startsWith(`${name}+`) || shortcut.includes(`+${name}+`));
  const key = shortcut.endsWith('++') || shortcut === '+' ? '+' : (shortcut.split('+').at(-1) ?? '');
  return [...held, KEY_WORDS[key] ?? key];
}

export const shortcutText = (shortcut: string): string => shortcutCaps(shortcut).join('+');
