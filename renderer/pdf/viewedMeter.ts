import type { PageLayout } from './layout.ts';
import { visibleHeight } from './layout.ts';

export interface ViewedPage {
  page: number;
  ms: number;
}

/** Zoom from which small print of a paper page can be read. */
export const READABLE_ZOOM = 0.5;
/** Pictures have no known size on paper: wide enough on screen counts as readable, in pixels. */
const READABLE_PICTURE = 400;
const TICK_MS = 250;
/** A page counts as looked at after this time, in the core as here; the first report goes out then, so that the screen can say so. */
export const LOOKED_AT_MS = 2_000;
/** Later reports are rare, because each is a line in the journal. */
const REPORT_MS = 120_000;
/** Without any sign of the person for so long, nobody is reading. */
const IDLE_MS = 60_000;

/** Pages that can be read now: drawn, at a readable size, half of the page on screen or half of the screen filled by it. */
export function readablePages(
  layout: PageLayout,
  scrollTop: number,
  viewHeight: number,
  size: { zoom: number; picture: boolean },
  drawn: readonly number[],
): number[] {
  return drawn.filter((page) => {
    const { width, height } = layout.sizes[page]!;
    const readable = size.zoom >= READABLE_ZOOM || (size.picture && width >= READABLE_PICTURE);
    return readable && visibleHeight(layout, page, scrollTop, viewHeight) >= Math.min(height, viewHeight) / 2;
  });
}

/** Sums per page, and which of them are worth a report now. Pure but for its own sums. */
export class ViewedSums {
  #open = new Map<number, number>();
  #told = new Set<number>();

  add(pages: readonly number[], ms: number): void {
    for (const page of pages) this.#open.set(page, (this.#open.get(page) ?? 0) + ms);
  }

  /** A page has been looked at long enough for the first time. */
  get fresh(): boolean {
    return [...this.#open].some(([page, ms]) => ms >= LOOKED_AT_MS && !this.#told.has(page));
  }

  take(): ViewedPage[] {
    const pages = [...this.#open].map(([page, ms]) => ({ page, ms: Math.round(ms) })).filter(({ ms }) => ms > 0);
    for (const { page, ms } of pages) if (ms >= LOOKED_AT_MS) this.#told.add(page);
    this.#open.clear();
    return pages;
  }
}

/** Adds up how long pages could be read while somebody was there, and reports in batches. A fact, not a judgement. */
export class ViewedMeter {
  #readable: () => number[];
  #report: (pages: ViewedPage[]) => void;
  #sums = new ViewedSums();
  #last = performance.now();
  #seen = performance.now();
  #reported = performance.now();
  #ticker: ReturnType<typeof setInterval>;
  #stopped = new AbortController();

  constructor(readable: () => number[], report: (pages: ViewedPage[]) => void) {
    this.#readable = readable;
    this.#report = report;
    this.#ticker = setInterval(() => this.#tick(), TICK_MS);
    const { signal } = this.#stopped;
    document.addEventListener('visibilitychange', () => document.hidden && this.flush(), { signal });
    for (const sign of ['pointermove', 'pointerdown', 'keydown', 'wheel']) {
      window.addEventListener(sign, () => this.#notice(), { signal, passive: true, capture: true });
    }
  }

  flush(): void {
    this.#reported = performance.now();
    const pages = this.#sums.take();
    for (let i = 0; i < pages.length; i += 500) this.#report(pages.slice(i, i + 500));
  }

  stop(): void {
    clearInterval(this.#ticker);
    this.#stopped.abort();
    this.flush();
  }

  #notice(): void {
    this.#seen = performance.now();
  }

  /** A tick counts at most twice its length: a machine asleep reads nothing. */
  #tick(): void {
    const now = performance.now();
    const ms = Math.min(2 * TICK_MS, now - this.#last);
    this.#last = now;
    if (document.hidden || now - this.#seen > IDLE_MS) return;
    this.#sums.add(this.#readable(), ms);
    if (this.#sums.fresh || now - this.#reported > REPORT_MS) this.flush();
  }
}
