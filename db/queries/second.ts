import type { CaseState, ReviewRecord } from '#shared/domain/review.ts';
import type { SecondState } from '#shared/domain/secondReview.ts';
import type { ReadableDb } from '../database.ts';

export interface SecondRow {
  secondId: string;
  caseId: string;
  version: number;
  blind: number;
  sampleId: string | null;
  state: SecondState;
  /** JSON of `{personId, keyId}[]`. */
  first: string;
  askedAt: string;
  askedBy: string;
  takenBy: string | null;
  takenKey: string | null;
  received: string | null;
  adjudication: string | null;
  settled: string;
  concludedAt: string | null;
  finalVersion: number | null;
  handedTo: string | null;
}

const SECOND = `SELECT second_id secondId, case_id caseId, version, blind, sample_id sampleId, state, first, asked_at askedAt,
  asked_by askedBy, taken_by takenBy, taken_key takenKey, received, adjudication, settled, concluded_at concludedAt,
  final_version finalVersion, handed_to handedTo FROM second_reviews`;

/** What is under way first, in the order of case numbers: a fixed order that says nothing of what the first person found. */
export function secondRows(db: ReadableDb): SecondRow[] {
  const sql = `SELECT s.* FROM (${SECOND}) s JOIN cases c ON c.case_id = s.caseId
    ORDER BY s.state = 'approved', c.number, s.askedAt`;
  return db.reads<SecondRow>(sql).all();
}

export function findSecond(db: ReadableDb, secondId: string): SecondRow | undefined {
  return db.reads<SecondRow>(`${SECOND} WHERE second_id = ?`).get(secondId);
}

/** The second review of a case that is not concluded, if there is one. */
export function pendingSecond(db: ReadableDb, caseId: string): SecondRow | undefined {
  return db.reads<SecondRow>(`${SECOND} WHERE case_id = ? AND state NOT IN ('approved', 'handed')`).get(caseId);
}

/** Where work under an id stands: that of a case, or of a second review. */
export interface WorkState {
  id: string;
  state: CaseState;
  decision: string | null;
  /** The last signed one; 0 before. */
  version: number;
}

/** Second reviews of a case that somebody has begun and nobody concluded. */
export function secondWorks(db: ReadableDb, caseId: string): WorkState[] {
  const sql = `SELECT r.second_id id, coalesce(s.state, 'new') state, s.decision, coalesce(s.version, 0) version
    FROM second_reviews r LEFT JOIN case_status s ON s.case_id = r.second_id
    WHERE r.case_id = ? AND r.taken_by IS NOT NULL AND r.state IN ('taken', 'signed', 'returned') ORDER BY 1`;
  return db.reads<WorkState>(sql).all(caseId);
}

/** The first review of a case as another workstation signed it, while it is being looked at here. */
export function receivedFirst(db: ReadableDb, caseId: string): ReviewRecord | null {
  const sql = `SELECT json_extract(received, '$.record') record FROM second_reviews
    WHERE case_id = ? AND received IS NOT NULL AND state <> 'approved'`;
  const found = db.reads<{ record: string }>(sql).get(caseId);
  return found ? (JSON.parse(found.record) as ReviewRecord) : null;
}

/** The second review of a case that lies with another workstation. */
export function handedSecond(db: ReadableDb, caseId: string): SecondRow | undefined {
  return db.reads<SecondRow>(`${SECOND} WHERE case_id = ? AND state = 'handed'`).get(caseId);
}

/** Cases whose blind second review is not signed, and reviews that are nobody's but their author's business yet. */
export function unsignedSeconds(db: ReadableDb): SecondRow[] {
  return db.reads<SecondRow>(`${SECOND} WHERE state IN ('asked', 'taken')`).all();
}

/** Everybody who worked on a case here: who recorded an act on it, with the key used. */
export function handsOn(db: ReadableDb, caseId: string): { personId: string; keyId: string }[] {
  return db
    .reads<{ personId: string; keyId: string }>(
      `SELECT DISTINCT j.person_id personId, j.key_id keyId FROM case_events e
       CROSS JOIN journal j ON j.stream = e.stream AND j.seq = e.seq
       WHERE e.case_id = ? AND j.type IN ('verdict.set', 'verdict.cleared', 'note.set', 'evidence.added', 'evidence.removed',
         'fact.observed', 'result.set', 'case.signed') ORDER BY 1, 2`,
    )
    .all(caseId);
}

/** Signed cases that nobody has looked at a second time, by outcome; 退回补正 is no outcome yet. In the order of numbers. */
export function sampleable(
  db: ReadableDb,
  programme: string | null,
): { caseId: string; decision: 'recommend' | 'reject' }[] {
  return db
    .reads<{ caseId: string; decision: 'recommend' | 'reject' }>(
      `SELECT c.case_id caseId, s.decision FROM case_status s CROSS JOIN cases c ON c.case_id = s.case_id
       WHERE s.state IN ('signed', 'exported', 'acknowledged') AND s.decision IN ('recommend', 'reject')
         AND (? IS NULL OR c.programme = ?)
         AND NOT EXISTS (SELECT 1 FROM second_reviews r WHERE r.case_id = c.case_id)
       ORDER BY c.number, c.case_id`,
    )
    .all(programme, programme);
}

export interface SampleRow {
  sampleId: string;
  seed: string;
  programme: string | null;
  blind: number;
  passes: number;
  fails: number;
  drawn: string;
  drawnAt: string;
  drawnBy: string;
}

export function sampleRows(db: ReadableDb): SampleRow[] {
  return db
    .reads<SampleRow>(
      `SELECT sample_id sampleId, seed, programme, blind, passes, fails, drawn, drawn_at drawnAt, drawn_by drawnBy
       FROM samples ORDER BY drawn_at DESC, sample_id`,
    )
    .all();
}

/** Second reviews whose two records can be compared. */
export function comparedSeconds(db: ReadableDb): SecondRow[] {
  return db.reads<SecondRow>(`${SECOND} WHERE state IN ('signed', 'returned', 'approved') ORDER BY second_id`).all();
}

const SIGNED_HERE = 'SELECT record FROM signoffs WHERE case_id = ? AND version = ?';
const SIGNED_AWAY = `SELECT json_extract(CAST(j.payload AS TEXT), '$.record') record FROM case_events e
  CROSS JOIN journal j ON j.stream = e.stream AND j.seq = e.seq WHERE e.case_id = ? AND j.type = 'second.received'
  AND json_extract(CAST(j.payload AS TEXT), '$.version') = ? ORDER BY j.seq LIMIT 1`;

/** The first review's signed record in the version that was there before anything was settled. */
export function independentFirst(db: ReadableDb, row: SecondRow): string | undefined {
  const sql = row.received === null ? SIGNED_HERE : SIGNED_AWAY;
  return db.reads<{ record: string }>(sql).get(row.caseId, row.version)?.record;
}
