import type { FileView } from '#shared/api/settings.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

/** How the person last looked at the file; `null` when they did not, or left it as files are opened. */
export function fileViewOf(db: ReadableDb, personId: string, attachmentId: string): FileView | null {
  const row = db
    .reads<FileView>('SELECT turn, mode, zoom FROM file_views WHERE person_id = ? AND attachment_id = ?')
    .get(personId, attachmentId);
  return row ?? null;
}

/** Keeps it, and forgets files that are no longer here. */
export function keepFileView(tx: WritableDb, personId: string, attachmentId: string, view: FileView): void {
  tx.writes('DELETE FROM file_views WHERE attachment_id NOT IN (SELECT attachment_id FROM attachments)').run();
  tx.writes(
    `INSERT INTO file_views (person_id, attachment_id, turn, mode, zoom) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (person_id, attachment_id) DO UPDATE SET turn = excluded.turn, mode = excluded.mode, zoom = excluded.zoom`,
  ).run(personId, attachmentId, view.turn, view.mode, view.zoom);
}
