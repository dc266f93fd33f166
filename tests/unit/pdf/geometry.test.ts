import fc from 'fast-check';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, test } from 'vitest';
import {
  type Box,
  clip,
  imageMap,
  mergeLines,
  type PageMap,
  type Rotation,
  toBox,
  toPdfRect,
  toRotation,
  union,
} from '#renderer/pdf/geometry.ts';
import { tinyPdf } from './tinyPdf.ts';

const ROTATIONS = [0, 90, 180, 270] as const;
const MEDIA_BOX = [-30, 40, 565, 882] as const;

async function pageAt(rotate: number) {
  const document = await getDocument({ data: tinyPdf(MEDIA_BOX, rotate), verbosity: 0 }).promise;
  return document.getPage(1);
}

const box = (left: number, top: number, right: number, bottom: number): Box => ({ left, top, right, bottom });

describe('marks keep their place on the paper', () => {
  test.each(ROTATIONS)('through pdf.js at a rotation of %i, whatever the zoom', async (rotation) => {
    const page = await pageAt(rotation);
    fc.assert(
      fc.property(fc.double({ min: 0.25, max: 8, noNaN: true }), relativeBox(), (scale, share) => {
        const map = page.getViewport({ scale }) as PageMap;
        const drawn = box(
          share.left * map.width,
          share.top * map.height,
          share.right * map.width,
          share.bottom * map.height,
        );
        const rect = toPdfRect(map, drawn);
        expect(rect.every(Number.isInteger)).toBe(true);
        expect(rect[0]).toBeLessThanOrEqual(rect[2]);
        expect(rect[1]).toBeLessThanOrEqual(rect[3]);
        const again = toBox(map, rect);
        for (const side of ['left', 'top', 'right', 'bottom'] as const) {
          expect(Math.abs(again[side] - drawn[side])).toBeLessThanOrEqual(0.0051 * scale);
        }
      }),
    );
  });

  test('a mark made on a turned page is the same rectangle as one made upright', async () => {
    const upright = (await pageAt(0)).getViewport({ scale: 1 }) as PageMap;
    const wanted = toPdfRect(upright, box(100, 200, 300, 260));
    for (const rotation of ROTATIONS) {
      const turned = (await pageAt(rotation)).getViewport({ scale: 2.5 }) as PageMap;
      expect(toPdfRect(turned, toBox(turned, wanted))).toEqual(wanted);
    }
    expect(wanted).toEqual([7000, 62200, 27000, 68200]);
  });

  test('an image page maps like a PDF page of the same size', async () => {
    const document = await getDocument({ data: tinyPdf([0, 0, 640, 480], 0), verbosity: 0 }).promise;
    const page = await document.getPage(1);
    fc.assert(
      fc.property(
        fc.constantFrom<Rotation>(...ROTATIONS),
        fc.double({ min: 0.1, max: 4, noNaN: true }),
        relativeBox(),
        (turn, scale, share) => {
          const ours = imageMap(640, 480, scale, turn);
          const theirs = page.getViewport({ scale, rotation: turn });
          expect(ours.width).toBeCloseTo(theirs.width, 6);
          expect(ours.height).toBeCloseTo(theirs.height, 6);
          const [x, y] = [share.left * ours.width, share.top * ours.height];
          const [ox = 0, oy = 0] = ours.convertToPdfPoint(x, y);
          const [tx, ty] = theirs.convertToPdfPoint(x, y);
          expect(ox).toBeCloseTo(tx, 6);
          expect(oy).toBeCloseTo(ty, 6);
          const [bx = 0, by = 0] = ours.convertToViewportPoint(ox, oy);
          expect(bx).toBeCloseTo(x, 6);
          expect(by).toBeCloseTo(y, 6);
        },
      ),
    );
  });

  test('coordinates stay within what an anchor may hold', () => {
    const map = imageMap(100_000, 100_000, 1, 0);
    expect(toPdfRect(map, box(0, 0, 100_000, 100_000))).toEqual([0, 0, 2_000_000, 2_000_000]);
  });
});

function relativeBox() {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  return fc.tuple(share, share, share, share).map(([a, b, c, d]) => ({
    left: Math.min(a, c),
    right: Math.max(a, c),
    top: Math.min(b, d),
    bottom: Math.max(b, d),
  }));
}

describe('a selection becomes one box per line', () => {
  test('runs of a line are joined, doubles vanish, lines stay apart', () => {
    const merged = mergeLines([
      box(10, 10, 50, 22),
      box(50.2, 10, 90, 22),
      box(10, 10, 50, 22),
      box(10, 30, 60, 42),
      box(90, 12, 90.2, 20),
    ]);
    expect(merged).toEqual([box(10, 10, 90, 22), box(10, 30, 60, 42)]);
  });

  test('two columns on one line stay two boxes', () => {
    expect(mergeLines([box(300, 10, 400, 22), box(10, 10, 100, 22)])).toEqual([
      box(10, 10, 100, 22),
      box(300, 10, 400, 22),
    ]);
  });

  test('nothing selected is left uncovered, and merging again changes nothing', () => {
    const rects = fc.array(
      fc.record({
        left: fc.integer({ min: 0, max: 500 }),
        line: fc.integer({ min: 0, max: 20 }),
        width: fc.integer({ min: 1, max: 120 }),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(rects, (cells) => {
        const boxes = cells.map(({ left, line, width }) => box(left, line * 20, left + width, line * 20 + 14));
        const merged = mergeLines(boxes);
        for (const b of boxes) {
          expect(
            merged.some((m) => m.left <= b.left && m.right >= b.right && m.top <= b.top && m.bottom >= b.bottom),
          ).toBe(true);
        }
        expect(mergeLines(merged)).toEqual(merged);
        expect(merged.length).toBeLessThanOrEqual(boxes.length);
      }),
    );
  });
});

test('boxes are clipped to the page and joined', () => {
  expect(clip(box(-5, 3, 120, 90), 100, 80)).toEqual(box(0, 3, 100, 80));
  expect(union([box(1, 2, 3, 4), box(0, 3, 2, 9)])).toEqual(box(0, 2, 3, 9));
  expect([-90, 450, 360].map(toRotation)).toEqual([270, 90, 0]);
});
