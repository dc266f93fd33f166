/**
 * Where pages lie in the scroll area, and which of them are worth having on screen. Pure: pixels in, pixels out. Sizes of pages
 * nobody has looked at yet are guesses (the first page's size) and may change while scrolling.
 */
export interface PageSize {
  width: number;
  height: number;
}

export interface PageLayout {
  readonly tops: Float64Array;
  readonly sizes: readonly PageSize[];
  readonly height: number;
  readonly width: number;
}

/** Space between pages and around them, in pixels. */
export const PAGE_GAP = 12;

export function layOut(sizes: readonly PageSize[], gap: number = PAGE_GAP): PageLayout {
  const tops = new Float64Array(sizes.length);
  let y = gap;
  let width = 0;
  for (const [i, size] of sizes.entries()) {
    tops[i] = y;
    y += size.height + gap;
    if (size.width > width) width = size.width;
  }
  return { tops, sizes, height: y, width };
}

/** Index of the last page that begins at or above `y`; 0 when all begin below. */
export function pageAt(layout: PageLayout, y: number): number {
  let low = 0;
  let high = layout.tops.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (layout.tops[middle]! <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

function bottomOf(layout: PageLayout, page: number): number {
  return layout.tops[page]! + layout.sizes[page]!.height;
}

/** Pages that show at least a sliver between `scrollTop` and `scrollTop + viewHeight`, inclusive. */
export function visiblePages(layout: PageLayout, scrollTop: number, viewHeight: number): [first: number, last: number] {
  const count = layout.tops.length;
  if (count === 0) return [0, -1];
  const first = pageAt(layout, scrollTop);
  const last = Math.max(first, pageAt(layout, scrollTop + viewHeight - 1));
  return [bottomOf(layout, first) <= scrollTop && first < last ? first + 1 : first, last];
}

/**
 * Pages to draw, most wanted first: the visible ones from the one that fills the view most, then the neighbours the reader
 * will reach next. `ahead` pages on either side.
 */
export function drawOrder(layout: PageLayout, scrollTop: number, viewHeight: number, ahead: number): number[] {
  const [first, last] = visiblePages(layout, scrollTop, viewHeight);
  const seen: number[] = [];
  for (let page = first; page <= last; page++) seen.push(page);
  const shown = (page: number) => visibleHeight(layout, page, scrollTop, viewHeight);
  seen.sort((a, b) => shown(b) - shown(a) || a - b);
  for (let step = 1; step <= ahead; step++) {
    if (last + step < layout.tops.length) seen.push(last + step);
    if (first - step >= 0) seen.push(first - step);
  }
  return seen;
}

/** Pixels of a page's height inside the view. */
export function visibleHeight(layout: PageLayout, page: number, scrollTop: number, viewHeight: number): number {
  const top = Math.max(layout.tops[page]!, scrollTop);
  const bottom = Math.min(bottomOf(layout, page), scrollTop + viewHeight);
  return Math.max(0, bottom - top);
}

/** The page a reader would say they are on: the one at a third of the view's height, or the last when scrolled to the end. */
export function currentPage(layout: PageLayout, scrollTop: number, viewHeight: number): number {
  if (layout.tops.length === 0) return 0;
  if (scrollTop + viewHeight >= layout.height - 1 && scrollTop > 0) {
    const [first, last] = visiblePages(layout, scrollTop, viewHeight);
    const whole = (page: number) =>
      visibleHeight(layout, page, scrollTop, viewHeight) >= layout.sizes[page]!.height - 1;
    return last > first && whole(last) ? last : pageAt(layout, scrollTop + viewHeight / 3);
  }
  return pageAt(layout, scrollTop + viewHeight / 3);
}

/** A place in the document that survives zooming and late page sizes: a page and a share of its height. */
export interface Place {
  page: number;
  /** Share of the page's height, 0 at its top; may be slightly negative inside the gap above. */
  share: number;
}

export function placeAt(layout: PageLayout, y: number): Place {
  if (layout.tops.length === 0) return { page: 0, share: 0 };
  const page = pageAt(layout, y);
  return { page, share: (y - layout.tops[page]!) / layout.sizes[page]!.height };
}

export function offsetOf(layout: PageLayout, place: Place): number {
  const page = Math.max(0, Math.min(layout.tops.length - 1, place.page));
  if (layout.tops.length === 0) return 0;
  return layout.tops[page]! + place.share * layout.sizes[page]!.height;
}

/** Pixels of the last screen that stay visible after turning. */
const OVERLAP = 60;

/**
 * Where to scroll for the next (+1) or previous (-1) screen. Nothing is skipped; where a page begins within reach, it is put at
 * the top. The answer may lie beyond the ends.
 */
export function screenStep(layout: PageLayout, scrollTop: number, viewHeight: number, direction: 1 | -1): number {
  if (layout.tops.length === 0) return 0;
  const topOf = (page: number) => layout.tops[page]! - PAGE_GAP / 2;
  if (direction > 0) {
    const cut = topOf(pageAt(layout, scrollTop + viewHeight));
    return cut > scrollTop + 4 ? cut : scrollTop + viewHeight - OVERLAP;
  }
  const hidden = topOf(pageAt(layout, scrollTop - 5));
  return scrollTop - hidden <= viewHeight ? hidden : scrollTop - viewHeight + OVERLAP;
}

export type ZoomMode = 'width' | 'page' | 'fixed';
export const MIN_SCALE = 0.25;
export const MAX_SCALE = 6;
const STEPS = [0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4, 5, 6];

export function clampScale(scale: number): number {
  return Math.max(MIN_SCALE, Math.min(MAX_SCALE, scale));
}

/** The next step up (+1) or down (-1) from any scale. */
export function stepScale(scale: number, direction: 1 | -1): number {
  const near = 0.005;
  if (direction > 0) return STEPS.find((s) => s > scale + near) ?? MAX_SCALE;
  return STEPS.findLast((s) => s < scale - near) ?? MIN_SCALE;
}

/** Scale at which a page of `page` pixels (at scale 1) fits the view. Very wide panes stop at twice the size. */
export function fitScale(mode: 'width' | 'page', page: PageSize, view: PageSize): number {
  const width = Math.max(50, view.width - 2 * PAGE_GAP) / page.width;
  const height = Math.max(50, view.height - 2 * PAGE_GAP) / page.height;
  return clampScale(mode === 'page' ? Math.min(width, height) : Math.min(width, 2));
}
