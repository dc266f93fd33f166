import { Button, Input } from 'antd';
import { useState } from 'react';
import type { AdjudicationView } from '#shared/api/second.ts';
import { useAct, useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { useReport } from '../../app/useReport.tsx';
import { isComposing } from '../../commands/composition.ts';
import { Sheet } from '../../ui/Dialog.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatTime } from '../../ui/format.ts';
import { FieldCard } from './FieldCard.tsx';
import { choicesOf, EMPTY, type Entries, type Entry, missingOf } from './settling.ts';

/** The fields that differ, one below the other; the whole of it can be done by keyboard. */
export function AdjudicationSheet({ secondId, onClose }: { secondId: string; onClose: () => void }) {
  const view = useRead('second', 'adjudication', { secondId });
  return (
    <Sheet title={view.data?.second === null ? '复核' : '裁定'} size={760} onClose={onClose}>
      {view.error && !view.data ? (
        <ErrorPanel title="不能裁定" error={view.error} />
      ) : view.data ? (
        <Fields view={view.data} onClose={onClose} />
      ) : (
        <Later>正在比较</Later>
      )}
    </Sheet>
  );
}

function Heading({ view }: { view: AdjudicationView }) {
  const { row, first, second, fields, agreed } = view;
  return (
    <div className="qp-settle-head">
      <p>
        <strong>{row.number}</strong> {row.applicant}，{row.programmeName}
      </p>
      <p>
        初审 {first.name} {formatTime(first.signedAt)} 签署第 {first.version} 版
        {second && `；复核 ${second.name} ${formatTime(second.signedAt)} 签署`}。
        {second && (fields.length === 0 ? '两人完全一致。' : `${fields.length} 项不一致，${agreed} 项一致。`)}
      </p>
      <p className="qp-faint">
        {second
          ? '↑↓ 移动；1 采用初审，2 采用复核，3 另行认定，4 退回初审；写明理由后按 Enter 到下一项。'
          : '同意初审的项目不须操作。↑↓ 移动；3 另行认定，4 退回初审，0 取消；写明理由后按 Enter 到下一项。'}
      </p>
    </div>
  );
}

function Fields({ view, onClose }: { view: AdjudicationView; onClose: () => void }) {
  const { fields } = view;
  const second = view.second !== null;
  const [entries, setEntries] = useState<Entries>({});
  const [current, setCurrent] = useState(0);
  const change = (field: string, changes: Partial<Entry>) =>
    setEntries((all) => ({ ...all, [field]: { ...(all[field] ?? EMPTY), ...changes } }));
  const move = (at: number, step: 1 | -1) => {
    const next = at + step;
    if (next >= fields.length) document.getElementById('qp-settle-end')?.focus();
    else setCurrent(Math.max(0, next));
  };
  return (
    <div className="qp-settle-list">
      <Heading view={view} />
      {fields.map((field, i) => (
        <FieldCard
          key={field.field}
          field={field}
          second={second}
          entry={entries[field.field] ?? EMPTY}
          current={i === current}
          onChange={(changes) => change(field.field, changes)}
          onFocus={() => setCurrent(i)}
          onMove={(step) => move(i, step)}
        />
      ))}
      <Foot view={view} entries={entries} missing={missingOf(fields, entries, second)} onClose={onClose} />
    </div>
  );
}

interface FootProps {
  view: AdjudicationView;
  entries: Entries;
  missing: string | null;
  onClose: () => void;
}

function Foot({ view, entries, missing, onClose }: FootProps) {
  const report = useReport();
  const { mutate, error, isPending } = useAct('second', 'adjudicate');
  const [passphrase, setPassphrase] = useState('');
  const choices = choicesOf(view.fields, entries);
  const returned = choices.filter(({ choice }) => choice === 'return').length;
  const ready = missing === null && (returned > 0 || passphrase !== '') && !isPending;
  const submit = () => {
    if (!ready) return;
    const input = { secondId: view.row.secondId, choices, passphrase: returned > 0 ? null : passphrase };
    mutate(input, {
      onSuccess: ({ outcome, version }) => {
        report.tell(
          outcome === 'returned' ? `已退回 ${returned} 项，由初审重新审核。` : `复核通过，已签署第 ${version} 版。`,
        );
        onClose();
      },
      onSettled: () => setPassphrase(''),
    });
  };
  return (
    <form
      className="qp-settle-foot"
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {error !== null && <ErrorPanel title="没有裁定" error={error} />}
      <p>
        {missing ??
          (returned > 0
            ? `将退回 ${returned} 项；其余裁定立即生效，初审只能重新处理退回的项目。`
            : '通过后由您签署案卷的下一版，作为最终结果。')}
      </p>
      <div className="qp-wb-sign-line">
        {returned === 0 && (
          <Input.Password
            id="qp-settle-end"
            aria-label="签署口令"
            placeholder="输入口令签署"
            autoComplete="off"
            maxLength={200}
            value={passphrase}
            disabled={missing !== null}
            onChange={(event) => setPassphrase(event.target.value)}
            onKeyDown={(event) => isComposing(event) && event.stopPropagation()}
          />
        )}
        <Button
          {...(returned > 0 ? { id: 'qp-settle-end' } : {})}
          type="primary"
          htmlType="submit"
          disabled={!ready}
          loading={isPending}
        >
          {returned > 0 ? '退回初审' : '通过并签署'}
        </Button>
      </div>
    </form>
  );
}
