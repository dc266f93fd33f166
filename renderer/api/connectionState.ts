/**
 * `connecting`: not heard from the program yet. `open`. `lost`: it went away, we keep trying. `refused`: it does not know this page
 * (a launch code used twice, another page took over), trying again is no use.
 */
export type ConnectionState = 'connecting' | 'open' | 'lost' | 'refused';

export interface ConnectionStore {
  get(): ConnectionState;
  onChange(listener: () => void): () => void;
}

/** The state of the wire for the screen; the transport sets it, components read it with useSyncExternalStore. */
export function createConnectionStore(
  initial: ConnectionState,
): ConnectionStore & { set(next: ConnectionState): void } {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    set(next) {
      if (next === state) return;
      state = next;
      for (const listener of [...listeners]) listener();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
