import { execFileSync, spawnSync } from 'node:child_process';
import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type AgeKeyPair,
  decryptBytes,
  decryptTo,
  encryptBytes,
  encryptTo,
  generateAgeKeyPair,
  isAgeFile,
  recipientOf,
} from '#main/bundle/encryption.ts';
import { randomBytes } from '#main/crypto/primitives.ts';
import type { Refusal } from '#shared/domain/errors.ts';
import { ensureTool } from '#tests/support/ensureTools.ts';

const CHUNK = 64 * 1024;
/** Around the borders of chunks and of the 1 MiB batches that go to threads. */
const SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 16 * CHUNK, 16 * CHUNK + 1, 32 * CHUNK, 35 * CHUNK + 77];

let owner: AgeKeyPair;
let other: AgeKeyPair;
let folder: string;

beforeAll(async () => {
  ensureTool('age');
  folder = mkdtempSync(path.join(tmpdir(), 'quanping-age-'));
  owner = await generateAgeKeyPair();
  other = await generateAgeKeyPair();
  writeFileSync(path.join(folder, 'owner.key'), `${owner.identity}\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function outcome(act: Promise<unknown>): Promise<string> {
  return act.then(
    () => 'accepted',
    (error: Refusal) => error.code ?? String(error),
  );
}

describe.each(SIZES)('%i bytes', (size) => {
  const plain = Buffer.from(randomBytes(size));

  test('ours to ours, to several recipients, in pieces', async () => {
    const sealed = await encryptBytes(plain, [other.recipient, owner.recipient]);
    expect(isAgeFile(sealed)).toBe(true);
    expect(await decryptBytes(sealed, [owner.identity], 'x')).toEqual(plain);
    const parts: Uint8Array[] = [];
    const pieces = Array.from({ length: Math.ceil(sealed.length / 10_007) }, (_, i) =>
      sealed.subarray(i * 10_007, (i + 1) * 10_007),
    );
    await decryptTo(pieces, [other.identity], async (bytes) => void parts.push(bytes), { file: 'x' });
    expect(Buffer.concat(parts)).toEqual(plain);
  });

  test('ours to the age program', async () => {
    const file = path.join(folder, 'ours.age');
    writeFileSync(file, await encryptBytes(plain, [owner.recipient]));
    const opened = execFileSync('age', ['-d', '-i', path.join(folder, 'owner.key'), file], { maxBuffer: 2 ** 26 });
    expect(opened.equals(plain)).toBe(true);
  });

  test('the age program to ours', async () => {
    const file = path.join(folder, 'theirs.age');
    execFileSync('age', ['-r', owner.recipient, '-o', file], { input: plain });
    const parts: Uint8Array[] = [];
    await decryptTo(createReadStream(file), [owner.identity], (bytes) => void parts.push(bytes), { file });
    expect(Buffer.concat(parts).equals(plain)).toBe(true);
  });
});

describe('refused', () => {
  test('for somebody else', async () => {
    const sealed = await encryptBytes(Buffer.from('x'), [owner.recipient]);
    expect(await outcome(decryptBytes(sealed, [other.identity], 'x'))).toBe('BUNDLE_DECRYPT');
    expect(await outcome(decryptBytes(sealed, [], 'x'))).toBe('BUNDLE_DECRYPT');
  });

  test('every truncation of a small file', async () => {
    const sealed = await encryptBytes(Buffer.from('泉评'), [owner.recipient]);
    for (let length = 0; length < sealed.length; length++) {
      const code = await outcome(decryptBytes(sealed.subarray(0, length), [owner.identity], 'x'));
      expect(['BUNDLE_TRUNCATED', 'BUNDLE_ENCRYPTION_DAMAGED']).toContain(code);
    }
  });

  test('every changed bit of a small file', async () => {
    const sealed = await encryptBytes(Buffer.from('泉评'), [owner.recipient]);
    const codes = new Set<string>();
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const bytes = Uint8Array.from(sealed);
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      codes.add(await outcome(decryptBytes(bytes, [owner.identity], 'x')));
    }
    expect([...codes].sort()).toEqual(['BUNDLE_DECRYPT', 'BUNDLE_ENCRYPTION_DAMAGED', 'BUNDLE_TRUNCATED']);
  });

  test('a long file: cut inside, cut between chunks, altered early, something behind the end', async () => {
    const sealed = await encryptBytes(randomBytes(40 * CHUNK + 5), [owner.recipient]);
    const header = sealed.length - (40 * (CHUNK + 16) + 21);
    const code = (bytes: Uint8Array) => outcome(decryptBytes(bytes, [owner.identity], 'x'));
    expect(await code(sealed.subarray(0, sealed.length - 3))).toBe('BUNDLE_TRUNCATED');
    for (const chunks of [1, 16, 17, 32, 39]) {
      expect(await code(sealed.subarray(0, header + chunks * (CHUNK + 16)))).toBe('BUNDLE_TRUNCATED');
      expect(await code(sealed.subarray(0, header + chunks * (CHUNK + 16) + 9))).toBe('BUNDLE_TRUNCATED');
      const altered = Uint8Array.from(sealed);
      altered[header + chunks * (CHUNK + 16)]! ^= 1;
      expect(await code(altered)).toBe('BUNDLE_ENCRYPTION_DAMAGED');
    }
    expect(await code(Buffer.concat([sealed, Buffer.from('x')]))).not.toBe('accepted');
    expect(await code(Buffer.concat([sealed, sealed]))).not.toBe('accepted');
  });

  test('no age file, an endless header, a recipient or identity of another kind', async () => {
    expect(await outcome(decryptBytes(Buffer.from('PK\u0003\u0004'), [owner.identity], 'x'))).toBe('BUNDLE_TRUNCATED');
    expect(await outcome(decryptBytes(Buffer.from('hello\n--- x\n'), [owner.identity], 'x'))).toBe(
      'BUNDLE_ENCRYPTION_DAMAGED',
    );
    expect(await outcome(decryptBytes(new Uint8Array(100_000), [owner.identity], 'x'))).toBe(
      'BUNDLE_ENCRYPTION_DAMAGED',
    );
    await expect(encryptBytes(Buffer.from('x'), [])).rejects.toThrow(/recipient/);
    await expect(encryptBytes(Buffer.from('x'), ['age1qqqq'])).rejects.toThrow();
    expect(() => recipientOf('AGE-SECRET-KEY-1X')).toThrow(/identity/);
    expect(await recipientOf(owner.identity)).toBe(owner.recipient);
  });

  test('cancelled in the middle', async () => {
    const controller = new AbortController();
    let written = 0;
    const sink = (bytes: Uint8Array) => {
      written += bytes.length;
      controller.abort();
    };
    const source = Array.from({ length: 64 }, () => new Uint8Array(CHUNK * 4));
    const options = { file: 'x', signal: controller.signal };
    expect(await outcome(encryptTo(source, [owner.recipient], sink, options))).toBe('CANCELLED');
    expect(written).toBeLessThan(64 * CHUNK * 4);
  });

  test('an error of the source or of the sink is passed on as it is', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield randomBytes(3_000_000);
      throw Object.assign(new Error('stick pulled'), { code: 'EIO' });
    }
    await expect(encryptTo(broken(), [owner.recipient], () => undefined, { file: 'x' })).rejects.toThrow(
      'stick pulled',
    );
    const full = () => Promise.reject(Object.assign(new Error('disk full'), { code: 'ENOSPC' }));
    await expect(encryptTo([randomBytes(9_000_000)], [owner.recipient], full, { file: 'x' })).rejects.toThrow(
      'disk full',
    );
  });
});

test('memory stays flat over 256 MiB, encrypted and decrypted as one stream', async () => {
  const script = path.join(folder, 'flat.ts');
  const main = new URL('../../../main/bundle/encryption.ts', import.meta.url).href;
  writeFileSync(
    script,
    `import { createReadStream, createWriteStream, openSync, writeSync, closeSync } from 'node:fs';
    const { encryptTo, decryptTo, generateAgeKeyPair } = await import(${JSON.stringify(main)});
    const keys = await generateAgeKeyPair();
    const block = Buffer.alloc(1 << 20, 5);
    function* source() { for (let i = 0; i < 256; i++) yield block; }
    const out = openSync(${JSON.stringify(path.join(folder, 'flat.age'))}, 'w');
    await encryptTo(source(), [keys.recipient], (bytes) => void writeSync(out, bytes), { file: 'x' });
    closeSync(out);
    let length = 0;
    await decryptTo(createReadStream(${JSON.stringify(path.join(folder, 'flat.age'))}), [keys.identity], (bytes) => { length += bytes.length; }, { file: 'x' });
    console.log(JSON.stringify({ length, peakKiB: process.resourceUsage().maxRSS }));`,
  );
  const done = spawnSync(process.execPath, [script], { encoding: 'utf8' });
  expect(done.stderr).toBe('');
  const { length, peakKiB } = JSON.parse(done.stdout) as { length: number; peakKiB: number };
  expect(length).toBe(256 << 20);
  expect(peakKiB).toBeLessThan(400 * 1024);
  expect(readFileSync(path.join(folder, 'flat.age')).subarray(0, 10).toString()).toBe('age-encryp');
});
