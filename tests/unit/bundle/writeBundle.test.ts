import { createHash, randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { composeBundle } from '#main/bundle/compose.ts';
import { measureFile } from '#main/bundle/sources.ts';
import { verifyBundle } from '#main/bundle/verify.ts';
import type { WriteBundleOptions } from '#main/bundle/write.ts';
import { openSealed, writeSealed } from '#main/vault/sealedFile.ts';
import type { TransferProgress } from '#shared/api/transfer.ts';
import { attachmentPath } from '#shared/domain/bundle.ts';
import {
  type BundleFiles,
  jsonFile,
  makeTrust,
  NOW,
  type TestTrust,
  VAULT_KEY,
  writeTestBundle,
} from '#tests/support/bundleKit.ts';

let root: string;
let folder: string;
let kit: TestTrust;
const CASE = jsonFile('data/cases/a.json', { a: 1 });

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'qp-write-'));
  kit = await makeTrust();
});
afterAll(() => rm(root, { recursive: true, force: true }));
beforeEach(async () => {
  folder = await mkdtemp(path.join(root, 'stick-'));
});

const target = () => path.join(folder, 'out.qpb');
const write = (files: BundleFiles, overrides: Partial<WriteBundleOptions> = {}) =>
  writeTestBundle(kit, target(), files, overrides);
const verify = (file = target()) =>
  verifyBundle({
    path: file,
    trust: kit.trust,
    identities: [kit.reviewer.ageIdentity],
    audience: [kit.reviewer.keyId],
    now: NOW,
    fileHash: true,
    onProgress: () => {},
    signal: new AbortController().signal,
  });

