/** Canonical containers with contents that do not hold: altered after signing, or signed by somebody who should not have. */
import { readdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signDetached } from '#main/bundle/signature.ts';
import {
  jsonFile,
  makeParty,
  makeTrust,
  readTestBundle,
  type TestTrust,
  writeTestBundle,
} from '#tests/support/bundleKit.ts';
import {
  type Bag,
  bytesOf,
  editBundleJson,
  openBag,
  packBag,
  remanifest,
  resign,
  textOf,
} from '#tests/support/forge.ts';

let folder: string;
let kit: TestTrust;
let top: string;
let valid: Bag;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'qp-content-'));
  kit = await makeTrust();
  const file = path.join(folder, 'valid.qpb');
  await writeTestBundle(kit, file, [jsonFile('data/cases/a.json', { a: 1 }), jsonFile('data/cases/b.json', { b: 2 })]);
  ({ top, bag: valid } = openBag(file));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function outcome(bag: Bag, name = top): Promise<unknown> {
  const file = path.join(folder, 'x.qpb');
  const staging = path.join(folder, 'staging');
  writeFileSync(file, packBag(name, bag));
  try {
    await (await readTestBundle(kit, file, staging)).discard();
    return 'accepted';
  } catch (error) {
    return error;
  } finally {
    expect(readdirSync(staging)).toEqual([]);
  }
}

/** The valid bag after `edit`; `sign` says what is made good again afterwards. */
async function edited(edit: (bag: Bag) => void, sign: 'nothing' | 'tags' | 'all' = 'nothing'): Promise<unknown> {
  const bag: Bag = new Map(valid);
  edit(bag);
  if (sign === 'all') remanifest(bag);
  if (sign !== 'nothing') resign(bag, kit.centre.identity);
  return outcome(bag);
}

const replace = (name: string, from: string | RegExp, to: string) => (bag: Bag) =>
  bag.set(name, bytesOf(textOf(bag, name).replace(from, to)));
const layout = (rule: string) => ({ code: 'BUNDLE_LAYOUT', details: { rule } });

test('the forging tools make valid bundles when nothing is changed', async () => {
  expect(await edited(() => {}, 'all')).toBe('accepted');
});

describe('altered after signing', () => {
  test.each<[string, (bag: Bag) => void, object]>([
    [
      'a payload file',
      replace('data/cases/a.json', '1', '2'),
      { code: 'BUNDLE_HASH', details: { entry: 'data/cases/a.json' } },
    ],
    [
      'bundle.json',
      replace('bundle.json', '"case"', '"panel"'),
      { code: 'BUNDLE_HASH', details: { entry: 'bundle.json' } },
    ],
    [
      'the manifest',
      replace('manifest-sha256.txt', /^./, 'f'),
      { code: 'BUNDLE_HASH', details: { entry: 'manifest-sha256.txt' } },
    ],
    ['the tag manifest', replace('tagmanifest-sha256.txt', /^./, 'g'), { code: 'SIGNATURE_INVALID' }],
    [
      'a payload and the manifest',
      (bag) => [replace('data/cases/a.json', '1', '2')(bag), remanifest(bag)],
      { code: 'BUNDLE_HASH', details: { entry: 'manifest-sha256.txt' } },
    ],
    ['bagit.txt', replace('bagit.txt', '1.0', '0.9'), { code: 'BUNDLE_HASH', details: { entry: 'bagit.txt' } }],
    ['the signature', replace('signatures/1.jws', /.(?=.{20}$)/, '_'), { code: 'SIGNATURE_INVALID' }],
    [
      'a file more',
      (bag) => bag.set('data/extra.json', bytesOf('{}')),
      { code: 'BUNDLE_EXTRA_FILE', details: { entry: 'data/extra.json' } },
    ],
    [
      'a file more beside data/',
      (bag) => bag.set('readme.txt', bytesOf('x')),
      { code: 'BUNDLE_EXTRA_FILE', details: { entry: 'readme.txt' } },
    ],
    [
      'an empty file more',
      (bag) => bag.set('fetch.txt', bytesOf('')),
      { code: 'BUNDLE_EXTRA_FILE', details: { entry: 'fetch.txt' } },
    ],
    [
      'a payload file less',
      (bag) => bag.delete('data/cases/b.json'),
      { code: 'BUNDLE_MISSING_FILE', details: { entry: 'data/cases/b.json' } },
    ],
    [
      'no bundle.json',
      (bag) => bag.delete('bundle.json'),
      { code: 'BUNDLE_MISSING_FILE', details: { entry: 'bundle.json' } },
    ],
    ['no tag manifest', (bag) => bag.delete('tagmanifest-sha256.txt'), { code: 'BUNDLE_MISSING_FILE' }],
    ['no signature', (bag) => bag.delete('signatures/1.jws'), { code: 'SIGNATURE_MISSING' }],
    [
      'a second signature that is none',
      (bag) => bag.set('signatures/2.jws', bytesOf('a..b')),
      { code: 'SIGNATURE_INVALID' },
    ],
    [
      'a signature without its number',
      (bag) => bag.set('signatures/3.jws', bag.get('signatures/1.jws')!),
      layout('signatures'),
    ],
    [
      'a signature by another name',
      (bag) => bag.set('signatures/sm2.p7s', bytesOf('x')),
      { code: 'BUNDLE_EXTRA_FILE' },
    ],
  ])('%s', async (_, edit, expected) => {
    expect(await edited(edit)).toMatchObject(expected);
  });
});

