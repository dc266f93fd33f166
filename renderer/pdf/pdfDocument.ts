import {
  getDocument,
  InvalidPDFException,
  PasswordException,
  PasswordResponses,
  type PDFDocumentLoadingTask,
  type PDFDocumentProxy,
  VerbosityLevel,
} from 'pdfjs-dist';
import { Refusal } from '#shared/domain/errors.ts';
import { inBlocks, SMALL_FILE_BYTES } from './blockReader.ts';
import type { ByteReader, OutlineEntry, ViewDocument, ViewPage } from './document.ts';
import { CLOSE_LIMIT, MAX_IMAGE_PIXELS, OPEN_LIMIT, TEXT_LIMIT, TimeLimitError, whileAlive, within } from './limits.ts';
import { PdfPage } from './pdfPage.ts';
import { type NoticeCode, ViewProblem } from './problems.ts';
import { CHUNK_BYTES, RangeTransport } from './rangeTransport.ts';
import { inQueue } from './readQueue.ts';
import { drawWith, endWorkers, giveBackWorkers, takeWorkers, type Workers, watchLeftOut } from './workers.ts';

export interface OpenOptions {
  /** Typed by the person for this file; never stored. */
  password?: string;
  signal?: AbortSignal;
  /** Workers that serve one file after the other and stay the caller's; without one that draws, only texts can be read. */
  workers?: Workers;
}

interface Session {
  task: PDFDocumentLoadingTask;
  doc: PDFDocumentProxy;
  workers: Workers;
  /** The workers are another's and not given back. */
  lent: boolean;
  /** Rejects when the file can no longer be read. */
  lost: Promise<never>;
}

/**
 * What pdf.js may do with a file. Never: scripts (there is no scripting manager), XFA, links, reading ahead. `isEvalSupported`
 * is gone from pdf.js 6: it generates no code.
 */
function parameters(range: RangeTransport, workers: Workers, password: string | undefined) {
  const assets = (folder: string) => new URL(`./pdfjs/${folder}/`, document.baseURI).href;
  return {
    range,
    worker: workers.pdf,
    password,
    rangeChunkSize: CHUNK_BYTES,
    disableAutoFetch: true,
    disableStream: true,
    cMapUrl: assets('cmaps'),
    standardFontDataUrl: assets('standard_fonts'),
    wasmUrl: assets('wasm'),
    iccUrl: assets('iccs'),
    // pdf.js only does so by itself for http addresses; the workers may read app:// as well
    useWorkerFetch: true,
    disableWorkerRendering: workers.renderer === null,
    enableXfa: false,
    maxImageSize: MAX_IMAGE_PIXELS,
    verbosity: VerbosityLevel.ERRORS,
  };
}

async function openSession(source: ByteReader, { password, signal, workers: lent }: OpenOptions): Promise<Session> {
  signal?.throwIfAborted();
  let alive = () => {};
  const range = new RangeTransport(source, () => alive());
  const workers = lent ?? takeWorkers();
  drawWith(workers);
  const task = getDocument(parameters(range, workers, password));
  const watch = whileAlive(Promise.race([task.promise, range.failed]), OPEN_LIMIT, 'open');
  alive = watch.sign;
  try {
    const doc = await watch.result;
    signal?.throwIfAborted();
    return { task, doc, workers, lent: lent !== undefined, lost: range.failed };
  } catch (error) {
    void closeSession({ task, workers, lent: lent !== undefined });
    throw signal?.aborted ? signal.reason : problemOf(error);
  }
}

/** Lets go of the file. Workers that do not answer are ended: the next file must not wait for this one. */
async function closeSession({ task, workers, lent }: Pick<Session, 'task' | 'workers' | 'lent'>): Promise<void> {
  if (workers.dead) return;
  await within(task.destroy(), CLOSE_LIMIT, 'close').catch(() => endWorkers(workers));
  if (!lent) giveBackWorkers(workers);
}

