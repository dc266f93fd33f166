import writeExcelFile, { type Row, type Cell as SheetCell } from 'write-excel-file/node';
import {
  type Block,
  type Cell,
  type Column,
  type DocumentModel,
  FICTIONAL_LINE,
  footLines,
} from '#shared/documents/model.ts';
import { FONTS, PAGE } from './measures.ts';

const BORDER = { borderStyle: 'thin', borderColor: '#000000' } as const;
const HEAD = { ...BORDER, fontWeight: 'bold', align: 'center', alignVertical: 'center', wrap: true } as const;
/** Characters of a line of the sheet, shared out among the columns. */
const WIDTH = { portrait: 96, landscape: 190 } as const;

type SheetFeature = NonNullable<NonNullable<Parameters<typeof writeExcelFile>[1]>['features']>[number];
type Table = Extract<Block, { kind: 'table' }>;

/** Text is written as text with the text format: `=CMD()` stays four signs and two brackets, 18 digits stay 18 digits. */
const textCell = (value: string) => ({ value, type: String, format: '@' }) as const;

function styles(columns: readonly Column[]) {
  return columns.map(({ align }) => ({ ...BORDER, align, alignVertical: 'center', wrap: true }) as const);
}

type Style = ReturnType<typeof styles>[number] & { fontWeight?: 'bold'; height?: number };

function dataCell(cell: Cell, style: Style): SheetCell {
  if (cell === null) return { ...style, value: '', type: String };
  if (typeof cell === 'string') return { ...style, value: cell, type: String, format: '@' };
  if ('fen' in cell) return { ...style, value: cell.fen / 100, type: Number, format: '#,##0.00' };
  return { ...style, value: cell.count, type: Number, format: '0' };
}

const spanned = (text: string, columns: number, more: object = {}): Row => [
  { ...textCell(text), columnSpan: columns, wrap: true, ...more },
  ...Array<null>(columns - 1).fill(null),
];

const LINE_HEIGHT = 16;
/** Width of a text in the units of a column: Chinese signs take two. */
function units(text: string): number {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum += text.charCodeAt(i) < 0x2e80 ? 1 : 2;
  return sum;
}

/** Lines the longest cell of a row takes: the height has to stand in the file, no program works it out for itself. */
function lineCount(cells: readonly Cell[], widths: readonly number[]): number {
  let most = 1;
  for (let i = 0; i < cells.length; i++) {
    const value = cells[i];
    if (typeof value === 'string') most = Math.max(most, Math.ceil(units(value) / (widths[i]! - 1)));
  }
  return most;
}

type Kind = 'text' | 'amount' | 'count' | 'none';
const kindOf = (cell: Cell): Kind =>
  cell === null ? 'none' : typeof cell === 'string' ? 'text' : 'fen' in cell ? 'amount' : 'count';

/** A cell without a style: it takes that of the first row's cell above it, see `withStyles`. */
function bareCell(cell: Exclude<Cell, null>, height: number | undefined): SheetCell {
  const tall = height === undefined ? {} : { height };
  if (typeof cell === 'string') return { ...tall, value: cell, type: String };
  return { ...tall, value: 'fen' in cell ? cell.fen / 100 : cell.count, type: Number };
}

function tableRows({ columns, rows, total }: Table, widths: readonly number[]): Row[] {
  const plain = styles(columns);
  const bold = plain.map((style): Style => ({ ...style, fontWeight: 'bold' }));
  const heightOf = (cells: readonly Cell[]): number | undefined => {
    const count = lineCount(cells, widths);
    return count === 1 ? undefined : count * LINE_HEIGHT;
  };
  const styled = (cells: readonly Cell[], of: readonly Style[]): Row => {
    const height = heightOf(cells);
    return of.map((style, i) =>
      dataCell(cells[i] ?? null, i === 0 && height !== undefined ? { ...style, height } : style),
    );
  };
  const first = rows[0] ?? [];
  const kinds = columns.map((_, i) => kindOf(first[i] ?? null));
  const later = (cells: readonly Cell[]): Row => {
    const height = heightOf(cells);
    return plain.map((style, i) => {
      const cell = cells[i] ?? null;
      const own = i === 0 ? height : undefined;
      if (cell !== null && kindOf(cell) === kinds[i]) return bareCell(cell, own);
      return dataCell(cell, own === undefined ? style : { ...style, height: own });
    });
  };
  return [
    columns.map(({ title }) => ({ ...textCell(title), ...HEAD })),
    ...rows.map((cells, i) => (i === 0 ? styled(cells, plain) : later(cells))),
    ...(total === null ? [] : [styled(total, bold)]),
  ];
}

