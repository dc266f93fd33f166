import type { Table } from '#main/documents/table.ts';
import type { JournalRow } from '#shared/api/journal.ts';
import { JOURNAL_GROUPS } from '#shared/domain/journalGroups.ts';

const SECOND = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' });

const COLUMNS = [
  { title: '序号', width: 10 },
  { title: '时间', width: 20 },
  { title: '人员', width: 12 },
  { title: '类别', width: 16 },
  { title: '案卷编号', width: 22 },
  { title: '内容', width: 70 },
  { title: '校验码', width: 34 },
] as const;

/** What people did, as a table for other programs: the sentences of the screen with the place in the chain. */
export function journalTable(rows: readonly JournalRow[]): Table {
  return {
    title: '审核记录',
    columns: COLUMNS,
    rows: rows.map(({ seq, time, actor, group, case: about, sentence, hash }) => [
      ...[seq, SECOND.format(Date.parse(time)), actor, JOURNAL_GROUPS[group]],
      ...[about === null ? '' : `${about.number}${about.erased ? '（已清除）' : ''}`, sentence, hash.slice(0, 32)],
    ]),
  };
}
