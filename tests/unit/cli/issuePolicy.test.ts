/** `central issue-policy` as a whole process: what it signs, how it numbers, what it refuses; strangers' tools agree. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readCatalogue } from '#main/catalogue/load.ts';
import { enrolPerson, makeCasesFolder, makeCentreFolder } from '#tests/support/centreFolder.ts';
import { packFiles, replacing, STRICTER, TUITION } from '#tests/support/policyPacks.ts';
import { isOneLine, quanping } from '#tests/support/quanping.ts';

let folder: string;
const at = (...names: string[]) => path.join(folder, ...names);
const run = (...args: string[]) => quanping(args, { cwd: folder });

function writeFolder(name: string, edits: Parameters<typeof packFiles>[0] = {}): void {
  for (const [file, bytes] of packFiles(edits)) {
    mkdirSync(path.dirname(at(name, file)), { recursive: true });
    writeFileSync(at(name, file), bytes);
  }
}

const issue = (catalogue: string, target: string, ...more: string[]) =>
  run('central', 'issue-policy', 'centre', '--catalogue', catalogue, '--from', '2026-12-01', '-o', target, ...more);

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'quanping-policy-'));
  await makeCentreFolder(at('centre'));
  writeFolder('one');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('signed for everybody, checked by verify and by strangers; numbers grow with the content', async () => {
  const first = JSON.parse((await issue('one', 'first.qpb', '--plain', '--json')).stdout);
  const { hash } = readCatalogue(packFiles()).catalogue!;
  expect(first).toMatchObject({
    ok: true,
    issuerSeq: 1,
    policy: { number: 2, sha256: hash, from: '2026-12-01', programmes: 1 },
  });
  const again = JSON.parse((await issue('one', 'again.qpb', '--plain', '--json')).stdout);
  expect(again).toMatchObject({ issuerSeq: 2, policy: { number: 2, sha256: hash } });
  writeFolder('two', STRICTER);
  const second = await issue('two', 'second.qpb', '--plain', '--title', '学位条件调整');
  expect(second).toMatchObject({ code: 0, stderr: '' });
  expect(second.stdout).toContain('已签发：第 3 号政策目录，1 个项目，最早 2026-12-01 起启用');
  const back = JSON.parse((await issue('one', 'back.qpb', '--plain', '--json')).stdout);
  expect(back.policy).toMatchObject({ number: 4, sha256: hash });

  const verified = JSON.parse((await run('verify', 'second.qpb', '--root', 'centre/root.pem', '--json')).stdout);
  expect(verified).toMatchObject({ ok: true, bundle: { kind: 'policy', audience: [], catalogue: { number: 3 } } });
  const script = path.resolve(import.meta.dirname, '..', '..', '..', 'docs', 'verify-bundle.sh');
  expect(execFileSync('sh', [script, at('second.qpb'), at('centre', 'root.pem')], { encoding: 'utf8' })).toMatch(
    /^ok /,
  );
});

test('sealed for a person, with sources and where their clauses stand', async () => {
  const person = await enrolPerson(at('centre'), '王审核');
  mkdirSync(at('sources'));
  writeFileSync(at('sources', 'jrcb-2022-4.txt'), '实施细则\n');
  writeFileSync(at('sources', 'jrcb-2022-4.txt.json'), JSON.stringify([{ clause: 'jrcb-2022-4/26/2.1', at: 1 }]));
  const made = await issue('one', 'sealed.qpb', '--to', person.certificateFile, '--sources', 'sources', '--json');
  expect(JSON.parse(made.stdout).policy).toMatchObject({ number: 2, sources: 1 });
  const args = ['inspect', 'sealed.qpb', '--identity', person.identityFile, '--json'];
  const { entries } = JSON.parse((await run(...args)).stdout) as { entries: { name: string }[] };
  const names = entries.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(['data/policy.json', 'data/catalogue/facts.yaml', `data/catalogue/${TUITION}`]),
  );
  expect(names.filter((name) => name.startsWith('data/attachments/'))).toHaveLength(1);
  expect((await run('verify', 'sealed.qpb', '--root', 'centre/root.pem')).stderr).toContain('BUNDLE_DECRYPT');
});

test('cases are then issued under that number', async () => {
  const person = await enrolPerson(at('centre'), '王审核');
  await issue('one', 'pack.qpb', '--plain');
  makeCasesFolder(at('cases'));
  const record = JSON.parse(readFileSync(at('cases', 'c1.json'), 'utf8'));
  const tuition = { ...record, programme: '26.2', step: 'district', facts: {} };
  writeFileSync(at('cases', 'c1.json'), JSON.stringify(tuition));
  const to = ['--to', person.certificateFile, '--plain'];
  await run('central', 'issue', 'centre', '--cases', 'cases', '--catalogue', 'one', ...to, '-o', 'cases.qpb');
  const verified = JSON.parse((await run('verify', 'cases.qpb', '--root', 'centre/root.pem', '--json')).stdout);
  expect(verified.bundle.catalogue).toMatchObject({ id: 'jinan-talent', number: 2 });
});

describe('refused, in one line, and no file is made', () => {
  const broken = { [TUITION]: replacing('value: bachelor }', 'value: emperor }') };
  test.each<[string, () => Promise<{ code: number | null; stderr: string }>, number, string]>([
    ['a catalogue with problems', () => issue('broken', 'x.qpb', '--plain'), 1, 'CATALOGUE_INVALID'],
    ['no folder', () => issue('nowhere', 'x.qpb', '--plain'), 2, 'FILE_NOT_FOUND'],
    ['an empty folder', () => issue('empty', 'x.qpb', '--plain'), 1, 'CATALOGUE_INVALID'],
    ['nobody to send it to', () => issue('one', 'x.qpb'), 2, '--plain'],
    ['a source of no document', () => issue('one', 'x.qpb', '--plain', '--sources', 'strange'), 2, 'SCHEMA_INVALID'],
    ['an anchor to no clause', () => issue('one', 'x.qpb', '--plain', '--sources', 'lost'), 1, 'CATALOGUE_INVALID'],
    ['a long title', () => issue('one', 'x.qpb', '--plain', '--title', '长'.repeat(61)), 2, '--title'],
    [
      'a day that does not exist',
      () =>
        run(
          'central',
          'issue-policy',
          'centre',
          '--catalogue',
          'one',
          '--from',
          '2026-02-30',
          '--plain',
          '-o',
          'x.qpb',
        ),
      2,
      'DATE_INVALID',
    ],
  ])('%s', async (_, command, code, says) => {
    writeFolder('broken', broken);
    mkdirSync(at('empty'));
    for (const name of ['strange', 'lost']) mkdirSync(at(name));
    writeFileSync(at('strange', 'nobody-knows.txt'), 'x');
    writeFileSync(at('lost', 'jrcb-2022-4.txt'), 'x');
    writeFileSync(at('lost', 'jrcb-2022-4.txt.json'), JSON.stringify([{ clause: 'jrcb-2022-4/none', at: 1 }]));
    const before = readFileSync(at('centre', 'state.json'), 'utf8');
    const outcome = await command();
    expect(outcome.code).toBe(code);
    expect(outcome.stderr).toContain(says);
    expect(isOneLine(outcome.stderr)).toBe(true);
    expect(existsSync(at('x.qpb'))).toBe(false);
    expect(readFileSync(at('centre', 'state.json'), 'utf8')).toBe(before);
  });
});
