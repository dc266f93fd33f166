import type { ReadableDb, WritableDb } from '../database.ts';

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

/** A file somewhere in the vault. */
export interface UnreadFile {
  sha256: string;
  extension: string;
  bytes: number;
  vaultId: string;
  offset: number;
}

const READABLE = "extension IN ('pdf', 'jpg') AND bytes > 0";

/** Files whose pages were not read yet, or in another way. Files of one bundle stand together. */
export function unreadFiles(db: ReadableDb, profile: number): UnreadFile[] {
  const sql = `SELECT a.sha256, min(a.extension) extension, a.bytes, a.vault_id vaultId, a."offset" FROM attachments a
    LEFT JOIN page_files f ON f.sha256 = a.sha256 AND f.profile = ?
    WHERE ${READABLE} AND f.sha256 IS NULL GROUP BY a.sha256 ORDER BY vaultId, a."offset"`;
  return db.reads<UnreadFile>(sql).all(profile);
}

export interface PageCounts {
  /** Files whose pages can be compared, and those that were read. */
  files: number;
  read: number;
  /** Of these, files nobody could tell anything of. */
  unreadable: number;
}

export function countPages(db: ReadableDb, profile: number): PageCounts {
  const sql = `SELECT count(*) files, count(f.sha256) read, count(f.problem) unreadable
    FROM (SELECT DISTINCT sha256 FROM attachments WHERE ${READABLE}) a
    LEFT JOIN page_files f ON f.sha256 = a.sha256 AND f.profile = ?`;
  return db.reads<PageCounts>(sql).get(profile)!;
}

export interface PageMark {
  page: number;
  kind: 'whole' | 'scan' | 'text';
  mark: string;
}

/** Keeps what was read of a file; cases that have it are to be checked again. */
export function putPages(
  tx: WritableDb,
  file: { sha256: string; profile: number; pages: number; problem: string | null },
  marks: readonly PageMark[],
): void {
  const { sha256, profile, pages, problem } = file;
  tx.writes('INSERT OR REPLACE INTO page_files VALUES (?, ?, ?, ?)').run(sha256, profile, pages, problem);
  tx.writes('DELETE FROM page_marks WHERE sha256 = ?').run(sha256);
  for (const { page, kind, mark } of marks) {
    tx.writes('INSERT INTO page_marks VALUES (?, ?, ?, ?)').run(sha256, page, kind, mark);
  }
  const having = 'SELECT case_id FROM attachments WHERE sha256 = ?';
  tx.writes(`DELETE FROM cross_checked WHERE case_id IN (${having})`).run(sha256);
}

export interface OwnMark extends PageMark {
  attachmentId: string;
  sha256: string;
}

/** What the pages of a case can be found by. */
export function marksOf(db: ReadableDb, caseId: string): OwnMark[] {
  const sql = `SELECT a.attachment_id attachmentId, a.sha256, m.page, m.kind, m.mark FROM attachments a
    JOIN page_marks m ON m.sha256 = a.sha256 WHERE a.case_id = ? ORDER BY a.position, m.page, m.kind`;
  return db.reads<OwnMark>(sql).all(caseId);
}

export interface MarkPlace {
  caseId: string;
  attachmentId: string;
  sha256: string;
  page: number;
}

/** Pages with a mark, `limit` at most. */
export function pagesWith(db: ReadableDb, mark: string, limit: number): MarkPlace[] {
  const sql = `SELECT a.case_id caseId, a.attachment_id attachmentId, a.sha256, m.page FROM page_marks m
    JOIN attachments a ON a.sha256 = m.sha256 WHERE m.mark = ? ORDER BY a.case_id, a.position, m.page LIMIT ?`;
  return db.reads<MarkPlace>(sql).all(mark, limit);
}
