import type { CrossKind, CrossState } from '#shared/domain/crossCheck.ts';
import type { CrossKey, CrossMeasure } from '#shared/domain/crossCheckKeys.ts';
import type { CaseState } from '#shared/domain/review.ts';
import type { ReadableDb, Values, WritableDb } from '../database.ts';

/** Cases whose hits are not those of their last mark and of these rules. */
export function unchecked(db: ReadableDb, rules: string): string[] {
  const sql = `SELECT m.case_id caseId FROM cross_marks m CROSS JOIN cases c ON c.case_id = m.case_id
    LEFT JOIN cross_checked k ON k.case_id = m.case_id
    WHERE k.mark IS NOT m.mark OR k.rules IS NOT ? ORDER BY m.case_id`;
  return db
    .reads<{ caseId: string }>(sql)
    .all(rules)
    .map(({ caseId }) => caseId);
}

export function isChecked(db: ReadableDb, caseId: string, rules: string): boolean {
  const sql = `SELECT 1 one FROM cross_marks m LEFT JOIN cross_checked k ON k.case_id = m.case_id
    WHERE m.case_id = ? AND (k.mark IS NOT m.mark OR k.rules IS NOT ?)`;
  return db.reads<{ one: number }>(sql).get(caseId, rules) === undefined;
}

export function setChecked(tx: WritableDb, caseId: string, rules: string): void {
  tx.writes('INSERT OR REPLACE INTO cross_checked SELECT case_id, mark, ? FROM cross_marks WHERE case_id = ?').run(
    rules,
    caseId,
  );
}

/** Everything is to be checked again. */
export function forgetChecked(tx: WritableDb): void {
  tx.writes('DELETE FROM cross_checked').run();
}

/** Keys and hits of cases that are gone. */
export function dropStrays(tx: WritableDb): void {
  for (const table of ['cross_keys', 'cross_checked']) {
    tx.writes(`DELETE FROM ${table} WHERE case_id NOT IN (SELECT case_id FROM cases)`).run();
  }
  const gone = 'NOT IN (SELECT case_id FROM cases)';
  tx.writes(`DELETE FROM cross_hits WHERE case_a ${gone} OR case_b ${gone}`).run();
}

export function keysOf(db: ReadableDb, caseId: string): CrossKey[] {
  return db.reads<CrossKey>('SELECT measure, digest FROM cross_keys WHERE case_id = ? ORDER BY measure').all(caseId);
}

export function putKeys(tx: WritableDb, caseId: string, keys: readonly CrossKey[]): void {
  tx.writes('DELETE FROM cross_keys WHERE case_id = ?').run(caseId);
  for (const { measure, digest } of keys) {
    tx.writes('INSERT INTO cross_keys VALUES (?, ?, ?)').run(caseId, measure, digest);
  }
}

/** Cases with a digest, `limit` at most. */
export function holdersOf(db: ReadableDb, digest: string, limit: number): { caseId: string; measure: CrossMeasure }[] {
  const sql = 'SELECT case_id caseId, measure FROM cross_keys WHERE digest = ? ORDER BY case_id LIMIT ?';
  return db.reads<{ caseId: string; measure: CrossMeasure }>(sql).all(digest, limit);
}

export interface FilePlace {
  attachmentId: string;
  caseId: string;
}

/** Where a file with these bytes stands, `limit` places at most. */
export function placesOf(db: ReadableDb, sha256: string, limit: number): FilePlace[] {
  const sql = `SELECT attachment_id attachmentId, case_id caseId FROM attachments WHERE sha256 = ? AND bytes > 0
    ORDER BY case_id, position LIMIT ?`;
  return db.reads<FilePlace>(sql).all(sha256, limit);
}

export interface CrossCaseRow {
  caseId: string;
  number: string;
  programme: string;
  track: string | null;
  appliedOn: string;
  receivedOn: string;
  applicantName: string;
  state: CaseState;
  decision: string | null;
}

const CASE = `SELECT c.case_id caseId, c.number, c.programme, c.track, c.applied_on appliedOn, c.received_on receivedOn,
  c.applicant_name applicantName, s.state, s.decision FROM cases c JOIN case_status s ON s.case_id = c.case_id
  WHERE c.case_id = ?`;

export const crossCase = (db: ReadableDb, caseId: string): CrossCaseRow | undefined =>
  db.reads<CrossCaseRow>(CASE).get(caseId);

export interface HitRow {
  hitId: string;
  kind: CrossKind;
  weight: number;
  caseA: string;
  caseB: string;
  evidence: string;
  recent: string;
  detail: string;
}

export function dropHits(tx: WritableDb, caseId: string): void {
  tx.writes('DELETE FROM cross_hits WHERE case_a = ? OR case_b = ?').run(caseId, caseId);
}

export function putHit(tx: WritableDb, row: HitRow): void {
  const { hitId, kind, weight, caseA, caseB, evidence, recent, detail } = row;
  tx.writes('INSERT OR REPLACE INTO cross_hits VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(
    ...[hitId, kind, weight, caseA, caseB, evidence, recent, detail],
  );
}

/** A hit with what was decided about it; a decision on other evidence counts as `changed`. */
export interface DecidedHitRow extends HitRow {
  state: CrossState;
  decision: 'confirmed' | 'dismissed' | null;
  reason: string | null;
  note: string | null;
  summary: string | null;
  personId: string | null;
  at: string | null;
}

const STATE = `CASE WHEN d.hit_id IS NULL THEN 'open' WHEN d.evidence <> h.evidence THEN 'changed' ELSE d.decision END`;
const DECIDED = `SELECT h.hit_id hitId, h.kind, h.weight, h.case_a caseA, h.case_b caseB, h.evidence, h.recent, h.detail,
  ${STATE} state, d.decision, d.reason, d.note, d.summary, d.person_id personId, d.at
  FROM cross_hits h LEFT JOIN cross_decisions d ON d.hit_id = h.hit_id`;
const ORDER = 'ORDER BY h.weight, h.recent DESC, h.hit_id';

export function hitsOfCase(db: ReadableDb, caseId: string): DecidedHitRow[] {
  return db.reads<DecidedHitRow>(`${DECIDED} WHERE h.case_a = ? OR h.case_b = ? ${ORDER}`).all(caseId, caseId);
}

export const findHit = (db: ReadableDb, hitId: string): DecidedHitRow | undefined =>
  db.reads<DecidedHitRow>(`${DECIDED} WHERE h.hit_id = ?`).get(hitId);

export interface HitFilter {
  kind?: CrossKind | undefined;
  states: readonly CrossState[];
}

/** One window of the list and the number of all that fit. */
export function listHits(db: ReadableDb, { kind, states }: HitFilter, offset: number, limit: number) {
  const conditions: string[] = [];
  const values: Values = [];
  if (kind) {
    conditions.push('h.kind = ?');
    values.push(kind);
  }
  if (states.length > 0) {
    conditions.push(`${STATE} IN (${states.map(() => '?').join(', ')})`);
    values.push(...states);
  }
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  return db.reads<DecidedHitRow>(`${DECIDED} ${where} ${ORDER} LIMIT ? OFFSET ?`).all(...values, limit, offset);
}

export function countHits(db: ReadableDb): { kind: CrossKind; state: CrossState; n: number }[] {
  const sql = `SELECT h.kind, ${STATE} state, count(*) n FROM cross_hits h
    LEFT JOIN cross_decisions d ON d.hit_id = h.hit_id GROUP BY 1, 2`;
  return db.reads<{ kind: CrossKind; state: CrossState; n: number }>(sql).all();
}
