/** What is known of a command without its screen: enough for the help card and for choosing another key. */
export interface CommandDefinition {
  /** `room.act`, stable: preferences name it. */
  id: string;
  label: string;
  /** Heading in the help card, e.g. 通用, 审核. */
  group: string;
  /** Default key, see `shortcutOf`; `null` for none. */
  shortcut: string | null;
  /** More words the palette finds it by, e.g. pinyin. */
  keywords?: string;
  /** Works while the person types in a field; for keys that type nothing, such as Ctrl+K. */
  inFields?: boolean;
}

/** One thing a person can do: toolbar, palette, keyboard, tooltips and the help card all read it from here. */
export interface Command extends CommandDefinition {
  /** Left out means always. */
  enabledWhen?: () => boolean;
  /** Why it is not enabled, where the person could not tell by themselves; shown on its button and in the palette. */
  whyNot?: () => string | null;
  run: () => void;
}

export const isEnabled = (command: Command): boolean => command.enabledWhen?.() ?? true;

/** The reason a switched-off command gives for itself. */
export const obstacleOf = (command: Command): string | null =>
  isEnabled(command) ? null : (command.whyNot?.() ?? null);

/** Chosen keys by command id; an empty text switches a key off. */
export type ShortcutChoices = Record<string, string>;

export function effectiveShortcut(command: CommandDefinition, choices: ShortcutChoices): string | null {
  const chosen = choices[command.id];
  return chosen === undefined ? command.shortcut : chosen || null;
}

/** The command a key runs: the screen that registered last wins. */
export function commandFor(
  shortcut: string,
  commands: readonly Command[],
  choices: ShortcutChoices,
): Command | undefined {
  return commands.findLast((command) => effectiveShortcut(command, choices) === shortcut && isEnabled(command));
}

/** The groups of a screen before those of the frame, which stand first in the list. */
export function byGroup(commands: readonly Command[]): [group: string, members: Command[]][] {
  return [...Map.groupBy(commands, (command) => command.group)].reverse();
}

/**
 * Labels of other commands that use this key, for the settings screen. Two commands that share a key by default never want it
 * at the same time, so only keys a person chose can clash.
 */
export function conflicts(
  id: string,
  shortcut: string,
  definitions: readonly CommandDefinition[],
  choices: ShortcutChoices,
): string[] {
  return definitions
    .filter((other) => other.id !== id && effectiveShortcut(other, choices) === shortcut)
    .filter((other) => choices[id] !== undefined || choices[other.id] !== undefined)
    .map((other) => other.label);
}

/** Commands whose label or keywords contain every word typed, the enabled ones first. */
export function searchCommands(commands: readonly Command[], query: string): Command[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const hits = commands.filter((command) => {
    const text = `${command.label} ${command.group} ${command.keywords ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return [...hits.filter(isEnabled), ...hits.filter((command) => !isEnabled(command))];
}
