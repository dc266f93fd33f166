import type { Span } from './fold.ts';
import type { Box } from './geometry.ts';
import { mergeLines } from './geometry.ts';
import { type RunPart, spanOf } from './pageText.ts';
import type { PageView } from './pageView.ts';

/** What is selected on one page: boxes in pixels of the page as shown, and the span of its text. */
export interface PageSelection {
  view: PageView;
  boxes: Box[];
  span: Span;
}

/** The selection of the window as far as it lies in text layers of these pages, in page order. */
export function readSelection(views: Iterable<PageView>): PageSelection[] {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return [];
  const range = selection.getRangeAt(0);
  const found: PageSelection[] = [];
  for (const view of views) {
    if (!view.text || !range.intersectsNode(view.element)) continue;
    const part = onPage(view, range);
    if (part) found.push(part);
  }
  return found.toSorted((a, b) => a.view.index - b.view.index);
}

function onPage(view: PageView, range: Range): PageSelection | null {
  const { text, elements } = view.text!;
  const origin = view.element.getBoundingClientRect();
  const parts: RunPart[] = [];
  const boxes: Box[] = [];
  for (const [run, element] of elements.entries()) {
    const node = element.firstChild;
    if (!(node instanceof Text) || !range.intersectsNode(node)) continue;
    const from = range.startContainer === node ? range.startOffset : 0;
    const to = range.endContainer === node ? range.endOffset : node.length;
    if (from >= to) continue;
    parts.push({ run, from, to });
    boxes.push(...boxesOf(node, from, to, origin));
  }
  const span = spanOf(text, parts);
  const merged = mergeLines(boxes);
  return span && merged.length > 0 ? { view, boxes: merged, span } : null;
}

export function boxesOf(node: Text, from: number, to: number, origin: DOMRect): Box[] {
  const range = document.createRange();
  range.setStart(node, from);
  range.setEnd(node, to);
  return [...range.getClientRects()].map((r) => ({
    left: r.left - origin.left,
    top: r.top - origin.top,
    right: r.right - origin.left,
    bottom: r.bottom - origin.top,
  }));
}
