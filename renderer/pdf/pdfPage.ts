import { type PDFPageProxy, RenderingCancelledException, TextLayer } from 'pdfjs-dist';
import type { Drawing, TextLayerHandle, ViewPage } from './document.ts';
import { type Rotation, toRotation } from './geometry.ts';
import { PAGE_LIMIT, TEXT_LIMIT, TimeLimitError, within } from './limits.ts';
import { joinRuns, NO_TEXT, type PageText } from './pageText.ts';
import { type NoticeCode, ViewProblem } from './problems.ts';
import { evenFonts, splitRuns } from './splitRuns.ts';

type Content = Awaited<ReturnType<PDFPageProxy['getTextContent']>>;

/** A page of a PDF. Annotations are drawn as pictures; there is no layer that could act. */
export class PdfPage implements ViewPage {
  #page: PDFPageProxy;
  #content: Promise<Content | null> | null = null;
  #watch: (listener: () => void) => () => void;
  #lost: Promise<never>;
  #incomplete = false;

  /** `watch` reports parts of pages that were left out, see `watchLeftOut`; `lost` rejects when the file can no longer be read. */
  constructor(page: PDFPageProxy, watch: (listener: () => void) => () => void, lost: Promise<never>) {
    this.#page = page;
    this.#watch = watch;
    this.#lost = lost;
  }

  map(scale: number, turn: Rotation) {
    return this.#page.getViewport({ scale, rotation: toRotation(this.#page.rotate + turn) });
  }

  draw(canvas: HTMLCanvasElement, turn: Rotation): Drawing {
    const scale = canvas.width / this.map(1, turn).width;
    return this.#draw(canvas, this.map(scale, turn));
  }

  drawPart(canvas: HTMLCanvasElement, scale: number, turn: Rotation, box: { left: number; top: number }): Drawing {
    const rotation = toRotation(this.#page.rotate + turn);
    return this.#draw(canvas, this.#page.getViewport({ scale, rotation, offsetX: -box.left, offsetY: -box.top }));
  }

  #draw(canvas: HTMLCanvasElement, viewport: ReturnType<PDFPageProxy['getViewport']>): Drawing {
    const stopWatching = this.#watch(() => {
      this.#incomplete = true;
    });
    const task = this.#page.render({ canvas, viewport });
    const lost = this.#lost.catch((cause) => {
      throw new ViewProblem('unreadable', { cause });
    });
    const done = within(Promise.race([task.promise, lost]), PAGE_LIMIT, 'draw')
      .catch((error) => {
        if (error instanceof RenderingCancelledException) throw new DOMException('cancelled', 'AbortError');
        task.cancel();
        if (error instanceof ViewProblem) throw error;
        throw new ViewProblem(error instanceof TimeLimitError ? 'page-stuck' : 'page-damaged', { cause: error });
      })
      .finally(stopWatching);
    return { done, cancel: () => task.cancel() };
  }

  async text(): Promise<PageText> {
    const content = await this.#read();
    return content ? joinRuns(runsOf(content)) : NO_TEXT;
  }

  async textLayer(container: HTMLElement, turn: Rotation, scale: number): Promise<TextLayerHandle | null> {
    const content = await this.#read();
    if (!content || content.items.length === 0) return null;
    container.style.setProperty('--qp-user-unit', String(this.#page.userUnit ?? 1));
    // pdf.js measures the runs in this language; in the page's own, `sans-serif` is another font and every run a little too wide.
    container.lang = content.lang ?? '';
    const layer = new TextLayer({ textContentSource: content, container, viewport: this.map(scale, turn) });
    await layer.render();
    const end = document.createElement('div');
    end.className = 'endOfContent';
    container.append(end);
    return { text: joinRuns(runsOf(content)), elements: layer.textDivs };
  }

  notices(): NoticeCode[] {
    return this.#incomplete ? ['incomplete'] : [];
  }

  release(): void {
    this.#content = null;
    this.#page.cleanup();
  }

  /** Text as the file has it; pdf.js's normalising is switched off because it changes names. */
  #read(): Promise<Content | null> {
    this.#content ??= within(
      Promise.race([this.#page.getTextContent({ disableNormalization: true }), this.#lost]),
      TEXT_LIMIT,
      'text',
    ).then(measured, () => null);
    return this.#content;
  }
}

/** The runs cut and the fonts named so that the selectable text stands as the page's own does. */
function measured(content: Content): Content {
  const isVertical = (font: string) => content.styles[font]?.vertical ?? false;
  const runs = runsOf(content);
  const styles = { ...content.styles };
  for (const font of evenFonts(runs)) styles[font] = { ...styles[font]!, fontFamily: 'monospace' };
  return { ...content, styles, items: splitRuns(runs, isVertical) };
}

// Marked content is not asked for.
function runsOf(content: Content) {
  return content.items.filter((item) => 'str' in item);
}
