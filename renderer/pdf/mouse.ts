import type { Mark } from './marks.ts';

export interface MouseHooks {
  markUnder(event: MouseEvent): Mark | null;
  onMark(mark: Mark): void;
  onSelection(selected: boolean): void;
  onZoom(factor: number, point: { x: number; y: number }): void;
}

/** What the mouse does over the pages: Ctrl+wheel zooms, a click on a mark names it, selecting text is reported. */
export function listen(scroller: HTMLElement, signal: AbortSignal, hooks: MouseHooks): void {
  const selected = () => {
    const selection = document.getSelection();
    return selection !== null && !selection.isCollapsed && scroller.contains(selection.anchorNode);
  };
  const onWheel = (event: WheelEvent) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const origin = scroller.getBoundingClientRect();
    const factor = Math.exp(-Math.max(-100, Math.min(100, event.deltaY)) / 400);
    hooks.onZoom(factor, { x: event.clientX - origin.left, y: event.clientY - origin.top });
  };
  const onClick = (event: MouseEvent) => {
    const mark = selected() ? null : hooks.markUnder(event);
    if (mark) hooks.onMark(mark);
  };
  const onMove = (event: MouseEvent) => {
    const mark = event.buttons === 0 ? hooks.markUnder(event) : null;
    scroller.classList.toggle('qp-pdf-over-mark', mark !== null);
    scroller.title = mark?.title ?? '';
  };
  scroller.addEventListener('wheel', onWheel, { signal, passive: false });
  scroller.addEventListener('click', onClick, { signal });
  scroller.addEventListener('mousemove', onMove, { signal });
  document.addEventListener('selectionchange', () => hooks.onSelection(selected()), { signal });
}
