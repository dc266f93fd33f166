import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { Checklist } from '#shared/api/review.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { useRead } from '../../app/data.ts';
import { isRefusal } from '../../ui/describeError.ts';
import { type Act, foresee, send } from './acts.ts';

export type SaveState = 'idle' | 'saving' | 'saved' | 'failed';

export interface ChecklistState {
  /** The checklist with the acts on their way already on it. */
  list: Checklist | undefined;
  readError: unknown;
  retry: () => void;
  saving: SaveState;
  /** What could not be saved; stays until dismissed. */
  actError: unknown;
  dismissError: () => void;
  /** Answers whether it was saved. */
  act: (act: Act) => Promise<boolean>;
  /** The checklist as the core last gave it. */
  latest: () => Checklist | undefined;
}

/**
 * The checklist of a case. An act shows at once and is sent in turn; one that is refused is taken back and said so. After
 * STALE_WRITE the checklist is read anew.
 */
export function useChecklist(caseId: string): ChecklistState {
  const api = useApi();
  const cache = useQueryClient();
  const read = useRead('review', 'checklist', { caseId });
  const [pending, setPending] = useState<readonly Act[]>([]);
  const [saving, setSaving] = useState<SaveState>('idle');
  const [actError, setActError] = useState<unknown>(null);
  const queue = useRef<Promise<unknown>>(Promise.resolve());

  const act = useCallback(
    (act: Act): Promise<boolean> => {
      const key = ['review', 'checklist', { caseId }];
      setPending((acts) => [...acts, act]);
      setSaving('saving');
      const work = queue.current.then(async () => {
        try {
          const latest = cache.getQueryData<Checklist>(key);
          if (!latest) return false;
          const next = await send(api, caseId, act, latest);
          await cache.cancelQueries({ queryKey: key });
          cache.setQueryData(key, next);
          void cache.invalidateQueries({ queryKey: ['review', 'outcome', { caseId }] });
          setSaving('saved');
          return true;
        } catch (error) {
          setSaving('failed');
          setActError(error);
          if (isRefusal(error, 'STALE_WRITE') || isRefusal(error, 'CASE_SIGNED')) {
            await cache.invalidateQueries({ queryKey: key });
          }
          return false;
        } finally {
          setPending((acts) => acts.filter((one) => one !== act));
        }
      });
      queue.current = work;
      return work;
    },
    [api, cache, caseId],
  );
  const list = useMemo(() => read.data && pending.reduce(foresee, read.data), [read.data, pending]);
  return {
    list,
    readError: read.data ? null : read.error,
    retry: () => void read.refetch(),
    saving,
    actError,
    dismissError: () => setActError(null),
    act,
    latest: () => cache.getQueryData<Checklist>(['review', 'checklist', { caseId }]),
  };
}
