/** The part of fontkit 2 (which ships no types) that reading glyph outlines needs. */
declare module 'fontkit' {
  export interface FontkitGlyph {
    advanceWidth: number;
    path: { commands: { command: string; args: number[] }[] };
  }
  export interface FontkitFont {
    unitsPerEm: number;
    ascent: number;
    descent: number;
    capHeight: number;
    xHeight: number;
    copyright: string | null;
    getName(key: string): string | null;
    hasGlyphForCodePoint(codePoint: number): boolean;
    glyphForCodePoint(codePoint: number): FontkitGlyph;
  }
  export function create(data: Uint8Array): FontkitFont;
}
