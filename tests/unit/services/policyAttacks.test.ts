/** Policy bundles that are not what they should be, each made by a generator: refused with a code and a sentence, nothing changes. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { packPath } from '#shared/domain/policyPack.ts';
import { type Desk, openDesk } from '#tests/support/centre.ts';
import { eventsOf, importFile, logicalDump, refused } from '#tests/support/core.ts';
import { forgePack, packFiles, replacing, STRICTER, sendPack, TUITION } from '#tests/support/policyPacks.ts';

type Forgery = Parameters<typeof forgePack>[1];

interface Attack {
  name: string;
  forgery: () => Forgery | Promise<Forgery>;
  code: string;
  /** What the sentence has to name. */
  says?: string | RegExp;
}

const deep = (levels: number) => `${'{ a: '.repeat(levels)}1${' }'.repeat(levels)}`;
const tuition = (edit: (text: string) => string): Forgery => ({ files: packFiles({ [TUITION]: edit }) });
const content = (change: Record<string, unknown>): Forgery => ({ content: change });
const extra = (name: string, text: string): Forgery => ({ more: [{ name, source: Buffer.from(text) }] });
const source = {
  ...{ document: 'jrcb-2022-4', name: '原文.pdf', sha256: 'b'.repeat(64), extension: 'pdf', bytes: 9, anchors: [] },
};

