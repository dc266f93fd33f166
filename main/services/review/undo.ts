import type { WritableDb } from '#db/database.ts';
import type { StoredEvent } from '#shared/domain/journal.ts';
import {
  bumpItem,
  DROP_EVIDENCE,
  DROP_FACT,
  type EvidenceRow,
  type FactRow,
  ITEM,
  type ItemRow,
  ONE_EVIDENCE,
  ONE_FACT,
  putEvidence,
  putFact,
  putItem,
  RESULT,
  type ResultRow,
  SET_RESULT,
  touch,
} from './rows.ts';

/** What an act changed, so that undo can put it back, and redo what undo took. */
type Before =
  | { kind: 'item'; itemId: string; row: ItemRow | null }
  | { kind: 'evidence.added'; evidenceId: string; itemId: string }
  | { kind: 'evidence.removed'; row: EvidenceRow }
  | { kind: 'result'; result: string | null; decision: string | null }
  | { kind: 'fact'; key: string; row: FactRow | null };

type ActEvent =
  | 'verdict.set'
  | 'verdict.cleared'
  | 'note.set'
  | 'evidence.added'
  | 'evidence.removed'
  | 'result.set'
  | 'fact.observed';

const PUT_ACT = 'INSERT INTO acts VALUES (?, ?, ?, ?, ?, ?, 0, NULL)';
/** Whoever acts anew leaves the way that was undone. */
const FORGET_UNDONE = 'UPDATE acts SET after = NULL WHERE case_id = ? AND after IS NOT NULL';

export function keepAct(tx: WritableDb, event: StoredEvent<ActEvent>, before: Before): void {
  const { caseId } = event.payload;
  tx.writes(FORGET_UNDONE).run(caseId);
  tx.writes(PUT_ACT).run(event.stream, event.seq, caseId, event.actor.personId, event.type, JSON.stringify(before));
}

/** Puts a kept state back and answers the one it took the place of; the item's revision moves on, so that a screen with the other state notices. */
function restore(tx: WritableDb, event: StoredEvent<'undo' | 'redo'>, state: Before): Before {
  const { caseId } = event.payload;
  switch (state.kind) {
    case 'item': {
      const { itemId } = state;
      const row = tx.reads<ItemRow>(ITEM).get(caseId, itemId) ?? null;
      const empty = { case_id: caseId, item_id: itemId, verdict: null, reason: null, note: '' };
      const stamp = { actor: event.actor.personId, at: event.at };
      putItem(tx, { ...(state.row ?? { ...empty, ...stamp }), revision: event.seq });
      return { kind: 'item', itemId, row };
    }
    case 'evidence.added': {
      const row = tx.reads<EvidenceRow>(ONE_EVIDENCE).get(state.evidenceId);
      tx.writes(DROP_EVIDENCE).run(state.evidenceId);
      bumpItem(tx, event, caseId, state.itemId);
      return row ? { kind: 'evidence.removed', row } : state;
    }
    case 'evidence.removed': {
      const { evidence_id: evidenceId, item_id: itemId } = state.row;
      putEvidence(tx, state.row);
      bumpItem(tx, event, caseId, itemId);
      return { kind: 'evidence.added', evidenceId, itemId };
    }
    case 'result': {
      const replaced = tx.reads<ResultRow>(RESULT).get(caseId) ?? { result: null, decision: null };
      tx.writes(SET_RESULT).run(state.result, state.decision, caseId);
      return { kind: 'result', ...replaced };
    }
    case 'fact': {
      const row = tx.reads<FactRow>(ONE_FACT).get(caseId, state.key) ?? null;
      if (state.row) putFact(tx, { ...state.row, revision: event.seq });
      else tx.writes(DROP_FACT).run(caseId, state.key);
      return { kind: 'fact', key: state.key, row };
    }
  }
}

export function undoAct(tx: WritableDb, event: StoredEvent<'undo'>): void {
  const { caseId, seq } = event.payload;
  const act = tx
    .reads<{ before: string }>('SELECT before FROM acts WHERE stream = ? AND seq = ?')
    .get(event.stream, seq);
  if (!act) return;
  const after = restore(tx, event, JSON.parse(act.before) as Before);
  // What another person had undone rested on what is gone now.
  tx.writes('UPDATE acts SET after = NULL WHERE case_id = ? AND person_id <> ?').run(caseId, event.actor.personId);
  tx.writes('UPDATE acts SET undone = 1, after = ? WHERE stream = ? AND seq = ?').run(
    JSON.stringify(after),
    event.stream,
    seq,
  );
  touch(tx, event, caseId);
}

export function redoAct(tx: WritableDb, event: StoredEvent<'redo'>): void {
  const { caseId, seq } = event.payload;
  const act = tx
    .reads<{ after: string | null }>('SELECT after FROM acts WHERE stream = ? AND seq = ?')
    .get(event.stream, seq);
  if (!act?.after) return;
  restore(tx, event, JSON.parse(act.after) as Before);
  tx.writes('UPDATE acts SET undone = 0, after = NULL WHERE stream = ? AND seq = ?').run(event.stream, seq);
  touch(tx, event, caseId);
}

/** Acts before a signature or a re-opening can no longer be undone: a lock is a line. */
export function closeActs(tx: WritableDb, caseId: string): void {
  tx.writes('UPDATE acts SET undone = 1, after = NULL WHERE case_id = ?').run(caseId);
}
