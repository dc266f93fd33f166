/** `central receive` and `central ack`: what a workstation sends back is judged, kept once, and acknowledged. */
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withCentre } from '#main/central/centre.ts';
import { receiveBundle } from '#main/central/receive.ts';
import { sha256Hex } from '#main/crypto/primitives.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { type EnrolledPerson, enrolPerson, makeCasesFolder, makeCentreFolder } from '#tests/support/centreFolder.ts';
import { quanping } from '#tests/support/quanping.ts';
import { createStream, reviewOf, signRecord, type TestStream, writeReview } from '#tests/support/reviewBundle.ts';

const CASE = '01900000-0000-7000-8000-000000000011';

let folder: string;
let centre: string;
let office: { keyId: string; recipient: string | null };
let reviewer: EnrolledPerson;
let log: TestStream;

const at = (name: string) => path.join(folder, name);

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'quanping-receive-'));
  centre = at('centre');
  office = await makeCentreFolder(centre);
  reviewer = await enrolPerson(centre, '王审核');
  log = createStream(reviewer);
  log.introduce();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const receive = (file: string) =>
  withCentre({ folder: centre, passphrase: null }, (open) =>
    receiveBundle(open, { file: at(file), now: Date.now(), signal: new AbortController().signal }),
  );

function alter(change: { at?: string; payload?: string }): void {
  log.entries[0] = { ...log.entries[0]!, ...change };
}

async function code(act: Promise<unknown>): Promise<string> {
  return act.then(
    () => 'accepted',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  );
}

/** Everything that counts in the centre folder: hashes of all files but the lock. */
function snapshot(): Record<string, string> {
  const names = readdirSync(centre, { recursive: true, encoding: 'utf8' }).filter((name) => !name.startsWith('lock'));
  const files = names.filter((name) => !existsSync(path.join(centre, name, '.')));
  return Object.fromEntries(files.sort().map((name) => [name, sha256Hex(readFileSync(path.join(centre, name)))]));
}

test('whole processes: issue, review comes back, verdicts printed, same again, acknowledged and verified', async () => {
  makeCasesFolder(at('cases'));
  const issue = [
    'central',
    'issue',
    centre,
    '--cases',
    at('cases'),
    '--to',
    reviewer.certificateFile,
    '-o',
    at('case.qpb'),
  ];
  expect(await quanping(issue)).toMatchObject({ code: 0, stderr: '' });
  log.sign(reviewOf(reviewer, CASE));
  log.closeSession();
  const written = await writeReview(at('review.qpb'), reviewer, office, log);

  const first = await quanping(['central', 'receive', centre, at('review.qpb')]);
  expect(first).toMatchObject({ code: 0, stderr: '' });
  for (const part of [
    '已接收',
    '王审核',
    '第 1 至 3 条，新增 3 条',
    '济购补2023-0007',
    '不予推荐',
    '[不符合] 首套住房（材料缺失；缺不动产证）',
    '材料不全',
    '1 次会话签名',
    written.groups.join(' '),
  ]) {
    expect(first.stdout).toContain(part);
  }
  expect(first.stdout).not.toContain('注意');
  const before = snapshot();
  const again = await quanping(['central', 'receive', centre, at('review.qpb'), '--json']);
  expect(JSON.parse(again.stdout)).toMatchObject({ ok: true, already: true, bundleId: written.bundleId });
  expect(snapshot()).toEqual(before);

  const ack = await quanping(['central', 'ack', centre, '--to', reviewer.certificateFile, '-o', at('ack.qpb')]);
  expect(ack).toMatchObject({ code: 0, stderr: '' });
  const verify = [
    'verify',
    at('ack.qpb'),
    '--root',
    path.join(centre, 'root.pem'),
    '--identity',
    reviewer.identityFile,
    '--json',
  ];
  const verified = JSON.parse((await quanping(verify)).stdout);
  const { seq, hash } = log.entries.at(-1)!;
  expect(verified).toMatchObject({
    ok: true,
    encrypted: true,
    bundle: { kind: 'ack', issuerSeq: 1, acks: [{ stream: log.stream, seq, hash }] },
  });
});

describe('what comes later', () => {
  test('only what is new counts: overlap is compared, a lost ack changes nothing', async () => {
    log.sign(reviewOf(reviewer, CASE));
    await writeReview(at('1.qpb'), reviewer, office, log);
    expect((await receive('1.qpb')).reviews).toHaveLength(1);
    log.add('case.reopened', { caseId: CASE, version: 1, reason: 'mistake', note: '' });
    log.sign(reviewOf(reviewer, CASE, { version: 2 }));
    await writeReview(at('2.qpb'), reviewer, office, log, { from: 2 });
    const report = await receive('2.qpb');
    expect(report.streams).toEqual([{ stream: log.stream, from: 2, to: 4, fresh: 2 }]);
    expect(report.reviews.map(({ version }) => version)).toEqual([2]);
  });

  test('the same content under another encryption is the same bundle', async () => {
    log.sign(reviewOf(reviewer, CASE));
    await writeReview(at('plain.qpb'), reviewer, office, log, { seal: false });
    expect((await receive('plain.qpb')).remarks).toContain('这个审核包没有加密。');
    copyFileSync(at('plain.qpb'), at('copy.qpb'));
    expect((await receive('copy.qpb')).already).toBe(true);
  });

  test('a crash between journal and state: the next try starts from what counts', async () => {
    log.sign(reviewOf(reviewer, CASE));
    await writeReview(at('1.qpb'), reviewer, office, log);
    const state = readFileSync(path.join(centre, 'state.json'));
    await receive('1.qpb');
    writeFileSync(path.join(centre, 'state.json'), state);
    const report = await receive('1.qpb');
    expect(report).toMatchObject({ already: false, streams: [{ fresh: 2 }] });
  });
});

