import type { WritableDb } from '#db/database.ts';
import type { EventType } from '#shared/domain/events.ts';
import type { StoredEvent } from '#shared/domain/journal.ts';

export interface ItemRow {
  case_id: string;
  item_id: string;
  verdict: string | null;
  reason: string | null;
  note: string;
  actor: string;
  at: string;
  revision: number;
}
export interface EvidenceRow {
  evidence_id: string;
  case_id: string;
  item_id: string;
  anchor: string;
  author: string;
  at: string;
  seq: number;
  /** Missing in what was kept for undoing before there were places. */
  place?: string | null;
}

export interface FactRow {
  case_id: string;
  key: string;
  value: string;
  note: string;
  evidence_id: string | null;
  actor: string;
  at: string;
  revision: number;
}

export interface ResultRow {
  result: string | null;
  decision: string | null;
}

export const ITEM = 'SELECT * FROM review_items WHERE case_id = ? AND item_id = ?';
const PUT_ITEM = 'INSERT OR REPLACE INTO review_items VALUES (?, ?, ?, ?, ?, ?, ?, ?)';
const BUMP_ITEM = `INSERT INTO review_items VALUES (?, ?, NULL, NULL, '', ?, ?, ?)
  ON CONFLICT (case_id, item_id) DO UPDATE SET revision = excluded.revision`;
const PUT_EVIDENCE = 'INSERT OR REPLACE INTO evidence VALUES (?, ?, ?, ?, ?, ?, ?, ?)';
export const DROP_EVIDENCE = 'DELETE FROM evidence WHERE evidence_id = ?';
export const ONE_EVIDENCE = 'SELECT * FROM evidence WHERE evidence_id = ?';
export const ONE_FACT = 'SELECT * FROM observed_facts WHERE case_id = ? AND key = ?';
const PUT_FACT = 'INSERT OR REPLACE INTO observed_facts VALUES (?, ?, ?, ?, ?, ?, ?, ?)';
export const DROP_FACT = 'DELETE FROM observed_facts WHERE case_id = ? AND key = ?';
export const RESULT = 'SELECT result, decision FROM case_status WHERE case_id = ?';
export const SET_RESULT = 'UPDATE case_status SET result = ?, decision = ? WHERE case_id = ?';
export const STATUS_BEGIN = `INSERT OR IGNORE INTO case_status (case_id, state, decided, version, touched_at)
  VALUES (?, 'new', 0, 0, ?)`;
/** A case counts as begun while anything at all is recorded on it; a signed one stays as it is. */
const STATUS_REFRESH = `UPDATE case_status SET
    decided = (SELECT count(*) FROM review_items r WHERE r.case_id = case_status.case_id AND r.verdict IS NOT NULL),
    touched_at = ?,
    state = CASE
      WHEN state NOT IN ('new', 'reviewing') THEN state
      WHEN result IS NOT NULL OR version > 0
        OR EXISTS (SELECT 1 FROM review_items r WHERE r.case_id = case_status.case_id
          AND (r.verdict IS NOT NULL OR r.note <> ''))
        OR EXISTS (SELECT 1 FROM observed_facts o WHERE o.case_id = case_status.case_id)
        OR EXISTS (SELECT 1 FROM evidence e WHERE e.case_id = case_status.case_id) THEN 'reviewing'
      ELSE 'new' END
  WHERE case_id = ?`;

export function putItem(tx: WritableDb, row: ItemRow): void {
  const { case_id, item_id, verdict, reason, note, actor, at, revision } = row;
  tx.writes(PUT_ITEM).run(case_id, item_id, verdict, reason, note, actor, at, revision);
}

export function putFact(tx: WritableDb, row: FactRow): void {
  const { case_id, key, value, note, evidence_id, actor, at, revision } = row;
  tx.writes(PUT_FACT).run(case_id, key, value, note, evidence_id, actor, at, revision);
}

export function putEvidence(tx: WritableDb, row: EvidenceRow): void {
  const { evidence_id, case_id, item_id, anchor, author, at, seq, place } = row;
  tx.writes(PUT_EVIDENCE).run(evidence_id, case_id, item_id, anchor, author, at, seq, place ?? null);
}

export function bumpItem(tx: WritableDb, event: StoredEvent<EventType>, caseId: string, itemId: string): void {
  tx.writes(BUMP_ITEM).run(caseId, itemId, event.actor.personId, event.at, event.seq);
}

export function touch(tx: WritableDb, event: StoredEvent<EventType>, caseId: string): void {
  tx.writes(STATUS_BEGIN).run(caseId, event.at);
  tx.writes(STATUS_REFRESH).run(event.at, caseId);
}
