import type { ReadableDb, WritableDb } from '../database.ts';

export interface BundleRow {
  bundleId: string;
  kind: string;
  issuerKeyId: string;
  issuerPem: string;
  issuerSeq: number;
  sha256: string;
  contentSha256: string;
  bytes: number;
  issuedAt: string;
  receivedAt: string;
  state: 'stored' | 'parked';
  file: string;
  vaultId: string | null;
  report: string;
}

const BUNDLE = `SELECT bundle_id bundleId, kind, issuer_key_id issuerKeyId, issuer_pem issuerPem,
  issuer_seq issuerSeq, sha256,
  content_sha256 contentSha256, bytes, issued_at issuedAt, received_at receivedAt, state, file, vault_id vaultId, report
  FROM bundles`;

export function findBundle(db: ReadableDb, bundleId: string): BundleRow | undefined {
  return db.reads<BundleRow>(`${BUNDLE} WHERE bundle_id = ?`).get(bundleId);
}

/** The bundle that was taken in from a file of this hash. */
export function findStoredFile(db: ReadableDb, sha256: string): BundleRow | undefined {
  return db.reads<BundleRow>(`${BUNDLE} WHERE state = 'stored' AND sha256 = ?`).get(sha256);
}

export function storedBundles(db: ReadableDb, limit: number): BundleRow[] {
  return db
    .reads<BundleRow>(`${BUNDLE} WHERE state = 'stored' ORDER BY received_at DESC, rowid DESC LIMIT ?`)
    .all(limit);
}

/** Certificate of the centre's office that sent the newest cases, PEM; reviews go back to it. */
export function newestIssuer(db: ReadableDb): string | undefined {
  return db
    .reads<{ pem: string }>(
      "SELECT issuer_pem pem FROM bundles WHERE kind = 'case' AND state = 'stored' ORDER BY issued_at DESC, rowid DESC LIMIT 1",
    )
    .get()?.pem;
}

const LANE = "issuer_key_id = ? AND json_extract(report, '$.audience') = ?";

/** The bundle that waits with this number, if there is one. `audience` as in `issuer_sequences`. */
export function nextParked(db: ReadableDb, issuerKeyId: string, audience: string, seq: number): BundleRow | undefined {
  const sql = `${BUNDLE} WHERE state = 'parked' AND issuer_seq = ? AND ${LANE}`;
  return db.reads<BundleRow>(sql).get(seq, issuerKeyId, audience);
}

/** Bundles that have not come at all before number `seq`; those that wait have. */
export function missingBefore(db: ReadableDb, issuerKeyId: string, audience: string, seq: number): number {
  const sql = `SELECT count(*) n FROM bundles WHERE state = 'parked' AND issuer_seq < ? AND ${LANE}`;
  const waiting = db.reads<{ n: number }>(sql).get(seq, issuerKeyId, audience)?.n ?? 0;
  return seq - lastSequence(db, issuerKeyId, audience) - 1 - waiting;
}

/** What waits, with the number of bundles it waits for. */
export function parkedBundles(db: ReadableDb): { file: string; missing: number }[] {
  const sql = `SELECT file, issuer_key_id issuerKeyId, issuer_seq seq, json_extract(report, '$.audience') audience
    FROM bundles WHERE state = 'parked' ORDER BY issuer_key_id, issuer_seq`;
  return db
    .reads<{ file: string; issuerKeyId: string; seq: number; audience: string }>(sql)
    .all()
    .map(({ file, issuerKeyId, seq, audience }) => ({
      file,
      missing: missingBefore(db, issuerKeyId, audience, seq),
    }));
}

export function dropBundle(tx: WritableDb, bundleId: string): void {
  tx.writes('DELETE FROM bundles WHERE bundle_id = ?').run(bundleId);
}

/** Sealed files the vault must keep: bundles that came, and twins of exports that are still on their way to the centre. */
export function knownVaultIds(db: ReadableDb): Set<string> {
  const rows = db
    .reads<{ id: string }>(
      `SELECT vault_id id FROM bundles WHERE vault_id IS NOT NULL
       UNION SELECT bundle_id FROM exports WHERE acknowledged_at IS NULL AND withdrawn_at IS NULL`,
    )
    .all();
  return new Set(rows.map((row) => row.id));
}

