import type { DemoFont } from '../font/demoFont.ts';
import {
  type Align,
  type Block,
  DEMO_MARK,
  type FormCell,
  type Mark,
  type Page,
  type Paper,
  PHOTO_NOTE,
} from './model.ts';
import { boxMark, INK, measureRow, RULE, rowMarks } from './row.ts';
import { sealMarks } from './seal.ts';
import { wrapText } from './wrap.ts';

export interface Fonts {
  regular: DemoFont;
  bold: DemoFont;
}

const SIZES = { a4: [595.28, 841.89], certificate: [595.28, 420.94], card: [420.94, 360] } as const;
const MARGIN = 56;
const TABLE_SIZE = 9.5;
const SEAL_RADIUS = 48;
/** A closing with a seal and the gaps around it. */
const CLOSING_SPACE = 14 + 2 * SEAL_RADIUS + 16;

/** Lays a paper out on as many pages as it needs, with the demo mark above and the page count below each. */
export function layOut(paper: Paper, fonts: Fonts): Page[] {
  const sheet = new Sheet(paper, fonts);
  paper.blocks.forEach((block, index) => {
    sheet.add(block, paper.blocks[index + 1]);
  });
  return sheet.finish();
}

class Sheet {
  readonly pages: Page[] = [];
  private readonly paper: Paper;
  private readonly fonts: Fonts;
  private y = 0;

  constructor(paper: Paper, fonts: Fonts) {
    this.paper = paper;
    this.fonts = fonts;
    this.turnPage();
    if (paper.reference) this.text(paper.reference, { size: 9.5, colour: '#444444', after: 4 });
  }

  add(block: Block, next?: Block): void {
    if (block.kind === 'title') this.title(block.text, block.size ?? 20, block.colour ?? INK);
    else if (block.kind === 'subtitle') this.text(block.text, { size: 11, align: 'center', after: 12 });
    else if (block.kind === 'heading') this.text(block.text, { size: 12, bold: true, before: 6, after: 4 });
    else if (block.kind === 'paragraph') this.paragraph(block);
    else if (block.kind === 'form') this.form(block.rows);
    else if (block.kind === 'table') this.table(block, next?.kind === 'closing' ? CLOSING_SPACE : 0);
    else if (block.kind === 'closing') this.closing(block.lines, block.seal);
    else if (block.kind === 'photo') this.photo();
    else if (block.kind === 'gap') this.y += block.height;
    else this.turnPage();
  }

  finish(): Page[] {
    this.pages.forEach((page, index) => {
      this.noteMissing(page);
      const top = this.paper.size === 'certificate' ? 42 : 30;
      const foot = `第 ${index + 1} 页 共 ${this.pages.length} 页`;
      const y = page.height - 30;
      page.marks.push(this.centred(foot, 9, y, page.width / 2, '#666666'));
      page.marks.push({ ...this.plain(DEMO_MARK, 9, '#b3261e'), x: MARGIN, y: top });
      const right = page.width - MARGIN - this.fonts.regular.widthOf(this.paper.name, 9);
      page.marks.push({ ...this.plain(this.paper.name, 9, '#888888'), x: right, y: top });
    });
    return this.pages;
  }

  /** Says below the page which characters are drawn as frames because the font lacks them. */
  private noteMissing(page: Page): void {
    const texts = page.marks.flatMap((mark) => (mark.kind === 'text' ? [...mark.text] : []));
    const missing = this.fonts.regular.missing.filter((character) => texts.includes(character));
    if (missing.length === 0) return;
    const codes = missing.map((character) => `U+${character.codePointAt(0)!.toString(16).toUpperCase()}`);
    const y = page.height - 44;
    page.marks.push({ ...this.plain(`字形缺失：${codes.join('、')}，以方框内码位表示`, 8, '#b3261e'), x: MARGIN, y });
  }

  private get page(): Page {
    return this.pages.at(-1)!;
  }

  private get width(): number {
    return this.page.width - 2 * MARGIN;
  }

  private turnPage(): void {
    const [width, height] = SIZES[this.paper.size];
    this.pages.push({ width, height, marks: [] });
    this.y = this.paper.size === 'certificate' ? 66 : 58;
    if (this.paper.size === 'certificate') this.frame();
  }

  /** A double frame, as certificates have. */
  private frame(): void {
    for (const [inset, width] of [
      [18, 2.2],
      [23, 0.7],
    ] as const) {
      const { width: w, height: h } = this.page;
      this.box(inset, inset, w - 2 * inset, h - 2 * inset, '#9a7b2f', width);
    }
  }

  private fits(height: number): boolean {
    return this.y + height <= this.page.height - 52;
  }

  private need(height: number): void {
    if (!this.fits(height)) this.turnPage();
  }

  private plain(text: string, size: number, colour = INK, bold = false) {
    return { kind: 'text' as const, text, size, bold, colour };
  }