const ATTACKS: Attack[] = [
  // form
  {
    name: 'unknown key',
    forgery: () => tuition((text) => `${text}surprise: 1\n`),
    code: 'PACK_INVALID',
    says: 'surprise',
  },
  {
    name: 'unknown key far inside',
    forgery: () => tuition(replacing('value: bachelor }', 'value: bachelor, hidden: 1 }')),
    code: 'PACK_INVALID',
    says: '26.2.yaml',
  },
  {
    name: 'newer schema of a programme',
    forgery: () => tuition(replacing('qp-programme/1', 'qp-programme/2')),
    code: 'PROFILE_NEWER',
    says: '升级',
  },
  { name: 'not YAML', forgery: () => tuition(() => ': : {'), code: 'PACK_INVALID', says: '26.2.yaml' },
  {
    name: 'not text',
    forgery: () => ({ files: new Map([...packFiles(), [TUITION, Buffer.from([0xff, 0xfe, 0x00])]]) }),
    code: 'PACK_INVALID',
    says: 'UTF-8',
  },
  {
    name: 'two documents in a file',
    forgery: () => tuition((text) => `${text}---\n${text}`),
    code: 'PACK_INVALID',
    says: 'exactly one document',
  },
  {
    name: 'duplicate key',
    forgery: () => tuition((text) => `${text}name: 另一个\n`),
    code: 'PACK_INVALID',
    says: '26.2.yaml',
  },
  {
    name: 'aliases',
    forgery: () => tuition((text) => `${text}notes: [&a x, *a]\n`),
    code: 'PACK_INVALID',
    says: /alias|anchor/,
  },
  {
    name: 'a billion laughs',
    forgery: () =>
      tuition(() =>
        Array.from({ length: 12 }, (_, i) =>
          i === 0 ? 'l0: &l0 [x, x]' : `l${i}: &l${i} [${`*l${i - 1}, `.repeat(9)}*l${i - 1}]`,
        ).join('\n'),
      ),
    code: 'PACK_INVALID',
  },
  { name: 'a tag', forgery: () => tuition(replacing("rule: '26'", "rule: !!js/function '26'")), code: 'PACK_INVALID' },
  {
    name: '__proto__',
    forgery: () => tuition((text) => `${text}__proto__: { polluted: true }\n`),
    code: 'PACK_INVALID',
    says: '__proto__',
  },
  {
    name: 'deep brackets',
    forgery: () => tuition((text) => `${text}x: ${deep(20_000)}\n`),
    code: 'PACK_INVALID',
    says: 'deeper',
  },
  {
    name: 'deep indentation',
    forgery: () =>
      tuition((text) => `${text}x:\n${Array.from({ length: 400 }, (_, i) => `${' '.repeat(i + 1)}a:`).join('\n')} 1\n`),
    code: 'PACK_INVALID',
    says: 'deeper',
  },
  {
    name: 'a date that does not exist',
    forgery: () => tuition(replacing('from: 2022-08-08', 'from: 2022-02-30')),
    code: 'PACK_INVALID',
    says: 'inForce',
  },
  // size
  {
    name: 'a huge file',
    forgery: () => ({ files: new Map([...packFiles(), [TUITION, Buffer.alloc(4 * 1024 * 1024 + 1, 0x20)]]) }),
    code: 'PACK_INVALID',
    says: '4 MB',
  },
  {
    name: 'a huge whole',
    forgery: () => ({
      files: new Map([
        ...packFiles(),
        ...[1, 2, 3].map((n): [string, Uint8Array] => [`jrcb-2022-4/${n}.yaml`, Buffer.alloc(3 * 1024 * 1024, 0x20)]),
      ]),
    }),
    code: 'PACK_INVALID',
    says: '8 MB',
  },
  {
    name: 'too many files',
    forgery: () => ({
      files: new Map([
        ...packFiles(),
        ...Array.from({ length: 1001 }, (_, n): [string, Uint8Array] => [
          `jrcb-2022-4/${n}x.yaml`,
          Buffer.from('a: 1'),
        ]),
      ]),
    }),
    code: 'PACK_INVALID',
    says: '1000 个',
  },
  {
    name: 'more nodes than a file may have',
    forgery: () => tuition((text) => `${text}x: [${'1,'.repeat(70_000)}1]\n`),
    code: 'PACK_INVALID',
    says: 'nodes',
  },
  // references and meaning
  {
    name: 'a fact nobody defines',
    forgery: () => tuition(replacing('fact: study.degree, op: ge', 'fact: study.nowhere, op: ge')),
    code: 'PACK_INVALID',
    says: 'study.nowhere',
  },
  {
    name: 'a value the enum does not have',
    forgery: () => tuition(replacing('value: bachelor }', 'value: emperor }')),
    code: 'PACK_INVALID',
    says: 'emperor',
  },
  {
    name: 'a clause that does not exist',
    forgery: () => tuition((text) => text.replace('jrcb-2022-4/26/2.9]', 'jrcb-2022-4/26/99.9]')),
    code: 'PACK_INVALID',
    says: '26/99.9',
  },
  {
    name: 'a document that is missing',
    forgery: () => ({ files: packFiles({ 'jrcb-2022-4/document.yaml': null }) }),
    code: 'PACK_INVALID',
    says: 'jrcb-2022-4',
  },
  {
    name: 'no vocabulary',
    forgery: () => ({ files: packFiles({ 'facts.yaml': null }) }),
    code: 'PACK_INVALID',
    says: 'facts.yaml',
  },
  {
    name: 'a file in the wrong place',
    forgery: () => ({ files: new Map([...packFiles(), ['secret.yaml', Buffer.from('a: 1')]]) }),
    code: 'PACK_INVALID',
    says: 'secret.yaml',
  },
  {
    name: 'a programme under another name',
    forgery: () => ({
      files: new Map([...packFiles({ [TUITION]: null }), ['jrcb-2022-4/26.9.yaml', packFiles().get(TUITION)!]]),
    }),
    code: 'PACK_INVALID',
    says: '26.9.yaml',
  },
  {
    name: 'a calendar day that is off and worked',
    forgery: () => ({
      files: packFiles({ 'calendars/2026.yaml': replacing('work: [2026-01-04]', 'work: [2026-01-03, 2026-01-04]') }),
    }),
    code: 'PACK_INVALID',
    says: '2026-01-03',
  },
  {
    name: 'another hash than it says',
    forgery: () => ({ sha256: 'c'.repeat(64) }),
    code: 'PACK_INVALID',
    says: '校验码',
  },
  // what the centre says of it
  { name: 'no catalogue named', forgery: () => ({ changes: { catalogue: null } }), code: 'PACK_INVALID', says: '编号' },
  {
    name: 'another catalogue named',
    forgery: () => ({ changes: { catalogue: { id: 'other', number: 2, sha256: 'a'.repeat(64) } } }),
    code: 'PACK_INVALID',
    says: '编号',
  },
  {
    name: 'newer pack format',
    forgery: () => content({ profile: 'qp-policy/2' }),
    code: 'PROFILE_NEWER',
    says: '升级',
  },
  {
    name: 'no pack format',
    forgery: () => content({ profile: 'something' }),
    code: 'SCHEMA_INVALID',
    says: 'data/policy.json',
  },
  {
    name: 'unknown member',
    forgery: () => content({ activate: true }),
    code: 'SCHEMA_INVALID',
    says: 'data/policy.json',
  },
  {
    name: 'day that does not exist',
    forgery: () => content({ from: '2026-02-30' }),
    code: 'SCHEMA_INVALID',
    says: 'from',
  },
  { name: 'empty title', forgery: () => content({ title: '  ' }), code: 'SCHEMA_INVALID', says: 'title' },
  {
    name: 'a source that is not there',
    forgery: () => content({ sources: [source] }),
    code: 'SCHEMA_INVALID',
    says: '原文.pdf',
  },
  {
    name: 'a file nobody names',
    forgery: () => extra('data/surprise.bin', 'x'),
    code: 'SCHEMA_INVALID',
    says: 'data/surprise.bin',
  },
  {
    name: 'cases inside',
    forgery: () => extra('data/cases/01900000-0000-7000-8000-000000000001.json', '{}'),
    code: 'SCHEMA_INVALID',
  },
  {
    name: 'a folder that climbs',
    forgery: () => extra(packPath('a/b/c.yaml'), 'a: 1'),
    code: 'PACK_INVALID',
    says: 'a/b/c.yaml',
  },
  // number
  {
    name: 'the number of the program itself',
    forgery: () => ({ number: 1 }),
    code: 'CATALOGUE_CONFLICT',
    says: '第 1 号',
  },
  { name: 'number nought', forgery: () => ({ number: 0 }), code: 'CATALOGUE_ROLLBACK' },
];

