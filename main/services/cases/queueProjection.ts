import type { WritableDb } from '#db/database.ts';
import { defineProjection, type Projection } from '#db/projections.ts';
import { caseBatches, caseDesk } from '#db/schema/queue.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import type { StoredEvent } from '#shared/domain/journal.ts';
import type { BatchKind } from '#shared/domain/queueEvents.ts';

type Value = string | number | null;
type BatchEvent = StoredEvent<'cases.assigned' | 'cases.flagged' | 'cases.concluded'>;

const COLUMN = { assign: 'assignee', flag: 'flagged' } as const;
const put = (column: 'assignee' | 'flagged') =>
  `INSERT INTO case_desk (case_id, assignee, flagged) VALUES (?, ${column === 'assignee' ? '?, 0' : 'NULL, ?'})
   ON CONFLICT (case_id) DO UPDATE SET ${column} = excluded.${column}`;
const PUT = { assign: put('assignee'), flag: put('flagged') };
const PUT_BATCH = 'INSERT INTO case_batches VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)';

function keepBatch(tx: WritableDb, event: BatchEvent, kind: BatchKind, before: readonly [string, Value][]): void {
  const { stream, seq, actor, at, payload } = event;
  const values = [payload.batchId, stream, seq, actor.personId, kind, at] as const;
  tx.writes(PUT_BATCH).run(...values, canonicalJson(payload), JSON.stringify(before));
}

/** Sets one column of every case, keeping what stood there before. */
function arrange(
  tx: WritableDb,
  event: StoredEvent<'cases.assigned' | 'cases.flagged'>,
  kind: 'assign' | 'flag',
  value: Value,
): void {
  const column = COLUMN[kind];
  const known = tx.reads<{ value: Value }>(`SELECT ${column} value FROM case_desk WHERE case_id = ?`);
  const change = tx.writes(PUT[kind]);
  const before = event.payload.cases.map((caseId): [string, Value] => {
    const was = known.get(caseId)?.value ?? (kind === 'flag' ? 0 : null);
    change.run(caseId, value);
    return [caseId, was];
  });
  keepBatch(tx, event, kind, before);
}

function takeBack(tx: WritableDb, { payload: { batchId, kind, cases } }: StoredEvent<'cases.takenBack'>): void {
  const batch = tx.reads<{ before: string }>('SELECT before FROM case_batches WHERE batch_id = ?').get(batchId);
  if (!batch) return;
  tx.writes('UPDATE case_batches SET undone = 1 WHERE batch_id = ?').run(batchId);
  if (kind === 'outcome') return;
  const restored = new Set(cases);
  const change = tx.writes(PUT[kind]);
  for (const [caseId, value] of JSON.parse(batch.before) as [string, Value][]) {
    if (restored.has(caseId)) change.run(caseId, value);
  }
}

/** Who works on which case, what is flagged, and what was done to many cases at once. */
export const queueProjection: Projection = defineProjection([caseDesk, caseBatches], {
  'cases.assigned': (tx, event) => arrange(tx, event, 'assign', event.payload.assignee?.personId ?? null),
  'cases.flagged': (tx, event) => arrange(tx, event, 'flag', event.payload.flagged ? 1 : 0),
  'cases.concluded': (tx, event) => keepBatch(tx, event, 'outcome', []),
  'cases.takenBack': takeBack,
  'case.erased': (tx, { payload }) => {
    tx.writes('DELETE FROM case_desk WHERE case_id = ?').run(payload.caseId);
  },
});
