import { z } from 'zod';
import type { EventPayload, EventType } from './events.ts';
import { isoTime, requiredText, sha256, uuid } from './primitives.ts';
import { ERASED_TYPES } from './privacyEvents.ts';

/** `prevHash` of the first event of a stream, and `baseHash` of a range that starts at 1. */
export const GENESIS_HASH = '0'.repeat(64);

/** Who acted: the person and the key that person held then. */
export const actor = z.strictObject({ personId: uuid, keyId: sha256 });
export type Actor = z.infer<typeof actor>;

/**
 * One row of the journal as it is stored, exported and verified. `payload` is the stored text (canonical JSON); it is hashed on its
 * own, so that personal data can be erased one day while the chain still verifies.
 */
export const journalEntry = z.strictObject({
  stream: uuid,
  seq: z.int().min(1),
  at: isoTime,
  /** Milliseconds since the session began, by the monotonic clock. */
  offsetMs: z.int().min(0),
  actor,
  type: requiredText(60).regex(/^[a-z][a-zA-Z]*(\.[a-zA-Z]+)?$/),
  payload: z.string().max(16_000_000),
  payloadHash: sha256,
  prevHash: sha256,
  hash: sha256,
});
export type JournalEntry = z.infer<typeof journalEntry>;

/** An entry with its payload parsed, as projections receive it. */
export interface StoredEvent<T extends EventType> extends Omit<JournalEntry, 'payload' | 'type'> {
  type: T;
  payload: EventPayload<T>;
}

/** A stretch of one stream as bundles name it; `baseHash` is the hash of the event before `from`. */
export const journalRange = z.strictObject({
  stream: uuid,
  from: z.int().min(1),
  to: z.int().min(1),
  baseHash: sha256,
  headHash: sha256,
});
export type JournalRange = z.infer<typeof journalRange>;

/** The bytes whose SHA-256 is `hash`: one field a line, so that no two entries share a spelling. */
export function entryPreimage(entry: Omit<JournalEntry, 'hash' | 'payload'>): string {
  const { stream, seq, at, offsetMs, actor, type, payloadHash, prevHash } = entry;
  return ['qp-journal/1', stream, seq, at, offsetMs, actor.personId, actor.keyId, type, payloadHash, prevHash].join(
    '\n',
  );
}

/** What a person's key signs when a session ends: the stream up to and including event `seq`. */
export function sessionPreimage(head: { stream: string; seq: number; hash: string }): string {
  return ['qp-session/1', head.stream, head.seq, head.hash].join('\n');
}

/** True for an entry whose payload was erased: no event has an empty one. */
export const isErased = ({ payload }: { payload: string }): boolean => payload === '';

export type ChainCheck = { ok: true; head: { seq: number; hash: string } } | { ok: false; seq: number };

/**
 * Follows the chain over entries in order, from `base` (the start of the stream unless told). Stops at the first entry that does
 * not fit: a wrong number, a wrong link, or a byte that was changed. A payload that was erased is empty; it fits where `erased` knows
 * that it went lawfully, for the links cover its hash.
 */
export function verifyChainOf(
  entries: Iterable<JournalEntry>,
  hashOf: (text: string) => string,
  base: { seq: number; hash: string } = { seq: 0, hash: GENESIS_HASH },
  erased: (entry: JournalEntry) => boolean = () => false,
): ChainCheck {
  let head = base;
  for (const entry of entries) {
    const fits =
      entry.seq === head.seq + 1 &&
      entry.prevHash === head.hash &&
      (isErased(entry) ? erased(entry) : entry.payloadHash === hashOf(entry.payload)) &&
      entry.hash === hashOf(entryPreimage(entry));
    if (!fits) return { ok: false, seq: head.seq + 1 };
    head = { seq: entry.seq, hash: entry.hash };
  }
  return { ok: true, head };
}

/** The events that `case.erased` events name, as a test on entries. `payloads`: of those events, as stored. */
export function erasedBy(
  payloads: Iterable<string>,
): (entry: { stream: string; seq: number; type: string }) => boolean {
  const named = new Set<string>();
  for (const payload of payloads) {
    const { blanked } = JSON.parse(payload) as EventPayload<'case.erased'>;
    for (const { stream, seqs } of blanked) for (const seq of seqs) named.add(`${stream}/${seq}`);
  }
  return ({ stream, seq, type }) => ERASED_TYPES.includes(type) && named.has(`${stream}/${seq}`);
}
