import { unitOf, type ViewDocument, type ViewPage } from './document.ts';
import type { Box, Rotation } from './geometry.ts';
import {
  drawOrder,
  layOut,
  offsetOf,
  PAGE_GAP,
  type PageLayout,
  type PageSize,
  type Place,
  placeAt,
} from './layout.ts';
import { PageView, type Resolution } from './pageView.ts';
import { ViewProblem } from './problems.ts';
import { scrollInto } from './scrollInto.ts';

export interface StackHooks {
  /** Something moved: scrolled, zoomed, a page's size became known. */
  onMoved(): void;
  /** A page got its canvas or its text layer. */
  onPage(view: PageView): void;
  label(index: number): string;
}

/** To whole pixels of the screen: a drawing between them is drawn anew with every frame, and blurred. */
function snap(length: number): number {
  const ratio = globalThis.devicePixelRatio || 1;
  return Math.round(length * ratio) / ratio;
}

const AHEAD = 1;
const SETTLE_MS = 120;

/**
 * The column of pages: lays them out by size, keeps views only for those near the view, draws them one at a time, most wanted
 * first. Knows nothing of evidence, searching or who looks on.
 */
export class PageStack {
  readonly scroller: HTMLElement;
  readonly views = new Map<number, PageView>();
  layout: PageLayout = layOut([]);
  zoom = 1;
  turn: Rotation = 0;
  #doc: ViewDocument;
  #hooks: StackHooks;
  #content: HTMLElement;
  #sizes: PageSize[];
  #known = new Set<number>();
  #failed = new Map<number, ViewProblem>();
  #order: number[] = [];
  #frame = 0;
  #settle: ReturnType<typeof setTimeout> | undefined;
  #drawing: PageView | null = null;
  #pumping: Promise<void> | null = null;
  #recovering: Promise<void> | null = null;
  #closed = false;

