import type { WritableDb } from '#db/database.ts';
import { defineProjection, type Projection } from '#db/projections.ts';
import { crossDecisions, crossMarks } from '#db/schema/crosscheck.ts';
import type { EventType } from '#shared/domain/events.ts';
import type { StoredEvent } from '#shared/domain/journal.ts';

type Marking = 'case.imported' | 'case.signed' | 'case.reopened' | 'fact.observed' | 'undo' | 'redo';

function mark(tx: WritableDb, { stream, seq, payload }: StoredEvent<Marking & EventType>): void {
  tx.writes('INSERT OR REPLACE INTO cross_marks VALUES (?, ?)').run(payload.caseId, `${stream}:${seq}`);
}

const PUT = 'INSERT OR REPLACE INTO cross_decisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)';

/** Since when a case has to be checked again, and what was decided about hits. */
export const crossCheckProjection: Projection = defineProjection([crossMarks, crossDecisions], {
  'case.imported': mark,
  'case.signed': mark,
  'case.reopened': mark,
  'fact.observed': mark,
  undo: mark,
  redo: mark,
  'crossCheck.decided': (tx, { payload, actor, at }) => {
    const { hitId, kind, cases, evidence } = payload;
    if (!payload.taken) {
      tx.writes('DELETE FROM cross_decisions WHERE hit_id = ?').run(hitId);
      return;
    }
    const { decision, reason, note, summary } = payload;
    const [caseA, caseB = caseA] = cases;
    tx.writes(PUT).run(...[hitId, kind, caseA!, caseB!, evidence, decision, reason, note, summary, actor.personId, at]);
  },
  'case.erased': (tx, { payload }) => {
    const { caseId } = payload;
    tx.writes('DELETE FROM cross_marks WHERE case_id = ?').run(caseId);
    tx.writes('DELETE FROM cross_decisions WHERE case_a = ? OR case_b = ?').run(caseId, caseId);
  },
});
