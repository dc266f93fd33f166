import type { Glyph, OutlinePoint } from './outline.ts';

export interface FontFace {
  family: string;
  bold: boolean;
  unitsPerEm: number;
  ascent: number;
  /** Negative, below the base line. */
  descent: number;
  capHeight: number;
  xHeight: number;
  /** The font's own words on origin and licence, carried into the merged font. */
  copyright: string;
  licence: string;
}

/** Writes a TrueType font with exactly these glyphs (glyph 0 is an empty .notdef). The same glyphs give the same bytes. */
export function writeTrueType(face: FontFace, glyphs: readonly Glyph[]): Buffer {
  const ordered = [...glyphs].sort((a, b) => a.codePoint - b.codePoint);
  const all: Glyph[] = [{ codePoint: 0, advance: face.unitsPerEm, contours: [] }, ...ordered];
  const bounds = boundsOf(all.flatMap((glyph) => glyph.contours.flat()));
  const { glyf, loca } = glyphTables(all);
  const tables: [string, Buffer][] = [
    ['OS/2', os2Table(face, ordered)],
    ['cmap', cmapTable(ordered)],
    ['glyf', glyf],
    ['head', headTable(face, bounds)],
    ['hhea', hheaTable(face, all, bounds)],
    ['hmtx', hmtxTable(all)],
    ['loca', loca],
    ['maxp', maxpTable(all)],
    ['name', nameTable(face)],
    ['post', postTable()],
  ];
  return assembleFont(tables);
}

type Bounds = readonly [number, number, number, number];

function boundsOf(points: readonly OutlinePoint[]): Bounds {
  let [left, bottom, right, top] = [32767, 32767, -32768, -32768];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    bottom = Math.min(bottom, y);
    right = Math.max(right, x);
    top = Math.max(top, y);
  }
  return points.length === 0 ? [0, 0, 0, 0] : [left, bottom, right, top];
}

/** Big-endian fields: `i` signed 16, `u` unsigned 16, `l` unsigned 32, `b` byte. */
function pack(layout: string, ...values: number[]): Buffer {
  const out = Buffer.alloc([...layout].reduce((sum, kind) => sum + (kind === 'l' ? 4 : kind === 'b' ? 1 : 2), 0));
  let at = 0;
  [...layout].forEach((kind, index) => {
    const value = values[index]!;
    if (kind === 'i') at = out.writeInt16BE(value, at);
    else if (kind === 'u') at = out.writeUInt16BE(value, at);
    else if (kind === 'l') at = out.writeUInt32BE(value, at);
    else at = out.writeUInt8(value, at);
  });
  return out;
}

function glyphTables(glyphs: readonly Glyph[]): { glyf: Buffer; loca: Buffer } {
  const parts: Buffer[] = [];
  const loca = Buffer.alloc(4 * (glyphs.length + 1));
  let offset = 0;
  glyphs.forEach((glyph, index) => {
    loca.writeUInt32BE(offset, 4 * index);
    const data = glyphData(glyph);
    parts.push(data);
    offset += data.length;
  });
  loca.writeUInt32BE(offset, 4 * glyphs.length);
  return { glyf: Buffer.concat(parts), loca };
}

const ON_CURVE = 1;

/** A simple glyph without instructions; every coordinate is written as a 16-bit difference, padded to four bytes. */
function glyphData(glyph: Glyph): Buffer {
  const points = glyph.contours.flat();
  if (points.length === 0) return Buffer.alloc(0);
  let end = -1;
  const ends = glyph.contours.map((contour) => {
    end += contour.length;
    return end;
  });
  const deltas = (axis: 'x' | 'y') => points.map((point, i) => point[axis] - (i === 0 ? 0 : points[i - 1]![axis]));
  const body = Buffer.concat([
    pack('iiiii', glyph.contours.length, ...boundsOf(points)),
    pack('u'.repeat(ends.length), ...ends),
    pack('u', 0),
    Buffer.from(points.map((point) => (point.on ? ON_CURVE : 0))),
    pack('i'.repeat(points.length), ...deltas('x')),
    pack('i'.repeat(points.length), ...deltas('y')),
  ]);
  return Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)]);
}

/** Format 12 (full Unicode): one group per run of consecutive code points. */
function cmapTable(glyphs: readonly Glyph[]): Buffer {
  const groups: { start: number; end: number; glyph: number }[] = [];
  glyphs.forEach(({ codePoint }, index) => {
    const last = groups.at(-1);
    if (last && last.end + 1 === codePoint) last.end = codePoint;
    else groups.push({ start: codePoint, end: codePoint, glyph: index + 1 });
  });
  const length = 16 + 12 * groups.length;
  return Buffer.concat([
    pack('uuuul', 0, 1, 3, 10, 12),
    pack('uulll', 12, 0, length, 0, groups.length),
    ...groups.map(({ start, end, glyph }) => pack('lll', start, end, glyph)),
  ]);
}

