import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import { Refusal } from '#shared/domain/errors.ts';
import {
  EVENT_PAYLOADS,
  type EventInput,
  type EventPayload,
  type EventType,
  isEventType,
} from '#shared/domain/events.ts';
import {
  type Actor,
  entryPreimage,
  erasedBy,
  GENESIS_HASH,
  isErased,
  type JournalEntry,
  type JournalRange,
  type StoredEvent,
  verifyChainOf,
} from '#shared/domain/journal.ts';
import type { ReadableDb, WritableDb } from './database.ts';
import type { Projections } from './projections.ts';
import { sha256Hex } from './sha256.ts';
import { inOneGo } from './slices.ts';

interface Row {
  stream: string;
  seq: number;
  at: string;
  offset_ms: number;
  person_id: string;
  key_id: string;
  type: string;
  payload: Buffer;
  payload_hash: string;
  prev_hash: string;
  hash: string;
}

export interface Head {
  stream: string;
  /** 0 and `GENESIS_HASH` for a stream without events. */
  seq: number;
  hash: string;
}

const HEAD = 'SELECT stream, seq, hash FROM journal WHERE stream = ? ORDER BY seq DESC LIMIT 1';
const PAGE = 500;
const RANGE = `SELECT * FROM journal WHERE stream = ? AND seq BETWEEN ? AND ? ORDER BY seq LIMIT ${PAGE}`;
const STREAMS = 'SELECT stream, count(*) AS events FROM journal GROUP BY stream ORDER BY stream';
const INSERT = 'INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)';
const ERASURES = "SELECT CAST(payload AS TEXT) payload FROM journal WHERE type = 'case.erased'";
const BLANK = "UPDATE journal SET payload = x'' WHERE stream = ? AND seq = ?";
const RAISE_FLOOR = 'UPDATE workspace SET trusted_floor = ? WHERE trusted_floor < ?';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Strict, so that the text has exactly one spelling in bytes and its hash covers them all. */
function payloadOf(row: Row): string {
  try {
    return utf8.decode(row.payload);
  } catch {
    throw new Refusal('JOURNAL_BROKEN', { seq: row.seq });
  }
}

function entryOf(row: Row): JournalEntry {
  return {
    stream: row.stream,
    seq: row.seq,
    at: row.at,
    offsetMs: row.offset_ms,
    actor: { personId: row.person_id, keyId: row.key_id },
    type: row.type,
    payload: payloadOf(row),
    payloadHash: row.payload_hash,
    prevHash: row.prev_hash,
    hash: row.hash,
  };
}

/** Newest event of a stream. */
export function headOf(db: ReadableDb, stream: string): Head {
  return db.reads<Head>(HEAD).get(stream) ?? { stream, seq: 0, hash: GENESIS_HASH };
}

/** Heads of all streams in this workspace: more than one after a backup copy was taken into use. */
export function heads(db: ReadableDb): Head[] {
  return db
    .reads<{ stream: string }>(STREAMS)
    .all()
    .map((row) => headOf(db, row.stream));
}

/**
 * Entries of a stream from `from` on, up to and including `to`, as stored: what bundles carry. Read a page at a time, so that a slow
 * consumer never keeps the connection busy.
 */
export function* readRange(
  db: ReadableDb,
  stream: string,
  from: number,
  to: number = Number.MAX_SAFE_INTEGER,
): Generator<JournalEntry> {
  for (let next = from; ; ) {
    const rows = db.reads<Row>(RANGE).all(stream, next, to);
    yield* rows.map(entryOf);
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    next = last.seq + 1;
  }
}

/** How a bundle names the events of a stream from `from` to its head; `null` when there are none. Refuses JOURNAL_BROKEN. */
export function rangeFrom(db: ReadableDb, stream: string, from: number): JournalRange | null {
  const head = headOf(db, stream);
  if (head.seq < from) return null;
  const [base] = from > 1 ? readRange(db, stream, from - 1, from - 1) : [];
  if (from > 1 && !base) throw new Refusal('JOURNAL_BROKEN', { seq: from - 1 });
  return { stream, from, to: head.seq, baseHash: base?.hash ?? GENESIS_HASH, headHash: head.hash };
}

/**
 * An entry with its payload parsed; `null` when the payload was erased. The stored text was checked when it was written and is covered
 * by the hash.
 */
export function eventOf(entry: JournalEntry): StoredEvent<EventType> | null {
  if (isErased(entry)) return null;
  if (!isEventType(entry.type)) throw new Refusal('WORKSPACE_NEWER', { version: entry.type });
  const { payload, type: _, ...rest } = entry;
  return { ...rest, type: entry.type, payload: JSON.parse(payload) as EventPayload<EventType> };
}

