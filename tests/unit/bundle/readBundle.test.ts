import { createHash, randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createCrl } from '#main/bundle/issue.ts';
import { clearStaging, type ReadBundleOptions } from '#main/bundle/read.ts';
import type { WriteBundleOptions } from '#main/bundle/write.ts';
import { openVault } from '#main/vault/vault.ts';
import type { TransferProgress } from '#shared/api/transfer.ts';
import { attachmentPath } from '#shared/domain/bundle.ts';
import {
  type BundleFiles,
  jsonFile,
  makeParty,
  makeTrust,
  NOW,
  readTestBundle,
  type TestTrust,
  VAULT_KEY,
  writeTestBundle,
} from '#tests/support/bundleKit.ts';

let folder: string;
let staging: string;
let kit: TestTrust;
let count = 0;

function attachment(bytes: number): { name: string; source: Uint8Array; sha256: string } {
  const source = new Uint8Array(randomBytes(bytes));
  const sha256 = createHash('sha256').update(source).digest('hex');
  return { name: attachmentPath(sha256, 'pdf'), source, sha256 };
}

const CASE = jsonFile('data/cases/a.json', { title: '案卷' });
/** Small: read in the calling thread. Large: on worker threads, several megabytes over more than one buffer. */
const SIZES = {
  small: [CASE, attachment(9_000)],
  large: [CASE, attachment(2_500_000), attachment(0), attachment(1_700_001)],
};

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'qp-read-'));
  kit = await makeTrust();
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(() => {
  staging = path.join(folder, `staging-${count++}`);
});

async function write(files: BundleFiles, overrides: Partial<WriteBundleOptions> = {}): Promise<string> {
  const file = path.join(folder, `${count++}.qpb`);
  await writeTestBundle(kit, file, files, overrides);
  return file;
}

const read = (file: string, overrides: Partial<ReadBundleOptions> = {}) =>
  readTestBundle(kit, file, staging, overrides);
const leftovers = () => (existsSync(staging) ? readdirSync(staging) : []);

/** Refused with `code`, nothing left, and the sentence names the file. */
async function refused(code: string, file: string, overrides: Partial<ReadBundleOptions> = {}): Promise<void> {
  await expect(read(file, overrides)).rejects.toMatchObject({ name: 'Refusal', code });
  expect(leftovers()).toEqual([]);
}