function problemOf(error: unknown): ViewProblem {
  if (error instanceof ViewProblem) return error;
  if (error instanceof TimeLimitError) return new ViewProblem('stuck', { cause: error });
  if (error instanceof PasswordException) {
    const wrong = error.code === PasswordResponses.INCORRECT_PASSWORD;
    return new ViewProblem(wrong ? 'wrong-password' : 'encrypted', { cause: error });
  }
  if (error instanceof InvalidPDFException) return new ViewProblem('damaged', { cause: error });
  if (error instanceof Refusal) return new ViewProblem('unreadable', { cause: error, detail: error.message });
  return new ViewProblem(isReadFailure(error) ? 'unreadable' : 'damaged', { cause: error });
}

function isReadFailure(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof Error && error.message.startsWith('short read'));
}

/** Opens a PDF. Throws `ViewProblem`, or the signal's reason when given up. */
export async function openPdf(source: ByteReader, options: OpenOptions = {}): Promise<ViewDocument> {
  if (source.bytes === 0) throw new ViewProblem('empty');
  const reader = source.bytes <= SMALL_FILE_BYTES ? inBlocks(source) : inQueue(source);
  return new PdfDocument(reader, options.password, await openSession(reader, options));
}

class PdfDocument implements ViewDocument {
  readonly kind = 'pdf';
  readonly pageCount: number;
  #source: ByteReader;
  #password: string | undefined;
  #session: Session;
  #closed = false;

  constructor(source: ByteReader, password: string | undefined, session: Session) {
    this.#source = source;
    this.#password = password;
    this.#session = session;
    this.pageCount = session.doc.numPages;
  }

  async page(index: number): Promise<ViewPage> {
    const { doc, workers, lost } = this.#session;
    try {
      const page = await within(doc.getPage(index + 1), OPEN_LIMIT, 'page');
      return new PdfPage(page, (listener) => watchLeftOut(workers, listener), lost);
    } catch (error) {
      throw new ViewProblem(error instanceof TimeLimitError ? 'page-stuck' : 'page-damaged', { cause: error });
    }
  }

  async labels(): Promise<string[] | null> {
    return this.#ask((doc) => doc.getPageLabels(), null);
  }

  async outline(): Promise<OutlineEntry[]> {
    const { doc } = this.#session;
    const nodes = await this.#ask((d) => d.getOutline(), null);
    return Promise.all((nodes ?? []).slice(0, 500).map((node) => outlineEntry(doc, node as OutlineNode, 0)));
  }

  async notices(): Promise<NoticeCode[]> {
    const found: NoticeCode[] = [];
    const meta = await this.#ask((doc) => doc.getMetadata(), null);
    if ((meta?.info as { IsXFAPresent?: boolean } | undefined)?.IsXFAPresent) found.push('xfa');
    const fields = await this.#ask((doc) => doc.hasJSActions(), false);
    const whole = await this.#ask((doc) => doc.getJSActions(), null);
    if (fields || whole) found.push('scripts');
    return found;
  }

  async recover(): Promise<void> {
    endWorkers(this.#session.workers);
    const session = await openSession(this.#source, { password: this.#password });
    if (this.#closed) return closeSession(session);
    this.#session = session;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#password = undefined;
    await closeSession(this.#session);
  }

  /** Side questions: a file that answers them badly or not at all is shown without. */
  async #ask<T>(question: (doc: PDFDocumentProxy) => Promise<T>, otherwise: T): Promise<T> {
    if (this.#closed) return otherwise;
    return within(question(this.#session.doc), TEXT_LIMIT, 'ask').catch(() => otherwise);
  }
}

interface OutlineNode {
  title: string;
  dest: string | unknown[] | null;
  items: OutlineNode[];
}

const MAX_DEPTH = 6;

/** Only places inside the file are followed; addresses of the outside world are dropped. */
async function outlineEntry(doc: PDFDocumentProxy, node: OutlineNode, depth: number): Promise<OutlineEntry> {
  const items = depth < MAX_DEPTH ? node.items.slice(0, 500) : [];
  return {
    title: node.title,
    pageIndex: await destination(doc, node.dest).catch(() => null),
    items: await Promise.all(items.map((item) => outlineEntry(doc, item, depth + 1))),
  };
}

async function destination(doc: PDFDocumentProxy, dest: OutlineNode['dest']): Promise<number | null> {
  const explicit = typeof dest === 'string' ? await doc.getDestination(dest) : dest;
  const target = explicit?.[0];
  if (typeof target === 'number') return target;
  if (typeof target === 'object' && target !== null) return doc.getPageIndex(target as never);
  return null;
}
