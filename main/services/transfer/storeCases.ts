import type { WritableDb } from '#db/database.ts';
import type { JournalSeries } from '#db/journal.ts';
import { setPrecheck } from '#db/queries/policies.ts';
import { evidenceOf, itemsOf, observedOf } from '#db/queries/review.ts';
import type { ImportReport } from '#shared/api/transfer.ts';
import {
  type CaseChanges,
  compareVersions,
  type RecordedWork,
  touchedAttachments,
} from '#shared/domain/caseChanges.ts';
import type { BundleCase } from '#shared/domain/caseRecord.ts';
import type { EventPayload } from '#shared/domain/events.ts';
import { maskApplicant } from '#shared/domain/mask.ts';
import { putChanges, storedChanges } from '../review/changes.ts';
import { isLocked } from '../review/checklist.ts';
import { observedFacts } from '../review/observed.ts';
import type { Session } from '../session.ts';
import type { PreparedCase } from './caseContent.ts';

type ReportCase = ImportReport['cases'][number];

const PUT_CASE = `INSERT INTO cases (case_id, bundle_id, number, programme, track, district, step, applied_on, received_on,
    due_on, due_manual, applicant_name, id_number, search, record_sha256, precheck_pass, precheck_fail, precheck_open,
    items, attachments, fictional)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (case_id) DO UPDATE SET bundle_id = excluded.bundle_id, number = excluded.number,
    programme = excluded.programme, track = excluded.track, district = excluded.district, step = excluded.step,
    applied_on = excluded.applied_on, received_on = excluded.received_on, due_on = excluded.due_on,
    due_manual = excluded.due_manual, applicant_name = excluded.applicant_name, id_number = excluded.id_number,
    search = excluded.search, record_sha256 = excluded.record_sha256, precheck_pass = excluded.precheck_pass,
    precheck_fail = excluded.precheck_fail, precheck_open = excluded.precheck_open, items = excluded.items,
    attachments = excluded.attachments, fictional = excluded.fictional`;
const PUT_RECORD = `INSERT INTO case_records VALUES (?, ?)
  ON CONFLICT (case_id) DO UPDATE SET record = excluded.record`;
