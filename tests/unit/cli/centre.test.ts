/** The centre's commands in the order people use them, as whole processes. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseCertificates } from '#main/bundle/certificate.ts';
import { decryptBytes, encryptBytes, generateAgeKeyPair } from '#main/bundle/encryption.ts';
import { caseJson, enrolPerson, makeCasesFolder, makeCentreFolder, makeRequest } from '#tests/support/centreFolder.ts';
import { quanping } from '#tests/support/quanping.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'quanping-centre-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string) => path.join(folder, name);
const run = (...args: string[]) => quanping(args, { cwd: folder });
const issue = (to: string, name: string, ...more: string[]) =>
  run('central', 'issue', 'centre', '--cases', 'cases', '--to', to, '-o', name, ...more);

test('init, enrol, issue plain and sealed, verify, inspect', async () => {
  const init = await run('central', 'init', 'centre', '--name', '试用中心', '--json');
  expect(init.code).toBe(0);
  expect(JSON.parse(init.stdout)).toMatchObject({ ok: true, root: path.join('centre', 'root.pem') });
  const { text, identity } = await makeRequest('王审核');
  writeFileSync(at('request.json'), text);
  writeFileSync(at('person.key'), `${identity}\n`);
  const enrol = await run(
    'central',
    'enrol',
    'centre',
    'request.json',
    '--role',
    'approver',
    '--district',
    '370103',
    '-o',
    'cert.pem',
  );
  expect(enrol).toMatchObject({ code: 0, stderr: '' });
  const [leaf, root, ...more] = parseCertificates(readFileSync(at('cert.pem'), 'utf8'));
  expect(more).toEqual([]);
  expect(leaf!.subject).toMatchObject({ name: '王审核', role: 'approver', district: '370103', unit: '测试区' });
  expect(root!.subject).toMatchObject({ name: '试用中心（根）', role: 'centre' });
  expect(root!.recipient).toMatch(/^age1/);

  makeCasesFolder(at('cases'));
  expect(JSON.parse((await issue('cert.pem', 'plain.qpb', '--json', '--plain')).stdout)).toMatchObject({
    ok: true,
    bundles: [{ issuerSeq: 1, cases: 1, attachments: 1 }],
  });
  expect(JSON.parse((await issue('cert.pem', 'sealed.qpb', '--json')).stdout)).toMatchObject({
    ok: true,
    bundles: [{ issuerSeq: 2 }],
  });

  const verify = (...args: string[]) => run('verify', ...args, '--root', 'centre/root.pem');
  const plain = await verify('plain.qpb', '--json');
  expect(JSON.parse(plain.stdout)).toMatchObject({
    ok: true,
    encrypted: false,
    issuer: { name: '试用中心', role: 'centre' },
    bundle: { kind: 'case', audience: [leaf!.keyId] },
  });
  expect((await verify('sealed.qpb', '--identity', 'person.key')).stdout).toMatch(/^已核验：案卷包 .*（加密）/);
  expect(await verify('sealed.qpb')).toMatchObject({ code: 1, stderr: expect.stringMatching(/BUNDLE_DECRYPT/) });
  expect((await run('inspect', 'sealed.qpb')).stdout).toContain('加密的交换包');
  const inspected = JSON.parse((await run('inspect', 'sealed.qpb', '--identity', 'person.key', '--json')).stdout);
  expect(inspected.entries.map(({ name }: { name: string }) => name)).toContain(`data/cases/${caseJson().id}.json`);
});

describe('refusals of verify', () => {
  test('each with exit code 1 and {ok:false,code,message}', async () => {
    await makeCentreFolder(at('centre'));
    const person = await enrolPerson(at('centre'), '王审核');
    makeCasesFolder(at('cases'));
    await issue(person.certificateFile, 'good.qpb', '--plain');
    const good = readFileSync(at('good.qpb'));
    await makeCentreFolder(at('other'));
    const flipped = Buffer.from(good);
    flipped[flipped.indexOf('%PDF')]! ^= 1;
    writeFileSync(at('flipped.qpb'), flipped);
    writeFileSync(at('cut.qpb'), good.subarray(0, good.length - 100));
    writeFileSync(at('text.qpb'), 'not a bundle at all');
    mkdirSync(at('folder.qpb'));
    const root = path.join('centre', 'root.pem');
    const table: [string, string[]][] = [
      ['BUNDLE_HASH', ['flipped.qpb', '--root', root]],
      ['BUNDLE_TRUNCATED', ['cut.qpb', '--root', root]],
      ['BUNDLE_NOT_A_BUNDLE', ['text.qpb', '--root', root]],
      ['BUNDLE_NOT_A_BUNDLE', ['folder.qpb', '--root', root]],
      ['CERT_UNTRUSTED', ['good.qpb', '--root', path.join('other', 'root.pem')]],
      ['CERT_EXPIRED', ['good.qpb', '--root', root, '--at', '2056-01-01T00:00:00Z']],
    ];
    const missing = await run('verify', 'none.qpb', '--root', root, '--json');
    expect(missing).toMatchObject({ code: 2, stderr: expect.stringMatching(/FILE_NOT_FOUND/) });
    expect(JSON.parse(missing.stdout)).toMatchObject({ ok: false, code: 'FILE_NOT_FOUND' });
    for (const [code, args] of table) {
      const done = await run('verify', ...args, '--json');
      expect({ ...done, stdout: JSON.parse(done.stdout) }).toEqual({
        code: 1,
        stderr: '',
        stdout: { ok: false, code, message: expect.stringMatching(/。$/) },
      });
    }
  });
});

test('revoked: the list goes up by one, nothing is issued to the person any more, verify holds bundles against the list', async () => {
  await makeCentreFolder(at('centre'));
  const person = await enrolPerson(at('centre'), '王审核');
  makeCasesFolder(at('cases'));
  const revoke = () => run('central', 'revoke', 'centre', person.certificateFile);
  expect((await revoke()).stdout).toContain('名单编号 2');
  expect((await revoke()).stdout).toContain('此前已吊销');
  expect(await issue(person.certificateFile, 'x.qpb')).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/CERT_REVOKED/),
  });
  expect(existsSync(at('x.qpb'))).toBe(false);
  const office = path.join('centre', 'chain.pem');
  expect((await run('central', 'revoke', 'centre', office)).stdout).toContain('名单编号 3');
  await makeCentreFolder(at('strange'));
  expect(await run('central', 'revoke', 'centre', path.join('strange', 'chain.pem'))).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/CERT_UNTRUSTED/),
  });
});

test('keys under a passphrase: needed, checked, and not in the folder in the clear', async () => {
  const env = { QUANPING_CENTRE_PASSPHRASE: '中心的口令-2026' };
  const { text } = await makeRequest('王审核');
  writeFileSync(at('request.json'), text);
  expect(await quanping(['central', 'init', at('centre')], { env })).toMatchObject({ code: 0, stderr: '' });
  const keys = readFileSync(path.join(at('centre'), 'keys.json'), 'utf8');
  expect(keys).not.toMatch(/PRIVATE KEY|AGE-SECRET/);
  if (process.platform !== 'win32') expect(statSync(path.join(at('centre'), 'keys.json')).mode & 0o077).toBe(0);
  const enrol = ['central', 'enrol', at('centre'), at('request.json'), '--role', 'expert', '-o', at('cert.pem')];
  expect(await quanping(enrol)).toMatchObject({ code: 2, stderr: expect.stringMatching(/CENTRE_LOCKED/) });
  const wrong = { QUANPING_CENTRE_PASSPHRASE: 'x' };
  expect(await quanping(enrol, { env: wrong })).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/PASSPHRASE_WRONG/),
  });
  expect(existsSync(at('cert.pem'))).toBe(false);
  expect(await quanping(enrol, { env })).toMatchObject({ code: 0 });
});

test('recover passes the workspace key on to the one-time key of the request', async () => {
  await run('central', 'init', 'centre');
  const [root] = parseCertificates(readFileSync(path.join(at('centre'), 'root.pem'), 'utf8'));
  const key = new Uint8Array(32).fill(9);
  const once = await generateAgeKeyPair();
  const id = '01900000-0000-7000-8000-000000000001';
  const request = {
    profile: 'qp-recovery-request/1',
    requestId: id,
    workspace: { id, name: '工作区', unit: '测试区' },
    person: { id, name: '王审核' },
    sealed: Buffer.from(await encryptBytes(key, [root!.recipient!])).toString('base64'),
    recipient: once.recipient,
    createdAt: '2026-11-21T08:00:00.000Z',
  };
  writeFileSync(at('recovery.json'), JSON.stringify(request));
  expect(await run('central', 'recover', 'centre', 'recovery.json', '-o', 'answer.json')).toMatchObject({
    code: 0,
    stderr: '',
  });
  const answer = JSON.parse(readFileSync(at('answer.json'), 'utf8'));
  expect(await decryptBytes(Buffer.from(answer.sealed, 'base64'), [once.identity], 'x')).toEqual(Buffer.from(key));
});

test('a command that was cut off while it wrote: the number is used when the file is there, free when it is not', async () => {
  await makeCentreFolder(at('centre'));
  const person = await enrolPerson(at('centre'), '王审核');
  makeCasesFolder(at('cases'));
  const numberOf = async (name: string) => {
    const done = await issue(person.certificateFile, name, '--json');
    return (JSON.parse(done.stdout) as { bundles: { issuerSeq: number }[] }).bundles[0]!.issuerSeq;
  };
  expect(await numberOf('1.qpb')).toBe(1);
  const stateFile = path.join(at('centre'), 'state.json');
  const state = JSON.parse(readFileSync(stateFile, 'utf8'));
  const pending = (name: string, issuerSeq: number) => {
    const record = { ...state.issued[0], issuerSeq, bundleId: null, file: name };
    writeFileSync(stateFile, JSON.stringify({ ...state, pending: { target: at(name), record } }));
  };
  pending('gone.qpb', 2);
  expect(await numberOf('2.qpb')).toBe(2);
  pending('2.qpb', 2);
  expect(await numberOf('3.qpb')).toBe(3);
});