describe('signed as it is', () => {
  const [A, B] = ['data/cases/a.json', 'data/cases/b.json'];
  const line = (bag: Bag, name: string) =>
    textOf(bag, 'manifest-sha256.txt')
      .split('\n')
      .find((text) => text.endsWith(name))!;
  const manifest = (make: (bag: Bag) => string) => (bag: Bag) => bag.set('manifest-sha256.txt', bytesOf(make(bag)));

  test.each<[string, (bag: Bag) => void, object]>([
    [
      'a file the manifest does not list',
      manifest((bag) => `${line(bag, A)}\n`),
      { code: 'BUNDLE_EXTRA_FILE', details: { entry: B } },
    ],
    [
      'a listed file that is not there',
      manifest((bag) => `${line(bag, A)}\n${line(bag, B)}\n${'0'.repeat(64)}  data/cases/c.json\n`),
      { code: 'BUNDLE_MISSING_FILE', details: { entry: 'data/cases/c.json' } },
    ],
    [
      'another hash in the manifest',
      manifest((bag) => `${'0'.repeat(64)}  ${A}\n${line(bag, B)}\n`),
      { code: 'BUNDLE_HASH', details: { entry: A } },
    ],
    ['a manifest in another order', manifest((bag) => `${line(bag, B)}\n${line(bag, A)}\n`), layout('manifest')],
    [
      'a name twice in the manifest',
      manifest((bag) => `${line(bag, A)}\n${line(bag, A)}\n${line(bag, B)}\n`),
      layout('manifest'),
    ],
    [
      'a manifest with CR',
      manifest((bag) => textOf(bag, 'manifest-sha256.txt').replaceAll('\n', '\r\n')),
      layout('manifest'),
    ],
    [
      'a manifest without its last line end',
      manifest((bag) => textOf(bag, 'manifest-sha256.txt').trimEnd()),
      layout('manifest'),
    ],
    ['a manifest in capitals', manifest((bag) => textOf(bag, 'manifest-sha256.txt').toUpperCase()), layout('manifest')],
    [
      'a manifest with one space',
      manifest((bag) => textOf(bag, 'manifest-sha256.txt').replace('  ', ' ')),
      layout('manifest'),
    ],
    [
      'a manifest with a star',
      manifest((bag) => textOf(bag, 'manifest-sha256.txt').replace('  ', ' *')),
      layout('manifest'),
    ],
    [
      'a manifest that leaves the bundle',
      manifest((bag) => `${line(bag, A).replace(A, 'data/../../etc/passwd')}\n`),
      layout('manifest'),
    ],
    ['a manifest of tag files', manifest((bag) => `${line(bag, A).replace(A, 'bundle.json')}\n`), layout('manifest')],
    ['an empty manifest', manifest(() => ''), layout('manifest')],
    [
      'another bagit.txt',
      (bag) => bag.set('bagit.txt', bytesOf('BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n')),
      layout('bagit'),
    ],
    ['another Oxum', (bag) => replace('bag-info.txt', /Oxum: \d+/, 'Oxum: 1')(bag), layout('baginfo')],
    [
      'more in bag-info.txt',
      (bag) => bag.set('bag-info.txt', bytesOf(`${textOf(bag, 'bag-info.txt')}Contact: x\n`)),
      layout('baginfo'),
    ],
  ])('%s', async (_, edit, expected) => {
    expect(await edited(edit, 'tags')).toMatchObject(expected);
  });

  test('an attachment whose name is another hash', async () => {
    const name = `data/attachments/${'0'.repeat(64)}.pdf`;
    expect(await edited((bag) => bag.set(name, bytesOf('x')), 'all')).toMatchObject(layout('attachment'));
  });

  test('tag files beyond their size', async () => {
    const long = (name: string, bytes: number) => edited((bag) => bag.set(name, new Uint8Array(bytes)), 'tags');
    for (const [name, bytes] of [
      ['bagit.txt', 65],
      ['bundle.json', 1_048_577],
      ['bag-info.txt', 4_097],
    ] as const) {
      expect(await long(name, bytes), name).toMatchObject({ code: 'BUNDLE_TOO_LARGE' });
    }
  });
});

