import { type KeyboardEvent, useRef, useState } from 'react';
import type { JournalFilter, JournalRow } from '#shared/api/journal.ts';
import { JOURNAL_GROUPS } from '#shared/domain/journalGroups.ts';
import { formatHash } from '../../app/router.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatCount, formatTime } from '../../ui/format.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { rowAfterKey, visibleRows } from '../cases/rowWindow.ts';
import { useElementSize } from '../cases/useElementSize.ts';
import { useJournalRows } from './useJournalRows.ts';

/** Browsers draw no box higher than some 33 million pixels: a longer list is drawn at a smaller scale. */
const MAX_HEIGHT = 15_000_000;

/** The journal, newest first: a million entries scroll like a hundred. */
export function JournalList({ filter }: { filter: JournalFilter }) {
  const box = useRef<HTMLDivElement>(null);
  const { height } = useElementSize(box);
  const [top, setTop] = useState(0);
  const rowHeight = 2.4 * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const [total, setTotal] = useState(0);
  const drawn = Math.min(total * rowHeight, MAX_HEIGHT);
  // Where the list is scaled, the share scrolled tells the row.
  const share = drawn > height ? top / (drawn - height) : 0;
  const scrolled = share * Math.max(0, total * rowHeight - height);
  const range = visibleRows(scrolled, height, rowHeight, total);
  const { total: found, row, error } = useJournalRows(filter, range);
  if (found !== null && found !== total) setTotal(found);
  const rows = Array.from({ length: range.end - range.first }, (_, offset) => range.first + offset);
  const onKeyDown = (event: KeyboardEvent) => {
    const first = Math.round(scrolled / rowHeight);
    const next = rowAfterKey(event.key, first, total, Math.floor(height / rowHeight));
    if (next === null || !box.current) return;
    event.preventDefault();
    const long = Math.max(1, total * rowHeight - height);
    box.current.scrollTop = (Math.min(next * rowHeight, long) / long) * Math.max(0, drawn - height);
  };
  if (error) return <ErrorPanel title="没有读到审核记录" error={error} />;
  return (
    <>
      <p className="qp-faint" role="status">
        {found === null ? '正在读取' : `共 ${formatCount(found)} 条，最近的在前`}
      </p>
      {found === 0 && <EmptyState title="没有符合条件的记录">换一个条件，或清除筛选。</EmptyState>}
      <section
        ref={box}
        className="qp-journal-box"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling list is reached and moved by the keyboard
        tabIndex={0}
        aria-label="审核记录"
        hidden={found === 0}
        onKeyDown={onKeyDown}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      >
        <ol style={{ height: drawn }}>
          {rows.map((at) => (
            <li key={at} style={{ height: rowHeight, top: top + (at * rowHeight - scrolled) }}>
              <Entry row={row(at)} />
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}

function Entry({ row }: { row: JournalRow | undefined }) {
  if (!row) return <span className="qp-faint">…</span>;
  const { time, actor, group, sentence, seq, hash, erased } = row;
  return (
    <>
      <time dateTime={time}>{formatTime(time)}</time>
      <VisibleText text={actor} />
      <span className="qp-journal-group">{JOURNAL_GROUPS[group]}</span>
      <span className={erased ? 'qp-journal-what qp-faint' : 'qp-journal-what'} title={sentence}>
        {row.case && (
          <>
            {row.case.erased ? (
              <span className="qp-faint">{row.case.number}（已清除）</span>
            ) : (
              <a href={formatHash(['cases', row.case.caseId])}>{row.case.number}</a>
            )}{' '}
          </>
        )}
        <VisibleText text={sentence} />
      </span>
      <span className="qp-faint" title={`校验码 ${hash}`}>
        第 {formatCount(seq)} 条
      </span>
    </>
  );
}
