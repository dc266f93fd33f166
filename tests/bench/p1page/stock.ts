/** pdf.js's own viewer component with the defaults of its viewer application. */
import 'pdfjs-dist/web/pdf_viewer.css';
import { GlobalWorkerOptions, getDocument } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import { EventBus, PDFLinkService, PDFViewer } from 'pdfjs-dist/web/pdf_viewer.mjs';

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

/** Milliseconds from the click to the first page on screen. */
async function open(url: string): Promise<number> {
  const started = performance.now();
  const task = getDocument({ url, ...assets });
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
  const ms = performance.now() - started;
  viewer.setDocument(null as never);
  linkService.setDocument(null);
  await task.destroy();
  return ms;
}

Object.assign(window, { openForBench: open });
