import type { ReadableDb, WritableDb } from '../database.ts';

/** Cases kept as put off, the newest; more are no queue any more. */
const KEPT = 500;

/** Ids of open cases the person put off, the one put off first standing first. */
export function skippedBy(db: ReadableDb, personId: string): string[] {
  const sql = `SELECT k.case_id id FROM skipped_cases k LEFT JOIN case_status s ON s.case_id = k.case_id
    WHERE k.person_id = ? AND coalesce(s.state, 'new') IN ('new', 'reviewing') ORDER BY k.at, k.case_id`;
  return db
    .reads<{ id: string }>(sql)
    .all(personId)
    .map(({ id }) => id);
}

/** Keeps it, or takes it back. */
export function keepSkip(tx: WritableDb, personId: string, caseId: string, skipped: boolean, at: string): void {
  tx.writes('DELETE FROM skipped_cases WHERE person_id = ? AND case_id = ?').run(personId, caseId);
  if (!skipped) return;
  tx.writes('INSERT INTO skipped_cases VALUES (?, ?, ?)').run(personId, caseId, at);
  tx.writes(
    `DELETE FROM skipped_cases WHERE person_id = ? AND case_id NOT IN
       (SELECT case_id FROM skipped_cases WHERE person_id = ? ORDER BY at DESC LIMIT ${KEPT})`,
  ).run(personId, personId);
}

/** Puts every case of the person back into the queue. */
export function forgetSkips(tx: WritableDb, personId: string): void {
  tx.writes('DELETE FROM skipped_cases WHERE person_id = ?').run(personId);
}
