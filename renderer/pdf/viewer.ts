import type { PdfRect } from '#shared/domain/review.ts';
import {
  type Capture,
  type CaptureSource,
  captureFound,
  capturePage,
  captureRegion,
  captureSelection,
  locateQuote,
  pageLabel,
} from './capture.ts';
import { type Crop, cropPage } from './crop.ts';
import { unitOf, type ViewDocument } from './document.ts';
import { FindController, type FindStart, type FindState } from './findController.ts';
import { type Rotation, toBox, toRotation, union } from './geometry.ts';
import { HandTool } from './handTool.ts';
import { clampScale, currentPage, fitScale, type Place, screenStep, stepScale, type ZoomMode } from './layout.ts';
import { MarkLayer } from './markLayer.ts';
import type { Mark } from './marks.ts';
import { listen } from './mouse.ts';
import { PageStack } from './pageStack.ts';
import type { PageView } from './pageView.ts';
import type { Quote } from './quote.ts';
import { RegionTool } from './regionTool.ts';
import { paintThumbnail } from './thumbnail.ts';
import { readablePages, ViewedMeter, type ViewedPage } from './viewedMeter.ts';

export interface ViewerState {
  page: number;
  pageCount: number;
  label: string;
  zoom: number;
  mode: ZoomMode;
  turn: Rotation;
}

/** Where the reader is in a file, to come back to. */
export interface ViewPosition {
  place: Place;
  mode: ZoomMode;
  zoom: number;
  turn: Rotation;
}

export interface ViewerEvents {
  onState(state: ViewerState): void;
  onSelection(selected: boolean): void;
  onMark(id: string): void;
  /** A rectangle was drawn with the mouse. */
  onRegion(): void;
  onFind(state: FindState | null): void;
  onViewed(pages: ViewedPage[]): void;
  /** Pages that count as being read in another viewer of the same file, so that they do not count twice. */
  readElsewhere?(): readonly number[];
  /** The first page is on screen. */
  onFirstPage(): void;
}

/**
 * The viewer of one open document inside one scroll area. Framework-free: positions go in and out in document units, what
 * happens goes up through `events`. It neither opens nor closes the document.
 */
export class Viewer {
  #doc: ViewDocument;
  #events: ViewerEvents;
  #stack: PageStack;
  #find: FindController;
  #region: RegionTool;
  #hand: HandTool;
  #meter: ViewedMeter;
  #marks: MarkLayer;
  #labels: string[] | null = null;
  #mode: ZoomMode = 'width';
  #resize: ResizeObserver;
  #told = '';
  #firstShown = false;
  #closed = new AbortController();

