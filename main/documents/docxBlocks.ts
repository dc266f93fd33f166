import {
  AlignmentType,
  BorderStyle,
  type FileChild,
  HeightRule,
  ImageRun,
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
import type { Block, Cell, Column, DocumentModel, Figure } from '#shared/documents/model.ts';
import { yuanDecimals } from '#shared/documents/words.ts';
import { columnWidths, FONTS, type Orientation, TYPE, twips, typeWidth } from './measures.ts';
import { pngSize } from './png.ts';

const ALIGN = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const;
const BODY = TYPE.body * 2;
const exact = (points: number) => ({ line: points * 20, lineRule: LineRuleType.EXACT });
const atLeast = (points: number) => ({ line: points * 20, lineRule: LineRuleType.AT_LEAST });
const heavy = { font: { eastAsia: FONTS.heading.name, ascii: FONTS.latin.name, hAnsi: FONTS.latin.name } };

interface CellType {
  size: number;
  line: number;
}
const FORM: CellType = { size: TYPE.form * 2, line: TYPE.formLine };
const LIST: CellType = { size: TYPE.list * 2, line: TYPE.listLine };

const lines = (text: string, run: { size: number; bold?: boolean }) =>
  text.split('\n').map((line, i) => new TextRun({ text: line, ...run, ...(i > 0 && { break: 1 }) }));

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell;
  return 'fen' in cell ? yuanDecimals(cell.fen) : String(cell.count);
}

function tableCell(
  text: string,
  width: number,
  type: CellType,
  { align, head = false, span = 1 }: { align: Column['align']; head?: boolean; span?: number },
): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    columnSpan: span,
    verticalAlign: VerticalAlignTable.CENTER,
    margins: { top: 30, bottom: 30, left: 70, right: 70 },
    children: [
      new Paragraph({
        alignment: ALIGN[align],
        spacing: atLeast(type.line),
        children: text
          .split('\n')
          .map(
            (line, i) => new TextRun({ text: line, size: type.size, ...(head && heavy), ...(i > 0 && { break: 1 }) }),
          ),
      }),
    ],
  });
}

const grid = (rows: TableRow[], widths: number[]): Table =>
  new Table({
    layout: TableLayoutType.FIXED,
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: widths,
    rows,
  });

function dataTable({ columns, rows, total }: Extract<Block, { kind: 'table' }>, type: CellType, width: number): Table {
  const widths = columnWidths(
    width,
    columns.map(({ share }) => share),
  );
  const row = (cells: readonly Cell[], head: boolean) =>
    new TableRow({
      cantSplit: true,
      tableHeader: head,
      children: columns.map(({ align }, i) =>
        tableCell(cellText(cells[i] ?? null), widths[i]!, type, { align: head ? 'center' : align, head }),
      ),
    });
  const titles = row(
    columns.map(({ title }) => title),
    true,
  );
  const sums =
    total === null
      ? []
      : [
          new TableRow({
            cantSplit: true,
            children: columns.map(({ align }, i) =>
              tableCell(cellText(total[i] ?? null), widths[i]!, type, { align, head: true }),
            ),
          }),
        ];
  return grid([titles, ...rows.map((cells) => row(cells, false)), ...sums], widths);
}

/** Two pairs of label and value a line. */
function fieldTable({ rows }: Extract<Block, { kind: 'fields' }>, width: number): Table {
  const widths = columnWidths(width, [18, 32, 18, 32]);
  const [label, value, secondLabel, secondValue] = widths as [number, number, number, number];
  const made: TableRow[] = [];
  const line = (children: TableCell[]) => made.push(new TableRow({ cantSplit: true, children }));
  for (let i = 0; i < rows.length; i++) {
    const [first, second] = [rows[i]!, rows[i + 1]];
    const alone = first.wide || second === undefined || second.wide;
    const named = tableCell(first.label, label, FORM, { align: 'center', head: true });
    if (alone) {
      const rest = value + secondLabel + secondValue;
      line([named, tableCell(first.value, rest, FORM, { align: 'left', span: 3 })]);
      continue;
    }
    line([
      named,
      tableCell(first.value, value, FORM, { align: 'left' }),
      tableCell(second.label, secondLabel, FORM, { align: 'center', head: true }),
      tableCell(second.value, secondValue, FORM, { align: 'left' }),
    ]);
    i += 1;
  }
  return grid(made, widths);
}

const PX_PER_MM = 96 / 25.4;

