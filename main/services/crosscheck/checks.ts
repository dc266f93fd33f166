import { setTimeout as delay } from 'node:timers/promises';
import { forgetChecked } from '#db/queries/crosscheck.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { Rules } from '../policies/rules.ts';
import type { Session } from '../session.ts';
import { checkPending } from './check.ts';

export type Running = { done: number; total: number } | null;

export interface CrossChecks {
  /** Brings hits up to date where cases or rules have changed; one run at a time. */
  begin(): Promise<void>;
  /** The same as part of a task, whose cancelling ends it. */
  within(signal: AbortSignal): Promise<void>;
  /** Checks every case anew. */
  restart(): void;
  /** Ends a run that somebody asked for; what is left goes on with the next one. */
  stop(): Promise<void>;
  running(): Running;
}

export interface CrossChecksOptions {
  rules: Rules;
  openSession: () => Session | null;
  changed: () => void;
  log: (line: string) => void;
}

/** While a run goes on the screen hears of it this often, milliseconds. */
const TELL_MS = 500;

export function createCrossChecks({ rules, openSession, changed, log }: CrossChecksOptions): CrossChecks {
  let run: { abort: AbortController; ended: Promise<void>; progress: Running } | null = null;
  const start = (session: Session, tell: () => void): Promise<void> => {
    const abort = new AbortController();
    let toldAt = performance.now();
    const progress = (done: number, total: number) => {
      if (run) run.progress = { done, total };
      if (performance.now() - toldAt < TELL_MS) return;
      toldAt = performance.now();
      changed();
    };
    const ended = delay(0)
      .then(() => session.db.busy())
      .then(() => checkPending(session, rules.current(), abort.signal, progress))
      .then((count) => {
        run = null;
        if (count > 0) tell();
      })
      .catch((error: unknown) => {
        run = null;
        // Cut off, or the workspace was locked in between: the next run goes on.
        if (error instanceof Refusal) tell();
        else log(`cross-checks failed: ${error instanceof Error ? error.stack : String(error)}`);
      });
    run = { abort, ended, progress: null };
    return ended;
  };
  const begin = async (tell = changed): Promise<void> => {
    // A run that is on its way began before the change.
    await run?.ended;
    const session = openSession();
    if (session && !run) await start(session, tell);
  };
  const stop = async (): Promise<void> => {
    run?.abort.abort();
    await run?.ended;
  };
  return {
    begin: () => begin(),
    async within(signal) {
      if (signal.aborted) return;
      const end = () => void stop();
      signal.addEventListener('abort', end);
      // The task tells of all it did at its end.
      await begin(() => undefined);
      signal.removeEventListener('abort', end);
    },
    restart() {
      const session = openSession();
      if (!session) return;
      session.db.write(forgetChecked);
      void begin();
    },
    stop,
    running: () => run?.progress ?? null,
  };
}