  constructor(scroller: HTMLElement, doc: ViewDocument, events: ViewerEvents) {
    this.#doc = doc;
    this.#events = events;
    this.#stack = new PageStack(scroller, doc, {
      onMoved: () => this.#onMoved(),
      onPage: (view) => this.#onPage(view),
      label: (index) => `第 ${index + 1} 页`,
    });
    this.#marks = new MarkLayer(doc, this.#stack);
    this.#find = new FindController({
      pageCount: doc.pageCount,
      currentPage: () => this.currentPage(),
      text: async (page) => (await this.#stack.load(page)).text(),
      views: () => this.#stack.views.values(),
      reveal: (page, rects) => void this.reveal(page, rects),
      onChange: (state) => events.onFind(state),
    });
    this.#region = new RegionTool(this.#stack, () => events.onRegion());
    this.#meter = new ViewedMeter(
      () => {
        const elsewhere = events.readElsewhere?.() ?? [];
        return this.readable().filter((page) => !elsewhere.includes(page));
      },
      (pages) => events.onViewed(pages),
    );
    this.#hand = new HandTool(scroller, this.#closed.signal, (direction) => this.turnPage(direction));
    this.#resize = new ResizeObserver(() => this.#onResize());
    listen(scroller, this.#closed.signal, {
      markUnder: (event) => this.#marks.under(event),
      onMark: (mark) => events.onMark(mark.id),
      onSelection: (selected) => events.onSelection(selected),
      onZoom: (factor, point) => this.setZoom(this.#stack.zoom * factor, point),
    });
  }

  async open(position: ViewPosition | null): Promise<void> {
    const stack = this.#stack;
    if (position) {
      this.#mode = position.mode;
      stack.turn = position.turn;
    }
    await stack.open(position?.place.page ?? 0);
    if (this.#closed.signal.aborted) return;
    stack.zoom = this.#mode === 'fixed' ? (position?.zoom ?? 1) : this.#fit();
    stack.arrange(position?.place ?? null);
    this.#resize.observe(stack.scroller);
  }

  close(): void {
    this.#closed.abort();
    this.#meter.stop();
    this.#resize.disconnect();
    this.#find.clear();
    this.#region.stop();
    this.#stack.close();
  }

  position(): ViewPosition {
    return { place: this.#stack.place(), mode: this.#mode, zoom: this.#stack.zoom, turn: this.#stack.turn };
  }

  currentPage(): number {
    const { layout, scroller } = this.#stack;
    return currentPage(layout, scroller.scrollTop, scroller.clientHeight);
  }

  /** Pages that can be read on screen now. */
  readable(): number[] {
    const { layout, scroller, zoom, views } = this.#stack;
    const drawn = [...views.values()].filter((view) => view.drawn).map((view) => view.index);
    const size = { zoom, picture: this.#doc.kind === 'image' };
    return readablePages(layout, scroller.scrollTop, scroller.clientHeight, size, drawn);
  }

  goToPage(page: number): void {
    const index = Math.max(0, Math.min(this.#doc.pageCount - 1, page));
    this.#stack.scrollToPlace({ page: index, share: 0 }, -6);
  }

  goToEnd(): void {
    const { scroller, layout } = this.#stack;
    scroller.scrollTop = layout.height;
  }

  turnPage(direction: 1 | -1): void {
    const { scroller, layout } = this.#stack;
    scroller.scrollTop = screenStep(layout, scroller.scrollTop, scroller.clientHeight, direction);
  }

  /** Brings rectangles of a page into view; without any, the page's top. */
  async reveal(page: number, rects: readonly PdfRect[]): Promise<void> {
    const target = await this.#stack.load(page).catch(() => null);
    if (this.#closed.signal.aborted) return;
    if (!target || rects.length === 0) {
      this.goToPage(page);
      return;
    }
    const map = target.map(unitOf(this.#doc) * this.#stack.zoom, this.#stack.turn);
    this.#stack.reveal(page, union(rects.map((rect) => toBox(map, rect))));
  }

  setMode(mode: 'width' | 'page'): void {
    this.#mode = mode;
    this.#stack.setZoom(this.#fit());
  }

  setZoom(zoom: number, point?: { x: number; y: number }): void {
    this.#mode = 'fixed';
    this.#stack.setZoom(clampScale(zoom), point);
  }

  zoomBy(direction: 1 | -1): void {
    this.setZoom(stepScale(this.#stack.zoom, direction));
  }

  rotate(by: 90 | -90): void {
    this.#stack.setTurn(toRotation(this.#stack.turn + by));
    if (this.#mode !== 'fixed') this.#stack.setZoom(this.#fit());
    this.#marks.paintAll();
  }

  setMarks(marks: readonly Mark[]): void {
    this.#marks.set(marks);
  }

  search(query: string, start?: FindStart): void {
    void this.#find.search(query, start);
  }

  findNext(direction: 1 | -1): void {
    void this.#find.step(direction);
  }

  clearFind(): void {
    this.#find.clear();
  }

  /** Dragging moves the pages instead of selecting. */
  setHand(on: boolean): void {
    this.#hand.set(on);
  }

  startRegion(): void {
    document.getSelection()?.removeAllRanges();
    this.#region.start(this.currentPage());
  }

  nudgeRegion(dx: number, dy: number, size: boolean): void {
    this.#region.nudge(dx, dy, size);
  }

  stopRegion(): void {
    this.#region.stop();
  }

  /** What is marked now: the drawn frame, else the selection, else the text found; empty when nothing is. Or the whole page. */
  async captures(wholePage = false): Promise<Capture[]> {
    if (wholePage) return [await capturePage(this.#source(), this.currentPage())];
    const region = this.#region.region();
    if (region) return [await captureRegion(this.#source(), region)];
    const selected = await captureSelection(this.#source());
    if (selected.length > 0) return selected;
    const found = this.#find.current();
    return found ? [await captureFound(this.#source(), found)] : [];
  }

  locate(pageIndex: number, quote: Quote): Promise<{ page: number; rects: PdfRect[] } | null> {
    return locateQuote(this.#source(), pageIndex, quote);
  }

  async crop(pageIndex: number, rects: readonly PdfRect[]): Promise<Crop> {
    const page = await this.#stack.load(pageIndex);
    return cropPage(page, rects, this.#stack.turn, this.#doc.kind, this.#stack.resolution().scale);
  }

  thumbnail(index: number, canvas: HTMLCanvasElement, signal: AbortSignal): Promise<void> {
    return paintThumbnail(this.#stack, index, canvas, AbortSignal.any([signal, this.#closed.signal]));
  }

  #source(): CaptureSource {
    return { doc: this.#doc, stack: this.#stack, labels: this.#labels };
  }

  #fit(): number {
    const { scroller, naturalSizes } = this.#stack;
    const size = naturalSizes[this.currentPage()] ?? { width: 794, height: 1123 };
    return fitScale(this.#mode === 'page' ? 'page' : 'width', size, {
      width: scroller.clientWidth,
      height: scroller.clientHeight,
    });
  }

  #onMoved(): void {
    this.#region.show();
    const page = this.currentPage();
    const state: ViewerState = {
      page,
      pageCount: this.#doc.pageCount,
      label: pageLabel(this.#labels, page),
      zoom: this.#stack.zoom,
      mode: this.#mode,
      turn: this.#stack.turn,
    };
    const told = JSON.stringify(state);
    if (told === this.#told) return;
    this.#told = told;
    this.#events.onState(state);
  }

  #onPage(view: PageView): void {
    this.#marks.paint(view);
    if (view.text) this.#find.colour();
    if (this.#firstShown) return;
    this.#firstShown = true;
    this.#events.onFirstPage();
    void this.#doc.labels().then((labels) => {
      this.#labels = labels;
      this.#stack.update();
    });
  }

  #onResize(): void {
    if (this.#mode === 'fixed') this.#stack.arrange();
    else this.#stack.setZoom(this.#fit());
  }
}
