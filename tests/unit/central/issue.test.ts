/** Cases on their way out: what the catalogue cannot judge is refused, what one bundle cannot hold is divided. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { verifyBundle } from '#main/bundle/verify.ts';
import { findPolicies, loadCatalogue } from '#main/catalogue/load.ts';
import { readCasesFolder } from '#main/central/casesFolder.ts';
import { type Centre, withCentre } from '#main/central/centre.ts';
import { issueCases } from '#main/central/send.ts';
import { volumeName, volumesOf } from '#main/central/volumes.ts';
import {
  caseJson,
  type EnrolledPerson,
  enrolPerson,
  makeCasesFolder,
  makeCentreFolder,
} from '#tests/support/centreFolder.ts';

let folder: string;
let person: EnrolledPerson;
const at = (name: string) => path.join(folder, name);
const inCentre = <T>(job: (centre: Centre) => Promise<T>) =>
  withCentre({ folder: at('centre'), passphrase: null }, job);
const common = () => ({
  ...{ to: [person.chain[0]!], target: at('out.qpb'), now: Date.now(), signal: new AbortController().signal },
  ...{ cases: at('cases'), plain: true, catalogue: null },
});

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'quanping-issue-'));
  await makeCentreFolder(at('centre'));
  person = await enrolPerson(at('centre'), '王审核');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function writeCases(count: number): void {
  mkdirSync(at('cases'));
  for (let n = 1; n <= count; n++) {
    mkdirSync(path.join(at('cases'), `c${n}`));
    writeFileSync(path.join(at('cases'), `c${n}`, 'own.pdf'), `paper of case ${n} ${'x'.repeat(5000)}`);
    writeFileSync(path.join(at('cases'), `c${n}`, 'shared.pdf'), 'the same everywhere');
    const attachments = ['own', 'shared', 'shared'].map((name) => ({
      file: `c${n}/${name}.pdf`,
      name: `${name}.pdf`,
      material: null,
    }));
    const id = `01900000-0000-7000-8000-0000000000${String(n).padStart(2, '0')}`;
    writeFileSync(path.join(at('cases'), `c${n}.json`), JSON.stringify(caseJson({ id, attachments })));
  }
}

test('one bundle: every content once, records by id', async () => {
  writeCases(3);
  const [only, ...more] = volumesOf(await readCasesFolder(at('cases')));
  expect(more).toEqual([]);
  expect(only!.files.filter(({ name }) => name.startsWith('data/attachments/'))).toHaveLength(4);
  expect(only).toMatchObject({ attachments: 9, cases: [{ attachments: [{ extension: 'pdf' }, {}, {}] }, {}, {}] });
  expect(volumeName('x.qpb', 1, 1)).toBe('x.qpb');
});

test.each([
  ['bytes', { bytes: 12_000, entries: 100 }, [1, 1, 1, 1, 1]],
  ['entries', { bytes: 1_000_000, entries: 5 }, [2, 2, 1]],
  ['nothing fits', { bytes: 1, entries: 1 }, [1, 1, 1, 1, 1]],
])('divided by %s: whole cases, none lost', async (_name, limits, sizes) => {
  writeCases(5);
  const volumes = volumesOf(await readCasesFolder(at('cases')), limits);
  expect(volumes.map(({ cases }) => cases.length)).toEqual(sizes);
  for (const { cases, files } of volumes) {
    const names = new Set(files.map(({ name }) => name));
    expect(names.size).toBe(files.length);
    for (const { attachments } of cases) {
      for (const { sha256, extension } of attachments)
        expect(names).toContain(`data/attachments/${sha256}.${extension}`);
    }
  }
});

test('volumes of one set, numbered one after the other, each verifies', async () => {
  writeCases(5);
  const issued = await inCentre((centre) =>
    issueCases(centre, { ...common(), limits: { bytes: 1_000_000, entries: 5 } }),
  );
  expect(issued.map(({ file }) => path.basename(file))).toEqual(['out.1of3.qpb', 'out.2of3.qpb', 'out.3of3.qpb']);
  expect(issued.map(({ written }) => written.bundle.issuerSeq)).toEqual([1, 2, 3]);
  expect(new Set(issued.map(({ written }) => written.bundle.part.set)).size).toBe(1);
  const trust = { roots: [person.chain[1]!], crls: [] };
  for (const { file } of issued) {
    const options = {
      path: file,
      trust,
      identities: [],
      audience: [person.chain[0]!.keyId],
      now: new Date().toISOString(),
    };
    const rest = { fileHash: true, onProgress: () => undefined, signal: new AbortController().signal };
    expect((await verifyBundle({ ...options, ...rest })).bundle.part.count).toBe(3);
  }
});

test.each([
  ['an unknown programme', { programme: '99.9' }, /c1\.json.*99\.9/],
  ['an unknown fact', { facts: { 'no.such': 1 } }, /c1\.json.*no\.such/],
])('%s is refused before anything is written, by the catalogue', async (_name, changes, message) => {
  makeCasesFolder(at('cases'), caseJson(changes));
  const catalogue = loadCatalogue(findPolicies(import.meta.dirname));
  const state = readFileSync(path.join(at('centre'), 'state.json'), 'utf8');
  await expect(inCentre((centre) => issueCases(centre, { ...common(), catalogue }))).rejects.toThrow(
    expect.objectContaining({ code: 'SCHEMA_INVALID', message: expect.stringMatching(message) }),
  );
  expect(existsSync(at('out.qpb'))).toBe(false);
  expect(readFileSync(path.join(at('centre'), 'state.json'), 'utf8')).toBe(state);
});

test('a bundle that cannot be written uses no number', async () => {
  writeCases(1);
  const target = path.join(at('no'), 'such', 'out.qpb');
  await expect(inCentre((centre) => issueCases(centre, { ...common(), target }))).rejects.toThrow();
  const [next] = await inCentre((centre) => issueCases(centre, common()));
  expect(next!.written.bundle.issuerSeq).toBe(1);
});
