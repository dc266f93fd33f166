import { createHash } from 'node:crypto';
import type { PDFPageProxy } from 'pdfjs-dist';
import type { OptionalContentConfig } from 'pdfjs-dist/types/src/display/optional_content_config.js';
import { SCAN_SHARE, SLIGHT_PAGE, TELLING_TEXT } from '#shared/domain/crossCheckKeys.ts';
import { Canonical } from './canonical.ts';
import type { PageMarks } from './model.ts';
import { OBJECT_NAME, type PageFont, PageObjects, Unreadable } from './pageObjects.ts';
import { OPS } from './pdfjs.ts';
import { type StepList, stepsOf, unfold } from './steps.ts';

interface Glyph {
  unicode: string;
  fontChar: string;
  width: number;
  vmetric: number[] | null;
  isSpace: boolean;
  accent: { fontChar: string; offset: { x: number; y: number } } | null;
  operatorListId?: string;
}

type Matrix = [number, number, number, number, number, number];

const IMAGES = new Set<number>([OPS.paintImageXObject, OPS.paintInlineImageXObject, OPS.paintImageMaskXObject]);
const PATHS = new Set<number>([OPS.constructPath, OPS.rawFillPath, OPS.shadingFill]);

const times = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
];

/** Reads the steps a page is drawn by. Layers are as the file shows them at first. */
export async function pageMarks(page: PDFPageProxy, layers: OptionalContentConfig): Promise<PageMarks> {
  const { fnArray, argsArray } = await page.getOperatorList();
  // What an empty page has, and one whose steps could not be read at all.
  if (fnArray.length === 0) throw new Unreadable('no steps');
  const objects = new PageObjects(page);
  await objects.load(namesIn(fnArray, argsArray));
  const reading = new PageReading(objects, layers);
  const { view, rotate, userUnit } = page;
  reading.canonical.add(['page', view, rotate, userUnit]);
  reading.steps({ fnArray, argsArray });
  const [left = 0, bottom = 0, right = 0, top = 0] = view;
  return reading.marks(Math.abs((right - left) * (top - bottom)));
}

/** What the steps name; patterns stand nowhere but in them. */
function namesIn(fnArray: readonly number[], argsArray: readonly unknown[]): Set<string> {
  const names = new Set<string>();
  const look = (value: unknown): void => {
    if (typeof value === 'string') {
      if (OBJECT_NAME.test(value)) names.add(value);
    } else if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) {
      for (const one of Object.values(value)) look(one);
    }
  };
  for (const [at, fn] of fnArray.entries()) if (fn !== OPS.showText) look(argsArray[at]);
  return names;
}

class PageReading {
  readonly canonical: Canonical;
  #objects: PageObjects;
  #layers: OptionalContentConfig;
  #font: PageFont | null = null;
  #fonts: (PageFont | null)[] = [];
  #matrix: Matrix = [1, 0, 0, 1, 0, 0];
  #matrices: Matrix[] = [];
  #text = '';
  #steps = 0;
  #largest = { area: 0, pixels: 0, digest: null as string | null };

  constructor(objects: PageObjects, layers: OptionalContentConfig) {
    this.#objects = objects;
    this.#layers = layers;
    this.canonical = new Canonical(objects.digest, unfold);
  }

  steps(list: StepList): void {
    for (const [fn, args] of stepsOf(list)) this.#step(fn, args);
  }

  marks(pageArea: number): PageMarks {
    const text = this.#text.replace(/\s+/gu, '');
    const { area, pixels, digest } = this.#largest;
    const isScan = digest !== null && area >= SCAN_SHARE * pageArea && pixels >= SLIGHT_PAGE.pixels;
    return {
      whole: this.canonical.digest(),
      slight: text.length < SLIGHT_PAGE.characters && pixels < SLIGHT_PAGE.pixels && this.#steps < SLIGHT_PAGE.steps,
      scan: isScan ? digest : null,
      text: text.length >= TELLING_TEXT ? createHash('sha256').update(text).digest('hex').slice(0, 32) : null,
    };
  }

