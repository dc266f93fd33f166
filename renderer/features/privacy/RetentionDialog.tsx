import { Button, Input } from 'antd';
import { useState } from 'react';
import type { RetentionBatch } from '#shared/api/privacy.ts';
import { useAct } from '../../app/data.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Field } from '../../ui/Field.tsx';

/** Another last day for one batch, with the reason that is journaled. An empty day goes back to the default. */
export function RetentionDialog({ batch, onClose }: { batch: RetentionBatch; onClose: () => void }) {
  const [until, setUntil] = useState(batch.keptUntil ?? '');
  const [reason, setReason] = useState('');
  const { proposal } = batch;
  const set = useAct('privacy', 'setUntil');
  const submit = () =>
    set.mutate(
      { bundleId: batch.bundleId, until: until === '' ? null : until, reason: reason.trim() },
      { onSuccess: onClose },
    );
  return (
    <Dialog
      title="改定保存期限"
      okText="保存"
      okButtonProps={{ disabled: reason.trim() === '', loading: set.isPending }}
      onOk={submit}
      onCancel={onClose}
      width={460}
    >
      <Field label="保存至" hint="留空则恢复默认期限">
        <Input type="date" value={until} onChange={(event) => setUntil(event.target.value)} />
      </Field>
      {proposal && (
        <p>
          按项目义务：{proposal.why}
          {proposal.until === null ? '，中心确认后可算出日期。' : `，建议保存至 ${proposal.until}。`}{' '}
          {proposal.until !== null && (
            <Button
              size="small"
              disabled={until === proposal.until}
              onClick={() => {
                setUntil(proposal.until ?? '');
                if (reason.trim() === '') setReason(`按项目义务：${proposal.why}`.slice(0, 200));
              }}
            >
              采用
            </Button>
          )}
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
      {set.error !== null && <ErrorPanel title="没有保存" error={set.error} />}
    </Dialog>
  );
}
