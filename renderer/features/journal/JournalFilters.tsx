import { Button, Select } from 'antd';
import type { JournalFilter } from '#shared/api/journal.ts';
import { JOURNAL_GROUPS, type JournalGroup } from '#shared/domain/journalGroups.ts';
import { RecordFilters, withoutEmpty } from './RecordFilters.tsx';

const GROUPS = Object.entries(JOURNAL_GROUPS).map(([value, label]) => ({ value: value as JournalGroup, label }));

interface Props {
  filter: JournalFilter;
  onChange: (filter: JournalFilter) => void;
}

export function JournalFilters({ filter, onChange }: Props) {
  const set = (change: Partial<JournalFilter>) => onChange(withoutEmpty({ ...filter, ...change }));
  const kinds = (
    <Select
      aria-label="类别"
      placeholder="全部类别"
      allowClear
      options={GROUPS}
      value={filter.group ?? null}
      onChange={(group: JournalGroup | null) => set({ group: group ?? undefined })}
    />
  );
  return (
    <RecordFilters label="筛选记录" personLabel="人员" filter={filter} onChange={set} kinds={kinds}>
      <Button disabled={Object.keys(filter).length === 0} onClick={() => onChange({})}>
        清除筛选
      </Button>
    </RecordFilters>
  );
}
