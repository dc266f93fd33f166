import type { PdfRect } from '#shared/domain/review.ts';
import { findAll, fold, type Span } from './fold.ts';
import { type PageText, partsOf, rectsOf } from './pageText.ts';
import type { PageView } from './pageView.ts';

export interface FindState {
  query: string;
  /** Matches so far. */
  total: number;
  /** 1 for the first match of the file, 0 for none. */
  current: number;
  /** Pages looked through. */
  searched: number;
  pages: number;
  /** No page looked through has any text: a scan. */
  noText: boolean;
}

export interface FindHost {
  readonly pageCount: number;
  currentPage(): number;
  text(page: number): Promise<PageText>;
  views(): Iterable<PageView>;
  reveal(page: number, rects: readonly PdfRect[]): void;
  onChange(state: FindState | null): void;
}

interface Match {
  page: number;
  span: Span;
}

/** A match to begin with: the `index`th of its page. */
export interface FindStart {
  page: number;
  index: number;
}

const ALL = 'qp-find';
const CURRENT = 'qp-find-current';

/** Finds text in the open file, from the page on screen onwards, and colours what is found. */
export class FindController {
  #host: FindHost;
  #query = '';
  #run = 0;
  #matches = new Map<number, Span[]>();
  #searched = 0;
  #anyText = false;
  #current: { page: number; index: number } | null = null;
  #painted = new Map<string, Range[]>();

  constructor(host: FindHost) {
    this.#host = host;
  }

  /** Begins at the page on screen, or where `start` says. */
  async search(query: string, start?: FindStart): Promise<void> {
    const run = this.#start(query);
    if (fold(query).text === '') return this.#tell();
    const { pageCount } = this.#host;
    const first = start?.page ?? this.#host.currentPage();
    for (let step = 0; step < pageCount; step++) {
      const page = (first + step) % pageCount;
      const { text } = await this.#host.text(page);
      if (run !== this.#run) return;
      this.#searched += 1;
      this.#anyText ||= text.trim() !== '';
      const spans = findAll(text, query);
      if (spans.length > 0) this.#matches.set(page, spans);
      const begin = page === start?.page ? Math.min(start.index, spans.length - 1) : 0;
      if (spans.length > 0 && !this.#current) await this.#go(page, begin);
      if (run !== this.#run) return;
      if (spans.length > 0 || step % 10 === 9 || step === pageCount - 1) this.#tell();
    }
  }

  /** To the next (+1) or previous (-1) match, around the ends. */
  async step(direction: 1 | -1): Promise<void> {
    if (!this.#current) return;
    const { page, index } = this.#current;
    const here = this.#matches.get(page)!;
    if (index + direction >= 0 && index + direction < here.length) return this.#go(page, index + direction);
    const pages = [...this.#matches.keys()].toSorted((a, b) => a - b);
    const at = (pages.indexOf(page) + direction + pages.length) % pages.length;
    const target = pages[at]!;
    return this.#go(target, direction > 0 ? 0 : this.#matches.get(target)!.length - 1);
  }

  current(): Match | null {
    const span = this.#current && this.#matches.get(this.#current.page)?.[this.#current.index];
    return this.#current && span ? { page: this.#current.page, span } : null;
  }

  clear(): void {
    this.#start('');
    this.#host.onChange(null);
  }

  /** Colours what is on screen; called when a text layer appears. */
  colour(): void {
    const all: Range[] = [];
    const strong: Range[] = [];
    for (const view of this.#host.views()) {
      for (const [index, span] of (this.#matches.get(view.index) ?? []).entries()) {
        const isCurrent = this.#current?.page === view.index && this.#current.index === index;
        (isCurrent ? strong : all).push(...rangesOf(view, span));
      }
    }
    this.#paint(ALL, all);
    this.#paint(CURRENT, strong);
  }

  /**
   * Custom highlights colour text without touching the elements that selecting relies on. They belong to the whole window, so each
   * finder takes away only what it put there.
   */
  #paint(name: string, ranges: Range[]): void {
    const highlight = CSS.highlights.get(name) ?? new Highlight();
    for (const range of this.#painted.get(name) ?? []) highlight.delete(range);
    for (const range of ranges) highlight.add(range);
    this.#painted.set(name, ranges);
    CSS.highlights.set(name, highlight);
  }

  #start(query: string): number {
    this.#query = query;
    this.#run += 1;
    this.#matches.clear();
    this.#searched = 0;
    this.#anyText = false;
    this.#current = null;
    this.colour();
    return this.#run;
  }

  async #go(page: number, index: number): Promise<void> {
    this.#current = { page, index };
    const run = this.#run;
    const text = await this.#host.text(page);
    if (run !== this.#run) return;
    this.#host.reveal(page, rectsOf(text, this.#matches.get(page)![index]!));
    this.#tell();
  }

  #tell(): void {
    let total = 0;
    let before = 0;
    for (const [page, spans] of this.#matches) {
      total += spans.length;
      if (this.#current && page < this.#current.page) before += spans.length;
    }
    this.colour();
    this.#host.onChange({
      query: this.#query,
      total,
      current: this.#current ? before + this.#current.index + 1 : 0,
      searched: this.#searched,
      pages: this.#host.pageCount,
      noText: this.#searched === this.#host.pageCount && !this.#anyText,
    });
  }
}

function rangesOf(view: PageView, span: Span): Range[] {
  if (!view.text) return [];
  const { text, elements } = view.text;
  return partsOf(text, span).flatMap(({ run, from, to }) => {
    const node = elements[run]?.firstChild;
    if (!(node instanceof Text) || to > node.length) return [];
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    return [range];
  });
}
