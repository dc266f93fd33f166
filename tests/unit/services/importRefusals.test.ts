import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { verifyJournal } from '#db/journal.ts';
import { sha256Hex } from '#main/crypto/primitives.ts';
import { attachmentPath } from '#shared/domain/bundle.ts';
import type { BundleCase } from '#shared/domain/caseRecord.ts';
import type { ErrorCode, Refusal } from '#shared/domain/errors.ts';
import { caseId, tuitionCase } from '#tests/support/cases.ts';
import { type Desk, openDesk, openOffice } from '#tests/support/centre.ts';
import { eventsOf, importFile, logicalDump, refused, type Station } from '#tests/support/core.ts';
import { openBag, packBag } from '#tests/support/forge.ts';

/** Everything but the journal, and every file of the workspace but the database's own. */
function stateOf(station: Station): string {
  const files = ['vault', 'tmp'].flatMap((name) => readdirSync(path.join(station.folder, name)));
  return `${logicalDump(station.session().db.read, { journal: false })} ${files.join()}`;
}

/** Imports a file that must be refused; proves that the refusal is written down and nothing else has changed. */
async function refusalOf(station: Station, file: string): Promise<Refusal> {
  const before = stateOf(station);
  const events = eventsOf(station, 'bundle.refused').length;
  const refusal = await refused(importFile(station, file));
  expect(stateOf(station)).toBe(before);
  const noted = eventsOf(station, 'bundle.refused');
  expect(noted.slice(events)).toMatchObject([
    { file: path.basename(file), code: refusal.code, details: refusal.details },
  ]);
  verifyJournal(station.session().db.read);
  return refusal;
}

function altered(file: string, change: (bytes: Buffer) => Uint8Array): string {
  const copy = file.replace('.qpb', '-altered.qpb');
  writeFileSync(copy, change(readFileSync(file)));
  return copy;
}

function withExtraFile(file: string): string {
  const { top, bag } = openBag(file);
  bag.set('data/extra.txt', Buffer.from('more'));
  return altered(file, () => packBag(top, bag));
}

