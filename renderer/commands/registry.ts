import type { Command, CommandDefinition } from './command.ts';

/** The frame's commands give way to those of the screen inside it, whichever was mounted first. */
export type CommandScope = 'frame' | 'screen';

interface Layer {
  commands: readonly Command[];
}

/** The commands of the screens mounted now, in the order they were mounted. */
export interface CommandRegistry {
  add(layer: Layer, scope: CommandScope): () => void;
  /** A layer's labels or keys changed. */
  changed(): void;
  /** Stable between changes, for lists on screen; `run` may be of an earlier render. */
  listed(): readonly Command[];
  /** The commands as of the latest render, for running them. */
  live(): Command[];

  subscribe(listener: () => void): () => void;
}

export function createRegistry(): CommandRegistry {
  const layers: Layer[] = [];
  const listeners = new Set<() => void>();
  let snapshot: readonly Command[] = [];
  const changed = () => {
    snapshot = layers.flatMap((layer) => layer.commands);
    for (const listener of listeners) listener();
  };
  return {
    add(layer, scope) {
      if (scope === 'frame') layers.unshift(layer);
      else layers.push(layer);
      changed();
      return () => {
        layers.splice(layers.indexOf(layer), 1);
        changed();
      };
    },
    changed,
    listed: () => snapshot,
    live: () => layers.flatMap((layer) => layer.commands),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const known = new Map<string, CommandDefinition>();

/** Makes commands known before their screen was ever opened, so that the help card and the settings can list them. */
export function defineCommands<T extends readonly CommandDefinition[]>(definitions: T): T {
  for (const definition of definitions) known.set(definition.id, definition);
  return definitions;
}

export const knownCommands = (): CommandDefinition[] => [...known.values()];
