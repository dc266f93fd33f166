/** Every kind of wrong input to every command: one line, an exit code, no stack, nothing written. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { caseJson, enrolPerson, makeCasesFolder, makeCentreFolder, makeRequest } from '#tests/support/centreFolder.ts';
import { isOneLine, quanping } from '#tests/support/quanping.ts';

let folder: string;
const at = (name: string) => path.join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'quanping-bad-'));
  await makeCentreFolder(at('centre'));
  await enrolPerson(at('centre'), 'reviewer');
  await enrolPerson(at('centre'), 'expert', 'expert');
  await makeCentreFolder(at('strange'));
  await enrolPerson(at('strange'), 'stranger');
  makeCasesFolder(at('cases'));
  makeCasesFolder(at('broken'), { ...caseJson(), appliedOn: '2023-02-30' });
  makeCasesFolder(at('escape'), caseJson({ attachments: [{ file: '../cases/c1/a.pdf', name: 'a', material: null }] }));
  makeCasesFolder(at('missing'), caseJson({ attachments: [{ file: 'c1/none.pdf', name: 'a', material: null }] }));
  makeCasesFolder(at('program'), caseJson({ attachments: [{ file: 'c1/a.exe', name: 'a', material: null }] }));
  makeCasesFolder(at('twice'));
  writeFileSync(path.join(at('twice'), 'c2.json'), JSON.stringify(caseJson()));
  makeCasesFolder(at('link'), caseJson({ attachments: [{ file: 'c1/l.pdf', name: 'a', material: null }] }));
  symlinkSync('/etc/hostname', path.join(at('link'), 'c1', 'l.pdf'));
  // A link to itself: unreadable for everybody, root included.
  symlinkSync('loop', at('loop'));
  mkdirSync(at('nothing'));
  writeFileSync(at('request.json'), (await makeRequest('李审核')).text);
  writeFileSync(at('text'), 'hello\nworld');
  writeFileSync(at('garbage.pem'), '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
  writeFileSync(at('number.json'), '{"a": 1.5}');
  writeFileSync(at('facts.json'), '{}');
  mkdirSync(at('damaged'));
  for (const name of ['root.pem', 'chain.pem', 'crl.pem', 'keys.json']) {
    writeFileSync(path.join(at('damaged'), name), readFileSync(path.join(at('centre'), name)));
  }
  writeFileSync(path.join(at('damaged'), 'state.json'), '{"profile":');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const toReviewer = ['--to', 'reviewer.pem'];
const issueFrom = (cases: string, ...to: string[]) => [
  'central',
  'issue',
  'centre',
  '--cases',
  cases,
  ...(to.length > 0 ? to : toReviewer),
  '-o',
  'out',
];
const enrolWith = (...more: string[]) => ['central', 'enrol', 'centre', 'request.json', ...more];

/** [what is wrong, words, exit code, part of the line]. */
const TABLE: [string, string[], number, RegExp][] = [
  ['no command', [], 2, /no command given/],
  ['unknown command', ['frobnicate'], 2, /unknown command "frobnicate"/],
  ['unknown command of a group', ['central', 'dance'], 2, /unknown command "central dance"/],
  ['group alone', ['central'], 2, /no command given/],
  ['line breaks in a command', ['a\nb\nc'], 2, /unknown command/],
  ['missing argument', ['central', 'init'], 2, /missing dir/],
  ['too many arguments', ['central', 'init', 'a', 'b'], 2, /unexpected argument "b"/],
  ['empty argument', ['central', 'init', ''], 2, /empty/],
  ['unknown option', ['central', 'init', 'x', '--bogus'], 2, /--bogus/],
  ['option without its value', ['verify', 'x', '--root'], 2, /--root/],
  ['init where something is', ['central', 'init', 'centre'], 2, /FILE_EXISTS/],
  ['init on a file', ['central', 'init', 'text'], 2, /FILE_EXISTS/],
  ['init below a file', ['central', 'init', 'text/x'], 1, /DISK_WRITE/],
  ['init with a very long name', ['central', 'init', 'x', '--name', '长'.repeat(100)], 2, /at most/],
  ['not a centre', ['central', 'ack', 'cases', ...toReviewer, '-o', 'out'], 2, /CENTRE_MISSING/],
  ['no such centre', ['central', 'ack', 'nowhere', ...toReviewer, '-o', 'out'], 2, /CENTRE_MISSING/],
  ['damaged centre', ['central', 'ack', 'damaged', ...toReviewer, '-o', 'out'], 1, /CENTRE_DAMAGED.*state\.json/],
  ['enrol without role', enrolWith('-o', 'out'), 2, /missing --role/],
  [
    'enrol with a wrong role',
    enrolWith('--role', 'boss', '-o', 'out'),
    2,
    /reviewer, approver, secretary, expert, inspector/,
  ],
  ['enrol as centre', enrolWith('--role', 'centre', '-o', 'out'), 2, /--role must be one of/],
  ['enrol for no time', enrolWith('--role', 'expert', '--years', '0', '-o', 'out'), 2, /--years/],
  ['enrol for a wrong district', enrolWith('--role', 'expert', '--district', 'x', '-o', 'out'), 2, /--district/],
  ['enrol without output', enrolWith('--role', 'expert'), 2, /missing --output/],
  ['enrol over a file', enrolWith('--role', 'expert', '-o', 'text'), 2, /FILE_EXISTS/],
  ['enrol into no folder', enrolWith('--role', 'expert', '-o', 'no/where/out'), 2, /FILE_NOT_FOUND/],
  [
    'enrol a missing request',
    ['central', 'enrol', 'centre', 'none.json', '--role', 'expert', '-o', 'out'],
    2,
    /FILE_NOT_FOUND/,
  ],
  ['enrol a folder', ['central', 'enrol', 'centre', 'cases', '--role', 'expert', '-o', 'out'], 2, /MEDIUM_READ/],
  ['enrol text', ['central', 'enrol', 'centre', 'text', '--role', 'expert', '-o', 'out'], 2, /SCHEMA_INVALID/],
  [
    'enrol another JSON',
    ['central', 'enrol', 'centre', 'facts.json', '--role', 'expert', '-o', 'out'],
    2,
    /SCHEMA_INVALID/,
  ],
  ['issue to a missing certificate', issueFrom('cases', '--to', 'none.pem'), 2, /FILE_NOT_FOUND/],
  ['issue to a garbage certificate', issueFrom('cases', '--to', 'garbage.pem'), 2, /CERT_INVALID/],
  ['issue to a folder', issueFrom('cases', '--to', 'cases'), 2, /MEDIUM_READ/],
  ['issue to a stranger', issueFrom('cases', '--to', 'stranger.pem'), 1, /CERT_UNTRUSTED/],
  ['issue to an expert', issueFrom('cases', '--to', 'expert.pem'), 1, /RECIPIENT_ROLE.*专家/],
  ['issue no such folder', issueFrom('none'), 2, /FILE_NOT_FOUND/],
  ['issue a file', issueFrom('text'), 2, /FILE_NOT_FOUND/],
  ['issue an empty folder', issueFrom('nothing'), 2, /INPUT_INVALID.*没有案卷/],
  ['issue a broken case', issueFrom('broken'), 2, /SCHEMA_INVALID.*c1\.json.*appliedOn/],
  ['issue an attachment outside', issueFrom('escape'), 2, /SCHEMA_INVALID.*不合规定/],
  ['issue an attachment that is not there', issueFrom('missing'), 2, /FILE_NOT_FOUND.*none\.pdf/],
  ['issue a program', issueFrom('program'), 2, /SCHEMA_INVALID.*类型不支持/],
  ['issue a link', issueFrom('link'), 2, /SCHEMA_INVALID.*普通文件/],
  ['issue one case twice', issueFrom('twice'), 2, /INPUT_INVALID.*c1\.json 和 c2\.json/],
  ['issue over a file', [...issueFrom('cases').slice(0, -1), 'text'], 2, /FILE_EXISTS/],
  ['receive nothing', ['central', 'receive', 'centre', 'none.qpb'], 2, /FILE_NOT_FOUND/],
  ['receive a folder', ['central', 'receive', 'centre', 'cases'], 1, /BUNDLE_NOT_A_BUNDLE|MEDIUM_READ/],
  ['receive text', ['central', 'receive', 'centre', 'text'], 1, /BUNDLE_NOT_A_BUNDLE/],
  ['acknowledge nothing', ['central', 'ack', 'centre', ...toReviewer, '-o', 'out'], 2, /还没有收到/],
  ['revoke garbage', ['central', 'revoke', 'centre', 'garbage.pem'], 2, /CERT_INVALID/],
  ['recover text', ['central', 'recover', 'centre', 'text', '-o', 'out'], 2, /SCHEMA_INVALID/],
  ['verify without root', ['verify', 'text'], 2, /missing --root/],
  ['verify with a missing root', ['verify', 'text', '--root', 'none.pem'], 2, /FILE_NOT_FOUND/],
  ['verify with a garbage root', ['verify', 'text', '--root', 'garbage.pem'], 2, /CERT_INVALID/],
  ['verify with a folder as root', ['verify', 'text', '--root', 'cases'], 2, /MEDIUM_READ/],
  ['verify a missing file', ['verify', 'none.qpb', '--root', 'centre/root.pem'], 2, /FILE_NOT_FOUND/],
  [
    'verify with a wrong identity file',
    ['verify', 'text', '--root', 'centre/root.pem', '--identity', 'text'],
    2,
    /age 密钥文件/,
  ],
  ['verify at no time', ['verify', 'text', '--root', 'centre/root.pem', '--at', 'tomorrow'], 2, /UTC 时刻/],
  [
    'verify with a wrong list',
    ['verify', 'text', '--root', 'centre/root.pem', '--crl', 'garbage.pem'],
    2,
    /CERT_INVALID/,
  ],
  ['inspect text', ['inspect', 'text'], 1, /BUNDLE_NOT_A_BUNDLE/],
  ['verify what cannot be read', ['verify', 'loop', '--root', 'centre/root.pem'], 1, /MEDIUM_READ/],
  ['receive what cannot be read', ['central', 'receive', 'centre', 'loop'], 2, /MEDIUM_READ/],
  ['issue to what cannot be read', issueFrom('cases', '--to', 'loop'), 2, /MEDIUM_READ/],
  ['inspect nothing', ['inspect', 'none.qpb'], 2, /FILE_NOT_FOUND/],
  ['evaluate without facts', ['evaluate', '--programme', '03.1', '--on', '2023-05-10'], 2, /missing --facts/],
  [
    'evaluate an unknown programme',
    ['evaluate', '--programme', '99', '--facts', 'facts.json', '--on', '2023-05-10'],
    2,
    /PROGRAMME_UNKNOWN/,
  ],
  [
    'evaluate on no day',
    ['evaluate', '--programme', '03.1', '--facts', 'facts.json', '--on', '2023-02-30'],
    2,
    /DATE_INVALID/,
  ],
  ['evaluate text', ['evaluate', '--programme', '03.1', '--facts', 'text', '--on', '2023-05-10'], 2, /INPUT_INVALID/],
  [
    'evaluate missing facts',
    ['evaluate', '--programme', '03.1', '--facts', 'none', '--on', '2023-05-10'],
    2,
    /FILE_NOT_FOUND/,
  ],
  ['catalogue of another folder', ['catalogue', 'export', '--policies', 'cases'], 2, /CATALOGUE_INVALID/],
  ['demo where something is', ['demo', 'cases'], 2, /FILE_EXISTS/],
];

describe('one line, one exit code, no stack, no trace', () => {
  test.each(TABLE)('%s', async (_what, words, code, line) => {
    const before = readdirSync(folder).sort();
    const done = await quanping(words, { cwd: folder });
    expect(done.stderr).toMatch(line);
    expect({ code: done.code, oneLine: isOneLine(done.stderr), stdout: done.stdout }).toEqual({
      code,
      oneLine: true,
      stdout: '',
    });
    expect(readdirSync(folder).sort()).toEqual(before);
  });
});

describe('help', () => {
  const commands = [
    'central init',
    'central enrol',
    'central issue',
    'central receive',
    'central ack',
    'central revoke',
    'central recover',
    'verify',
    'inspect',
    'evaluate',
    'match',
    'catalogue export',
    'catalogue check',
    'demo',
  ];

  test('the list names every command', async () => {
    const { code, stdout, stderr } = await quanping(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const name of commands) expect(stdout).toContain(`quanping ${name} `.trimEnd());
  });

  test.each(commands)('%s --help', async (name) => {
    const { code, stdout, stderr } = await quanping([...name.split(' '), '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^usage: quanping ${name}`));
  });
});
