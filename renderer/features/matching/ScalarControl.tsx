import { Input, Segmented, Select } from 'antd';
import type { FormField } from '#shared/api/matching.ts';
import { Icon } from '../../ui/Icon.tsx';
import { type MoneyDraft, plainDate, type ScalarDraft } from './drafts.ts';

interface Props {
  field: FormField;
  value: ScalarDraft | undefined;
  onChange: (value: ScalarDraft | undefined) => void;
  label: string;
  problem: boolean;
  id?: string | undefined;
}

const YES_NO = [
  { value: 'yes', label: '是' },
  { value: 'no', label: '否' },
  { value: 'open', label: '未填' },
];
const UNITS = ['元', '万元'] as const;
const CLEAR = { clearIcon: <Icon name="close" aria-label="清除" /> };

/** One value: yes or no, a choice, a day, a figure with its unit, money in 元 or 万元, a text. */
export function ScalarControl({ field, value, onChange, label, problem, id }: Props) {
  const status = problem ? 'error' : undefined;
  const typed = (text: string) => onChange(text === '' ? undefined : text);
  if (field.type === 'boolean') {
    const now = value === undefined ? 'open' : value === true ? 'yes' : 'no';
    return (
      <Segmented
        id={id}
        aria-label={label}
        options={YES_NO}
        value={now}
        onChange={(next) => onChange(next === 'open' ? undefined : next === 'yes')}
      />
    );
  }
  if (field.type === 'enum') {
    return (
      <Select
        id={id}
        aria-label={label}
        status={status}
        allowClear
        placeholder="未填"
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        options={field.values}
        value={value as string | undefined}
        onChange={(next?: string) => onChange(next)}
      />
    );
  }
  if (field.type === 'money') {
    const money = (value as MoneyDraft | undefined) ?? { text: '', unit: '元' };
    return (
      <span className="qp-match-money">
        <Input
          id={id}
          aria-label={label}
          status={status}
          inputMode="decimal"
          allowClear={CLEAR}
          placeholder="未填"
          value={money.text}
          maxLength={30}
          onChange={(event) => onChange(event.target.value === '' ? undefined : { ...money, text: event.target.value })}
        />
        <Segmented
          aria-label={`${label}的单位`}
          options={[...UNITS]}
          value={money.unit}
          onChange={(unit) => onChange({ ...money, unit: unit as MoneyDraft['unit'] })}
        />
      </span>
    );
  }
  const text = typeof value === 'string' ? value : '';
  const day = field.type === 'date';
  return (
    <Input
      id={id}
      aria-label={label}
      status={status}
      inputMode={day || field.type === 'text' ? undefined : 'decimal'}
      allowClear={CLEAR}
      placeholder={day ? '例如 2023-05-10' : '未填'}
      suffix={day || field.unit === null ? undefined : field.unit}
      value={text}
      maxLength={field.type === 'text' ? 2000 : 30}
      onChange={(event) => typed(event.target.value)}
      onBlur={() => {
        if (day && plainDate(text) !== text) typed(plainDate(text));
      }}
    />
  );
}
