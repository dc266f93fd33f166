import {
  AlignmentType,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import type { Block, Cell, Column } from '#shared/documents/model.ts';
import { cellsAt, type PaperColumn, paperColumns } from '#shared/documents/stacked.ts';
import { yuanDecimals } from '#shared/documents/words.ts';
import { columnWidths, FONTS, TABLE_TYPE, type TableType } from './measures.ts';

export const ALIGN = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const;
export const exact = (points: number) => ({ line: points * 20, lineRule: LineRuleType.EXACT });
export const atLeast = (points: number) => ({ line: points * 20, lineRule: LineRuleType.AT_LEAST });
export const heavy = {
  font: { eastAsia: FONTS.heading.name, ascii: FONTS.latin.name, hAnsi: FONTS.latin.name },
} as const;

interface CellLook {
  align: Column['align'];
  head?: boolean;
  span?: number;
  /** On the page of the row after it. */
  keep?: boolean;
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell;
  return 'fen' in cell ? yuanDecimals(cell.fen) : String(cell.count);
}

function tableCell(
  text: string,
  width: number,
  { size, line, inset }: TableType,
  { align, head = false, span = 1, keep = false }: CellLook,
): TableCell {
  const runs = text
    .split('\n')
    .map((one, i) => new TextRun({ text: one, size: size * 2, ...(head && heavy), ...(i > 0 && { break: 1 }) }));
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    columnSpan: span,
    verticalAlign: VerticalAlignTable.CENTER,
    margins: { top: 30, bottom: 30, left: inset, right: inset },
    children: [
      new Paragraph({
        alignment: ALIGN[align],
        ...(keep && { keepNext: true }),
        spacing: atLeast(line),
        children: runs,
      }),
    ],
  });
}

export const grid = (rows: TableRow[], widths: number[]): Table =>
  new Table({
    layout: TableLayoutType.FIXED,
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: widths,
    rows,
  });

/** Rows of a sum that stand on one page together. */
const SHORT_SUM = 12;

type DataTable = Extract<Block, { kind: 'table' }>;

/** Its head stands again on every page and never alone; the sums stay with the last row. `keep`: and that with what follows. */
export function dataTable({ columns, rows, total }: DataTable, type: TableType, width: number, keep: boolean): Table {
  const placed = paperColumns(columns);
  const widths = columnWidths(
    width,
    placed.map(({ share }) => share),
  );
  const row = (cells: readonly Cell[], look: (column: PaperColumn) => CellLook, header = false) =>
    new TableRow({
      cantSplit: true,
      ...(header && { tableHeader: true }),
      children: placed.map((column, i) =>
        tableCell(cellsAt(cells, column).map(cellText).join('\n'), widths[i]!, type, look(column)),
      ),
    });
  const titles = columns.map(({ title }) => title);
  /** The first row that stays with those after it: the last one, or all of a short sum. */
  const kept = total !== null && rows.length <= SHORT_SUM ? 0 : rows.length - 1;
  return grid(
    [
      row(titles, () => ({ align: 'center', head: true, keep: true }), true),
      ...rows.map((cells, i) => row(cells, ({ align }) => ({ align, keep: i >= kept && (keep || total !== null) }))),
      ...(total === null ? [] : [row(total, ({ align }) => ({ align, head: true, keep }))]),
    ],
    widths,
  );
}

/** Two pairs of label and value a line. */
export function fieldTable({ rows }: Extract<Block, { kind: 'fields' }>, width: number): Table {
  const type = TABLE_TYPE.form;
  const widths = columnWidths(width, [18, 32, 18, 32]);
  const [label, value, secondLabel, secondValue] = widths as [number, number, number, number];
  const made: TableRow[] = [];
  const line = (children: TableCell[]) => made.push(new TableRow({ cantSplit: true, children }));
  for (let i = 0; i < rows.length; i++) {
    const [first, second] = [rows[i]!, rows[i + 1]];
    const alone = first.wide || second === undefined || second.wide;
    const named = tableCell(first.label, label, type, { align: 'center', head: true });
    if (alone) {
      const rest = value + secondLabel + secondValue;
      line([named, tableCell(first.value, rest, type, { align: 'left', span: 3 })]);
      continue;
    }
    line([
      named,
      tableCell(first.value, value, type, { align: 'left' }),
      tableCell(second.label, secondLabel, type, { align: 'center', head: true }),
      tableCell(second.value, secondValue, type, { align: 'left' }),
    ]);
    i += 1;
  }
  return grid(made, widths);
}
