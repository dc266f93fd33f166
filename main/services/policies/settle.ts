import { setTimeout as delay } from 'node:timers/promises';
import { appliedHash, openCaseIds, setApplied } from '#db/queries/policies.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { requireOpen, type Session } from '../session.ts';
import { precheckOpenCases } from './effect.ts';
import type { Rules } from './rules.ts';

export interface Settling {
  /** Brings the lists up to the catalogue in force, if it has changed since: at the start, after a decision, on a new day. */
  begin(): Promise<void>;
  /** The same for somebody who comes in: waits for a short run, not for a hundred thousand cases. */
  beginShortly(): Promise<void>;
  /** Stops and waits until nothing is touched any more. */
  stop(): Promise<void>;
}

export interface SettlingOptions {
  rules: Rules;
  openSession: () => Session | null;
  changed: () => void;
  log: (line: string) => void;
}

const PATIENCE_MS = 300;

/** One run at a time; what a lock or a crash cuts off is begun anew the next time, because the new hash is noted last. */
export function createSettling({ rules, openSession, changed, log }: SettlingOptions): Settling {
  let running: { abort: AbortController; ended: Promise<void> } | null = null;
  const begin = (): Promise<void> => {
    const session = openSession();
    if (running || !session) return running?.ended ?? Promise.resolve();
    const abort = new AbortController();
    const ended = settle(session, rules, abort.signal)
      .then((any) => {
        if (any) changed();
      })
      .catch((error: unknown) => log(`open cases could not be pre-checked anew: ${String(error)}`))
      .finally(() => {
        running = null;
      });
    running = { abort, ended };
    return ended;
  };
  const stop = async (): Promise<void> => {
    running?.abort.abort();
    await running?.ended;
  };
  const beginShortly = async (): Promise<void> => {
    const patience = new AbortController();
    await Promise.race([begin(), delay(PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => undefined)]);
    patience.abort();
  };
  return { begin, beginShortly, stop };
}

/** Whether anything was done. */
async function settle(session: Session, rules: Rules, signal: AbortSignal): Promise<boolean> {
  await session.db.busy();
  const { number, sha256 } = rules.inForce(session);
  const before = appliedHash(session.db.read);
  if (before === sha256) return false;
  if (openCaseIds(session.db.read).length === 0) {
    session.db.write((tx) => setApplied(tx, sha256));
    return false;
  }
  const catalogue = rules.ofHash(session, sha256);
  if (!catalogue) throw new Refusal('PACK_UNKNOWN', { number });
  const counts = await precheckOpenCases(session, catalogue, signal);
  requireOpen(session);
  session.db.write((tx) => {
    setApplied(tx, sha256);
    // The first time it is no change of rules, unless the program brought other ones than the cases came in under.
    if (before === null && counts.changed === 0) return;
    session.journal.record(tx, {
      type: 'policy.applied',
      payload: { number, sha256, ...counts },
      actor: session.actor,
    });
  });
  return counts.changed > 0;
}
