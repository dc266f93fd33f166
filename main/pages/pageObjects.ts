import type { PDFPageProxy } from 'pdfjs-dist';
import { Canonical } from './canonical.ts';
import { asImage } from './imageMark.ts';
import { unfold } from './steps.ts';

/** A font as pdf.js hands it over. */
export interface PageFont {
  loadedName: string;
  missingFile?: boolean;
  vertical?: boolean;
  isType3Font?: boolean;
  fontMatrix?: number[];
  bold?: boolean;
  italic?: boolean;
  name?: string;
  charProcOperatorList?: Map<string, { fnArray: number[]; argsArray: unknown[] }>;
}

interface PageImage {
  width: number;
  height: number;
  kind?: number;
  interpolate?: boolean;
  data: Uint8Array | null;
  bitmap?: ArrayBuffer | null;
}

/** Something of the page did not come through: it cannot be told what the page shows. */
export class Unreadable extends Error {}

interface Objects {
  get(id: string, callback?: (value: unknown) => void): unknown;
  has(id: string): boolean;
}

/** Names pdf.js gives to what it sends apart from the list of steps; they count up and say nothing. */
export const OBJECT_NAME = /^(?:g_|img_|mask_|pattern_)/;

/** Fonts, images and patterns of one page, by the names the steps use. */
export class PageObjects {
  #page: PDFPageProxy;
  #values = new Map<string, unknown>();
  #digests = new Map<string, string>();

  constructor(page: PDFPageProxy) {
    this.#page = page;
  }

  /** Waits for everything the steps name. */
  async load(names: Iterable<string>): Promise<void> {
    for (const name of names) this.#values.set(name, await this.#wait(name));
  }

  font(name: string): PageFont {
    const font = this.#values.get(name);
    if (typeof font !== 'object' || font === null) throw new Unreadable(`font ${name}`);
    return font as PageFont;
  }

  /** The outline of a glyph; `null` for one that draws nothing. */
  outline(font: PageFont, character: string): Float32Array | null {
    const objects = this.#page.commonObjs as unknown as Objects;
    const name = `${font.loadedName}_path_${character}`;
    return objects.has(name) ? (objects.get(name) as { path: Float32Array }).path : null;
  }

  /** The digest of what a name stands for; `null` for a string that is no such name. */
  digest = (name: string): string | null => {
    if (!OBJECT_NAME.test(name)) return null;
    const known = this.#digests.get(name) ?? this.#digestOf(name);
    this.#digests.set(name, known);
    return known;
  };

  #digestOf(name: string): string {
    const value = this.#values.get(name);
    if (value === null || value === undefined) throw new Unreadable(name);
    const canonical = new Canonical(this.digest, unfold);
    if (isFont(value)) canonical.add(fontOf(value));
    else if (isImage(value)) canonical.add(imageOf(value));
    else canonical.add(value);
    return canonical.digest();
  }

  #wait(name: string): Promise<unknown> {
    const { objs, commonObjs } = this.#page;
    const objects = (name.startsWith('g_') ? commonObjs : objs) as unknown as Objects;
    return new Promise((resolve) => objects.get(name, resolve));
  }
}

const isFont = (value: unknown): value is PageFont =>
  typeof value === 'object' && value !== null && 'loadedName' in value;
const isImage = (value: unknown): value is PageImage =>
  typeof value === 'object' && value !== null && 'width' in value && ('data' in value || 'bitmap' in value);

/** Outlines are told glyph by glyph: a file that was written anew carries another part of the same font. */
function fontOf(font: PageFont): unknown[] {
  const { missingFile, vertical, isType3Font, fontMatrix, bold, italic, name } = font;
  const style = missingFile ? [(name ?? '').replace(/^[A-Z]{6}\+/, ''), bold, italic] : null;
  return ['font', vertical ?? false, isType3Font ?? false, fontMatrix ?? null, style];
}

function imageOf({ width, height, kind, data, bitmap }: PageImage): unknown[] {
  if (!data && !bitmap) throw new Unreadable('image without data');
  return bitmap ? asImage(bitmap) : ['image', width, height, kind ?? null, data];
}
