import { Button, Input, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { AttachmentView } from '#shared/api/cases.ts';
import type { AdjudicationView, ChoiceInput, FieldView } from '#shared/api/second.ts';
import { subjectOf } from '#shared/domain/secondReview.ts';
import { useAct, useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { useReport } from '../../app/useReport.tsx';
import { isComposing } from '../../commands/composition.ts';
import { Sheet } from '../../ui/Dialog.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatTime } from '../../ui/format.ts';
import { EvidenceDialog, type Place } from './EvidenceDialog.tsx';
import { FieldCard } from './FieldCard.tsx';
import { choicesOf, EMPTY, type Entries, type Entry, factField, missingOf } from './settling.ts';

/** The fields that differ, one below the other; the whole of it can be done by keyboard. */
export function AdjudicationSheet({ secondId, onClose }: { secondId: string; onClose: () => void }) {
  const view = useRead('second', 'adjudication', { secondId });
  return (
    <Sheet title={view.data?.second === null ? '复核' : '裁定'} size={820} onClose={onClose}>
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
          ? '↑↓ 移动；1 采用初审，2 采用复核，3 另行认定，4 退回初审，E 看依据；写明理由后按 Enter 到下一项。'
          : '同意初审的项目不须操作。↑↓ 移动；3 另行认定，4 退回初审，0 取消，E 看依据；写明理由后按 Enter 到下一项。'}
      </p>
    </div>
  );
}

function Fields({ view, onClose }: { view: AdjudicationView; onClose: () => void }) {
  const second = view.second !== null;
  const [entries, setEntries] = useState<Entries>({});
  const [current, setCurrent] = useState(0);
  const [added, setAdded] = useState<FieldView[]>([]);
  const [looking, setLooking] = useState<{ field: FieldView; start: number } | null>(null);
  const fields = [...view.fields, ...added];
  const { caseId } = view.row;
  const files = useRead('cases', 'get', { caseId }).data?.attachments ?? NO_FILES;
  const observing = fields.some(({ kind }) => kind === 'observed');
  const form = useRead('matching', 'form', {}, { enabled: observing });
  const forms = useMemo(
    () => new Map(form.data?.groups.flatMap((group) => group.facts.map((fact) => [fact.key, fact] as const))),
    [form.data],
  );
  const change = (field: string, changes: Partial<Entry>) =>
    setEntries((all) => ({ ...all, [field]: { ...(all[field] ?? EMPTY), ...changes } }));
  const move = (at: number, step: 1 | -1) => {
    let next = at + step;
    // Amounts follow from the others: there is nothing to do on them.
    while (fields[next]?.kind === 'amount') next += step;
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
          id={cardId(i)}
          files={files}
          declared={view.facts.find(({ key }) => key === subjectOf(field.field))?.declared}
          fact={forms.get(subjectOf(field.field))}
          onPlace={(start) => setLooking({ field, start })}
          onChange={(changes) => change(field.field, changes)}
          onFocus={() => setCurrent(i)}
          onMove={(step) => move(i, step)}
        />
      ))}
      {!second && (
        <AddFact
          facts={view.facts.filter(({ key }) => !fields.some(({ field }) => field === `observed:${key}`))}
          onAdd={(field) => {
            setAdded((all) => [...all, field]);
            change(field.field, { choice: 'own' });
            setCurrent(fields.length);
          }}
        />
      )}
      <Foot
        view={view}
        choices={choicesOf(fields, entries, forms)}
        missing={missingOf(fields, entries, second, forms)}
        onClose={onClose}
      />
      {looking && (
        <EvidenceDialog
          caseId={caseId}
          title={looking.field.title}
          files={files}
          places={placesOf(view, looking.field)}
          start={looking.start}
          onClose={() => {
            setLooking(null);
            // The digits are the card's again.
            setTimeout(() => document.getElementById(cardId(current))?.focus());
          }}
        />
      )}
    </div>
  );
}

const cardId = (n: number): string => `qp-settle-${n}`;
const NO_FILES: readonly AttachmentView[] = [];

const placesOf = ({ first, second }: AdjudicationView, { places }: FieldView): Place[] => [
  ...places.first.map((one) => ({ who: `初审${first.name}`, one })),
  ...places.second.map((one) => ({ who: `复核${second?.name ?? ''}`, one })),
];

interface AddFactProps {
  facts: AdjudicationView['facts'];
  onAdd: (field: FieldView) => void;
}

/** An approver alone may have read another value than the first person let stand. */
function AddFact({ facts, onAdd }: AddFactProps) {
  if (facts.length === 0) return null;
  return (
    <Select
      aria-label="核实其他情况"
      placeholder="核实其他情况：选择要改按材料认定的申报项"
      showSearch={{ optionFilterProp: 'label' }}
      value={null}
      options={facts.map(({ key, label, declared }) => ({ value: key, label: `${label}（申报：${declared}）` }))}
      onChange={(key: string | null) => {
        const fact = facts.find((one) => one.key === key);
        if (fact) onAdd(factField(fact));
      }}
    />
  );
}

interface FootProps {
  view: AdjudicationView;
  choices: ChoiceInput[];
  missing: string | null;
  onClose: () => void;
}

function Foot({ view, choices, missing, onClose }: FootProps) {
  const report = useReport();
  const { mutate, error, isPending } = useAct('second', 'adjudicate');
  const [passphrase, setPassphrase] = useState('');
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
