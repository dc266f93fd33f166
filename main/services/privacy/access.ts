import { casesByNumber } from '#db/queries/journal.ts';
import { type AccessListRow, accessRows } from '#db/queries/privacy.ts';
import { personNames } from '#db/queries/review.ts';
import type { Table } from '#main/documents/table.ts';
import type { AccessFilter, AccessRow } from '#shared/api/privacy.ts';
import type { BundleCase } from '#shared/domain/caseRecord.ts';
import { maskName } from '#shared/domain/mask.ts';
import { ACCESS_TITLES, type AccessKind } from '#shared/domain/privacyEvents.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import { FIELD_NAMES } from '../cases/history.ts';
import { midnight } from '../journal/list.ts';
import { hiddenFrom, redact } from '../second/blind.ts';
import type { Session } from '../session.ts';

/** Rows a report in a file holds. */
const MAX_ROWS = 20_000;

function shownName({ record, applicantName }: AccessListRow): string {
  if (applicantName === null || record === null) return '';
  const { applicant } = JSON.parse(record) as BundleCase;
  return applicant.kind === 'person' ? maskName(applicantName) : applicantName;
}

function whatOf({ kind, field, caseId }: AccessListRow, catalogue: Catalogue): string {
  if (kind === 'reveal') return FIELD_NAMES[field] ?? catalogue.vocabulary.facts.get(field)?.label ?? '敏感信息';
  if (kind === 'outside') return `第 ${field.slice(caseId.length + 1)} 份附件`;
  return field;
}

export function accessesOf(
  session: Session,
  catalogue: Catalogue,
  filter: AccessFilter,
  offset: number,
  limit: number,
): { total: number; rows: AccessRow[] } {
  const { read } = session.db;
  const { personId, kind, number, from, to } = filter;
  const query = {
    personId: personId ?? null,
    kind: kind ?? null,
    caseIds: number?.trim() ? casesByNumber(read, number) : null,
    from: from ? midnight(from) : null,
    to: to ? midnight(to, 1) : null,
  };
  const names = personNames(read);
  const found = accessRows(read, query, offset, limit);
  const rows = found.rows.map((row): AccessRow => {
    const { stream, seq, at, caseId, number: caseNumber, reason } = row;
    return {
      ...{ stream, seq, time: at, caseId, reason },
      person: names.get(row.personId) ?? '未知人员',
      kind: row.kind as AccessKind,
      number: caseNumber,
      applicant: shownName(row),
      what: whatOf(row, catalogue),
    };
  });
  return { total: found.total, rows };
}

const COLUMNS = [
  { title: '时间', width: 18 },
  { title: '查看人', width: 12 },
  { title: '案卷编号', width: 22 },
  { title: '申报人', width: 14 },
  { title: '方式', width: 24 },
  { title: '内容', width: 24 },
  { title: '理由', width: 40 },
] as const;

const MINUTE = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });

/** The report as a table; names stay masked. */
export function accessTable(session: Session, catalogue: Catalogue, filter: AccessFilter): Table {
  const rows = redact(accessesOf(session, catalogue, filter, 0, MAX_ROWS).rows, hiddenFrom(session)) as AccessRow[];
  return {
    title: '个人信息查看记录',
    columns: COLUMNS,
    rows: rows.map(({ time, person, number, applicant, kind, what, reason }) => [
      ...[MINUTE.format(Date.parse(time)), person, number || '（已清除）', applicant || '（已清除）'],
      ...[ACCESS_TITLES[kind], what, reason],
    ]),
  };
}
