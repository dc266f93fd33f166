import type { ByteReader, ViewDocument } from './document.ts';
import type { openFile } from './open.ts';
import { free } from './pageView.ts';
import { readWhole } from './readWhole.ts';
import { shownAs } from './shownAs.ts';

/** Bytes read of a file nobody looks at yet; reads beyond wait until somebody does. */
export const AHEAD_BYTES = 12 * 1024 * 1024;
/** Pixels: drawing at any size reads and decodes everything of the page. */
const TRIAL_WIDTH = 64;

export type Open = typeof openFile;

interface Held {
  id: string;
  /** Theirs who ask: `null` when it could not be opened. Pictures are decoded only then. */
  document: () => Promise<ViewDocument | null>;
  lift: () => void;
  drop: () => void;
}

/**
 * One file opened before anybody looks at it: a PDF's document is open and its first page was drawn once, a picture's bytes are
 * there, so that showing it reads nothing more. Knows no viewer: what it does counts neither as opened nor as viewed. What it holds
 * is bounded by `AHEAD_BYTES` and one page. A file that cannot be opened is silently left: whoever opens it for real is told why.
 */
export class FileAhead {
  #open: Open;
  #held: Held | null = null;

  constructor(open: Open) {
    this.#open = open;
  }

  /** Opens this file ahead, instead of the one before. */
  prepare(id: string, source: ByteReader, extension: string): void {
    if (this.#held?.id === id) return;
    this.drop();
    const kind = shownAs(extension);
    if (kind === 'pdf') this.#held = this.#preparePdf(id, source, extension);
    if (kind === 'image' && source.bytes <= AHEAD_BYTES) this.#held = this.#preparePicture(id, source, extension);
  }

  /** The file's document where it was opened ahead, for whoever shows it: theirs to close from now on. */
  take(id: string): Promise<ViewDocument | null> | null {
    const held = this.#held;
    if (held?.id !== id) return null;
    this.#held = null;
    held.lift();
    return held.document();
  }

  drop(): void {
    this.#held?.drop();
    this.#held = null;
  }

  #preparePdf(id: string, source: ByteReader, extension: string): Held {
    const [gone, trial] = [new AbortController(), new AbortController()];
    const budget = withBudget(source, () => trial.abort());
    const opened = this.#open(budget.reader, extension, { signal: gone.signal }).catch(() => null);
    void opened.then((document) => document && drawOnce(document, trial.signal));
    return {
      id,
      document: () => opened,
      lift() {
        trial.abort();
        budget.lift();
      },
      drop() {
        trial.abort();
        gone.abort();
        void opened.then((document) => document?.close());
      },
    };
  }

  #preparePicture(id: string, source: ByteReader, extension: string): Held {
    const read = readWhole(source, 0, source.bytes).catch(() => null);
    const document = async () => {
      const bytes = await read;
      if (!bytes) return null;
      const reader: ByteReader = { bytes: source.bytes, readRange: async (begin, end) => bytes.slice(begin, end) };
      return this.#open(reader, extension, {}).catch(() => null);
    };
    return { id, document, lift() {}, drop() {} };
  }
}

/** Reads on until the budget is spent, then says so once and waits until it is lifted. */
function withBudget(source: ByteReader, onSpent: () => void): { reader: ByteReader; lift: () => void } {
  let left = AHEAD_BYTES;
  const lifted = Promise.withResolvers<void>();
  return {
    reader: {
      bytes: source.bytes,
      async readRange(begin, end) {
        left -= end - begin;
        if (left < 0) {
          onSpent();
          await lifted.promise;
        }
        return source.readRange(begin, end);
      },
    },
    lift() {
      left = Number.POSITIVE_INFINITY;
      lifted.resolve();
    },
  };
}

/** Draws the first page and throws the drawing away: what it needed stays with the document. */
async function drawOnce(document: ViewDocument, signal: AbortSignal): Promise<void> {
  const canvas = globalThis.document.createElement('canvas');
  try {
    const page = await document.page(0);
    if (signal.aborted) return;
    const { width, height } = page.map(1, 0);
    canvas.width = TRIAL_WIDTH;
    canvas.height = Math.max(1, Math.round((TRIAL_WIDTH * height) / width));
    const drawing = page.draw(canvas, 0);
    signal.addEventListener('abort', () => drawing.cancel());
    await drawing.done;
    await page.text();
    if (!signal.aborted) page.release();
  } catch {
    // Cancelled, or a page that cannot be drawn: whoever looks at it is told.
  } finally {
    free(canvas);
  }
}
