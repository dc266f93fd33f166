import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { ImportReport } from '#shared/api/transfer.ts';
import { formatBytes, formatTime } from '../../ui/format.ts';
import { HashGroups } from '../../ui/HashGroups.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { ImportedCases } from './ImportedCases.tsx';
import { ImportSheet } from './ImportSheet.tsx';
import { PolicyOutcome } from './PolicyOutcome.tsx';
import { importOutcome, KIND_TITLES } from './words.ts';

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
      <ImportedCases report={report} />
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
