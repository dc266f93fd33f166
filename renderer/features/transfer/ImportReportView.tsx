import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { ImportReport } from '#shared/api/transfer.ts';
import { formatHash } from '../../app/router.ts';
import { formatBytes, formatTime } from '../../ui/format.ts';
import { HashGroups } from '../../ui/HashGroups.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { ImportSheet } from './ImportSheet.tsx';
import { PolicyOutcome } from './PolicyOutcome.tsx';
import { CHANGE_TITLES, importOutcome, KIND_TITLES } from './words.ts';

interface Props {
  report: ImportReport;
  again?: ReactNode;
  onClose?: () => void;
}

/** What came in with one bundle; printable. */
export function ImportReportView({ report, again, onClose }: Props) {
  const [printing, setPrinting] = useState(false);
  return (
    <section className="qp-card qp-report" aria-label="导入报告">
      <div className="qp-report-head">
        <span className={report.parked ? 'qp-verdict qp-verdict-doubt' : 'qp-verdict qp-verdict-pass'}>
          <Icon name={report.parked ? 'clock' : 'check'} />
        </span>
        <h2>{importOutcome(report)}</h2>
        <div className="qp-report-acts">
          {again}
          <Button size="small" icon={<Icon name="print" />} onClick={() => setPrinting(true)}>
            打印
          </Button>
          {onClose && (
            <Button size="small" type="text" aria-label="收起报告" icon={<Icon name="close" />} onClick={onClose} />
          )}
        </div>
      </div>
      <div className="qp-report-columns">
        <Origin report={report} />
        <HashGroups groups={report.groups} label="校验码" verified />
      </div>
      {report.remarks.length > 0 && (
        <div className="qp-remarks">
          <h3>请留意</h3>
          <ul>
            {report.remarks.map((remark) => (
              <li key={remark}>
                <VisibleText text={remark} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {report.policy && <PolicyOutcome policy={report.policy} />}
      <CaseTable report={report} />
      {printing && <ImportSheet report={report} onDone={() => setPrinting(false)} />}
    </section>
  );
}

function Origin({ report }: { report: ImportReport }) {
  return (
    <dl className="qp-origin">
      <dt>文件</dt>
      <dd>
        <VisibleText text={report.file} />
      </dd>
      <dt>种类</dt>
      <dd>
        {KIND_TITLES[report.kind]}，{formatBytes(report.bytes)}
      </dd>
      <dt>签发</dt>
      <dd>
        <VisibleText text={report.issuer} /> {formatTime(report.issuedAt)}
      </dd>
      <dt>接收</dt>
      <dd>{formatTime(report.receivedAt)}</dd>
    </dl>
  );
}

function CaseTable({ report }: { report: ImportReport }) {
  if (report.cases.length === 0) return null;
  return (
    <div className="qp-scroll">
      <table className="qp-table">
        <thead>
          <tr>
            <th className="qp-num qp-index">序号</th>
            <th>编号</th>
            <th>申请人</th>
            <th>项目</th>
            <th className="qp-num">附件</th>
            <th className="qp-num">大小</th>
            <th>结果</th>
          </tr>
        </thead>
        <tbody>
          {report.cases.map((entry, index) => (
            <tr key={entry.caseId}>
              <td className="qp-num">{index + 1}</td>
              <td className="qp-nowrap">
                {report.parked ? entry.number : <a href={formatHash(['cases', entry.caseId])}>{entry.number}</a>}
              </td>
              <td>
                <VisibleText text={entry.applicant} />
              </td>
              <td>{entry.programmeName}</td>
              <td className="qp-num">{entry.attachments} 个</td>
              <td className="qp-num qp-nowrap">{formatBytes(entry.bytes)}</td>
              <td className="qp-nowrap">{CHANGE_TITLES[report.already ? 'unchanged' : entry.change]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