function figureParagraphs(
  items: readonly Figure[],
  figures: ReadonlyMap<string, Uint8Array>,
  orientation: Orientation,
): Paragraph[] {
  return items.flatMap(({ sha256, caption }) => {
    const data = figures.get(sha256);
    if (!data) throw new Error(`no bytes for figure ${sha256}`);
    const size = pngSize(data);
    const limit = { width: (typeWidth(orientation) - 4) * PX_PER_MM, height: 160 * PX_PER_MM };
    // Crops are taken at twice the screen's density.
    const scale = Math.min(0.75, limit.width / size.width, limit.height / size.height);
    const transformation = {
      width: Math.max(1, Math.round(size.width * scale)),
      height: Math.max(1, Math.round(size.height * scale)),
    };
    return [
      new Paragraph({
        keepNext: true,
        spacing: { before: 160, ...atLeast(TYPE.formLine) },
        alignment: AlignmentType.CENTER,
        children: [
          new ImageRun({
            type: 'png',
            data,
            transformation,
            altText: { name: sha256.slice(0, 16), title: caption, description: caption },
          }),
        ],
      }),
      new Paragraph({
        alignment: AlignmentType.CENTER,
        spacing: { after: 160, ...atLeast(TYPE.formLine) },
        children: lines(caption, { size: FORM.size }),
      }),
    ];
  });
}

/** An empty box for signatures and seal; nothing is ever printed where the seal goes. */
function signatures({ lines: signed, unit }: Extract<Block, { kind: 'signatures' }>, width: number): FileChild[] {
  const [left, right] = columnWidths(width, [36, 64]) as [number, number];
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  const column = (text: readonly string[], size: number, align: 'left' | 'center') =>
    new TableCell({
      width: { size, type: WidthType.DXA },
      borders: { top: none, bottom: none, left: none, right: none },
      verticalAlign: VerticalAlignTable.BOTTOM,
      children: (text.length === 0 ? [''] : text).map(
        (line) =>
          new Paragraph({
            alignment: ALIGN[align],
            spacing: exact(TYPE.line + 6),
            children: [new TextRun({ text: line, size: 28 })],
          }),
      ),
    });
  const [name, date] = unit.split('\n') as [string, string?];
  const seal = [name, '（盖章）', date ?? '　　　年　　月　　日'];
  const row = new TableRow({
    cantSplit: true,
    height: { value: twips(45), rule: HeightRule.ATLEAST },
    children: [column(signed, left, 'left'), column(seal, right, 'center')],
  });
  return [new Paragraph({ spacing: atLeast(10), children: [] }), grid([row], [left, right])];
}

function paragraphs({ text, style }: Extract<Block, { kind: 'paragraph' }>): Paragraph {
  if (style === 'note') {
    return new Paragraph({ spacing: { before: 80, ...atLeast(18) }, children: lines(text, { size: 21 }) });
  }
  return new Paragraph({
    spacing: exact(TYPE.line),
    alignment: AlignmentType.BOTH,
    ...(style === 'body' && { indent: { firstLine: TYPE.body * 2 * 20 } }),
    children: lines(text, { size: BODY }),
  });
}

function docxBlock(block: Block, document: DocumentModel, figures: ReadonlyMap<string, Uint8Array>): FileChild[] {
  const { orientation } = document;
  const width = twips(typeWidth(orientation));
  switch (block.kind) {
    case 'heading':
      return [
        new Paragraph({
          keepNext: true,
          spacing: { before: 120, after: 60, ...exact(TYPE.line) },
          children: [new TextRun({ text: block.text, size: BODY, ...heavy })],
        }),
      ];
    case 'paragraph':
      return [paragraphs(block)];
    case 'fields':
      return [fieldTable(block, width)];
    case 'table':
      return [dataTable(block, orientation === 'landscape' ? LIST : FORM, width)];
    case 'figures':
      return figureParagraphs(block.items, figures, orientation);
    case 'signatures':
      return signatures(block, width);
  }
}

/** Everything between title and foot. A table keeps its distance: Word would join two in a row. */
export function docxBlocks(document: DocumentModel, figures: ReadonlyMap<string, Uint8Array>): FileChild[] {
  return document.blocks.flatMap((block, i) => {
    const made = docxBlock(block, document, figures);
    const before = document.blocks[i - 1]?.kind;
    const follows = (block.kind === 'table' || block.kind === 'fields') && before !== undefined && before !== 'heading';
    return follows ? [new Paragraph({ spacing: exact(6), children: [] }), ...made] : made;
  });
}
