import { GlobalWorkerOptions, PDFWorker, VerbosityLevel } from 'pdfjs-dist';
import parserUrl from './parser.worker.ts?worker&url';
import rendererUrl from './renderer.worker.ts?worker&url';

/**
 * The workers of one open document: one that parses (pdf.js's PDFWorker) and one that draws. A pair of its own for each, so that
 * neither a monstrous file nor a monstrous page can freeze the screen or take along what stands beside it or is read ahead. All are
 * our own: what hangs is ended. A cold pair costs some 300 ms and a warm one a few MB, so one is always kept warm.
 */
export interface Workers {
  pdf: PDFWorker;
  parser: Worker;
  /** `null` where only texts are read. */
  renderer: Worker | null;
  dead: boolean;
}

let spare: Workers | null = null;

function start(url: string, name: string): Worker {
  return new Worker(url, { type: 'module', name });
}

function startPair(name: string, draws: boolean): Workers {
  const parser = start(parserUrl, `${name}-parser`);
  const renderer = draws ? start(rendererUrl, `${name}-renderer`) : null;
  const verbosity = draws ? VerbosityLevel.WARNINGS : VerbosityLevel.ERRORS;
  const pdf = new PDFWorker({ port: parser as unknown as null, verbosity });
  const made: Workers = { pdf, parser, renderer, dead: false };
  for (const worker of [parser, renderer]) worker?.addEventListener('error', () => endWorkers(made));
  return made;
}

/** Keeps a pair warm for the next file; called as early as possible, and again when a file has taken it. */
export function warmWorkers(): void {
  if (!spare || spare.dead) spare = startPair('pdf', true);
}

/** The warm pair, for one document; given back when that is closed. */
export function takeWorkers(): Workers {
  warmWorkers();
  const taken = spare!;
  spare = null;
  return taken;
}

/** A file let go of them: they are the warm pair again, unless there is one. */
export function giveBackWorkers(workers: Workers): void {
  if (workers.dead) return;
  if (spare && !spare.dead) endWorkers(workers);
  else spare = workers;
}

/** A worker that only reads texts; whoever starts it ends it with `endWorkers`. */
export const textWorkers = (): Workers => startPair('pdf-text', false);

/** Ends workers, hung or not. A document opened with them is lost and must be opened again. */
export function endWorkers(workers: Workers): void {
  if (workers.dead) return;
  workers.dead = true;
  workers.pdf.destroy();
  workers.parser.terminate();
  workers.renderer?.terminate();
}

/** The next document that is opened draws with these: pdf.js takes the first free port of this list. */
export function drawWith({ renderer }: Workers): void {
  GlobalWorkerOptions.rendererPorts = renderer ? [renderer] : [];
}

/** What pdf.js says when it leaves something of a page out. Tied to the version in package.json; a test holds it to that. */
const LEFT_OUT = /getOperatorList - ignoring errors|Unable to decode image|Image exceeded maximum allowed size/;

/** Calls `listener` for every part of a page that pdf.js leaves out, until the returned function is called. */
export function watchLeftOut({ parser }: Workers, listener: () => void): () => void {
  const onMessage = ({ data }: MessageEvent<{ warning?: unknown } | null>) => {
    if (typeof data?.warning === 'string' && LEFT_OUT.test(data.warning)) listener();
  };
  parser.addEventListener('message', onMessage);
  return () => parser.removeEventListener('message', onMessage);
}
