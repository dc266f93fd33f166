import type { ByteReader, ViewDocument } from './document.ts';
import { openPdf } from './pdfDocument.ts';
import { ViewProblem } from './problems.ts';
import type { ReadPage } from './searchFiles.ts';
import { endWorkers, textWorkers, type Workers } from './workers.ts';

/** Characters of page text kept for the next search, in all files together. */
const KEPT_CHARACTERS = 8_000_000;

/** A password typed for the file before, and what ends the reading. */
interface ReadOptions {
  password?: string;
  signal: AbortSignal;
}

interface Known {
  pageCount: number;
  texts: string[];
}

/**
 * Page texts of files nobody has to be looking at. Reads them with a worker of its own, so that a search neither slows the pages
 * on screen nor takes them along when a file hangs. Texts read once are kept until `close`.
 */
export class FileTexts {
  #workers: Workers | null = null;
  #known = new Map<string, Known>();
  #kept = 0;

  /** Texts of a PDF's pages in order. Throws `ViewProblem`. */
  async *pages(id: string, source: ByteReader, options: ReadOptions): AsyncGenerator<ReadPage> {
    const { signal } = options;
    const known = this.#known.get(id);
    if (known) {
      const { pageCount, texts } = known;
      for (const [page, text] of texts.entries()) yield { page, pageCount, text };
      if (texts.length === pageCount) return;
    }
    const document = await openPdf(source, { ...options, workers: this.#warm() });
    try {
      const { pageCount } = document;
      const from = known?.texts.length ?? 0;
      for (let page = from; page < pageCount; page++) {
        signal.throwIfAborted();
        const text = await this.#read(document, page);
        this.#keep(id, pageCount, page, text);
        yield { page, pageCount, text };
      }
    } finally {
      void document.close();
    }
  }

  /** Ends the worker and forgets the texts. */
  close(): void {
    if (this.#workers) endWorkers(this.#workers);
    this.#workers = null;
    this.#known.clear();
    this.#kept = 0;
  }

  #warm(): Workers {
    if (!this.#workers || this.#workers.dead) this.#workers = textWorkers();
    return this.#workers;
  }

  /** A page that cannot be read counts as empty; one that hangs ends the file. */
  async #read(document: ViewDocument, index: number): Promise<string> {
    const page = await document.page(index).catch((error) => {
      if (error instanceof ViewProblem && error.code === 'page-damaged') return null;
      throw new ViewProblem('stuck', { cause: error });
    });
    if (!page) return '';
    try {
      return (await page.text()).text;
    } finally {
      page.release();
    }
  }

  #keep(id: string, pageCount: number, page: number, text: string): void {
    const known = this.#known.get(id) ?? { pageCount, texts: [] };
    if (known.texts.length !== page || this.#kept + text.length > KEPT_CHARACTERS) return;
    known.texts.push(text);
    this.#kept += text.length;
    this.#known.set(id, known);
  }
}
