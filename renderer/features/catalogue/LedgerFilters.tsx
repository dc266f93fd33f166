import { Button, Input, Select } from 'antd';
import { TASK_SORTS, TASK_STATES, type tasksRoute } from '#shared/api/catalogueViews.ts';
import type { OutputOf } from '#shared/api/route.ts';
import { type LedgerFilter, SORT_TITLES, TASK_STATE_TITLES } from './ledger.ts';

interface Props {
  data: OutputOf<typeof tasksRoute>;
  filter: LedgerFilter;
  onChange: (filter: LedgerFilter) => void;
  onClear: () => void;
}

const PARTS = [
  { value: 'lead', label: '牵头' },
  { value: 'responsible', label: '负责' },
] as const;

export function LedgerFilters({ data, filter, onChange, onClear }: Props) {
  const set = (change: Partial<LedgerFilter>) => onChange({ ...filter, ...change });
  const day = (name: 'dueFrom' | 'dueTo') => ({
    type: 'date',
    value: filter[name] ?? '',
    onChange: ({ target }: { target: { value: string } }) => set({ [name]: target.value || undefined }),
  });
  return (
    <search className="qp-catalogue-filters">
      <Select
        aria-label="文件"
        placeholder="文件"
        allowClear
        popupMatchSelectWidth={false}
        options={data.ledgers.map((one) => ({ value: one.document, label: `${one.name}（${one.tasks}）` }))}
        value={filter.document}
        onChange={(document?: string) => set({ document })}
      />
      <Select
        className="qp-ledger-unit"
        aria-label="单位"
        placeholder="单位"
        allowClear
        showSearch
        popupMatchSelectWidth={false}
        options={data.units.map((value) => ({ value, label: value }))}
        value={filter.unit}
        onChange={(unit?: string) => set({ unit, as: unit === undefined ? undefined : filter.as })}
      />
      <Select
        aria-label="牵头或负责"
        placeholder="牵头或负责"
        allowClear
        disabled={filter.unit === undefined}
        options={[...PARTS]}
        value={filter.as}
        onChange={(as?: 'lead' | 'responsible') => set({ as })}
      />
      <label className="qp-programme-day" htmlFor="qp-ledger-from">
        期限
        <Input id="qp-ledger-from" aria-label="期限从" {...day('dueFrom')} />
        至
        <Input aria-label="期限到" {...day('dueTo')} />
      </label>
      <Select
        aria-label="状态"
        placeholder="状态"
        allowClear
        popupMatchSelectWidth={false}
        options={TASK_STATES.map((value) => ({ value, label: TASK_STATE_TITLES[value] }))}
        value={filter.state}
        onChange={(state?: LedgerFilter['state']) => set({ state })}
      />
      <Select
        aria-label="年度目标"
        placeholder="年度目标"
        allowClear
        options={data.years.map((value) => ({ value, label: `${value} 年` }))}
        value={filter.year}
        onChange={(year?: number) => set({ year })}
      />
      <Select
        aria-label="排序"
        options={TASK_SORTS.map((value) => ({ value, label: SORT_TITLES[value] }))}
        value={filter.sort ?? 'number'}
        onChange={(sort: LedgerFilter['sort']) => set({ sort })}
      />
      <Button type="text" disabled={Object.keys(filter).length === 0} onClick={onClear}>
        清除筛选
      </Button>
    </search>
  );
}
