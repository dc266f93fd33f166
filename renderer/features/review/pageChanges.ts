import type { ChangesView } from '#shared/api/review.ts';
import { type PageComparison, type PageState, pageStates, removedPages } from '#shared/domain/filePages.ts';

/** Pages next to each other that something of the same kind became of; numbers as people count. */
export interface PageGroup {
  state: PageState | 'removed';
  first: number;
  last: number;
  /** The number the first of them had. */
  was: number | null;
}

/** What became of the pages of a replaced file: in the order of the new one, what is gone at the end. */
export function pageGroups(comparison: Extract<PageComparison, { told: true }>): PageGroup[] {
  const groups: PageGroup[] = [];
  const add = (state: PageGroup['state'], page: number, was: number | null) => {
    const last = groups.at(-1);
    const next = last?.state === state && last.last === page - 1;
    const inStep = next && (last.was === null ? was === null : was === last.was + last.last - last.first + 1);
    if (inStep) last.last = page;
    else groups.push({ state, first: page, last: page, was });
  };
  for (const [index, { state, from }] of pageStates(comparison).entries()) {
    add(state, index + 1, from === null ? null : from + 1);
  }
  for (const index of removedPages(comparison)) add('removed', index + 1, null);
  return groups;
}

/** `第 3 页`, `第 3–5 页`. */
export const pageNumbers = (first: number, last: number): string =>
  first === last ? `第 ${first} 页` : `第 ${first}–${last} 页`;

/** What became of each page of the files on screen; nothing where nobody could tell, or the person has put it away. */
export function pagesByFile(changes: ChangesView | null): ReadonlyMap<string, readonly PageState[]> {
  const files = changes === null || changes.away ? [] : changes.files;
  return new Map(
    files.flatMap(({ attachmentId, pages }) =>
      attachmentId !== null && pages?.told
        ? [[attachmentId, pageStates(pages).map(({ state }) => state)] as const]
        : [],
    ),
  );
}

/** How many pages show something else than before. */
export const countNew = (states: readonly PageState[] | undefined): number =>
  (states ?? []).filter((state) => state === 'changed' || state === 'added').length;
