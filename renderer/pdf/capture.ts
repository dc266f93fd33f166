import type { PdfRect } from '#shared/domain/review.ts';
import { unitOf, type ViewDocument } from './document.ts';
import type { Span } from './fold.ts';
import { type Box, type Rotation, toPdfRect, toRotation } from './geometry.ts';
import type { PageStack } from './pageStack.ts';
import { rectsOf } from './pageText.ts';
import { type Quote, quoteAt, resolveQuote } from './quote.ts';
import type { Region } from './regionTool.ts';
import { readSelection } from './selection.ts';

/** A place on one page that is to become evidence. `kind` says how it was marked. */
export interface Capture {
  kind: 'text' | 'found' | 'region' | 'page';
  pageIndex: number;
  pageLabel: string;
  rects: PdfRect[];
  /** Rotation of the page as the official saw it. */
  rotation: Rotation;
  quote: Quote;
}

export interface CaptureSource {
  doc: ViewDocument;
  stack: PageStack;
  labels: string[] | null;
}

const NO_QUOTE: Quote = { quote: '', prefix: '', suffix: '' };
const MAX_RECTS = 200;

async function rotationOf({ stack }: CaptureSource, page: number): Promise<Rotation> {
  return toRotation((await stack.load(page)).map(1, stack.turn).rotation);
}

async function rectsFrom({ doc, stack }: CaptureSource, page: number, boxes: readonly Box[]): Promise<PdfRect[]> {
  const map = (await stack.load(page)).map(unitOf(doc) * stack.zoom, stack.turn);
  return boxes.slice(0, MAX_RECTS).map((box) => toPdfRect(map, box));
}

export function pageLabel(labels: string[] | null, page: number): string {
  return (labels?.[page] || String(page + 1)).slice(0, 40);
}

async function capture(
  source: CaptureSource,
  kind: Capture['kind'],
  page: number,
  rects: PdfRect[],
  quote: Quote,
): Promise<Capture> {
  const rotation = await rotationOf(source, page);
  return { kind, pageIndex: page, pageLabel: pageLabel(source.labels, page), rects, rotation, quote };
}

export async function captureRegion(source: CaptureSource, region: Region): Promise<Capture> {
  const rects = await rectsFrom(source, region.page, [region.box]);
  return capture(source, 'region', region.page, rects, NO_QUOTE);
}

/** The whole page as evidence: for scans and forms that prove by being there. */
export async function capturePage(source: CaptureSource, page: number): Promise<Capture> {
  const map = (await source.stack.load(page)).map(1, source.stack.turn);
  const rect = toPdfRect(map, { left: 0, top: 0, right: map.width, bottom: map.height });
  return capture(source, 'page', page, [rect], NO_QUOTE);
}

/** One capture per page the selection touches. */
export async function captureSelection(source: CaptureSource): Promise<Capture[]> {
  const selected = readSelection(source.stack.views.values());
  return Promise.all(
    selected.map(async ({ view, boxes, span }) => {
      const rects = await rectsFrom(source, view.index, boxes);
      return capture(source, 'text', view.index, rects, quoteAt(view.text!.text.text, span));
    }),
  );
}

export async function captureFound(source: CaptureSource, found: { page: number; span: Span }): Promise<Capture> {
  const text = await (await source.stack.load(found.page)).text();
  const rects = rectsOf(text, found.span).slice(0, MAX_RECTS);
  return capture(source, 'found', found.page, rects, quoteAt(text.text, found.span));
}

/** Finds a quote again in another version of the file: on its own page first, then outwards. */
export async function locateQuote(
  { doc, stack }: CaptureSource,
  pageIndex: number,
  quote: Quote,
): Promise<{ page: number; rects: PdfRect[] } | null> {
  const pages = Array.from({ length: doc.pageCount }, (_, i) => i);
  pages.sort((a, b) => Math.abs(a - pageIndex) - Math.abs(b - pageIndex) || a - b);
  for (const page of pages) {
    const text = await (await stack.load(page)).text();
    const span = resolveQuote(text.text, quote);
    if (span) return { page, rects: rectsOf(text, span) };
  }
  return null;
}