describe('bundle.json, signed, is refused with', () => {
  const schema = { code: 'SCHEMA_INVALID', details: { entry: 'bundle.json' } };
  const hex = 'ab'.repeat(32);
  test.each<[string, Record<string, unknown>, object]>([
    ['a newer profile', { profile: 'qpb/2', more: 1 }, { code: 'PROFILE_NEWER' }],
    ['a newer reader level', { minReader: 2, more: 1 }, { code: 'PROFILE_NEWER' }],
    ['another profile', { profile: 'zip/1' }, schema],
    ['an unknown member', { more: 1 }, schema],
    ['a member missing', { issuerSeq: undefined }, schema],
    ['another kind than signed', { kind: 'ack' }, { code: 'SIGNATURE_INVALID' }],
    ['another issuer', { issuer: hex }, { code: 'SIGNATURE_INVALID' }],
    ['another id than its folder', { bundleId: '0190f5d2-7a3b-7c1d-8e2f-0123456789ab' }, layout('folder')],
    ['an unsorted audience', { audience: [hex, '00'.repeat(32)] }, schema],
    ['an audience twice', { audience: [hex, hex] }, schema],
    ['no audience', { audience: [] }, schema],
    ['number 0', { issuerSeq: 0 }, schema],
    ['a number as text', { issuerSeq: '1' }, schema],
    ['a time that is none', { issuedAt: '2026-13-01T00:00:00.000Z' }, schema],
    ['part 2 of 1', { part: { set: '0190f5d2-7a3b-7c1d-8e2f-0123456789ab', index: 2, count: 1 } }, schema],
    [
      'a journal range backwards',
      { journal: [{ stream: '0190f5d2-7a3b-7c1d-8e2f-0123456789ab', from: 3, to: 2, baseHash: hex, headHash: hex }] },
      schema,
    ],
    ['null where nothing belongs', { catalogue: null }, schema],
  ])('%s', async (_, changes, expected) => {
    expect(await edited((bag) => editBundleJson(bag, changes), 'tags')).toMatchObject(expected);
  });

  test.each<[string, (text: string) => string]>([
    ['a space', (text) => text.replace(',', ', ')],
    ['a line end', (text) => `${text}\n`],
    [
      'another order',
      (text) => text.replace(/"audience":\[.*?\],/, '').replace(/}$/, `,${/"audience":\[.*?\]/.exec(text)![0]}}`),
    ],
    ['a key twice', (text) => text.replace('{', '{"kind":"case",')],
    ['a byte order mark', (text) => `\ufeff${text}`],
    ['a fraction', (text) => text.replace('"issuerSeq":1', '"issuerSeq":1.0')],
    ['an exponent', (text) => text.replace('"issuerSeq":1', '"issuerSeq":1e0')],
    ['an escaped letter', (text) => text.replace('"case"', '"\\u0063ase"')],
    ['depth beyond 32', () => `${'['.repeat(40)}${']'.repeat(40)}`],
    ['a lone surrogate', (text) => text.replace('"case"', '"\\ud800"')],
    ['nothing', () => ''],
  ])('%s in its spelling', async (_, respell) => {
    const edit = (bag: Bag) => bag.set('bundle.json', bytesOf(respell(textOf(bag, 'bundle.json'))));
    expect(await edited(edit, 'tags')).toMatchObject(schema);
  });
});

