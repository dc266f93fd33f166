import { describe, expect, test } from 'vitest';
import { canonicalJsonBytes } from '#main/bundle/canonicalJson.ts';
import { verifyDetached } from '#main/bundle/signature.ts';
import { sha256Hex } from '#main/crypto/primitives.ts';
import { REVIEW_SIGNATURE } from '#shared/domain/exchange.ts';
import { type Decision, type ReasonCode, reviewRecord, type Verdict } from '#shared/domain/review.ts';
import { caseId, tuitionCase } from '#tests/support/cases.ts';
import { openDesk } from '#tests/support/centre.ts';
import {
  catalogue,
  eventsOf,
  importFile,
  logicalDump,
  PASSPHRASE,
  refused,
  type Station,
} from '#tests/support/core.ts';
import { addEvidence, decide, decideAll, itemOf, signCase } from '#tests/support/reviewing.ts';

const ONE = caseId(1);
const DEGREE = 'condition:c.degree';
const FORM = 'material:application';
const OPTIONAL = 'material:others';

async function atWork() {
  const desk = await openDesk();
  await importFile(desk.station, await desk.office.issue([tuitionCase(1)], desk.certificate));
  return desk;
}

const outcome = ({ api }: Station) => api.review.outcome({ caseId: ONE });
const sentences = async (station: Station) => (await outcome(station)).blockers.map(({ sentence }) => sentence);
const save = ({ api }: Station, decision: Decision, opinion = '同意') =>
  api.review.setOutcome({ caseId: ONE, result: { decision, amount: null, opinion } });
const sign = ({ api }: Station, passphrase = PASSPHRASE) => api.review.sign({ caseId: ONE, passphrase });

type Others = Record<string, [Verdict, ReasonCode | null]>;

describe('what is suggested', () => {
  test.each<[string, Others, Decision | null]>([
    ['everything fits', {}, 'recommend'],
    ['one does not', { [DEGREE]: ['fail', 'condition-not-met'] }, 'reject'],
    ['one has to be supplied', { [FORM]: ['supplement', 'material-illegible'] }, 'supplement'],
    ['not fitting outweighs supplying', { [DEGREE]: ['fail', 'duplicate'], [FORM]: ['supplement', null] }, 'reject'],
    ['a doubt settles nothing', { [DEGREE]: ['doubt', null] }, null],
    ['an optional paper that does not fit changes nothing', { [OPTIONAL]: ['fail', 'material-invalid'] }, 'recommend'],
  ])('%s', async (_, others, suggested) => {
    const { station } = await atWork();
    await decideAll(station, ONE, others);
    expect((await outcome(station)).suggested).toBe(suggested);
  });

  test('nothing while an item is open, an optional one aside', async () => {
    const { station } = await atWork();
    await decideAll(station, ONE);
    const clear = async (itemId: string) => {
      const { revision } = await itemOf(station, ONE, itemId);
      await station.api.review.clearVerdict({ caseId: ONE, itemId, revision });
    };
    await clear(OPTIONAL);
    expect(await outcome(station)).toMatchObject({ suggested: 'recommend', counts: { pass: 16, open: 1 } });
    await clear(DEGREE);
    expect(await outcome(station)).toMatchObject({ suggested: null, counts: { pass: 15, open: 2 } });
  });

  test('the opinion follows the verdicts and cites the clauses of what does not fit', async () => {
    const { station } = await atWork();
    await decideAll(station, ONE, { [FORM]: ['supplement', null] });
    await decide(station, ONE, DEGREE, 'fail', { reason: 'contradiction', note: '证书为学士' });
    const { opinion } = await outcome(station);
    const { cites } = await itemOf(station, ONE, DEGREE);
    expect(cites.length).toBeGreaterThan(0);
    expect(opinion.split('\n')).toEqual([
      '经审核，申请人申报“TOP200 高校留学回国人员留学费用补贴”，情况如下：',
      '一、材料 4 项齐全有效；条件 8 项符合。',
      expect.stringMatching(/^二、留学费用补贴申报表须补正（.+）。$/),
      `学士及以上学位不符合：材料与申报内容不一致，证书为学士（${cites.map(({ label }) => label).join('、')}）。`,
      '三、审核结论：不予推荐。',
    ]);
  });
});

