import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useRead } from '../../app/data.ts';

/**
 * Whether what is known of a case is so now. What was read ahead may be of an earlier version of it, with other files: a case opens with
 * what the core says, and from then on follows what changes.
 */
export function useFresh(caseId: string): boolean {
  const cache = useQueryClient();
  const input = { caseId };
  const reads = [
    [['cases', 'get', input], useRead('cases', 'get', input).isFetchedAfterMount],
    [['review', 'checklist', input], useRead('review', 'checklist', input).isFetchedAfterMount],
  ] as const;
  const opened = useRef<string | null>(null);
  const fresh = reads.every(([queryKey, fetched]) => fetched || cache.getQueryState(queryKey)?.isInvalidated === false);
  if (fresh) opened.current = caseId;
  return opened.current === caseId;
}
