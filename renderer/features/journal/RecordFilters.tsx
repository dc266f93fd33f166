import { Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useRead } from '../../app/data.ts';

/** What every list of recorded acts can be filtered by. */
interface RecordFilter {
  personId?: string | undefined;
  number?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

interface Props {
  label: string;
  personLabel: string;
  filter: RecordFilter;
  onChange: (change: RecordFilter) => void;
  /** The list's own choice of kinds. */
  kinds: ReactNode;
  children?: ReactNode;
}

/** A filter without the parts that say nothing. */
export const withoutEmpty = <T extends object>(filter: T): T =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined && value !== '')) as T;

export function RecordFilters({ label, personLabel, filter, onChange, kinds, children }: Props) {
  const persons = useRead('journal', 'persons', {}).data?.persons ?? [];
  return (
    <search className="qp-journal-filters" aria-label={label}>
      <Input
        aria-label="案卷编号"
        placeholder="案卷编号"
        allowClear
        value={filter.number ?? ''}
        maxLength={60}
        onChange={(event) => onChange({ number: event.target.value })}
      />
      <Select
        aria-label={personLabel}
        placeholder="全部人员"
        allowClear
        options={persons}
        value={filter.personId ?? null}
        onChange={(personId: string | null) => onChange({ personId: personId ?? undefined })}
      />
      {kinds}
      <span className="qp-journal-day">
        自
        <Input
          type="date"
          aria-label="开始日期"
          value={filter.from ?? ''}
          onChange={(event) => onChange({ from: event.target.value })}
        />
      </span>
      <span className="qp-journal-day">
        至
        <Input
          type="date"
          aria-label="结束日期"
          value={filter.to ?? ''}
          onChange={(event) => onChange({ to: event.target.value })}
        />
      </span>
      {children}
    </search>
  );
}