describe('signatures', () => {
  const sign = (change: (bag: Bag) => void) => {
    const bag: Bag = new Map(valid);
    change(bag);
    return outcome(bag);
  };
  const over = (bag: Bag) => bag.get('tagmanifest-sha256.txt')!;
  const set = (bag: Bag, index: number, jws: string) => bag.set(`signatures/${index}.jws`, bytesOf(jws));

  test('for another kind or another purpose do not count', async () => {
    for (const typ of ['qpb1-review+jws', 'quanping-review+jws', 'JWT', '']) {
      expect(await sign((bag) => resign(bag, kit.centre.identity, typ)), typ).toMatchObject({
        code: 'SIGNATURE_INVALID',
      });
    }
  });

  test('by a stranger, by the wrong role, by an expired or self-made certificate do not count', async () => {
    const stranger = await makeTrust();
    expect(await sign((bag) => resign(bag, stranger.centre.identity))).toMatchObject({ code: 'CERT_UNTRUSTED' });
    const old = { notBefore: '2026-01-01T00:00:00.000Z', notAfter: '2026-02-01T00:00:00.000Z' };
    const expired = await makeParty(kit.root, 'centre', '旧中心', undefined, old);
    expect(await sign((bag) => resign(bag, expired.identity))).toMatchObject({ code: 'CERT_EXPIRED' });
    const other = await makeParty(kit.root, 'centre', '另一中心');
    expect(await sign((bag) => resign(bag, other.identity))).toMatchObject({ code: 'SIGNATURE_INVALID' });
  });

  test('more than one: all must hold, the first is the issuer', async () => {
    const second = await makeParty(kit.root, 'approver', '测试复核员');
    const by =
      (identity = second.identity) =>
      (bag: Bag) =>
        set(bag, 2, signDetached(over(bag), identity, 'qpb1-case+jws'));
    expect(await sign(by())).toBe('accepted');
    expect(await sign(by((await makeTrust()).centre.identity))).toMatchObject({ code: 'CERT_UNTRUSTED' });
    expect(
      await sign((bag) => set(bag, 2, signDetached(bytesOf('x'), second.identity, 'qpb1-case+jws'))),
    ).toMatchObject({ code: 'SIGNATURE_INVALID' });
  });

  test('have one spelling', async () => {
    for (const respell of [
      (s: string) => `${s}\n`,
      (s: string) => s.replace('..', '.e30.'),
      (s: string) => `${s}=`,
      (s: string) => ` ${s}`,
      () => '',
    ]) {
      expect(await sign((bag) => set(bag, 1, respell(textOf(bag, 'signatures/1.jws'))))).toMatchObject({
        code: 'SIGNATURE_INVALID',
      });
    }
  });
});
