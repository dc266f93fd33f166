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