function headTable(face: FontFace, bounds: Bounds): Buffer {
  const fixedTime = [0, 0, 0, 0];
  return pack(
    'uullluullll'.concat('iiii', 'uuiii'),
    ...[1, 0, 0x10000, 0, 0x5f0f3cf5, 3, face.unitsPerEm],
    ...fixedTime,
    ...bounds,
    ...[face.bold ? 1 : 0, 6, 2, 1, 0],
  );
}

function hheaTable(face: FontFace, glyphs: readonly Glyph[], bounds: Bounds): Buffer {
  const widest = Math.max(...glyphs.map((glyph) => glyph.advance));
  return pack(
    `uuiiiu${'i'.repeat(11)}u`,
    ...[1, 0, face.ascent, face.descent, 0, widest, bounds[0], 0, bounds[2], 1, 0, 0, 0, 0, 0, 0, 0],
    glyphs.length,
  );
}

function hmtxTable(glyphs: readonly Glyph[]): Buffer {
  return Buffer.concat(glyphs.map((glyph) => pack('ui', glyph.advance, boundsOf(glyph.contours.flat())[0])));
}

function maxpTable(glyphs: readonly Glyph[]): Buffer {
  const points = Math.max(...glyphs.map((glyph) => glyph.contours.flat().length));
  const contours = Math.max(...glyphs.map((glyph) => glyph.contours.length));
  return pack(`l${'u'.repeat(14)}`, 0x10000, glyphs.length, points, contours, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0);
}

function os2Table(face: FontFace, glyphs: readonly Glyph[]): Buffer {
  const weight = face.bold ? 700 : 400;
  const plane0 = glyphs.map((glyph) => Math.min(glyph.codePoint, 0xffff));
  return Buffer.concat([
    pack('uiuuu', 4, face.unitsPerEm, weight, 5, 0),
    pack('i'.repeat(10), 650, 600, 0, 75, 650, 600, 0, 350, 50, 250),
    pack('i', 0),
    Buffer.alloc(10),
    pack('llll', 0, 0, 0, 0),
    Buffer.from('QUAN'),
    pack('uuu', face.bold ? 0x20 : 0x40, Math.min(...plane0), Math.max(...plane0)),
    pack('iiiuu', face.ascent, face.descent, 0, face.ascent, -face.descent),
    pack('ll', 0, 0),
    pack('iiuuu', face.xHeight, face.capHeight, 0, 32, 1),
  ]);
}

function nameTable(face: FontFace): Buffer {
  const style = face.bold ? 'Bold' : 'Regular';
  const names: [number, string][] = [
    [0, face.copyright],
    [1, face.family],
    [2, style],
    [4, `${face.family} ${style}`],
    [6, `${face.family.replaceAll(' ', '')}-${style}`],
    [13, face.licence],
  ];
  const texts = names.map(([, text]) => Buffer.from(text, 'utf16le').swap16());
  let offset = 0;
  const records = names.map(([id], index) => {
    const record = pack('uuuuuu', 3, 1, 0x409, id, texts[index]!.length, offset);
    offset += texts[index]!.length;
    return record;
  });
  return Buffer.concat([pack('uuu', 0, names.length, 6 + 12 * names.length), ...records, ...texts]);
}

function postTable(): Buffer {
  return pack('llii'.concat('lllll'), 0x30000, 0, -100, 50, 0, 0, 0, 0, 0);
}

function checksum(data: Buffer): number {
  let sum = 0;
  for (let at = 0; at < data.length; at += 4) sum = (sum + data.readUInt32BE(at)) >>> 0;
  return sum;
}

/** Table directory and tables, each on a four-byte boundary; the whole-file checksum goes into `head`. */
export function assembleFont(tables: readonly [string, Buffer][]): Buffer {
  const power = Math.floor(Math.log2(tables.length));
  const range = 16 * 2 ** power;
  const header = pack('luuuu', 0x10000, tables.length, range, power, 16 * tables.length - range);
  let offset = header.length + 16 * tables.length;
  const records: Buffer[] = [];
  const bodies: Buffer[] = [];
  let headOffset = 0;
  for (const [tag, data] of tables) {
    const padded = Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)]);
    if (tag === 'head') headOffset = offset;
    records.push(Buffer.from(tag), pack('lll', checksum(padded), offset, data.length));
    bodies.push(padded);
    offset += padded.length;
  }
  const font = Buffer.concat([header, ...records, ...bodies]);
  font.writeUInt32BE((0xb1b0afba - checksum(font)) >>> 0, headOffset + 8);
  return font;
}
