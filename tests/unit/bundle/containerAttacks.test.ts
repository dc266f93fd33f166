/** Containers that are ZIPs to somebody but not the one canonical container: each is refused, whoever signed it. */
import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jsonFile, makeTrust, readTestBundle, type TestTrust, writeTestBundle } from '#tests/support/bundleKit.ts';
import { type Bag, openBag, packBag, rawEntries, remanifest, resign } from '#tests/support/forge.ts';
import { type RawEntry, rawZip } from '#tests/support/rawZip.ts';

let folder: string;
let kit: TestTrust;
let top: string;
let bag: Bag;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'qp-attack-'));
  kit = await makeTrust();
  const file = path.join(folder, 'valid.qpb');
  await writeTestBundle(kit, file, [jsonFile('data/cases/a.json', { a: 1 }), jsonFile('data/cases/b.json', { b: 2 })]);
  ({ top, bag } = openBag(file));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function outcome(container: Uint8Array): Promise<unknown> {
  const file = path.join(folder, 'case.qpb');
  await writeFile(file, container);
  const staging = path.join(folder, 'staging');
  try {
    const read = await readTestBundle(kit, file, staging);
    await read.discard();
    return 'accepted';
  } catch (error) {
    return error;
  } finally {
    expect(readdirSync(staging)).toEqual([]);
  }
}

const entries = (): RawEntry[] => rawEntries(top, bag);
/** All entries, the one called `name` changed. */
const changed = (name: string, change: Partial<RawEntry>): RawEntry[] =>
  entries().map((entry) => (entry.name === `${top}/${name}` ? { ...entry, ...change } : entry));
const CASE = 'data/cases/a.json';
const layout = (rule: string) => ({ code: 'BUNDLE_LAYOUT', details: { rule, file: 'case.qpb' } });
const u16 = (...values: number[]) => new Uint8Array(values.flatMap((value) => [value & 255, value >> 8]));

test('the bag as it was, packed by the independent writer, is accepted', async () => {
  expect(await outcome(packBag(top, bag))).toBe('accepted');
});

describe('one entry with a header of its own is refused', () => {
  const ZIP64 = new Uint8Array([...u16(1, 16), ...new Uint8Array(16)]);
  const both = (fields: RawEntry['local']): Partial<RawEntry> => ({ local: fields, central: fields });
  test.each<[string, Partial<RawEntry>, string]>([
    ['another version needed', both({ versionNeeded: 20 }), 'header'],
    ['the UTF-8 flag', both({ flags: 0x800 }), 'header'],
    ['the encryption flag', both({ flags: 1 }), 'header'],
    ['a data descriptor', { ...both({ flags: 8 }), after: new Uint8Array(16) }, 'header'],
    [
      'a data descriptor with empty sizes',
      { local: { flags: 8, crc: 0, compressed: 0, size: 0 }, central: { flags: 8 } },
      'header',
    ],
    ['deflate', both({ method: 8 }), 'header'],
    ['a time', both({ time: 1 }), 'header'],
    ['a date', both({ date: 0x5a21 }), 'header'],
    ['an extra field', both({ extra: u16(0x5455, 0) }), 'header'],
    ['a ZIP64 field', both({ extra: ZIP64, size: 0xffffffff, compressed: 0xffffffff }), 'header'],
    ['an extra field in the directory only', { central: { extra: u16(0x5455, 0) } }, 'directory'],
    ['a comment', { central: { comment: new Uint8Array([65]) } }, 'directory'],
    ['another name in the directory', { central: { name: 'x' } }, 'directory'],
    ['another size in the directory', { central: { size: 1, compressed: 1 } }, 'directory'],
    ['another checksum in the directory', { central: { crc: 1 } }, 'directory'],
    ['another checksum in both places', both({ crc: 1 }), 'checksum'],
    ['another offset', { central: { offset: 0 } }, 'directory'],
    ['symlink attributes', { central: { external: 0o120777 * 65_536 } }, 'directory'],
    ['a set-uid bit', { central: { external: 0o104755 * 65_536 } }, 'directory'],
    ['DOS attributes', { central: { external: 0x20 } }, 'directory'],
    ['a text flag', { central: { internal: 1 } }, 'directory'],
    ['another maker', { central: { versionMadeBy: 20 } }, 'directory'],
    ['no place in the directory', { omit: 'central' }, 'directory'],
    ['a gap behind it', { after: new Uint8Array(1) }, 'directory'],
    ['a ghost behind it', { after: new Uint8Array([0x50, 0x4b, 3, 4]) }, 'header'],
  ])('%s', async (_, change, rule) => {
    expect(await outcome(rawZip(changed(CASE, change)))).toMatchObject(layout(rule));
  });

  test('a size that swallows the next entry', async () => {
    const size = bag.get(CASE)!.length + 60;
    const bytes = rawZip(changed(CASE, { local: { size, compressed: size }, central: { size, compressed: size } }));
    expect(await outcome(bytes)).toMatchObject({ code: 'BUNDLE_LAYOUT' });
  });

  test('a checksum of a tag file', async () => {
    const wrong = { local: { crc: 1 }, central: { crc: 1 } };
    expect(await outcome(rawZip(changed('bagit.txt', wrong)))).toMatchObject(layout('checksum'));
    expect(await outcome(rawZip(changed('signatures/1.jws', wrong)))).toMatchObject(layout('checksum'));
  });
});

