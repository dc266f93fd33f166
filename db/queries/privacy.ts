import type { ReadableDb, WritableDb } from '../database.ts';
import type { JournalListRow } from './journal.ts';
import { dropPagesOf } from './pages.ts';

export interface AccessQuery {
  personId: string | null;
  kind: string | null;
  caseIds: readonly string[] | null;
  /** ISO times, `from` included, `to` not. */
  from: string | null;
  to: string | null;
}

export interface AccessListRow {
  stream: string;
  seq: number;
  at: string;
  personId: string;
  kind: string;
  caseId: string;
  field: string;
  reason: string;
  /** Of an erased case from the register of erased ones; empty where nothing is known. */
  number: string;
  /** `null` once the case was erased. */
  applicantName: string | null;
  record: string | null;
}

const marks = (values: readonly unknown[]): string => values.map(() => '?').join();

function whereOf({ personId, kind, caseIds, from, to }: AccessQuery): { where: string; values: string[] } {
  const parts: string[] = [];
  const values: string[] = [];
  const add = (sql: string, ...bound: string[]) => {
    parts.push(sql);
    values.push(...bound);
  };
  if (personId !== null) add('a.person_id = ?', personId);
  if (kind !== null) add('a.kind = ?', kind);
  if (caseIds !== null) add(`a.case_id IN (${marks(caseIds)})`, ...caseIds);
  if (from !== null) add('a.at >= ?', from);
  if (to !== null) add('a.at < ?', to);
  return { where: parts.length > 0 ? `WHERE ${parts.join(' AND ')}` : '', values };
}

/** Who saw whom, newest first. A look from within a second review counts for its case. */
export function accessRows(
  db: ReadableDb,
  query: AccessQuery,
  offset: number,
  limit: number,
): { total: number; rows: AccessListRow[] } {
  const { where, values } = whereOf(query);
  const total = db.reads<{ n: number }>(`SELECT count(*) n FROM accesses a ${where}`).get(...values)?.n ?? 0;
  const rows = db
    .reads<AccessListRow>(
      `SELECT a.stream, a.seq, a.at, a.person_id personId, a.kind, a.case_id caseId, a.field, a.reason,
         coalesce(c.number, e.number, '') number, c.applicant_name applicantName, r.record
       FROM (SELECT * FROM accesses a ${where} ORDER BY a.at DESC, a.seq DESC, a.case_id LIMIT ? OFFSET ?) a
       LEFT JOIN second_reviews s ON s.second_id = a.case_id
       LEFT JOIN cases c ON c.case_id = coalesce(s.case_id, a.case_id)
       LEFT JOIN case_records r ON r.case_id = c.case_id
       LEFT JOIN erased_cases e ON e.case_id = a.case_id
       ORDER BY a.at DESC, a.seq DESC, a.case_id`,
    )
    .all(...values, limit, offset);
  return { total, rows };
}

export interface BatchRow {
  bundleId: string;
  file: string;
  receivedAt: string;
  vaultId: string | null;
  cases: number;
  acknowledged: number;
  /** Latest day an outcome of the batch was acknowledged; `null` before. */
  acknowledgedAt: string | null;
  until: string | null;
  reason: string | null;
  erasedAt: string | null;
}

/** Cases and acks are counted once for all bundles: `cases` has no index by bundle. */
const BATCHES = `WITH held AS (SELECT c.bundle_id id, count(*) cases, sum(c.stage = 4) acknowledged
      FROM cases c GROUP BY c.bundle_id),
    acked AS (SELECT c.bundle_id id, max(x.acknowledged_at) at
      FROM exports x JOIN export_cases k ON k.bundle_id = x.bundle_id JOIN cases c ON c.case_id = k.case_id
      WHERE x.acknowledged_at IS NOT NULL GROUP BY c.bundle_id)
  SELECT b.bundle_id bundleId, b.file, b.received_at receivedAt, b.vault_id vaultId,
    coalesce(held.cases, 0) cases, coalesce(held.acknowledged, 0) acknowledged, acked.at acknowledgedAt, r.until, r.reason,
    (SELECT j.at FROM journal j, json_each(CAST(j.payload AS TEXT), '$.bundleIds') e
      WHERE b.vault_id IS NULL AND j.type = 'batch.erased' AND e.value = b.bundle_id LIMIT 1) erasedAt
  FROM bundles b LEFT JOIN retentions r ON r.scope = b.bundle_id
  LEFT JOIN held ON held.id = b.bundle_id LEFT JOIN acked ON acked.id = b.bundle_id
  WHERE b.kind = 'case' AND b.state = 'stored'`;

