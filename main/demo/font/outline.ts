/**
 * A glyph as TrueType wants it: closed contours of on-curve points and quadratic control points, in font units.
 */
export interface OutlinePoint {
  x: number;
  y: number;
  on: boolean;
}
export interface Glyph {
  codePoint: number;
  advance: number;
  contours: OutlinePoint[][];
}

interface PathCommand {
  command: string;
  args: number[];
}

/** Path commands (moveTo, lineTo, quadraticCurveTo, closePath) to contours; a last point equal to the first one is dropped. */
export function contoursOf(commands: readonly PathCommand[]): OutlinePoint[][] {
  const contours: OutlinePoint[][] = [];
  let current: OutlinePoint[] = [];
  const point = (x: number, y: number, on: boolean) => current.push({ x: Math.round(x), y: Math.round(y), on });
  for (const { command, args } of commands) {
    if (command === 'moveTo') {
      current = [];
      contours.push(current);
      point(args[0]!, args[1]!, true);
    } else if (command === 'lineTo') {
      point(args[0]!, args[1]!, true);
    } else if (command === 'quadraticCurveTo') {
      point(args[0]!, args[1]!, false);
      point(args[2]!, args[3]!, true);
    } else if (command !== 'closePath') {
      throw new Error(`TrueType has no ${command}`);
    }
  }
  return contours.map(withoutClosingPoint).filter((contour) => contour.length > 2);
}

function withoutClosingPoint(contour: OutlinePoint[]): OutlinePoint[] {
  const first = contour[0];
  const last = contour.at(-1);
  const closes = first && last && contour.length > 1 && last.on && first.x === last.x && first.y === last.y;
  return closes ? contour.slice(0, -1) : contour;
}

function rectangle(left: number, bottom: number, right: number, top: number, clockwise: boolean): OutlinePoint[] {
  const corners = [
    { x: left, y: bottom, on: true },
    { x: left, y: top, on: true },
    { x: right, y: top, on: true },
    { x: right, y: bottom, on: true },
  ];
  return clockwise ? corners : corners.reverse();
}

const BOX = { left: 60, bottom: -90, right: 940, top: 850, line: 36 };

/**
 * The visible stand-in for a character the font lacks: a frame with the code point's hexadecimal digits in it (two rows),
 * under the character's own code point, so that extracted text keeps the real name and the page says what could not be drawn.
 */
export function missingGlyph(codePoint: number, digit: (character: string) => Glyph): Glyph {
  const text = codePoint.toString(16).toUpperCase().padStart(4, '0');
  const cut = Math.ceil(text.length / 2);
  const scale = cut > 2 ? 0.42 : 0.5;
  const contours = [
    rectangle(BOX.left, BOX.bottom, BOX.right, BOX.top, true),
    rectangle(BOX.left + BOX.line, BOX.bottom + BOX.line, BOX.right - BOX.line, BOX.top - BOX.line, false),
  ];
  for (const [row, base] of [
    [text.slice(0, cut), 430],
    [text.slice(cut), -10],
  ] as const) {
    const glyphs = [...row].map(digit);
    let x = 500 - (glyphs.reduce((sum, glyph) => sum + glyph.advance, 0) * scale) / 2;
    for (const glyph of glyphs) {
      for (const contour of glyph.contours)
        contours.push(
          contour.map((p) => ({ x: Math.round(x + p.x * scale), y: Math.round(base + p.y * scale), on: p.on })),
        );
      x += glyph.advance * scale;
    }
  }
  return { codePoint, advance: 1000, contours };
}
