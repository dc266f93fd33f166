import type { CaseFilter, DueBucket } from '#shared/api/cases.ts';
import type { CaseState } from '#shared/domain/review.ts';
import type { ReadableDb, Values } from '../database.ts';

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
}

/** Days that part the due buckets: `today`, and the last day that counts as this week. */
export interface DueBounds {
  today: string;
  weekEnd: string;
}

export type CaseSort = 'due' | 'number' | 'applicant' | 'programme' | 'state';

const COLUMNS = `c.case_id caseId, c.number, c.programme, c.track, c.district, c.step, c.applied_on appliedOn,
  c.received_on receivedOn, c.due_on dueOn, c.due_manual dueManual, c.applicant_name applicantName,
  c.precheck_pass precheckPass, c.precheck_fail precheckFail, c.precheck_open precheckOpen, c.items, c.attachments,
  c.fictional, coalesce(s.state, 'new') state, coalesce(s.decided, 0) decided, s.decision, s.result,
  coalesce(s.version, 0) version, s.signed_at signedAt, s.signed_by signedBy`;
const FROM = 'FROM cases c LEFT JOIN case_status s ON s.case_id = c.case_id';
const OPEN = "coalesce(s.state, 'new') IN ('new', 'reviewing')";
const UNRETURNED = "s.state IN ('signed', 'exported')";

const ORDER: Record<CaseSort, string> = {
  due: 'c.due_on IS NULL, c.due_on',
  number: 'c.number',
  applicant: 'c.applicant_name',
  programme: 'c.programme',
  state: "coalesce(s.state, 'new')",
};

const DUE: Record<DueBucket, (bounds: DueBounds) => [string, Values]> = {
  overdue: ({ today }) => [`${OPEN} AND c.due_on < ?`, [today]],
  today: ({ today }) => [`${OPEN} AND c.due_on = ?`, [today]],
  week: ({ today, weekEnd }) => [`${OPEN} AND c.due_on > ? AND c.due_on <= ?`, [today, weekEnd]],
  later: ({ weekEnd }) => [`${OPEN} AND c.due_on > ?`, [weekEnd]],
  manual: () => [`${OPEN} AND c.due_manual = 1`, []],
  none: () => [`${OPEN} AND c.due_on IS NULL AND c.due_manual = 0`, []],
};

