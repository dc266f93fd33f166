import { Button, Checkbox, Input, Select } from 'antd';
import { type Browse, FACET_TITLES, FACETS, type Facet, facetCounts, type ListedProgramme } from './browse.ts';

interface Props {
  programmes: readonly ListedProgramme[];
  browse: Browse;
  onChange: (browse: Browse) => void;
  onClear: () => void;
}

const GROUPINGS = [
  ...FACETS.map((facet) => ({ value: facet as string, label: `按${FACET_TITLES[facet]}分组` })),
  { value: 'none', label: '不分组' },
];

/** Filters with counts, the day whose rules are looked at, and the grouping. */
export function CatalogueFilters({ programmes, browse, onChange, onClear }: Props) {
  const { filters, on, current, grouping } = browse;
  const active = Object.keys(filters).length > 0 || current;
  const set = (facet: Facet, value: string | undefined) => {
    const next = { ...filters, [facet]: value };
    if (value === undefined) delete next[facet];
    onChange({ ...browse, filters: next });
  };
  return (
    <search className="qp-catalogue-filters">
      {FACETS.map((facet) => (
        <Select
          key={facet}
          aria-label={FACET_TITLES[facet]}
          placeholder={FACET_TITLES[facet]}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          popupMatchSelectWidth={false}
          options={facetCounts(programmes, browse, facet).map(({ value, title, count }) => ({
            value,
            label: `${title}（${count}）`,
          }))}
          value={filters[facet]}
          onChange={(value?: string) => set(facet, value)}
        />
      ))}
      <label className="qp-programme-day" htmlFor="qp-catalogue-day">
        日期
        <Input
          id="qp-catalogue-day"
          type="date"
          required
          value={on}
          onChange={({ target }) => target.value !== '' && onChange({ ...browse, on: target.value })}
        />
      </label>
      <Checkbox checked={current} onChange={({ target }) => onChange({ ...browse, current: target.checked })}>
        只看当日有效
      </Checkbox>
      <Select
        aria-label="分组"
        popupMatchSelectWidth={false}
        options={GROUPINGS}
        value={grouping ?? 'none'}
        onChange={(value) => onChange({ ...browse, grouping: FACETS.find((one) => one === value) ?? null })}
      />
      <Button type="text" disabled={!active} onClick={onClear}>
        清除筛选
      </Button>
    </search>
  );
}
