import { unitOf, type ViewDocument } from './document.ts';
import { type Mark, markAt } from './marks.ts';
import type { PageStack } from './pageStack.ts';
import type { PageView } from './pageView.ts';

/** The evidence drawn over the pages of one viewer. */
export class MarkLayer {
  #doc: ViewDocument;
  #stack: PageStack;
  #marks: readonly Mark[] = [];

  constructor(doc: ViewDocument, stack: PageStack) {
    this.#doc = doc;
    this.#stack = stack;
  }

  set(marks: readonly Mark[]): void {
    this.#marks = marks;
    this.paintAll();
  }

  paintAll(): void {
    for (const view of this.#stack.views.values()) this.paint(view);
  }

  paint(view: PageView): void {
    view.showMarks(this.#on(view), this.#stack.turn);
  }

  /** The mark the pointer is over. */
  under(event: MouseEvent): Mark | null {
    const element = event.target instanceof Element ? event.target.closest<HTMLElement>('.qp-pdf-page') : null;
    const view = element && this.#stack.views.get(Number(element.dataset.page) - 1);
    if (!view?.page) return null;
    const origin = view.element.getBoundingClientRect();
    const map = view.page.map(unitOf(this.#doc) * this.#stack.zoom, this.#stack.turn);
    return markAt(this.#on(view), map, event.clientX - origin.left, event.clientY - origin.top);
  }

  #on({ index }: PageView): Mark[] {
    return this.#marks.filter((mark) => mark.pageIndex === index);
  }
}