describe('bundles that are not what they should be', () => {
  test.each<[string, ErrorCode, (file: string) => string]>([
    ['one bit of an attachment', 'BUNDLE_HASH', (file) => altered(file, (bytes) => flipAt(bytes, '%PDF-1.4'))],
    ['a file too many', 'BUNDLE_EXTRA_FILE', withExtraFile],
    ['the end cut off', 'BUNDLE_TRUNCATED', (file) => altered(file, (bytes) => bytes.subarray(0, -100))],
    ['something else', 'BUNDLE_NOT_A_BUNDLE', (file) => altered(file, () => Buffer.from('今天下午开会'))],
    ['nothing there', 'FILE_NOT_FOUND', (file) => `${file}.gone`],
    ['a name nobody can have', 'FILE_NOT_FOUND', (file) => path.join(path.dirname(file), 'x'.repeat(250))],
  ])('%s', async (_, code, change) => {
    const { station, office, certificate } = await openDesk();
    const file = change(await office.issue([tuitionCase(1)], certificate, { plain: true }));
    expect((await refusalOf(station, file)).code).toBe(code);
  });

  test('one bit of a sealed bundle', async () => {
    const { station, office, certificate } = await openDesk();
    const file = await office.issue([tuitionCase(1)], certificate);
    const refusal = await refusalOf(
      station,
      altered(file, (bytes) => flip(bytes, bytes.length - 40)),
    );
    expect(refusal.code).toBe('BUNDLE_ENCRYPTION_DAMAGED');
  });

  test('a folder, or a path without a name', async () => {
    const { station } = await openDesk();
    const code = (await refused(importFile(station, '/'))).code;
    expect(['MEDIUM_READ', 'BUNDLE_NOT_A_BUNDLE', 'FILE_NOT_FOUND']).toContain(code);
    expect(eventsOf(station, 'bundle.refused')).toMatchObject([{ file: '/', code }]);
  });

  test('for somebody else: plain and sealed', async () => {
    const { station, office } = await openDesk();
    const other = await office.certify((await openDesk()).station);
    const plain = await office.issue([tuitionCase(1)], other, { plain: true });
    expect((await refusalOf(station, plain)).code).toBe('AUDIENCE_OTHER');
    expect((await refusalOf(station, await office.issue([tuitionCase(2)], other))).code).toBe('BUNDLE_DECRYPT');
  });

  test('a kind that does not belong here', async () => {
    const { station, office, certificate } = await openDesk();
    const files = [{ name: 'data/policy.json', source: Buffer.from('{}') }];
    const { path: file } = await office.forge(certificate, { kind: 'trust', files });
    const refusal = await refusalOf(station, file);
    expect(refusal.message).toBe(`“${path.basename(file)}”是信任包，不能在这里导入。请选择案卷、政策、复核或回执包。`);
  });

  test('a centre nobody has pinned', async () => {
    const { station, certificate } = await openDesk();
    const stranger = await openOffice(station.clock);
    const files = [{ name: 'data/cases/x.json', source: Buffer.from('{}') }];
    const { path: file } = await stranger.forge(certificate, { files });
    expect((await refusalOf(station, file)).code).toBe('CERT_UNTRUSTED');
  });

  test('an office whose certificate has run out', async () => {
    const { station, office, certificate } = await openDesk();
    const file = await office.issue([tuitionCase(1)], certificate);
    station.clock.advance(21 * 366 * 86_400_000);
    expect((await refusalOf(station, file)).code).toBe('CERT_EXPIRED');
  });

  test('an office whose certificate was taken back, by the list of an earlier bundle or by its own', async () => {
    const { station, office, certificate } = await openDesk();
    const [first, second, late] = [
      await office.issue([tuitionCase(1)], certificate),
      await office.issue([tuitionCase(2)], certificate),
      await office.issue([tuitionCase(4)], certificate),
    ];
    await office.revoke(await office.run(async (centre) => centre.office.chain[0]!));
    const own = await office.issue([tuitionCase(3)], certificate);
    await importFile(station, first);
    expect((await refusalOf(station, own)).code).toBe('CERT_REVOKED');
    await importFile(station, second);
    const pem = await office.run(async (centre) => centre.trust.crls[0]!.pem);
    const { db, journal, actor } = station.session();
    const { issuerKeyId, bundleId } = eventsOf<{ issuerKeyId: string; bundleId: string }>(
      station,
      'bundle.imported',
    )[0]!;
    const payload = { issuerKeyId, bundleId, number: 2, pem };
    db.write((tx) => journal.record(tx, { type: 'crl.accepted', payload, actor }));
    expect((await refusalOf(station, late)).code).toBe('CERT_REVOKED');
    // What came in while the office still counted is in, and says so when it is handed over again.
    const before = stateOf(station);
    const again = path.join(path.dirname(station.folder), 'again.qpb');
    copyFileSync(first, again);
    const report = await importFile(station, again);
    expect(report).toMatchObject({ already: true, file: 'again.qpb', cases: [{ caseId: caseId(1), change: 'new' }] });
    expect(stateOf(station)).toBe(before);
    expect(eventsOf(station, 'bundle.refused')).toHaveLength(2);
  });
});

function flip(bytes: Buffer, at: number): Buffer {
  bytes[at]! ^= 1;
  return bytes;
}

const flipAt = (bytes: Buffer, text: string): Buffer => flip(bytes, bytes.indexOf(text) + 3);

interface Forging {
  case?: (record: BundleCase) => BundleCase | Record<string, unknown>;
  /** Changes the files of the bundle, by name. */
  files?: (files: Map<string, Uint8Array>) => void;
}

/** A signed bundle of the right office whose content is wrong: one sound case and one with the change. */
async function badContent({ office, certificate }: Desk, { case: change = (one) => one, files: alter }: Forging) {
  const files = new Map<string, Uint8Array>();
  for (const n of [1, 2]) {
    const bytes = Buffer.from(`%PDF-1.4 ${n}`);
    const sha256 = sha256Hex(bytes);
    files.set(attachmentPath(sha256, 'pdf'), bytes);
    const attachment = {
      sha256,
      extension: 'pdf',
      bytes: bytes.length,
      name: '申报表.pdf',
      material: 'application',
    } as const;
    const record: BundleCase = { ...tuitionCase(n).record, attachments: [attachment] };
    files.set(`data/cases/${record.id}.json`, Buffer.from(JSON.stringify(n === 2 ? change(record) : record)));
  }
  alter?.(files);
  return office.forge(certificate, { files: [...files].map(([name, source]) => ({ name, source })) });
}

