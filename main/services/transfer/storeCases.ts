import type { WritableDb } from '#db/database.ts';
import type { JournalSeries } from '#db/journal.ts';
import { setPrecheck } from '#db/queries/policies.ts';
import { pendingSecond, type WorkState } from '#db/queries/second.ts';
import { inOneGo } from '#db/slices.ts';
import type { ImportReport } from '#shared/api/transfer.ts';
import type { CaseChanges, ReplacedFile } from '#shared/domain/caseChanges.ts';
import type { BundleCase } from '#shared/domain/caseRecord.ts';
import type { EventPayload } from '#shared/domain/events.ts';
import { maskApplicant } from '#shared/domain/mask.ts';
import { isLocked } from '../review/checklist.ts';
import { observedFacts } from '../review/observed.ts';
import type { Session } from '../session.ts';
import type { PreparedCase } from './caseContent.ts';
import { isReturned, overtake, settleOvertaken, worksOn } from './newerVersion.ts';

type ReportCase = ImportReport['cases'][number];

const PUT_CASE = `INSERT INTO cases (case_id, bundle_id, number, programme, track, district, step, applied_on, received_on,
    due_on, due_manual, applicant_name, applicant_kind, id_number, search, record_sha256, precheck_pass, precheck_fail, precheck_open,
    items, attachments, fictional)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (case_id) DO UPDATE SET bundle_id = excluded.bundle_id, number = excluded.number,
    programme = excluded.programme, track = excluded.track, district = excluded.district, step = excluded.step,
    applied_on = excluded.applied_on, received_on = excluded.received_on, due_on = excluded.due_on,
    due_manual = excluded.due_manual, applicant_name = excluded.applicant_name,
    applicant_kind = excluded.applicant_kind, id_number = excluded.id_number,
    search = excluded.search, record_sha256 = excluded.record_sha256, precheck_pass = excluded.precheck_pass,
    precheck_fail = excluded.precheck_fail, precheck_open = excluded.precheck_open, items = excluded.items,
    attachments = excluded.attachments, fictional = excluded.fictional`;
const PUT_RECORD = `INSERT INTO case_records VALUES (?, ?)
  ON CONFLICT (case_id) DO UPDATE SET record = excluded.record`;
const PUT_ATTACHMENT = `INSERT INTO attachments (attachment_id, case_id, position, sha256, extension, bytes, name, material,
    vault_id, "offset") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

interface KnownCase extends WorkState {
  hash: string;
  record: string;
  decided: number;
}

const KNOWN = `SELECT c.case_id id, c.record_sha256 hash, r.record, s.state, s.decided, s.decision, s.version FROM cases c
  JOIN case_records r ON r.case_id = c.case_id JOIN case_status s ON s.case_id = c.case_id WHERE c.case_id = ?`;

/** Where cases go. */
interface Into {
  tx: WritableDb;
  session: Session;
  bundleId: string;
  journal: JournalSeries;
  replaced: ReplacedFiles;
}

/** What became of the pages of replaced files, by case. */
export type ReplacedFiles = ReadonlyMap<string, readonly ReplacedFile[]>;

export interface StoredCases {
  cases: ReportCase[];
  remarks: string[];
}

/** Writes cases and their attachments inside the import's transaction, one with each step. */
export function* storingCases(
  tx: WritableDb,
  session: Session,
  bundleId: string,
  cases: readonly PreparedCase[],
  done: (count: number) => void = () => undefined,
  replaced: ReplacedFiles = new Map(),
): Generator<void, StoredCases> {
  const remarks: string[] = [];
  const reported: ReportCase[] = [];
  const into: Into = { tx, session, bundleId, journal: session.journal.series(tx), replaced };
  for (const one of cases) {
    for (const remark of one.summary.remarks) remarks.push(`${one.record.number}：${remark}`);
    reported.push(reportCase(one, takeCase(into, one, remarks)));
    done(reported.length);
    yield;
  }
  return { cases: reported, remarks: remarks.slice(0, 1000) };
}

/** {@link storingCases} in one go. */
export const storeCases = (...input: Parameters<typeof storingCases>): StoredCases => inOneGo(storingCases(...input));

/** A case that came before with the same record stays as it is. */
function takeCase(into: Into, one: PreparedCase, remarks: string[]): ReportCase['change'] {
  const { tx } = into;
  const known = tx.reads<KnownCase>(KNOWN).get(one.record.id);
  if (known?.hash === one.recordSha256) return 'unchanged';
  if (!known) {
    storeCase(into, one, { change: 'new' });
    return 'new';
  }
  const { items } = replaceCase(into, one, known);
  const blind = isBlind(tx, one.record.id);
  remarks.push(`${one.record.number}：${blind ? BLIND_REMARK : replacedRemark(known, items.length)}`);
  return 'replaced';
}

/** Whoever takes the bundle in may be the blind reviewer: what opens would tell what the first person found. */
const BLIND_REMARK = '案卷内容已更新；案卷正在盲审，受影响的判定由初审和复核分别重新核对';

function isBlind(tx: WritableDb, caseId: string): boolean {
  const pending = pendingSecond(tx, caseId);
  return pending?.blind === 1 && (pending.state === 'asked' || pending.state === 'taken');
}

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
 * A newer version of a case, with everything that rests on the earlier one: the case's own work, and that of second reviews. Answers
 * what of the case's own work is to be looked at again.
 */
function replaceCase(into: Into, one: PreparedCase, known: KnownCase): CaseChanges['touched'] {
  const { tx, session, journal, replaced } = into;
  const { record } = one;
  const before = JSON.parse(known.record) as BundleCase;
  const otherwise = one.summary.otherwise(before);
  const files = replaced.get(record.id) ?? [];
  const overtaken = worksOn(tx, known).map((work) => overtake(tx, work, [before, record], otherwise, files));
  const [own, ...seconds] = overtaken;
  storeCase(into, one, { change: 'replaced', touched: own!.imported });
  for (const { work, imported } of seconds) {
    recordImport(into, one, work.id, { change: 'replaced', touched: imported });
  }
  for (const each of overtaken) settleOvertaken(tx, session.actor, journal, each);
  setPrecheck(tx, record.id, one.summary.observing(observedFacts(tx, record.id)));
  return own!.changes.touched;
}

type Change = Pick<EventPayload<'case.imported'>, 'change' | 'touched'>;

function storeCase(into: Into, one: PreparedCase, change: Change): void {
  const { tx, bundleId } = into;
  putCase(tx, bundleId, one);
  if (change.change === 'replaced') tx.writes('DELETE FROM attachments WHERE case_id = ?').run(one.record.id);
  putAttachments(tx, bundleId, one);
  recordImport(into, one, one.record.id, change);
}

/** `caseId`: the case, or a second review that looks at it. */
function recordImport(
  { session, bundleId, journal }: Into,
  { record: { number }, recordSha256 }: PreparedCase,
  caseId: string,
  change: Change,
): void {
  const payload = { bundleId, caseId, number, recordSha256, ...change };
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
    record.applicant.kind,
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