/**
 * Gives cells without a style (number 0) that of the cell in row `first` of their column. The library looks the style of every single cell up by
 * its text, which doubles the time of a long list.
 */
function withStyles(xml: string, first: number): string {
  const row = new RegExp(`<row r="${first}"[^>]*>.*?</row>`).exec(xml)?.[0] ?? '';
  const styleOf = new Map([...row.matchAll(/<c r="([A-Z]+)\d+" s="(\d+)"/g)].map(([, name, style]) => [name, style]));
  return xml.replace(/(<c r="([A-Z]+)\d+" s=")0"/g, (cell, start: string, name: string) => {
    const style = styleOf.get(name);
    return style === undefined ? cell : `${start}${style}"`;
  });
}

/** What stands around the table, a line each over its whole width. */
function otherRows(block: Exclude<Block, Table>, columns: number): Row[] {
  const line = (text: string) => spanned(text, columns);
  switch (block.kind) {
    case 'heading':
      return [spanned(block.text, columns, { fontWeight: 'bold' })];
    case 'paragraph':
      return [line(block.text)];
    case 'fields':
      return block.rows.map(({ label, value }) => line(`${label}：${value}`));
    case 'signatures':
      return [...block.lines, block.unit.replace('\n', '　')].map(line);
    case 'figures':
      return [];
  }
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Margins, one page wide, hash codes and page number at the foot of the printed sheet; styles of the list from its first row. */
function pageSetup(document: DocumentModel, sha256: string, firstRow: number): SheetFeature {
  const { top, right, bottom, left } = PAGE[document.orientation];
  const inch = (mm: number) => (mm / 25.4).toFixed(3);
  const margins = `<pageMargins left="${inch(left)}" right="${inch(right)}" top="${inch(top)}" bottom="${inch(bottom)}" header="0.4" footer="0.4"/>`;
  const setup = `<pageSetup paperSize="9" orientation="${document.orientation}" fitToWidth="1" fitToHeight="0"/>`;
  const foot = `&C&8${footLines(document, sha256).join('\n')}\n&P / &N`;
  const head = document.fictional ? `&C${FICTIONAL_LINE}` : '';
  const texts = `<headerFooter><oddHeader>${escapeXml(head)}</oddHeader><oddFooter>${escapeXml(foot)}</oddFooter></headerFooter>`;
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml) => {
            const bare = xml.replace(/<pageMargins[^>]*\/>|<pageSetup[^>]*\/>/g, '');
            const fit = bare.includes('<sheetPr')
              ? bare
              : bare.replace(/(<worksheet[^>]*>)/, '$1<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>');
            return withStyles(fit, firstRow).replace('</worksheet>', `${margins}${setup}${texts}</worksheet>`);
          },
        },
      },
    },
  };
}

/** A list as Excel and WPS open it: one sheet, its head stays in view. */
export async function renderXlsx(document: DocumentModel, sha256: string): Promise<Uint8Array> {
  const table = document.blocks.find((block) => block.kind === 'table');
  if (!table) throw new TypeError('a sheet needs a table');
  const columns = table.columns.length;
  const { title, subtitle, fictional } = document;
  const shares = table.columns.reduce((sum, { share }) => sum + share, 0);
  const widths = table.columns.map(({ share }) =>
    Math.max(6, Math.round((WIDTH[document.orientation] * share) / shares)),
  );
  const rows: Row[] = [
    spanned(title, columns, { fontFamily: FONTS.title.name, fontSize: 18, align: 'center', height: 32 }),
    ...(subtitle === null ? [] : [spanned(subtitle, columns, { align: 'center' })]),
    ...(fictional ? [spanned(FICTIONAL_LINE, columns, { align: 'center' })] : []),
  ];
  let headRows = 0;
  for (const block of document.blocks) {
    if (block.kind === 'table' && block === table) headRows = rows.length + 1;
    for (const row of block.kind === 'table' ? tableRows(block, widths) : otherRows(block, columns)) rows.push(row);
  }
  for (const line of footLines(document, sha256)) rows.push(spanned(line, columns));
  const sheet = title.replace(/[[\]:*?/\\']/g, '').slice(0, 31);
  const made = writeExcelFile(
    [{ data: rows, sheet, columns: widths.map((width) => ({ width })), stickyRowsCount: headRows }],
    {
      fontFamily: FONTS.body.name,
      fontSize: 11,
      features: [pageSetup(document, sha256, headRows + 1)],
    },
  );
  return new Uint8Array(await made.toBuffer());
}
