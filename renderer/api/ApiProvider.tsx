import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { ApiClient } from '#shared/api/contract.ts';
import type { Transport } from '#shared/api/transport.ts';
import { createApiClient } from './apiClient.ts';
import type { ConnectionState } from './connectionState.ts';
import type { LiveTransport } from './liveTransport.ts';

interface Value {
  api: ApiClient;
  transport: LiveTransport;
}
const Context = createContext<Value | null>(null);

function useValue(): Value {
  const value = useContext(Context);
  if (!value) throw new Error('ApiProvider is missing');
  return value;
}

/** The typed client: `const api = useApi(); useQuery({ queryKey: ['cases', 'get', { caseId }], queryFn: () => api.cases.get({ caseId }) })`. */
export const useApi = (): ApiClient => useValue().api;

/** Bytes (`readRange`, `putBlob`) and raw events; everything else goes through `useApi`. */
export const useTransport = (): Transport => useValue().transport;

export function useConnectionState(): ConnectionState {
  const { connection } = useValue().transport;
  return useSyncExternalStore(connection.onChange, connection.get);
}

/**
 * Gives the screens the client and the query cache. Query keys are `[domain, route, input]`: a `changed` event with topic T
 * refetches what is shown of domain T; after a lost connection everything shown is fetched again.
 */
export function ApiProvider({ transport, children }: { transport: LiveTransport; children: ReactNode }) {
  const value = useMemo<Value>(() => ({ api: createApiClient(transport), transport }), [transport]);
  const [queries] = useState(createQueryClient);
  useEffect(() => keepFresh(transport, queries), [transport, queries]);
  return (
    <Context value={value}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </Context>
  );
}

/** `networkMode: 'always'`: the machine is offline all day and the core is on it. A refusal is an answer, so nothing is retried. */
function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { networkMode: 'always', retry: false, staleTime: 30_000, refetchOnWindowFocus: false },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}

/** Subscribes the cache to the core; returns the way to stop. */
export function keepFresh(transport: LiveTransport, queries: QueryClient): () => void {
  let wasLost = false;
  const stopEvents = transport.subscribe((event) => {
    if (event.type !== 'changed') return;
    for (const topic of event.topics) void queries.invalidateQueries({ queryKey: [topic] });
  });
  const stopState = transport.connection.onChange(() => {
    const state = transport.connection.get();
    if (state === 'open' && wasLost) void queries.invalidateQueries();
    wasLost = state === 'lost';
  });
  return () => {
    stopEvents();
    stopState();
  };
}
