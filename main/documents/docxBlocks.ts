import {
  AlignmentType,
  BorderStyle,
  type FileChild,
  HeightRule,
  ImageRun,
  Paragraph,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { type Block, type DocumentModel, type Figure, isList } from '#shared/documents/model.ts';
import { ALIGN, atLeast, dataTable, exact, fieldTable, grid, heavy } from './docxTables.ts';
import { columnWidths, type Orientation, TABLE_TYPE, type TableType, TYPE, twips, typeWidth } from './measures.ts';
import { pngSize } from './png.ts';

const BODY = TYPE.body * 2;

const lines = (text: string, run: { size: number; bold?: boolean }) =>
  text.split('\n').map((line, i) => new TextRun({ text: line, ...run, ...(i > 0 && { break: 1 }) }));

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
        children: lines(caption, { size: TYPE.form * 2 }),
      }),
    ];
  });
}

/** Signs of a unit's name that stand in one line of 四号; longer names are set smaller. */
const UNIT_SIGNS = 19;

/** An empty box for signatures and seal; nothing is ever printed where the seal goes. */
function signatures({ lines: signed, unit }: Extract<Block, { kind: 'signatures' }>, width: number): FileChild[] {
  const [left, right] = columnWidths(width, signed.length > 0 ? [34, 66] : [22, 78]) as [number, number];
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
            children: [new TextRun({ text: line, size: line.length > UNIT_SIGNS ? TYPE.form * 2 : 28 })],
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
  return [new Paragraph({ keepNext: true, spacing: atLeast(10), children: [] }), grid([row], [left, right])];
}

function paragraphs({ text, style }: Extract<Block, { kind: 'paragraph' }>, keep: boolean): Paragraph {
  const next = keep && { keepNext: true };
  if (style === 'note') {
    return new Paragraph({ ...next, spacing: { before: 80, ...atLeast(18) }, children: lines(text, { size: 21 }) });
  }
  return new Paragraph({
    ...next,
    spacing: exact(TYPE.line),
    alignment: AlignmentType.BOTH,
    ...(style === 'body' && { indent: { firstLine: TYPE.body * 2 * 20 } }),
    children: lines(text, { size: BODY }),
  });
}

const tableType = (document: DocumentModel): TableType =>
  TABLE_TYPE[document.orientation === 'landscape' ? 'wide' : isList(document) ? 'list' : 'form'];

/** `keep`: on one page with the signatures that follow; a seal never stands on a page without text. */
function docxBlock(
  block: Block,
  document: DocumentModel,
  figures: ReadonlyMap<string, Uint8Array>,
  keep: boolean,
): FileChild[] {
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
      return [paragraphs(block, keep)];
    case 'fields':
      return [fieldTable(block, width)];
    case 'table':
      return [dataTable(block, tableType(document), width, keep)];
    case 'figures':
      return figureParagraphs(block.items, figures, orientation);
    case 'signatures':
      return signatures(block, width);
  }
}

/** Everything between title and foot. A table keeps its distance: Word would join two in a row. */
export function docxBlocks(document: DocumentModel, figures: ReadonlyMap<string, Uint8Array>): FileChild[] {
  return document.blocks.flatMap((block, i) => {
    const made = docxBlock(block, document, figures, document.blocks[i + 1]?.kind === 'signatures');
    const before = document.blocks[i - 1]?.kind;
    const follows = (block.kind === 'table' || block.kind === 'fields') && before !== undefined && before !== 'heading';
    return follows ? [new Paragraph({ spacing: exact(6), children: [] }), ...made] : made;
  });
}
