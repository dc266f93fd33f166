import type { ApiEvent } from '#shared/api/events.ts';

export interface EventHub {
  emit(event: ApiEvent): void;
  subscribe(listener: (event: ApiEvent) => void): () => void;
}

/** Fans events of the core out to whoever listens. A listener that throws is logged and does not keep the others from hearing. */
export function createEventHub(log: (line: string) => void): EventHub {
  const listeners = new Set<(event: ApiEvent) => void>();
  return {
    emit(event) {
      for (const listener of [...listeners]) {
        try {
          listener(event);
        } catch (error) {
          log(`event listener failed on ${event.type}: ${error instanceof Error ? error.stack : String(error)}`);
        }
      }
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
