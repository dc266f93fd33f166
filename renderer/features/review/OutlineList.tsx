import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import type { OutlineEntry } from '../../pdf/document.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { headingAt, outlineLines } from './outlineLines.ts';

interface Props {
  entries: readonly OutlineEntry[];
  page: number;
  /** Takes the focus when this changes to another number. */
  asked: number;
  onPage: (page: number) => void;
}

const STEPS: Record<string, (at: number, count: number) => number> = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  Home: () => 0,
  End: (_, count) => count - 1,
};

const buttonsOf = (list: HTMLElement | null) => [
  ...(list?.querySelectorAll<HTMLButtonElement>('button:enabled') ?? []),
];

/** The file's own table of contents. The arrows move in it, Enter goes there. */
export function OutlineList({ entries, page, asked, onPage }: Props) {
  const list = useRef<HTMLOListElement>(null);
  const lines = useMemo(() => outlineLines(entries), [entries]);
  const here = headingAt(lines, page);
  useEffect(() => {
    if (asked === 0) return;
    const current = list.current?.querySelector<HTMLButtonElement>('[aria-current=true] button:enabled');
    (current ?? buttonsOf(list.current)[0])?.focus();
  }, [asked]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the reader from heading to heading
  useEffect(() => {
    list.current?.querySelector('[aria-current=true]')?.scrollIntoView({ block: 'nearest' });
  }, [here]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!step) return;
    const all = buttonsOf(list.current);
    event.preventDefault();
    event.stopPropagation();
    all[step(all.indexOf(document.activeElement as HTMLButtonElement), all.length)]?.focus();
  };
  return (
    <ol className="qp-wb-outline" ref={list} aria-label="目录" onKeyDown={onKeyDown}>
      {lines.map(({ title, depth, pageIndex }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: headings have no identity and never move
        <li key={index} aria-current={index === here || undefined} style={{ paddingLeft: `${depth * 0.8}rem` }}>
          <button
            type="button"
            disabled={pageIndex === null}
            tabIndex={index === Math.max(0, here) ? 0 : -1}
            onClick={() => pageIndex !== null && onPage(pageIndex)}
          >
            <VisibleText text={title} />
            {pageIndex !== null && <span className="qp-faint">{pageIndex + 1}</span>}
          </button>
        </li>
      ))}
    </ol>
  );
}
