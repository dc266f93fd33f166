import { type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Contract } from '#shared/api/contract.ts';
import type { InputOf, OutputOf } from '#shared/api/route.ts';
import type { Preferences } from '#shared/api/settings.ts';
import { useApi } from '../api/ApiProvider.tsx';

type Domain = keyof Contract;
type RouteOf<D extends Domain> = keyof Contract[D];
type Input<D extends Domain, R extends RouteOf<D>> = InputOf<Contract[D][R]>;
type Output<D extends Domain, R extends RouteOf<D>> = OutputOf<Contract[D][R]>;

interface ReadOptions {
  enabled?: boolean;
  /** Milliseconds between refetches. */
  every?: number;
  /** Shows the earlier answer while the next one is fetched. */
  keep?: boolean;
}

/** Reads one route through the cache; its key is `[domain, route, input]`. */
export function useRead<D extends Domain, R extends RouteOf<D>>(
  domain: D,
  route: R,
  input: Input<D, R>,
  { enabled = true, every, keep }: ReadOptions = {},
): UseQueryResult<Output<D, R>> {
  const api = useApi();
  const call = api[domain][route] as (input: Input<D, R>) => Promise<Output<D, R>>;
  return useQuery<Output<D, R>>({
    queryKey: [domain, route, input],
    queryFn: () => call(input),
    enabled,
    refetchInterval: every ?? false,
    placeholderData: keep ? (earlier: Output<D, R> | undefined) => earlier as never : undefined,
  });
}

/** Calls a route that changes something. The core says by events what to read again. */
export function useAct<D extends Domain, R extends RouteOf<D>>(domain: D, route: R) {
  const api = useApi();
  const call = api[domain][route] as (input: Input<D, R>) => Promise<Output<D, R>>;
  return useMutation<Output<D, R>, unknown, Input<D, R>>({ mutationFn: (input) => call(input) });
}

export const useStatus = () => useRead('workspace', 'status', {});

/** Writes preferences at once on screen; the stored answer follows. */
export function useSetPreferences(): (changes: Partial<Preferences>) => void {
  const cache = useQueryClient();
  const { mutate } = useAct('settings', 'setPreferences');
  return (changes) => {
    const key = ['settings', 'preferences', {}];
    const before = cache.getQueryData<Preferences>(key);
    if (before) cache.setQueryData(key, { ...before, ...changes });
    mutate(changes, {
      onSuccess: (stored) => cache.setQueryData(key, stored),
      onError: () => cache.setQueryData(key, before),
    });
  };
}
