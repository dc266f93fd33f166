/** A newer version of a case while a second person is at it: the same rule for both sides. */
import { describe, expect, test } from 'vitest';
import type { ReasonCode, Verdict } from '#shared/domain/review.ts';
import { caseId, type TestFile, TUITION_FILES, tuitionCase } from '#tests/support/cases.ts';
import { importFile, PASSPHRASE, refused, type Station } from '#tests/support/core.ts';
import { addEvidence, decide, decideAll, signCase } from '#tests/support/reviewing.ts';
import { openPair, type Pair, secondOfCase } from '#tests/support/twoPeople.ts';

const DEGREE = 'condition:c.degree';
const PROOF = 'material:authentication';
const ONE = caseId(1);
type Decisions = Record<string, [Verdict, ReasonCode | null]>;

const fixed = (file: TestFile): TestFile => ({ ...file, bytes: Buffer.from(`%PDF-1.4\n${file.name}\n`) });
const FILES = TUITION_FILES.map(fixed);
const CORRECTED = FILES.map((file) =>
  file.name === '学位认证书.pdf' ? { ...file, bytes: Buffer.from('%PDF-1.4\nnew\n') } : file,
);

/** The reviewer takes the corrected case in and the one named sits down again. */
async function correct(pair: Pair, back: { personId: string }) {
  await pair.turnTo(pair.reviewer);
  const file = await pair.office.issue([tuitionCase(1, { files: CORRECTED })], pair.reviewer.certificate);
  const report = await importFile(pair.station, file);
  await pair.turnTo(back);
  return report;
}

async function asked(blind = true): Promise<Pair & { secondId: string }> {
  const pair = await openPair([tuitionCase(1, { files: FILES })]);
  const { station } = pair;
  await addEvidence(station, ONE, DEGREE, { attachmentId: `${ONE}.2` });
  await signCase(station, ONE);
  await station.api.second.ask({ caseIds: [ONE], blind });
  await pair.turnTo(pair.approver);
  const { secondId } = await secondOfCase(station, ONE);
  return { ...pair, secondId };
}

async function conclude({ api }: Station, id: string): Promise<void> {
  const { suggested, opinion } = await api.review.outcome({ caseId: id });
  await api.review.setOutcome({ caseId: id, result: { decision: suggested!, amount: null, opinion } });
  await api.review.sign({ caseId: id, passphrase: PASSPHRASE });
}

async function signSecond({ api }: Station, secondId: string): Promise<void> {
  const result = { decision: 'reject' as const, amount: null, opinion: '学位与证书不符', supplement: null };
  await api.review.setOutcome({ caseId: secondId, result });
  await api.review.sign({ caseId: secondId, passphrase: PASSPHRASE });
}

const opened = async ({ api }: Station, id: string): Promise<string[]> =>
  (await api.review.checklist({ caseId: id })).items.flatMap(({ itemId, verdict }) => (verdict ? [] : [itemId])).sort();

