import { Button } from 'antd';
import { useApi } from '../../api/ApiProvider.tsx';
import { useReport } from '../../app/useReport.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { ProgressPanel } from '../../ui/ProgressPanel.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { ImportList } from './ImportList.tsx';
import { ImportReportView } from './ImportReportView.tsx';
import { RefusalPanel } from './RefusalPanel.tsx';
import { IMPORT_STEPS } from './steps.ts';
import { type Transfer, useTransfer } from './useTransfer.ts';

/** Choose a bundle, follow its checks, read what came in. */
export function ImportPart() {
  const api = useApi();
  const report = useReport();
  const transfer = useTransfer('import');
  const choose = () =>
    report.guard('没有选定文件', async () => {
      const { path } = await api.host.openFile({ purpose: 'bundle' });
      if (path !== null) await transfer.start(() => api.transfer.importStart({ path }));
    });
  return (
    <>
      <Current transfer={transfer} onChoose={choose} />
      <ImportList />
    </>
  );
}

function Current({ transfer, onChoose }: { transfer: Transfer; onChoose: () => void }) {
  const { task, startError, cancelling, cancel, dismiss } = transfer;
  const again = (
    <Button size="small" onClick={onChoose}>
      选择交换包
    </Button>
  );
  if (startError !== null) {
    return <ErrorPanel title="没有开始导入" error={startError} actions={again} onClose={dismiss} />;
  }
  if (task?.state === 'running') {
    return (
      <ProgressPanel
        title={`正在导入“${task.file}”`}
        steps={IMPORT_STEPS}
        progress={task.progress}
        cancelling={cancelling}
        onCancel={cancel}
      />
    );
  }
  if (task?.state === 'refused' && task.refusal) {
    return <RefusalPanel task={task} refusal={task.refusal} again={again} onClose={dismiss} />;
  }
  if (task?.state === 'done' && task.importReport) {
    return <ImportReportView report={task.importReport} onClose={dismiss} again={again} />;
  }
  return (
    <section className="qp-card qp-choose">
      <div>
        <h2>导入交换包</h2>
        {task?.state === 'cancelled' && (
          <p role="status">
            已取消导入“
            <VisibleText text={task.file} />
            ”，没有留下任何改动。
          </p>
        )}
        <p className="qp-faint">
          插入中心下发的 U盘，选择其中扩展名为 .qpb 的文件。导入前会核对签名、证书、完整性、重复和序号。
        </p>
      </div>
      <Button type="primary" size="large" icon={<Icon name="import" />} onClick={onChoose}>
        选择交换包
      </Button>
    </section>
  );
}