describe('a container around the entries is refused', () => {
  test('with a prefix, a gap, a tail, a comment', async () => {
    expect(await outcome(packBag(top, bag, { prefix: new Uint8Array(1) }))).toMatchObject({
      code: 'BUNDLE_NOT_A_BUNDLE',
    });
    expect(await outcome(packBag(top, bag, { gap: new Uint8Array(4) }))).toMatchObject(layout('directory'));
    expect(await outcome(packBag(top, bag, { tail: new Uint8Array(1) }))).toMatchObject(layout('tail'));
    expect(await outcome(packBag(top, bag, { comment: new Uint8Array(3) }))).toMatchObject(layout('directory'));
  });

  test('with two end records, or two whole containers', async () => {
    const whole = packBag(top, bag);
    expect(await outcome(Buffer.concat([whole, whole.subarray(-22)]))).toMatchObject(layout('tail'));
    expect(await outcome(Buffer.concat([whole, whole]))).toMatchObject(layout('tail'));
  });

  test('with ZIP64 records before the end', async () => {
    const locator = Buffer.concat([
      Buffer.from('PK\x06\x06', 'latin1'),
      Buffer.alloc(52),
      Buffer.from('PK\x06\x07', 'latin1'),
      Buffer.alloc(16),
    ]);
    const whole = packBag(top, bag);
    const bytes = Buffer.concat([whole.subarray(0, -22), locator, whole.subarray(-22)]);
    expect(await outcome(bytes)).toMatchObject(layout('directory'));
  });

  test.each([
    ['count', { count: 1, total: 1 }],
    ['size', { size: 1 }],
    ['offset', { offset: 1 }],
    ['disk', { disk: 1 }],
    ['signature', { signature: 0x07064b50 }],
  ])('with a wrong %s in the end record', async (_, end) => {
    expect(await outcome(packBag(top, bag, { end }))).toMatchObject(layout('directory'));
  });

  test('with the directory in another order', async () => {
    const order = entries().map((_, i, { length }) => length - 1 - i);
    expect(await outcome(packBag(top, bag, { centralOrder: order }))).toMatchObject(layout('directory'));
  });

  test('with nothing in it', async () => {
    expect(await outcome(rawZip([]))).toMatchObject({ code: 'BUNDLE_NOT_A_BUNDLE' });
  });
});

describe('a set of names is refused', () => {
  test('with one name twice', async () => {
    const twice = entries().flatMap((entry) => (entry.name.endsWith('a.json') ? [entry, entry] : [entry]));
    expect(await outcome(rawZip(twice))).toMatchObject(layout('order'));
  });

  test('with one name twice, the second hidden at the end', async () => {
    const double = { name: `${top}/${CASE}`, data: new Uint8Array(3) };
    expect(await outcome(rawZip([...entries(), double]))).toMatchObject(layout('order'));
  });

  test('in another order', async () => {
    expect(await outcome(rawZip(entries().reverse()))).toMatchObject(layout('order'));
  });

  test('under two top folders, or none', async () => {
    const other = `${top.slice(0, -1)}${top.endsWith('f') ? 'e' : 'f'}`;
    const split = [
      ...entries().slice(0, 3),
      ...entries()
        .slice(3)
        .map((entry) => ({ ...entry, name: entry.name.replace(top, other) })),
    ];
    split.sort((a, b) => (a.name < b.name ? -1 : 1));
    expect(await outcome(rawZip(split))).toMatchObject(layout('folder'));
    const bare = entries().map((entry) => ({ ...entry, name: entry.name.slice(top.length + 1) }));
    expect(await outcome(rawZip(bare))).toMatchObject(layout('folder'));
    const renamed = entries().map((entry) => ({ ...entry, name: entry.name.replace(top, other) }));
    expect(await outcome(rawZip(renamed))).toMatchObject(layout('folder'));
  });

  test.each([
    ['../evil.txt', 'name'],
    ['data/../../evil.txt', 'name'],
    ['data/con.txt', 'name'],
    ['data/Upper.json', 'name'],
    ['data/a.json ', 'name'],
    ['data/案卷.json', 'name'],
    ['data\\evil.txt', 'name'],
    ['data/folder/', 'name'],
    ['data/cases/a.json/b', 'nesting'],
  ])('with %s in it, listed and signed', async (name, rule) => {
    const more: Bag = new Map([...bag, [name, new Uint8Array([1])]]);
    remanifest(more);
    resign(more, kit.centre.identity);
    const entry = rawEntries(top, more);
    expect(await outcome(rawZip(entry))).toMatchObject(layout(rule));
  });

  test('with a name of 65,535 bytes', async () => {
    const long = { name: `${top}/data/${'x'.repeat(65_535 - top.length - 6)}`, data: new Uint8Array(0) };
    expect(await outcome(rawZip([...entries(), long].sort((a, b) => (a.name < b.name ? -1 : 1))))).toMatchObject(
      layout('name'),
    );
  });
});

test('what is not a bundle at all says so', async () => {
  for (const bytes of [randomBytes(500), Buffer.from('%PDF-1.7 ...'), Buffer.from('PK'), Buffer.alloc(0)]) {
    const code = bytes.length < 3 ? 'BUNDLE_TRUNCATED' : 'BUNDLE_NOT_A_BUNDLE';
    expect(await outcome(bytes)).toMatchObject({ code });
  }
});
