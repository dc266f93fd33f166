import type { DemoFont } from '../font/demoFont.ts';
import type { FormCell, Mark } from './model.ts';
import { wrapText } from './wrap.ts';

export const INK = '#1c1c1c';
export const RULE = '#555555';
const LABEL_FILL = '#f1f1ee';
const PADDING = 5;

interface LaidCell {
  cell: FormCell;
  width: number;
  font: DemoFont;
  lines: string[];
}

export interface LaidRow {
  cells: LaidCell[];
  size: number;
  height: number;
}

/** Wraps every cell of a ruled row to its share of the width; the tallest cell decides the height. */
export function measureRow(
  cells: readonly FormCell[],
  size: number,
  rowWidth: number,
  fonts: { regular: DemoFont; bold: DemoFont },
): LaidRow {
  const total = cells.reduce((sum, cell) => sum + cell.share, 0);
  const laid = cells.map((cell) => {
    const width = (cell.share / total) * rowWidth;
    const font = cell.label ? fonts.bold : fonts.regular;
    const lines = wrapText(cell.text, (part) => font.widthOf(part, size), width - 2 * PADDING);
    return { cell, width, font, lines };
  });
  const height = Math.max(...laid.map(({ cell, lines }) => Math.max(lines.length * size * 1.45 + 9, cell.height ?? 0)));
  return { cells: laid, size, height };
}

export function rowMarks(row: LaidRow, left: number, top: number): Mark[] {
  const { size, height } = row;
  const step = size * 1.45;
  const marks: Mark[] = [];
  let x = left;
  for (const { cell, width, font, lines } of row.cells) {
    const fill = cell.label ? LABEL_FILL : undefined;
    marks.push(boxMark(x, top, width, height, { colour: RULE, line: 0.7, fill }));
    const inset = cell.height && !cell.label ? PADDING : (height - lines.length * step) / 2;
    lines.forEach((text, index) => {
      const space = width - font.widthOf(text, size);
      const align = cell.align ?? (cell.label ? 'center' : 'left');
      const offset = align === 'left' ? PADDING : align === 'center' ? space / 2 : space - PADDING;
      const y = top + inset + size * 1.1 + index * step;
      marks.push({ kind: 'text', x: x + offset, y, text, size, bold: cell.label === true, colour: INK });
    });
    x += width;
  }
  return marks;
}

export function boxMark(
  x: number,
  y: number,
  width: number,
  height: number,
  style: { colour: string; line: number; fill?: string },
): Mark {
  const points: [number, number][] = [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
  return { kind: 'line', points, width: style.line, colour: style.colour, closed: true, fill: style.fill };
}