describe('the amount', () => {
  test('is computed, never taken from the screen', async () => {
    const { station } = await atWork();
    await decideAll(station, ONE);
    const wish = { totalFen: 999_999_900, instalments: [], cityFen: 1, districtFen: 2, explanation: '请多给' };
    const result = { decision: 'recommend', amount: wish, opinion: '同意' } as const;
    const { saved, amount } = await station.api.review.setOutcome({ caseId: ONE, result });
    expect(saved).toEqual({ decision: 'recommend', opinion: '同意', amount, supplement: null });
    expect(amount).toMatchObject({ totalFen: 3_000_000, cityFen: 1_500_000, districtFen: 1_500_000, unassignedFen: 0 });
    expect(amount!.instalments.map(({ fen }) => fen)).toEqual([1_200_000, 900_000, 900_000]);
    expect((await save(station, 'reject')).saved?.amount).toBeNull();
  });

  test('that was saved from other verdicts cannot be signed', async () => {
    const { station } = await atWork();
    await decideAll(station, ONE);
    await save(station, 'recommend');
    expect((await outcome(station)).blockers).toEqual([]);
    const stale = {
      decision: 'recommend',
      opinion: '同意',
      amount: { ...(await outcome(station)).amount!, totalFen: 1 },
    };
    const { db, journal, actor } = station.session();
    const payload = { caseId: ONE, result: stale as never };
    db.write((tx) => journal.record(tx, { type: 'result.set', payload, actor }));
    expect(await sentences(station)).toEqual(['判定改变后金额有变化，请重新保存结论']);
    expect((await refused(sign(station))).code).toBe('SIGN_BLOCKED');
    await save(station, 'recommend');
    await sign(station);
  });
});

describe('what keeps a case from being signed', () => {
  test.each<[string, Others, Decision | null, string]>([
    ['nothing saved', {}, null, '还没有保存结论'],
    ['a doubt', { [DEGREE]: ['doubt', null] }, 'recommend', '还有 1 项存疑：“学士及以上学位”'],
    [
      'a doubt about an optional paper',
      { [OPTIONAL]: ['doubt', null] },
      'recommend',
      '还有 1 项存疑：“其他相关证明材料”',
    ],
    [
      '不符合 without evidence',
      { [DEGREE]: ['fail', 'duplicate'] },
      'reject',
      '不符合的项目须附依据或注明材料缺失：“学士及以上学位”',
    ],
    [
      'recommending what does not fit',
      { [FORM]: ['fail', 'material-missing'] },
      'recommend',
      '有 1 项不符合，不能推荐',
    ],
    ['recommending what is to be supplied', { [FORM]: ['supplement', null] }, 'recommend', '有 1 项待补正，不能推荐'],
    ['rejecting what fits', {}, 'reject', '没有不符合的项目，不能作不予推荐'],
    ['sending back what is complete', {}, 'supplement', '没有待补正的项目，不能退回补正'],
  ])('%s', async (_, others, decision, blocker) => {
    const { station } = await atWork();
    await decideAll(station, ONE, others);
    if (decision) await save(station, decision);
    expect(await sentences(station)).toEqual([blocker]);
    const before = logicalDump(station.session().db.read);
    const refusal = await refused(sign(station));
    expect([refusal.code, refusal.details.reason]).toEqual(['SIGN_BLOCKED', blocker]);
    expect(logicalDump(station.session().db.read)).toBe(before);
  });

  test('open items are counted and named', async () => {
    const { station } = await atWork();
    const [open] = (await outcome(station)).blockers;
    expect(open).toMatchObject({ code: 'ITEMS_OPEN', items: expect.arrayContaining([FORM, DEGREE]) });
    expect(open?.sentence).toMatch(/^还有 16 项未审：“留学费用补贴申报表”、.*等$/);
  });

  test('evidence lifts the block', async () => {
    const { station } = await atWork();
    await decideAll(station, ONE, { [DEGREE]: ['fail', 'contradiction'] });
    await addEvidence(station, ONE, DEGREE);
    await save(station, 'reject');
    expect((await outcome(station)).blockers).toEqual([]);
    await sign(station);
  });
});

