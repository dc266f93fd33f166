import type { WritableDb } from '#db/database.ts';
import type { ImportReport } from '#shared/api/transfer.ts';
import type { BundleCase } from '#shared/domain/caseRecord.ts';
import { maskName } from '#shared/domain/mask.ts';
import { caseSearchText } from '../searchText.ts';
import type { Session } from '../session.ts';
import type { PreparedCase } from './caseContent.ts';

/** What the engine says of a case when it comes in; computed again whenever the case is opened. */
export interface CaseSummary {
  programmeName: string;
  pass: number;
  fail: number;
  open: number;
  items: number;
  dueOn: string | null;
  dueManual: boolean;
  remarks: string[];
}
export interface StoredCase extends PreparedCase {
  summary: CaseSummary;
}

type ReportCase = ImportReport['cases'][number];

const PUT_CASE = `INSERT INTO cases (case_id, bundle_id, number, programme, track, district, step, applied_on, received_on,
    due_on, due_manual, applicant_name, search, record, record_sha256, precheck_pass, precheck_fail, precheck_open, items,
    attachments, fictional)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (case_id) DO UPDATE SET bundle_id = excluded.bundle_id, number = excluded.number,
    programme = excluded.programme, track = excluded.track, district = excluded.district, step = excluded.step,
    applied_on = excluded.applied_on, received_on = excluded.received_on, due_on = excluded.due_on,
    due_manual = excluded.due_manual, applicant_name = excluded.applicant_name, search = excluded.search,
    record = excluded.record, record_sha256 = excluded.record_sha256, precheck_pass = excluded.precheck_pass,
    precheck_fail = excluded.precheck_fail, precheck_open = excluded.precheck_open, items = excluded.items,
    attachments = excluded.attachments, fictional = excluded.fictional`;
const PUT_ATTACHMENT = `INSERT INTO attachments (attachment_id, case_id, position, sha256, extension, bytes, name, material,
    vault_id, "offset") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** Writes cases and their attachments inside the import's transaction. A case that came before with the same record stays as it is. */
export function storeCases(
  tx: WritableDb,
  session: Session,
  bundleId: string,
  cases: StoredCase[],
): { cases: ReportCase[]; remarks: string[] } {
  const remarks: string[] = [];
  const reported = cases.map((one) => {
    for (const remark of one.summary.remarks) remarks.push(`${one.record.number}：${remark}`);
    return storeCase(tx, session, bundleId, one);
  });
  return { cases: reported, remarks: remarks.slice(0, 1000) };
}

function storeCase(tx: WritableDb, session: Session, bundleId: string, one: StoredCase): ReportCase {
  const { record, recordSha256, summary } = one;
  const known = tx
    .reads<{ hash: string }>('SELECT record_sha256 hash FROM cases WHERE case_id = ?')
    .get(record.id)?.hash;
  const change = known === undefined ? 'new' : known === recordSha256 ? 'unchanged' : 'replaced';
  if (change !== 'unchanged') {
    putCase(tx, bundleId, one);
    putAttachments(tx, bundleId, one);
    const payload = { bundleId, caseId: record.id, number: record.number, recordSha256, change } as const;
    session.journal.record(tx, { type: 'case.imported', payload, actor: session.actor });
  }
  return {
    caseId: record.id,
    number: record.number,
    applicant: maskName(record.applicant.name),
    programme: record.programme,
    programmeName: summary.programmeName,
    attachments: record.attachments.length,
    bytes: record.attachments.reduce((sum, attachment) => sum + attachment.bytes, 0),
    change,
  };
}

function putCase(tx: WritableDb, bundleId: string, { record, recordText, recordSha256, summary }: StoredCase): void {
  tx.writes(PUT_CASE).run(
    record.id,
    bundleId,
    record.number,
    record.programme,
    record.track,
    record.district,
    record.step,
    record.appliedOn,
    record.receivedOn,
    summary.dueOn,
    summary.dueManual ? 1 : 0,
    record.applicant.name,
    caseSearchText(record),
    recordText,
    recordSha256,
    summary.pass,
    summary.fail,
    summary.open,
    summary.items,
    record.attachments.length,
    record.fictional ? 1 : 0,
  );
}

/** Ids follow the position, so that a corrected file keeps its place and old anchors find out by the hash. */
function putAttachments(tx: WritableDb, bundleId: string, { record, offsets }: StoredCase): void {
  tx.writes('DELETE FROM attachments WHERE case_id = ?').run(record.id);
  record.attachments.forEach((attachment: BundleCase['attachments'][number], i) => {
    const { sha256, extension, bytes, name, material } = attachment;
    const id = `${record.id}.${i + 1}`;
    tx.writes(PUT_ATTACHMENT).run(id, record.id, i, sha256, extension, bytes, name, material, bundleId, offsets[i]!);
  });
}
