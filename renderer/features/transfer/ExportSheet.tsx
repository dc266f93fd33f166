import type { ExportReport } from '#shared/api/transfer.ts';
import { useStatus } from '../../app/data.ts';
import { formatBytes, formatLongDate, formatTime } from '../../ui/format.ts';
import { SheetGroups } from '../../ui/HashGroups.tsx';
import { PrintSheet } from '../../ui/PrintSheet.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { ExportedCases } from './ExportedCases.tsx';

/** Goes along with the stick: the centre compares the groups before it opens the bundle. */
export function ExportSheet({ report, onDone }: { report: ExportReport; onDone: () => void }) {
  const status = useStatus().data;
  return (
    <PrintSheet
      title="审核结果回传校验单"
      subtitle={formatLongDate(report.exportedAt)}
      foot="送交人（签字）：　　　　　　　　接收人（签字）：　　　　　　　　日期："
      onDone={onDone}
    >
      <dl>
        <dt>文件</dt>
        <dd>
          <VisibleText text={report.file} />（{formatBytes(report.bytes)}，{report.sealed ? '已加密' : '未加密'}）
        </dd>
        {status?.unit && (
          <>
            <dt>送交单位</dt>
            <dd>
              <VisibleText text={status.unit} />
            </dd>
          </>
        )}
        <dt>导出时间</dt>
        <dd>{formatTime(report.exportedAt)}</dd>
        <dt>案卷</dt>
        <dd>{report.cases.length} 件</dd>
      </dl>
      <p>校验码（请与中心屏幕上的十六组逐组核对）</p>
      <SheetGroups groups={report.groups} />
      <ExportedCases cases={report.cases} paper />
    </PrintSheet>
  );
}
