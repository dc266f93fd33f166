import type { BatchKind } from '#shared/domain/queueEvents.ts';
import type { ReadableDb } from '../database.ts';

/** An act on many cases at once. */
export interface BatchRow {
  batchId: string;
  stream: string;
  kind: BatchKind;
  personId: string;
  at: string;
  /** The event's payload, JSON. */
  act: string;
  undone: number;
}

const BATCH = 'SELECT batch_id batchId, stream, kind, person_id personId, at, act, undone FROM case_batches';

export function findBatch(db: ReadableDb, batchId: string): BatchRow | undefined {
  return db.reads<BatchRow>(`${BATCH} WHERE batch_id = ?`).get(batchId);
}

/** The person's newest batch in this stream since an instant that was not taken back. */
export function lastBatch(db: ReadableDb, stream: string, personId: string, since: string): BatchRow | undefined {
  const sql = `${BATCH} WHERE person_id = ? AND stream = ? AND undone = 0 AND at >= ? ORDER BY seq DESC LIMIT 1`;
  return db.reads<BatchRow>(sql).get(personId, stream, since);
}

export interface DeskRow {
  caseId: string;
  assignee: string | null;
  flagged: number;
}

/** How the named cases are arranged now; those nobody arranged anything about are missing. */
export function deskOf(db: ReadableDb, caseIds: readonly string[]): Map<string, DeskRow> {
  const sql = `SELECT case_id caseId, assignee, flagged FROM case_desk
    WHERE case_id IN (SELECT value FROM json_each(?))`;
  const rows = db.reads<DeskRow>(sql).all(JSON.stringify(caseIds));
  return new Map(rows.map((row) => [row.caseId, row]));
}