describe('writing', () => {
  test.each([false, true])('takes files from bytes, paths and sealed files (encrypted: %s)', async (encrypted) => {
    const content = new Uint8Array(randomBytes(3_100_000));
    const sha256 = createHash('sha256').update(content).digest('hex');
    const onDisk = path.join(root, 'source.bin');
    writeFileSync(onDisk, content);
    const sealedPath = path.join(root, `sealed-${encrypted}`);
    await writeSealed(sealedPath, VAULT_KEY, content);
    const sealed = await openSealed(sealedPath, VAULT_KEY);
    const part = { size: 1_500_000, readRange: (a: number, b: number) => sealed.readRange(a + 777, b + 777) };
    const files = [
      CASE,
      { name: attachmentPath(sha256, 'pdf'), source: onDisk },
      { name: 'data/part.bin', source: part },
    ];
    const written = await write(files, { recipients: encrypted ? [kit.reviewer.recipient] : null });
    await sealed.close();
    const bytes = readFileSync(target());
    expect(written).toMatchObject({ bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
    expect(written.groups.join('')).toBe(written.sha256);
    expect(written.groups).toHaveLength(16);
    const report = await verify();
    expect(report).toMatchObject({ sha256: written.sha256, encrypted, bundle: { bundleId: written.bundleId } });
    const expected = createHash('sha256').update(content.subarray(777, 1_500_777)).digest('hex');
    expect(report.files).toContainEqual({ name: 'data/part.bin', size: 1_500_000, sha256: expected });
    expect(readdirSync(folder)).toEqual(['out.qpb']);
  });

  test('is a pure function of bundle.json and the files, in whatever order they come', async () => {
    const files = [
      CASE,
      jsonFile('data/cases/b.json', {}),
      { name: 'data/x', source: new Uint8Array(randomBytes(2_000)) },
    ];
    const { bundle } = await write(files);
    const measured = await Promise.all(files.map((file) => measureFile(file, () => {})));
    for (const order of [measured, measured.toReversed()]) {
      const pieces: Uint8Array[] = [];
      for await (const piece of composeBundle(bundle, order, kit.centre.identity, 'x').pieces()) pieces.push(piece);
      expect(Buffer.concat(pieces).equals(readFileSync(target()))).toBe(true);
    }
  });

  test('sorts what has one order', async () => {
    const [a, b] = ['0190f5d2-7a3b-7c1d-8e2f-0123456789ab', '0190f5d2-7a3b-7c1d-8e2f-0123456789aa'];
    const hash = 'ab'.repeat(32);
    const { bundle } = await write([CASE], {
      audience: [kit.reviewer.keyId, kit.centre.keyId, kit.reviewer.keyId],
      acks: [a, b].map((stream) => ({ stream, seq: 1, hash })),
      journal: [a, b].map((stream) => ({ stream, from: 1, to: 2, baseHash: hash, headHash: hash })),
      catalogue: { id: 'jinan-2026', number: 4, sha256: hash },
      part: { set: a, index: 2, count: 3 },
    });
    expect(bundle.audience).toEqual([kit.reviewer.keyId, kit.centre.keyId].sort());
    expect(bundle.acks.map(({ stream }) => stream)).toEqual([b, a]);
    expect((await verify()).bundle).toEqual(bundle);
  });

  test('reports phases, bytes and files', async () => {
    const seen: TransferProgress[] = [];
    const { bytes } = await write([CASE], { onProgress: (p) => seen.push(p) });
    expect([...new Set(seen.map(({ phase }) => phase))]).toEqual(['content', 'write', 'verify', 'done']);
    expect(seen.find(({ phase }) => phase === 'write')).toMatchObject({ bytesTotal: bytes });
  });
});

describe('a refusal leaves nothing', () => {
  const refused = async (code: string, files: BundleFiles, overrides: Partial<WriteBundleOptions> = {}) => {
    await expect(write(files, overrides)).rejects.toMatchObject({ name: 'Refusal', code });
    expect(readdirSync(folder)).toEqual([]);
  };

  test('when a source is missing or changes while it is read', async () => {
    await refused('FILE_NOT_FOUND', [{ name: 'data/x', source: path.join(folder, 'none') }]);
    const growing = path.join(root, 'growing');
    writeFileSync(growing, 'a');
    const changes: Partial<WriteBundleOptions> = {
      onProgress: ({ phase }) => phase === 'write' && appendFileSync(growing, 'b'),
    };
    await refused('FILE_CHANGED', [{ name: 'data/x', source: growing }], changes);
    let reads = 0;
    const fickle = { size: 5, readRange: async () => new Uint8Array(5).fill(reads++) };
    await refused('FILE_CHANGED', [{ name: 'data/x', source: fickle }]);
  });

  test('when it is cancelled in any phase', async () => {
    const big = { name: 'data/big', source: new Uint8Array(5_000_000) };
    for (const phase of ['content', 'write', 'verify'] as const) {
      const controller = new AbortController();
      const onProgress = (p: TransferProgress) => p.phase === phase && controller.abort();
      await refused('CANCELLED', [CASE, big], { onProgress, signal: controller.signal });
    }
  });

  test('when there are too many files, or the set is too large', async () => {
    const many = Array.from({ length: 20_001 }, (_, i) => ({ name: `data/${i}`, source: new Uint8Array(0) }));
    await refused('BUNDLE_TOO_LARGE', many);
    await refused('BUNDLE_TOO_LARGE', many.slice(0, 19_995));
  });

  test('when the folder is not there', async () => {
    const gone = path.join(folder, 'gone', 'x.qpb');
    await expect(writeTestBundle(kit, gone, [CASE])).rejects.toMatchObject({ code: 'MEDIUM_WRITE' });
  });
});

test('an existing file is never overwritten', async () => {
  writeFileSync(target(), 'precious');
  await expect(write([CASE])).rejects.toMatchObject({ code: 'FILE_EXISTS' });
  const appears: Partial<WriteBundleOptions> = {
    onProgress: ({ phase }) => phase === 'verify' && writeFileSync(path.join(folder, 'late.qpb'), 'precious'),
  };
  await expect(writeTestBundle(kit, path.join(folder, 'late.qpb'), [CASE], appears)).rejects.toMatchObject({
    code: 'FILE_EXISTS',
  });
  for (const name of ['out.qpb', 'late.qpb']) expect(readFileSync(path.join(folder, name), 'utf8')).toBe('precious');
  expect(existsSync(path.join(folder, 'late.qpb.partial'))).toBe(false);
});

test('names no reader would take are the caller’s mistake', async () => {
  const source = new Uint8Array(1);
  const wrong = [
    [],
    ['cases/a'],
    ['data/A'],
    ['data/con'],
    ['data/a', 'data/a'],
    ['data/a', 'data/a/b'],
    [attachmentPath('0'.repeat(64), 'pdf')],
  ];
  for (const names of wrong)
    await expect(write(names.map((name) => ({ name, source }))), names.join()).rejects.toThrow(RangeError);
  await expect(write([CASE], { audience: [] })).rejects.toThrow();
  expect(readdirSync(folder)).toEqual([]);
});
