import type { PageLayout } from './layout.ts';
import { visibleHeight } from './layout.ts';

export interface ViewedPage {
  page: number;
  ms: number;
}

/** Device-independent zoom from which small print of an A4 page can be read. */
export const READABLE_ZOOM = 0.6;
const TICK_MS = 250;
const REPORT_MS = 5_000;

/** Pages that can be read now: drawn, at a readable zoom, half of the page on screen or half of the screen filled by it. */
export function readablePages(
  layout: PageLayout,
  scrollTop: number,
  viewHeight: number,
  zoom: number,
  drawn: readonly number[],
): number[] {
  if (zoom < READABLE_ZOOM) return [];
  return drawn.filter((page) => {
    const shown = visibleHeight(layout, page, scrollTop, viewHeight);
    return shown >= Math.min(layout.sizes[page]!.height, viewHeight) / 2;
  });
}

/** Adds up how long pages could be read while the window was in front, and reports in batches. A fact, not a judgement. */
export class ViewedMeter {
  #readable: () => number[];
  #report: (pages: ViewedPage[]) => void;
  #sums = new Map<number, number>();
  #last = performance.now();
  #ticker: ReturnType<typeof setInterval>;
  #reporter: ReturnType<typeof setInterval>;

  constructor(readable: () => number[], report: (pages: ViewedPage[]) => void) {
    this.#readable = readable;
    this.#report = report;
    this.#ticker = setInterval(() => this.#tick(), TICK_MS);
    this.#reporter = setInterval(() => this.flush(), REPORT_MS);
    document.addEventListener('visibilitychange', this.#onHide);
  }

  flush(): void {
    const pages = [...this.#sums].map(([page, ms]) => ({ page, ms: Math.round(ms) }));
    this.#sums.clear();
    for (let i = 0; i < pages.length; i += 500) this.#report(pages.slice(i, i + 500));
  }

  stop(): void {
    clearInterval(this.#ticker);
    clearInterval(this.#reporter);
    document.removeEventListener('visibilitychange', this.#onHide);
    this.flush();
  }

  #onHide = () => {
    if (document.hidden) this.flush();
  };

  /** A tick counts at most twice its length: a machine asleep reads nothing. */
  #tick(): void {
    const now = performance.now();
    const ms = Math.min(2 * TICK_MS, now - this.#last);
    this.#last = now;
    if (document.hidden) return;
    for (const page of this.#readable()) this.#sums.set(page, (this.#sums.get(page) ?? 0) + ms);
  }
}
