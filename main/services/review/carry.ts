import type { WritableDb } from '#db/database.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import type { FilePlace, ReplacedFile } from '#shared/domain/caseChanges.ts';
import { keptPage } from '#shared/domain/filePages.ts';
import type { EvidenceAnchor } from '#shared/domain/review.ts';

/** Evidence on pages that show the same in the newer version of their file stands there now; the anchor stays as it was taken. */
export function carryEvidence(tx: WritableDb, caseId: string, files: readonly ReplacedFile[]): void {
  const rows = tx
    .reads<{ id: string; anchor: string; place: string | null }>(
      'SELECT evidence_id id, anchor, place FROM evidence WHERE case_id = ?',
    )
    .all(caseId);
  for (const { id, anchor, place } of rows) {
    const at = JSON.parse(place ?? anchor) as FilePlace | EvidenceAnchor;
    const file = files.find(({ before }) => before === at.fileSha256);
    const pageIndex = keptPage(file?.pages, at.pageIndex);
    if (!file || pageIndex === null) continue;
    const now: FilePlace = { fileSha256: file.after, pageIndex };
    tx.writes('UPDATE evidence SET place = ? WHERE evidence_id = ?').run(canonicalJson(now), id);
  }
}

interface Viewed {
  attachmentId: string;
  page: number;
  ms: number;
}

/** Receipts of pages that stay, as they will stand: to be read before the old ones are forgotten. */
export function carriedViews(tx: WritableDb, files: readonly ReplacedFile[]): Viewed[] {
  const views = tx.reads<{ page: number; ms: number }>('SELECT page, ms FROM viewed_pages WHERE attachment_id = ?');
  return files.flatMap(({ from, attachmentId, pages }) =>
    views.all(from).flatMap(({ page, ms }) => {
      const now = keptPage(pages, page);
      return now === null ? [] : [{ attachmentId, page: now, ms }];
    }),
  );
}
