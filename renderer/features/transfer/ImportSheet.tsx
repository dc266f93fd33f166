import type { ImportReport } from '#shared/api/transfer.ts';
import { hashGroups } from '#shared/domain/bundle.ts';
import { formatBytes, formatLongDate, formatTime } from '../../ui/format.ts';
import { PrintSheet } from '../../ui/PrintSheet.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { CHANGE_TITLES, importOutcome, KIND_TITLES } from './words.ts';

/** The import report on paper. */
export function ImportSheet({ report, onDone }: { report: ImportReport; onDone: () => void }) {
  return (
    <PrintSheet
      title="交换包导入报告"
      subtitle={formatLongDate(report.receivedAt)}
      foot="核对人（签字）：　　　　　　　　日期："
      onDone={onDone}
    >
      <dl>
        <dt>文件</dt>
        <dd>
          <VisibleText text={report.file} />（{KIND_TITLES[report.kind]}，{formatBytes(report.bytes)}）
        </dd>
        <dt>签发</dt>
        <dd>
          <VisibleText text={report.issuer} />，{formatTime(report.issuedAt)}
        </dd>
        <dt>结果</dt>
        <dd>{importOutcome(report)}</dd>
      </dl>
      <div className="qp-sheet-groups">
        {report.groups.map((group, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place of a group is its identity
          <span key={index}>{group}</span>
        ))}
      </div>
      {report.remarks.map((remark) => (
        <p key={remark}>
          <VisibleText text={remark} />
        </p>
      ))}
      {report.policy && (
        <p>
          政策目录：第 {report.policy.number} 号，
          <VisibleText text={report.policy.title} />
          ，目录校验码 {hashGroups(report.policy.sha256).join(' ')}，最早 {report.policy.from} 启用。
        </p>
      )}
      {report.cases.length > 0 && <CaseTable report={report} />}
    </PrintSheet>
  );
}

function CaseTable({ report }: { report: ImportReport }) {
  return (
    <table>
      <thead>
        <tr>
          <th className="qp-num">序号</th>
          <th>编号</th>
          <th>申请人</th>
          <th>项目</th>
          <th className="qp-num">附件</th>
          <th>结果</th>
        </tr>
      </thead>
      <tbody>
        {report.cases.map((entry, index) => (
          <tr key={entry.caseId}>
            <td className="qp-num">{index + 1}</td>
            <td>{entry.number}</td>
            <td>
              <VisibleText text={entry.applicant} />
            </td>
            <td>{entry.programmeName}</td>
            <td className="qp-num">{entry.attachments}</td>
            <td>{CHANGE_TITLES[report.already ? 'unchanged' : entry.change]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
