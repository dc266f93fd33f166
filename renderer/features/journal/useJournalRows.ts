import { useQueries } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { JournalFilter, JournalRow } from '#shared/api/journal.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { PAGE_ROWS, pagesFor, type RowRange } from '../cases/rowWindow.ts';

const SETTLE_MS = 60;

/** The pages of the journal around the rows on screen; pages flown over while scrolling are never fetched. */
export function useJournalRows(filter: JournalFilter, range: RowRange) {
  const api = useApi();
  const wanted = pagesFor(range, range.first).join();
  const [settled, setSettled] = useState(wanted);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(wanted), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  const pages = settled.split(',').map(Number);
  const answers = useQueries({
    queries: pages.map((page) => {
      const input = { filter, offset: page * PAGE_ROWS, limit: PAGE_ROWS };
      return { queryKey: ['journal', 'list', input], queryFn: () => api.journal.list(input) };
    }),
  });
  const total = useRef<number | null>(null);
  const answered = answers.find((answer) => answer.data)?.data;
  if (answered) total.current = answered.total;
  const rows = new Map(pages.map((page, index) => [page, answers[index]?.data?.rows]));
  return {
    total: total.current,
    row: (index: number): JournalRow | undefined => rows.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS],
    error: answers.find((answer) => answer.error)?.error ?? null,
  };
}
