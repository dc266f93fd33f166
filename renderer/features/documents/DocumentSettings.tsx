import { Button, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { DOCUMENT_TITLES } from '#shared/documents/model.ts';
import {
  NUMBERED_KINDS,
  type DocumentSettings as Settings,
  symbol as symbolSchema,
} from '#shared/documents/numbers.ts';
import { useAct, useRead } from '../../app/data.ts';
import { useReport } from '../../app/useReport.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Field } from '../../ui/Field.tsx';
import './document.css';

/** Under which numbers documents go out, and how long 补正 takes where nothing else says so. */
export function DocumentSettings() {
  const { data, error } = useRead('documents', 'settings', {});
  return (
    <section className="qp-card" aria-label="文书设置">
      <h2>文号和补正期限</h2>
      {error && <ErrorPanel title="没有读到文书设置" error={error} />}
      {data && <SettingsForm key={JSON.stringify(data)} settings={data} />}
    </section>
  );
}

function SettingsForm({ settings }: { settings: Settings }) {
  const report = useReport();
  const configure = useAct('documents', 'configure');
  const [symbols, setSymbols] = useState(settings.symbols);
  const [days, setDays] = useState(settings.supplementDays);
  const filled = NUMBERED_KINDS.flatMap((kind) => {
    const letters = symbols[kind]?.trim() ?? '';
    return letters === '' ? [] : [[kind, letters] as const];
  });
  const wrong = filled.filter(([, letters]) => !symbolSchema.safeParse(letters).success);
  const wanted: Settings = { symbols: Object.fromEntries(filled), supplementDays: days };
  const changed = JSON.stringify(wanted) !== JSON.stringify(settings);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (changed && wrong.length === 0) {
          configure.mutate(wanted, { onSuccess: () => report.tell('已保存文书设置。') });
        }
      }}
    >
      <div className="qp-doc-settings">
        {NUMBERED_KINDS.map((kind) => (
          <Field key={kind} label={`${DOCUMENT_TITLES[kind]}代字`}>
            <Input
              value={symbols[kind] ?? ''}
              maxLength={20}
              placeholder="不编文号"
              status={wrong.some(([one]) => one === kind) ? 'error' : ''}
              onChange={(event) => setSymbols({ ...symbols, [kind]: event.target.value })}
            />
          </Field>
        ))}
        <Field label="补正期限">
          <InputNumber
            min={1}
            max={250}
            precision={0}
            value={days}
            suffix="个工作日"
            placeholder="人工核定"
            changeOnWheel={false}
            onChange={setDays}
          />
        </Field>
      </div>
      <p className="qp-hint">
        {wrong.length > 0
          ? '代字里不要写年份、序号、空格和括号。'
          : '填写代字后，文书按“代字〔年份〕序号”自动编号，例如“济历人才补〔2026〕1号”。补正期限用于政策和补正清单都没有规定期限的案卷。'}
      </p>
      <Button htmlType="submit" type="primary" disabled={!changed || wrong.length > 0} loading={configure.isPending}>
        保存
      </Button>
      {configure.error !== null && <ErrorPanel title="没有保存" error={configure.error} onClose={configure.reset} />}
    </form>
  );
}
