import { type KeyboardEvent, type MouseEvent, memo, type ReactNode, type RefCallback } from 'react';
import type { CaseRow } from '#shared/api/cases.ts';
import { isComposing } from '../../commands/composition.ts';
import { Icon } from '../../ui/Icon.tsx';
import { CaseCells } from './CaseCells.tsx';
import { CASE_COLUMNS } from './columns.ts';
import type { CaseSort } from './filter.ts';
import { type RowRange, rowAfterKey } from './rowWindow.ts';
import { isPicked, type Selection } from './selection.ts';

interface Props {
  box: RefCallback<HTMLDivElement>;
  rowHeight: number;
  bodyHeight: number;
  range: RowRange;
  total: number;
  row: (index: number) => CaseRow | undefined;
  index: number;
  sort: CaseSort;
  stale: boolean;
  onSort: (by: CaseSort['by']) => void;
  onScroll: (top: number) => void;
  onSelect: (index: number) => void;
  onOpen: (row: CaseRow | undefined) => void;
  selection: Selection;
  onPick: (index: number, caseId: string) => void;
  onExtend: (index: number) => void;
  onPickAll: (all: boolean) => void;
}

export const QUEUE_ID = 'qp-queue';
const rowId = (index: number) => `qp-case-${index}`;

/** A grid with one focus: arrows move the row, with Shift they pick on the way, Enter opens it. */
export function CaseTable(props: Props) {
  const { box, rowHeight, bodyHeight, range, total, row, index, sort, stale } = props;
  const { onSort, onScroll, onSelect, onOpen, selection, onPick, onExtend, onPickAll } = props;
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event) || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target !== event.currentTarget) return;
    const next = rowAfterKey(event.key, index, total, Math.floor(bodyHeight / rowHeight));
    if (next !== null && event.shiftKey) onExtend(next);
    else if (next !== null) onSelect(next);
    else if (event.key === 'Enter') onOpen(row(index));
    else return;
    event.preventDefault();
  };
  const rows = Array.from({ length: range.end - range.first }, (_, offset) => range.first + offset);
  return (
    <div
      ref={box}
      className={stale ? 'qp-grid qp-grid-stale' : 'qp-grid'}
      onScroll={(event) => onScroll(event.currentTarget.scrollTop)}
    >
      <table
        id={QUEUE_ID}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table with one focus is the grid pattern
        role="grid"
        tabIndex={0}
        aria-label="案卷列表"
        aria-rowcount={total + 1}
        aria-multiselectable="true"
        aria-activedescendant={total > 0 ? rowId(index) : undefined}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr className="qp-grid-row" style={{ height: rowHeight }}>
            {CASE_COLUMNS.map((column) => (
              <HeadCell key={column.id} column={column} sort={sort} onSort={onSort}>
                {column.id === 'pick' && (
                  <input
                    type="checkbox"
                    tabIndex={-1}
                    aria-label="选中列表中全部案卷"
                    checked={selection.kind === 'all'}
                    onChange={(event) => onPickAll(event.target.checked)}
                  />
                )}
              </HeadCell>
            ))}
          </tr>
        </thead>
        <tbody style={{ height: total * rowHeight }}>
          {rows.map((at) => (
            <Row
              key={at}
              at={at}
              row={row(at)}
              top={at * rowHeight}
              height={rowHeight}
              current={at === index}
              picked={isPickedRow(selection, row(at))}
              onSelect={onSelect}
              onPick={onPick}
              onExtend={onExtend}
              onOpen={onOpen}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const isPickedRow = (selection: Selection, row: CaseRow | undefined): boolean =>
  row !== undefined && isPicked(selection, row.caseId);

interface HeadProps {
  column: (typeof CASE_COLUMNS)[number];
  sort: CaseSort;
  onSort: (by: CaseSort['by']) => void;
  children?: ReactNode;
}

function HeadCell({ column, sort, onSort, children }: HeadProps) {
  const by = column.sort;
  const current = by === sort.by;
  const direction = sort.descending ? 'descending' : 'ascending';
  return (
    <th scope="col" className={`qp-col-${column.id}`} aria-sort={current ? direction : undefined}>
      {by ? (
        <button type="button" onClick={() => onSort(by)} title={`按${column.label}排序`}>
          {column.label}
          {current && <Icon name="down" className={sort.descending ? undefined : 'qp-turned'} />}
        </button>
      ) : (
        column.label || children
      )}
    </th>
  );
}

interface RowProps {
  at: number;
  row: CaseRow | undefined;
  top: number;
  height: number;
  current: boolean;
  picked: boolean;
  onSelect: (index: number) => void;
  onPick: (index: number, caseId: string) => void;
  onExtend: (index: number) => void;
  onOpen: (row: CaseRow | undefined) => void;
}

const Row = memo(function Row(props: RowProps) {
  const { at, row, top, height, current, picked, onSelect, onPick, onExtend, onOpen } = props;
  const onClick = (event: MouseEvent) => {
    if (event.shiftKey) onExtend(at);
    else if ((event.ctrlKey || event.metaKey) && row) onPick(at, row.caseId);
    else onSelect(at);
  };
  return (
    <tr
      id={rowId(at)}
      className={current ? 'qp-grid-row qp-grid-current' : 'qp-grid-row'}
      aria-rowindex={at + 2}
      aria-selected={picked}
      style={{ height, transform: `translateY(${top}px)` }}
      onClick={onClick}
      onDoubleClick={() => onOpen(row)}
    >
      {row ? (
        <CaseCells
          row={row}
          picked={picked}
          onPick={(event) => {
            event.stopPropagation();
            if (event.shiftKey) onExtend(at);
            else onPick(at, row.caseId);
          }}
        />
      ) : (
        <td className="qp-grid-wait" />
      )}
    </tr>
  );
});
