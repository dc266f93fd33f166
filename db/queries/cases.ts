import type { DueBucket } from '#shared/api/cases.ts';
import type { CaseState } from '#shared/domain/review.ts';
import type { ReadableDb, Values } from '../database.ts';
import {
  asFilter,
  BY_STATE,
  type CaseOrder,
  type CaseScope,
  conditionsOf,
  countCases,
  DUE,
  type DueBounds,
  JOIN,
  OPEN,
  ORDER,
  stateOf,
} from './caseConditions.ts';

/** A case with its review state, as lists need it. */
export interface CaseListRow {
  caseId: string;
  number: string;
  programme: string;
  track: string | null;
  district: string;
  step: string;
  appliedOn: string;
  receivedOn: string;
  dueOn: string | null;
  dueManual: number;
  applicantName: string;
  /** `person` or `organisation`. */
  applicantKind: string;
  precheckPass: number;
  precheckFail: number;
  precheckOpen: number;
  items: number;
  attachments: number;
  fictional: number;
  state: CaseState;
  decided: number;
  decision: string | null;
  result: string | null;
  version: number;
  signedAt: string | null;
  signedBy: string | null;
  assignee: string | null;
  assigneeName: string | null;
  flagged: number;
}

const COLUMNS = `c.case_id caseId, c.number, c.programme, c.track, c.district, c.step, c.applied_on appliedOn,
  c.received_on receivedOn, c.due_on dueOn, c.due_manual dueManual, c.applicant_name applicantName,
  c.applicant_kind applicantKind, c.precheck_pass precheckPass, c.precheck_fail precheckFail, c.precheck_open precheckOpen, c.items, c.attachments,
  c.fictional, s.state, s.decided, s.decision, s.result, s.version, s.signed_at signedAt, s.signed_by signedBy,
  d.assignee, (SELECT name FROM persons WHERE person_id = d.assignee) assigneeName, coalesce(d.flagged, 0) flagged`;
const DESK = 'LEFT JOIN case_desk d ON d.case_id = c.case_id';

export interface CaseQuery extends CaseScope {
  sort: CaseOrder;
  offset: number;
  limit: number;
}

/** One window of the queue and the number of all that fit. Only the window's own rows are read: what stands before is in the index. */
export function listCases(db: ReadableDb, query: CaseQuery): { total: number; rows: CaseListRow[] } {
  const scope = conditionsOf(db, query);
  const { by, descending } = query.sort;
  const order = `ORDER BY ${ORDER[by](descending ? 'DESC' : 'ASC')}`;
  const window = `SELECT c.rowid FROM cases c ${scope.along} ${order} LIMIT ? OFFSET ?`;
  const sql = `SELECT ${COLUMNS} ${JOIN} ${DESK} WHERE c.rowid IN (${window}) ${order}`;
  const rows = db.reads<CaseListRow>(sql).all(...scope.values, query.limit, query.offset);
  return { total: countCases(db, scope), rows };
}

/**
 * The case of a second review: what the centre sent, with the second person's own state. Nothing of the first review is read, not even
 * the pre-check, which counts with what the first person observed.
 */
const SECOND_CASE = `SELECT r.second_id caseId, c.number, c.programme, c.track, c.district, c.step, c.applied_on appliedOn,
  c.received_on receivedOn, c.due_on dueOn, c.due_manual dueManual, c.applicant_name applicantName,
  c.applicant_kind applicantKind, 0 precheckPass,
  0 precheckFail, c.items precheckOpen, c.items, c.attachments, c.fictional, coalesce(s.state, 'new') state,
  coalesce(s.decided, 0) decided, s.decision, s.result, coalesce(s.version, 0) version, s.signed_at signedAt,
  s.signed_by signedBy, NULL assignee, NULL assigneeName, 0 flagged FROM second_reviews r JOIN cases c ON c.case_id = r.case_id
  LEFT JOIN case_status s ON s.case_id = r.second_id WHERE r.second_id = ?`;

/** A case, or a second review of one under its own id. */
export function findCase(db: ReadableDb, caseId: string): CaseListRow | undefined {
  return (
    db.reads<CaseListRow>(`SELECT ${COLUMNS} ${JOIN} ${DESK} WHERE c.case_id = ?`).get(caseId) ??
    db.reads<CaseListRow>(SECOND_CASE).get(caseId)
  );
}

/** What a newer version of a case brought, JSON as it was written; `undefined` when none came since the last signature. */
export function caseChangesText(db: ReadableDb, caseId: string): string | undefined {
  return db.reads<{ changes: string }>('SELECT changes FROM case_changes WHERE case_id = ?').get(caseId)?.changes;
}

/** The record goes by the id of the second review, and so do the attachments. */
const SECOND_RECORD = `SELECT json_set(k.record, '$.id', r.second_id) record FROM second_reviews r
  JOIN case_records k ON k.case_id = r.case_id WHERE r.second_id = ?`;

export function caseRecordText(db: ReadableDb, caseId: string): string | undefined {
  const own = db.reads<{ record: string }>('SELECT record FROM case_records WHERE case_id = ?').get(caseId)?.record;
  return own ?? db.reads<{ record: string }>(SECOND_RECORD).get(caseId)?.record;
}

/** Each bucket is a stretch of one index. */
const countOpen = (db: ReadableDb, condition: string, ...values: Values): number =>
  db.reads<{ n: number }>(`SELECT count(*) n FROM cases c WHERE ${condition} AND ${asFilter(OPEN)}`).get(...values)
    ?.n ?? 0;

