import type { ByteReader, Drawing, ViewDocument, ViewPage } from './document.ts';
import { imageMap, type Rotation } from './geometry.ts';
import { imageSize } from './imageSize.ts';
import { MAX_IMAGE_PIXELS } from './limits.ts';
import { NO_TEXT } from './pageText.ts';
import { ViewProblem } from './problems.ts';
import { readWhole } from './readWhole.ts';

const TYPES: Record<string, string> = { jpg: 'image/jpeg', png: 'image/png' };

/** Opens a JPEG or PNG as a document of one page, so that marks, zoom and viewed receipts work as on a PDF. */
export async function openImage(source: ByteReader, extension: string, signal?: AbortSignal): Promise<ViewDocument> {
  if (source.bytes === 0) throw new ViewProblem('empty');
  const bytes = await readWhole(source, 0, source.bytes).catch((cause) => {
    throw new ViewProblem('unreadable', { cause });
  });
  signal?.throwIfAborted();
  const size = imageSize(bytes);
  if (!size) throw new ViewProblem('image');
  if (size.width * size.height > MAX_IMAGE_PIXELS) throw new ViewProblem('image-huge');
  const blob = new Blob([bytes as Uint8Array<ArrayBuffer>], { type: TYPES[extension] ?? '' });
  const bitmap = await createImageBitmap(blob, { imageOrientation: 'from-image' }).catch((cause) => {
    throw new ViewProblem('image', { cause });
  });
  return new ImageDocument(bitmap);
}

class ImageDocument implements ViewDocument {
  readonly kind = 'image';
  readonly pageCount = 1;
  #bitmap: ImageBitmap;

  constructor(bitmap: ImageBitmap) {
    this.#bitmap = bitmap;
  }

  async page(): Promise<ViewPage> {
    return imagePage(this.#bitmap);
  }

  async labels() {
    return null;
  }

  async outline() {
    return [];
  }

  async notices() {
    return [];
  }

  async recover() {}

  async close() {
    this.#bitmap.close();
  }
}

function imagePage(bitmap: ImageBitmap): ViewPage {
  const paint = (canvas: HTMLCanvasElement, scale: number, turn: Rotation, left: number, top: number): Drawing => {
    const context = canvas.getContext('2d', { alpha: false });
    if (!context) return { done: Promise.reject(new ViewProblem('image-huge')), cancel() {} };
    const map = imageMap(bitmap.width, bitmap.height, scale, turn);
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingQuality = 'high';
    context.translate(map.width / 2 - left, map.height / 2 - top);
    context.rotate((turn * Math.PI) / 180);
    const width = bitmap.width * scale;
    const height = bitmap.height * scale;
    context.drawImage(bitmap, -width / 2, -height / 2, width, height);
    context.resetTransform();
    return { done: Promise.resolve(), cancel() {} };
  };
  return {
    map: (scale, turn) => imageMap(bitmap.width, bitmap.height, scale, turn),
    draw: (canvas, turn) =>
      paint(canvas, canvas.width / imageMap(bitmap.width, bitmap.height, 1, turn).width, turn, 0, 0),
    drawPart: (canvas, scale, turn, box) => paint(canvas, scale, turn, box.left, box.top),
    text: async () => NO_TEXT,
    textLayer: async () => null,
    notices: () => [],
    release() {},
  };
}
