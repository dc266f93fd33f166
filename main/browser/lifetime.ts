import type { SessionKeeper } from './session.ts';

/**
 * Calls `onGone` once a page has been there and then stays away for `graceMs` (a reload takes less). Watching goes on, so a later page
 * that leaves is reported too. Returns the way to stop.
 */
export function watchPage(session: SessionKeeper, graceMs: number, onGone: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const stopListening = session.onPresence((present) => {
    clearTimeout(timer);
    if (!present) timer = setTimeout(onGone, graceMs);
  });
  return () => {
    clearTimeout(timer);
    stopListening();
  };
}

/** Steps that must all be tried when the program ends, in order; a step that fails is logged and the rest still runs. */
export function createShutdown(log: (line: string) => void, limitMs: number) {
  const steps: (() => unknown)[] = [];
  let ending: Promise<boolean> | null = null;
  const runAll = async (): Promise<boolean> => {
    let clean = true;
    for (const step of steps) {
      try {
        await step();
      } catch (error) {
        clean = false;
        log(`shutdown: ${error instanceof Error ? error.stack : String(error)}`);
      }
    }
    return clean;
  };
  return {
    add(step: () => unknown): void {
      steps.push(step);
    },
    /** Runs the steps once; `false` when one failed or all together took longer than the limit. */
    run(): Promise<boolean> {
      ending ??= Promise.race([
        runAll(),
        new Promise<boolean>((resolve) => setTimeout(() => resolve(false), limitMs).unref()),
      ]);
      return ending;
    },
  };
}
