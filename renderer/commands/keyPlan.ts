import { type CommandDefinition, conflicts, effectiveShortcut, type ShortcutChoices } from './command.ts';

/** Keys that the input method, the system or the window take for themselves: a command would never hear them. */
const TAKEN = [
  ...['Ctrl+Space', 'Shift+Space', 'Ctrl+.', 'Ctrl+Shift+Space'],
  ...['Alt+F4', 'Ctrl+W', 'Ctrl+N', 'Ctrl+T', 'Ctrl+Shift+W', 'Ctrl+R', 'F5', 'F11', 'F12'],
];

export const isTaken = (shortcut: string): boolean => TAKEN.includes(shortcut);

export interface KeyChange {
  id: string;
  label: string;
  /** `null` for no key. */
  from: string | null;
  to: string | null;
}

/** What a file of key choices would change, before it does. */
export interface KeyPlan {
  changes: KeyChange[];
  /** Commands that would share a key. */
  clashes: { shortcut: string; labels: string[] }[];
  /** Labels of commands whose key in the file belongs to the input method or the system: theirs stays as it is. */
  taken: string[];
  /** Ids this version does not know. */
  unknown: number;
  /** The choices as they will stand. */
  next: ShortcutChoices;
}

/** The file's choices take the place of all earlier ones; what it does not name goes back to its default. */
export function planKeys(
  definitions: readonly CommandDefinition[],
  current: ShortcutChoices,
  incoming: ShortcutChoices,
): KeyPlan {
  const known = new Map(definitions.map((one) => [one.id, one]));
  const entries = Object.entries(incoming).filter(([id]) => known.has(id));
  const taken = entries.filter(([, key]) => isTaken(key));
  // A key that is the default anyway is no choice.
  const chosen = entries.filter(([id, key]) => !isTaken(key) && key !== (known.get(id)?.shortcut ?? ''));
  const kept = taken.flatMap(([id]): [string, string][] => (current[id] === undefined ? [] : [[id, current[id]]]));
  const next = Object.fromEntries([...chosen, ...kept]);
  const changes = definitions.flatMap((one): KeyChange[] => {
    const [from, to] = [effectiveShortcut(one, current), effectiveShortcut(one, next)];
    return from === to ? [] : [{ id: one.id, label: one.label, from, to }];
  });
  return {
    changes,
    clashes: clashesOf(definitions, next),
    taken: taken.map(([id]) => known.get(id)?.label ?? id),
    unknown: Object.keys(incoming).length - entries.length,
    next,
  };
}

/** Keys that a choice gave to several commands. */
export function clashesOf(definitions: readonly CommandDefinition[], choices: ShortcutChoices): KeyPlan['clashes'] {
  const labels = new Map<string, Set<string>>();
  for (const one of definitions) {
    const shortcut = effectiveShortcut(one, choices);
    if (shortcut === null) continue;
    const others = conflicts(one.id, shortcut, definitions, choices);
    if (others.length === 0) continue;
    const sharing = labels.get(shortcut) ?? new Set();
    for (const label of [one.label, ...others]) sharing.add(label);
    labels.set(shortcut, sharing);
  }
  return [...labels].map(([shortcut, sharing]) => ({ shortcut, labels: [...sharing] }));
}