/** Open cases by bucket. */
export function countDue(db: ReadableDb, bounds: DueBounds): Record<DueBucket, number> {
  const count = (bucket: DueBucket): number => {
    const { sql, values } = DUE[bucket](bounds);
    return countOpen(db, sql, ...values);
  };
  return {
    overdue: count('overdue'),
    today: count('today'),
    week: count('week'),
    later: count('later'),
    manual: count('manual'),
    none: count('none'),
  };
}

export function countStates(db: ReadableDb): Record<CaseState, number> {
  const counts = { new: 0, reviewing: 0, signed: 0, exported: 0, acknowledged: 0 };
  const rows = db.reads<{ stage: number; n: number }>('SELECT stage, count(*) n FROM cases GROUP BY 1').all();
  for (const { stage, n } of rows) counts[stateOf(stage)] = n;
  return counts;
}

/** Cases begun and not finished, the one touched last first. */
export function draftCases(db: ReadableDb, limit: number): CaseListRow[] {
  const sql = `SELECT ${COLUMNS} ${BY_STATE} ${DESK} WHERE s.state = 'reviewing' ORDER BY s.touched_at DESC, c.number LIMIT ?`;
  return db.reads<CaseListRow>(sql).all(limit);
}

const NEXT_OPEN = `SELECT c.case_id FROM cases c WHERE ${asFilter(OPEN)}`;
const BY_DUE = `ORDER BY ${ORDER.due('ASC')} LIMIT 1`;
/** What follows a case by due date, in parts that an index can answer one after the other. */
const SAME_DAY = `${NEXT_OPEN} AND c.due_on IS ? AND (c.number, c.case_id) > (?, ?) ${BY_DUE}`;
const LATER_DAY = `${NEXT_OPEN} AND c.due_on > ? ${BY_DUE}`;
const WITHOUT_DAY = `${NEXT_OPEN} AND c.due_on IS NULL ${BY_DUE}`;
const FROM_THE_START = `${NEXT_OPEN} AND +c.case_id <> ? ${BY_DUE}`;

/** The first open case by due date that follows `after` (any, when null); wraps round to the start. */
export function nextOpenCase(db: ReadableDb, after: CaseListRow | null): CaseListRow | undefined {
  const first = (sql: string, ...values: Values) =>
    db.reads<CaseListRow>(`SELECT ${COLUMNS} ${JOIN} ${DESK} WHERE c.case_id = (${sql})`).get(...values);
  if (!after) return first(FROM_THE_START, '');
  const { dueOn, number, caseId } = after;
  const later = dueOn === null ? undefined : () => first(LATER_DAY, dueOn) ?? first(WITHOUT_DAY);
  return first(SAME_DAY, dueOn, number, caseId) ?? later?.() ?? first(FROM_THE_START, caseId);
}

export function countBy(db: ReadableDb, column: 'programme' | 'district'): { value: string; count: number }[] {
  return db
    .reads<{ value: string; count: number }>(`SELECT ${column} value, count(*) count FROM cases GROUP BY 1 ORDER BY 1`)
    .all();
}

export interface AttachmentRow {
  attachmentId: string;
  caseId: string;
  sha256: string;
  extension: string;
  bytes: number;
  name: string;
  material: string | null;
  vaultId: string;
  offset: number;
}

const ATTACHMENT = `SELECT attachment_id attachmentId, case_id caseId, sha256, extension, bytes, name, material,
  vault_id vaultId, "offset" FROM attachments`;
/** The same files under the id of a second review. */
const SECOND_ATTACHMENT = `SELECT r.second_id || substr(a.attachment_id, 37) attachmentId, r.second_id caseId, a.sha256,
  a.extension, a.bytes, a.name, a.material, a.vault_id vaultId, a."offset" FROM second_reviews r
  JOIN attachments a ON a.case_id = r.case_id WHERE r.second_id = ?`;

export function attachmentsOf(db: ReadableDb, caseId: string): AttachmentRow[] {
  const own = db.reads<AttachmentRow>(`${ATTACHMENT} WHERE case_id = ? ORDER BY position`).all(caseId);
  return own.length > 0 ? own : db.reads<AttachmentRow>(`${SECOND_ATTACHMENT} ORDER BY a.position`).all(caseId);
}

export function findAttachment(db: ReadableDb, attachmentId: string): AttachmentRow | undefined {
  const own = db.reads<AttachmentRow>(`${ATTACHMENT} WHERE attachment_id = ?`).get(attachmentId);
  if (own) return own;
  const sql = `${SECOND_ATTACHMENT} AND a.attachment_id = r.case_id || ?`;
  return db.reads<AttachmentRow>(sql).get(attachmentId.slice(0, 36), attachmentId.slice(36));
}

/** Pages that were readable on screen for at least `ms` milliseconds, by attachment of the case. */
export function viewedPages(db: ReadableDb, caseId: string, ms: number): Map<string, number[]> {
  const rows = db
    .reads<{ attachmentId: string; page: number }>(
      `SELECT attachment_id attachmentId, page FROM viewed_pages
       WHERE attachment_id > ? AND attachment_id < ? AND ms >= ? ORDER BY page`,
    )
    .all(`${caseId}.`, `${caseId}/`, ms);
  const pages = new Map<string, number[]>();
  for (const { attachmentId, page } of rows) pages.set(attachmentId, [...(pages.get(attachmentId) ?? []), page]);
  return pages;
}

/** Other cases of the same person or organisation, by the id number in their records. */
export function casesOfSameApplicant(db: ReadableDb, caseId: string, idNumber: string): CaseListRow[] {
  const sql = `SELECT ${COLUMNS} ${JOIN} ${DESK} WHERE c.id_number = ?
    AND c.case_id NOT IN (?, coalesce((SELECT case_id FROM second_reviews WHERE second_id = ?), '')) ORDER BY c.applied_on, c.number`;
  return db.reads<CaseListRow>(sql).all(idNumber, caseId, caseId);
}