/** Bundles of cases, newest first. */
export function caseBatches(db: ReadableDb): BatchRow[] {
  return db.reads<BatchRow>(`${BATCHES} ORDER BY b.received_at DESC, b.rowid DESC`).all();
}

export function caseBatch(db: ReadableDb, bundleId: string): BatchRow | undefined {
  return db.reads<BatchRow>(`${BATCHES} AND b.bundle_id = ?`).get(bundleId);
}

/** Whether the time of any batch can have come: the ack is never before the arrival. `today`, `received`: days. */
export function mayBeDue(db: ReadableDb, today: string, received: string): boolean {
  const sql = `SELECT 1 n FROM bundles b LEFT JOIN retentions r ON r.scope = b.bundle_id
    WHERE b.kind = 'case' AND b.state = 'stored' AND b.vault_id IS NOT NULL
      AND (r.until < ? OR (r.until IS NULL AND b.received_at < ?)) LIMIT 1`;
  return db.reads(sql).get(today, received) !== undefined;
}

export interface ProgrammeRow {
  bundleId: string;
  programme: string;
  track: string | null;
  appliedOn: string;
}

/** What was recommended in each batch: only those cases have anything to come. `appliedOn`: the latest. */
export function recommendedIn(db: ReadableDb): ProgrammeRow[] {
  const sql = `SELECT c.bundle_id bundleId, c.programme, c.track, max(c.applied_on) appliedOn
    FROM cases c JOIN case_status s ON s.case_id = c.case_id
    WHERE s.decision = 'recommend' GROUP BY c.bundle_id, c.programme, c.track`;
  return db.reads<ProgrammeRow>(sql).all();
}

/** Years cases are kept after the ack, as somebody decided; `null` where nobody did. */
export function retentionYears(db: ReadableDb): number | null {
  const sql = "SELECT years FROM retentions WHERE scope = 'workspace'";
  return db.reads<{ years: number | null }>(sql).get()?.years ?? null;
}

export interface ExportRightRow {
  kind: string;
  roles: string;
  reason: string;
  personId: string;
  at: string;
}

/** As somebody decided; none where nobody did. */
export const exportRightRows = (db: ReadableDb): ExportRightRow[] =>
  db.reads<ExportRightRow>('SELECT kind, roles, reason, person_id personId, at FROM export_rights').all();

export interface ErasedCase {
  caseId: string;
  number: string;
  state: string;
}

export function casesOfBatch(db: ReadableDb, bundleId: string): ErasedCase[] {
  const sql = `SELECT c.case_id caseId, c.number, s.state FROM cases c JOIN case_status s ON s.case_id = c.case_id
    WHERE c.bundle_id = ? ORDER BY c.number`;
  return db.reads<ErasedCase>(sql).all(bundleId);
}

/** Every bundle that ever carried one of the batch's cases: earlier versions lie in them. */
export function bundlesOfBatch(db: ReadableDb, bundleId: string): string[] {
  const sql = `SELECT DISTINCT json_extract(CAST(j.payload AS TEXT), '$.bundleId') id FROM cases c
    JOIN case_events e ON e.case_id = c.case_id JOIN journal j ON j.stream = e.stream AND j.seq = e.seq
    WHERE c.bundle_id = ? AND j.type = 'case.imported'`;
  return db
    .reads<{ id: string }>(sql)
    .all(bundleId)
    .map(({ id }) => id);
}