  #step(fn: number, args: unknown[] | null): void {
    this.#follow(fn, args);
    this.canonical.add(fn);
    if (fn === OPS.showText) this.#show(args![0] as (Glyph | number | null)[]);
    // The layer's name is a number of the file: what counts is whether it is seen.
    else if (fn === OPS.beginMarkedContentProps)
      this.canonical.add(args?.[0] === 'OC' && !this.#layers.isVisible(args[1]));
    // So is the annotation's.
    else if (fn === OPS.beginAnnotation) this.canonical.add(args!.slice(1));
    else this.canonical.add(args);
  }

  /** Keeps up with fonts and places, and notes what fills the page. */
  #follow(fn: number, args: unknown[] | null): void {
    if (fn === OPS.save || fn === OPS.paintFormXObjectBegin || fn === OPS.beginGroup || fn === OPS.beginAnnotation) {
      this.#matrices.push(this.#matrix);
      this.#fonts.push(this.#font);
    }
    if (fn === OPS.restore || fn === OPS.paintFormXObjectEnd || fn === OPS.endGroup || fn === OPS.endAnnotation) {
      this.#matrix = this.#matrices.pop() ?? this.#matrix;
      this.#font = this.#fonts.pop() ?? this.#font;
    }
    if (fn === OPS.transform) this.#matrix = times(this.#matrix, args as Matrix);
    if (fn === OPS.paintFormXObjectBegin && args?.[0]) this.#matrix = times(this.#matrix, args[0] as Matrix);
    if (fn === OPS.setFont) this.#font = this.#objects.font(args![0] as string);
    if (fn === OPS.setGState) this.#fontOfState(args![0] as [string, unknown][]);
    if (PATHS.has(fn)) this.#steps += 1;
    if (IMAGES.has(fn)) this.#noteImage(args![0], args!.slice(1, 3));
  }

  #fontOfState(state: readonly [string, unknown][]): void {
    const font = state.find(([key]) => key === 'Font')?.[1] as [string, number] | undefined;
    if (font) this.#font = this.#objects.font(font[0]);
  }

  /** `image`: its name and size, its mask, or the image itself where it stands in the steps. */
  #noteImage(image: unknown, size: unknown[]): void {
    const [a, b, c, d] = this.#matrix;
    const area = Math.abs(a * d - b * c);
    if (area < this.#largest.area) return;
    const inside = typeof image === 'string' ? null : (image as { data: unknown; width: number; height: number });
    const [width, height] = inside ? [inside.width, inside.height] : (size as [number, number]);
    const name = inside ? inside.data : image;
    this.#largest = {
      area,
      pixels: width * height,
      digest: typeof name === 'string' ? this.#objects.digest(name) : null,
    };
  }

  #show(glyphs: readonly (Glyph | number | null)[]): void {
    const font = this.#font;
    for (const glyph of glyphs) {
      if (glyph === null || typeof glyph === 'number') {
        this.canonical.add(glyph);
        continue;
      }
      this.#text += glyph.unicode;
      this.canonical.add([glyph.unicode, glyph.width, glyph.vmetric ?? null, glyph.isSpace]);
      if (font?.isType3Font) this.#drawn(font, glyph);
      else if (font) this.#outlines(font, glyph);
    }
  }

  #outlines(font: PageFont, { fontChar, accent }: Glyph): void {
    this.canonical.add(this.#objects.outline(font, fontChar));
    if (accent) this.canonical.add([accent.offset, this.#objects.outline(font, accent.fontChar)]);
  }

  /** A glyph of a Type 3 font is a little page of its own. */
  #drawn(font: PageFont, { operatorListId }: Glyph): void {
    const list = font.charProcOperatorList?.get(operatorListId ?? '');
    this.canonical.add(list ?? null);
  }
}
