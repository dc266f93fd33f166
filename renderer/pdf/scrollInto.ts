import type { Box } from './geometry.ts';

const MARGIN = 24;

/** Scrolls a box of the scrolled content into view, a third from the top; nothing moves when all of it is visible already. */
export function scrollInto(scroller: HTMLElement, box: Box): void {
  const { scrollTop, scrollLeft, clientHeight, clientWidth } = scroller;
  const upright = box.top >= scrollTop + MARGIN && box.bottom <= scrollTop + clientHeight - MARGIN;
  if (!upright) scroller.scrollTop = box.top - Math.max(MARGIN, (clientHeight - (box.bottom - box.top)) / 3);
  const sideways = box.left >= scrollLeft && box.right <= scrollLeft + clientWidth;
  if (!sideways) scroller.scrollLeft = box.left - MARGIN;
}
