/** The product's viewer on a page of its own, reading ranges as the product does. */
import '../../../renderer/pdf/pdf.css';
import { openFile, warmViewer } from '../../../renderer/pdf/open.ts';
import { Viewer } from '../../../renderer/pdf/viewer.ts';

const scroller = document.getElementById('scroller') as HTMLDivElement;

async function readRange(url: string, begin: number, end: number): Promise<Uint8Array> {
  const answer = await fetch(url, { headers: { range: `bytes=${begin}-${end - 1}` } });
  return new Uint8Array(await answer.arrayBuffer());
}

/** Milliseconds from the click to the first page on screen; `bytes` is known from the case, as in the product. */
async function open(url: string, bytes: number): Promise<number> {
  const started = performance.now();
  const source = { bytes, readRange: (begin: number, end: number) => readRange(url, begin, end) };
  const opened = await openFile(source, 'pdf', { signal: new AbortController().signal });
  let viewer: Viewer | null = null;
  await new Promise<void>((resolve, reject) => {
    viewer = new Viewer(scroller, opened, {
      onState: () => {},
      onSelection: () => {},
      onMark: () => {},
      onRegion: () => {},
      onFind: () => {},
      onViewed: () => {},
      onFirstPage: () => resolve(),
    });
    viewer.open(null).catch(reject);
  });
  const ms = performance.now() - started;
  (viewer as Viewer | null)?.close();
  await opened.close();
  return ms;
}

warmViewer();
Object.assign(window, { openForBench: open });
