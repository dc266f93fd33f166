/** pdf.js's own viewer component with the defaults of its viewer application. */
import 'pdfjs-dist/web/pdf_viewer.css';
import { GlobalWorkerOptions, getDocument, type PDFDocumentLoadingTask } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import { EventBus, PDFLinkService, PDFViewer } from 'pdfjs-dist/web/pdf_viewer.mjs';
import type { BenchViewer } from './benchViewer.ts';

GlobalWorkerOptions.workerSrc = workerUrl;
const container = document.getElementById('scroller') as HTMLDivElement;
const eventBus = new EventBus();
const linkService = new PDFLinkService({ eventBus });
const viewer = new PDFViewer({ container, eventBus, linkService });
linkService.setViewer(viewer);
eventBus.on('pagesinit', () => {
  viewer.currentScaleValue = 'page-width';
});

const assets = {
  cMapUrl: './pdfjs/cmaps/',
  standardFontDataUrl: './pdfjs/standard_fonts/',
  wasmUrl: './pdfjs/wasm/',
  iccUrl: './pdfjs/iccs/',
};

let task: PDFDocumentLoadingTask | null = null;

/** Milliseconds from the click to the first page on screen. */
async function show(url: string): Promise<number> {
  const started = performance.now();
  task = getDocument({ url, ...assets });
  const shown = new Promise<void>((resolve) => {
    const onRendered = ({ pageNumber }: { pageNumber: number }) => {
      if (pageNumber !== 1) return;
      eventBus.off('pagerendered', onRendered);
      resolve();
    };
    eventBus.on('pagerendered', onRendered);
  });
  const document = await task.promise;
  viewer.setDocument(document);
  linkService.setDocument(document);
  await shown;
  return performance.now() - started;
}

async function close(): Promise<void> {
  viewer.setDocument(null as never);
  linkService.setDocument(null);
  await task?.destroy();
  task = null;
}

globalThis.benchViewer = { show, close } satisfies BenchViewer;