  constructor(scroller: HTMLElement, doc: ViewDocument, hooks: StackHooks) {
    this.scroller = scroller;
    this.#doc = doc;
    this.#hooks = hooks;
    this.#content = document.createElement('div');
    this.#content.className = 'qp-pdf-content';
    this.#sizes = [];
    scroller.replaceChildren(this.#content);
    scroller.addEventListener('scroll', this.#onScroll, { passive: true });
  }

  /** Takes the first page's size for all, then the page at hand's for itself. */
  async open(page: number): Promise<void> {
    const first = await this.#doc.page(0).catch(() => null);
    const guess = first ? this.#sizeOf(first) : { width: 794, height: 1123 };
    this.#sizes = Array.from({ length: this.#doc.pageCount }, () => guess);
    if (first) this.#known.add(0);
    if (page > 0) await this.load(page).catch(() => null);
  }

  /** Sizes at zoom 1; guesses for pages nobody has looked at. */
  get naturalSizes(): readonly PageSize[] {
    return this.#sizes;
  }

  /** Settles when nothing is being drawn. */
  async idle(): Promise<void> {
    while (this.#pumping) await this.#pumping;
  }

  /** Lays out anew, keeping `keep` (by default what is at the top of the view) where it is on screen; `null`: the very top. */
  arrange(keep: Place | null = this.place(), viewOffset = 0): void {
    this.layout = layOut(
      this.#sizes.map(({ width, height }) => ({ width: snap(width * this.zoom), height: snap(height * this.zoom) })),
    );
    this.#content.style.width = `${Math.max(this.layout.width + 2 * PAGE_GAP, this.scroller.clientWidth)}px`;
    this.#content.style.height = `${this.layout.height}px`;
    for (const view of this.views.values()) this.#place(view);
    this.scroller.scrollTop = keep ? offsetOf(this.layout, keep) - viewOffset : 0;
    this.update();
  }

  place(): Place {
    return placeAt(this.layout, this.scroller.scrollTop);
  }

  setZoom(zoom: number, point?: { x: number; y: number }): void {
    const { scroller } = this;
    const { x, y } = point ?? { x: scroller.clientWidth / 2, y: 0 };
    const keep = placeAt(this.layout, scroller.scrollTop + y);
    const before = this.layout.sizes[keep.page]?.width;
    if (before === undefined) return;
    if (Math.abs(zoom - this.zoom) < 1e-4) {
      this.arrange();
      return;
    }
    const share = (scroller.scrollLeft + x - this.#left(keep.page)) / before;
    this.zoom = zoom;
    this.arrange(keep, y);
    scroller.scrollLeft = this.#left(keep.page) + share * this.layout.sizes[keep.page]!.width - x;
    this.#settleFirst();
  }

  setTurn(turn: Rotation): void {
    const keep = this.place();
    const sideways = (turn - this.turn) % 180 !== 0;
    this.turn = turn;
    if (sideways) this.#sizes = this.#sizes.map(({ width, height }) => ({ width: height, height: width }));
    for (const view of this.views.values()) view.dropText();
    this.arrange(keep);
  }

  /** `extra` pixels further down than the place. */
  scrollToPlace(place: Place, extra = 0): void {
    this.scroller.scrollTop = offsetOf(this.layout, place) + extra;
    this.update();
  }

  /** Brings a box of a page into view; nothing moves when all of it is visible already. */
  reveal(page: number, box: Box): void {
    const left = this.#left(page) + box.left;
    const top = this.layout.tops[page]! + box.top;
    scrollInto(this.scroller, { left, top, right: left + box.right - box.left, bottom: top + box.bottom - box.top });
    this.update();
  }

  /** The page, its size learnt on the way. */
  async load(index: number): Promise<ViewPage> {
    await this.#recovering;
    const page = await this.#doc.page(index);
    if (!this.#known.has(index) && !this.#closed) {
      this.#known.add(index);
      const size = this.#sizeOf(page);
      const guess = this.#sizes[index]!;
      this.#sizes[index] = size;
      if (
        Math.abs(size.width - guess.width) + Math.abs(size.height - guess.height) > 0.5 &&
        this.layout.tops.length > 0
      ) {
        this.arrange();
      }
    }
    return page;
  }

  update(): void {
    if (this.#frame || this.#closed) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#refresh();
    });
  }

  resolution(): Resolution {
    return { scale: unitOf(this.#doc) * this.zoom * (globalThis.devicePixelRatio || 1), turn: this.turn };
  }

  close(): void {
    this.#closed = true;
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#settle);
    this.scroller.removeEventListener('scroll', this.#onScroll);
    for (const view of this.views.values()) view.release();
    this.views.clear();
    this.#content.remove();
  }

  #onScroll = () => this.update();

  #sizeOf(page: ViewPage): PageSize {
    const { width, height } = page.map(unitOf(this.#doc), this.turn);
    return { width, height };
  }

  #left(page: number): number {
    const room = Math.max(this.layout.width + 2 * PAGE_GAP, this.scroller.clientWidth);
    return snap((room - this.layout.sizes[page]!.width) / 2);
  }

  #place(view: PageView): void {
    const { width, height } = this.layout.sizes[view.index]!;
    view.place(this.#left(view.index), this.layout.tops[view.index]!, width, height, unitOf(this.#doc) * this.zoom);
  }

  /** While someone turns the wheel the old drawing is stretched; the new one comes when they pause. */
  #settleFirst(): void {
    clearTimeout(this.#settle);
    this.#drawing?.cancel();
    this.#settle = setTimeout(() => {
      this.#settle = undefined;
      this.#pump();
    }, SETTLE_MS);
  }

  #refresh(): void {
    const { scrollTop, clientHeight } = this.scroller;
    this.#order = drawOrder(this.layout, scrollTop, clientHeight, AHEAD);
    const wanted = new Set(this.#order);
    for (const [index, view] of this.views) {
      if (wanted.has(index)) continue;
      view.release();
      this.views.delete(index);
    }
    for (const index of this.#order) if (!this.views.has(index)) this.#add(index);
    this.#hooks.onMoved();
    this.#pump();
  }

  #add(index: number): void {
    const view = new PageView(index, this.#hooks.label(index));
    this.views.set(index, view);
    this.#place(view);
    this.#content.append(view.element);
    const failed = this.#failed.get(index);
    if (failed) view.fail(failed);
    else this.#attach(view);
  }

  #attach(view: PageView): void {
    this.load(view.index).then(
      (page) => {
        if (this.views.get(view.index) !== view) return;
        view.page = page;
        this.#pump();
      },
      (error) => this.fail(view.index, error),
    );
  }

  /** A page that cannot be drawn is not tried again; one that got stuck makes the file be opened anew. */
  fail(index: number, error: unknown): void {
    if (this.#closed) return;
    const problem = error instanceof ViewProblem ? error : new ViewProblem('page-damaged', { cause: error });
    this.#failed.set(index, problem);
    this.views.get(index)?.fail(problem);
    if (problem.code === 'page-stuck') this.#recover();
  }

  failed(index: number): boolean {
    return this.#failed.has(index);
  }

  /** Ends the hung workers and opens the file again; the page that hung stays marked. */
  #recover(): void {
    this.#recovering ??= this.#doc
      .recover()
      .catch(() => {})
      .finally(() => {
        this.#recovering = null;
        for (const view of this.views.values()) {
          if (view.problem) continue;
          view.page = null;
          this.#attach(view);
        }
      });
  }

  #pump(): void {
    this.#pumping ??= this.#work().finally(() => {
      this.#pumping = null;
    });
  }

  /** One thing at a time: drawings first, then the text layers, until nothing is wanted any more. */
  async #work(): Promise<void> {
    while (!this.#closed && this.#settle === undefined && !this.#recovering) {
      const resolution = this.resolution();
      const views = this.#order.map((index) => this.views.get(index)).filter((view) => view !== undefined);
      const drawing = views.find((view) => view.needs(resolution));
      const texting = views.find((view) => view.drawn && !view.hasText);
      const view = drawing ?? texting;
      if (!view) return;
      if (drawing) await this.#draw(view, resolution);
      else await view.drawText(this.turn, unitOf(this.#doc) * this.zoom);
      if (!this.#closed && view.drawn) this.#hooks.onPage(view);
    }
  }

  async #draw(view: PageView, resolution: Resolution): Promise<void> {
    this.#drawing = view;
    try {
      await view.draw(resolution);
    } catch (error) {
      if (error instanceof ViewProblem) this.fail(view.index, error);
    } finally {
      this.#drawing = null;
    }
  }
}
