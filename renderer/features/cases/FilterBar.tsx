import { Button, Checkbox, Select } from 'antd';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { type DueBucket, dueBucket } from '#shared/api/cases.ts';
import { CASE_STATE_TITLES, CASE_STATES } from '#shared/domain/review.ts';
import { useRead } from '../../app/data.ts';
import { isComposing } from '../../commands/composition.ts';
import { DUE_TITLES } from '../../ui/due.ts';
import { formatCount } from '../../ui/format.ts';
import { SearchInput } from '../../ui/SearchInput.tsx';
import { QUEUE_ID } from './CaseTable.tsx';
import { CASE_COMMANDS } from './commands.ts';
import type { CaseView } from './filter.ts';
import { setSearchText, useSearchText } from './queueMemory.ts';

interface Props {
  filter: CaseView['filter'];
  onChange: (filter: CaseView['filter']) => void;
}

interface Facet {
  value: string;
  label: string;
  count: number;
}

const facetOptions = (facets: Facet[] | undefined) =>
  (facets ?? []).map(({ value, label, count }) => ({ value, label: `${label}（${formatCount(count)}）` }));

const STATE_OPTIONS = CASE_STATES.map((state) => ({ value: state, label: CASE_STATE_TITLES[state] }));
const ASSIGNEE_OPTIONS = [
  { value: 'me', label: '我经办的' },
  { value: 'none', label: '未分派的' },
];
const PRECHECK_OPTIONS = [
  { value: 'fail', label: '有不符合' },
  { value: 'open', label: '有待人工判断' },
  { value: 'pass', label: '全部符合' },
];
const DUE_OPTIONS = dueBucket.options.map((due: DueBucket) => ({ value: due, label: DUE_TITLES[due] }));

/** Search and filters; each shows its own clear sign, one button clears all. */
export function FilterBar({ filter, onChange }: Props) {
  const facets = useRead('cases', 'facets', {}).data;
  const text = useSearchText();
  const active = text !== '' || Object.keys(filter).length > 0;
  const set = (change: Partial<CaseView['filter']>) => {
    const next = Object.entries({ ...filter, ...change }).filter(([, value]) => value !== undefined);
    onChange(Object.fromEntries(next));
  };
  const clear = () => {
    setSearchText('');
    onChange({});
  };
  return (
    <search className="qp-filters">
      <SearchBox />
      <Select
        aria-label="项目"
        placeholder="项目"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        options={facetOptions(facets?.programmes)}
        value={filter.programme}
        onChange={(programme?: string) => set({ programme })}
      />
      <Select
        aria-label="区县"
        placeholder="区县"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        options={facetOptions(facets?.districts)}
        value={filter.district}
        onChange={(district?: string) => set({ district })}
      />
      <Select
        aria-label="状态"
        placeholder="状态"
        allowClear
        popupMatchSelectWidth={false}
        options={STATE_OPTIONS}
        value={filter.state}
        onChange={(state?: CaseView['filter']['state']) => set({ state, unreturned: undefined })}
      />
      <Select
        aria-label="期限"
        placeholder="期限"
        allowClear
        popupMatchSelectWidth={false}
        options={DUE_OPTIONS}
        value={filter.due}
        onChange={(due?: DueBucket) => set({ due })}
      />
      <Select
        aria-label="经办"
        placeholder="经办"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        options={[...ASSIGNEE_OPTIONS, ...facetOptions(facets?.assignees)]}
        value={filter.assignee}
        onChange={(assignee?: string) => set({ assignee: assignee as CaseView['filter']['assignee'] })}
      />
      <Select
        aria-label="预检结果"
        placeholder="预检"
        allowClear
        popupMatchSelectWidth={false}
        options={PRECHECK_OPTIONS}
        value={filter.precheck}
        onChange={(precheck?: CaseView['filter']['precheck']) => set({ precheck })}
      />
      <Checkbox
        checked={filter.flagged === true}
        onChange={(event) => set({ flagged: event.target.checked || undefined })}
      >
        已标记
      </Checkbox>
      <Button type="text" disabled={!active} onClick={clear}>
        清除筛选
      </Button>
    </search>
  );
}

const SEARCH_DELAY_MS = 180;

/** Searches while typing, but not for the letters of a word an input method is still composing. */
function SearchBox() {
  const text = useSearchText();
  const [typed, setTyped] = useState(text);
  const composing = useRef(false);
  // A space typed after a word is kept: the search itself is trimmed.
  useEffect(() => setTyped((before) => (before.trim() === text ? before : text)), [text]);
  useEffect(() => {
    if (composing.current || typed.trim() === text) return;
    const timer = setTimeout(() => setSearchText(typed.trim()), SEARCH_DELAY_MS);
    return () => clearTimeout(timer);
  }, [typed, text]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.key === 'Enter') setSearchText(typed.trim());
    if (event.key === 'Enter' || event.key === 'ArrowDown') {
      event.preventDefault();
      document.getElementById(QUEUE_ID)?.focus();
    }
  };
  return (
    <SearchInput
      command={CASE_COMMANDS.search}
      label="查找案卷"
      className="qp-search"
      placeholder="编号、姓名、单位或拼音"
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onCompositionStart={() => {
        composing.current = true;
      }}
      onCompositionEnd={(event) => {
        composing.current = false;
        setSearchText(event.currentTarget.value.trim());
      }}
      onKeyDown={onKeyDown}
    />
  );
}
