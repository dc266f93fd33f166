import { Checkbox, Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useAct, useRead } from '../../app/data.ts';
import { useReport } from '../../app/useReport.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';

/** A seed nobody chose with the result in mind: people may type their own, e.g. one drawn in public. */
function randomSeed(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function SampleDialog({ onClose }: { onClose: () => void }) {
  const report = useReport();
  const facets = useRead('cases', 'facets', {}).data;
  const [programme, setProgramme] = useState<string | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const [seed, setSeed] = useState(randomSeed);
  const [blind, setBlind] = useState(true);
  const population = useRead('second', 'population', { programme }, { keep: true }).data?.cases;
  const { mutate, isPending, error } = useAct('second', 'draw');
  const size = share ?? Math.max(1, Math.ceil((population ?? 0) / 10));
  const ready = population !== undefined && population > 0 && seed.trim() !== '';
  const submit = () =>
    ready &&
    mutate(
      { programme, size: Math.min(size, population), seed, blind },
      {
        onSuccess: ({ drawn }) => {
          report.tell(`已抽取 ${drawn} 件，列入待复核。`);
          onClose();
        },
      },
    );
  return (
    <Dialog
      title="抽查"
      okText="抽取"
      okButtonProps={{ disabled: !ready, loading: isPending }}
      onOk={submit}
      onCancel={onClose}
      width={520}
    >
      <Form layout="vertical" onFinish={submit}>
        <Form.Item label="范围">
          <Select
            aria-label="范围"
            allowClear
            placeholder="全部项目"
            value={programme}
            options={facets?.programmes.map(({ value, label }) => ({ value, label: `${value} ${label}` })) ?? []}
            onChange={(value?: string) => setProgramme(value ?? null)}
          />
        </Form.Item>
        <Form.Item
          label="抽取件数"
          extra={
            population === undefined
              ? '正在清点'
              : population === 0
                ? '没有可抽的案卷：须已签署、结论为推荐或不予推荐、还没有复核过。'
                : `候选 ${population} 件；推荐和不予推荐的按比例抽取，各至少一件。`
          }
        >
          <InputNumber
            aria-label="抽取件数"
            min={1}
            max={Math.max(1, Math.min(1000, population ?? 1))}
            precision={0}
            changeOnWheel={false}
            keyboard={false}
            value={size}
            suffix="件"
            onChange={setShare}
          />
        </Form.Item>
        <Form.Item label="种子" extra="同一种子、同样的候选案卷，抽出来总是同样的案卷。可以改成当众确定的数字。">
          <Input aria-label="种子" value={seed} maxLength={60} onChange={(event) => setSeed(event.target.value)} />
        </Form.Item>
        <Checkbox checked={blind} onChange={(event) => setBlind(event.target.checked)}>
          盲审：复核员签署之前看不到初审的任何内容
        </Checkbox>
      </Form>
      {error !== null && <ErrorPanel title="没有抽取" error={error} />}
    </Dialog>
  );
}
