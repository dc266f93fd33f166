/** Second reviews that are not what they seem: nothing is taken in, and nobody is their own second person. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { canonicalJsonBytes } from '#main/bundle/canonicalJson.ts';
import type { Certificate, SigningIdentity } from '#main/bundle/certificate.ts';
import { issueCertificate } from '#main/bundle/issue.ts';
import { signDetached } from '#main/bundle/signature.ts';
import { generateEd25519 } from '#main/crypto/primitives.ts';
import { answerRecovery } from '#main/workspace/recovery.ts';
import { REVIEW_SIGNATURE } from '#shared/domain/exchange.ts';
import { SECOND_ANSWER_PATH, SECOND_REQUEST_PATH, type SecondAnswer } from '#shared/domain/secondBundle.ts';
import { caseId } from '#tests/support/cases.ts';
import type { Office } from '#tests/support/centre.ts';
import { eventsOf, importFile, logicalDump, PASSPHRASE, refused, type Station } from '#tests/support/core.ts';
import { pngImage } from '#tests/support/pngImage.ts';
import { anchorOn, signCase } from '#tests/support/reviewing.ts';
import { forgeReview, openPair, secondOfCase, twoStations } from '#tests/support/twoPeople.ts';

const DEGREE = 'condition:c.degree';
const FIELD = `verdict:${DEGREE}` as const;
const ONE = caseId(1);
const HASH = '0'.repeat(64);
type Answered = SecondAnswer['cases'][number];

const NOTHING = { verdicts: [], observed: [], evidence: [] };
const json = (value: unknown) => Buffer.from(JSON.stringify(value));

/** Another key of the same person, certified by the centre. */
function renew({ run }: Office, { subject, recipient, notBefore, notAfter }: Certificate): Promise<SigningIdentity> {
  return run(async ({ root }) => {
    const keys = generateEd25519();
    const certificate = issueCertificate(root, {
      subject,
      spki: keys.spki,
      recipient: recipient!,
      notBefore,
      notAfter,
    });
    return { privateKeyPem: keys.privateKeyPem, chain: [certificate, ...root.chain] };
  });
}

/** Refused with this code, and nothing but the note of it in the journal changed. */
async function unchanged(station: Station, file: string): Promise<{ code: string; details: object }> {
  const before = logicalDump(station.session().db.read, { journal: false });
  const { code, details } = await refused(importFile(station, file));
  expect(logicalDump(station.session().db.read, { journal: false })).toBe(before);
  expect(eventsOf(station, 'second.answered').length).toBeLessThanOrEqual(1);
  return { code, details };
}

