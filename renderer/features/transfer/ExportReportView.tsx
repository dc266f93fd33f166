import { Button } from 'antd';
import { useState } from 'react';
import type { ExportReport } from '#shared/api/transfer.ts';
import { formatBytes, formatTime } from '../../ui/format.ts';
import { HashGroups } from '../../ui/HashGroups.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { ExportedCases } from './ExportedCases.tsx';
import { ExportSheet } from './ExportSheet.tsx';
import { WithdrawDialog } from './WithdrawDialog.tsx';
import { arrival } from './words.ts';

interface Props {
  report: ExportReport;
  /** Just written: says what to do with it. */
  fresh?: boolean;
  onClose?: () => void;
}

/** A written bundle with the hash code to read out to the centre; printable. */
export function ExportReportView({ report, fresh, onClose }: Props) {
  const [printing, setPrinting] = useState(false);
  const [withdrawing, setWithdrawing] = useState(false);
  const lost = report.withdrawn !== null && report.acknowledgedAt === null;
  const underway = report.acknowledgedAt === null && report.withdrawn === null;
  return (
    <section className="qp-card qp-report" aria-label="导出结果">
      <div className="qp-report-head">
        <span className={lost ? 'qp-verdict qp-verdict-doubt' : 'qp-verdict qp-verdict-pass'}>
          <Icon name={lost ? 'warning' : 'check'} />
        </span>
        <h2>
          {fresh ? '已写入并核验' : lost ? '已声明遗失' : '已导出'}，{report.cases.length} 件
        </h2>
        <div className="qp-report-acts">
          {underway && !fresh && (
            <Button size="small" onClick={() => setWithdrawing(true)}>
              声明遗失
            </Button>
          )}
          <Button size="small" icon={<Icon name="print" />} onClick={() => setPrinting(true)}>
            打印校验单
          </Button>
          {onClose && (
            <Button size="small" type="text" aria-label="收起结果" icon={<Icon name="close" />} onClick={onClose} />
          )}
        </div>
      </div>
      <div className="qp-report-columns">
        <dl className="qp-origin">
          <dt>文件</dt>
          <dd>
            <VisibleText text={report.path} />
          </dd>
          <dt>大小</dt>
          <dd>
            {formatBytes(report.bytes)}，{report.sealed ? '已加密' : '未加密'}
          </dd>
          <dt>导出</dt>
          <dd>{formatTime(report.exportedAt)}</dd>
          <dt>中心确认</dt>
          <dd>{lost ? '没有收到' : arrival(report)}</dd>
          {report.withdrawn && (
            <>
              <dt>声明遗失</dt>
              <dd>
                {formatTime(report.withdrawn.at)}，<VisibleText text={report.withdrawn.reason} />
              </dd>
            </>
          )}
        </dl>
        <HashGroups groups={report.groups} label="校验码" verified />
      </div>
      {fresh && <p>请把文件连同校验单送交中心。收到中心的确认包并导入后，这些案卷才算回传完成。</p>}
      <ExportedCases cases={report.cases} />
      {withdrawing && <WithdrawDialog report={report} onClose={() => setWithdrawing(false)} />}
      {printing && <ExportSheet report={report} onDone={() => setPrinting(false)} />}
    </section>
  );
}
