import type { Cell, Column } from './model.ts';

/** Columns as they stand on paper: each with the ones set below it. Indexes point into the model's columns. */
export interface PaperColumn {
  share: number;
  align: Column['align'];
  parts: number[];
}

export function paperColumns(columns: readonly Column[]): PaperColumn[] {
  const made: PaperColumn[] = [];
  columns.forEach(({ share, align, below }, i) => {
    const above = below ? made.at(-1) : undefined;
    if (above) above.parts.push(i);
    else made.push({ share, align, parts: [i] });
  });
  return made;
}

/** The cells of a row that stand in one place on paper; empty ones take no line beside others. */
export function cellsAt(row: readonly Cell[], { parts }: PaperColumn): Cell[] {
  const cells = parts.map((i) => row[i] ?? null);
  const filled = cells.filter((cell) => cell !== null && cell !== '');
  return filled.length > 0 ? filled : cells.slice(0, 1);
}
