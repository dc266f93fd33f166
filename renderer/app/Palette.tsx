import { Input } from 'antd';
import { type KeyboardEvent, useDeferredValue, useId, useState } from 'react';
import type { CaseRow } from '#shared/api/cases.ts';
import { useActiveCommands, useRunCommand, useShortcutChoices } from '../commands/CommandProvider.tsx';
import { byGroup, effectiveShortcut, isEnabled, obstacleOf, searchCommands } from '../commands/command.ts';
import { isComposing } from '../commands/composition.ts';
import { Keys } from '../commands/Keys.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Icon } from '../ui/Icon.tsx';
import { VisibleText } from '../ui/VisibleText.tsx';
import { useRead } from './data.ts';
import { navigate } from './router.ts';

const CASE_HITS = 8;

interface Entry {
  key: string;
  label: string;
  hint: string;
  shortcut: string | null;
  disabled: boolean;
  run: () => void;
}

const caseEntry = (row: CaseRow): Entry => ({
  key: row.caseId,
  label: `${row.number} ${row.applicant}`,
  hint: row.trackName ?? row.programmeName,
  shortcut: null,
  disabled: false,
  run: () => navigate(['cases', row.caseId]),
});

function useEntries(query: string): Entry[] {
  const commands = useActiveCommands();
  const choices = useShortcutChoices();
  const run = useRunCommand();
  const text = useDeferredValue(query.trim());
  const input = { filter: { text }, sort: { by: 'due', descending: false }, offset: 0, limit: CASE_HITS } as const;
  const cases = useRead('cases', 'list', input, { enabled: text !== '' });
  const inOrder = byGroup(commands).flatMap(([, members]) => members);
  const found = searchCommands(inOrder, query).map((command) => ({
    key: command.id,
    label: command.label,
    hint: obstacleOf(command) ?? command.group,
    shortcut: effectiveShortcut(command, choices),
    disabled: !isEnabled(command),
    run: () => run(command.id),
  }));
  return [...found, ...(text === '' ? [] : (cases.data?.rows ?? []).map(caseEntry))];
}

/** Ctrl+K: any command of this screen, any case by number, name or pinyin. */
export function Palette({ onClose }: { onClose: () => void }) {
  const [query, setQuery] = useState('');
  const [index, setIndex] = useState(0);
  const listId = useId();
  const entries = useEntries(query);
  const chosen = Math.min(index, entries.length - 1);
  const run = (entry: Entry | undefined) => {
    if (!entry || entry.disabled) return;
    onClose();
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setIndex((chosen + step + entries.length) % Math.max(1, entries.length));
    else if (event.key === 'Enter') run(entries[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog footer={null} closable={false} onCancel={onClose} width={620} className="qp-palette" title="查找命令和案卷">
      <Input
        autoFocus
        size="large"
        variant="borderless"
        prefix={<Icon name="search" />}
        placeholder="查找命令，或案卷编号、申请人、拼音"
        aria-label="查找命令和案卷"
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={entries[chosen] ? `${listId}-${chosen}` : undefined}
        value={query}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setQuery(event.target.value);
          setIndex(0);
        }}
      />
      <div id={listId} className="qp-palette-list" role="listbox" aria-label="结果" tabIndex={-1}>
        {entries.map((entry, at) => (
          <PaletteRow key={entry.key} id={`${listId}-${at}`} entry={entry} chosen={at === chosen} onRun={run} />
        ))}
        {entries.length === 0 && <p className="qp-palette-none">没有相符的命令或案卷。</p>}
      </div>
    </Dialog>
  );
}

interface RowProps {
  id: string;
  entry: Entry;
  chosen: boolean;
  onRun: (entry: Entry) => void;
}

function PaletteRow({ id, entry, chosen, onRun }: RowProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the input above owns the keys
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      aria-disabled={entry.disabled}
      ref={chosen ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
      onClick={() => onRun(entry)}
    >
      <span className="qp-palette-label">
        <VisibleText text={entry.label} />
      </span>
      <span className="qp-faint">{entry.hint}</span>
      {entry.shortcut && <Keys shortcut={entry.shortcut} />}
    </div>
  );
}
