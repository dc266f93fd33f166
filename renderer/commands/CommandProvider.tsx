import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from 'react';
import { type Command, commandFor, effectiveShortcut, isEnabled, obstacleOf, type ShortcutChoices } from './command.ts';
import { dialogIsOpen, focusOwnsKey } from './focus.ts';
import { type CommandRegistry, type CommandScope, createRegistry, defineCommands, knownCommands } from './registry.ts';
import { shortcutOf } from './shortcut.ts';

interface Value {
  registry: CommandRegistry;
  choices: ShortcutChoices;
}
const Context = createContext<Value | null>(null);

function useValue(): Value {
  const value = useContext(Context);
  if (!value) throw new Error('CommandProvider is missing');
  return value;
}

/** Listens for keys once for the whole window and runs the matching command. */
export function CommandProvider({ choices, children }: { choices: ShortcutChoices; children: ReactNode }) {
  const registry = useMemo(createRegistry, []);
  const value = useMemo(() => ({ registry, choices }), [registry, choices]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const shortcut = shortcutOf(event);
      const command = shortcut && commandFor(shortcut, registry.live(), choices);
      if (!shortcut || !command) return;
      if (!command.inFields && (focusOwnsKey(event.target, shortcut) || dialogIsOpen())) return;
      event.preventDefault();
      command.run();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [registry, choices]);
  return <Context value={value}>{children}</Context>;
}

const face = (commands: readonly Command[]): string =>
  commands.map((c) => `${c.id}\t${c.label}\t${c.shortcut ?? ''}\t${isEnabled(c)}\t${obstacleOf(c) ?? ''}`).join('\n');

/** Registers commands while the component is mounted. The list may be new on every render; `run` is always the latest. */
export function useCommands(commands: readonly Command[], scope: CommandScope = 'screen'): void {
  const { registry } = useValue();
  const layer = useRef<{ commands: readonly Command[] }>({ commands });
  useLayoutEffect(() => {
    layer.current.commands = commands;
  });
  const shown = face(commands);
  // biome-ignore lint/correctness/useExhaustiveDependencies: tells readers of labels and keys only when those change
  useLayoutEffect(() => {
    defineCommands(layer.current.commands);
    registry.changed();
  }, [registry, shown]);
  useLayoutEffect(() => registry.add(layer.current, scope), [registry, scope]);
}

/** The commands of the screens mounted now. */
export function useActiveCommands(): readonly Command[] {
  const { registry } = useValue();
  return useSyncExternalStore(registry.subscribe, registry.listed);
}

/** Runs an active and enabled command by id. */
export function useRunCommand(): (id: string) => void {
  const { registry } = useValue();
  return (id) => {
    const command = registry.live().findLast((candidate) => candidate.id === id);
    if (command && isEnabled(command)) command.run();
  };
}

export function useShortcutChoices(): ShortcutChoices {
  return useValue().choices;
}

/** The key of a command as chosen by the person; `null` when it has none. */
export function useShortcut(id: string): string | null {
  const { registry, choices } = useValue();
  useSyncExternalStore(registry.subscribe, registry.listed);
  const definition = knownCommands().find((command) => command.id === id);
  return definition ? effectiveShortcut(definition, choices) : null;
}
