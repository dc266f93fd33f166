/// <reference path="./better-sqlite3.d.ts" />
import type Sqlite from 'better-sqlite3';
import { toRefusal } from './sqliteErrors.ts';

/** Longest stretch between two pauses, milliseconds; one step of the work and the COMMIT may take longer. */
const SLICE_MS = 12;

type Work<T> = Generator<unknown, T>;
type Outcome<T> = { kind: 'done'; value: T } | { kind: 'failed'; error: unknown };

/** Transactions that are too long for one go. */
export interface Slices {
  /** Brings the one under way to its end, at once: whoever else needs the connection never sees half of it. */
  settle(): void;
  /** Resolves when none is under way; `null` when none is. */
  busy(): Promise<void> | null;
  run<T>(work: () => Work<T>, pause: () => Promise<void>): Promise<T>;
}

/** All the steps of a work in one go. */
export function inOneGo<T>(steps: Work<T>): T {
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
  }
}

/** The steps of a work that writes nothing, in slices between which others get their turn. */
export async function inSlices<T>(steps: Work<T>, pause: () => Promise<void>): Promise<T> {
  for (let until = performance.now() + SLICE_MS; ; ) {
    const next = steps.next();
    if (next.done) return next.value;
    if (performance.now() < until) continue;
    await pause();
    until = performance.now() + SLICE_MS;
  }
}

export function createSlices(connection: Sqlite.Database): Slices {
  let open: { advance(until: number): void; ended: Promise<void> } | null = null;
  let isOwn = false;
  const settle = () => {
    if (!isOwn) open?.advance(Number.POSITIVE_INFINITY);
  };

  const run = async <T>(work: () => Work<T>, pause: () => Promise<void>): Promise<T> => {
    settle();
    let outcome: Outcome<T> | null = null;
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    const settled = (how: Outcome<T>): void => {
      outcome = how;
      open = null;
      end();
    };
    const fail = (error: unknown): void => {
      if (connection.inTransaction) connection.exec('ROLLBACK');
      settled({ kind: 'failed', error: toRefusal(error, connection.name) });
    };
    const advance = (steps: Work<T>, until: number): void => {
      isOwn = true;
      try {
        do {
          const next = steps.next();
          if (!next.done) continue;
          connection.exec('COMMIT');
          settled({ kind: 'done', value: next.value });
          return;
        } while (performance.now() < until);
      } catch (error) {
        fail(error);
      } finally {
        isOwn = false;
      }
    };
    const begun = (): Work<T> => {
      try {
        connection.exec('BEGIN IMMEDIATE');
      } catch (error) {
        throw toRefusal(error, connection.name);
      }
      return work();
    };
    const steps = begun();
    open = { advance: (until) => advance(steps, until), ended };
    const result = (): Outcome<T> | null => outcome;
    while (result() === null) {
      advance(steps, performance.now() + SLICE_MS);
      if (result() !== null) break;
      // Whoever comes in between may have finished it: then it is done, whatever the pause says.
      await pause().catch((stopped: unknown) => result() ?? fail(stopped));
    }
    const last = result()!;
    if (last.kind === 'failed') throw last.error;
    return last.value;
  };
  return { settle, busy: () => open?.ended ?? null, run };
}
