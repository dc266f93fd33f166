import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSealed, writeSealed } from '#main/vault/sealedFile.ts';
import { CHUNK_BYTES, HEADER_BYTES, SEALED_CHUNK_BYTES, sealedBytes } from '#main/vault/sealedFormat.ts';

const KEY = new Uint8Array(randomBytes(32));
let folder: string;
let count = 0;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'qp-sealed-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function seal(content: Uint8Array): Promise<string> {
  const file = path.join(folder, `${count++}`);
  await writeSealed(file, KEY, content);
  return file;
}

async function readAll(file: string, key = KEY): Promise<Uint8Array> {
  const sealed = await openSealed(file, key);
  try {
    return await sealed.readRange(0, sealed.size);
  } finally {
    await sealed.close();
  }
}

/** The sealed file with its bytes changed by `edit`. */
async function damaged(content: Uint8Array, edit: (bytes: Buffer) => Buffer): Promise<string> {
  const file = await seal(content);
  writeFileSync(file, edit(readFileSync(file)));
  return file;
}

const SIZES = [0, 1, 16, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES, 3 * CHUNK_BYTES + 17];

describe('a sealed file', () => {
  test.each(SIZES)('gives back its %i bytes and has the announced length', async (size) => {
    const content = new Uint8Array(randomBytes(size));
    const file = await seal(content);
    expect(readFileSync(file).length).toBe(sealedBytes(size));
    expect(Buffer.compare(await readAll(file), content)).toBe(0);
  });

  test('does not depend on how the content is cut into pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 150_000 }), { maxLength: 6 }), async (lengths) => {
        const pieces = lengths.map((length) => new Uint8Array(randomBytes(length)));
        const file = path.join(folder, `${count++}`);
        expect(await writeSealed(file, KEY, pieces)).toBe(lengths.reduce((a, b) => a + b, 0));
        expect(Buffer.compare(await readAll(file), Buffer.concat(pieces))).toBe(0);
      }),
      { numRuns: 25, seed: 11 },
    );
  });

  test('reads any range', async () => {
    const content = new Uint8Array(randomBytes(2_300_000));
    const sealed = await openSealed(await seal(content), KEY);
    const point = fc.integer({ min: 0, max: content.length });
    await fc.assert(
      fc.asyncProperty(point, point, async (a, b) => {
        const [begin, end] = [Math.min(a, b), Math.max(a, b)];
        expect(Buffer.compare(await sealed.readRange(begin, end), content.subarray(begin, end))).toBe(0);
      }),
      { numRuns: 100, seed: 12 },
    );
    await expect(sealed.readRange(0, content.length + 1)).rejects.toThrow(RangeError);
    await expect(sealed.readRange(5, 4)).rejects.toThrow(RangeError);
    await sealed.close();
  });

  test('hides its content: the same bytes never look alike twice', async () => {
    const content = new Uint8Array(100_000);
    const [a, b] = [readFileSync(await seal(content)), readFileSync(await seal(content))];
    expect(a.subarray(HEADER_BYTES).equals(b.subarray(HEADER_BYTES))).toBe(false);
    expect(a.includes(Buffer.alloc(32))).toBe(false);
  });
});

describe('a damaged sealed file is refused', () => {
  const three = new Uint8Array(randomBytes(2 * CHUNK_BYTES + 100));
  const chunk = (bytes: Buffer, i: number) =>
    bytes.subarray(HEADER_BYTES + i * SEALED_CHUNK_BYTES, HEADER_BYTES + (i + 1) * SEALED_CHUNK_BYTES);
  const refused = { code: 'VAULT_DAMAGED' };

  test('with any bit of it flipped', async () => {
    const content = new Uint8Array(randomBytes(40));
    const file = await seal(content);
    const good = readFileSync(file);
    for (let bit = 0; bit < good.length * 8; bit++) {
      const bad = Buffer.from(good);
      bad[bit >> 3]! ^= 1 << (bit & 7);
      writeFileSync(file, bad);
      await expect(readAll(file), `bit ${bit}`).rejects.toMatchObject(refused);
    }
  });

  test('cut at every length around its chunks', async () => {
    const lengths = [0, 1, HEADER_BYTES - 1, HEADER_BYTES, HEADER_BYTES + 16];
    for (let i = 1; i <= 2; i++)
      lengths.push(...[-1, 0, 1, 16, 17].map((d) => HEADER_BYTES + i * SEALED_CHUNK_BYTES + d));
    for (const length of lengths) {
      const file = await damaged(three, (bytes) => bytes.subarray(0, length));
      await expect(openSealed(file, KEY), `length ${length}`).rejects.toMatchObject(refused);
    }
  });

  test.each<[string, (bytes: Buffer) => Buffer]>([
    ['extended by a byte', (b) => Buffer.concat([b, Buffer.alloc(1)])],
    [
      'with two chunks exchanged',
      (b) => Buffer.concat([b.subarray(0, HEADER_BYTES), chunk(b, 1), chunk(b, 0), chunk(b, 2)]),
    ],
    ['with a chunk dropped', (b) => Buffer.concat([b.subarray(0, HEADER_BYTES), chunk(b, 0), chunk(b, 2)])],
    [
      'with a chunk repeated',
      (b) => Buffer.concat([b.subarray(0, HEADER_BYTES), chunk(b, 0), chunk(b, 0), chunk(b, 2)]),
    ],
    ['with the last chunk repeated', (b) => Buffer.concat([b, chunk(b, 2)])],
  ])('%s', async (_, edit) => {
    await expect(readAll(await damaged(three, edit))).rejects.toMatchObject(refused);
  });

  test('with a chunk of another file under the same key', async () => {
    const other = readFileSync(await seal(three));
    const file = await damaged(three, (b) =>
      Buffer.concat([b.subarray(0, HEADER_BYTES), chunk(other, 0), b.subarray(HEADER_BYTES + SEALED_CHUNK_BYTES)]),
    );
    await expect(readAll(file)).rejects.toMatchObject(refused);
  });

  test('under another key, and when it is missing', async () => {
    await expect(readAll(await seal(three), new Uint8Array(32))).rejects.toMatchObject(refused);
    await expect(openSealed(path.join(folder, 'none'), KEY)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  });
});
