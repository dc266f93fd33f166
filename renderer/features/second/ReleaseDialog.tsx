import { Form, Input, Radio } from 'antd';
import { useState } from 'react';
import type { SecondRow } from '#shared/api/second.ts';
import { useAct, useRead } from '../../app/data.ts';
import { useReport } from '../../app/useReport.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';

/** 交回或转办: a second review that was begun goes to whoever takes it, or to a colleague. */
export function ReleaseDialog({ row, onClose }: { row: SecondRow; onClose: () => void }) {
  const report = useReport();
  const { secondId, number, second } = row;
  const persons = useRead('second', 'successors', { secondId }).data?.persons ?? [];
  const { mutate, isPending, error } = useAct('second', 'release');
  const [to, setTo] = useState('');
  const [reason, setReason] = useState('');
  const ready = reason.trim() !== '';
  const submit = () =>
    ready &&
    mutate(
      { secondId, to: to === '' ? null : to, reason: reason.trim() },
      {
        onSuccess: (after) => {
          report.tell(after.second === null ? '已交回，等待复核员领取。' : `已转给${after.second}。`);
          onClose();
        },
      },
    );
  return (
    <Dialog
      title={`交回或转办　${number}`}
      okText={to === '' ? '交回' : '转办'}
      okButtonProps={{ disabled: !ready, loading: isPending }}
      onOk={submit}
      onCancel={onClose}
    >
      <p>
        {second}
        已做的判定和依据不带给接手的人，由其从头独立复核；做过的内容只保留在审核记录里。
      </p>
      <Form layout="vertical" onFinish={submit}>
        <Form.Item label="交给">
          <Radio.Group
            className="qp-reasons"
            value={to}
            options={[
              { value: '', label: '交回待领取，任何复核员都可以领取' },
              ...persons.map(({ personId, name }) => ({ value: personId, label: `转给${name}` })),
            ]}
            onChange={(event) => setTo(event.target.value as string)}
          />
        </Form.Item>
        <Form.Item label="原因" required extra="写入审核记录，在案卷的办理经过中可见。">
          <Input
            autoFocus
            aria-label="原因"
            placeholder="例如：出差两周，期限内不能办结"
            value={reason}
            maxLength={500}
            onChange={(event) => setReason(event.target.value)}
          />
        </Form.Item>
      </Form>
      {error !== null && <ErrorPanel title="没有交回或转办" error={error} />}
    </Dialog>
  );
}
