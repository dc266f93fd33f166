import { Button, Input, Select } from 'antd';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
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
      <TextFilter text={filter.text} onChange={(text) => set({ text })} />
      <Button disabled={Object.keys(filter).length === 0} onClick={() => onChange({})}>
        清除筛选
      </Button>
    </RecordFilters>
  );
}

const SETTLE_MS = 300;

/** Words of the sentences; searched once the person pauses, for every sentence is read. */
function TextFilter({ text, onChange }: { text: string | undefined; onChange: (text: string) => void }) {
  const [typed, setTyped] = useState(text ?? '');
  const change = useEffectEvent(onChange);
  const before = useRef(typed);
  useEffect(() => {
    if (typed === before.current) return;
    const timer = setTimeout(() => {
      before.current = typed;
      change(typed.trim());
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <Input
      aria-label="内容中的文字"
      placeholder="内容中的文字"
      allowClear
      maxLength={60}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}