/** The entries whose payloads went with an erased case: each is named by an event of the chain itself. */
export function lawfullyErased(db: ReadableDb): ReturnType<typeof erasedBy> {
  return erasedBy(
    db
      .reads<{ payload: string }>(ERASURES)
      .all()
      .map(({ payload }) => payload),
  );
}

/** Empties the payload of an event that an erasure names; hash and links stay, so that the chain still verifies. */
export function blankPayload(tx: WritableDb, stream: string, seq: number): void {
  tx.writes(BLANK).run(stream, seq);
}

/** {@link verifyJournal}, a page of rows with each step. */
export function* verifyingJournal(db: ReadableDb): Generator<void, Head[]> {
  const streams = db.reads<{ stream: string; events: number }>(STREAMS).all();
  const erased = lawfullyErased(db);
  const ends: Head[] = [];
  for (const { stream, events } of streams) {
    let head = { seq: 0, hash: GENESIS_HASH };
    for (;;) {
      const page = db.reads<Row>(RANGE).all(stream, head.seq + 1, Number.MAX_SAFE_INTEGER);
      if (page.length === 0) break;
      const check = verifyChainOf(page.map(entryOf), sha256Hex, head, erased);
      if (!check.ok) throw new Refusal('JOURNAL_BROKEN', { seq: check.seq });
      head = check.head;
      yield;
    }
    // The chain runs from 1 without a gap: a row with any other number was renumbered, e.g. the last one below 1.
    if (head.seq !== events) throw new Refusal('JOURNAL_BROKEN', { seq: head.seq + 1 });
    ends.push({ stream, ...head });
  }
  return ends;
}

/** Refuses with JOURNAL_BROKEN when any byte of any row was changed, or a row is missing in between. Returns the heads. */
export const verifyJournal = (db: ReadableDb): Head[] => inOneGo(verifyingJournal(db));

/** Moves the trusted floor up to `time` (ISO), never down. */
function raiseTrustedFloor(tx: WritableDb, time: string): void {
  tx.writes(RAISE_FLOOR).run(time, time);
}

export interface JournalContext {
  stream: string;
  projections: Projections;
  /** Milliseconds since the epoch, and monotonic milliseconds. */
  clock: { now(): number; monotonic(): number };
  /** Monotonic reading when the session began. */
  startedAt: number;
}

/** Acts of one transaction that follow each other: the stream's end is looked up once. */
export interface JournalSeries {
  /** As `Journal.record`. */
  record(event: EventInput & { actor: Actor }): StoredEvent<EventType>;
}

export interface Journal {
  readonly stream: string;
  /** Appends an act and applies its projections, in the transaction of `tx`. The payload is checked against its schema. */
  record(tx: WritableDb, event: EventInput & { actor: Actor }): StoredEvent<EventType>;
  /** For very many acts; until the last of them nothing else may be recorded in the transaction. */
  series(tx: WritableDb): JournalSeries;
}

/** The appending end of this installation's stream. */
export function createJournal(context: JournalContext): Journal {
  return {
    stream: context.stream,
    record: (tx, event) => beginSeries(tx, context).record(event),
    series: (tx) => beginSeries(tx, context),
  };
}

function beginSeries(tx: WritableDb, context: JournalContext): JournalSeries {
  const insert = tx.writes(INSERT);
  let head = headOf(tx, context.stream);
  let floor = '';
  return {
    record(event) {
      const payload = EVENT_PAYLOADS[event.type].parse(event.payload) as EventPayload<EventType>;
      const text = canonicalJson(payload);
      const link = linkAfter(head, context, event, sha256Hex(text));
      const hash = sha256Hex(entryPreimage(link));
      const { stream, seq, at, offsetMs, actor, type, payloadHash, prevHash } = link;
      const bytes = Buffer.from(text, 'utf8');
      insert.run(stream, seq, at, offsetMs, actor.personId, actor.keyId, type, bytes, payloadHash, prevHash, hash);
      head = { stream, seq, hash };
      const known = event.type === 'bundle.imported' ? laterOf(at, event.payload.issuedAt) : at;
      if (known > floor) raiseTrustedFloor(tx, known);
      floor = laterOf(floor, known);
      const stored = { ...link, type: event.type, payload, hash };
      context.projections.apply(tx, stored);
      return stored;
    },
  };
}

function linkAfter(
  head: Head,
  { stream, clock, startedAt }: JournalContext,
  { type, actor }: EventInput & { actor: Actor },
  payloadHash: string,
) {
  return {
    stream,
    seq: head.seq + 1,
    at: new Date(clock.now()).toISOString(),
    offsetMs: Math.max(0, Math.round(clock.monotonic() - startedAt)),
    actor,
    type,
    payloadHash,
    prevHash: head.hash,
  };
}

function laterOf(a: string, b: string): string {
  return a > b ? a : b;
}