/** Leaves the attachments alone. */
function withoutCases(files: Map<string, Uint8Array>): void {
  for (const name of [...files.keys()]) if (name.startsWith('data/cases/')) files.delete(name);
}

const second = `data/cases/${caseId(2)}.json`;
const facts = (changes: Record<string, unknown>) => (record: BundleCase) => ({
  ...record,
  facts: { ...record.facts, ...changes },
});
const attachment = (changes: Record<string, unknown>) => (record: BundleCase) => ({
  ...record,
  attachments: record.attachments.map((one) => ({ ...one, ...changes })),
});

describe('content that does not hold refuses the whole bundle, with its place and reason', () => {
  test.each<[string, Forging, string, string]>([
    [
      'programme',
      { case: (one) => ({ ...one, programme: '99' }) },
      second,
      '案卷 济留补2023-0002：政策目录中没有项目“99”',
    ],
    ['track', { case: (one) => ({ ...one, track: 'Z' }) }, second, '案卷 济留补2023-0002：项目 26.2 没有类别“Z”'],
    [
      'unknown fact',
      { case: facts({ 'person.shoeSize': 42 }) },
      second,
      '案卷 济留补2023-0002：没有名为“person.shoeSize”的情况项',
    ],
    [
      'fact of another type',
      { case: facts({ 'study.monthsAbroad': true }) },
      second,
      '情况项“study.monthsAbroad”的值不对',
    ],
    ['missing field', { case: ({ number: _, ...one }) => one }, second, 'number：'],
    ['unknown field', { case: (one) => ({ ...one, colour: 'red' }) }, second, '整体：'],
    ['id of another file', { case: (one) => ({ ...one, id: caseId(7) }) }, second, '编号与文件名不符'],
    ['attachment that is not there', { case: attachment({ sha256: 'ab'.repeat(32) }) }, second, '缺少附件 申报表.pdf'],
    ['attachment of another kind', { case: attachment({ extension: 'png' }) }, second, '缺少附件 申报表.pdf'],
    ['attachment of another size', { case: attachment({ bytes: 11 }) }, second, '附件 申报表.pdf 的大小不符'],
    ['attachment nobody names', { case: (one) => ({ ...one, attachments: [] }) }, '', '没有案卷引用这个文件'],
    [
      'file nobody names',
      { files: (all) => void all.set('data/readme.txt', Buffer.from('hello')) },
      'data/readme.txt',
      '没有案卷引用这个文件',
    ],
    ['no case at all', { files: withoutCases }, 'data/cases', '包中没有案卷'],
    ['no JSON', { files: (all) => void all.set(second, Buffer.from('{"id":')) }, second, ''],
  ])('%s', async (_, forging, entry, reason) => {
    const desk = await openDesk();
    const { path: file } = await badContent(desk, forging);
    const refusal = await refusalOf(desk.station, file);
    expect(refusal.code).toBe('SCHEMA_INVALID');
    expect(refusal.details.reason).toContain(reason);
    if (entry) expect(refusal.details.entry).toBe(entry);
    expect(await desk.station.api.cases.home({})).toMatchObject({ total: 0, parked: [] });
    await importFile(desk.station, (await badContent(desk, {})).path);
  });

  test('a bundle that comes too early is checked before it is kept', async () => {
    const desk = await openDesk();
    const files = [
      {
        name: second,
        source: Buffer.from(JSON.stringify({ ...tuitionCase(2).record, programme: '99', attachments: [] })),
      },
    ];
    const { path: file } = await desk.office.forge(desk.certificate, { files, issuerSeq: 5 });
    expect((await refusalOf(desk.station, file)).code).toBe('SCHEMA_INVALID');
  });
});
