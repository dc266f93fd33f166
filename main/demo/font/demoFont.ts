import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { create, type FontkitFont } from 'fontkit';
import { contoursOf, type Glyph, missingGlyph } from './outline.ts';
import { writeTrueType } from './trueType.ts';
import { unpackWoff } from './woff.ts';

/**
 * One weight of the demo papers' font. The open web font comes as a hundred slices by Unicode range; the glyphs a demo set
 * needs are collected from them once and written as one small TrueType font, which pdfkit then subsets per document.
 */
export interface DemoFont {
  /** TrueType bytes for pdfkit and the canvas. */
  data: Buffer;
  family: string;
  /** Width of a text in points at this size. */
  widthOf(text: string, size: number): number;
  /** Characters drawn as a frame with their code point, in order of code point. */
  missing: readonly string[];
}

const PACKAGE = '@fontsource/noto-sans-sc';
const LICENCE = 'SIL Open Font License 1.1';

function packageFile(name: string): string {
  return fileURLToPath(import.meta.resolve(`${PACKAGE}/${name}`));
}

interface Slice {
  name: string;
  ranges: [number, number][];
}

function readSlices(): Slice[] {
  const ranges = JSON.parse(readFileSync(packageFile('unicode.json'), 'utf8')) as Record<string, string>;
  const slices = Object.entries(ranges).map(([name, list]) => ({
    name: name.replace(/[[\]]/g, ''),
    ranges: list.split(',').map(parseRange),
  }));
  // The slice named for a script holds the proportional figures and letters; numbered slices come after it.
  return slices.sort((a, b) => Number(/^\d/.test(a.name)) - Number(/^\d/.test(b.name)));
}

function parseRange(range: string): [number, number] {
  const [from, to] = range.trim().replace(/^U\+/, '').split('-');
  return [Number.parseInt(from!, 16), Number.parseInt(to ?? from!, 16)];
}

/** Reads the slices of one weight lazily; a character may be announced by a slice and yet be absent from it. */
function sliceReader(weight: 400 | 700) {
  const slices = readSlices();
  const fonts = new Map<string, FontkitFont>();
  const open = (name: string): FontkitFont => {
    const known = fonts.get(name);
    if (known) return known;
    const font = create(unpackWoff(readFileSync(packageFile(`files/noto-sans-sc-${name}-${weight}-normal.woff`))));
    fonts.set(name, font);
    return font;
  };
  const glyph = (codePoint: number): Glyph | null => {
    for (const slice of slices) {
      if (!slice.ranges.some(([from, to]) => codePoint >= from && codePoint <= to)) continue;
      const font = open(slice.name);
      if (!font.hasGlyphForCodePoint(codePoint)) continue;
      const { advanceWidth, path } = font.glyphForCodePoint(codePoint);
      return { codePoint, advance: Math.round(advanceWidth), contours: contoursOf(path.commands) };
    }
    return null;
  };
  return { glyph, latin: open('latin') };
}

/** The font for exactly these texts. The same characters always give the same bytes. */
export function buildDemoFont(texts: Iterable<string>, bold: boolean): DemoFont {
  const reader = sliceReader(bold ? 700 : 400);
  const characters = new Set('0123456789ABCDEF ');
  for (const text of texts) for (const character of text) characters.add(character);
  const digit = (character: string) => reader.glyph(character.codePointAt(0)!)!;
  const missing: string[] = [];
  const glyphs = [...characters]
    .map((character) => character.codePointAt(0)!)
    .sort((a, b) => a - b)
    .map((codePoint) => {
      const found = reader.glyph(codePoint);
      if (!found) missing.push(String.fromCodePoint(codePoint));
      return found ?? missingGlyph(codePoint, digit);
    });
  const { latin } = reader;
  const family = 'Quanping Demo Sans';
  const face = {
    family,
    bold,
    licence: LICENCE,
    copyright: latin.copyright ?? PACKAGE,
    unitsPerEm: latin.unitsPerEm,
    ascent: latin.ascent,
    descent: latin.descent,
    capHeight: Math.round(latin.capHeight),
    xHeight: Math.round(latin.xHeight),
  };
  const advances = new Map(glyphs.map((glyph) => [glyph.codePoint, glyph.advance]));
  const widthOf = (text: string, size: number) =>
    [...text].reduce((sum, character) => sum + (advances.get(character.codePointAt(0)!) ?? 0), 0) *
    (size / latin.unitsPerEm);
  return { data: writeTrueType(face, glyphs), family, widthOf, missing };
}
