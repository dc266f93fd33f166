import path from 'node:path';
import writeXlsxFile from 'write-excel-file/node';
import { writeChosenFile } from '#main/workspace/smallFile.ts';
import { Refusal } from '#shared/domain/errors.ts';

/** A table for other programs: headings, then rows of the same length. */
export interface Table {
  title: string;
  columns: readonly { title: string; width: number }[];
  rows: readonly (readonly (string | number)[])[];
}

/** Cells that spreadsheet programs would run as a formula are kept as text. */
const inert = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const csvCell = (value: string | number): string => `"${inert(String(value)).replaceAll('"', '""')}"`;

/** UTF-8 with a byte order mark: without it spreadsheet programs take Chinese for another encoding. */
function toCsv({ columns, rows }: Table): string {
  const lines = [columns.map((one) => one.title), ...rows].map((row) => row.map(csvCell).join(','));
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

function toXlsx({ title, columns, rows }: Table): Promise<Uint8Array> {
  const head = columns.map((one) => ({ value: one.title, fontWeight: 'bold', wrap: true }) as const);
  const cell = (value: string | number) =>
    typeof value === 'number'
      ? ({ value, type: Number, alignVertical: 'top' } as const)
      : ({ value, type: String, format: '@', wrap: true, alignVertical: 'top' } as const);
  return writeXlsxFile([head, ...rows.map((row) => row.map(cell))], {
    sheet: title.slice(0, 31),
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
  }).toBuffer();
}

/** Writes .xlsx or .csv by the extension of the chosen file. Refuses INPUT_INVALID (another extension), MEDIUM_WRITE, SPACE_SHORT. */
export async function writeTable(file: string, table: Table): Promise<void> {
  const extension = path.extname(file).toLowerCase();
  if (extension === '.csv') return writeChosenFile(file, toCsv(table));
  if (extension === '.xlsx') return writeChosenFile(file, await toXlsx(table));
  throw new Refusal('INPUT_INVALID', { reason: '文件名请以 .xlsx 或 .csv 结尾' });
}
