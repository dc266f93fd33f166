import {
  type Block,
  type Cell,
  type DocumentModel,
  FICTIONAL_LINE,
  footLines,
  headLines,
} from '#shared/documents/model.ts';
import { FONTS } from './measures.ts';
import { createSheet, lineCount, type Sheet, type SheetValue } from './sheet.ts';
import type { CellStyle } from './sheetStyles.ts';

/** Characters of a line of the sheet, shared out among the columns. */
const WIDTH = { portrait: 96, landscape: 190 } as const;
const LINE_HEIGHT = 16;
const FONT = { name: FONTS.body.name, size: 11 } as const;
const GRID = { border: true, middle: true } as const;

type Table = Extract<Block, { kind: 'table' }>;

function cellValue(cell: Cell): SheetValue {
  if (cell === null || typeof cell === 'string') return cell;
  return 'fen' in cell ? cell.fen / 100 : cell.count;
}

const kindOf = (cell: Cell): CellStyle['value'] =>
  cell === null || typeof cell === 'string' ? 'text' : 'fen' in cell ? 'amount' : 'count';

/** Lines of the tallest cell of a row. */
function linesOf(cells: readonly Cell[], widths: readonly number[]): number {
  let most = 1;
  for (let i = 0; i < cells.length; i++) {
    const value = cells[i];
    if (typeof value === 'string') most = Math.max(most, lineCount(value, widths[i]!));
  }
  return most;
}

function addTable(sheet: Sheet, { columns, rows, total }: Table, widths: readonly number[]): void {
  const styles = columns.map(({ align }) => {
    const of = (value: CellStyle['value'], bold: boolean) => sheet.style({ ...GRID, value, align, bold });
    return [false, true].map((bold) => ({
      text: of('text', bold),
      amount: of('amount', bold),
      count: of('count', bold),
    })) as [Record<CellStyle['value'], number>, Record<CellStyle['value'], number>];
  });
  const add = (cells: readonly Cell[], bold: 0 | 1) => {
    const values: SheetValue[] = [];
    const numbers: number[] = [];
    for (let i = 0; i < columns.length; i++) {
      const cell = cells[i] ?? null;
      values.push(cellValue(cell));
      numbers.push(styles[i]![bold][kindOf(cell)]);
    }
    sheet.row(values, numbers, linesOf(cells, widths) * LINE_HEIGHT);
  };
  const titles = columns.map(({ title }) => title);
  const head = sheet.style({ ...GRID, value: 'text', align: 'center', bold: true });
  sheet.row(titles, Array(columns.length).fill(head), linesOf(titles, widths) * LINE_HEIGHT);
  for (const cells of rows) add(cells, 0);
  if (total !== null) add(total, 1);
}

/** What stands around the table, a line each over its whole width. */
function otherLines(block: Exclude<Block, Table>): string[] {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return [block.text];
    case 'fields':
      return block.rows.map(({ label, value }) => `${label}：${value}`);
    case 'signatures':
      return [...block.lines, block.unit.replace('\n', '　')];
    case 'figures':
      return [];
  }
}

/** A list as Excel and WPS open it: one sheet, its head stays in view and stands on every printed page. */
export function renderXlsx(document: DocumentModel, sha256: string): Uint8Array {
  const { blocks, fictional, orientation, subtitle, title } = document;
  const table = blocks.find((block) => block.kind === 'table');
  if (!table) throw new TypeError('a sheet needs a table');
  const shares = table.columns.reduce((sum, { share }) => sum + share, 0);
  const widths = table.columns.map(({ share }) => Math.max(6, Math.round((WIDTH[orientation] * share) / shares)));
  const width = widths.reduce((sum, one) => sum + one, 0);
  const sheet = createSheet({ widths, font: FONT });
  const say = (text: string, style: Partial<CellStyle> = {}) =>
    sheet.span(text, sheet.style({ value: 'text', ...style }), lineCount(text, width) * LINE_HEIGHT);
  sheet.span(
    title,
    sheet.style({ value: 'text', align: 'center', middle: true, font: { name: FONTS.title.name, size: 18 } }),
    32,
  );
  if (subtitle !== null) say(subtitle, { align: 'center' });
  if (fictional) say(FICTIONAL_LINE, { align: 'center' });
  let headRow = 0;
  for (const block of blocks) {
    if (block.kind === 'table') {
      if (block === table) headRow = sheet.rows() + 1;
      addTable(sheet, block, widths);
    } else for (const text of otherLines(block)) say(text, { bold: block.kind === 'heading' });
  }
  const foot = footLines(document, sha256);
  for (const line of foot) say(line);
  return sheet.bytes({
    ...{ name: title, title, description: sha256, orientation, foot },
    ...{ frozen: headRow, repeated: headRow, head: headLines(document) },
  });
}