describe('the case is corrected', () => {
  test('while the second person is at work: exactly the verdicts on the changed file open, as on the first side', async () => {
    const pair = await asked();
    const { station, secondId } = pair;
    await station.api.second.take({ secondId });
    await decideAll(station, secondId);
    await addEvidence(station, secondId, DEGREE, { attachmentId: `${secondId}.2` });
    await station.api.review.viewed({ attachmentId: `${secondId}.2`, pages: [{ page: 0, ms: 5000 }] });
    await station.api.review.viewed({ attachmentId: `${secondId}.3`, pages: [{ page: 0, ms: 5000 }] });
    const { remarks } = await correct(pair, pair.approver);
    expect(remarks).toEqual(['济留补2023-0001：案卷内容已更新；案卷正在盲审，受影响的判定由初审和复核分别重新核对']);
    expect(await opened(station, secondId)).toEqual([DEGREE, PROOF]);
    const { changes, undo } = await station.api.review.checklist({ caseId: secondId });
    expect(changes).toMatchObject({
      files: [{ change: 'replaced', attachmentId: `${secondId}.2` }],
      items: [DEGREE, PROOF],
      pending: false,
    });
    expect(undo).toBeNull();
    const { attachments } = await station.api.cases.get({ caseId: secondId });
    expect(attachments.map(({ viewedPages }) => viewedPages.length)).toEqual([0, 0, 1, 0]);
    const { entries } = await station.api.cases.history({ caseId: secondId });
    expect(entries[0]!.sentence).toBe('案卷 济留补2023-0001 被新的案卷包更新，2 项判定或核实值须重新核对');
  });

  test('after both signed: nothing is settled before each has gone through what changed and signed again', async () => {
    const pair = await asked();
    const { station, secondId, approver, reviewer } = pair;
    const { api } = station;
    await api.second.take({ secondId });
    await decideAll(station, secondId, { [DEGREE]: ['fail', 'contradiction'] });
    await addEvidence(station, secondId, DEGREE, { attachmentId: `${secondId}.2` });
    await signSecond(station, secondId);
    expect((await secondOfCase(station, ONE)).step).toBe('adjudicate');
    await correct(pair, approver);

    const waits = await secondOfCase(station, ONE);
    expect(waits).toMatchObject({ step: 'wait', waiting: '案卷内容已更新，等待初审按新内容重新核对' });
    const early = await refused(api.second.adjudicate({ secondId, choices: [], passphrase: PASSPHRASE }));
    expect(early.code).toBe('SECOND_STATE');
    expect((await refused(api.second.renew({ secondId }))).code).toBe('SECOND_STATE');
    expect((await refused(api.review.reopen({ caseId: ONE, reason: 'correction', note: '' }))).code).toBe(
      'SECOND_PENDING',
    );

    await pair.turnTo(reviewer);
    expect((await secondOfCase(station, ONE)).step).toBe('renew');
    expect(await api.second.renew({ secondId })).toEqual({ caseId: ONE });
    expect(await opened(station, ONE)).toEqual([DEGREE, PROOF]);
    await signCase(station, ONE);
    expect((await secondOfCase(station, ONE)).waiting).toBe('案卷内容已更新，等待复核员按新内容重新核对');

    await pair.turnTo(approver);
    expect((await secondOfCase(station, ONE)).step).toBe('renew');
    expect(await api.second.renew({ secondId })).toEqual({ caseId: secondId });
    expect(await opened(station, secondId)).toEqual([DEGREE, PROOF]);
    expect((await secondOfCase(station, ONE)).step).toBe('work');
    expect((await refused(api.review.checklist({ caseId: ONE }))).code).toBe('SECOND_BLIND');
    await decide(station, secondId, DEGREE, 'fail', { reason: 'contradiction' });
    await decide(station, secondId, PROOF, 'pass');
    await signSecond(station, secondId);
    const { first, second, fields } = await api.second.adjudication({ secondId });
    expect([first.version, second?.version]).toEqual([2, 2]);
    expect(fields.map(({ field }) => field)).toContain(`verdict:${DEGREE}`);
    expect((await api.second.agreement({})).cases).toBe(1);
  });

  test('not blind, waiting for the approver: the first person goes through it again before it is settled', async () => {
    const pair = await asked(false);
    const { station, secondId, reviewer, approver } = pair;
    const { api } = station;
    await correct(pair, approver);
    expect((await secondOfCase(station, ONE)).step).toBe('wait');
    await pair.turnTo(reviewer);
    await api.review.reopen({ caseId: ONE, reason: 'correction', note: '' });
    await signCase(station, ONE);
    await pair.turnTo(approver);
    expect(await api.second.adjudicate({ secondId, choices: [], passphrase: PASSPHRASE })).toMatchObject({
      version: 3,
    });
  });

  test('退回补正 by the first person: their case opens by itself and the second waits for the new signature', async () => {
    const pair = await openPair([tuitionCase(1, { files: FILES })]);
    const { station, reviewer, approver } = pair;
    const { api } = station;
    const wanting: Decisions = { [PROOF]: ['supplement', 'material-illegible'] };
    await decideAll(station, ONE, wanting);
    const result = { decision: 'supplement' as const, amount: null, opinion: '请补正' };
    await api.review.setOutcome({ caseId: ONE, result, supplementDue: { workingDays: 5, dueOn: null } });
    await api.review.sign({ caseId: ONE, passphrase: PASSPHRASE });
    await api.second.ask({ caseIds: [ONE], blind: false });
    await correct(pair, approver);
    expect(await secondOfCase(station, ONE)).toMatchObject({ step: 'wait', waiting: '等待初审重新审核并签署' });
    await pair.turnTo(reviewer);
    expect((await secondOfCase(station, ONE)).step).toBe('rework');
    expect(await opened(station, ONE)).toContain(PROOF);
  });

  test('while returned fields are open: what changed opens beside them and may be decided', async () => {
    const pair = await asked(false);
    const { station, secondId, reviewer, approver } = pair;
    const { api } = station;
    const choices = [{ field: 'verdict:condition:c.contract', choice: 'return', reason: '请看合同' }] as const;
    await api.second.adjudicate({ secondId, choices: [...choices], passphrase: null });
    await correct(pair, reviewer);
    expect(await opened(station, ONE)).toEqual(['condition:c.contract', DEGREE, PROOF]);
    for (const itemId of ['condition:c.contract', DEGREE, PROOF]) await decide(station, ONE, itemId, 'pass');
    expect((await refused(decide(station, ONE, 'material:transcript', 'doubt'))).code).toBe('SECOND_RETURNED');
    await conclude(station, ONE);
    await pair.turnTo(approver);
    expect((await secondOfCase(station, ONE)).step).toBe('adjudicate');
  });
});
