/** What a workspace says, in an order and a spelling that two runs of the same work share. */
import type { ReadableDb } from '#db/database.ts';
import { tablesOf } from './tables.ts';

/** Moves with every session, or is made at random. */
const VOLATILE = new Set(['seq', 'journal_to', 'revision', 'hash', 'prev_hash', 'payload_hash', 'offset_ms', 'mark']);
/** Written around the work, or about a work that was refused. */
const AROUND = new Set(['session.opened', 'session.closed', 'clock.behind', 'bundle.refused']);
/** An exported bundle's number, size and hashes depend on the journal before it and on a fresh key. */
const OF_EXPORTS = new Set(['issuer_seq', 'issuerSeq', 'sha256', 'bytes', 'ranges']);
/** Computed beside the work and anew whenever they are missing or stale: not part of what a workspace says. */
const DERIVED = new Set(['cross_keys', 'cross_checked', 'cross_hits']);

type Row = Record<string, unknown>;

function withoutKeys(row: Row, dropped: ReadonlySet<string>): Row {
  return Object.fromEntries(Object.entries(row).filter(([key]) => !dropped.has(key)));
}

function readable(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key,
      value instanceof Uint8Array ? Buffer.from(value).toString() : value,
    ]),
  );
}

/** Events in order, their numbers aside: sessions in between shift those. */
function journalRows(rows: Row[]): Row[] {
  return rows
    .filter(({ type }) => !AROUND.has(String(type)))
    .map((row) => {
      if (row.type !== 'bundle.exported') return row;
      const payload = withoutKeys(JSON.parse(String(row.payload)) as Row, OF_EXPORTS);
      return { ...row, payload: JSON.stringify(payload) };
    });
}

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const HASH = /[0-9a-f]{64}/g;
/** Numbers of events inside stored JSON. */
const NUMBER = /((?:\\)*"(?:seq|revision)(?:\\)*":)\d+/g;
const JWS = /eyJ[\w-]+\.\.?[\w.-]+/g;

/**
 * Every row of every table but the named ones and what is derived. Ids and hashes that `known` (the text of the state before) does not hold were made at
 * random: `*`.
 */
export function readableDump(db: ReadableDb, known: string | null, without: readonly string[] = []): string {
  const lines: string[] = [];
  for (const table of tablesOf(db)) {
    if (DERIVED.has(table) || without.includes(table)) continue;
    const all = db.reads<Row>(`SELECT * FROM "${table}" ORDER BY rowid`).all().map(readable);
    const rows = table === 'journal' ? journalRows(all) : all;
    const dropped = table === 'exports' ? new Set([...VOLATILE, ...OF_EXPORTS]) : VOLATILE;
    const texts = rows.map((row) => `${table} ${JSON.stringify(withoutKeys(row, dropped))}`);
    lines.push(...(table === 'journal' ? texts : texts.map((text) => masked(text, known)).sort()));
  }
  return masked(lines.join('\n'), known);
}

function masked(text: string, known: string | null): string {
  if (known === null) return text;
  const mask = (found: string) => (known.includes(found) ? found : '*');
  return text.replace(NUMBER, '$1*').replace(JWS, mask).replace(ID, mask).replace(HASH, mask);
}
