/** Verification in place must judge like the import does, whichever way it takes through the file. */
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type VerifyBundleOptions, verifyBundle } from '#main/bundle/verify.ts';
import { attachmentPath } from '#shared/domain/bundle.ts';
import { jsonFile, makeTrust, NOW, readTestBundle, type TestTrust, writeTestBundle } from '#tests/support/bundleKit.ts';
import { type Bag, bytesOf, openBag, packBag, remanifest, resign } from '#tests/support/forge.ts';

let folder: string;
let kit: TestTrust;
let top: string;
let bag: Bag;
const FIRST = attachmentOf(3_000_000);
const SECOND = attachmentOf(1_200_000);

function attachmentOf(bytes: number) {
  const source = new Uint8Array(randomBytes(bytes));
  return { name: attachmentPath(createHash('sha256').update(source).digest('hex'), 'pdf'), source };
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'qp-verify-'));
  kit = await makeTrust();
  await writeTestBundle(kit, path.join(folder, 'large.qpb'), [FIRST, SECOND, jsonFile('data/cases/a.json', {})]);
  ({ top, bag } = openBag(path.join(folder, 'large.qpb')));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const verify = (file: string, overrides: Partial<VerifyBundleOptions> = {}) =>
  verifyBundle({
    path: file,
    trust: kit.trust,
    identities: [],
    audience: null,
    now: NOW,
    fileHash: false,
    onProgress: () => {},
    signal: new AbortController().signal,
    ...overrides,
  });

test('a large plain bundle is accepted, its file hashed on request only, and nothing is written', async () => {
  const file = path.join(folder, 'large.qpb');
  const before = readdirSync(folder);
  expect((await verify(file)).sha256).toBeNull();
  const report = await verify(file, { fileHash: true });
  expect(report.sha256).toBe(createHash('sha256').update(readFileSync(file)).digest('hex'));
  expect(report.files.map(({ name }) => name)).toEqual([FIRST.name, SECOND.name].sort().concat('data/cases/a.json'));
  expect(readdirSync(folder)).toEqual(before);
});

test('the audience counts where one is named', async () => {
  const file = path.join(folder, 'large.qpb');
  await verify(file, { audience: [kit.reviewer.keyId] });
  await expect(verify(file, { audience: [kit.centre.keyId] })).rejects.toMatchObject({ code: 'AUDIENCE_OTHER' });
});

describe('both ways through a faulty large bundle come to the same refusal', () => {
  const flipped = (bytes: Uint8Array, at: number) => {
    const copy = Buffer.from(bytes);
    copy[at]! ^= 4;
    return copy;
  };
  const contentAt = (bytes: Uint8Array, part: Uint8Array) => Buffer.from(bytes).indexOf(part.subarray(0, 64));
  const forged = (edit: (copy: Bag) => void): Uint8Array => {
    const copy: Bag = new Map(bag);
    edit(copy);
    return packBag(top, copy);
  };

  test.each<[string, string, () => Uint8Array]>([
    [
      'a changed attachment',
      'BUNDLE_HASH',
      () => flipped(packBag(top, bag), contentAt(packBag(top, bag), FIRST.source) + 2_000_000),
    ],
    [
      'two changed attachments',
      'BUNDLE_HASH',
      () =>
        flipped(
          flipped(packBag(top, bag), contentAt(packBag(top, bag), FIRST.source) + 9),
          contentAt(packBag(top, bag), SECOND.source) + 9,
        ),
    ],
    [
      'a changed header',
      'BUNDLE_LAYOUT',
      () => flipped(packBag(top, bag), contentAt(packBag(top, bag), SECOND.source) - 100),
    ],
    ['a changed directory', 'BUNDLE_LAYOUT', () => flipped(packBag(top, bag), packBag(top, bag).length - 30)],
    ['a tail', 'BUNDLE_LAYOUT', () => packBag(top, bag, { tail: new Uint8Array(1) })],
    ['a cut in an attachment', 'BUNDLE_TRUNCATED', () => packBag(top, bag).subarray(0, 2_500_000)],
    ['a cut in the directory', 'BUNDLE_TRUNCATED', () => packBag(top, bag).subarray(0, -40)],
    ['an unlisted file', 'BUNDLE_EXTRA_FILE', () => forged((copy) => copy.set('data/extra', bytesOf('x')))],
    ['a missing file', 'BUNDLE_MISSING_FILE', () => forged((copy) => copy.delete('data/cases/a.json'))],
    ['another signer', 'SIGNATURE_INVALID', () => forged((copy) => resign(copy, kit.reviewer.identity))],
    [
      'a changed tag manifest',
      'SIGNATURE_INVALID',
      () => forged((copy) => copy.set('tagmanifest-sha256.txt', bytesOf(''))),
    ],
    [
      'a wrong attachment name',
      'BUNDLE_LAYOUT',
      () =>
        forged((copy) => {
          copy.set(attachmentPath('0'.repeat(64), 'pdf'), bytesOf('x'));
          remanifest(copy);
          resign(copy, kit.centre.identity);
        }),
    ],
  ])('%s: %s', async (_, code, make) => {
    const file = path.join(folder, 'faulty.qpb');
    writeFileSync(file, make());
    const [inPlace, imported] = await Promise.all([
      verify(file).catch((error: unknown) => error),
      readTestBundle(kit, file, path.join(folder, 'staging')).catch((error: unknown) => error),
    ]);
    expect(inPlace).toMatchObject({ code, details: { file: 'faulty.qpb' } });
    expect(imported).toMatchObject({ code, details: (inPlace as { details: object }).details });
  });
});

test('a file that changes after its headers were read is not accepted', async () => {
  const file = path.join(folder, 'changing.qpb');
  const bytes = readFileSync(path.join(folder, 'large.qpb'));
  writeFileSync(file, bytes);
  const onProgress = ({ phase }: { phase: string }) =>
    phase === 'signature' && writeFileSync(file, bytes.fill(7, 1_000_000));
  await expect(verify(file, { onProgress })).rejects.toMatchObject({
    code: expect.stringMatching(/^BUNDLE_(HASH|LAYOUT)$/),
  });
});

test('cancelling ends every thread', async () => {
  for (const phase of ['signature', 'integrity']) {
    const controller = new AbortController();
    const onProgress = (p: { phase: string }) => p.phase === phase && controller.abort();
    const file = path.join(folder, 'large.qpb');
    await expect(verify(file, { onProgress, signal: controller.signal, fileHash: true })).rejects.toMatchObject({
      code: 'CANCELLED',
    });
  }
});
