import { Input } from 'antd';
import { useState } from 'react';
import type { PackView, PolicyList } from '#shared/api/policies.ts';
import { useAct } from '../../app/data.ts';
import { useReport } from '../../app/useReport.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Field } from '../../ui/Field.tsx';
import { EffectView, useEffectOf } from './EffectView.tsx';

interface Props {
  pack: PackView;
  list: PolicyList;
  onClose: () => void;
}

/** Goes back to an earlier catalogue at once, or keeps the one in force against what was planned; why is asked for and recorded. */
export function RollBackDialog({ pack, list, onClose }: Props) {
  const report = useReport();
  const [reason, setReason] = useState('');
  const stay = pack.number === list.inForce;
  const effect = useEffectOf(pack.number);
  const rollBack = useAct('policies', 'rollBack');
  const ready = reason.trim() !== '' && effect.data?.blocked === 0;
  const submit = () =>
    rollBack.mutate(
      { number: pack.number, reason, expected: list.inForce },
      {
        onSuccess: () => {
          report.tell(stay ? '已取消到期启用。' : `已退回第 ${pack.number} 号政策目录，在办案卷已重新预检。`);
          onClose();
        },
      },
    );
  return (
    <Dialog
      title={stay ? '取消到期启用' : `退回第 ${pack.number} 号政策目录`}
      width={720}
      okText={stay ? '取消启用' : '退回'}
      cancelText={stay ? '返回' : '取消'}
      okButtonProps={{ disabled: !ready, loading: rollBack.isPending }}
      onOk={submit}
      onCancel={onClose}
    >
      <p>
        {stay
          ? `继续使用第 ${pack.number} 号，安排好的到期启用全部作废；有关目录仍保留，可以再启用。`
          : `现在使用第 ${list.inForce} 号。退回立即生效，之前安排的到期启用同时作废；第 ${list.inForce} 号仍保留，可以再启用。`}
      </p>
      <Field label="原因（记入审核记录）">
        <Input.TextArea
          autoFocus
          rows={2}
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      {!stay && <EffectView number={pack.number} />}
      {rollBack.error !== null && <ErrorPanel title="没有退回" error={rollBack.error} />}
    </Dialog>
  );
}