describe('answers', () => {
  /** The case is signed at A and lies with B; `answer` writes one as B would, or another way. */
  async function handed(first: 'reviewer' | 'approver' = 'reviewer') {
    const two = await twoStations({ first });
    const { a, b, reviewer, stick, toB } = two;
    await signCase(a, ONE);
    await a.api.second.handOver({ caseIds: [ONE], blind: true, certificate: toB, path: stick('ask.qpb') });
    await importFile(b, stick('ask.qpb'));
    const { secondId } = await secondOfCase(b, ONE);
    const [signed] = eventsOf<{ recordSha256: string }>(a, 'case.signed');
    const right: Answered = {
      ...{ secondId, caseId: ONE, firstSha256: signed!.recordSha256, outcome: 'returned', changes: NOTHING },
      choices: [{ field: FIELD, choice: 'return', reason: '请再看' }],
    };
    let n = 0;
    const answer = (
      cases: Partial<Answered>[],
      {
        by = b,
        identity,
        more = [],
      }: { by?: Station; identity?: SigningIdentity; more?: { name: string; source: Uint8Array }[] } = {},
    ) => {
      const content = { profile: 'qp-second-answer/1', cases: cases.map((one) => ({ ...right, ...one })) };
      const files = [{ name: SECOND_ANSWER_PATH, source: json(content) }, ...more];
      b.clock.advance(1000);
      return forgeReview(by, reviewer, stick(`answer-${++n}.qpb`), files, identity);
    };
    return { ...two, secondId, answer };
  }

  test('by the first person, with the same certificate or a renewed one, whatever their role', async () => {
    const { a, office, reviewer, answer } = await handed('approver');
    const approved = { outcome: 'approved' as const, choices: [] };
    expect((await unchanged(a, await answer([approved], { by: a }))).code).toBe('SECOND_SAME_PERSON');
    const identity = await renew(office, reviewer);
    expect((await unchanged(a, await answer([approved], { by: a, identity }))).code).toBe('SECOND_SAME_PERSON');
    const clerk = await handed('reviewer');
    const own = await clerk.answer([approved], { by: clerk.a });
    expect((await unchanged(clerk.a, own)).code).toBe('ROLE_FORBIDDEN');
  });

  test('for a case that was never asked, another case, another version, or one that is not awaited', async () => {
    const { a, secondId, answer } = await handed();
    const never = '01900000-0000-7000-8000-00000000ffff';
    expect((await unchanged(a, await answer([{ secondId: never }]))).code).toBe('SECOND_UNKNOWN');
    expect((await unchanged(a, await answer([{ caseId: caseId(2) }]))).code).toBe('SECOND_UNKNOWN');
    expect((await unchanged(a, await answer([{ firstSha256: HASH }]))).code).toBe('SECOND_MISMATCH');
    expect((await unchanged(a, await answer([{}, {}]))).code).toBe('SCHEMA_INVALID');
    const right = await answer([{}]);
    await importFile(a, right);
    expect(await secondOfCase(a, ONE)).toMatchObject({ secondId, step: 'rework' });
    // Replayed as it was, and once more in another bundle.
    const before = logicalDump(a.session().db.read, { journal: false });
    expect((await importFile(a, right)).already).toBe(true);
    expect(logicalDump(a.session().db.read, { journal: false })).toBe(before);
    expect((await unchanged(a, await answer([{}]))).code).toBe('SECOND_MISMATCH');
  });

  test('that settle what nobody settled, doubt, or stand on evidence from elsewhere', async () => {
    const { a, answer } = await handed();
    const verdict = { verdict: 'fail' as const, reason: 'contradiction' as const, note: '' };
    const crop = 'a'.repeat(64);
    const at = (file: string) => ({ ...anchorOn(file), fileSha256: HASH, cropSha256: crop, id: caseId(9) });
    const back = { field: 'outcome', choice: 'return', reason: '重看' } as const;
    const kept = { field: FIELD, choice: 'second', reason: '照复核' } as const;
    const wrong: [string, Partial<Answered>][] = [
      ['变更的项目没有裁定', { changes: { ...NOTHING, verdicts: [[DEGREE, verdict]] } }],
      ['变更的项目没有裁定', { changes: { ...NOTHING, observed: [['study.monthsAbroad', { value: 3, note: '' }]] } }],
      ['裁定与退回的项目不符', { outcome: 'approved' }],
      ['裁定与退回的项目不符', { choices: [kept] }],
      ['同一项裁定了两次', { choices: [back, back] }],
      [
        '裁定不能是存疑',
        { choices: [kept, back], changes: { ...NOTHING, verdicts: [[DEGREE, { ...verdict, verdict: 'doubt' }]] } },
      ],
      [
        '依据不属于裁定的项目',
        {
          choices: [kept, back],
          changes: { ...NOTHING, verdicts: [[DEGREE, verdict]], evidence: [[DEGREE, [at(`${caseId(2)}.1`)]]] },
        },
      ],
      [
        '依据不属于裁定的项目',
        { choices: [kept, back], changes: { ...NOTHING, evidence: [[DEGREE, [at(`${ONE}.1`)]]] } },
      ],
      [
        '缺少依据截图',
        {
          choices: [kept, back],
          changes: { ...NOTHING, verdicts: [[DEGREE, verdict]], evidence: [[DEGREE, [at(`${ONE}.1`)]]] },
        },
      ],
    ];
    for (const [reason, changes] of wrong) {
      const { code, details } = await unchanged(a, await answer([changes]));
      expect([code, details]).toEqual(['SCHEMA_INVALID', expect.objectContaining({ reason })]);
    }
    const more = [{ name: `data/evidence/${crop}.png`, source: pngImage() }];
    expect((await unchanged(a, await answer([{}], { more }))).code).toBe('SCHEMA_INVALID');
  });
});

