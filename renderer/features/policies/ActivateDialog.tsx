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

const HINT = '到这一天，全部在办案卷按新目录重新预检；案卷适用哪一版规定仍按申报日确定。';

/** Puts a catalogue in force from a day, with what it does to the open cases in sight. */
export function ActivateDialog({ pack, list, onClose }: Props) {
  const report = useReport();
  const earliest = [list.today, pack.from ?? ''].sort().at(-1)!;
  const [from, setFrom] = useState(earliest);
  const effect = useEffectOf(pack.number);
  const activate = useAct('policies', 'activate');
  const tooEarly = from !== '' && from < earliest;
  const ready = from !== '' && !tooEarly && effect.data?.blocked === 0;
  const submit = () =>
    activate.mutate(
      { number: pack.number, from, expected: list.inForce },
      {
        onSuccess: () => {
          report.tell(
            from > list.today
              ? `第 ${pack.number} 号政策目录将从 ${from} 起启用。`
              : `已启用第 ${pack.number} 号政策目录，在办案卷已重新预检。`,
          );
          onClose();
        },
      },
    );
  return (
    <Dialog
      title={`启用第 ${pack.number} 号政策目录`}
      width={720}
      okText={from > list.today ? '到期启用' : '启用'}
      okButtonProps={{ disabled: !ready, loading: activate.isPending }}
      onOk={submit}
      onCancel={onClose}
    >
      <Field label="从哪一天起" hint={tooEarly ? `最早为 ${earliest}。` : HINT}>
        <Input
          className="qp-policy-day"
          type="date"
          autoFocus
          min={earliest}
          value={from}
          status={tooEarly ? 'error' : ''}
          onChange={(event) => setFrom(event.target.value)}
        />
      </Field>
      <EffectView number={pack.number} />
      {activate.error !== null && <ErrorPanel title="没有启用" error={activate.error} />}
    </Dialog>
  );
}
