import type { RecordKind } from '#shared/domain/privacyEvents.ts';
import type { Session } from '../session.ts';
import { fileLabel } from '../transfer/incoming.ts';

/** Says in the journal that a list of records went to a file. */
export function recordSaved(session: Session, what: RecordKind, rows: number, file: string): void {
  const payload = { what, rows, file: fileLabel(file) };
  session.db.write((tx) => session.journal.record(tx, { type: 'records.saved', payload, actor: session.actor }));
}
