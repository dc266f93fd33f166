import { MAX_BLOB_BYTES } from '#shared/api/transport.ts';
import type { PdfRect } from '#shared/domain/review.ts';
import type { ViewPage } from './document.ts';
import { clip, grow, type Rotation, toBox, union } from './geometry.ts';
import { free } from './pageView.ts';
import { ViewProblem } from './problems.ts';

/** Points of the page shown around the marked region. */
const MARGIN = 6;
const MIN_DPI = 150;
const MAX_PIXELS = 6_000_000;
const MAX_SIDE = 6_000;

export interface Crop {
  png: Uint8Array;
  width: number;
  height: number;
}

/**
 * A picture of the marked region, as the official sees it (rotation included), at 150 dpi or what is on screen, whichever is
 * finer. Images keep their own pixels. `shownScale`: device pixels per point on screen now.
 */
export async function cropPage(
  page: ViewPage,
  rects: readonly PdfRect[],
  turn: Rotation,
  kind: 'pdf' | 'image',
  shownScale: number,
): Promise<Crop> {
  const wanted = kind === 'image' ? 1 : Math.max(MIN_DPI / 72, shownScale);
  for (let scale = limited(page, rects, turn, wanted); ; scale *= 0.7) {
    const crop = await draw(page, rects, turn, scale);
    if (crop.png.byteLength <= MAX_BLOB_BYTES) return crop;
  }
}

function boxAt(page: ViewPage, rects: readonly PdfRect[], turn: Rotation, scale: number) {
  const map = page.map(scale, turn);
  const box = clip(grow(union(rects.map((rect) => toBox(map, rect))), MARGIN * scale), map.width, map.height);
  const left = Math.floor(box.left);
  const top = Math.floor(box.top);
  return {
    left,
    top,
    width: Math.max(1, Math.ceil(box.right) - left),
    height: Math.max(1, Math.ceil(box.bottom) - top),
  };
}

/** The scale that keeps the picture within what memory and a bundle can bear. */
function limited(page: ViewPage, rects: readonly PdfRect[], turn: Rotation, wanted: number): number {
  const { width, height } = boxAt(page, rects, turn, wanted);
  const byArea = Math.sqrt(MAX_PIXELS / (width * height));
  const bySide = MAX_SIDE / Math.max(width, height);
  return wanted * Math.min(1, byArea, bySide);
}

async function draw(page: ViewPage, rects: readonly PdfRect[], turn: Rotation, scale: number): Promise<Crop> {
  const { left, top, width, height } = boxAt(page, rects, turn, scale);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  try {
    await page.drawPart(canvas, scale, turn, { left, top }).done;
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!blob) throw new ViewProblem('page-damaged');
    return { png: new Uint8Array(await blob.arrayBuffer()), width, height };
  } finally {
    free(canvas);
  }
}