describe('signing', () => {
  test('gives a canonical record that anybody can verify', async () => {
    const { station, certificate } = await atWork();
    await decideAll(station, ONE, { [DEGREE]: ['fail', 'contradiction'] });
    await addEvidence(station, ONE, DEGREE);
    await save(station, 'reject', '学位与申报不一致。');
    const signed = await sign(station);
    expect(signed).toMatchObject({ version: 1, groups: signed.sha256.match(/.{4}/g) });
    const [event] = eventsOf<{ record: string; signature: string; recordSha256: string }>(station, 'case.signed');
    const bytes = Buffer.from(event!.record);
    expect([sha256Hex(bytes), event!.recordSha256]).toEqual([signed.sha256, signed.sha256]);
    const { chain } = verifyDetached(event!.signature, bytes, REVIEW_SIGNATURE, 'record');
    expect(chain[0]?.keyId).toBe(certificate.keyId);
    const record = reviewRecord.parse(JSON.parse(event!.record));
    expect(Buffer.from(canonicalJsonBytes(record))).toEqual(bytes);
    expect(record).toMatchObject({
      ...{ caseId: ONE, caseNumber: '济留补2023-0001', version: 1, rulesHash: catalogue.hash, rulesOn: '2023-05-10' },
      result: { decision: 'reject', amount: null, opinion: '学位与申报不一致。' },
      unopened: ['申报表.pdf', '学位认证书.pdf', '成绩单.pdf', '出入境记录.pdf'],
      signedBy: { keyId: certificate.keyId, name: '李审核', role: 'reviewer' },
      signedAt: '2026-11-21T08:00:00.000Z',
    });
    const item = record.items.find(({ itemId }) => itemId === DEGREE)!;
    expect(item).toMatchObject({ precheck: 'true', verdict: 'fail', reason: 'contradiction' });
    expect(item.evidence).toHaveLength(1);
    const { row, version, signedBy } = await station.api.cases.get({ caseId: ONE });
    expect([row.state, row.decision, version, signedBy]).toEqual(['signed', 'reject', 1, '李审核']);
    expect((await station.api.cases.home({})).unreturned).toBe(1);
  });

  test('wrong passphrases slow down and sign nothing', async () => {
    const { station } = await atWork();
    await decideAll(station, ONE);
    await save(station, 'recommend');
    for (let n = 0; n < 5; n++) expect((await refused(sign(station, '猜一猜'))).code).toBe('PASSPHRASE_WRONG');
    expect((await refused(sign(station))).message).toBe('口令多次不正确，请在 15 秒后再试。');
    station.clock.advance(15_000);
    expect((await refused(sign(station, '再猜'))).code).toBe('PASSPHRASE_WRONG');
    expect((await refused(sign(station))).code).toBe('PASSPHRASE_WAIT');
    station.clock.advance(30_000);
    expect((await sign(station)).version).toBe(1);
    expect(eventsOf(station, 'case.signed')).toHaveLength(1);
  });

  test('a second click meets the signed case', async () => {
    const { station } = await atWork();
    await decideAll(station, ONE);
    await save(station, 'recommend');
    const [first, second] = await Promise.allSettled([sign(station), sign(station)]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'CASE_SIGNED' } });
  });

  test('locking while the passphrase is checked signs nothing', async () => {
    const { station } = await atWork();
    await decideAll(station, ONE);
    await save(station, 'recommend');
    const signing = refused(sign(station));
    await station.api.workspace.lock({});
    expect((await signing).code).toBe('WORKSPACE_LOCKED');
  });

  test('a certificate that has run out signs nothing', async () => {
    const { station } = await atWork();
    await decideAll(station, ONE);
    await save(station, 'recommend');
    station.clock.advance(4 * 366 * 86_400_000);
    expect((await refused(sign(station))).code).toBe('CERT_EXPIRED');
    expect((await station.api.cases.get({ caseId: ONE })).row.state).toBe('reviewing');
  });
});

describe('opening again', () => {
  test('with a coded reason leads to version 2, and the history tells it all', async () => {
    const { station } = await atWork();
    const { api } = station;
    await signCase(station, ONE);
    station.clock.advance(60_000);
    const checklist = await api.review.reopen({ caseId: ONE, reason: 'new-evidence', note: '收到举报' });
    expect(checklist).toMatchObject({ locked: false, undo: null, decided: 17 });
    expect((await api.cases.get({ caseId: ONE })).row.state).toBe('reviewing');
    expect((await api.cases.home({})).unreturned).toBe(0);
    const blocked = { caseId: ONE, reason: 'because', note: '' };
    expect((await refused(api.review.reopen(blocked as never))).code).toBe('INPUT_INVALID');
    expect(await api.review.reopen({ caseId: ONE, reason: 'mistake', note: '' })).toEqual(checklist);

    station.clock.advance(60_000);
    await decide(station, ONE, DEGREE, 'fail', { reason: 'material-missing' });
    await save(station, 'reject');
    expect(await sign(station)).toMatchObject({ version: 2 });
    const records = eventsOf<{ record: string }>(station, 'case.signed').map(({ record }) => JSON.parse(record));
    expect(records.map(({ version, result }) => [version, result.decision])).toEqual([
      [1, 'recommend'],
      [2, 'reject'],
    ]);
    const { entries } = await api.cases.history({ caseId: ONE });
    expect(entries.slice(0, 5).map(({ sentence }) => sentence)).toEqual([
      '签署第 2 版审核结果',
      '保存结论：不予推荐',
      '“学士及以上学位”判为不符合（材料缺失）',
      '重新开启（发现新的情况：收到举报）',
      '签署第 1 版审核结果',
    ]);
    expect(entries.at(-1)).toMatchObject({ sentence: '导入案卷 济留补2023-0001', actor: '李审核' });
    expect(entries.map(({ time }) => time)).toEqual(
      entries
        .map(({ time }) => time)
        .sort()
        .reverse(),
    );
  });
});
