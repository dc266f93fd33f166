import type { DocumentFormat } from '#shared/documents/model.ts';
import type { BundleCase } from '#shared/domain/caseRecord.ts';
import type { CaseResult } from '#shared/domain/review.ts';
import type { ReadableDb } from '../database.ts';

export interface SummaryPart {
  caseId: string;
  applicant: BundleCase['applicant'];
  /** Of the signed version that counts; `null` while the case is open. */
  result: CaseResult | null;
  version: number | null;
  signedAt: string | null;
}

const SUMMARY = `SELECT r.case_id caseId, json_extract(r.record, '$.applicant') applicant,
  json_extract(g.record, '$.result') result, g.version, g.signed_at signedAt
  FROM json_each(?) e JOIN case_records r ON r.case_id = e.value JOIN case_status s ON s.case_id = r.case_id
  LEFT JOIN signoffs g ON g.case_id = r.case_id AND g.version = s.version AND s.state NOT IN ('new', 'reviewing')
  ORDER BY e.key`;

type JsonTexts = { applicant: string; result: string | null };

/** Applicant and signed outcome of each case, in the order given; unknown ids are left out. */
export function summaryParts(db: ReadableDb, caseIds: readonly string[]): SummaryPart[] {
  return db
    .reads<Omit<SummaryPart, 'applicant' | 'result'> & JsonTexts>(SUMMARY)
    .all(JSON.stringify(caseIds))
    .map((row) => ({
      ...row,
      applicant: JSON.parse(row.applicant) as SummaryPart['applicant'],
      result: row.result === null ? null : (JSON.parse(row.result) as CaseResult),
    }));
}

export interface MadeDocumentRow {
  title: string;
  format: DocumentFormat | 'print';
  sha256: string;
  at: string;
  personId: string;
  masked: number;
  documentNumber: string | null;
  cases: number;
  caseId: string | null;
  number: string | null;
  version: number | null;
}

/** Documents whose hash begins with `prefix` (lower-case hex), the newest first. */
export function madeDocumentsByHash(db: ReadableDb, prefix: string, limit: number): MadeDocumentRow[] {
  const sql = `SELECT m.title, m.format, m.sha256, m.at, m.person_id personId, m.masked, m.number documentNumber, m.cases, m.case_id caseId,
    c.number, m.version FROM made_documents m LEFT JOIN cases c ON c.case_id = m.case_id
    WHERE m.sha256 >= ? AND m.sha256 < ? ORDER BY m.at DESC, m.seq DESC LIMIT ?`;
  return db.reads<MadeDocumentRow>(sql).all(prefix, `${prefix}g`, limit);
}
