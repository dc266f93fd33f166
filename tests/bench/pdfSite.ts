/** The page both viewers stand on: files made on the spot, one server, one browser; the product's viewer and pdf.js's own. */
import { cpSync, createReadStream, createWriteStream, existsSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { createCanvas } from '@napi-rs/canvas';
import { type Browser, chromium, type Page } from '@playwright/test';
import PDFDocument from 'pdfkit';
import { build } from 'vite';
import { ensureTool } from '#tests/support/ensureTools.ts';
import type { BenchContext } from './bench.ts';
import { command } from './bundleMaterial.ts';

const root = path.resolve(import.meta.dirname, '../..');
const GIB = 1024 ** 3;

export const FILES = {
  text: { name: 'text.pdf', what: '39 pages of text' },
  scan: { name: 'scan.pdf', what: 'scan of 5 pages' },
  big: { name: 'big.pdf', what: 'long colour scan' },
} as const;
export type Kind = keyof typeof FILES;

const siteFolder = (context: BenchContext) => path.join(context.folder, 'p1');
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.pdf': 'application/pdf',
};

async function writePdf(file: string, draw: (pdf: PDFKit.PDFDocument) => void): Promise<void> {
  const pdf = new PDFDocument({ size: 'A4', autoFirstPage: false });
  const stream = pdf.pipe(createWriteStream(file));
  draw(pdf);
  pdf.end();
  await finished(stream);
}

function textPages(pdf: PDFKit.PDFDocument, pages: number): void {
  for (let page = 1; page <= pages; page++) {
    pdf.addPage().font('Times-Roman').fontSize(11);
    for (let line = 0; line < 48; line++) {
      pdf.text(`Page ${page}, line ${line + 1}: the quick brown fox files its application before the deadline.`);
    }
  }
}

/** A page as a scanner at 150 dpi makes it: paper grain, so that it compresses as badly as real paper. */
function scannedPage(seed: number): Buffer {
  const canvas = createCanvas(1240, 1754);
  const context = canvas.getContext('2d');
  const image = context.createImageData(canvas.width, canvas.height);
  let state = seed + 1;
  for (let i = 0; i < image.data.length; i += 4) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const grain = 216 + (state >>> 27);
    image.data.set([grain, grain - ((state >>> 20) & 7), grain - ((state >>> 16) & 15), 255], i);
  }
  context.putImageData(image, 0, 0);
  return canvas.toBuffer('image/jpeg', 80);
}

function scanPages(pdf: PDFKit.PDFDocument, pages: number): void {
  const papers = Array.from({ length: Math.min(pages, 8) }, (_, i) => scannedPage(i));
  for (let page = 0; page < pages; page++) {
    // Trailing bytes after the end marker make every picture another one, as in a real scan.
    const picture = Buffer.concat([papers[page % papers.length]!, Buffer.from(`page ${page}`)]);
    pdf.addPage().image(picture, 0, 0, { width: 595.28 });
  }
}

export async function prepareSite(context: BenchContext): Promise<void> {
  ensureTool('chromium');
  const site = siteFolder(context);
  if (existsSync(path.join(site, FILES.big.name))) return;
  const page = (name: string) => path.join(import.meta.dirname, 'p1page', name);
  await build({
    ...{ root: path.join(import.meta.dirname, 'p1page'), base: './', configFile: false, logLevel: 'error' },
    build: {
      ...{ outDir: site, emptyOutDir: true, target: 'esnext', assetsInlineLimit: 0, reportCompressedSize: false },
      rolldownOptions: { input: [page('ours.html'), page('stock.html')] },
    },
  });
  for (const folder of ['cmaps', 'standard_fonts', 'wasm', 'iccs']) {
    cpSync(path.join(root, 'node_modules/pdfjs-dist', folder), path.join(site, 'pdfjs', folder), { recursive: true });
  }
  await writePdf(path.join(site, FILES.text.name), (pdf) => textPages(pdf, 39));
  await writePdf(path.join(site, FILES.scan.name), (pdf) => scanPages(pdf, 5));
  await writePdf(path.join(site, FILES.big.name), (pdf) => scanPages(pdf, context.bytes >= GIB ? 500 : 100));
}

/** Serves a folder on the loopback, ranges included. */
function serve(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const file = path.join(folder, path.normalize(new URL(request.url ?? '/', 'http://x').pathname));
    if (!file.startsWith(folder) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    const { size } = statSync(file);
    const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
    const range = /^bytes=(\d+)-(\d+)?$/.exec(request.headers.range ?? '');
    const begin = range ? Number(range[1]) : 0;
    const end = Math.min(range?.[2] ? Number(range[2]) : size - 1, size - 1);
    const headers = { 'content-type': type, 'accept-ranges': 'bytes', 'content-length': end - begin + 1 };
    response.writeHead(
      range ? 206 : 200,
      range ? { ...headers, 'content-range': `bytes ${begin}-${end}/${size}` } : headers,
    );
    createReadStream(file, { start: begin, end }).pipe(response);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

export interface OpenedSite {
  browser: Browser;
  tab: Page;
}

/** Runs `work` on a fresh page with one of the viewers, in a fresh browser. */
export async function onSite<T>(
  context: BenchContext,
  viewer: 'ours' | 'stock',
  work: (site: OpenedSite) => Promise<T>,
): Promise<T> {
  const server = await serve(siteFolder(context));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const executablePath = process.env.QUANPING_BROWSER ?? '/usr/bin/chromium';
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
  const browser = await chromium.launch({ executablePath, args });
  try {
    const tab = await browser.newPage({ viewport: { width: 1000, height: 900 } });
    await tab.goto(`${origin}/${viewer}.html`);
    await tab.waitForFunction(() => typeof globalThis.benchViewer === 'object');
    return await work({ browser, tab });
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}

/** Shows a file; milliseconds from the click to the first page on screen. */
export function show(tab: Page, context: BenchContext, kind: Kind): Promise<number> {
  const { name } = FILES[kind];
  const { size } = statSync(path.join(siteFolder(context), name));
  return tab.evaluate(([url, bytes]) => globalThis.benchViewer.show(url, bytes), [`./${name}`, size] as const);
}

/** What only the machine can make faster: hashing the long file. */
export const siteLimit = (context: BenchContext): Promise<number> =>
  command('openssl', ['dgst', '-sha256', path.join(siteFolder(context), FILES.big.name)]);
