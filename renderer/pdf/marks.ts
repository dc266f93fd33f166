import type { PdfRect } from '#shared/domain/review.ts';
import { type Box, type PageMap, toBox } from './geometry.ts';

/** Evidence as drawn over a page. `strong` for the item at hand; the others stay faint. */
export interface Mark {
  id: string;
  pageIndex: number;
  rects: readonly PdfRect[];
  strong: boolean;
  /** A drawn rectangle gets a frame, marked text a tint. */
  framed: boolean;
  /** What the mark supports, shown when the pointer rests on it. */
  title: string;
}

/** Percentages of the page, so that zooming needs no new calculation. */
function place(element: HTMLElement, box: Box, map: PageMap): void {
  const { style } = element;
  style.left = `${(100 * box.left) / map.width}%`;
  style.top = `${(100 * box.top) / map.height}%`;
  style.width = `${(100 * (box.right - box.left)) / map.width}%`;
  style.height = `${(100 * (box.bottom - box.top)) / map.height}%`;
}

/** Draws the marks of one page into its layer. */
export function drawMarks(layer: HTMLElement, marks: readonly Mark[], map: PageMap): void {
  const drawn = marks.flatMap((mark) =>
    mark.rects.map((rect) => {
      const element = document.createElement('div');
      element.className = 'qp-pdf-mark';
      element.classList.toggle('qp-pdf-mark-frame', mark.framed);
      element.classList.toggle('qp-pdf-mark-strong', mark.strong);
      element.dataset.evidence = mark.id;
      place(element, toBox(map, rect), map);
      return element;
    }),
  );
  layer.replaceChildren(...drawn);
}

/** The mark under a point given in pixels of `map`; of several the smallest, so that none is buried. */
export function markAt(marks: readonly Mark[], map: PageMap, x: number, y: number): Mark | null {
  let best: Mark | null = null;
  let bestArea = Number.POSITIVE_INFINITY;
  for (const mark of marks) {
    for (const rect of mark.rects) {
      const box = toBox(map, rect);
      const inside = x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
      const area = (box.right - box.left) * (box.bottom - box.top);
      if (inside && (area < bestArea || (area === bestArea && mark.strong))) {
        best = mark;
        bestArea = area;
      }
    }
  }
  return best;
}
