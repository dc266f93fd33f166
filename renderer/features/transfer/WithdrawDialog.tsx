import { Input } from 'antd';
import { useState } from 'react';
import type { ExportReport } from '#shared/api/transfer.ts';
import { useAct } from '../../app/data.ts';
import { useReport } from '../../app/useReport.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Field } from '../../ui/Field.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';

/** A bundle that never arrived: why is asked for and recorded; its cases go out with the next one. */
export function WithdrawDialog({ report, onClose }: { report: ExportReport; onClose: () => void }) {
  const said = useReport();
  const [reason, setReason] = useState('');
  const withdraw = useAct('transfer', 'withdrawExport');
  const { bundleId, file, cases } = report;
  const submit = () =>
    withdraw.mutate(
      { bundleId, reason: reason.trim() },
      {
        onSuccess: () => {
          said.tell('已声明遗失，案卷列为待回传，请重新导出。');
          onClose();
        },
      },
    );
  return (
    <Dialog
      title="声明审核包遗失"
      okText="声明遗失"
      okButtonProps={{ disabled: reason.trim() === '', loading: withdraw.isPending }}
      onOk={submit}
      onCancel={onClose}
    >
      <p>
        “<VisibleText text={file} />
        ”里的 {cases.length} 件案卷将重新列为待回传，随下一次导出送交中心；中心收到后，不再接收这一个包。
        {report.sealed ? '包是加密的，拾到的人打不开。' : '包没有加密，拾到的人能打开，请同时报告中心。'}
      </p>
      <Field label="原因（记入审核记录，随下一次导出告知中心）">
        <Input.TextArea
          autoFocus
          rows={2}
          maxLength={200}
          placeholder="如：U盘在送交途中遗失"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      {withdraw.error !== null && <ErrorPanel title="没有声明" error={withdraw.error} />}
    </Dialog>
  );
}