export function putBundle(tx: WritableDb, row: BundleRow): void {
  tx.writes(
    `INSERT INTO bundles (bundle_id, kind, issuer_key_id, issuer_pem, issuer_seq, sha256, content_sha256, bytes, issued_at,
       received_at, state, file, vault_id, report) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    row.bundleId,
    row.kind,
    row.issuerKeyId,
    row.issuerPem,
    row.issuerSeq,
    row.sha256,
    row.contentSha256,
    row.bytes,
    row.issuedAt,
    row.receivedAt,
    row.state,
    row.file,
    row.vaultId,
    row.report,
  );
}

/** A bundle that waited is now stored. */
export function settleBundle(tx: WritableDb, bundleId: string, report: string): void {
  tx.writes("UPDATE bundles SET state = 'stored', report = ? WHERE bundle_id = ?").run(report, bundleId);
}

/** 0 when nothing came from this issuer for this audience yet. */
export function lastSequence(db: ReadableDb, issuerKeyId: string, audience: string): number {
  return (
    db
      .reads<{ last: number }>('SELECT last_seq last FROM issuer_sequences WHERE issuer_key_id = ? AND audience = ?')
      .get(issuerKeyId, audience)?.last ?? 0
  );
}

export function setLastSequence(tx: WritableDb, issuerKeyId: string, audience: string, seq: number): void {
  tx.writes(
    `INSERT INTO issuer_sequences VALUES (?, ?, ?) ON CONFLICT (issuer_key_id, audience)
       DO UPDATE SET last_seq = max(last_seq, excluded.last_seq)`,
  ).run(issuerKeyId, audience, seq);
}

export interface ExportRow {
  bundleId: string;
  file: string;
  sha256: string;
  bytes: number;
  exportedAt: string;
  sealed: number;
  acknowledgedAt: string | null;
  /** When and why it was declared lost. */
  withdrawnAt: string | null;
  withdrawnReason: string | null;
}

const EXPORT = `SELECT bundle_id bundleId, file, sha256, bytes, exported_at exportedAt, sealed, acknowledged_at acknowledgedAt,
  withdrawn_at withdrawnAt, withdrawn_reason withdrawnReason FROM exports`;

export function exportRows(db: ReadableDb, limit: number): ExportRow[] {
  return db.reads<ExportRow>(`${EXPORT} ORDER BY issuer_seq DESC LIMIT ?`).all(limit);
}

export function findExport(db: ReadableDb, bundleId: string): ExportRow | undefined {
  return db.reads<ExportRow>(`${EXPORT} WHERE bundle_id = ?`).get(bundleId);
}

/** A signed version as lists of exports name it; the decision is that of the version, whatever came after. */
export interface ExportedCaseRow {
  caseId: string;
  number: string;
  applicantName: string;
  applicantKind: string;
  decision: string;
  signedAt: string;
}

const SIGNED_CASE = `SELECT c.case_id caseId, c.number, c.applicant_name applicantName,
  (SELECT json_extract(k.record, '$.applicant.kind') FROM case_records k WHERE k.case_id = c.case_id) applicantKind,
  json_extract(g.record, '$.result.decision') decision, g.signed_at signedAt`;

/** The cases a written bundle carries. */
export function exportedCases(db: ReadableDb, bundleId: string): ExportedCaseRow[] {
  const sql = `${SIGNED_CASE} FROM export_cases x JOIN cases c ON c.case_id = x.case_id
    JOIN signoffs g ON g.case_id = x.case_id AND g.version = x.version WHERE x.bundle_id = ? ORDER BY c.number, c.case_id`;
  return db.reads<ExportedCaseRow>(sql).all(bundleId);
}

/** A case two people have not settled yet stays here, with both their reviews. */
export const NOT_UNDER_REVIEW = `NOT EXISTS (SELECT 1 FROM second_reviews r
  WHERE s.case_id IN (r.case_id, r.second_id) AND r.state NOT IN ('approved', 'handed'))`;

/** What the next bundle will carry: the newest signed version of every case the centre has not acknowledged. */
export function unreturnedCases(db: ReadableDb): ExportedCaseRow[] {
  const sql = `${SIGNED_CASE} FROM case_status s JOIN cases c ON c.case_id = s.case_id
    JOIN signoffs g ON g.case_id = s.case_id AND g.version = s.version
    WHERE s.state IN ('signed', 'exported') AND ${NOT_UNDER_REVIEW} ORDER BY g.signed_at, c.number, c.case_id`;
  return db.reads<ExportedCaseRow>(sql).all();
}

export function nextExportSequence(db: ReadableDb): number {
  return (db.reads<{ last: number | null }>('SELECT max(issuer_seq) last FROM exports').get()?.last ?? 0) + 1;
}

/** The last event of `stream` the centre says it holds; 0 when it never said so. */
export function acknowledgedSeq(db: ReadableDb, stream: string): number {
  return db.reads<{ seq: number }>('SELECT seq FROM acknowledged WHERE stream = ?').get(stream)?.seq ?? 0;
}

export function countUnreturned(db: ReadableDb): number {
  return (
    db
      .reads<{ n: number }>(
        `SELECT (SELECT count(*) FROM case_status WHERE state IN ('signed', 'exported')) -
           (SELECT count(*) FROM second_reviews r CROSS JOIN case_status s ON s.case_id = r.second_id
            WHERE s.state IN ('signed', 'exported')) n`,
      )
      .get()?.n ?? 0
  );
}
