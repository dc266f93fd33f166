import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { CaseFilter } from '#shared/api/cases.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { useReport } from '../../app/useReport.tsx';
import type { CaseSort } from './filter.ts';
import { PAGE_ROWS } from './rowWindow.ts';
import { EVERYTHING, extend, MAX_RANGE, NOTHING, type Selection, toggle } from './selection.ts';

export interface Picking {
  selection: Selection;
  pickAll(): void;
  clear(): void;
  toggle(caseId: string): void;
  /** From the row where the range began to this one. */
  extendTo(index: number): void;
  /** A range begins here. */
  begin(index: number): void;
}

/** What is picked in one filtered list; another filter or order starts with nothing. */
export function useSelection(filter: CaseFilter, sort: CaseSort, queueKey: string): Picking {
  const api = useApi();
  const cache = useQueryClient();
  const report = useReport();
  const [selection, setSelection] = useState<Selection>(NOTHING);
  const start = useRef<{ index: number; before: Selection }>({ index: 0, before: NOTHING });
  const latest = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list starts with nothing
  useEffect(() => {
    setSelection(NOTHING);
    start.current = { index: 0, before: NOTHING };
  }, [queueKey]);

  const pageOf = async (page: number): Promise<string[]> => {
    const input = { filter, sort, offset: page * PAGE_ROWS, limit: PAGE_ROWS };
    const queryKey = ['cases', 'list', input];
    const { rows } = await cache.fetchQuery({ queryKey, queryFn: () => api.cases.list(input), staleTime: 10_000 });
    return rows.map(({ caseId }) => caseId);
  };
  const idsOf = async (first: number, last: number): Promise<string[]> => {
    const from = Math.floor(first / PAGE_ROWS);
    const pages = Array.from({ length: Math.floor(last / PAGE_ROWS) - from + 1 }, (_, i) => pageOf(from + i));
    return (await Promise.all(pages)).flat().slice(first - from * PAGE_ROWS, last - from * PAGE_ROWS + 1);
  };
  const begin = (index: number, before = selection) => {
    start.current = { index, before };
  };
  return {
    selection,
    begin: (index) => begin(index),
    pickAll: () => {
      setSelection(EVERYTHING);
      begin(start.current.index, EVERYTHING);
    },
    clear: () => {
      setSelection(NOTHING);
      begin(start.current.index, NOTHING);
    },
    toggle: (caseId) => setSelection((before) => toggle(before, caseId)),
    extendTo: (index) => {
      const { index: from, before } = start.current;
      const [first, last] = from < index ? [from, index] : [index, from];
      if (last - first >= MAX_RANGE) {
        report.tell(`一次最多连选 ${MAX_RANGE} 件。要选全部，请用“选中列表中全部案卷”。`);
        return;
      }
      latest.current += 1;
      const turn = latest.current;
      report.guard('没有选上', async () => {
        const ids = await idsOf(first, last);
        if (turn === latest.current) setSelection(extend(before, ids));
      });
    },
  };
}
