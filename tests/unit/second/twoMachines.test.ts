import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { FieldChoice } from '#shared/domain/secondReview.ts';
import { caseId, PASSING_FACTS, tuitionCase } from '#tests/support/cases.ts';
import { eventsOf, exportFile, importFile, logicalDump, PASSPHRASE, refused } from '#tests/support/core.ts';
import { addEvidence, decide, decideAll, signCase } from '#tests/support/reviewing.ts';
import { secondOfCase, twoStations } from '#tests/support/twoPeople.ts';

const DEGREE = 'condition:c.degree';
const ONE = caseId(1);

describe('a second person at another workstation', () => {
  test('blind review, fields sent back, signed anew, approved; the centre holds what both signed', async () => {
    const { a, b, office, stick, toA, toB } = await twoStations();
    await signCase(a, ONE);
    expect(await a.api.second.recipient({ path: toB })).toMatchObject({ name: '周复核', role: 'approver' });
    const go = { caseIds: [ONE], blind: true, certificate: toB };
    await a.api.second.handOver({ ...go, path: stick('ask.qpb') });
    expect(readFileSync(stick('ask.qpb')).toString('latin1', 0, 21)).toBe('age-encryption.org/v1');
    expect(await secondOfCase(a, ONE)).toMatchObject({ state: 'handed', step: 'wait' });

    const report = await importFile(b, stick('ask.qpb'));
    expect(report.remarks).toEqual(['收到 1 件转交复核的案卷，其中 1 件为盲审。请到“复核”办理。']);
    expect((await importFile(b, stick('ask.qpb'))).already).toBe(true);
    const { secondId, first, step } = await secondOfCase(b, ONE);
    expect({ first, step }).toEqual({ first: '李审核', step: 'take' });
    expect((await refused(b.api.review.checklist({ caseId: ONE }))).code).toBe('SECOND_BLIND');
    await b.api.second.take({ secondId });
    await decideAll(b, secondId, { [DEGREE]: ['fail', 'contradiction'] });
    await addEvidence(b, secondId, DEGREE);
    const result = { decision: 'reject' as const, amount: null, opinion: '学位与证书不符', supplement: null };
    await b.api.review.setOutcome({ caseId: secondId, result });
    await b.api.review.sign({ caseId: secondId, passphrase: PASSPHRASE });
    const { fields } = await b.api.second.adjudication({ secondId });
    expect(fields.map(({ field }) => field)).toEqual([`verdict:${DEGREE}`, 'outcome', 'amount']);
    const back: FieldChoice[] = [
      { field: `verdict:${DEGREE}`, choice: 'return', reason: '请再看证书编号' },
      { field: 'outcome', choice: 'first', reason: '随判定' },
    ];
    await b.api.second.adjudicate({ secondId, choices: back, passphrase: null });
    b.clock.advance(60_000);
    await b.api.second.sendBack({ secondIds: [secondId], certificate: toA, path: stick('answer.qpb') });

    const answer = await importFile(a, stick('answer.qpb'));
    expect(answer.remarks).toEqual(['周复核退回 1 件，共 1 项。请到“复核”查看并重新审核退回的项目。']);
    expect(await secondOfCase(a, ONE)).toMatchObject({ step: 'rework', returned: [{ reason: '请再看证书编号' }] });
    const { items } = await a.api.review.checklist({ caseId: ONE });
    expect(items.filter(({ verdict }) => !verdict).map(({ itemId }) => itemId)).toEqual([DEGREE]);
    await decide(a, ONE, DEGREE, 'fail', { reason: 'contradiction' });
    await addEvidence(a, ONE, DEGREE);
    await a.api.review.setOutcome({ caseId: ONE, result });
    await a.api.review.sign({ caseId: ONE, passphrase: PASSPHRASE });
    a.clock.advance(60_000);
    await a.api.second.handOver({ ...go, path: stick('again.qpb') });

    await importFile(b, stick('again.qpb'));
    expect((await b.api.second.adjudication({ secondId })).fields).toEqual([]);
    const approved = await b.api.second.adjudicate({ secondId, choices: [], passphrase: PASSPHRASE });
    expect(approved).toMatchObject({ outcome: 'approved', version: 3 });
    a.clock.advance(60_000);
    await b.api.second.sendBack({ secondIds: [secondId], certificate: toA, path: stick('done.qpb') });
    await importFile(a, stick('done.qpb'));
    expect(await secondOfCase(a, ONE)).toMatchObject({ state: 'approved', step: 'done' });

    await exportFile(a, stick('a-out.qpb'));
    await exportFile(b, stick('b-out.qpb'));
    const signed = async (name: string) =>
      (await office.receive(stick(name))).reviews.map(({ version, decision, signedBy }) => [
        version,
        decision,
        signedBy,
      ]);
    expect(await signed('a-out.qpb')).toEqual([
      [1, 'recommend', '李审核（审核员）'],
      [2, 'reject', '李审核（审核员）'],
    ]);
    expect(await signed('b-out.qpb')).toEqual([
      [1, 'reject', '周复核（复核员）'],
      [3, 'reject', '周复核（复核员）'],
    ]);
  });

  test('a review of another version of the case, or of one the centre never sent there, changes nothing', async () => {
    const { a, b, stick, toB } = await twoStations({ same: false });
    await signCase(a, ONE);
    await a.api.second.handOver({ caseIds: [ONE], blind: true, certificate: toB, path: stick('ask.qpb') });
    const before = logicalDump(b.session().db.read, { journal: false });
    expect((await refused(importFile(b, stick('ask.qpb')))).code).toBe('SECOND_MISMATCH');
    expect(logicalDump(b.session().db.read, { journal: false })).toBe(before);
    expect(eventsOf(b, 'second.received')).toEqual([]);
    expect((await b.api.second.list({})).rows).toEqual([]);
  });

  test('it is handed to an approver only, never to the reviewer, and the centre does not take it for a return', async () => {
    const { a, b, office, stick, toA, toB } = await twoStations();
    await signCase(a, ONE);
    const go = { caseIds: [ONE], blind: false };
    const self = a.api.second.handOver({ ...go, certificate: toA, path: stick('self.qpb') });
    expect((await refused(self)).code).toBe('RECIPIENT_ROLE');
    await a.api.second.handOver({ ...go, certificate: toB, path: stick('ask.qpb') });
    expect((await refused(importFile(a, stick('ask.qpb')))).code).toMatch(/BUNDLE_DECRYPT|AUDIENCE_OTHER/);
    expect((await refused(office.receive(stick('ask.qpb')))).code).toMatch(/BUNDLE_DECRYPT|AUDIENCE_OTHER/);
    await importFile(b, stick('ask.qpb'));
    const { secondId } = await secondOfCase(b, ONE);
    const done = await b.api.second.adjudicate({ secondId, choices: [], passphrase: PASSPHRASE });
    expect(done).toMatchObject({ outcome: 'approved', version: 2 });
    expect((await b.api.cases.get({ caseId: ONE })).row).toMatchObject({ state: 'signed', decision: 'recommend' });
  });

  test('corrected while it lies there: the first person signs on the new version and hands it over once more, under the same number', async () => {
    const { a, b, office, stick, toB, reviewer, approver } = await twoStations();
    const go = { caseIds: [ONE], blind: true, certificate: toB };
    await signCase(a, ONE);
    await a.api.second.handOver({ ...go, path: stick('ask.qpb') });
    await importFile(b, stick('ask.qpb'));
    const { secondId } = await secondOfCase(b, ONE);
    await b.api.second.take({ secondId });
    await signCase(b, secondId, { [DEGREE]: ['fail', 'material-missing'] });
    expect((await secondOfCase(b, ONE)).step).toBe('adjudicate');

    const newer = tuitionCase(1, { facts: { ...PASSING_FACTS, 'study.degree': 'bachelor' } });
    await importFile(b, await office.issue([newer], approver));
    expect(await secondOfCase(b, ONE)).toMatchObject({
      step: 'wait',
      waiting: '案卷内容已更新，等待初审按新内容签署后再次转交',
    });
    await importFile(a, await office.issue([newer], reviewer));
    await a.api.review.reopen({ caseId: ONE, reason: 'correction', note: '' });
    await signCase(a, ONE);
    a.clock.advance(60_000);
    await a.api.second.handOver({ ...go, path: stick('again.qpb') });
    await importFile(b, stick('again.qpb'));
    expect((await b.api.second.list({})).rows.map((row) => [row.secondId, row.step])).toEqual([[secondId, 'renew']]);
    await b.api.second.renew({ secondId });
    await signCase(b, secondId, { [DEGREE]: ['fail', 'material-missing'] });
    const { first, second } = await b.api.second.adjudication({ secondId });
    expect([first.version, second?.version]).toEqual([2, 2]);
    expect(await b.api.second.agreement({})).toMatchObject({ cases: 1, outcome: { n: 1, agreed: 0 } });
  });
});
