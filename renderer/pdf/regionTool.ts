import type { Box } from './geometry.ts';
import { visibleHeight } from './layout.ts';
import type { PageStack } from './pageStack.ts';

export interface Region {
  page: number;
  /** Pixels of the page as shown now. */
  box: Box;
}

/** Shares of the page, so that zooming while drawing does no harm. */
interface Shares {
  page: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const STEP = 8;
const MIN_PIXELS = 6;

/**
 * Drawing a rectangle on a page, with the mouse or with the keyboard: it starts as a frame in the middle of what is visible,
 * arrows move it, Shift+arrows size it. Escape and Enter are the owner's business.
 */
export class RegionTool {
  #stack: PageStack;
  #onDrawn: () => void;
  #shares: Shares | null = null;
  #frame = document.createElement('div');
  #from: { x: number; y: number } | null = null;

  constructor(stack: PageStack, onDrawn: () => void) {
    this.#stack = stack;
    this.#onDrawn = onDrawn;
    this.#frame.className = 'qp-pdf-region';
  }

  get active(): boolean {
    return this.#shares !== null;
  }

  start(page: number): void {
    const { layout, scroller } = this.#stack;
    const height = layout.sizes[page]?.height;
    if (!height) return;
    const top = Math.max(0, scroller.scrollTop - layout.tops[page]!) / height;
    const shown = visibleHeight(layout, page, scroller.scrollTop, scroller.clientHeight) / height;
    const middle = top + shown / 2;
    const half = Math.min(0.08, shown / 4);
    this.#shares = { page, left: 0.2, right: 0.8, top: middle - half, bottom: middle + half };
    scroller.classList.add('qp-pdf-drawing');
    scroller.addEventListener('pointerdown', this.#down);
    this.show();
  }

  stop(): void {
    this.#shares = null;
    this.#from = null;
    this.#frame.remove();
    const { scroller } = this.#stack;
    scroller.classList.remove('qp-pdf-drawing');
    scroller.removeEventListener('pointerdown', this.#down);
    window.removeEventListener('pointermove', this.#move);
    window.removeEventListener('pointerup', this.#up);
  }

  /** Arrow keys: moves the frame, or its lower right corner. */
  nudge(dx: number, dy: number, size: boolean): void {
    const size1 = this.#shares && this.#stack.layout.sizes[this.#shares.page];
    if (!this.#shares || !size1) return;
    const x = (dx * STEP) / size1.width;
    const y = (dy * STEP) / size1.height;
    const s = this.#shares;
    const next = {
      ...s,
      left: size ? s.left : s.left + x,
      top: size ? s.top : s.top + y,
      right: s.right + x,
      bottom: s.bottom + y,
    };
    const fits = next.left >= 0 && next.top >= 0 && next.right <= 1 && next.bottom <= 1;
    const stays = next.right - next.left > 0.01 && next.bottom - next.top > 0.005;
    if (fits && stays) this.#shares = next;
    this.show();
    const region = this.region();
    if (region) this.#stack.reveal(region.page, region.box);
  }

  region(): Region | null {
    const s = this.#shares;
    const size = s && this.#stack.layout.sizes[s.page];
    if (!s || !size) return null;
    const { width: w, height: h } = size;
    return { page: s.page, box: { left: s.left * w, top: s.top * h, right: s.right * w, bottom: s.bottom * h } };
  }

  /** Puts the frame on its page; called again when the page comes back into view. */
  show(): void {
    const s = this.#shares;
    const view = s && this.#stack.views.get(s.page);
    if (!s || !view) return;
    const { style } = this.#frame;
    style.left = `${s.left * 100}%`;
    style.top = `${s.top * 100}%`;
    style.width = `${(s.right - s.left) * 100}%`;
    style.height = `${(s.bottom - s.top) * 100}%`;
    if (this.#frame.parentElement !== view.element) view.element.append(this.#frame);
  }

  #down = (event: PointerEvent) => {
    const element = event.target instanceof Element ? event.target.closest<HTMLElement>('.qp-pdf-page') : null;
    if (event.button !== 0 || !element || !this.#shares) return;
    event.preventDefault();
    this.#shares = { ...this.#shares, page: Number(element.dataset.page) - 1 };
    this.#from = { x: event.clientX, y: event.clientY };
    window.addEventListener('pointermove', this.#move);
    window.addEventListener('pointerup', this.#up);
  };

  #move = (event: PointerEvent) => {
    const view = this.#shares && this.#stack.views.get(this.#shares.page);
    if (!view || !this.#from || !this.#shares) return;
    const page = view.element.getBoundingClientRect();
    const x = (v: number) => Math.max(0, Math.min(1, (v - page.left) / page.width));
    const y = (v: number) => Math.max(0, Math.min(1, (v - page.top) / page.height));
    const [x1, x2] = [x(this.#from.x), x(event.clientX)];
    const [y1, y2] = [y(this.#from.y), y(event.clientY)];
    this.#shares = {
      page: this.#shares.page,
      left: Math.min(x1, x2),
      right: Math.max(x1, x2),
      top: Math.min(y1, y2),
      bottom: Math.max(y1, y2),
    };
    this.show();
  };

  #up = (event: PointerEvent) => {
    window.removeEventListener('pointermove', this.#move);
    window.removeEventListener('pointerup', this.#up);
    const from = this.#from;
    this.#from = null;
    if (!from) return;
    const far = Math.abs(event.clientX - from.x) >= MIN_PIXELS && Math.abs(event.clientY - from.y) >= MIN_PIXELS;
    if (far) this.#onDrawn();
  };
}
