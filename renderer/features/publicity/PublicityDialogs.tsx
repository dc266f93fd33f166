import { Input, InputNumber, Radio, Select } from 'antd';
import { useState } from 'react';
import type { ObjectionView, PublicityView } from '#shared/api/publicity.ts';
import { Refusal } from '#shared/domain/errors.ts';
import {
  OBJECTION_CHANNELS,
  OBJECTION_OUTCOMES,
  type ObjectionChannel,
  type ObjectionOutcome,
} from '#shared/domain/publicity.ts';
import { useAct } from '../../app/data.ts';
import { useReport } from '../../app/useReport.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Field } from '../../ui/Field.tsx';
import { formatDay } from '../../ui/format.ts';

const options = <T extends string>(titles: Record<T, string>) =>
  (Object.keys(titles) as T[]).map((value) => ({ value, label: titles[value] }));
const today = () => formatDay(new Date().toISOString());

interface Props {
  publicity: PublicityView;
  onClose: () => void;
}

/** Writes an objection down: who, when, how, against whom, what. */
export function RecordObjection({ publicity: { publicityId, rows, startsOn }, onClose }: Props) {
  const report = useReport();
  const [caseId, setCaseId] = useState<string | null>(
    rows.length === 1 && rows[0]!.removed === null ? rows[0]!.caseId : null,
  );
  const [receivedOn, setReceivedOn] = useState(today);
  const [channel, setChannel] = useState<ObjectionChannel>('letter');
  const [name, setName] = useState('');
  const [contact, setContact] = useState('');
  const [content, setContent] = useState('');
  const record = useAct('publicity', 'object');
  const submit = () => {
    if (caseId === null) return;
    const said = { name: name.trim(), contact: contact.trim(), content: content.trim() };
    record.mutate(
      { publicityId, caseId, receivedOn, channel, ...said },
      {
        onSuccess: () => {
          report.tell('已登记异议。');
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      title="登记公示异议"
      width={560}
      okText="登记"
      okButtonProps={{
        disabled: caseId === null || receivedOn === '' || content.trim() === '',
        loading: record.isPending,
      }}
      onOk={submit}
      onCancel={onClose}
    >
      <div className="qp-publicity-form">
        <Field label="针对的案卷">
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            value={caseId}
            placeholder="选择公示名单中的案卷"
            options={rows
              .filter(({ removed }) => removed === null)
              .map((row) => ({ value: row.caseId, label: `${row.number}　${row.name}` }))}
            onChange={setCaseId}
          />
        </Field>
        <div className="qp-publicity-pair">
          <Field label="收到日期">
            <Input
              type="date"
              value={receivedOn}
              min={startsOn}
              max={today()}
              onChange={(event) => setReceivedOn(event.target.value)}
            />
          </Field>
          <Field label="方式">
            <Select value={channel} options={options(OBJECTION_CHANNELS)} onChange={setChannel} />
          </Field>
        </div>
        <div className="qp-publicity-pair">
          <Field label="异议人" hint="不署名可不填，登记后遮盖显示">
            <Input value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
          </Field>
          <Field label="联系方式">
            <Input value={contact} maxLength={120} onChange={(event) => setContact(event.target.value)} />
          </Field>
        </div>
        <Field label="异议内容">
          <Input.TextArea
            value={content}
            maxLength={4000}
            autoSize={{ minRows: 3, maxRows: 8 }}
            onChange={(event) => setContent(event.target.value)}
          />
        </Field>
        {record.error !== null && <ErrorPanel title="没有登记" error={record.error} />}
      </div>
    </Dialog>
  );
}

/** Says how an objection was settled. */
export function SettleObjection({ publicity, objection, onClose }: Props & { objection: ObjectionView }) {
  const report = useReport();
  const [outcome, setOutcome] = useState<ObjectionOutcome | null>(null);
  const [settledOn, setSettledOn] = useState(today);
  const [settlement, setSettlement] = useState('');
  const settle = useAct('publicity', 'settle');
  const submit = () => {
    if (outcome === null) return;
    const { publicityId } = publicity;
    settle.mutate(
      { publicityId, objectionId: objection.objectionId, outcome, settledOn, settlement: settlement.trim() },
      {
        onSuccess: () => {
          report.tell('已处理异议。');
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      title={`处理异议　${objection.number}`}
      width={560}
      okText="保存处理结果"
      okButtonProps={{
        disabled: outcome === null || settledOn === '' || settlement.trim() === '',
        loading: settle.isPending,
      }}
      onOk={submit}
      onCancel={onClose}
    >
      <div className="qp-publicity-form">
        <Radio.Group
          className="qp-reasons"
          aria-label="处理结果"
          value={outcome}
          options={options(OBJECTION_OUTCOMES)}
          onChange={(event) => setOutcome(event.target.value as ObjectionOutcome)}
        />
        {outcome === 'upheld' && <p>异议成立的案卷，请另行重新开启并改正审核结果。</p>}
        <Field label="处理日期">
          <Input
            type="date"
            value={settledOn}
            min={objection.receivedOn}
            max={today()}
            onChange={(event) => setSettledOn(event.target.value)}
          />
        </Field>
        <Field label="核查情况和处理意见">
          <Input.TextArea
            value={settlement}
            maxLength={4000}
            autoSize={{ minRows: 3, maxRows: 8 }}
            onChange={(event) => setSettlement(event.target.value)}
          />
        </Field>
        {settle.error !== null && <ErrorPanel title="没有保存" error={settle.error} />}
      </div>
    </Dialog>
  );
}

/** The period goes on longer: so many days more, and why. */
export function ExtendPublicity({ publicity, onClose }: Props) {
  const report = useReport();
  const [days, setDays] = useState<number | null>(null);
  const [byHand, setByHand] = useState('');
  const [reason, setReason] = useState('');
  const extend = useAct('publicity', 'extend');
  const uncovered = extend.error instanceof Refusal && extend.error.code === 'CALENDAR_UNCOVERED';
  const submit = () => {
    if (days === null) return;
    const { publicityId } = publicity;
    extend.mutate(
      { publicityId, days, endsOn: byHand === '' ? null : byHand, reason: reason.trim() },
      {
        onSuccess: ({ endsOn }) => {
          report.tell(`公示已延长至 ${endsOn}。`);
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      title="延长公示"
      okText="延长"
      okButtonProps={{ disabled: days === null || reason.trim() === '', loading: extend.isPending }}
      onOk={submit}
      onCancel={onClose}
    >
      <div className="qp-publicity-form">
        <p>
          现在公示至 {publicity.endsOn}（{publicity.period}）。延长的天数从次日起算，单位与原公示期相同。
        </p>
        <Field label="延长天数">
          <InputNumber
            autoFocus
            min={1}
            max={60}
            precision={0}
            value={days}
            suffix={publicity.period.includes('工作日') ? '个工作日' : '日'}
            changeOnWheel={false}
            onChange={setDays}
          />
        </Field>
        {(uncovered || byHand !== '') && (
          <Field label="截止日（人工核定）">
            <Input type="date" value={byHand} onChange={(event) => setByHand(event.target.value)} />
          </Field>
        )}
        <Field label="原因">
          <Input.TextArea
            value={reason}
            maxLength={500}
            autoSize={{ minRows: 2, maxRows: 5 }}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
        {extend.error !== null && <ErrorPanel title="没有延长" error={extend.error} />}
      </div>
    </Dialog>
  );
}

/** Takes a case off the list, and says why. */
export function RemoveEntry({ publicity, row, onClose }: Props & { row: PublicityView['rows'][number] }) {
  const report = useReport();
  const [reason, setReason] = useState(row.upheld ? '异议成立' : '');
  const remove = useAct('publicity', 'remove');
  const submit = () =>
    remove.mutate(
      { publicityId: publicity.publicityId, caseId: row.caseId, reason: reason.trim() },
      {
        onSuccess: () => {
          report.tell(`已将 ${row.number} 移出名单。`);
          onClose();
        },
      },
    );
  return (
    <Dialog
      title={`移出名单　${row.number}`}
      okText="移出"
      okButtonProps={{ disabled: reason.trim() === '', loading: remove.isPending }}
      onOk={submit}
      onCancel={onClose}
    >
      <div className="qp-publicity-form">
        <p>移出后重新制作的公示名单不再包含这一件；它仍列在下方并注明原因，也可以另行公示。</p>
        <Field label="原因">
          <Input.TextArea
            autoFocus
            value={reason}
            maxLength={500}
            autoSize={{ minRows: 2, maxRows: 5 }}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
        {remove.error !== null && <ErrorPanel title="没有移出" error={remove.error} />}
      </div>
    </Dialog>
  );
}

/** Closes a notice whose period is over, or takes one back with its reason. */
export function EndPublicity({ publicity, state, onClose }: Props & { state: 'closed' | 'cancelled' }) {
  const report = useReport();
  const [note, setNote] = useState('');
  const end = useAct('publicity', 'end');
  const word = state === 'closed' ? '办结' : '取消公示';
  const submit = () =>
    end.mutate(
      { publicityId: publicity.publicityId, state, note: note.trim() },
      {
        onSuccess: () => {
          report.tell(state === 'closed' ? '公示已办结。' : '公示已取消。');
          onClose();
        },
      },
    );
  return (
    <Dialog
      title={word}
      okText={word}
      okButtonProps={{ disabled: state === 'cancelled' && note.trim() === '', loading: end.isPending }}
      onOk={submit}
      onCancel={onClose}
    >
      <div className="qp-publicity-form">
        <p>
          {state === 'closed' ? '公示期满，异议均已处理。办结后不能再登记异议。' : '取消后，名单中的案卷可以重新公示。'}
        </p>
        <Field label={state === 'closed' ? '说明' : '取消原因'}>
          <Input.TextArea
            autoFocus
            value={note}
            maxLength={1000}
            autoSize={{ minRows: 2, maxRows: 5 }}
            onChange={(event) => setNote(event.target.value)}
          />
        </Field>
        {end.error !== null && <ErrorPanel title={`没有${word}`} error={end.error} />}
      </div>
    </Dialog>
  );
}