/** WHERE clause and its values. `patterns` are LIKE patterns escaped with a backslash; every one must fit. */
function whereOf(filter: CaseFilter, patterns: string[], bounds: DueBounds): [string, Values] {
  const parts: string[] = [];
  const values: Values = [];
  const add = (sql: string, ...more: Values) => {
    parts.push(sql);
    values.push(...more);
  };
  for (const pattern of patterns) add("c.search LIKE ? ESCAPE '\\'", pattern);
  if (filter.programme) add('c.programme = ?', filter.programme);
  if (filter.district) add('c.district = ?', filter.district);
  if (filter.state) add("coalesce(s.state, 'new') = ?", filter.state);
  if (filter.unreturned) add(UNRETURNED);
  if (filter.due) {
    const [sql, more] = DUE[filter.due](bounds);
    add(sql, ...more);
  }
  return [parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`, values];
}

export interface CaseQuery {
  filter: CaseFilter;
  patterns: string[];
  bounds: DueBounds;
  sort: { by: CaseSort; descending: boolean };
  offset: number;
  limit: number;
}

/** One window of the queue and the number of all that fit. */
export function listCases(db: ReadableDb, query: CaseQuery): { total: number; rows: CaseListRow[] } {
  const [where, values] = whereOf(query.filter, query.patterns, query.bounds);
  const join = where === '' ? 'FROM cases c' : FROM;
  const total = db.reads<{ n: number }>(`SELECT count(*) n ${join} ${where}`).get(...values)?.n ?? 0;
  const direction = query.sort.descending ? 'DESC' : 'ASC';
  const order = ORDER[query.sort.by]
    .split(', ')
    .map((column) => `${column} ${direction}`)
    .join(', ');
  const sql = `SELECT ${COLUMNS} ${FROM} ${where} ORDER BY ${order}, c.number ${direction} LIMIT ? OFFSET ?`;
  return { total, rows: db.reads<CaseListRow>(sql).all(...values, query.limit, query.offset) };
}

export function findCase(db: ReadableDb, caseId: string): CaseListRow | undefined {
  return db.reads<CaseListRow>(`SELECT ${COLUMNS} ${FROM} WHERE c.case_id = ?`).get(caseId);
}

export function caseRecordText(db: ReadableDb, caseId: string): string | undefined {
  return db.reads<{ record: string }>('SELECT record FROM cases WHERE case_id = ?').get(caseId)?.record;
}

export function countDue(db: ReadableDb, bounds: DueBounds): Record<DueBucket, number> {
  const count = (bucket: DueBucket) => {
    const [where, values] = DUE[bucket](bounds);
    return db.reads<{ n: number }>(`SELECT count(*) n ${FROM} WHERE ${where}`).get(...values)?.n ?? 0;
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
  const rows = db
    .reads<{ state: CaseState; n: number }>(`SELECT coalesce(s.state, 'new') state, count(*) n ${FROM} GROUP BY 1`)
    .all();
  for (const { state, n } of rows) counts[state] = n;
  return counts;
}

/** Cases begun and not finished, the one touched last first. */
export function draftCases(db: ReadableDb, limit: number): CaseListRow[] {
  const sql = `SELECT ${COLUMNS} ${FROM} WHERE s.state = 'reviewing' ORDER BY s.touched_at DESC LIMIT ?`;
  return db.reads<CaseListRow>(sql).all(limit);
}

/** The first open case by due date that follows `after` (any, when null); wraps round to the start. */
export function nextOpenCase(db: ReadableDb, after: CaseListRow | null): CaseListRow | undefined {
  const far = '9999-12-31';
  const order = `ORDER BY coalesce(c.due_on, '${far}'), c.number LIMIT 1`;
  const first = `SELECT ${COLUMNS} ${FROM} WHERE ${OPEN} AND c.case_id <> ? ${order}`;
  if (!after) return db.reads<CaseListRow>(first).get('');
  const following = `SELECT ${COLUMNS} ${FROM} WHERE ${OPEN} AND (coalesce(c.due_on, '${far}'), c.number) > (?, ?) ${order}`;
  return (
    db.reads<CaseListRow>(following).get(after.dueOn ?? far, after.number) ??
    db.reads<CaseListRow>(first).get(after.caseId)
  );
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

export function attachmentsOf(db: ReadableDb, caseId: string): AttachmentRow[] {
  return db.reads<AttachmentRow>(`${ATTACHMENT} WHERE case_id = ? ORDER BY position`).all(caseId);
}

export function findAttachment(db: ReadableDb, attachmentId: string): AttachmentRow | undefined {
  return db.reads<AttachmentRow>(`${ATTACHMENT} WHERE attachment_id = ?`).get(attachmentId);
}

/** Pages that were readable on screen for at least `ms` milliseconds, by attachment of the case. */
export function viewedPages(db: ReadableDb, caseId: string, ms: number): Map<string, number[]> {
  const rows = db
    .reads<{ attachmentId: string; page: number }>(
      `SELECT v.attachment_id attachmentId, v.page FROM viewed_pages v JOIN attachments a USING (attachment_id)
       WHERE a.case_id = ? AND v.ms >= ? ORDER BY v.page`,
    )
    .all(caseId, ms);
  const pages = new Map<string, number[]>();
  for (const { attachmentId, page } of rows) pages.set(attachmentId, [...(pages.get(attachmentId) ?? []), page]);
  return pages;
}

/** Other cases of the same person or organisation, by the id number in their records. */
export function casesOfSameApplicant(db: ReadableDb, caseId: string, idNumber: string): CaseListRow[] {
  const sql = `SELECT ${COLUMNS} ${FROM} WHERE c.search LIKE ? ESCAPE '\\' AND c.case_id <> ?
    AND json_extract(c.record, '$.applicant.idNumber') = ? ORDER BY c.applied_on`;
  return db.reads<CaseListRow>(sql).all(`%${idNumber.toLowerCase()}%`, caseId, idNumber);
}
