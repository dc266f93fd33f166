/** Which rows of a long list are on screen, which pages hold them, where a key leads. Rows have one height. */
export const PAGE_ROWS = 100;
const OVERSCAN = 6;

export interface RowRange {
  first: number;
  /** One past the last row. */
  end: number;
}

export function visibleRows(scrollTop: number, height: number, rowHeight: number, total: number): RowRange {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - OVERSCAN);
  const end = Math.min(total, Math.ceil((scrollTop + height) / rowHeight) + OVERSCAN);
  return { first: Math.min(first, end), end };
}

const pageOf = (row: number): number => Math.floor(row / PAGE_ROWS);

/** Pages that hold the rows and the selected one; at least one, because it tells how many rows there are. */
export function pagesFor({ first, end }: RowRange, selected: number): number[] {
  const from = pageOf(first);
  const to = pageOf(Math.max(first, end - 1));
  const pages = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  return pages.includes(pageOf(selected)) ? pages : [...pages, pageOf(selected)];
}

/** The row a key leads to, or `null` when the key does not move. */
export function rowAfterKey(key: string, index: number, total: number, rowsOnScreen: number): number | null {
  const last = total - 1;
  const page = Math.max(1, rowsOnScreen - 1);
  const target: Record<string, number> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + page,
    PageUp: index - page,
    Home: 0,
    End: last,
  };
  const row = target[key];
  return row === undefined || last < 0 ? null : Math.max(0, Math.min(last, row));
}

/** The scroll position that shows a row, moving as little as possible. */
export function scrollToShow(index: number, rowHeight: number, scrollTop: number, height: number): number {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + rowHeight - height);
}
