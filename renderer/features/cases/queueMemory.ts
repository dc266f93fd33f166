import { createSessionValue, useSessionValue } from '../../app/sessionValue.ts';

/** What the queue remembers while the workspace is open: search text, and the place in each filtered list. */
const searchText = createSessionValue('');
const places = createSessionValue<ReadonlyMap<string, number>>(new Map());

export const setSearchText = (text: string): void => searchText.set(text);
export const useSearchText = (): string => useSessionValue(searchText);

export const rememberPlace = (queue: string, index: number): void =>
  places.set(new Map(places.get()).set(queue, index));
export const recallPlace = (queue: string): number => places.get().get(queue) ?? 0;