/** Refused in the journal with this code, and not a row elsewhere is another one. */
async function expectRefused({ station }: Desk, file: string, code: string): Promise<string> {
  const { db } = station.session();
  const before = logicalDump(db.read, { journal: false });
  const refusal = await refused(importFile(station, file));
  expect(refusal.code).toBe(code);
  expect(refusal.message).toMatch(/[\u4e00-\u9fff]/);
  expect(logicalDump(db.read, { journal: false })).toBe(before);
  expect(eventsOf<{ code: string }>(station, 'bundle.refused').at(-1)!.code).toBe(code);
  return refusal.message;
}

test('every hostile pack is refused and changes nothing', async () => {
  const desk = await openDesk();
  const wrong: string[] = [];
  for (const { name, forgery, code, says = '' } of ATTACKS) {
    const file = await forgePack(desk, await forgery());
    try {
      expect(await expectRefused(desk, file, code)).toMatch(says);
    } catch (error) {
      wrong.push(`${name}: ${(error as Error).message.split('\n').slice(0, 3).join(' ')}`);
    }
  }
  expect(wrong).toEqual([]);
  expect((await desk.station.api.policies.list({})).packs).toHaveLength(1);
  // The same workstation takes a sound one.
  await importFile(desk.station, await forgePack(desk));
  expect((await desk.station.api.policies.list({})).packs).toHaveLength(2);
}, 120_000);

test('numbers never go down and never mean two things', async () => {
  const desk = await openDesk();
  const { station } = desk;
  await importFile(station, await forgePack(desk, { number: 5 }));
  const next = (forgery: Forgery) => forgePack(desk, { ...forgery, changes: { issuerSeq: 2 } });
  await expectRefused(desk, await next({ number: 4, files: packFiles() }), 'CATALOGUE_ROLLBACK');
  await expectRefused(desk, await next({ number: 5, files: packFiles() }), 'CATALOGUE_CONFLICT');
  await expectRefused(desk, await forgePack(desk, { number: 6, files: packFiles() }), 'SEQUENCE_REPLAY');
});

test('only the centre may send one, and only to those it names', async () => {
  const desk = await openDesk();
  const { station } = desk;
  const person = station.session();
  await expectRefused(desk, await forgePack(desk, { changes: { identity: person.signing! } }), 'CERT_ROLE');
  await expectRefused(desk, await forgePack(desk, { changes: { audience: ['d'.repeat(64)] } }), 'AUDIENCE_OTHER');
  const stranger = await openDesk();
  const foreign = await forgePack(stranger, { changes: { audience: [] } });
  await expectRefused(desk, foreign, 'CERT_UNTRUSTED');
});

test('a source document comes with its clauses, an anchor to nowhere does not', async () => {
  const desk = await openDesk();
  const bytes = Buffer.from('实施细则原文\n');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const text = { ...source, name: '原文.txt', extension: 'txt', sha256, bytes: bytes.length };
  const more = [{ name: `data/attachments/${sha256}.txt`, source: bytes }];
  const anchored = (clause: string) => ({ more, content: { sources: [{ ...text, anchors: [{ clause, at: 1 }] }] } });
  const message = await expectRefused(desk, await forgePack(desk, anchored('jrcb-2022-4/nowhere')), 'PACK_INVALID');
  expect(message).toContain('jrcb-2022-4/nowhere');
  const report = await importFile(desk.station, await forgePack(desk, anchored('jrcb-2022-4/26/2.1')));
  expect(report.policy!.sources).toBe(1);
});

test('the centre refuses to sign what a workstation would refuse', async () => {
  const desk = await openDesk();
  const broken = packFiles({ [TUITION]: replacing('value: bachelor }', 'value: emperor }') });
  const refusal = await refused(sendPack(desk, broken));
  expect(refusal.code).toBe('CATALOGUE_INVALID');
  expect(refusal.message).toContain('emperor');
  const sound = await sendPack(desk, packFiles(STRICTER));
  expect([sound.number, sound.written.bundle.issuerSeq]).toEqual([2, 1]);
});
