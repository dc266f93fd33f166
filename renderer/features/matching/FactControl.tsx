import { Button, Select } from 'antd';
import type { FormFact } from '#shared/api/matching.ts';
import type { Draft, RowDraft, ScalarDraft } from './drafts.ts';
import { RecordsControl } from './RecordsControl.tsx';
import { ScalarControl } from './ScalarControl.tsx';

interface Props {
  fact: FormFact;
  value: Draft | undefined;
  onChange: (value: Draft | undefined) => void;
  problem: boolean;
  id?: string | undefined;
}

/** The control a fact's type asks for. “无” records that there are none, which is more than leaving it open. */
export function FactControl({ fact, value, onChange, problem, id }: Props) {
  if (fact.type === 'records')
    return <RecordsControl fact={fact} rows={value as readonly RowDraft[] | undefined} onChange={onChange} id={id} />;
  if (fact.type !== 'set')
    return (
      <ScalarControl
        field={fact}
        id={id}
        label={fact.label}
        problem={problem}
        value={value as ScalarDraft | undefined}
        onChange={onChange}
      />
    );
  const codes = value as readonly string[] | undefined;
  return (
    <span className="qp-match-set">
      <Select
        id={id}
        mode="multiple"
        aria-label={fact.label}
        status={problem ? 'error' : undefined}
        placeholder={codes?.length === 0 ? '无' : '未填，可多选'}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        maxTagCount="responsive"
        options={fact.values}
        value={codes === undefined ? [] : [...codes]}
        onChange={(next: string[]) => onChange(next.length === 0 ? undefined : next)}
      />
      <NoneButton none={codes?.length === 0} label={fact.label} onChange={onChange} />
    </span>
  );
}

/** Records an empty list, or takes that back. */
export function NoneButton({
  none,
  label,
  onChange,
}: {
  none: boolean;
  label: string;
  onChange: (value: readonly string[] | undefined) => void;
}) {
  return (
    <Button
      aria-label={`${label}：无`}
      aria-pressed={none}
      type={none ? 'primary' : 'default'}
      ghost={none}
      onClick={() => onChange(none ? undefined : [])}
    >
      无
    </Button>
  );
}
