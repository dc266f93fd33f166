import { Button, Select } from 'antd';
import { useState } from 'react';
import type { AccessFilter, AccessRow } from '#shared/api/privacy.ts';
import { ACCESS_TITLES, type AccessKind } from '#shared/domain/privacyEvents.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { useRead } from '../../app/data.ts';
import { useReport } from '../../app/useReport.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatCount, formatTime } from '../../ui/format.ts';
import { PrintSheet } from '../../ui/PrintSheet.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { RecordFilters, withoutEmpty } from '../journal/RecordFilters.tsx';
import { Barred, useExportObstacle } from './exportRight.tsx';
import '../journal/journal.css';

const PAGE = 200;
/** Rows a printed report holds; a longer one is saved as a sheet. */
const PRINTED = 500;
const KINDS = Object.entries(ACCESS_TITLES).map(([value, label]) => ({ value: value as AccessKind, label }));

/** 谁看过谁: each look at what is masked otherwise, with its reason. */
export function AccessSection() {
  const api = useApi();
  const report = useReport();
  const [filter, setFilter] = useState<AccessFilter>({});
  const [offset, setOffset] = useState(0);
  const [printing, setPrinting] = useState<AccessRow[] | null>(null);
  const barred = useExportObstacle('table');
  const found = useRead('privacy', 'accesses', { filter, offset, limit: PAGE }, { keep: true });
  const total = found.data?.total ?? 0;
  const set = (change: Partial<AccessFilter>) => {
    setOffset(0);
    setFilter(withoutEmpty({ ...filter, ...change }));
  };
  const save = async () => {
    const { path } = await api.host.saveFile({ purpose: 'table', suggestedName: '个人信息查看记录.xlsx' });
    if (path === null) return;
    await api.privacy.saveAccesses({ filter, path });
    report.tell('已保存查看记录');
  };
  const print = async () => setPrinting((await api.privacy.accesses({ filter, offset: 0, limit: PRINTED })).rows);
  return (
    <section className="qp-card qp-journal" aria-label="查看记录">
      <div className="qp-card-head">
        <h2>谁看过谁</h2>
        <div className="qp-acts">
          <Button disabled={total === 0} onClick={() => report.guard('没有打印', print)}>
            打印{total > PRINTED ? `最近 ${PRINTED} 条` : ''}
          </Button>
          <Button disabled={total === 0 || barred !== null} onClick={() => report.guard('没有保存', save)}>
            保存为表格
          </Button>
        </div>
      </div>
      <p className="qp-faint">
        查看遮盖信息、打开申报材料、制作含个人信息的文书，都记在这里；同一人同一天打开同一案卷的材料记一次。
      </p>
      <Barred why={barred} />
      <RecordFilters
        label="筛选查看记录"
        personLabel="查看人"
        filter={filter}
        onChange={set}
        kinds={
          <Select
            aria-label="方式"
            placeholder="全部方式"
            allowClear
            popupMatchSelectWidth={false}
            options={KINDS}
            value={filter.kind ?? null}
            onChange={(kind: AccessKind | null) => set({ kind: kind ?? undefined })}
          />
        }
      />
      {found.error && <ErrorPanel title="没有读到查看记录" error={found.error} />}
      {found.data && total === 0 && <EmptyState title="没有符合条件的查看记录">换一个条件，或清除筛选。</EmptyState>}
      {found.data && total > 0 && (
        <>
          <AccessTable rows={found.data.rows} />
          <div className="qp-acts">
            <span className="qp-faint" role="status">
              第 {formatCount(offset + 1)} 至 {formatCount(offset + found.data.rows.length)} 条，共 {formatCount(total)}{' '}
              条
            </span>
            <Button size="small" disabled={offset === 0} onClick={() => setOffset(Math.max(0, offset - PAGE))}>
              较近的
            </Button>
            <Button size="small" disabled={offset + PAGE >= total} onClick={() => setOffset(offset + PAGE)}>
              较早的
            </Button>
          </div>
        </>
      )}
      {printing && (
        <PrintSheet
          title="个人信息查看记录"
          subtitle={`共 ${formatCount(total)} 条${total > printing.length ? `，打印最近 ${printing.length} 条` : ''}`}
          foot="姓名已遮盖；内容摘自本机审核记录。"
          onDone={() => setPrinting(null)}
        >
          <AccessTable rows={printing} />
        </PrintSheet>
      )}
    </section>
  );
}

function AccessTable({ rows }: { rows: readonly AccessRow[] }) {
  return (
    <table className="qp-table">
      <thead>
        <tr>
          {['时间', '查看人', '案卷', '申报人', '方式', '内容', '理由'].map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.stream} ${row.seq} ${row.caseId}`}>
            <td>{formatTime(row.time)}</td>
            <td>
              <VisibleText text={row.person} />
            </td>
            <td>{row.number}</td>
            <td>
              {row.applicant === '' ? <span className="qp-faint">已清除</span> : <VisibleText text={row.applicant} />}
            </td>
            <td>{ACCESS_TITLES[row.kind]}</td>
            <td>
              <VisibleText text={row.what} />
            </td>
            <td>
              <VisibleText text={row.reason} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
