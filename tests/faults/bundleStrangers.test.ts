/**
 * Proof 5: random valid bundles are accepted by our reader and by docs/verify-bundle.sh, which uses age, unzip, sha256sum and openssl
 * alone; and what the format forbids is refused by both. The suite tries 6 random bundles, QUANPING_LONG=1 1,000.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCrl } from '#main/bundle/issue.ts';
import { attachmentPath } from '#shared/domain/bundle.ts';
import {
  type BundleFiles,
  makeParty,
  makeTrust,
  readTestBundle,
  type TestTrust,
  writeTestBundle,
} from '#tests/support/bundleKit.ts';
import { ensureTool } from '#tests/support/ensureTools.ts';
import {
  type Bag,
  bytesOf,
  editBundleJson,
  openBag,
  packBag,
  rawEntries,
  remanifest,
  resign,
} from '#tests/support/forge.ts';
import { rawZip } from '#tests/support/rawZip.ts';
import { type Rng, seededRng } from './mutation.ts';

const COUNT = process.env.QUANPING_LONG === '1' ? 1_000 : 6;
const SCRIPT = path.resolve(import.meta.dirname, '../../docs/verify-bundle.sh');
let folder: string;
const kits: TestTrust[] = [];

beforeAll(async () => {
  for (const tool of ['age', 'openssl', 'unzip'] as const) ensureTool(tool);
  folder = mkdtempSync(path.join(tmpdir(), 'qp-strangers-'));
  for (const p256 of [false, true]) {
    const kit = await makeTrust(p256);
    kits.push(kit);
    const at = path.join(folder, String(kits.length - 1));
    mkdirSync(at);
    writeFileSync(path.join(at, 'root.pem'), kit.root.chain[0]!.pem);
    writeFileSync(path.join(at, 'identity.txt'), `${kit.reviewer.ageIdentity}\n`);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function script(which: number, file: string, options: string[] = []): { status: number | null; line: string } {
  const at = path.join(folder, String(which));
  const args = ['-i', path.join(at, 'identity.txt'), ...options, file, path.join(at, 'root.pem')];
  const done = spawnSync('sh', [SCRIPT, ...args], { encoding: 'utf8' });
  return { status: done.status, line: done.stdout.trim() + done.stderr.trim() };
}

function randomFiles(rng: Rng): BundleFiles {
  const files = new Map<string, Uint8Array>();
  for (let n = rng.below(12); n >= 0; n--) {
    const content = rng.bytes(rng.pick([0, 1, rng.below(300), rng.below(70_000)]));
    const hash = createHash('sha256').update(content).digest('hex');
    const name = rng.pick([
      attachmentPath(hash, rng.pick(['pdf', 'png'])),
      `data/cases/${rng.below(1e9)}.json`,
      `data/x-${rng.below(1e9)}/a.b_c`,
    ]);
    files.set(name, content);
  }
  return [...files].map(([name, source]) => ({ name, source }));
}

test('random valid bundles are accepted by our reader and by strangers', {
  timeout: COUNT * 3_000 + 60_000,
}, async () => {
  for (let seed = 1; seed <= COUNT; seed++) {
    const rng = seededRng(seed);
    const which = rng.below(2);
    const kit = kits[which]!;
    const files = randomFiles(rng);
    const file = path.join(folder, 'random.qpb');
    const { bundleId } = await writeTestBundle(kit, file, files, {
      recipients: rng.below(2) === 0 ? null : [kit.reviewer.recipient, kit.centre.recipient],
      audience: rng.pick([[kit.reviewer.keyId], [kit.reviewer.keyId, kit.centre.keyId]]),
      issuerSeq: 1 + rng.below(1_000),
    });
    await (await readTestBundle(kit, file, path.join(folder, 'staging'))).discard();
    expect(script(which, file), `seed ${seed}`).toEqual({
      status: 0,
      line: `ok case ${bundleId} issuer ${kit.centre.keyId} files ${files.length}`,
    });
    rmSync(file);
  }
});

describe('strangers refuse what our reader refuses', () => {
  let valid: { top: string; bag: Bag };

  beforeAll(async () => {
    const file = path.join(folder, 'valid.qpb');
    await writeTestBundle(kits[0]!, file, [
      { name: 'data/cases/a.json', source: bytesOf('{}') },
      { name: 'data/cases/b.json', source: bytesOf('[]') },
    ]);
    valid = openBag(file);
  });

  async function both(container: Uint8Array, options: string[] = []): Promise<string> {
    const file = path.join(folder, 'forged.qpb');
    writeFileSync(file, container);
    const ours = readTestBundle(kits[0]!, file, path.join(folder, 'staging'));
    await expect(ours).rejects.toMatchObject({ name: 'Refusal' });
    const { status, line } = script(0, file, options);
    expect(status, line).toBe(1);
    return line;
  }

  const centre = () => kits[0]!.centre.identity;
  const forged = (edit: (bag: Bag) => void) => {
    const bag: Bag = new Map(valid.bag);
    edit(bag);
    return packBag(valid.top, bag);
  };

  test.each<[string, string, (bag: Bag) => void]>([
    ['a changed file', 'a file does not fit its hash', (bag) => bag.set('data/cases/a.json', bytesOf('{ }'))],
    ['a changed tag file', 'a tag file does not fit its hash', (bag) => editBundleJson(bag, { issuerSeq: 9 })],
    ['a file more', 'the files are not those the manifests list', (bag) => bag.set('data/x', bytesOf('x'))],
    ['a file more beside data/', 'the files are not those the manifests list', (bag) => bag.set('x.txt', bytesOf('x'))],
    ['a file less', 'the files are not those the manifests list', (bag) => bag.delete('data/cases/b.json')],
    ['no signature', 'signatures/1.jws is missing', (bag) => bag.delete('signatures/1.jws')],
    [
      'a new manifest, signed by nobody',
      'a tag file does not fit its hash',
      (bag) => [bag.set('data/cases/a.json', bytesOf('{ }')), remanifest(bag)],
    ],
    [
      'another kind than signed',
      'signatures/1.jws is for another purpose',
      (bag) => [editBundleJson(bag, { kind: 'policy' }), resign(bag, centre())],
    ],
    [
      'another issuer',
      'the first signer is not the issuer',
      (bag) => [editBundleJson(bag, { issuer: 'ab'.repeat(32) }), resign(bag, centre())],
    ],
    [
      'another id',
      'the top folder is not the bundle id',
      (bag) => [editBundleJson(bag, { bundleId: '0190f5d2-7a3b-7c1d-8e2f-0123456789ab' }), resign(bag, centre())],
    ],
    [
      'a stranger’s signature',
      'the signature does not lead to the pinned root',
      (bag) => resign(bag, kits[1]!.centre.identity),
    ],
    [
      'an unfit signature',
      'signatures/1.jws does not hold',
      (bag) => {
        const [header, , signature] = Buffer.from(bag.get('signatures/1.jws')!).toString().split('.');
        bag.set(
          'signatures/1.jws',
          bytesOf(`${header}..${signature!.startsWith('A') ? 'B' : 'A'}${signature!.slice(1)}`),
        );
      },
    ],
    [
      'a gap in the signatures',
      'the signatures are not numbered without a gap',
      (bag) => bag.set('signatures/3.jws', bag.get('signatures/1.jws')!),
    ],
  ])('%s', async (_, reason, edit) => {
    expect(await both(forged(edit))).toBe(`refused: ${reason}`);
  });

  test('a signer without the role, an expired one', async () => {
    const kit = kits[0]!;
    const expert = await makeParty(kit.root, 'expert', '测试专家');
    const byExpert = forged((bag) => [editBundleJson(bag, { issuer: expert.keyId }), resign(bag, expert.identity)]);
    expect(await both(byExpert)).toBe('refused: the signer has no role for this kind');
    const past = { notBefore: '2026-01-01T00:00:00.000Z', notAfter: '2026-02-01T00:00:00.000Z' };
    const expired = await makeParty(kit.root, 'centre', '旧中心', undefined, past);
    expect(await both(forged((bag) => resign(bag, expired.identity)))).toMatch(/certificate has expired/);
  });

  test('hostile containers', async () => {
    const { top, bag } = valid;
    for (const where of ['prefix', 'gap', 'tail', 'comment'] as const) {
      expect(await both(packBag(top, bag, { [where]: new Uint8Array(9) })), where).toMatch(/^refused: /);
    }
    const hidden = rawEntries(top, bag).map((entry) => ({ ...entry, local: { extra: new Uint8Array(4) } }));
    expect(await both(rawZip(hidden))).toBe('refused: the container has bytes that belong to no file');
    const link = rawEntries(top, bag).map((entry) => ({ ...entry, central: { external: 0o120777 * 65_536 } }));
    expect(await both(rawZip(link))).toBe('refused: an entry is no plain stored file');
    expect(await both(rawZip([...rawEntries(top, bag), ...rawEntries(top, bag).slice(-1)]))).toBe(
      'refused: a name is there twice',
    );
    expect(await both(packBag(top, new Map([...bag, ['../x', bytesOf('x')]])))).toBe('refused: a name is not allowed');
    expect(await both(packBag('0190f5d2', bag))).toBe('refused: the top folder is no bundle id');
  });
});

test('the script judges revocation and time, and knows its usage', async () => {
  const kit = kits[0]!;
  const file = path.join(folder, 'revoked.qpb');
  await writeTestBundle(kit, file, [{ name: 'data/x', source: bytesOf('x') }]);
  const { serial } = kit.centre.identity.chain[0]!;
  for (const [revoked, status] of [
    [[], 0],
    [[{ serial, revokedAt: '2026-03-01T00:00:00.000Z' }], 1],
  ] as const) {
    const crl = createCrl(kit.root, { number: 1, thisUpdate: '2026-03-01T00:00:00.000Z', revoked: [...revoked] });
    const crlFile = path.join(folder, 'crl.pem');
    writeFileSync(crlFile, crl.pem);
    expect(script(0, file, ['-c', crlFile]).status).toBe(status);
  }
  expect(script(0, file, ['-t', '4102444800']).line).toMatch(/certificate has expired/);
  expect(script(0, path.join(folder, 'none.qpb')).status).toBe(1);
  expect(script(1, file).line).toBe('refused: the signature does not lead to the pinned root');
  expect(spawnSync('sh', [SCRIPT, file]).status).toBe(2);
  expect(readFileSync(SCRIPT, 'utf8')).not.toMatch(/node|npm|python/);
});
