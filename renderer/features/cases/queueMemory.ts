import { useSyncExternalStore } from 'react';

/**
 * What the queue remembers while the window is open: search text and place in the list. In memory only: a typed name must
 * not reach the browser's storage.
 */
let searchText = '';
const listeners = new Set<() => void>();
const places = new Map<string, number>();

export function setSearchText(text: string): void {
  searchText = text;
  for (const listener of listeners) listener();
}

export function useSearchText(): string {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => searchText,
  );
}

export const rememberPlace = (queue: string, index: number): void => void places.set(queue, index);
export const recallPlace = (queue: string): number => places.get(queue) ?? 0;
