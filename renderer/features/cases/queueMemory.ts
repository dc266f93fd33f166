import type { CaseFilter } from '#shared/api/cases.ts';
import { createSessionValue, useSessionValue } from '../../app/sessionValue.ts';
import type { CaseSort } from './filter.ts';

/** What the queue remembers while the workspace is open: search text, and the place in each filtered list. */
const searchText = createSessionValue('');
const places = createSessionValue<ReadonlyMap<string, number>>(new Map());

/** The list the person works through: the workbench goes on in it. */
export interface WorkList {
  filter: CaseFilter;
  sort: CaseSort;
}
const workList = createSessionValue<WorkList>({ filter: {}, sort: { by: 'due', descending: false } });
export const rememberList = (list: WorkList): void => workList.set(list);
export const useWorkList = (): WorkList => useSessionValue(workList);

export const setSearchText = (text: string): void => searchText.set(text);
export const useSearchText = (): string => useSessionValue(searchText);

export const rememberPlace = (queue: string, index: number): void =>
  places.set(new Map(places.get()).set(queue, index));
export const recallPlace = (queue: string): number => places.get().get(queue) ?? 0;
