import { deflateSync } from 'node:zlib';
import PDFDocument from 'pdfkit';
import { afterAll, describe, expect, test } from 'vitest';
import { FILE_LIMITS } from '#main/pages/limits.ts';
import { createMarksReader } from '#main/pages/reader.ts';
import { MAX_PAGES } from '#shared/domain/filePages.ts';
import { pagedPdf, rawPdf, type TestPage } from '#tests/support/pagedPdf.ts';

const signal = new AbortController().signal;
const PAGE: TestPage = { lines: ['Contract'] };
const KEY = 'yanshi-2024';

function locked(): Promise<Uint8Array> {
  const doc = new PDFDocument({ userPassword: KEY, ownerPassword: KEY });
  doc.text('secret');
  const chunks: Buffer[] = [];
  return new Promise((resolve) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Uint8Array.from(Buffer.concat(chunks))));
    doc.end();
  });
}

/** One page with these steps; `more` are objects from number 5 on. */
const drawn = (steps: Uint8Array, entries = '', resources = '', more: string[] = []): Uint8Array =>
  rawPdf(
    [
      { dictionary: '/Type /Catalog /Pages 2 0 R' },
      { dictionary: '/Type /Pages /Kids [3 0 R] /Count 1' },
      { dictionary: `/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << ${resources} >>` },
      { dictionary: entries, stream: steps },
      ...more.map((dictionary) => ({ dictionary, stream: Buffer.from('/Fm Do') })),
    ],
    '1 0 R',
  );

const text = (steps: string) => Buffer.from(steps, 'latin1');
const form = '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /Fm 5 0 R >> >>';
const image = '/Type /XObject /Subtype /Image /Width 30000 /Height 30000 /ColorSpace /DeviceGray /BitsPerComponent 8';

describe('a file nobody can tell anything of says so, and costs little', () => {
  const reader = createMarksReader({ ...FILE_LIMITS, bytes: 2_000_000 });
  afterAll(() => reader.close());
  const whyOf = async (pdf: Uint8Array) => {
    const marks = await reader.read(pdf, signal);
    return marks.told ? marks.pages.map(({ whole }) => whole !== null) : marks.why;
  };
  const loop = pagedPdf([PAGE]);

  test.each<[string, () => Uint8Array | Promise<Uint8Array>, unknown]>([
    ['nothing', () => new Uint8Array(0), 'damaged'],
    ['no PDF', () => Uint8Array.from(text('hello')), 'damaged'],
    ['a head without a body', () => Uint8Array.from(text('%PDF-1.4\n%%EOF\n')), 'damaged'],
    ['cut off', () => loop.slice(0, 200), 'damaged'],
    ['locked by a password', locked, 'encrypted'],
    ['more pages than are compared', () => pagedPdf(Array.from({ length: MAX_PAGES + 1 }, () => PAGE)), 'too-many'],
    ['more bytes than are read', () => new Uint8Array(2_000_001), 'too-large'],
    ['a form that draws itself', () => drawn(text('/Fm Do'), '', '/XObject << /Fm 5 0 R >>', [form]), 'damaged'],
    ['an image of 900 million pixels', () => drawn(text('/Im Do'), '', '/XObject << /Im 5 0 R >>', [image]), 'damaged'],
    ['steps that are not there', () => drawn(text('x'), '/Filter /FlateDecode'), 'damaged'],
  ])('%s', async (_, make, expected) => {
    expect(await whyOf(await make())).toEqual(expected);
  });

  test('a page that cannot be read leaves the others as they are', async () => {
    const whole = Buffer.from(pagedPdf([PAGE, PAGE, PAGE])).toString('latin1');
    const broken = whole.replace('(Contract) Tj', '/Nothing gs  ');
    expect(await whyOf(Uint8Array.from(text(broken)))).toEqual([false, true, true]);
  });
});

describe('what would go on for ever is ended, and the next file is read', () => {
  const many = () => drawn(text('1 0 0 1 0 0 cm 0 0 m 9 9 l S\n'.repeat(400_000)));
  const bomb = () => drawn(deflateSync(Buffer.alloc(160_000_000, 0x20)), '/Filter /FlateDecode');

  test.each<[string, Partial<typeof FILE_LIMITS>, () => Uint8Array, string]>([
    ['time', { ms: 300 }, many, 'too-long'],
    ['memory', { growth: 80_000_000 }, bomb, 'memory'],
  ])('%s', async (_, limits, make, why) => {
    const reader = createMarksReader({ ...FILE_LIMITS, ...limits });
    expect(await reader.read(make(), signal)).toEqual({ told: false, why });
    const next = createMarksReader();
    expect(await next.read(pagedPdf([PAGE]), signal)).toMatchObject({ told: true });
    await Promise.all([reader.close(), next.close()]);
  });

  test('a person who cancels', async () => {
    const reader = createMarksReader();
    const stop = new AbortController();
    const reading = reader.read(many(), stop.signal);
    stop.abort();
    await expect(reading).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await reader.read(pagedPdf([PAGE]), signal)).toMatchObject({ told: true });
    await reader.close();
  });
});
