import type { PageMap, Rotation } from './geometry.ts';
import type { PageText } from './pageText.ts';
import type { NoticeCode } from './problems.ts';

/** Bytes of a file, read piece by piece. `end` is exclusive and never beyond the file. */
export interface ByteReader {
  readonly bytes: number;
  readRange(begin: number, end: number): Promise<Uint8Array>;
}

export interface Drawing {
  /** Rejects with a `ViewProblem` when the page cannot be drawn, or with an `AbortError` after `cancel`. */
  readonly done: Promise<void>;
  cancel(): void;
}

export interface TextLayerHandle {
  readonly text: PageText;
  /** The element of each run of `text`, in the same order. */
  readonly elements: readonly HTMLElement[];
}

/** One page of what is shown: a PDF page or an image. Scale 1 is one pixel per point; `turn` is added to the page's own rotation. */
export interface ViewPage {
  map(scale: number, turn: Rotation): PageMap;
  /** Draws onto `canvas`, whose size decides the resolution: it is stretched over the whole page. */
  draw(canvas: HTMLCanvasElement, turn: Rotation): Drawing;
  /** Draws a part of the page: `box` in pixels at `scale`. */
  drawPart(canvas: HTMLCanvasElement, scale: number, turn: Rotation, box: { left: number; top: number }): Drawing;
  text(): Promise<PageText>;
  /** Fills `container` with selectable text, measured at `scale`; `null` when the page has none. */
  textLayer(container: HTMLElement, turn: Rotation, scale: number): Promise<TextLayerHandle | null>;
  /** Known after drawing. */
  notices(): NoticeCode[];
  /** Frees what drawing left in memory. */
  release(): void;
}

export interface OutlineEntry {
  title: string;
  pageIndex: number | null;
  items: OutlineEntry[];
}

/** A file open for viewing. */
export interface ViewDocument {
  readonly kind: 'pdf' | 'image';
  readonly pageCount: number;
  page(index: number): Promise<ViewPage>;
  /** Printed page numbers, where the file has its own. */
  labels(): Promise<string[] | null>;
  outline(): Promise<OutlineEntry[]>;
  notices(): Promise<NoticeCode[]>;
  /** Opens the file anew after a page got stuck; pages handed out before are void. */
  recover(): Promise<void>;
  close(): Promise<void>;
}

/** Actual size: points are 1/72 inch and CSS pixels 1/96; an image's pixel is a pixel. */
export const unitOf = (doc: ViewDocument): number => (doc.kind === 'pdf' ? 96 / 72 : 1);