describe('refused, and the centre is as it was', () => {
  type Build = () => Promise<unknown> | unknown;
  const cases: [string, string, Build][] = [
    ['an altered event', 'JOURNAL_BROKEN', () => alter({ at: '2026-01-01T00:00:00.000Z' })],
    ['an altered payload', 'JOURNAL_BROKEN', () => alter({ payload: `${log.entries[0]!.payload} ` })],
    [
      'a session signed by somebody else',
      'JOURNAL_BROKEN',
      () => void log.add('session.closed', { seq: 1, hash: log.entries[0]!.hash, signature: 'AAAA' }),
    ],
    [
      'an outcome without a valid signature',
      'SIGNATURE_INVALID',
      () => void log.sign(reviewOf(reviewer, CASE), 'e30..AAAA'),
    ],
    [
      'an outcome signed over other bytes',
      'SIGNATURE_INVALID',
      () => void log.sign(reviewOf(reviewer, CASE), signRecord(reviewOf(reviewer, CASE, { version: 2 }), reviewer)),
    ],
    [
      'an outcome under a wrong name',
      'SIGNATURE_INVALID',
      () =>
        void log.sign(
          reviewOf(reviewer, CASE, { signedBy: { keyId: reviewer.chain[0]!.keyId, name: '别人', role: 'reviewer' } }),
        ),
    ],
    [
      'an outcome for a role the certificate does not give',
      'SIGNATURE_INVALID',
      () =>
        void log.sign(
          reviewOf(reviewer, CASE, {
            signedBy: { keyId: reviewer.chain[0]!.keyId, name: reviewer.name, role: 'approver' },
          }),
        ),
    ],
    ['an event of an unknown form', 'SCHEMA_INVALID', () => void log.add('person.recovered', { personId: CASE })],
  ];

  test.each(cases)('%s: %s', async (_name, expected, build) => {
    await build();
    await writeReview(at('x.qpb'), reviewer, office, log);
    const before = snapshot();
    expect(await code(receive('x.qpb'))).toBe(expected);
    expect(snapshot()).toEqual(before);
  });

  test('an outcome signed by an expert, whose certificate does not allow it: CERT_ROLE', async () => {
    const expert = await enrolPerson(centre, '赵专家', 'expert');
    const record = reviewOf(reviewer, CASE);
    const signature = signRecord(record, expert);
    log.sign(record, signature);
    await writeReview(at('x.qpb'), reviewer, office, log);
    expect(await code(receive('x.qpb'))).toBe('CERT_ROLE');
  });

  test('a gap in the journal: JOURNAL_BROKEN', async () => {
    log.sign(reviewOf(reviewer, CASE));
    log.closeSession();
    await writeReview(at('x.qpb'), reviewer, office, log, { from: 2 });
    expect(await code(receive('x.qpb'))).toBe('JOURNAL_BROKEN');
  });

  test('a bundle for somebody else, and a file nobody accounts for', async () => {
    await writeReview(at('other.qpb'), reviewer, { keyId: reviewer.chain[0]!.keyId, recipient: null }, log);
    expect(await code(receive('other.qpb'))).toBe('AUDIENCE_OTHER');
    const extra = [{ name: 'data/surprise.txt', source: Buffer.from('x') }];
    await writeReview(at('extra.qpb'), reviewer, office, log, { extra });
    expect(await code(receive('extra.qpb'))).toBe('SCHEMA_INVALID');
  });

  test('an older bundle after a newer one, and a revoked sender', async () => {
    await writeReview(at('old.qpb'), reviewer, office, log);
    await writeReview(at('new.qpb'), reviewer, office, log);
    await receive('new.qpb');
    expect(await code(receive('old.qpb'))).toBe('SEQUENCE_REPLAY');
    expect(await quanping(['central', 'revoke', centre, reviewer.certificateFile])).toMatchObject({ code: 0 });
    await writeReview(at('late.qpb'), reviewer, office, log);
    expect(await quanping(['central', 'receive', centre, at('late.qpb')])).toMatchObject({ code: 1, stdout: '' });
    expect(await code(receive('late.qpb'))).toBe('CERT_REVOKED');
    // What was received before the revocation stays received.
    expect((await receive('new.qpb')).already).toBe(true);
  });
});

test('two stories about one stream: refused, put aside, remembered', async () => {
  log.sign(reviewOf(reviewer, CASE));
  await writeReview(at('1.qpb'), reviewer, office, log);
  await receive('1.qpb');
  const fork = createStream(reviewer, log.stream);
  fork.introduce();
  fork.sign(
    reviewOf(reviewer, CASE, { result: { decision: 'recommend', amount: null, opinion: '同意', supplement: null } }),
  );
  await writeReview(at('fork.qpb'), reviewer, office, fork);
  const done = await quanping(['central', 'receive', centre, at('fork.qpb')]);
  expect(done.code).toBe(1);
  expect(done.stderr).toMatch(/^quanping central receive: JOURNAL_FORK 审核记录与已接收的记录冲突/);
  expect(readdirSync(path.join(centre, 'quarantine'))).toHaveLength(1);
  expect(JSON.parse(readFileSync(path.join(centre, 'state.json'), 'utf8')).alarms).toMatchObject([
    { code: 'JOURNAL_FORK' },
  ]);
});