const PUT_ATTACHMENT = `INSERT INTO attachments (attachment_id, case_id, position, sha256, extension, bytes, name, material,
    vault_id, "offset") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

interface KnownCase {
  hash: string;
  record: string;
  state: string;
  decided: number;
  decision: string | null;
  version: number;
}

const KNOWN = `SELECT c.record_sha256 hash, r.record, s.state, s.decided, s.decision, s.version FROM cases c
  JOIN case_records r ON r.case_id = c.case_id JOIN case_status s ON s.case_id = c.case_id WHERE c.case_id = ?`;

/** Where cases go. */
interface Into {
  tx: WritableDb;
  session: Session;
  bundleId: string;
  journal: JournalSeries;
}

/** Writes cases and their attachments inside the import's transaction. A case that came before with the same record stays as it is. */
export function storeCases(
  tx: WritableDb,
  session: Session,
  bundleId: string,
  cases: readonly PreparedCase[],
): { cases: ReportCase[]; remarks: string[] } {
  const remarks: string[] = [];
  const into: Into = { tx, session, bundleId, journal: session.journal.series(tx) };
  const reported = cases.map((one) => {
    for (const remark of one.summary.remarks) remarks.push(`${one.record.number}：${remark}`);
    const known = tx.reads<KnownCase>(KNOWN).get(one.record.id);
    const change = known === undefined ? 'new' : known.hash === one.recordSha256 ? 'unchanged' : 'replaced';
    if (known && change === 'replaced') {
      const { items } = replaceCase(into, one, known);
      remarks.push(`${one.record.number}：${replacedRemark(known, items.length)}`);
    }
    if (change === 'new') storeCase(into, one, { change });
    return reportCase(one, change);
  });
  return { cases: reported, remarks: remarks.slice(0, 1000) };
}

const isReturned = ({ state, decision }: KnownCase): boolean => isLocked(state) && decision === 'supplement';

/** What becomes of the work on the earlier version, told to whoever takes the new one in. */
function replacedRemark(known: KnownCase, touched: number): string {
  const kept = Math.max(0, known.decided - touched);
  const look = touched > 0 ? `${touched} 项判定因材料或情况有变须重新核对` : '没有判定受影响';
  const rest = kept > 0 ? `，其余 ${kept} 项保留` : '';
  if (isReturned(known)) return `补正后的案卷已到，案卷重新开启：${look}${rest}`;
  if (isLocked(known.state)) return `案卷内容已更新，已签署的结果保留；如需按新内容审核，请重新开启（${look}）`;
  return known.decided > 0 ? `案卷内容已更新，${look}${rest}` : '案卷内容已更新';
}

/**
 * A newer version of a case: exactly the decisions that rested on what changed are opened, the others stay. One that was signed stays
 * signed, unless it was sent back for just this (退回补正): then it opens again.
 */
function replaceCase(into: Into, one: PreparedCase, known: KnownCase): CaseChanges['touched'] {
  const { tx, session, journal } = into;
  const { record } = one;
  const before = JSON.parse(known.record) as BundleCase;
  const changes = compareVersions(before, record, recordedWork(tx, record.id), one.summary.otherwise(before));
  const earlier = storedChanges(tx, record.id);
  const locked = isLocked(known.state);
  const touched = earlier?.pending ? both(earlier.touched, changes.touched) : changes.touched;
  const attachments = touchedAttachments(before, record);
  storeCase(into, one, {
    change: 'replaced',
    touched: { attachments, ...(locked ? { items: [], facts: [] } : touched) },
  });
  putChanges(tx, record.id, { ...changes, touched, pending: locked && !isReturned(known) });
  if (isReturned(known)) {
    const payload = { caseId: record.id, version: known.version, reason: 'correction' as const, note: '', touched };
    journal.record({ type: 'case.reopened', payload, actor: session.actor });
  }
  const observed = observedFacts(tx, record.id);
  setPrecheck(tx, record.id, one.summary.observing(observed));
  return touched;
}

const both = (a: CaseChanges['touched'], b: CaseChanges['touched']): CaseChanges['touched'] => ({
  items: [...new Set([...a.items, ...b.items])],
  facts: [...new Set([...a.facts, ...b.facts])],
});

function recordedWork(tx: WritableDb, caseId: string): RecordedWork {
  const evidence = evidenceOf(tx, caseId);
  const decided = [...itemsOf(tx, caseId).values()].filter(({ verdict }) => verdict !== null);
  const hashes = (itemId: string) =>
    evidence.filter((one) => one.itemId === itemId).map(({ anchor }) => anchor.fileSha256);
  const hashOf = (evidenceId: string | null) =>
    evidence.find((one) => one.evidenceId === evidenceId)?.anchor.fileSha256 ?? null;
  return {
    decided: new Map(decided.map(({ itemId }) => [itemId, { fileHashes: hashes(itemId) }])),
    observed: new Map(
      [...observedOf(tx, caseId).values()].map(({ key, evidenceId }) => [key, { fileHash: hashOf(evidenceId) }]),
    ),
  };
}

function storeCase(
  { tx, session, bundleId, journal }: Into,
  one: PreparedCase,
  change: Pick<EventPayload<'case.imported'>, 'change' | 'touched'>,
): void {
  const { record, recordSha256 } = one;
  putCase(tx, bundleId, one);
  if (change.change === 'replaced') tx.writes('DELETE FROM attachments WHERE case_id = ?').run(record.id);
  putAttachments(tx, bundleId, one);
  const payload = { bundleId, caseId: record.id, number: record.number, recordSha256, ...change };
  journal.record({ type: 'case.imported', payload, actor: session.actor });
}

function reportCase({ record, summary }: PreparedCase, change: ReportCase['change']): ReportCase {
  return {
    caseId: record.id,
    number: record.number,
    applicant: maskApplicant(record.applicant),
    programme: record.programme,
    programmeName: summary.programmeName,
    attachments: record.attachments.length,
    bytes: record.attachments.reduce((sum, attachment) => sum + attachment.bytes, 0),
    change,
  };
}

function putCase(
  tx: WritableDb,
  bundleId: string,
  { record, recordText, recordSha256, search, summary }: PreparedCase,
): void {
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
    record.applicant.idNumber,
    search,
    recordSha256,
    summary.pass,
    summary.fail,
    summary.open,
    summary.items,
    record.attachments.length,
    record.fictional ? 1 : 0,
  );
  tx.writes(PUT_RECORD).run(record.id, recordText);
}

/** Ids follow the position, so that a corrected file keeps its place and old anchors find out by the hash. */
function putAttachments(tx: WritableDb, bundleId: string, { record, offsets }: PreparedCase): void {
  const put = tx.writes(PUT_ATTACHMENT);
  record.attachments.forEach((attachment: BundleCase['attachments'][number], i) => {
    const { sha256, extension, bytes, name, material } = attachment;
    const id = `${record.id}.${i + 1}`;
    put.run(id, record.id, i, sha256, extension, bytes, name, material, bundleId, offsets[i]!);
  });
}
