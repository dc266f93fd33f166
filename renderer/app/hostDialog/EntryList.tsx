import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { hostApi } from '#shared/api/host.ts';
import type { OutputOf } from '#shared/api/route.ts';
import { isComposing } from '../../commands/composition.ts';
import { formatBytes, formatTime } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';

export type Entry = OutputOf<(typeof hostApi)['listFolder']>['entries'][number];

interface Props {
  entries: readonly Entry[];
  loading: boolean;
  /** Files can be chosen; otherwise they are shown for orientation. */
  selectable: boolean;
  chosen: string | null;
  emptyText: string;
  onChoose: (path: string | null) => void;
  onOpenFolder: (path: string) => void;
  /** Enter or double click on a file. */
  onTake: (entry: Entry) => void;
  onUp: () => void;
}

/** Folder content as a list driven by arrows, Home, End, Enter, Backspace and first letters. */
export function EntryList(props: Props) {
  const { entries, loading, selectable, chosen, emptyText, onChoose, onOpenFolder, onTake, onUp } = props;
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new folder starts at its top, with the keys on it
  useEffect(() => {
    setAt(0);
    if (!(document.activeElement instanceof HTMLInputElement)) list.current?.focus();
  }, [entries]);
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const focusEntry = (index: number) => {
    const entry = entries[index];
    if (!entry) return;
    setAt(index);
    if (selectable) onChoose(entry.kind === 'file' ? entry.path : null);
  };
  const take = (entry: Entry | undefined) => {
    if (entry?.kind === 'folder') onOpenFolder(entry.path);
    else if (entry) onTake(entry);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const last = entries.length - 1;
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last, PageDown: at + 10, PageUp: at - 10 }[
      event.key
    ];
    if (target !== undefined) focusEntry(Math.max(0, Math.min(last, target)));
    else if (event.key === 'Enter') take(entries[at]);
    else if (event.key === 'Backspace') onUp();
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey)
      focusEntry(nextWithPrefix(entries, at, event.key));
    else return;
    event.preventDefault();
  };
  if (entries.length === 0) return <p className="qp-entries qp-entries-none">{loading ? '' : emptyText}</p>;
  return (
    <div
      ref={list}
      className="qp-entries"
      role="listbox"
      aria-label="文件夹内容"
      aria-activedescendant={`qp-entry-${at}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      {entries.map((entry, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the list owns the keys
        <div
          key={entry.path}
          id={`qp-entry-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === at}
          data-chosen={entry.path === chosen || undefined}
          onClick={() => focusEntry(index)}
          onDoubleClick={() => take(entry)}
        >
          <Icon name={entry.kind} />
          <span className="qp-entry-name">
            <VisibleText text={entry.name} />
          </span>
          <span className="qp-num">{entry.kind === 'file' ? formatBytes(entry.bytes) : ''}</span>
          <span className="qp-num">{formatTime(entry.modifiedAt)}</span>
        </div>
      ))}
    </div>
  );
}

function nextWithPrefix(entries: readonly Entry[], from: number, letter: string): number {
  const order = [...entries.keys()].map((offset) => (from + 1 + offset) % entries.length);
  return order.find((index) => entries[index]!.name.toLowerCase().startsWith(letter.toLowerCase())) ?? from;
}
