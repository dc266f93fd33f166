import { Button, InputNumber } from 'antd';
import { useState } from 'react';
import type { RetentionBatch } from '#shared/api/privacy.ts';
import type { ErasureReport } from '#shared/api/transfer.ts';
import { RETENTION_YEARS } from '#shared/domain/privacyEvents.ts';
import { useAct, useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatBytes, formatCount, formatDay, formatTime } from '../../ui/format.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { useTransfer } from '../transfer/useTransfer.ts';
import { EraseDialog } from './EraseDialog.tsx';
import { RetentionDialog } from './RetentionDialog.tsx';
import '../journal/journal.css';

type Asked = { kind: 'erase' | 'until'; batch: RetentionBatch } | null;

/** How long each batch is kept, and the erasure when its time has come. */
export function RetentionSection() {
  const read = useRead('privacy', 'retention', {});
  const [asked, setAsked] = useState<Asked>(null);
  const erasing = useTransfer('erase', { fresh: true });
  const { data } = read;
  return (
    <section className="qp-card qp-journal" aria-label="保存期限与清除">
      <h2>保存期限与清除</h2>
      <p>
        保存期限届满、结果已得到中心确认的案卷，应当从本机清除。清除后不能恢复：案卷、附件、审核内容和检索内容都不再保留，审核记录只留校验码，谁看过仍可查。
      </p>
      {read.error && <ErrorPanel title="没有读到保存期限" error={read.error} />}
      {!data && !read.error && <Later>正在读取</Later>}
      {data && <Years years={data.years} may={data.mayErase} />}
      {data?.batches.length === 0 && (
        <EmptyState title="还没有案卷">导入案卷包后，这里列出每一批的保存期限。</EmptyState>
      )}
      {erasing.task?.state === 'running' && <p role="status">正在清除，请勿关闭程序。</p>}
      {erasing.task?.refusal && <ErrorPanel title="没有清除" error={erasing.task.refusal} onClose={erasing.dismiss} />}
      {erasing.task?.erasureReport && <Gone report={erasing.task.erasureReport} onClose={erasing.dismiss} />}
      {data && data.batches.length > 0 && <Batches batches={data.batches} may={data.mayErase} onAsk={setAsked} />}
      {asked?.kind === 'until' && <RetentionDialog batch={asked.batch} onClose={() => setAsked(null)} />}
      {asked?.kind === 'erase' && (
        <EraseDialog batch={asked.batch} begin={erasing.start} onClose={() => setAsked(null)} />
      )}
    </section>
  );
}

function Years({ years, may }: { years: number; may: boolean }) {
  const [value, setValue] = useState<number | null>(years);
  const set = useAct('privacy', 'setYears');
  return (
    <div className="qp-field">
      <label className="qp-label" htmlFor="qp-retention-years">
        默认保存期限（中心确认后，年）
      </label>
      <div className="qp-acts">
        <InputNumber
          id="qp-retention-years"
          min={RETENTION_YEARS.min}
          max={RETENTION_YEARS.max}
          precision={0}
          changeOnWheel={false}
          disabled={!may}
          value={value}
          onChange={setValue}
        />
        <Button
          disabled={!may || value === null || value === years}
          loading={set.isPending}
          onClick={() => value !== null && set.mutate({ years: value })}
        >
          保存
        </Button>
      </div>
      {set.error !== null && <ErrorPanel title="没有保存" error={set.error} />}
    </div>
  );
}

interface BatchesProps {
  batches: readonly RetentionBatch[];
  may: boolean;
  onAsk: (asked: Asked) => void;
}

function Batches({ batches, may, onAsk }: BatchesProps) {
  return (
    <table className="qp-table">
      <thead>
        <tr>
          {['案卷包', '收到', '案卷', '保存至', '状态', '操作'].map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {batches.map((batch) => (
          <tr key={batch.bundleId}>
            <td>
              <VisibleText text={batch.file} />
            </td>
            <td>{formatDay(batch.receivedAt)}</td>
            <td>
              {batch.erasedAt ? '—' : `${formatCount(batch.cases)} 件，已确认 ${formatCount(batch.acknowledged)} 件`}
            </td>
            <td>
              {batch.erasedAt ? '—' : (batch.keptUntil ?? '中心确认后起算')}
              {batch.setReason !== null && !batch.erasedAt && <span className="qp-faint">（已改定）</span>}
              {batch.proposal && batch.proposal.until !== batch.keptUntil && (
                <div className="qp-faint">
                  按项目义务建议{batch.proposal.until === null ? '更长' : `保存至 ${batch.proposal.until}`}：
                  {batch.proposal.why}
                </div>
              )}
            </td>
            <td>{batch.erasedAt ? `${formatTime(batch.erasedAt)} 清除` : (batch.obstacle ?? '可以清除')}</td>
            <td>
              {!batch.erasedAt && (
                <div className="qp-acts">
                  <Button size="small" disabled={!may} onClick={() => onAsk({ kind: 'until', batch })}>
                    改定期限
                  </Button>
                  <Button
                    size="small"
                    danger
                    disabled={!may || batch.obstacle !== null}
                    onClick={() => onAsk({ kind: 'erase', batch })}
                  >
                    清除
                  </Button>
                </div>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Gone({ report, onClose }: { report: ErasureReport; onClose: () => void }) {
  const { cases, events, files, bytes, backups } = report;
  return (
    <div className="qp-journal-found" role="status">
      <p>
        已清除 {formatCount(cases)} 件案卷：{formatCount(events)} 条记录的内容，{formatCount(files)} 个密文文件，
        {formatBytes(bytes)}。
      </p>
      {backups.length > 0 && (
        <p>
          此前的 {backups.length} 份备份里仍有这些案卷，请一并销毁：
          {backups.map(({ file, at }) => `${file}（${formatDay(at)}）`).join('、')}。
        </p>
      )}
      <Button size="small" onClick={onClose}>
        收起
      </Button>
    </div>
  );
}
