import type { PdfRect } from '#shared/domain/review.ts';

/**
 * Boxes on screen are CSS pixels from the upper left corner of a page as shown (rotated, zoomed). Rectangles in anchors are
 * integers in hundredths of a PDF point, [left, bottom, right, top] of the unrotated page. A `PageMap` turns one into the other.
 */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export type Rotation = 0 | 90 | 180 | 270;

/** What both pdf.js's PageViewport and our image pages offer. */
export interface PageMap {
  readonly width: number;
  readonly height: number;
  readonly scale: number;
  readonly rotation: number;
  convertToPdfPoint(x: number, y: number): number[];
  convertToViewportPoint(x: number, y: number): number[];
}

const LIMIT = 2_000_000;

/** Hundredths of a point; `+ 0` turns -0 into 0. */
function hundredths(value: number): number {
  return Math.max(-LIMIT, Math.min(LIMIT, Math.round(value * 100))) + 0;
}

export function toRotation(degrees: number): Rotation {
  return (((degrees % 360) + 360) % 360) as Rotation;
}

export function toPdfRect(map: PageMap, box: Box): PdfRect {
  const [x1 = 0, y1 = 0] = map.convertToPdfPoint(box.left, box.top);
  const [x2 = 0, y2 = 0] = map.convertToPdfPoint(box.right, box.bottom);
  return [
    hundredths(Math.min(x1, x2)),
    hundredths(Math.min(y1, y2)),
    hundredths(Math.max(x1, x2)),
    hundredths(Math.max(y1, y2)),
  ];
}

export function toBox(map: PageMap, rect: PdfRect): Box {
  const [x1 = 0, y1 = 0] = map.convertToViewportPoint(rect[0] / 100, rect[1] / 100);
  const [x2 = 0, y2 = 0] = map.convertToViewportPoint(rect[2] / 100, rect[3] / 100);
  return { left: Math.min(x1, x2), top: Math.min(y1, y2), right: Math.max(x1, x2), bottom: Math.max(y1, y2) };
}

export function union(boxes: readonly Box[]): Box {
  return {
    left: Math.min(...boxes.map((b) => b.left)),
    top: Math.min(...boxes.map((b) => b.top)),
    right: Math.max(...boxes.map((b) => b.right)),
    bottom: Math.max(...boxes.map((b) => b.bottom)),
  };
}

export function clip(box: Box, width: number, height: number): Box {
  const x = (v: number) => Math.max(0, Math.min(width, v));
  const y = (v: number) => Math.max(0, Math.min(height, v));
  return { left: x(box.left), top: y(box.top), right: x(box.right), bottom: y(box.bottom) };
}

export function grow(box: Box, by: number): Box {
  return { left: box.left - by, top: box.top - by, right: box.right + by, bottom: box.bottom + by };
}

/** Two boxes stand on one line when they share more than half of the lower one's height. */
function sameLine(a: Box, b: Box): boolean {
  const shared = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return shared > 0.5 * Math.min(a.bottom - a.top, b.bottom - b.top);
}

function touching(a: Box, b: Box): boolean {
  const reach = 0.75 * Math.max(a.bottom - a.top, b.bottom - b.top);
  return b.left - a.right <= reach && a.left - b.right <= reach;
}

/**
 * A text selection comes as one box per text run, some of them doubled. Runs of one line that touch become one box; columns
 * stay apart. Boxes without area are dropped. The result is in reading order and covers every box given.
 */
export function mergeLines(boxes: readonly Box[]): Box[] {
  const left = boxes.filter((b) => b.right - b.left > 0.5 && b.bottom - b.top > 0.5);
  const merged: Box[] = [];
  for (const box of left.toSorted((a, b) => a.left - b.left)) {
    const home = merged.findIndex((m) => sameLine(m, box) && touching(m, box));
    if (home < 0) merged.push(box);
    else merged[home] = union([merged[home]!, box]);
  }
  return merged.toSorted((a, b) => (sameLine(a, b) ? a.left - b.left : a.top - b.top));
}

/**
 * The map of an image page: one pixel counts as one point, origin at the lower left, so that marks on images and on PDF pages
 * are the same kind of rectangle.
 */
export function imageMap(pixelWidth: number, pixelHeight: number, scale: number, rotation: Rotation): PageMap {
  const w = pixelWidth * scale;
  const h = pixelHeight * scale;
  const turned = rotation % 180 !== 0;
  // x, y in an upright page with y down, before and after turning clockwise
  const turn = (x: number, y: number): [number, number] =>
    rotation === 90 ? [h - y, x] : rotation === 180 ? [w - x, h - y] : rotation === 270 ? [y, w - x] : [x, y];
  const back = (x: number, y: number): [number, number] =>
    rotation === 90 ? [y, h - x] : rotation === 180 ? [w - x, h - y] : rotation === 270 ? [w - y, x] : [x, y];
  return {
    width: turned ? h : w,
    height: turned ? w : h,
    scale,
    rotation,
    convertToPdfPoint(x, y) {
      const [ux, uy] = back(x, y);
      return [ux / scale, pixelHeight - uy / scale];
    },
    convertToViewportPoint(x, y) {
      return turn(x * scale, (pixelHeight - y) * scale);
    },
  };
}