describe.each(['small', 'large'] as const)('a valid %s bundle', (size) => {
  test.each(['plain', 'sealed'] as const)('%s is read, verified and served from the sealed copy', async (form) => {
    const recipients = form === 'sealed' ? [kit.centre.recipient, kit.reviewer.recipient] : null;
    const file = await write(SIZES[size], { recipients });
    const bundle = await read(file);
    const onMedium = readFileSync(file);
    expect(bundle).toMatchObject({
      bytes: onMedium.length,
      sha256: createHash('sha256').update(onMedium).digest('hex'),
      encrypted: form === 'sealed',
      bundle: { kind: 'case', issuer: kit.centre.keyId, audience: [kit.reviewer.keyId] },
    });
    expect(bundle.issuer.subject.name).toBe('测试中心');
    for (const { name, source } of SIZES[size]) {
      expect(Buffer.compare(await bundle.readEntry(name), source as Uint8Array), name).toBe(0);
    }
    const vault = await openVault(path.join(folder, `vault-${count++}`), VAULT_KEY);
    await vault.adopt(bundle.bundle.bundleId, await bundle.keep());
    await bundle.discard();
    expect(leftovers()).toEqual([]);
    const kept = await vault.open(bundle.bundle.bundleId);
    const entry = bundle.entries.get(SIZES[size][1]!.name)!;
    const range = await kept.readRange(entry.offset, entry.offset + entry.size);
    expect(createHash('sha256').update(range).digest('hex')).toBe(entry.sha256);
    await kept.close();
  });

  test('reports its way: every byte copied, phases in order', async () => {
    const seen: TransferProgress[] = [];
    const file = await write(SIZES[size]);
    await (await read(file, { onProgress: (p) => seen.push(p) })).discard();
    expect([...new Set(seen.map(({ phase }) => phase))]).toEqual(['copy', 'signature', 'integrity']);
    const last = seen.filter(({ phase }) => phase === 'copy').at(-1)!;
    expect(last.bytesTotal).toBe(readFileSync(file).length);
    if (size === 'large') expect(last).toMatchObject({ bytesDone: last.bytesTotal, filesDone: 4 + 6 });
  });

  test('is refused when its file is cut, anywhere', async () => {
    for (const recipients of [null, [kit.reviewer.recipient]]) {
      const file = await write(SIZES[size], { recipients });
      // One cut chunk of an encrypted file cannot be told from an altered one.
      const code = recipients ? /^BUNDLE_(TRUNCATED|ENCRYPTION_DAMAGED)$/ : /^BUNDLE_TRUNCATED$/;
      const length = readFileSync(file).length;
      for (const cut of [length - 1, length - 100, Math.floor(length / 2), 700, 30, 3, 0]) {
        truncateSync(file, cut);
        await expect(read(file)).rejects.toMatchObject({ code: expect.stringMatching(code) });
        expect(leftovers()).toEqual([]);
      }
    }
  });

  test('is refused when one byte of an attachment is another', async () => {
    const file = await write(SIZES[size]);
    const bytes = readFileSync(file);
    const at = bytes.indexOf(SIZES[size][1]!.source as Uint8Array) + 4_000;
    bytes[at]! ^= 1;
    writeFileSync(file, bytes);
    await expect(read(file)).rejects.toMatchObject({ code: 'BUNDLE_HASH', details: { entry: SIZES[size][1]!.name } });
    expect(leftovers()).toEqual([]);
  });

  test('is refused when its encryption is damaged, or meant for somebody else', async () => {
    const file = await write(SIZES[size], { recipients: [kit.reviewer.recipient] });
    await refused('BUNDLE_DECRYPT', file, { identities: [kit.centre.ageIdentity] });
    await refused('BUNDLE_DECRYPT', file, { identities: [] });
    const bytes = readFileSync(file);
    bytes[900]! ^= 1;
    writeFileSync(file, bytes);
    await expect(read(file)).rejects.toMatchObject({
      code: expect.stringMatching(/^BUNDLE_(ENCRYPTION_DAMAGED|TRUNCATED)$/),
    });
    expect(leftovers()).toEqual([]);
  });
});

test('an ES256 signature serves as well', async () => {
  const other = await makeTrust(true);
  const file = path.join(folder, 'es256.qpb');
  await writeTestBundle(other, file, [CASE]);
  const bundle = await readTestBundle(other, file, staging);
  expect(bundle.bundle.issuer).toBe(other.centre.keyId);
  await bundle.discard();
});

describe('trust', () => {
  test('a bundle for other keys is refused', async () => {
    await refused('AUDIENCE_OTHER', await write([CASE]), { audience: [kit.centre.keyId] });
    await refused('AUDIENCE_OTHER', await write([CASE]), { audience: [] });
  });

  test('one for everybody is taken by anybody', async () => {
    const file = await write([CASE], { kind: 'policy', audience: [] });
    await (await read(file, { audience: [] })).discard();
  });

  test('the root must be the pinned one', async () => {
    const stranger = await makeTrust();
    await refused('CERT_UNTRUSTED', await write([CASE]), { trust: stranger.trust });
    await refused('CERT_UNTRUSTED', await write([CASE]), { trust: { roots: [], crls: [] } });
  });

  test('certificates count in their time only', async () => {
    const file = await write([CASE]);
    await refused('CERT_EXPIRED', file, { now: '2030-01-01T00:00:00.000Z' });
    await refused('CERT_EXPIRED', file, { now: '2025-01-01T00:00:00.000Z' });
  });

  test('a revoked signer is refused', async () => {
    const file = await write([CASE]);
    const { serial } = kit.centre.identity.chain[0]!;
    const crl = createCrl(kit.root, {
      number: 3,
      thisUpdate: '2026-11-01T00:00:00.000Z',
      revoked: [{ serial, revokedAt: '2026-11-01T00:00:00.000Z' }],
    });
    await refused('CERT_REVOKED', file, { trust: { ...kit.trust, crls: [crl] } });
  });

  test('a role signs its own kinds only', async () => {
    await refused('CERT_ROLE', await write([CASE], { identity: kit.reviewer.identity }));
    const expert = await makeParty(kit.root, 'expert', '测试专家');
    await refused('CERT_ROLE', await write([CASE], { kind: 'review', identity: expert.identity }));
    const file = await write([CASE], { kind: 'review', identity: kit.reviewer.identity });
    await (await read(file)).discard();
  });
});

