import type { ApiEvent } from '#shared/api/events.ts';
import type { Transport } from '#shared/api/transport.ts';
import type { ConnectionStore } from './connectionState.ts';

/** A transport of this page together with the state of its wire. */
export interface LiveTransport extends Transport {
  connection: ConnectionStore;
}

export interface Listeners {
  emit(event: ApiEvent): void;
  subscribe(listener: (event: ApiEvent) => void): () => void;
}

export function createListeners(): Listeners {
  const listeners = new Set<(event: ApiEvent) => void>();
  return {
    emit(event) {
      for (const listener of [...listeners]) listener(event);
    },
    subscribe(listener) {
      const entry = (event: ApiEvent) => listener(event);
      listeners.add(entry);
      return () => {
        listeners.delete(entry);
      };
    },
  };
}
