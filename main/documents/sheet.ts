import { type Orientation, PAGE } from './measures.ts';
import { type CellStyle, createStyles, type Font } from './sheetStyles.ts';
import { cellText, escapeXml } from './xmlText.ts';
import { zipParts } from './zipParts.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export type SheetValue = string | number | null;

export interface SheetOptions {
  /** Characters of each column. */
  widths: readonly number[];
  font: Font;
}

export interface SheetEnd {
  /** Of the sheet; signs that no sheet may have in its name are left out. */
  name: string;
  /** What the file says of itself. */
  title: string;
  description: string;
  /** Rows from the top that stay in view. */
  frozen: number;
  /** The row that is printed again on every page; 0 for none. */
  repeated: number;
  orientation: Orientation;
  /** Printed above and below every page. */
  head: readonly string[];
  foot: readonly string[];
}

export interface Sheet {
  style(style: CellStyle): number;
  /** Adds a row. `styles` has a number for each column; `height` in points. */
  row(values: readonly SheetValue[], styles: readonly number[], height: number): void;
  /** One text over all columns. */
  span(text: string, style: number, height: number): void;
  rows(): number;
  bytes(end: SheetEnd): Uint8Array;
}

/** 0 is A, 26 is AA. */
const columnName = (index: number): string =>
  (index < 26 ? '' : columnName(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));

/** Width of a text in the units of a column: Chinese signs take two. */
function units(text: string): number {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum += text.charCodeAt(i) < 0x2e80 ? 1 : 2;
  return sum;
}

/** Lines a text takes in a column so wide: heights have to stand in the file, no program works them out for itself. */
export function lineCount(text: string, width: number): number {
  const room = Math.max(width - 1, 1);
  if (!text.includes('\n')) return text.length * 2 <= room ? 1 : Math.max(1, Math.ceil(units(text) / room));
  return text.split('\n').reduce((sum, line) => sum + lineCount(line, width), 0);
}

