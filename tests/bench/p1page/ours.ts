/** The product's viewer on a page of its own, reading ranges as the product does. */
import '../../../renderer/pdf/pdf.css';
import type { ViewDocument } from '../../../renderer/pdf/document.ts';
import { openFile, warmViewer } from '../../../renderer/pdf/open.ts';
import { Viewer } from '../../../renderer/pdf/viewer.ts';
import type { BenchViewer } from './benchViewer.ts';

const scroller = document.getElementById('scroller') as HTMLDivElement;

async function readRange(url: string, begin: number, end: number): Promise<Uint8Array> {
  const answer = await fetch(url, { headers: { range: `bytes=${begin}-${end - 1}` } });
  return new Uint8Array(await answer.arrayBuffer());
}

let shown: { viewer: Viewer; doc: ViewDocument } | null = null;

/** Milliseconds from the click to the first page on screen; `bytes` is known from the case, as in the product. */
async function show(url: string, bytes: number): Promise<number> {
  const started = performance.now();
  const source = { bytes, readRange: (begin: number, end: number) => readRange(url, begin, end) };
  const doc = await openFile(source, 'pdf', { signal: new AbortController().signal });
  await new Promise<void>((resolve, reject) => {
    const viewer = new Viewer(scroller, doc, {
      onState: () => {},
      onSelection: () => {},
      onMark: () => {},
      onRegion: () => {},
      onFind: () => {},
      onViewed: () => {},
      onFirstPage: () => resolve(),
    });
    shown = { viewer, doc };
    viewer.open(null).catch(reject);
  });
  return performance.now() - started;
}

async function close(): Promise<void> {
  shown?.viewer.close();
  await shown?.doc.close();
  shown = null;
}

warmViewer();
globalThis.benchViewer = { show, close } satisfies BenchViewer;
