import type { ReadableDb, WritableDb } from '../database.ts';

export interface PackRow {
  number: number;
  sha256: string;
  bundleId: string;
  title: string;
  fromDay: string;
  programmes: number;
  receivedAt: string;
  file: string;
  issuer: string;
}

const PACK = `SELECT p.number, p.sha256, p.bundle_id bundleId, p.title, p.from_day fromDay, p.programmes,
  b.received_at receivedAt, b.file, json_extract(b.report, '$.issuer') issuer
  FROM policy_packs p JOIN bundles b USING (bundle_id)`;

/** Imported catalogues, the newest first. */
export function packRows(db: ReadableDb): PackRow[] {
  return db.reads<PackRow>(`${PACK} ORDER BY p.number DESC`).all();
}

export function findPack(db: ReadableDb, number: number): PackRow | undefined {
  return db.reads<PackRow>(`${PACK} WHERE p.number = ?`).get(number);
}

/** What the rules are compiled from; any pack of that hash has the same. */
export function packParts(db: ReadableDb, sha256: string): string | undefined {
  return db.reads<{ parts: string }>('SELECT parts FROM policy_packs WHERE sha256 = ?').get(sha256)?.parts;
}

export type NewPack = Omit<PackRow, 'receivedAt' | 'file' | 'issuer'> & { parts: string };

export function putPack(tx: WritableDb, pack: NewPack): void {
  const { number, sha256, bundleId, title, fromDay, programmes, parts } = pack;
  tx.writes('INSERT INTO policy_packs VALUES (?, ?, ?, ?, ?, ?, ?)').run(
    ...[number, sha256, bundleId, title, fromDay, programmes, parts],
  );
}

export interface SourceRow {
  number: number;
  position: number;
  document: string;
  name: string;
  sha256: string;
  extension: string;
  bytes: number;
  offset: number;
  /** JSON. */
  anchors: string;
}

export function putSource(tx: WritableDb, row: SourceRow): void {
  const { number, position, document, name, sha256, extension, bytes, offset, anchors } = row;
  tx.writes('INSERT INTO policy_sources VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
    ...[number, position, document, name, sha256, extension, bytes, offset, anchors],
  );
}

export interface HeldSource extends SourceRow {
  /** `<pack>-<position>` */
  id: string;
  vaultId: string;
}

const SOURCE = `SELECT s.number || '-' || s.position id, s.number, s.position, s.document, s.name, s.sha256, s.extension, s.bytes,
  s."offset", s.anchors, b.vault_id vaultId FROM policy_sources s JOIN policy_packs p USING (number) JOIN bundles b USING (bundle_id)`;

/** Source documents of every pack, the newest pack first. */
export function heldSources(db: ReadableDb): HeldSource[] {
  return db.reads<HeldSource>(`${SOURCE} ORDER BY s.number DESC, s.position`).all();
}

export function findSource(db: ReadableDb, id: string): HeldSource | undefined {
  return db.reads<HeldSource>(`${SOURCE} WHERE s.number || '-' || s.position = ?`).get(id);
}

export interface DecisionRow {
  kind: 'activated' | 'rolledBack';
  number: number;
  sha256: string;
  fromDay: string;
  reason: string;
  personId: string;
  at: string;
}

const DECISION = `SELECT kind, number, sha256, from_day fromDay, reason, person_id personId, at FROM policy_decisions`;

/** Every decision, the newest first. */
export function policyDecisions(db: ReadableDb): DecisionRow[] {
  return db.reads<DecisionRow>(`${DECISION} ORDER BY stream DESC, seq DESC`).all();
}

/** A later decision on the same catalogue, taken before this one's day came (in UTC+8), has moved that day. */
const MOVED = `EXISTS (SELECT 1 FROM policy_decisions l WHERE l.number = policy_decisions.number
  AND (l.stream, l.seq) > (policy_decisions.stream, policy_decisions.seq)
  AND date(l.at, '+8 hours') < policy_decisions.from_day)`;

/** The last decision whose day has come; none: the catalogue of the program is in force. */
export function decisionInForce(db: ReadableDb, today: string): DecisionRow | undefined {
  const sql = `${DECISION} WHERE from_day <= ? AND NOT ${MOVED} ORDER BY stream DESC, seq DESC LIMIT 1`;
  return db.reads<DecisionRow>(sql).get(today);
}

/** Hash of the catalogue that the open cases were last pre-checked with; null before the first time. */
export function appliedHash(db: ReadableDb): string | null {
  return db.reads<{ sha256: string }>('SELECT sha256 FROM policy_applied WHERE id = 1').get()?.sha256 ?? null;
}

export function setApplied(tx: WritableDb, sha256: string): void {
  tx.writes('INSERT OR REPLACE INTO policy_applied VALUES (1, ?)').run(sha256);
}

/** Cases that are still worked on, in a fixed order. */
export function openCaseIds(db: ReadableDb): string[] {
  const sql = "SELECT case_id caseId FROM case_status WHERE state IN ('new', 'reviewing') ORDER BY case_id";
  return db
    .reads<{ caseId: string }>(sql)
    .all()
    .map(({ caseId }) => caseId);
}

/** The hash that stands in the signed record of a locked case; undefined for a case that is open. */
export function signedRulesHash(db: ReadableDb, caseId: string): string | undefined {
  const sql = `SELECT json_extract(g.record, '$.rulesHash') hash FROM case_status s
    JOIN signoffs g ON g.case_id = s.case_id AND g.version = s.version
    WHERE s.case_id = ? AND s.state IN ('signed', 'exported', 'acknowledged')`;
  return db.reads<{ hash: string }>(sql).get(caseId)?.hash;
}

export interface Precheck {
  pass: number;
  fail: number;
  open: number;
  items: number;
  dueOn: string | null;
  dueManual: boolean;
}

const SAME = `precheck_pass = ? AND precheck_fail = ? AND precheck_open = ? AND items = ? AND due_on IS ? AND due_manual = ?`;
const SET_PRECHECK = `UPDATE cases SET precheck_pass = ?, precheck_fail = ?, precheck_open = ?, items = ?, due_on = ?,
  due_manual = ? WHERE case_id = ? AND NOT (${SAME})`;

/** What lists show of a case before anybody opens it; whether it is something else than before. */
export function setPrecheck(tx: WritableDb, caseId: string, precheck: Precheck): boolean {
  const { pass, fail, open, items, dueOn, dueManual } = precheck;
  const values = [pass, fail, open, items, dueOn, dueManual ? 1 : 0];
  return tx.writes(SET_PRECHECK).run(...values, caseId, ...values) > 0;
}

/** When the bundle came that the case's record is of. */
export function bundleReceivedAt(db: ReadableDb, caseId: string): string | undefined {
  const sql = 'SELECT b.received_at at FROM cases c JOIN bundles b USING (bundle_id) WHERE c.case_id = ?';
  return db.reads<{ at: string }>(sql).get(caseId)?.at;
}
