import { Button } from 'antd';
import { useApi } from '../../api/ApiProvider.tsx';
import { useRead } from '../../app/data.ts';
import { useReport } from '../../app/useReport.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { ProgressPanel } from '../../ui/ProgressPanel.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { useExportObstacle } from '../privacy/exportRight.tsx';
import { ExportList } from './ExportList.tsx';
import { ExportPreview } from './ExportPreview.tsx';
import { ExportReportView } from './ExportReportView.tsx';
import { RefusalPanel } from './RefusalPanel.tsx';
import { EXPORT_STEPS } from './steps.ts';
import { type Transfer, useTransfer } from './useTransfer.ts';

/** What goes back to the centre, the way there, and what went before. */
export function ExportPart() {
  const api = useApi();
  const report = useReport();
  const transfer = useTransfer('export');
  const preview = useRead('transfer', 'exportPreview', {});
  const barred = useExportObstacle('bundle');
  const suggestedName = preview.data?.suggestedName ?? '';
  const choose = () =>
    report.guard('没有选定位置', async () => {
      const { path } = await api.host.saveFile({ purpose: 'bundle', suggestedName });
      if (path !== null) await transfer.start(() => api.transfer.exportStart({ path }));
    });
  return (
    <>
      <Current transfer={transfer} />
      {transfer.task?.state !== 'running' && (
        <>
          {preview.error && <ErrorPanel title="没有读到待回传的案卷" error={preview.error} />}
          {preview.data && (
            <ExportPreview
              preview={barred === null ? preview.data : { ...preview.data, ready: false, reason: barred }}
              onExport={choose}
            />
          )}
        </>
      )}
      <ExportList />
    </>
  );
}

function Current({ transfer }: { transfer: Transfer }) {
  const { task, startError, cancelling, cancel, dismiss } = transfer;
  const close = (
    <Button size="small" onClick={dismiss}>
      知道了
    </Button>
  );
  if (startError !== null) return <ErrorPanel title="没有开始导出" error={startError} onClose={dismiss} />;
  if (task?.state === 'running') {
    return (
      <ProgressPanel
        title={`正在导出“${task.file}”`}
        steps={EXPORT_STEPS}
        progress={task.progress}
        cancelling={cancelling}
        onCancel={cancel}
      />
    );
  }
  if (task?.state === 'refused' && task.refusal) {
    return <RefusalPanel task={task} refusal={task.refusal} again={close} onClose={dismiss} />;
  }
  if (task?.state === 'done' && task.exportReport) {
    return <ExportReportView report={task.exportReport} fresh onClose={dismiss} />;
  }
  if (task?.state === 'cancelled') {
    return (
      <p role="status">
        已取消导出“
        <VisibleText text={task.file} />
        ”，目标介质上没有留下文件。
      </p>
    );
  }
  return null;
}
