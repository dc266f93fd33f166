import { Button, Input, Select } from 'antd';
import type { JournalFilter } from '#shared/api/journal.ts';
import { JOURNAL_GROUPS, type JournalGroup } from '#shared/domain/journalGroups.ts';
import { useRead } from '../../app/data.ts';

const GROUPS = Object.entries(JOURNAL_GROUPS).map(([value, label]) => ({ value: value as JournalGroup, label }));

interface Props {
  filter: JournalFilter;
  onChange: (filter: JournalFilter) => void;
}

/** Without the parts that say nothing. */
const clean = (filter: JournalFilter): JournalFilter =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined && value !== ''));

export function JournalFilters({ filter, onChange }: Props) {
  const persons = useRead('journal', 'persons', {}).data?.persons ?? [];
  const set = (change: Partial<JournalFilter>) => onChange(clean({ ...filter, ...change }));
  return (
    <search className="qp-journal-filters" aria-label="筛选记录">
      <Input
        aria-label="案卷编号"
        placeholder="案卷编号"
        allowClear
        value={filter.number ?? ''}
        maxLength={60}
        onChange={(event) => set({ number: event.target.value })}
      />
      <Select
        aria-label="人员"
        placeholder="全部人员"
        allowClear
        options={persons}
        value={filter.personId ?? null}
        onChange={(personId: string | null) => set({ personId: personId ?? undefined })}
      />
      <Select
        aria-label="类别"
        placeholder="全部类别"
        allowClear
        options={GROUPS}
        value={filter.group ?? null}
        onChange={(group: JournalGroup | null) => set({ group: group ?? undefined })}
      />
      <span className="qp-journal-day">
        自
        <Input
          type="date"
          aria-label="开始日期"
          value={filter.from ?? ''}
          onChange={(event) => set({ from: event.target.value })}
        />
      </span>
      <span className="qp-journal-day">
        至
        <Input
          type="date"
          aria-label="结束日期"
          value={filter.to ?? ''}
          onChange={(event) => set({ to: event.target.value })}
        />
      </span>
      <Button disabled={Object.keys(filter).length === 0} onClick={() => onChange({})}>
        清除筛选
      </Button>
    </search>
  );
}
