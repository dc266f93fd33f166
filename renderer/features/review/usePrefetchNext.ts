import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useApi } from '../../api/ApiProvider.tsx';
import { useRead } from '../../app/data.ts';

/** Reads the next case ahead, so that it stands there at once when this one is done. */
export function usePrefetchNext(caseId: string): void {
  const api = useApi();
  const cache = useQueryClient();
  const next = useRead('cases', 'next', { caseId }).data?.caseId ?? null;
  useEffect(() => {
    if (!next) return;
    const input = { caseId: next };
    const timer = setTimeout(() => {
      void cache.prefetchQuery({ queryKey: ['cases', 'get', input], queryFn: () => api.cases.get(input) });
      void cache.prefetchQuery({
        queryKey: ['review', 'checklist', input],
        queryFn: () => api.review.checklist(input),
      });
    }, 1_000);
    return () => clearTimeout(timer);
  }, [api, cache, next]);
}
