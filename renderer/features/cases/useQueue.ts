import { useQueries } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { CaseFilter, CaseRow } from '#shared/api/cases.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import type { CaseSort } from './filter.ts';
import { PAGE_ROWS, pagesFor, type RowRange } from './rowWindow.ts';

export interface Queue {
  /** `null` until the first answer. */
  total: number | null;
  /** `undefined` while its page is being fetched. */
  row: (index: number) => CaseRow | undefined;
  error: unknown;
  /** The numbers on screen still belong to the filter before. */
  stale: boolean;
  retry: () => void;
}

/** What was answered last: it stays on screen until another filter has its first answer. */
interface Shown {
  total: number | null;
  rows: ReadonlyMap<number, readonly CaseRow[] | undefined>;
}

const SETTLE_MS = 60;

/** Waits until a value has stayed the same for a moment: pages flown over while scrolling are never fetched. */
function useSettled<T>(value: T, same: (a: T, b: T) => boolean): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    if (same(value, settled)) return;
    const timer = setTimeout(() => setSettled(value), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [value, settled, same]);
  return settled;
}

const samePages = (a: readonly number[], b: readonly number[]): boolean => a.join() === b.join();

/** The pages of `cases.list` around the rows on screen, and that of the selected row wherever one scrolls. */
export function useQueue(filter: CaseFilter, sort: CaseSort, range: RowRange, selected: number): Queue {
  const api = useApi();
  const pages = useSettled(pagesFor(range, selected), samePages);
  const answers = useQueries({
    queries: pages.map((page) => {
      const input = { filter, sort, offset: page * PAGE_ROWS, limit: PAGE_ROWS };
      return { queryKey: ['cases', 'list', input], queryFn: () => api.cases.list(input) };
    }),
  });
  const answered = answers.find((answer) => answer.data)?.data;
  const rows = new Map(pages.map((page, index) => [page, answers[index]?.data?.rows]));
  const before = useRef<Shown>({ total: null, rows });
  if (answered) before.current = { total: answered.total, rows };
  const shown = before.current;
  return {
    total: shown.total,
    row: (index) => shown.rows.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS],
    error: answers.find((answer) => answer.error)?.error ?? null,
    stale: answered === undefined,
    retry: () => void Promise.all(answers.map((answer) => answer.refetch())),
  };
}