describe('cancelling', () => {
  test.each(['small', 'large'] as const)('before the start leaves nothing of a %s bundle', async (size) => {
    const controller = new AbortController();
    controller.abort();
    await refused('CANCELLED', await write(SIZES[size]), { signal: controller.signal });
  });

  test('at any moment leaves nothing and no thread', async () => {
    const file = await write([CASE, ...Array.from({ length: 8 }, () => attachment(3_000_000))]);
    for (const delay of [1, 20, 40, 60, 80, 100, 130]) {
      const controller = new AbortController();
      const timer = setTimeout(() => controller.abort(), delay);
      const outcome = await read(file, { signal: controller.signal }).catch((error: unknown) => error);
      clearTimeout(timer);
      if ('discard' in (outcome as object)) await (outcome as { discard(): Promise<void> }).discard();
      else expect(outcome).toMatchObject({ code: 'CANCELLED' });
      expect(leftovers(), `after ${delay} ms`).toEqual([]);
    }
  });
});

describe('the medium', () => {
  test('that is missing, a folder, or not to be read says so', async () => {
    await refused('FILE_NOT_FOUND', path.join(folder, 'none.qpb'));
    await refused('FILE_NOT_FOUND', path.join(await write([CASE]), 'below.qpb'));
    mkdirSync(path.join(folder, 'folder.qpb'));
    await refused('BUNDLE_NOT_A_BUNDLE', path.join(folder, 'folder.qpb'));
  });

  test('whose file changes while it is copied never yields other bytes than the verified ones', async () => {
    const big = attachment(24_000_000);
    for (const form of ['grow', 'flip', 'cut'] as const) {
      const file = await write([CASE, big]);
      const pending = read(file).catch((error: unknown) => error);
      await new Promise((resolve) => setTimeout(resolve, 60));
      if (form === 'grow') appendFileSync(file, 'more');
      if (form === 'cut') truncateSync(file, 12_000_000);
      if (form === 'flip') writeFileSync(file, readFileSync(file).fill(0, 20_000_000, 20_000_100));
      const outcome = await pending;
      if (outcome instanceof Error) {
        expect(outcome).toMatchObject({ code: expect.stringMatching(/^BUNDLE_(HASH|TRUNCATED|LAYOUT|NOT_A_BUNDLE)$/) });
      } else {
        const bundle = outcome as Awaited<ReturnType<typeof read>>;
        expect(Buffer.compare(await bundle.readEntry(big.name, 30_000_000), big.source)).toBe(0);
        await bundle.discard();
      }
      expect(leftovers()).toEqual([]);
    }
  });

  test('without room on the local disk is refused before anything is copied', async () => {
    const file = path.join(folder, 'huge.qpb');
    writeFileSync(file, readFileSync(await write([CASE])));
    truncateSync(file, 5_000_000_000);
    await refused('BUNDLE_TOO_LARGE', file);
  });
});

test('reading an entry has a limit, and unknown entries are refused', async () => {
  const bundle = await read(await write(SIZES.small));
  await expect(bundle.readEntry(CASE.name, 5)).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
  await expect(bundle.readEntry('data/none')).rejects.toMatchObject({ code: 'BUNDLE_MISSING_FILE' });
  await bundle.discard();
});

test('copies that a crash left in staging are cleared at the start', async () => {
  mkdirSync(staging);
  writeFileSync(path.join(staging, '1.staged'), 'x');
  writeFileSync(path.join(staging, 'other.txt'), 'x');
  expect(await clearStaging(staging)).toBe(1);
  expect(leftovers()).toEqual(['other.txt']);
  expect(await clearStaging(path.join(folder, 'never'))).toBe(0);
});

test('the same content encrypted twice has one content hash, another file hash', async () => {
  const { encryptBytes } = await import('#main/bundle/encryption.ts');
  const plain = await write([CASE]);
  const sealed = path.join(folder, 'again.qpb');
  writeFileSync(sealed, await encryptBytes(readFileSync(plain), [kit.reviewer.recipient]));
  const [a, b] = [await read(plain), await read(sealed)];
  expect(a.contentSha256).toBe(b.contentSha256);
  expect(a.sha256).not.toBe(b.sha256);
  for (const bundle of [a, b]) await bundle.discard();
  expect(a.bundle.issuedAt).toBe(NOW);
});
