import type { Drawing, TextLayerHandle, ViewPage } from './document.ts';
import type { PageMap, Rotation } from './geometry.ts';
import { MAX_CANVAS_PIXELS } from './limits.ts';
import { drawMarks, type Mark } from './marks.ts';
import { NOTICES, ViewProblem } from './problems.ts';

/** What a drawing was made for; another one is needed when any of it changes. */
export interface Resolution {
  /** Device pixels per point. */
  scale: number;
  turn: Rotation;
}

const WAIT_MS = 300;

/** The DOM of one page near the view: canvas, marks, selectable text, and a line that says what is wrong with it. */
export class PageView {
  readonly index: number;
  readonly element: HTMLElement;
  page: ViewPage | null = null;
  text: TextLayerHandle | null = null;
  problem: ViewProblem | null = null;
  #canvas: HTMLCanvasElement | null = null;
  #marks: HTMLElement;
  #textLayer: HTMLElement | null = null;
  #note: HTMLElement;
  #drawing: Drawing | null = null;
  #drawn: Resolution | null = null;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(index: number, label: string) {
    this.index = index;
    this.element = block('qp-pdf-page');
    this.element.dataset.page = String(index + 1);
    this.element.setAttribute('role', 'region');
    this.element.setAttribute('aria-label', label);
    this.#marks = block('qp-pdf-marks');
    this.#note = block('qp-pdf-note');
    this.#note.hidden = true;
    this.element.append(this.#marks, this.#note);
    this.#waiting = setTimeout(() => this.#say('正在显示…'), WAIT_MS);
  }

  place(left: number, top: number, width: number, height: number, scale: number): void {
    const { style } = this.element;
    style.transform = `translate(${left}px, ${top}px)`;
    style.width = `${width}px`;
    style.height = `${height}px`;
    style.setProperty('--qp-scale', String(scale));
  }

  get drawn(): boolean {
    return this.#drawn !== null;
  }

  get canvas(): HTMLCanvasElement | null {
    return this.#drawn ? this.#canvas : null;
  }

  needs(wanted: Resolution): boolean {
    if (this.problem || !this.page) return false;
    return this.#drawn?.turn !== wanted.turn || Math.abs(this.#drawn.scale - wanted.scale) > 0.001;
  }

  /** Draws beside the canvas on show and swaps when done, so that zooming never flashes white. */
  async draw(wanted: Resolution): Promise<void> {
    const { page } = this;
    if (!page) return;
    this.cancel();
    const canvas = sized(page.map(wanted.scale, wanted.turn));
    const turned = this.#drawn !== null && this.#drawn.turn !== wanted.turn;
    if (turned) this.#show(null);
    const drawing = page.draw(canvas, wanted.turn);
    this.#drawing = drawing;
    try {
      await drawing.done;
    } catch (error) {
      free(canvas);
      if (error instanceof ViewProblem) this.fail(error);
      throw error;
    } finally {
      if (this.#drawing === drawing) this.#drawing = null;
    }
    this.#show(canvas);
    this.#drawn = wanted;
    const notice = page.notices()[0];
    this.#say(notice ? NOTICES[notice] : null);
  }

  async drawText(turn: Rotation, scale: number): Promise<void> {
    if (!this.page || this.#textLayer) return;
    const layer = block('textLayer');
    this.#textLayer = layer;
    const text = await this.page.textLayer(layer, turn, scale).catch(() => null);
    if (this.#textLayer !== layer) return;
    this.text = text;
    if (text) this.element.insertBefore(layer, this.#note);
  }

  get hasText(): boolean {
    return this.#textLayer !== null;
  }

  dropText(): void {
    this.#textLayer?.remove();
    this.#textLayer = null;
    this.text = null;
  }

  showMarks(marks: readonly Mark[], turn: Rotation): void {
    if (this.page) drawMarks(this.#marks, marks, this.page.map(1, turn));
  }

  fail(problem: ViewProblem): void {
    this.problem = problem;
    this.#show(null);
    this.#drawn = null;
    this.#say(problem.message, true);
  }

  cancel(): void {
    this.#drawing?.cancel();
    this.#drawing = null;
  }

  /** Takes the page off the screen and frees its memory. */
  release(): void {
    this.cancel();
    clearTimeout(this.#waiting);
    this.dropText();
    this.#show(null);
    this.page?.release();
    this.page = null;
    this.element.remove();
  }

  #show(canvas: HTMLCanvasElement | null): void {
    const before = this.#canvas;
    this.#canvas = canvas;
    if (canvas) this.element.prepend(canvas);
    before?.remove();
    if (before) free(before);
  }

  #say(text: string | null, failed = false): void {
    clearTimeout(this.#waiting);
    this.#note.hidden = text === null;
    this.#note.textContent = text;
    this.#note.classList.toggle('qp-pdf-note-failed', failed);
  }
}

function block(className: string): HTMLElement {
  const element = document.createElement('div');
  element.className = className;
  return element;
}

/** A canvas for a page of this many device pixels, coarser when it would grow beyond what memory allows. */
function sized(map: PageMap): HTMLCanvasElement {
  const shrink = Math.min(1, Math.sqrt(MAX_CANVAS_PIXELS / (map.width * map.height)));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(map.width * shrink));
  canvas.height = Math.max(1, Math.round(map.height * shrink));
  canvas.setAttribute('role', 'presentation');
  return canvas;
}

/** Chromium keeps a canvas's memory until its size is zero. */
export function free(canvas: HTMLCanvasElement): void {
  canvas.width = 0;
  canvas.height = 0;
}
