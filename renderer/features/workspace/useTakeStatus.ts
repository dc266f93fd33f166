import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { WorkspaceStatus } from '#shared/api/workspace.ts';

/** Puts an answered status on screen at once; without one it is asked for again. Everything else belongs to another workspace. */
export function useTakeStatus(): (status?: WorkspaceStatus) => Promise<void> {
  const cache = useQueryClient();
  return useCallback(
    async (status) => {
      if (!status) return cache.invalidateQueries({ queryKey: ['workspace', 'status'] });
      cache.removeQueries({ predicate: (query) => query.queryKey[0] !== 'workspace' && !query.isActive() });
      cache.setQueryData(['workspace', 'status', {}], status);
      await cache.invalidateQueries();
    },
    [cache],
  );
}
