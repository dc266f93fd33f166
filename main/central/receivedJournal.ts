/** Journal ranges of a review bundle against what the centre holds of the same streams. Pure but for reading the centre's own copy. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseStrictJson } from '#main/bundle/canonicalJson.ts';
import { sha256Hex, verifyEd25519 } from '#main/crypto/primitives.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { EVENT_PAYLOADS, type EventPayload } from '#shared/domain/events.ts';
import {
  erasedBy,
  GENESIS_HASH,
  isErased,
  type JournalEntry,
  type JournalRange,
  journalEntry,
  sessionPreimage,
  verifyChainOf,
} from '#shared/domain/journal.ts';
import { ERASED_ACCESS_TYPES } from '#shared/domain/privacyEvents.ts';
import type { CentreState, StreamHead } from './state.ts';

export interface ReceivedStream {
  stream: string;
  /** Events the centre did not hold, in order. */
  fresh: JournalEntry[];
  /** Every event of the range, in order. */
  entries: JournalEntry[];
  head: { seq: number; hash: string };
  persons: string[];
}

const MAX_LINE_BYTES = 64 * 1024 * 1024;
const NOTHING: StreamHead = { seq: 0, hash: GENESIS_HASH, bytes: 0, persons: [] };

export const journalFile = (folder: string, stream: string) => path.join(folder, 'journal', `${stream}.jsonl`);

/** The lines of a journal file as entries. Refuses SCHEMA_INVALID. */
export function parseJournal(bytes: Uint8Array, entry: string): JournalEntry[] {
  const lines = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: JournalEntry[] = [];
  for (let start = 0; start < lines.length; ) {
    const end = lines.indexOf(0x0a, start);
    if (end < 0) throw new Refusal('SCHEMA_INVALID', { entry, reason: '最后一行不完整' });
    const parsed = journalEntry.safeParse(parseStrictJson(lines.subarray(start, end), entry, MAX_LINE_BYTES));
    if (!parsed.success) {
      const reason = `第 ${entries.length + 1} 行的 ${parsed.error.issues[0]?.path.join('.') || '内容'} 有误`;
      throw new Refusal('SCHEMA_INVALID', { entry, reason });
    }
    entries.push(parsed.data);
    start = end + 1;
  }
  return entries;
}

/**
 * Checks one range: its own chain, its joint with what is held, and that the part held already is the same. Refuses JOURNAL_BROKEN
 * (a gap or an altered entry) and JOURNAL_FORK (the same place of the stream with another content).
 */
export async function checkRange(
  folder: string,
  state: CentreState,
  range: JournalRange,
  entries: JournalEntry[],
): Promise<ReceivedStream> {
  const { stream, from, to, baseHash, headHash } = range;
  const known = state.streams[stream] ?? NOTHING;
  const foreign = entries.find((entry) => entry.stream !== stream);
  const check = verifyChainOf(entries, sha256Hex, { seq: from - 1, hash: baseHash }, erasedWithin(entries));
  if (foreign || !check.ok) throw new Refusal('JOURNAL_BROKEN', { seq: foreign?.seq ?? (check.ok ? from : check.seq) });
  if (check.head.seq !== to || check.head.hash !== headHash) throw new Refusal('JOURNAL_BROKEN', { seq: to });
  if (from > known.seq + 1) throw new Refusal('JOURNAL_BROKEN', { seq: known.seq + 1 });
  const held = from <= known.seq || from > 1 ? await heldHashes(folder, stream, known) : [];
  const place = [{ seq: from - 1, hash: baseHash }, ...entries].find(
    ({ seq, hash }) => seq >= 1 && seq <= known.seq && held[seq - 1] !== hash,
  );
  if (place) throw new Refusal('JOURNAL_FORK', { stream, seq: place.seq });
  const fresh = entries.filter(({ seq }) => seq > known.seq);
  const head = fresh.length > 0 ? check.head : { seq: known.seq, hash: known.hash };
  const persons = [...new Set([...known.persons, ...entries.map(({ actor }) => actor.personId)])].sort();
  return { stream, fresh, entries, head, persons };
}

/** Payloads that went before the centre held them: only of looks at a case, and only where an erasure in the range names them. */
function erasedWithin(entries: readonly JournalEntry[]): (entry: JournalEntry) => boolean {
  const named = erasedBy(entries.filter((entry) => payloadOf(entry, 'case.erased')).map(({ payload }) => payload));
  return (entry) => ERASED_ACCESS_TYPES.includes(entry.type) && named(entry);
}

/** Hash of each event the centre holds, by seq - 1. */
async function heldHashes(folder: string, stream: string, { seq, bytes }: StreamHead): Promise<string[]> {
  if (seq === 0) return [];
  const content = await readFile(journalFile(folder, stream));
  const hashes = parseJournal(content.subarray(0, bytes), `${stream}.jsonl`).map(({ hash }) => hash);
  if (hashes.length !== seq)
    throw new Refusal('CENTRE_DAMAGED', { file: `${stream}.jsonl`, reason: '与记录的数目不符' });
  return hashes;
}

/** The payload of an event, or null when the entry is of another type or its payload was erased. Refuses SCHEMA_INVALID. */
export function payloadOf<T extends keyof typeof EVENT_PAYLOADS>(entry: JournalEntry, type: T): EventPayload<T> | null {
  if (entry.type !== type || isErased(entry)) return null;
  const name = `${entry.stream}.jsonl`;
  const parsed = EVENT_PAYLOADS[type].safeParse(parseStrictJson(Buffer.from(entry.payload), name, MAX_LINE_BYTES));
  if (parsed.success) return parsed.data as EventPayload<T>;
  throw new Refusal('SCHEMA_INVALID', { entry: name, reason: `第 ${entry.seq} 条记录的内容有误` });
}

/** Public keys the streams introduce: keyId → SPKI in base64. A key that is not the one its keyId names is refused. */
export function introducedKeys(streams: readonly ReceivedStream[]): Record<string, string> {
  const keys: Record<string, string> = {};
  for (const entry of streams.flatMap(({ entries }) => entries)) {
    const person = payloadOf(entry, 'person.added') ?? payloadOf(entry, 'person.recovered');
    if (!person) continue;
    if (sha256Hex(Buffer.from(person.spki, 'base64')) !== person.keyId) {
      throw new Refusal('JOURNAL_BROKEN', { seq: entry.seq });
    }
    keys[person.keyId] = person.spki;
  }
  return keys;
}

/** Signatures that end sessions: by the actor, over the event before. Returns how many there are. Refuses JOURNAL_BROKEN. */
export function checkSessions(stream: ReceivedStream, keys: Readonly<Record<string, string>>): number {
  let count = 0;
  for (const entry of stream.fresh) {
    const closed = payloadOf(entry, 'session.closed');
    if (!closed) continue;
    const spki = keys[entry.actor.keyId];
    const place = { stream: entry.stream, seq: entry.seq - 1, hash: entry.prevHash };
    const fits =
      spki !== undefined &&
      closed.seq === place.seq &&
      closed.hash === place.hash &&
      verifyEd25519(
        Buffer.from(spki, 'base64'),
        Buffer.from(sessionPreimage(place)),
        Buffer.from(closed.signature, 'base64url'),
      );
    if (!fits) throw new Refusal('JOURNAL_BROKEN', { seq: entry.seq });
    count++;
  }
  return count;
}
