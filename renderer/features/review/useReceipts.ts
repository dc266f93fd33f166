import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { reviewApi } from '#shared/api/review.ts';
import type { InputOf } from '#shared/api/route.ts';
import { useApi } from '../../api/ApiProvider.tsx';

/** Hands viewed receipts to the core and brings the marks on screen up to date. A receipt that is refused is no reason to disturb. */
export function useReceipts(caseId: string): (receipt: InputOf<typeof reviewApi.viewed>) => void {
  const api = useApi();
  const cache = useQueryClient();
  return useCallback(
    (receipt) => {
      const told = () => {
        void cache.invalidateQueries({ queryKey: ['cases', 'get', { caseId }] });
        void cache.invalidateQueries({ queryKey: ['review', 'outcome', { caseId }] });
      };
      api.review.viewed(receipt).then(told, () => {});
    },
    [api, cache, caseId],
  );
}
