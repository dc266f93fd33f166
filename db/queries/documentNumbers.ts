import {
  type DocumentNumber,
  type DocumentSettings,
  documentSettings,
  NO_SETTINGS,
} from '#shared/documents/numbers.ts';
import type { ReadableDb } from '../database.ts';

/** What the workspace has fixed; nothing before anybody did. */
export function documentSettingsOf(db: ReadableDb): DocumentSettings {
  const row = db.reads<{ value: string }>("SELECT value FROM document_settings WHERE scope = 'workspace'").get();
  return row ? documentSettings.parse(JSON.parse(row.value)) : NO_SETTINGS;
}

/** Case or public notice, in one signed version. */
export interface NumberedSubject {
  kind: string;
  subjectId: string;
  version: number;
}

/** The number this very document went out under last, of this 代字. */
export function numberGiven(
  db: ReadableDb,
  { kind, subjectId, version }: NumberedSubject,
  symbol: string,
): DocumentNumber | undefined {
  const sql = `SELECT symbol, year, serial FROM document_numbers WHERE kind = ? AND subject_id = ? AND version = ? AND symbol = ?
    ORDER BY year DESC, serial DESC LIMIT 1`;
  return db.reads<DocumentNumber>(sql).get(kind, subjectId, version, symbol);
}

export function highestSerial(db: ReadableDb, symbol: string, year: number): number {
  const sql = 'SELECT max(serial) n FROM document_numbers WHERE symbol = ? AND year = ?';
  return db.reads<{ n: number | null }>(sql).get(symbol, year)?.n ?? 0;
}

/** Whom a number belongs to. */
export function numberOwner(db: ReadableDb, { symbol, year, serial }: DocumentNumber): NumberedSubject | undefined {
  const sql = `SELECT kind, subject_id subjectId, version FROM document_numbers WHERE symbol = ? AND year = ? AND serial = ?`;
  return db.reads<NumberedSubject>(sql).get(symbol, year, serial);
}
