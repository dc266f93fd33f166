import { Button } from 'antd';
import { useState } from 'react';
import type { JournalFilter, JournalRow } from '#shared/api/journal.ts';
import { JOURNAL_GROUPS } from '#shared/domain/journalGroups.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { useReport } from '../../app/useReport.tsx';
import { formatCount, formatTime } from '../../ui/format.ts';
import { PrintSheet } from '../../ui/PrintSheet.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { Barred, useExportObstacle } from '../privacy/exportRight.tsx';

/** Rows a printed list holds; a longer one is saved as a table. */
const PRINTED = 400;
/** Rows the core answers at once. */
const PAGE = 200;

/** What the filter finds, on paper or as a table. */
export function TakeOut({ filter }: { filter: JournalFilter }) {
  const api = useApi();
  const report = useReport();
  const barred = useExportObstacle('table');
  const [printing, setPrinting] = useState<{ rows: JournalRow[]; total: number } | null>(null);
  const save = async () => {
    const { path } = await api.host.saveFile({ purpose: 'table', suggestedName: '审核记录.xlsx' });
    if (path === null) return;
    const { rows } = await api.journal.saveList({ filter, path });
    report.tell(`已保存 ${formatCount(rows)} 条记录`);
  };
  const print = async () => {
    const rows: JournalRow[] = [];
    let total = 0;
    for (let offset = 0; offset < PRINTED; offset += PAGE) {
      const found = await api.journal.list({ filter, offset, limit: PAGE });
      total = found.total;
      rows.push(...found.rows);
      if (offset + PAGE >= total) break;
    }
    if (rows.length === 0) report.note('没有符合条件的记录可以打印。');
    else setPrinting({ rows, total });
  };
  return (
    <>
      <div className="qp-acts">
        <Button size="small" onClick={() => report.guard('没有打印', print)}>
          打印筛选结果
        </Button>
        <Button size="small" disabled={barred !== null} onClick={() => report.guard('没有保存', save)}>
          保存筛选结果为表格
        </Button>
        <Barred why={barred} />
      </div>
      {printing && (
        <PrintSheet
          title="审核记录"
          subtitle={`共 ${formatCount(printing.total)} 条${printing.total > printing.rows.length ? `，打印最近 ${printing.rows.length} 条` : ''}`}
          foot="摘自本机审核记录。序号和校验码可在“设置—审核记录”中查对。"
          onDone={() => setPrinting(null)}
        >
          <Printed rows={printing.rows} />
        </PrintSheet>
      )}
    </>
  );
}

function Printed({ rows }: { rows: readonly JournalRow[] }) {
  return (
    <table>
      <thead>
        <tr>
          {['序号', '时间', '人员', '类别', '案卷', '内容'].map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ stream, seq, time, actor, group, case: about, sentence }) => (
          <tr key={`${stream} ${seq}`}>
            <td>{seq}</td>
            <td>{formatTime(time)}</td>
            <td>
              <VisibleText text={actor} />
            </td>
            <td>{JOURNAL_GROUPS[group]}</td>
            <td>{about?.number}</td>
            <td>
              <VisibleText text={sentence} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
