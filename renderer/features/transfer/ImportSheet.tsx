import type { ImportReport } from '#shared/api/transfer.ts';
import { hashGroups } from '#shared/domain/bundle.ts';
import { formatBytes, formatLongDate, formatTime } from '../../ui/format.ts';
import { SheetGroups } from '../../ui/HashGroups.tsx';
import { PrintSheet } from '../../ui/PrintSheet.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { ImportedCases } from './ImportedCases.tsx';
import { importOutcome, KIND_TITLES } from './words.ts';

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
      <SheetGroups groups={report.groups} />
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
      <ImportedCases report={report} paper />
    </PrintSheet>
  );
}