/** A case of another batch whose files lie in one of these bundles. */
export function otherCaseIn(db: ReadableDb, bundleIds: readonly string[], bundleId: string): string | undefined {
  const sql = `SELECT number FROM cases WHERE bundle_id IN (${marks(bundleIds)}) AND bundle_id <> ? LIMIT 1`;
  return db.reads<{ number: string }>(sql).get(...bundleIds, bundleId)?.number;
}

export const secondsOf = (db: ReadableDb, caseId: string): string[] =>
  db
    .reads<{ id: string }>('SELECT second_id id FROM second_reviews WHERE case_id = ? ORDER BY second_id')
    .all(caseId)
    .map(({ id }) => id);

/** A notice that still runs and names the case. */
export function openPublicityOf(db: ReadableDb, caseId: string): string | undefined {
  const sql = `SELECT p.title FROM publicity_entries e JOIN publicities p ON p.publicity_id = e.publicity_id
    WHERE e.case_id = ? AND p.state = 'open' LIMIT 1`;
  return db.reads<{ title: string }>(sql).get(caseId)?.title;
}

export type CaseEventRow = Omit<JournalListRow, 'hash'>;

/** Events about a case whose payloads are still there, in order. */
export function eventsOfCase(db: ReadableDb, ids: readonly string[]): CaseEventRow[] {
  const sql = `SELECT j.stream, j.seq, j.at, j.person_id personId, j.type, CAST(j.payload AS TEXT) payload
    FROM (SELECT DISTINCT stream, seq FROM case_events WHERE case_id IN (${marks(ids)})) e
    CROSS JOIN journal j ON j.stream = e.stream AND j.seq = e.seq WHERE j.payload <> x'' ORDER BY j.stream, j.seq`;
  return db.reads<CaseEventRow>(sql).all(...ids);
}

/** Hashes of crops that these payloads name, in evidence or in signed records. */
export function cropsOf(db: ReadableDb, payloads: readonly string[]): string[] {
  const found = new Set(payloads.flatMap((payload) => payload.match(/[0-9a-f]{64}/g) ?? []));
  const known = db.reads<{ n: number }>('SELECT 1 n FROM crops WHERE sha256 = ?');
  return [...found].filter((hash) => known.get(hash));
}

const OF_CASE = ['skipped_cases', 'cross_keys', 'cross_checked', 'attachments', 'case_records', 'cases'];

/** What the centre sent of a case, and what was computed from it; what changed is also kept under the ids of its second reviews. */
export function dropCase(tx: WritableDb, caseId: string, seconds: readonly string[]): void {
  for (const id of [caseId, ...seconds]) {
    for (const table of ['case_changes', 'changes_away']) tx.writes(`DELETE FROM ${table} WHERE case_id = ?`).run(id);
  }
  tx.writes('DELETE FROM cross_hits WHERE case_a = ? OR case_b = ?').run(caseId, caseId);
  dropPagesOf(tx, caseId);
  for (const table of OF_CASE) tx.writes(`DELETE FROM ${table} WHERE case_id = ?`).run(caseId);
}

/** Drops a crop unless evidence of another case shows it too. */
export function dropCropUnlessUsed(tx: WritableDb, sha256: string): void {
  const used = tx.reads<{ n: number }>(
    "SELECT 1 n FROM evidence WHERE json_extract(anchor, '$.cropSha256') = ? LIMIT 1",
  );
  if (!used.get(sha256)) tx.writes('DELETE FROM crops WHERE sha256 = ?').run(sha256);
}

/** Of a bundle whose file is gone its numbers and hashes stay: it is recognised when it comes again, and refused. */
export function emptyBundle(tx: WritableDb, bundleId: string, remark: string): void {
  tx.writes(
    `UPDATE bundles SET vault_id = NULL,
       report = json_set(report, '$.cases', json('[]'), '$.remarks', json_array(?)) WHERE bundle_id = ?`,
  ).run(remark, bundleId);
}
