import type { ReadableDb, WritableDb } from '../database.ts';

/** The record a case, or a second review of it, rests on. */
const RECORD = `SELECT record_sha256 FROM cases
  WHERE case_id IN (?, (SELECT case_id FROM second_reviews WHERE second_id = ?))`;

/** Whether the person has put away what this version of the case brought. */
export function areChangesAway(db: ReadableDb, personId: string, caseId: string): boolean {
  const sql = `SELECT 1 n FROM changes_away WHERE person_id = ? AND case_id = ? AND record_sha256 IN (${RECORD})`;
  return db.reads<{ n: number }>(sql).get(personId, caseId, caseId, caseId) !== undefined;
}

export function putChangesAway(tx: WritableDb, personId: string, caseId: string, away: boolean): void {
  tx.writes('DELETE FROM changes_away WHERE person_id = ? AND case_id = ?').run(personId, caseId);
  if (away) tx.writes(`INSERT INTO changes_away SELECT ?, ?, (${RECORD})`).run(personId, caseId, caseId, caseId);
}
