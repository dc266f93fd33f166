import { isComposing } from '../commands/composition.ts';

/** What needs the space bar itself. */
const TAKES_SPACE =
  'input, textarea, select, button, a[href], summary, [contenteditable=true], [role=button], [role=dialog], [role=menu]';
const MIDDLE = 1;
/** Pixels a click may tremble. */
const STILL = 3;

/**
 * Moves the pages with the pointer: while the tool is on, while the space bar is held, and with the middle button always. It selects
 * no text and clicks no mark on the way. The space bar let go without having moved anything turns to the next screen, as in browsers.
 */
export class HandTool {
  #scroller: HTMLElement;
  #on = false;
  #held = false;
  #moved = false;
  /** Where the pointer went down, and where the pages stood then. */
  #from: { x: number; y: number; left: number; top: number } | null = null;

  constructor(scroller: HTMLElement, signal: AbortSignal, onSpace: (direction: 1 | -1) => void) {
    this.#scroller = scroller;
    const capture = { signal, capture: true };
    scroller.addEventListener('pointerdown', (event) => this.#down(event), capture);
    // The pointer's own default is not enough: selecting and the browser's scrolling by the middle button begin here.
    scroller.addEventListener('mousedown', (event) => this.#from && event.preventDefault(), capture);
    scroller.addEventListener('click', (event) => this.#moved && event.stopPropagation(), capture);
    window.addEventListener('pointermove', (event) => this.#move(event), { signal });
    window.addEventListener('pointerup', () => this.#up(), { signal });
    window.addEventListener('pointercancel', () => this.#up(), { signal });
    window.addEventListener('blur', () => this.#hold(false), { signal });
    window.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== ' ' || event.defaultPrevented || event.ctrlKey || event.altKey || isComposing(event)) return;
        if (event.target instanceof Element && event.target.closest(TAKES_SPACE)) return;
        event.preventDefault();
        if (!event.repeat) this.#moved = false;
        this.#hold(true);
      },
      { signal },
    );
    window.addEventListener(
      'keyup',
      (event) => {
        if (event.key !== ' ' || !this.#held) return;
        this.#hold(false);
        if (!this.#moved && scroller.contains(document.activeElement)) onSpace(event.shiftKey ? -1 : 1);
      },
      { signal },
    );
    signal.addEventListener('abort', () => scroller.classList.remove('qp-pdf-hand', 'qp-pdf-moving'));
  }

  set(on: boolean): void {
    this.#on = on;
    this.#show();
  }

  #hold(held: boolean): void {
    this.#held = held;
    this.#show();
  }

  #show(): void {
    this.#scroller.classList.toggle('qp-pdf-hand', this.#on || this.#held);
  }

  #down(event: PointerEvent): void {
    const drawing = this.#scroller.classList.contains('qp-pdf-drawing');
    const takes = event.button === MIDDLE || (event.button === 0 && (this.#held || (this.#on && !drawing)));
    if (!takes) {
      this.#moved = false;
      return;
    }
    event.stopPropagation();
    this.#moved = false;
    const { scrollLeft: left, scrollTop: top } = this.#scroller;
    this.#from = { x: event.clientX, y: event.clientY, left, top };
    this.#scroller.focus({ preventScroll: true });
  }

  #move({ clientX: x, clientY: y }: PointerEvent): void {
    const from = this.#from;
    if (!from || (!this.#moved && Math.hypot(x - from.x, y - from.y) < STILL)) return;
    this.#moved = true;
    this.#scroller.classList.add('qp-pdf-moving');
    this.#scroller.scrollTo(from.left + from.x - x, from.top + from.y - y);
  }

  #up(): void {
    this.#from = null;
    this.#scroller.classList.remove('qp-pdf-moving');
  }
}
