import type { WritableDb } from '../database.ts';

const PAGE_TABLES = ['page_files', 'page_marks'];

/** What was read of files that no case has any more. */
export function dropStrayPages(tx: WritableDb): void {
  for (const table of PAGE_TABLES) {
    tx.writes(`DELETE FROM ${table} WHERE sha256 NOT IN (SELECT sha256 FROM attachments)`).run();
  }
}

/** What was read of the files of a case that is about to go, but for those other cases have too. */
export function dropPagesOf(tx: WritableDb, caseId: string): void {
  for (const table of PAGE_TABLES) {
    tx.writes(
      `DELETE FROM ${table} WHERE sha256 IN (SELECT sha256 FROM attachments WHERE case_id = ?)
         AND NOT EXISTS (SELECT 1 FROM attachments a WHERE a.sha256 = ${table}.sha256 AND a.case_id <> ?)`,
    ).run(caseId, caseId);
  }
}
