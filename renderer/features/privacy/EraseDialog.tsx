import { Input } from 'antd';
import { useState } from 'react';
import type { RetentionBatch } from '#shared/api/privacy.ts';
import type { TaskView } from '#shared/api/transfer.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Field } from '../../ui/Field.tsx';
import { formatCount, formatDay } from '../../ui/format.ts';
import { PassphraseInput } from '../workspace/PassphraseInput.tsx';

interface Props {
  batch: RetentionBatch;
  begin: (work: () => Promise<TaskView>) => Promise<void>;
  onClose: () => void;
}

/** The last question before a batch is gone: how many cases, why, and the passphrase. */
export function EraseDialog({ batch, begin, onClose }: Props) {
  const api = useApi();
  const [reason, setReason] = useState('保存期限届满');
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { proposal } = batch;
  const early = proposal !== null && proposal.until !== null && proposal.until >= formatDay(new Date().toISOString());
  const submit = async () => {
    setBusy(true);
    setError(null);
    try {
      const task = await api.privacy.erase({ bundleId: batch.bundleId, reason: reason.trim(), passphrase });
      await begin(async () => task);
      onClose();
    } catch (refused) {
      setError(refused);
      setPassphrase('');
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={`清除 ${formatCount(batch.cases)} 件案卷`}
      okText="清除，不再恢复"
      okButtonProps={{ danger: true, disabled: reason.trim() === '' || passphrase === '', loading: busy }}
      onOk={() => void submit()}
      onCancel={onClose}
      width={480}
    >
      <p>这批案卷的材料、审核内容和检索内容都将从本机清除，不能恢复。</p>
      {early && (
        <p role="alert">
          按项目义务建议保存至 {proposal.until}（{proposal.why}），这一天还没有到。
        </p>
      )}
      <Field label="原因">
        <Input.TextArea
          value={reason}
          maxLength={200}
          autoSize={{ minRows: 2, maxRows: 4 }}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      <Field label="口令">
        <PassphraseInput label="口令" purpose="current-password" value={passphrase} onChange={setPassphrase} />
      </Field>
      {error !== null && <ErrorPanel title="没有清除" error={error} />}
    </Dialog>
  );
}
