import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BLOCK_BYTES, inBlocks } from '#renderer/pdf/blockReader.ts';
import { imageMap } from '#renderer/pdf/geometry.ts';
import { imageSize } from '#renderer/pdf/imageSize.ts';
import { whileAlive, within } from '#renderer/pdf/limits.ts';
import { markAt } from '#renderer/pdf/marks.ts';
import { readWhole } from '#renderer/pdf/readWhole.ts';
import { MAX_RANGE_BYTES } from '#shared/api/transport.ts';

test('a long question is read in pieces no longer than one read may be, and put together in order', async () => {
  const bytes = 3 * MAX_RANGE_BYTES + 17;
  const longest: number[] = [];
  const source = {
    bytes,
    async readRange(begin: number, end: number) {
      longest.push(end - begin);
      return Uint8Array.from({ length: end - begin }, (_, i) => Math.floor((begin + i) / MAX_RANGE_BYTES));
    },
  };
  const whole = await readWhole(source, 5, bytes);
  expect(whole.byteLength).toBe(bytes - 5);
  expect(Math.max(...longest)).toBe(MAX_RANGE_BYTES);
  expect([whole[0], whole[MAX_RANGE_BYTES], whole.at(-1)]).toEqual([0, 1, 3]);
});

test('a read that comes back short is an error, not a hole', async () => {
  const source = { bytes: 100, readRange: async () => new Uint8Array(10) };
  await expect(readWhole(source, 0, 50)).rejects.toThrow('short read');
});

test('a file of ordinary size is read in a few blocks, each once, and every range comes out right', async () => {
  const bytes = 2 * BLOCK_BYTES + 4321;
  const content = Uint8Array.from({ length: bytes }, (_, i) => (i * 31 + (i >> 12)) & 255);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(bytes - 1), fc.integer({ min: 1, max: bytes })), { minLength: 1, maxLength: 8 }),
      async (asked) => {
        let reads = 0;
        const reader = inBlocks({
          bytes,
          async readRange(begin, end) {
            reads += 1;
            return content.slice(begin, end);
          },
        });
        for (const [begin, length] of asked) {
          const end = Math.min(bytes, begin + length);
          const got = await reader.readRange(begin, end);
          expect(Buffer.compare(got, content.subarray(begin, end))).toBe(0);
        }
        expect(reads).toBeLessThanOrEqual(3);
      },
    ),
    { numRuns: 25 },
  );
});

test('sizes of images are read from their headers', () => {
  const png = new Uint8Array(33);
  png.set([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 4, 0, 0, 0, 3, 0]);
  expect(imageSize(png)).toEqual({ width: 1024, height: 768 });
  const jpeg = Uint8Array.from([
    0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xff, 0xc2, 0, 17, 8, 1, 44, 2, 88, 3, 0, 0, 0, 0,
  ]);
  expect(imageSize(jpeg)).toEqual({ width: 600, height: 300 });
  expect(imageSize(new TextEncoder().encode('%PDF-1.4 not an image'))).toBeNull();
});

test('no bytes whatever make the header reader fail', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (tail) => {
      imageSize(tail);
      imageSize(Uint8Array.from([0xff, 0xd8, ...tail]));
    }),
  );
});

test('time limits', async () => {
  const never = new Promise<never>(() => {});
  await expect(within(never, 10, 'x')).rejects.toThrow('time limit');
  await expect(within(Promise.resolve(1), 10, 'x')).resolves.toBe(1);
  const watch = whileAlive(new Promise((resolve) => setTimeout(resolve, 120, 'done')), 60, 'x');
  const signs = setInterval(watch.sign, 20);
  await expect(watch.result).resolves.toBe('done');
  clearInterval(signs);
  await expect(whileAlive(never, 10, 'x').result).rejects.toThrow('time limit');
});

test('of marks on top of each other the smallest answers the click', () => {
  const map = imageMap(1000, 1000, 0.5, 0);
  const mark = (id: string, rects: [number, number, number, number][]) => ({
    id,
    pageIndex: 0,
    rects,
    strong: false,
    framed: false,
    title: id,
  });
  const marks = [mark('page', [[0, 0, 100000, 100000]]), mark('line', [[20000, 50000, 60000, 52000]])];
  expect(markAt(marks, map, 200, 245)?.id).toBe('line');
  expect(markAt(marks, map, 10, 10)?.id).toBe('page');
  expect(markAt([marks[1]!], map, 10, 10)).toBeNull();
});

test('pdf.js still says in the same words that it left something out', () => {
  const worker = createRequire(import.meta.url).resolve('pdfjs-dist/build/pdf.worker.mjs');
  const source = readFileSync(worker, 'utf8');
  for (const words of [
    'getOperatorList - ignoring errors',
    'Unable to decode image',
    'Image exceeded maximum allowed size',
  ]) {
    expect(source).toContain(words);
  }
});
