/** Counts the pages that listen now. */
export interface Presence {
  isPresent(): boolean;
  /** A page came; call the result once when it left. */
  enter(): () => void;
  onChange(listener: (present: boolean) => void): () => void;
  /** Whether no page is there, or the last one leaves within `ms`. */
  untilGone(ms: number): Promise<boolean>;
}

export function createPresence(): Presence {
  let pages = 0;
  const listeners = new Set<(present: boolean) => void>();
  const add = (change: number) => {
    pages += change;
    for (const listener of [...listeners]) listener(pages > 0);
  };
  return {
    isPresent: () => pages > 0,
    enter() {
      add(1);
      return () => add(-1);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    untilGone(ms) {
      if (pages === 0) return Promise.resolve(true);
      return new Promise((resolve) => {
        const finish = () => {
          clearTimeout(timer);
          listeners.delete(finish);
          resolve(pages === 0);
        };
        const timer = setTimeout(finish, ms);
        listeners.add(finish);
      });
    },
  };
}
