import { Button, Input, Radio } from 'antd';
import { useState } from 'react';
import type { CrossHitView } from '#shared/api/crosscheck.ts';
import {
  CROSS_REASONS,
  type CrossDecision,
  type CrossReason,
  crossDecisionProblem,
} from '#shared/domain/crossCheck.ts';
import { useAct } from '../../app/data.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';

const REASONS = Object.entries(CROSS_REASONS) as [CrossReason, (typeof CROSS_REASONS)[CrossReason]][];

interface Props {
  hit: CrossHitView;
  onDone: () => void;
}

/** Confirm or dismiss, with a coded reason; 其他 needs words. */
export function DecideForm({ hit: { hitId, evidence, decided }, onDone }: Props) {
  const { mutateAsync, error, isPending } = useAct('crosscheck', 'decide');
  const [decision, setDecision] = useState<CrossDecision | null>(null);
  const [reason, setReason] = useState<CrossReason | null>(null);
  const [note, setNote] = useState(decided?.note ?? '');
  const problem = decision && reason ? crossDecisionProblem(decision, reason, note) : '请选择结论和原因';
  const save = async () => {
    if (!decision || !reason || problem) return;
    await mutateAsync({ hitId, evidence, decision, reason, note }).then(onDone, () => undefined);
  };
  return (
    <div className="qp-cross-form">
      <Radio.Group
        aria-label="核查结论"
        optionType="button"
        value={decision}
        onChange={(event) => {
          setDecision(event.target.value as CrossDecision);
          setReason(null);
        }}
        options={[
          { value: 'confirmed', label: '确认命中' },
          { value: 'dismissed', label: '排除命中' },
        ]}
      />
      {decision && (
        <>
          <Radio.Group
            aria-label="原因"
            value={reason}
            onChange={(event) => setReason(event.target.value as CrossReason)}
            options={REASONS.filter(([, one]) => one.decision === decision).map(([value, { title }]) => ({
              value,
              label: title,
            }))}
          />
          <Input.TextArea
            aria-label="核查说明"
            placeholder="核查经过，如向谁核实、依据什么材料"
            value={note}
            maxLength={500}
            autoSize={{ minRows: 1, maxRows: 4 }}
            onChange={(event) => setNote(event.target.value)}
          />
          <div className="qp-cross-acts">
            <Button type="primary" size="small" disabled={problem !== null} loading={isPending} onClick={save}>
              保存结论
            </Button>
            {problem !== null && <span className="qp-faint">{problem}</span>}
          </div>
        </>
      )}
      {error !== null && <ErrorPanel title="核查结论没有保存" error={error} />}
    </div>
  );
}