  private centred(text: string, size: number, y: number, x: number, colour: string, bold = false): Mark {
    const font = bold ? this.fonts.bold : this.fonts.regular;
    return { ...this.plain(text, size, colour, bold), x: x - font.widthOf(text, size) / 2, y };
  }

  private title(text: string, size: number, colour: string): void {
    this.y += 10;
    const font = this.fonts.bold;
    for (const line of wrapText(text, (part) => font.widthOf(part, size), this.width)) {
      this.page.marks.push(this.centred(line, size, this.y + size, this.page.width / 2, colour, true));
      this.y += size * 1.45;
    }
    this.y += 8;
  }

  private text(
    text: string,
    style: { size: number; bold?: boolean; colour?: string; align?: Align; before?: number; after?: number },
  ): void {
    const { size, bold = false, colour = INK, align = 'left' } = style;
    const font = bold ? this.fonts.bold : this.fonts.regular;
    this.y += style.before ?? 0;
    for (const line of wrapText(text, (part) => font.widthOf(part, size), this.width)) {
      this.need(size * 1.7);
      const space = this.width - font.widthOf(line, size);
      const x = MARGIN + (align === 'left' ? 0 : align === 'center' ? space / 2 : space);
      this.page.marks.push({ ...this.plain(line, size, colour, bold), x, y: this.y + size * 1.2 });
      this.y += size * 1.7;
    }
    this.y += style.after ?? 0;
  }

  private paragraph(block: Extract<Block, { kind: 'paragraph' }>): void {
    const indent = block.indent === false ? '' : '　　';
    this.text(indent + block.text, { size: block.size ?? 11, align: block.align, after: 3 });
  }

  private box(x: number, y: number, width: number, height: number, colour: string, line: number, fill?: string): void {
    this.page.marks.push(boxMark(x, y, width, height, { colour, line, fill }));
  }

  private form(rows: readonly FormCell[][]): void {
    for (const row of rows) this.row(row, 10.5);
    this.y += 10;
  }

  /** One ruled row; every cell wraps, the tallest decides the height. */
  private row(cells: readonly FormCell[], size: number): void {
    const row = measureRow(cells, size, this.width, this.fonts);
    this.need(row.height);
    this.page.marks.push(...rowMarks(row, MARGIN, this.y));
    this.y += row.height;
  }

  /** A table that runs over a page repeats its head on the next one; its last two rows stay with the `tail` points below it. */
  private table(block: Extract<Block, { kind: 'table' }>, tail: number): void {
    const head = block.columns.map(({ title, share }) => ({ text: title, share, label: true }));
    this.row(head, TABLE_SIZE);
    for (const [index, texts] of block.rows.entries()) {
      const cells = texts.map((text, index) => {
        const { share, align = 'center' } = block.columns[index]!;
        return { text, share, align };
      });
      const { height } = measureRow(cells, TABLE_SIZE, this.width, this.fonts);
      const kept = index === block.rows.length - 2 ? 2 * height + tail : height;
      if (!this.fits(kept)) {
        this.turnPage();
        this.row(head, TABLE_SIZE);
      }
      this.row(cells, TABLE_SIZE);
    }
    this.y += 8;
  }

  /** Right-hand closing lines (signature, unit, date) with the unit's seal over them. */
  private closing(lines: string[], seal?: string): void {
    this.y += 14;
    const step = 20;
    this.need(seal ? Math.max(lines.length * step, 2 * SEAL_RADIUS) + 8 : lines.length * step);
    const widest = Math.max(...lines.map((line) => this.fonts.regular.widthOf(line, 11)));
    const middle = this.page.width - MARGIN - Math.max(widest / 2, SEAL_RADIUS) - 12;
    const top = this.y;
    const offset = seal ? Math.max(0, SEAL_RADIUS - (lines.length * step) / 2) : 0;
    if (seal) {
      const centre = { x: middle + 22, y: top + Math.max(SEAL_RADIUS, (lines.length * step) / 2) };
      this.page.marks.push(...sealMarks(seal, centre, SEAL_RADIUS, this.fonts.bold));
    }
    lines.forEach((line, index) => {
      this.page.marks.push(this.centred(line, 11, top + offset + 14 + index * step, middle, INK));
    });
    this.y = top + Math.max(lines.length * step, seal ? 2 * SEAL_RADIUS : 0) + 8;
  }

  /** The place of a portrait: an empty frame, never a face. */
  private photo(): void {
    const [width, height] = [64, 84];
    const x = this.page.width - MARGIN - width - 6;
    this.box(x, this.y, width, height, RULE, 0.7, '#e6eaee');
    this.page.marks.push(this.centred(PHOTO_NOTE, 10, this.y + height / 2 + 4, x + width / 2, '#777777'));
    this.y += height + 8;
  }
}