describe('requests', () => {
  test('do not make the signer the second person under another number, nor take the place of a case', async () => {
    const { a, b, approver, office, stick } = await twoStations({ first: 'approver' });
    // B's own person signed at A, with another key of theirs.
    await signCase(a, ONE);
    const [signed] = eventsOf<{ record: string; signature: string }>(a, 'case.signed');
    const own = await renew(office, approver);
    const { keyId, subject } = own.chain[0]!;
    const record = { ...JSON.parse(signed!.record), signedBy: { keyId, name: subject.name, role: 'approver' } };
    const bytes = canonicalJsonBytes(record);
    const caseSha256 = a
      .session()
      .db.read.reads<{ sha256: string }>('SELECT record_sha256 sha256 FROM cases')
      .get()!.sha256;
    let n = 0;
    const ask = (personId: string, secondId = caseId(77)) => {
      const one = {
        secondId,
        caseId: ONE,
        version: 1,
        caseSha256,
        blind: true,
        first: [{ personId, keyId }],
        observed: {},
      };
      a.clock.advance(1000);
      return forgeReview(a, approver, stick(`ask-${++n}.qpb`), [
        { name: SECOND_REQUEST_PATH, source: json({ profile: 'qp-second-request/1', cases: [one] }) },
        { name: `data/reviews/${ONE}.1.json`, source: bytes },
        { name: `data/reviews/${ONE}.1.jws`, source: Buffer.from(signDetached(bytes, own, REVIEW_SIGNATURE)) },
      ]);
    };
    expect(await unchanged(b, await ask(caseId(99)))).toMatchObject({
      code: 'SCHEMA_INVALID',
      details: { reason: '签署人不在初审人员之中' },
    });
    expect((await unchanged(b, await ask(subject.personId))).code).toBe('SECOND_SAME_PERSON');
    expect((await unchanged(b, await ask(subject.personId, ONE))).code).toBe('SCHEMA_INVALID');
    expect((await b.api.second.list({})).rows).toEqual([]);
  });
});

test('a reviewer who forgot the passphrase and comes back as an approver with a new key is no second person', async () => {
  const { station, office, reviewer } = await openPair(1);
  const { api } = station;
  await signCase(station, ONE);
  await api.second.ask({ caseIds: [ONE], blind: true });
  const before = station.session().actor;
  await api.workspace.lock({});
  const at = (name: string) => path.join(path.dirname(station.folder), 'recovery', name);
  mkdirSync(at('.'), { recursive: true });
  const { personId } = reviewer;
  const passphrase = `${PASSPHRASE} 新`;
  await api.workspace.exportRecoveryRequest({ personId, path: at('request.json'), passphrase });
  const request = readFileSync(at('request.json'));
  writeFileSync(
    at('answer.json'),
    await office.run(({ recoveryIdentity }) => answerRecovery(request, recoveryIdentity, station.clock.now())),
  );
  await api.workspace.applyRecoveryAnswer({ personId, path: at('answer.json'), passphrase });
  await office.certify(station, 'approver');
  const { personId: samePerson, keyId } = station.session().actor;
  expect([samePerson, keyId === before.keyId]).toEqual([personId, false]);
  const { secondId, step, releasable } = await secondOfCase(station, ONE);
  expect([step, releasable]).toEqual(['wait', false]);
  expect((await refused(api.second.take({ secondId }))).code).toBe('SECOND_SAME_PERSON');
  const adjudicate = api.second.adjudicate({ secondId, choices: [], passphrase });
  expect((await refused(adjudicate)).code).toBe('SECOND_SAME_PERSON');
});
