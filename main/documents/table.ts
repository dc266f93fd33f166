import path from 'node:path';
import { writeChosenFile } from '#main/workspace/smallFile.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { legibleText } from '#shared/domain/visibleText.ts';
import { FONTS } from './measures.ts';
import { createSheet, lineCount } from './sheet.ts';

/** A table for other programs: headings, then rows of the same length. */
export interface Table {
  title: string;
  columns: readonly { title: string; width: number }[];
  rows: readonly (readonly (string | number)[])[];
}

const LINE_HEIGHT = 15;
const FONT = { name: FONTS.body.name, size: 11 } as const;

const legible = (text: string): string => legibleText(text.toWellFormed());
/** Cells that spreadsheet programs would run as a formula, in full width too, are kept as text. */
const inert = (text: string): string => (/^[=+\-@＝＋－＠]/.test(text) ? `'${text}` : text);

const csvCell = (value: string | number): string =>
  `"${typeof value === 'number' ? value : inert(legible(value)).replaceAll('"', '""')}"`;

/** UTF-8 with a byte order mark: without it spreadsheet programs take Chinese for another encoding. */
function toCsv({ columns, rows }: Table): string {
  const lines = [columns.map((one) => one.title), ...rows].map((row) => row.map(csvCell).join(','));
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

function toXlsx({ title, columns, rows }: Table): Uint8Array {
  const widths = columns.map(({ width }) => width);
  const sheet = createSheet({ widths, font: FONT });
  const [head, text, count] = [
    sheet.style({ value: 'text', bold: true }),
    sheet.style({ value: 'text' }),
    sheet.style({ value: 'count' }),
  ];
  const add = (values: readonly (string | number)[], styleOf: (value: string | number) => number) => {
    const shown = values.map((value) => (typeof value === 'number' ? value : legible(value)));
    const lines = shown.map((value, i) => (typeof value === 'number' ? 1 : lineCount(value, widths[i]!)));
    sheet.row(shown, shown.map(styleOf), Math.max(1, ...lines) * LINE_HEIGHT);
  };
  add(
    columns.map((one) => one.title),
    () => head,
  );
  for (const row of rows) add(row, (value) => (typeof value === 'number' ? count : text));
  const about = { name: title, title, description: '' };
  return sheet.bytes({ ...about, frozen: 1, repeated: 1, orientation: 'landscape', head: [title], foot: [] });
}

/** Writes .xlsx or .csv by the extension of the chosen file. Refuses INPUT_INVALID (another extension), MEDIUM_WRITE, SPACE_SHORT. */
export async function writeTable(file: string, table: Table): Promise<void> {
  const extension = path.extname(file).toLowerCase();
  if (extension === '.csv') return writeChosenFile(file, toCsv(table));
  if (extension === '.xlsx') return writeChosenFile(file, toXlsx(table));
  throw new Refusal('INPUT_INVALID', { reason: '文件名请以 .xlsx 或 .csv 结尾' });
}
