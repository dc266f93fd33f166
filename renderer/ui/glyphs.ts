import { FONT_STACK } from '../app/theme.ts';

const SIZE = 32;
const answers = new Map<string, boolean>();

function draw(sign: string): Uint8ClampedArray | null {
  const canvas = document.createElement('canvas');
  canvas.width = SIZE;
  canvas.height = SIZE;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  context.font = `${SIZE - 8}px ${FONT_STACK}`;
  context.textBaseline = 'top';
  context.fillText(sign, 0, 2);
  return context.getImageData(0, 0, SIZE, SIZE).data;
}

/** Compares the drawing of a character with that of one no font has: the same picture means the glyph is missing. */
export function lacksGlyph(sign: string): boolean {
  const known = answers.get(sign);
  if (known !== undefined) return known;
  const drawn = draw(sign);
  const empty = draw('\u{10fffd}');
  const lacks = drawn !== null && empty !== null && drawn.every((value, index) => value === empty[index]);
  answers.set(sign, lacks);
  return lacks;
}
