import { useSyncExternalStore } from 'react';

/**
 * A value kept while the workspace is open, in memory only: a typed name must not reach the browser's storage, and the next
 * person must not find it.
 */
export interface SessionValue<T> {
  get(): T;
  set(value: T): void;
  subscribe(listener: () => void): () => void;
}

const resets: (() => void)[] = [];

export function createSessionValue<T>(initial: T): SessionValue<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  const set = (next: T) => {
    value = next;
    for (const listener of listeners) listener();
  };
  resets.push(() => set(initial));
  return {
    get: () => value,
    set,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** For what holds more than a value, such as an open file: `reset` runs when the workspace is locked or changed. */
export function onForget(reset: () => void): void {
  resets.push(reset);
}

export function useSessionValue<T>(session: SessionValue<T>): T {
  return useSyncExternalStore(session.subscribe, session.get);
}

/** Called when the workspace is locked or changed. */
export function forgetSession(): void {
  for (const reset of resets) reset();
}
