import { Button, theme } from 'antd';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { CaseFilter, CaseRow } from '#shared/api/cases.ts';
import { navigate } from '../../app/router.ts';
import { useCommands } from '../../commands/CommandProvider.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { CaseTable, QUEUE_ID } from './CaseTable.tsx';
import { CASE_COMMANDS } from './commands.ts';
import { type CaseSort, nextSort } from './filter.ts';
import { HistoryDrawer } from './HistoryDrawer.tsx';
import { PreviewPane } from './PreviewPane.tsx';
import { QueueEmpty } from './QueueEmpty.tsx';
import { QueueFoot } from './QueueFoot.tsx';
import { recallPlace, rememberList, rememberPlace } from './queueMemory.ts';
import { scrollToShow, visibleRows } from './rowWindow.ts';
import { SelectionBar } from './SelectionBar.tsx';
import { countPicked } from './selection.ts';
import { useWatchedSize } from './useElementSize.ts';
import { useQueue } from './useQueue.ts';
import { useSelection } from './useSelection.ts';

interface Props {
  filter: CaseFilter;
  sort: CaseSort;
  /** There are no cases at all, whatever the filter. */
  empty: boolean;
  preview: boolean;
  onPreview: () => void;
  onSort: (sort: CaseSort) => void;
  onClear: () => void;
}

const ROW_REMS = 2.7;
/** Rows scrolled before the drawn range moves; fewer than are drawn beyond the screen. */
const REDRAW_ROWS = 3;
/** The keys belong to the list unless the person has put them elsewhere. */
function nothingElseFocused(): boolean {
  const active = document.activeElement;
  return active === null || active === document.body || active.closest('.qp-rail') !== null;
}

const openCase = (row: CaseRow | undefined) => row && navigate(['cases', row.caseId]);

/** The table of cases with its preview; only rows on screen exist, only their pages are fetched. */
export function CaseQueue({ filter, sort, empty, preview, onPreview, onSort, onClear }: Props) {
  const { token } = theme.useToken();
  const rowHeight = Math.round(token.fontSize * ROW_REMS);
  const queueKey = JSON.stringify([filter, sort]);
  const box = useRef<HTMLDivElement>(null);
  const [{ height }, watch] = useWatchedSize();
  const attach = useCallback(
    (element: HTMLDivElement | null) => {
      box.current = element;
      return watch(element);
    },
    [watch],
  );
  const bodyHeight = Math.max(0, height - rowHeight);
  const [scrollTop, setScrollTop] = useState(0);
  const [index, setIndex] = useState(() => recallPlace(queueKey));
  const [historyOf, setHistoryOf] = useState<CaseRow | null>(null);
  const known = useRef<number | null>(null);
  const wanted = visibleRows(scrollTop, bodyHeight, rowHeight, known.current ?? 1);
  const queue = useQueue(filter, sort, wanted, index);
  known.current = queue.total;
  const picking = useSelection(filter, sort, queueKey);
  const total = queue.total ?? 0;
  const at = Math.min(index, Math.max(0, total - 1));
  const showFoot = queue.total !== null && queue.error === null;
  const showPreview = preview && total > 0 && queue.error === null;
  const selected = total > 0 ? queue.row(at) : undefined;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter or order starts at its own place
  useLayoutEffect(() => {
    const place = recallPlace(queueKey);
    setIndex(place);
    if (box.current) box.current.scrollTop = Math.max(0, place - 3) * rowHeight;
  }, [queueKey]);
  useEffect(() => rememberPlace(queueKey, at), [queueKey, at]);
  useEffect(() => rememberList({ filter, sort }), [filter, sort]);

  useEffect(() => {
    if (total > 0 && nothingElseFocused()) document.getElementById(QUEUE_ID)?.focus({ preventScroll: true });
  }, [total]);
  const { begin } = picking;
  const move = useCallback(
    (row: number) => {
      setIndex(row);
      const element = box.current;
      if (element)
        element.scrollTop = scrollToShow(row, rowHeight, element.scrollTop, element.clientHeight - rowHeight);
    },
    [rowHeight],
  );
  const select = (row: number) => {
    begin(row);
    move(row);
  };
  const pick = (row: number, caseId: string) => {
    picking.toggle(caseId);
    select(row);
  };
  const extendTo = (row: number) => {
    picking.extendTo(row);
    move(row);
  };
  const picked = countPicked(picking.selection, total);
  useCommands([
    { ...CASE_COMMANDS.open, enabledWhen: () => selected !== undefined, run: () => openCase(selected) },
    { ...CASE_COMMANDS.history, enabledWhen: () => selected !== undefined, run: () => setHistoryOf(selected ?? null) },
    { ...CASE_COMMANDS.preview, run: onPreview },
    {
      ...CASE_COMMANDS.pick,
      enabledWhen: () => selected !== undefined,
      run: () => selected && pick(at, selected.caseId),
    },
    { ...CASE_COMMANDS.pickAll, enabledWhen: () => total > 0, run: picking.pickAll },
    { ...CASE_COMMANDS.unpick, enabledWhen: () => picked > 0, run: picking.clear },
  ]);
  return (
    <div className={picked > 0 ? 'qp-queue qp-queue-picking' : 'qp-queue'}>
      {picked > 0 && (
        <SelectionBar selection={picking.selection} total={total} filter={filter} onClear={picking.clear} />
      )}
      <div className={showPreview ? 'qp-queue-body qp-queue-split' : 'qp-queue-body'}>
        {queue.error ? (
          <div className="qp-queue-error">
            <ErrorPanel
              title="没有读到案卷"
              error={queue.error}
              actions={
                <Button size="small" onClick={queue.retry}>
                  重试
                </Button>
              }
            />
          </div>
        ) : queue.total === 0 && !queue.stale ? (
          <QueueEmpty none={empty} onClear={onClear} />
        ) : (
          <CaseTable
            box={attach}
            rowHeight={rowHeight}
            bodyHeight={bodyHeight}
            range={visibleRows(scrollTop, bodyHeight, rowHeight, total)}
            total={total}
            row={queue.row}
            index={at}
            sort={sort}
            stale={queue.stale}
            onSort={(by) => onSort(nextSort(sort, by))}
            onScroll={(top) => setScrollTop((drawn) => (Math.abs(top - drawn) < rowHeight * REDRAW_ROWS ? drawn : top))}
            onSelect={select}
            onOpen={openCase}
            selection={picking.selection}
            onPick={pick}
            onExtend={extendTo}
            onPickAll={(all) => (all ? picking.pickAll() : picking.clear())}
          />
        )}
        {showPreview && <PreviewPane caseId={selected?.caseId ?? null} onHistory={setHistoryOf} />}
      </div>
      {showFoot && <QueueFoot index={at} total={total} preview={preview} filter={filter} />}
      {historyOf && <HistoryDrawer row={historyOf} onClose={() => setHistoryOf(null)} />}
    </div>
  );
}
