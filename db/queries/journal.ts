import type { ReadableDb } from '../database.ts';

export interface JournalQuery {
  personId: string | null;
  /** Event types; all when empty. */
  types: readonly string[];
  /** ISO times, `from` included, `to` not. */
  from: string | null;
  to: string | null;
  /** Cases the events are about; all events when `null`. */
  caseIds: readonly string[] | null;
}

export interface JournalListRow {
  stream: string;
  seq: number;
  at: string;
  personId: string;
  type: string;
  /** Empty when it was erased. */
  payload: string;
  hash: string;
}

const ROW = `SELECT stream, seq, at, person_id personId, type, CAST(payload AS TEXT) payload, hash FROM journal`;
const marks = (values: readonly unknown[]): string => values.map(() => '?').join();

const NEWEST = 'SELECT max(rowid) n FROM journal';

/** How many events there are: rows are never deleted, so the last one's place is their number. */
export function countJournal(db: ReadableDb): number {
  return db.reads<{ n: number | null }>(NEWEST).get()?.n ?? 0;
}

const BY_PLACE = `${ROW} WHERE rowid <= ? ORDER BY rowid DESC LIMIT ?`;

/** Events from the newest on, without a filter: found by their place, however many there are. */
export function newestEvents(db: ReadableDb, offset: number, limit: number): JournalListRow[] {
  return db.reads<JournalListRow>(BY_PLACE).all(countJournal(db) - offset, limit);
}

/** Places of the events a filter finds, newest first. Answered from indexes alone; payloads stay untouched. */
export function findEvents(db: ReadableDb, query: JournalQuery): number[] {
  const { personId, types, from, to, caseIds } = query;
  const parts: string[] = [];
  const values: string[] = [];
  const add = (sql: string, ...bound: string[]) => {
    parts.push(sql);
    values.push(...bound);
  };
  if (personId !== null) add('j.person_id = ?', personId);
  if (types.length > 0) add(`j.type IN (${marks(types)})`, ...types);
  if (from !== null) add('j.at >= ?', from);
  if (to !== null) add('j.at < ?', to);
  const where = parts.length > 0 ? `WHERE ${parts.join(' AND ')}` : '';
  const source =
    caseIds === null
      ? 'journal j INDEXED BY journal_at'
      : `(SELECT DISTINCT stream, seq FROM case_events WHERE case_id IN (${marks(caseIds)})) e
         CROSS JOIN journal j ON j.stream = e.stream AND j.seq = e.seq`;
  const sql = `SELECT j.rowid id FROM ${source} ${where} ORDER BY j.rowid DESC`;
  return db
    .reads<{ id: number }>(sql)
    .all(...(caseIds ?? []), ...values)
    .map(({ id }) => id);
}

/** Events at the given places, newest first. */
export function eventsAt(db: ReadableDb, places: readonly number[]): JournalListRow[] {
  if (places.length === 0) return [];
  return db.reads<JournalListRow>(`${ROW} WHERE rowid IN (${marks(places)}) ORDER BY rowid DESC`).all(...places);
}

export interface CheckRow {
  at: string;
  personId: string;
  payload: string;
}

/** The last event that tells of a whole chain followed to its head. */
export function lastCheck(db: ReadableDb): CheckRow | undefined {
  const sql = `SELECT at, person_id personId, CAST(payload AS TEXT) payload FROM journal
    WHERE type = 'journal.checked' ORDER BY at DESC LIMIT 1`;
  return db.reads<CheckRow>(sql).get();
}

export interface CaseName {
  caseId: string;
  number: string;
  erased: number;
}

const NUMBERS = `SELECT case_id caseId, number, 0 erased FROM cases WHERE case_id IN
  UNION ALL SELECT case_id, number, 1 FROM erased_cases WHERE case_id IN`;

/** Numbers of cases that are here or were erased; a second review has that of its case. */
export function caseNumbers(db: ReadableDb, ids: readonly string[]): Map<string, CaseName> {
  if (ids.length === 0) return new Map();
  const list = `(${marks(ids)})`;
  const rows = db.reads<CaseName>(NUMBERS.replaceAll(' IN', ` IN ${list}`)).all(...ids, ...ids);
  const seconds = db
    .reads<CaseName & { secondId: string }>(
      `SELECT s.second_id secondId, c.case_id caseId, c.number, 0 erased FROM second_reviews s
       JOIN cases c ON c.case_id = s.case_id WHERE s.second_id IN ${list}`,
    )
    .all(...ids);
  return new Map([
    ...rows.map((row) => [row.caseId, row] as const),
    ...seconds.map(({ secondId, ...row }) => [secondId, row] as const),
  ]);
}

const LIKE = `SELECT case_id id FROM cases WHERE number LIKE ? ESCAPE '\\'
  UNION SELECT s.second_id FROM second_reviews s JOIN cases c ON c.case_id = s.case_id WHERE c.number LIKE ? ESCAPE '\\'
  UNION SELECT case_id FROM erased_cases WHERE number LIKE ? ESCAPE '\\' LIMIT 2000`;

/** Ids of cases whose number contains the text, second reviews and erased ones among them; two thousand at most. */
export function casesByNumber(db: ReadableDb, text: string): string[] {
  const pattern = `%${text.trim().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return db
    .reads<{ id: string }>(LIKE)
    .all(pattern, pattern, pattern)
    .map(({ id }) => id);
}
