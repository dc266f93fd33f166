import { GlobalWorkerOptions, PDFWorker, VerbosityLevel } from 'pdfjs-dist';
import rendererUrl from 'pdfjs-dist/build/pdf.renderer.min.mjs?url';
import parserUrl from './parser.worker.ts?worker&url';

/**
 * The app's warm workers: one that parses (pdf.js's PDFWorker) and two that draw, so that neither a monstrous file nor a
 * monstrous page can freeze the screen. All are our own: what hangs is ended and replaced. Two that draw, because the next
 * file is opened while the last one is still letting go of its worker.
 */
export interface Workers {
  pdf: PDFWorker;
  parser: Worker;
  renderers: Worker[];
  dead: boolean;
}

let current: Workers | null = null;

function start(url: string, name: string): Worker {
  return new Worker(url, { type: 'module', name });
}

/** The workers of now; started on the first call, so calling it early makes the first file open faster. */
export function warmWorkers(): Workers {
  if (current && !current.dead) return current;
  const parser = start(parserUrl, 'pdf-parser');
  const renderers = [start(rendererUrl, 'pdf-renderer-1'), start(rendererUrl, 'pdf-renderer-2')];
  const pdf = new PDFWorker({ port: parser as unknown as null, verbosity: VerbosityLevel.WARNINGS });
  const made: Workers = { pdf, parser, renderers, dead: false };
  for (const worker of [parser, ...renderers]) worker.addEventListener('error', () => replaceWorkers(made));
  GlobalWorkerOptions.rendererPorts = renderers;
  current = made;
  return made;
}

/** A worker that only reads texts, beside the app's; whoever starts it ends it with `replaceWorkers`. */
export function textWorkers(): Workers {
  const parser = start(parserUrl, 'pdf-text');
  const pdf = new PDFWorker({ port: parser as unknown as null, verbosity: VerbosityLevel.ERRORS });
  const made: Workers = { pdf, parser, renderers: [], dead: false };
  parser.addEventListener('error', () => replaceWorkers(made));
  return made;
}

/** Ends hung workers. Documents opened with them are lost and must be opened again. */
export function replaceWorkers(hung: Workers): void {
  if (hung.dead) return;
  hung.dead = true;
  hung.pdf.destroy();
  for (const worker of [hung.parser, ...hung.renderers]) worker.terminate();
  if (current === hung) current = null;
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