/** A workbook of one sheet (ECMA-376), row by row: texts are shared, styles are numbers, and the file is the same for the same content. */
export function createSheet({ widths, font }: SheetOptions): Sheet {
  const styles = createStyles(font);
  const names = widths.map((_, i) => columnName(i));
  const strings = new Map<string, number>();
  const rows: string[] = [];
  const merged: string[] = [];
  const row: Sheet['row'] = (values, numbers, height) => {
    const at = rows.length + 1;
    let xml = `<row r="${at}" ht="${height}" customHeight="1">`;
    for (let i = 0; i < names.length; i++) {
      const value = values[i] ?? null;
      const cell = `<c r="${names[i]}${at}" s="${numbers[i]}"`;
      if (value === null || value === '') {
        xml += `${cell}/>`;
      } else if (typeof value === 'number') {
        xml += `${cell}><v>${value}</v></c>`;
      } else {
        let text = strings.get(value);
        if (text === undefined) {
          text = strings.size;
          strings.set(value, text);
        }
        xml += `${cell} t="s"><v>${text}</v></c>`;
      }
    }
    rows.push(`${xml}</row>`);
  };
  const span: Sheet['span'] = (text, style, height) => {
    row([text], Array(names.length).fill(style), height);
    if (names.length > 1) merged.push(`A${rows.length}:${names.at(-1)}${rows.length}`);
  };
  const bytes = (end: SheetEnd): Uint8Array => {
    const name = end.name.replace(/[[\]:*?/\\']/g, '').slice(0, 31) || '表';
    const area = `A1:${names.at(-1)}${Math.max(rows.length, 1)}`;
    const sheet = [
      `${HEAD}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="${area}"/>`,
      frozenXml(end.frozen),
      `<cols>${widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`).join('')}</cols>`,
      `<sheetData>${rows.join('')}</sheetData>`,
      merged.length === 0 ? '' : `<mergeCells count="${merged.length}">${mergedXml(merged)}</mergeCells>`,
      printXml(end),
      // Numbers of people are texts on purpose: no green corners.
      `<ignoredErrors><ignoredError sqref="${area}" numberStoredAsText="1"/></ignoredErrors></worksheet>`,
    ];
    return zipParts([
      ...frameParts(end, name),
      ['xl/styles.xml', HEAD + styles.xml()],
      ['xl/sharedStrings.xml', stringsXml(strings.keys())],
      ['xl/worksheets/sheet1.xml', sheet.join('')],
    ]);
  };
  return { style: styles.of, row, span, rows: () => rows.length, bytes };
}

const mergedXml = (merged: readonly string[]): string => merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('');

function frozenXml(frozen: number): string {
  const pane = `<pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/>`;
  return `<sheetViews><sheetView workbookViewId="0">${frozen > 0 ? pane : ''}</sheetView></sheetViews>`;
}

/** Margins of the page, one page wide, and what repeats on it. */
function printXml({ orientation, head, foot }: SheetEnd): string {
  const { top, right, bottom, left } = PAGE[orientation];
  const inch = (mm: number) => (mm / 25.4).toFixed(3);
  // `&` begins a code there.
  const lines = (texts: readonly string[]) => escapeXml(texts.map((text) => text.replaceAll('&', '&&')).join('\n'));
  const below = `&amp;C&amp;8${[lines(foot), '第 &amp;P 页，共 &amp;N 页'].filter((text) => text !== '').join('\n')}`;
  return (
    `<printOptions horizontalCentered="1"/>` +
    `<pageMargins left="${inch(left)}" right="${inch(right)}" top="${inch(top)}" bottom="${inch(bottom)}" header="0.4" footer="0.4"/>` +
    `<pageSetup paperSize="9" orientation="${orientation}" fitToWidth="1" fitToHeight="0"/>` +
    `<headerFooter><oddHeader>${head.length === 0 ? '' : `&amp;C${lines(head)}`}</oddHeader><oddFooter>${below}</oddFooter></headerFooter>`
  );
}

function stringsXml(strings: Iterable<string>): string {
  let xml = `${HEAD}<sst xmlns="${MAIN}">`;
  for (const text of strings) xml += `<si><t xml:space="preserve">${cellText(text)}</t></si>`;
  return `${xml}</sst>`;
}

/** The parts that every workbook has, and what the file says of itself. */
function frameParts({ title, description, repeated }: SheetEnd, name: string): [string, string][] {
  const override = (part: string, type: string) => `<Override PartName="/${part}" ContentType="${type}"/>`;
  const relation = (id: number, type: string, target: string) =>
    `<Relationship Id="rId${id}" Type="${type}" Target="${target}"/>`;
  const related = (...items: string[]) =>
    `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${items.join('')}</Relationships>`;
  const titles = `<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">'${escapeXml(name)}'!$${repeated}:$${repeated}</definedName></definedNames>`;
  const core = 'http://purl.org/dc/elements/1.1/';
  return [
    [
      '[Content_Types].xml',
      `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
        `<Default Extension="xml" ContentType="application/xml"/>${override('xl/workbook.xml', `${TYPE}.sheet.main+xml`)}` +
        `${override('xl/worksheets/sheet1.xml', `${TYPE}.worksheet+xml`)}${override('xl/styles.xml', `${TYPE}.styles+xml`)}` +
        `${override('xl/sharedStrings.xml', `${TYPE}.sharedStrings+xml`)}` +
        `${override('docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml')}</Types>`,
    ],
    [
      '_rels/.rels',
      related(
        relation(1, `${RELATIONS}/officeDocument`, 'xl/workbook.xml'),
        relation(2, `${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'),
      ),
    ],
    [
      'docProps/core.xml',
      `${HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="${core}"><dc:title>${escapeXml(title)}</dc:title>` +
        `<dc:creator>泉评</dc:creator><dc:description>${escapeXml(description)}</dc:description></cp:coreProperties>`,
    ],
    [
      'xl/workbook.xml',
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="${escapeXml(name)}" sheetId="1" r:id="rId1"/></sheets>${repeated > 0 ? titles : ''}</workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      related(
        relation(1, `${RELATIONS}/worksheet`, 'worksheets/sheet1.xml'),
        relation(2, `${RELATIONS}/styles`, 'styles.xml'),
        relation(3, `${RELATIONS}/sharedStrings`, 'sharedStrings.xml'),
      ),
    ],
  ];
}
