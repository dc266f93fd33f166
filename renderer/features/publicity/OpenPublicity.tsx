import { Input, InputNumber } from 'antd';
import { useState } from 'react';
import type { CaseSelection } from '#shared/api/documents.ts';
import { useAct, useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { navigate } from '../../app/router.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Field } from '../../ui/Field.tsx';
import { formatDay } from '../../ui/format.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';
import './publicity.css';

/** Puts up a public notice over the recommended cases among these. Mounted means open. */
export function OpenPublicity({ cases, onClose }: { cases: CaseSelection; onClose: () => void }) {
  const [startsOn, setStartsOn] = useState(() => formatDay(new Date().toISOString()));
  const [wanted, setWanted] = useState<number | null>(null);
  const [endsOn, setEndsOn] = useState('');
  const [title, setTitle] = useState('');
  const [contact, setContact] = useState('');
  const read = useRead(
    'publicity',
    'plan',
    { cases, startsOn, days: wanted },
    { keep: true, enabled: startsOn !== '' },
  );
  const open = useAct('publicity', 'open');
  const plan = read.data;
  const days = wanted ?? plan?.required?.n ?? null;
  const manual = plan !== undefined && days !== null && plan.endsOn === null;
  const ready =
    plan !== undefined &&
    plan.entries.length > 0 &&
    days !== null &&
    title.trim() !== '' &&
    contact.trim() !== '' &&
    (!manual || endsOn !== '');
  const submit = () => {
    if (!ready || days === null) return;
    open.mutate(
      {
        title: title.trim(),
        caseIds: plan.entries.map(({ caseId }) => caseId),
        startsOn,
        days,
        endsOn: manual ? endsOn : null,
        contact: contact.trim(),
      },
      { onSuccess: ({ publicityId }) => navigate(['exchange', 'publicity', publicityId]) },
    );
  };
  return (
    <Dialog
      title="发布公示"
      width={640}
      okText="发布"
      okButtonProps={{ disabled: !ready, loading: open.isPending }}
      onOk={submit}
      onCancel={onClose}
    >
      {read.error && <ErrorPanel title="没有算出公示名单" error={read.error} />}
      {!plan && !read.error && <Later>正在核对名单</Later>}
      {plan && (
        <div className="qp-publicity-form">
          <p>
            列入公示 <strong>{plan.entries.length}</strong> 件
            {plan.leftOut.length > 0 && `，另有 ${plan.leftOut.length} 件不列入`}。
          </p>
          {plan.leftOut.length > 0 && (
            <ul className="qp-publicity-left">
              {plan.leftOut.slice(0, 5).map(({ caseId, number, why }) => (
                <li key={caseId}>
                  {number}
                  <VisibleText text={why} />
                </li>
              ))}
              {plan.leftOut.length > 5 && <li>等 {plan.leftOut.length} 件</li>}
            </ul>
          )}
          <Field label="标题">
            <Input
              autoFocus
              value={title}
              maxLength={120}
              placeholder="关于××项目拟推荐对象的公示"
              onChange={(event) => setTitle(event.target.value)}
            />
          </Field>
          <div className="qp-publicity-pair">
            <Field label="开始日期">
              <Input type="date" value={startsOn} onChange={(event) => setStartsOn(event.target.value)} />
            </Field>
            <Field
              label={plan.required?.unit === 'day' ? '公示天数（日）' : '公示天数（工作日）'}
              {...(plan.required && { hint: `“${plan.required.programmeName}”要求 ${plan.required.n} 天` })}
            >
              <InputNumber
                min={plan.required?.n ?? 1}
                max={60}
                precision={0}
                value={days}
                changeOnWheel={false}
                onChange={(value) => setWanted(value)}
              />
            </Field>
          </div>
          <p role="status">
            {plan.endsOn ? (
              <>
                公示至 <strong>{plan.endsOn}</strong>（{plan.sentence}）。
              </>
            ) : (
              plan.sentence
            )}
          </p>
          {manual && (
            <Field label="截止日（人工核定）">
              <Input type="date" value={endsOn} min={startsOn} onChange={(event) => setEndsOn(event.target.value)} />
            </Field>
          )}
          <Field label="受理异议的单位、地址和电话">
            <Input value={contact} maxLength={300} onChange={(event) => setContact(event.target.value)} />
          </Field>
        </div>
      )}
      {open.error !== null && <ErrorPanel title="没有发布" error={open.error} />}
    </Dialog>
  );
}
