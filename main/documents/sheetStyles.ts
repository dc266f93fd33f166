import { escapeXml } from './xmlText.ts';

/** How a cell looks and what its value is. Every text has the format `@`: 18 digits stay 18 digits, `=CMD()` stays four signs and two brackets. */
export interface CellStyle {
  value: 'text' | 'amount' | 'count';
  align?: 'left' | 'center' | 'right';
  /** In a row higher than its text; `top` unless told otherwise. */
  middle?: boolean;
  bold?: boolean;
  border?: boolean;
  font?: Font;
}
export interface Font {
  name: string;
  /** Points. */
  size: number;
}

/** Numbers of formats in the file; 164 is the first a file may name itself. */
const FORMATS = { text: 49, amount: 164, count: 1 } as const;
const NUM_FMTS = '<numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0.00"/></numFmts>';
/** Every workbook must have these two. */
const FILLS =
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>';
const SIDES = ['left', 'right', 'top', 'bottom'] as const;
const thin = (side: string): string => `<${side} style="thin"><color rgb="FF000000"/></${side}>`;
const BORDERS = `<borders count="2"><border/><border>${SIDES.map(thin).join('')}</border></borders>`;

const listOf = (name: string, items: Iterable<string>): string => {
  const all = [...items];
  return `<${name} count="${all.length}">${all.join('')}</${name}>`;
};

/** Styles of a workbook: each is written once, cells name its number. */
export function createStyles(base: Font): { of: (style: CellStyle) => number; xml: () => string } {
  const fonts = new Map<string, number>();
  const formats = new Map<string, number>();
  const numberOf = (map: Map<string, number>, xml: string): number => {
    const known = map.get(xml) ?? map.size;
    map.set(xml, known);
    return known;
  };
  const fontOf = ({ name, size }: Font, bold: boolean): number =>
    numberOf(fonts, `<font>${bold ? '<b/>' : ''}<sz val="${size}"/><name val="${escapeXml(name)}"/></font>`);
  const of = ({ value, align, middle, bold = false, border, font = base }: CellStyle): number => {
    const place = `${align ? ` horizontal="${align}"` : ''} vertical="${middle ? 'center' : 'top'}"`;
    const numbers = `numFmtId="${FORMATS[value]}" fontId="${fontOf(font, bold)}" fillId="0" borderId="${border ? 1 : 0}" xfId="0"`;
    const applied = 'applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1"';
    return numberOf(formats, `<xf ${numbers} ${applied}><alignment${place} wrapText="1"/></xf>`);
  };
  fontOf(base, false);
  formats.set('<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>', 0);
  const xml = (): string =>
    `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${NUM_FMTS}${listOf('fonts', fonts.keys())}` +
    `${FILLS}${BORDERS}<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
    `${listOf('cellXfs', formats.keys())}</styleSheet>`;
  return { of, xml };
}
