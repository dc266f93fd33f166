import { describe, expect, test } from 'vitest';
import { verifyJournal } from '#db/journal.ts';
import { rebuildProjections } from '#db/projections.ts';
import { reportLines } from '#main/central/report.ts';
import { projections } from '#main/createCore.ts';
import type { AdjudicationView } from '#shared/api/second.ts';
import type { FieldChoice } from '#shared/domain/secondReview.ts';
import { caseId } from '#tests/support/cases.ts';
import { addColleague } from '#tests/support/centre.ts';
import { eventsOf, exportFile, logicalDump, PASSPHRASE, refused, type Station } from '#tests/support/core.ts';
import { addEvidence, decide, decideAll, signCase } from '#tests/support/reviewing.ts';
import { openPair, type Pair, secondOfCase } from '#tests/support/twoPeople.ts';

const DEGREE = 'condition:c.degree';
const ONE = caseId(1);

/** The first person recommends; the second, blind, finds the degree wanting. */
async function twoOpinions(pair: Pair): Promise<string> {
  const { station, approver } = pair;
  const { api } = station;
  await signCase(station, ONE);
  await api.second.ask({ caseIds: [ONE], blind: true });
  await pair.turnTo(approver);
  const { secondId } = await secondOfCase(station, ONE);
  await api.second.take({ secondId });
  await decideAll(station, secondId, { [DEGREE]: ['fail', 'contradiction'] });
  await addEvidence(station, secondId, DEGREE);
  await api.review.setOutcome({
    caseId: secondId,
    result: { decision: 'reject', amount: null, opinion: '学位与证书不符', supplement: null },
  });
  await api.review.sign({ caseId: secondId, passphrase: PASSPHRASE });
  return secondId;
}

const choose = (view: AdjudicationView, choice: 'first' | 'second' | 'return'): FieldChoice[] =>
  view.fields.filter(({ kind }) => kind !== 'amount').map(({ field }) => ({ field, choice, reason: '核对原件' }));

const verdictOf = async ({ api }: Station, id: string, itemId: string) =>
  (await api.review.checklist({ caseId: id })).items.find((item) => item.itemId === itemId)?.verdict;

describe('four eyes', () => {
  test('a case that is not signed, or is with the second person already, is not asked for again', async () => {
    const { station } = await openPair();
    const { api } = station;
    const before = logicalDump(station.session().db.read);
    expect((await refused(api.second.ask({ caseIds: [ONE], blind: true }))).code).toBe('SECOND_STATE');
    expect(logicalDump(station.session().db.read)).toBe(before);
    await signCase(station, ONE);
    await api.second.ask({ caseIds: [ONE], blind: true });
    const asked = logicalDump(station.session().db.read);
    await signCase(station, caseId(2));
    const all = await refused(api.second.ask({ caseIds: [caseId(2), ONE], blind: true }));
    expect(all.message).toContain('已在复核中');
    expect(eventsOf(station, 'second.asked')).toHaveLength(1);
    expect(asked).not.toBe(before);
  });

  test('the reviewer cannot take it, nor an approver who worked on the first review', async () => {
    const pair = await openPair();
    const { station, approver } = pair;
    const { api } = station;
    await signCase(station, ONE);
    await api.second.ask({ caseIds: [ONE], blind: true });
    const { secondId, step } = await secondOfCase(station, ONE);
    expect(step).toBe('wait');
    expect((await refused(api.second.take({ secondId }))).code).toBe('ROLE_FORBIDDEN');
    await pair.turnTo(approver);
    await decide(station, caseId(2), DEGREE, 'pass');
    await pair.turnTo(pair.reviewer);
    await signCase(station, caseId(2));
    await api.second.ask({ caseIds: [caseId(2)], blind: true });
    await pair.turnTo(approver);
    const touched = await secondOfCase(station, caseId(2));
    expect(touched.step).toBe('wait');
    expect((await refused(api.second.take({ secondId: touched.secondId }))).code).toBe('SECOND_SAME_PERSON');
    expect((await secondOfCase(station, ONE)).step).toBe('take');
  });

  test('the first person neither sees nor changes the second review, nor opens the case behind it', async () => {
    const pair = await openPair();
    const { station, approver, reviewer } = pair;
    const { api } = station;
    await signCase(station, ONE);
    await api.second.ask({ caseIds: [ONE], blind: true });
    await pair.turnTo(approver);
    const { secondId } = await secondOfCase(station, ONE);
    await api.second.take({ secondId });
    await decide(station, secondId, DEGREE, 'doubt');
    await pair.turnTo(reviewer);
    expect((await refused(api.review.checklist({ caseId: secondId }))).code).toBe('SECOND_OTHERS');
    expect((await refused(api.cases.history({ caseId: secondId }))).code).toBe('SECOND_OTHERS');
    const reopen = api.review.reopen({ caseId: ONE, reason: 'mistake', note: '' });
    expect((await refused(reopen)).code).toBe('SECOND_PENDING');
    expect((await api.cases.home({})).states).toMatchObject({ signed: 1, reviewing: 0, new: 2 });
    expect((await api.transfer.exportPreview({})).cases).toEqual([]);
  });
});

describe('adjudication', () => {
  test('only what differs comes up; keeping the second opinion makes the next version, signed by the approver', async () => {
    const pair = await openPair();
    const { station } = pair;
    const { api } = station;
    const secondId = await twoOpinions(pair);
    const view = await api.second.adjudication({ secondId });
    expect(view.fields.map(({ field }) => field)).toEqual([`verdict:${DEGREE}`, 'outcome', 'amount']);
    expect(view.fields[0]).toMatchObject({ first: '符合', second: '不符合（材料与申报内容不一致）' });
    expect(view.second).toMatchObject({ name: '周复核' });
    const choices = choose(view, 'second');
    const missing = await refused(
      api.second.adjudicate({ secondId, choices: choices.slice(1), passphrase: PASSPHRASE }),
    );
    expect(missing).toMatchObject({ code: 'SECOND_CHOICES', details: { reason: '还有 1 项没有裁定' } });
    expect((await refused(api.second.adjudicate({ secondId, choices, passphrase: '错的口令' }))).code).toBe(
      'PASSPHRASE_WRONG',
    );
    const done = await api.second.adjudicate({ secondId, choices, passphrase: PASSPHRASE });
    expect(done).toMatchObject({ outcome: 'approved', version: 2 });
    expect((await api.cases.get({ caseId: ONE })).row).toMatchObject({ state: 'signed', decision: 'reject' });
    expect(await verdictOf(station, ONE, DEGREE)).toMatchObject({ verdict: 'fail', reason: 'contradiction' });
    const [evidence] = (await api.review.checklist({ caseId: ONE })).items.find(
      ({ itemId }) => itemId === DEGREE,
    )!.evidence;
    expect(evidence!.attachmentId).toBe(`${ONE}.1`);
    expect((await secondOfCase(station, ONE)).step).toBe('done');
    const { entries } = await api.cases.history({ caseId: ONE });
    expect(entries.map(({ sentence }) => sentence)).toContain('复核裁定 2 项并通过');
  });

  test('own verdict with its reason; without evidence the signature is blocked and nothing changes', async () => {
    const pair = await openPair();
    const { station } = pair;
    const { api } = station;
    const secondId = await twoOpinions(pair);
    const before = logicalDump(station.session().db.read);
    const mixed: FieldChoice[] = [
      {
        ...{ field: `verdict:${DEGREE}`, choice: 'own', reason: '学位证原件已核' },
        value: { kind: 'verdict', verdict: 'pass', reason: null, note: '原件' },
      },
      { field: 'outcome', choice: 'second', reason: '照复核' },
    ];
    const blocked = await refused(api.second.adjudicate({ secondId, choices: mixed, passphrase: PASSPHRASE }));
    expect(blocked).toMatchObject({ code: 'SIGN_BLOCKED', details: { codes: 'REJECT_WITHOUT_FAIL' } });
    expect(logicalDump(station.session().db.read)).toBe(before);
    const choices: FieldChoice[] = [mixed[0]!, { field: 'outcome', choice: 'first', reason: '照初审' }];
    await api.second.adjudicate({ secondId, choices, passphrase: PASSPHRASE });
    expect(await verdictOf(station, ONE, DEGREE)).toMatchObject({ verdict: 'pass', note: '原件' });
    expect((await api.cases.get({ caseId: ONE })).row.decision).toBe('recommend');
  });

  test('fields that go back open alone; signed anew, only what still differs comes up again', async () => {
    const pair = await openPair();
    const { station, reviewer, approver } = pair;
    const { api } = station;
    const secondId = await twoOpinions(pair);
    const view = await api.second.adjudication({ secondId });
    const choices: FieldChoice[] = [
      { field: `verdict:${DEGREE}`, choice: 'return', reason: '请再看学位证编号' },
      { field: 'outcome', choice: 'first', reason: '随判定' },
    ];
    expect(view.fields).toHaveLength(3);
    const done = await api.second.adjudicate({ secondId, choices, passphrase: null });
    expect(done).toEqual({ outcome: 'returned', version: null, groups: null });

    await pair.turnTo(reviewer);
    const row = await secondOfCase(station, ONE);
    expect(row).toMatchObject({ step: 'rework', returned: [{ reason: '请再看学位证编号' }] });
    const { items } = await api.review.checklist({ caseId: ONE });
    expect(items.filter(({ verdict }) => verdict === null).map(({ itemId }) => itemId)).toEqual([DEGREE]);
    const other = items.find(({ itemId, verdict }) => itemId !== DEGREE && verdict !== null)!;
    expect((await refused(decide(station, ONE, other.itemId, 'doubt'))).code).toBe('SECOND_RETURNED');
    await decide(station, ONE, DEGREE, 'fail', { reason: 'contradiction' });
    await addEvidence(station, ONE, DEGREE);
    await api.review.setOutcome({
      caseId: ONE,
      result: { decision: 'reject', amount: null, opinion: '学位不符', supplement: null },
    });
    await api.review.sign({ caseId: ONE, passphrase: PASSPHRASE });
    expect((await secondOfCase(station, ONE)).step).toBe('wait');

    await pair.turnTo(approver);
    const again = await api.second.adjudication({ secondId });
    expect(again.fields).toEqual([]);
    expect(await api.second.adjudicate({ secondId, choices: [], passphrase: PASSPHRASE })).toMatchObject({
      outcome: 'approved',
      version: 3,
    });
  });

  test('where it is not blind the approver confirms, corrects or returns without reviewing a second time', async () => {
    const pair = await openPair();
    const { station, approver } = pair;
    const { api } = station;
    await signCase(station, ONE);
    await api.second.ask({ caseIds: [ONE], blind: false });
    const waiting = await secondOfCase(station, ONE);
    const own = api.second.adjudicate({ secondId: waiting.secondId, choices: [], passphrase: PASSPHRASE });
    expect((await refused(own)).code).toBe('ROLE_FORBIDDEN');
    await pair.turnTo(approver);
    const { secondId, step } = await secondOfCase(station, ONE);
    expect(step).toBe('adjudicate');
    expect((await api.cases.get({ caseId: ONE })).row.decision).toBe('recommend');
    const view = await api.second.adjudication({ secondId });
    expect(view.second).toBeNull();
    expect(view.fields.map(({ field }) => field)).toContain(`verdict:${DEGREE}`);
    const kept = api.second.adjudicate({
      ...{ secondId, passphrase: PASSPHRASE },
      choices: [{ field: `verdict:${DEGREE}`, choice: 'second', reason: '无' }],
    });
    expect((await refused(kept)).details.reason).toBe('没有第二人的意见可以采用');
    const done = await api.second.adjudicate({ secondId, choices: [], passphrase: PASSPHRASE });
    expect(done).toMatchObject({ outcome: 'approved', version: 2 });
    const [first, final] = eventsOf<{ record: string }>(station, 'case.signed').map(({ record }) => JSON.parse(record));
    expect(final.signedBy).toMatchObject({ name: '周复核', role: 'approver' });
    expect(final.result).toEqual(first.result);
    expect(final.items).toEqual(first.items);
  });
});

test('both people and the adjudication reach the centre, and all tables follow from the journal', async () => {
  const pair = await openPair();
  const { station, office } = pair;
  const { api } = station;
  const secondId = await twoOpinions(pair);
  const view = await api.second.adjudication({ secondId });
  await api.second.adjudicate({ secondId, choices: choose(view, 'second'), passphrase: PASSPHRASE });
  await exportFile(station, pair.stick('out.qpb'));
  const report = await office.receive(pair.stick('out.qpb'));
  const { reviews } = report;
  expect(report.remarks).toEqual([]);
  expect(reviews.map(({ second }) => second)).toEqual([false, true, false]);
  const lines = reportLines(report);
  expect(lines).toContain('复核 案卷 济留补2023-0001：初审 李审核，复核 周复核，裁定 周复核，通过，结果为第 2 版');
  expect(lines).toContain('  [采用复核] 学士及以上学位（核对原件）');
  expect(lines.join('\n')).toMatch(/案卷 济留补2023-0001（项目 .+，第二人独立审核）：不予推荐/);
  expect(reviews.map(({ caseNumber, version, signedBy }) => [caseNumber, version, signedBy])).toEqual([
    ['济留补2023-0001', 1, '李审核（审核员）'],
    ['济留补2023-0001', 1, '周复核（复核员）'],
    ['济留补2023-0001', 2, '周复核（复核员）'],
  ]);
  const { db } = station.session();
  const { tables } = projections;
  const living = logicalDump(db.read, { tables: [...tables] });
  rebuildProjections(db, projections);
  expect(logicalDump(db.read, { tables: [...tables] })).toBe(living);
  expect(() => verifyJournal(db.read)).not.toThrow();
});

describe('sampling and agreement', () => {
  test('a draw can be repeated from what the journal holds, and asks for blind reviews', async () => {
    const { station } = await openPair(4);
    const { api } = station;
    expect((await refused(api.second.draw({ programme: null, size: 1, seed: '一', blind: true }))).code).toBe(
      'SAMPLE_EMPTY',
    );
    for (const n of [1, 2, 3]) await signCase(station, caseId(n));
    await decideAll(station, caseId(4), { [DEGREE]: ['fail', 'material-missing'] });
    await signCase(station, caseId(4), { [DEGREE]: ['fail', 'material-missing'] });
    expect(await api.second.population({ programme: null })).toEqual({ cases: 4 });
    await api.second.draw({ programme: null, size: 2, seed: '2026-11-21', blind: true });
    const [event] = eventsOf<{ seed: string; population: { pass: string[]; fail: string[] }; drawn: string[] }>(
      station,
      'sample.drawn',
    );
    expect(event!.population).toEqual({ pass: [1, 2, 3].map(caseId), fail: [caseId(4)] });
    expect(event!.drawn).toHaveLength(2);
    expect(event!.drawn).toContain(caseId(4));
    const { samples } = await api.second.samples({});
    expect(samples).toMatchObject([{ seed: '2026-11-21', population: 4, drawnBy: '李审核' }]);
    const { rows } = await api.second.list({});
    expect(rows.map((row) => row.caseId).sort()).toEqual([...event!.drawn].sort());
    expect(rows.every(({ blind, sampled, state }) => blind && sampled && state === 'asked')).toBe(true);
    expect(await api.second.population({ programme: null })).toEqual({ cases: 2 });
  });

  test('figures say how many cases they rest on', async () => {
    const pair = await openPair();
    const { api } = pair.station;
    expect(await api.second.agreement({})).toMatchObject({ cases: 0, outcome: { n: 0, percent: null, kappa: null } });
    await twoOpinions(pair);
    const figures = await api.second.agreement({});
    const { n } = figures.verdicts;
    expect(figures).toMatchObject({ cases: 1, outcome: { n: 1, agreed: 0, percent: 0 }, verdicts: { agreed: n - 1 } });
    const [programme] = figures.programmes;
    expect(programme!.items.find(({ itemId }) => itemId === DEGREE)).toMatchObject({ n: 1, agreed: 0 });
  });
});

test('a third approver may settle what the second person signed', async () => {
  const pair = await openPair();
  const { station, office } = pair;
  const secondId = await twoOpinions(pair);
  await addColleague(station, office, '吴裁定', 'approver');
  const view = await station.api.second.adjudication({ secondId });
  const done = await station.api.second.adjudicate({
    ...{ secondId, passphrase: PASSPHRASE },
    choices: choose(view, 'first'),
  });
  expect(done).toMatchObject({ outcome: 'approved', version: 2 });
  expect((await station.api.cases.get({ caseId: ONE })).signedBy).toBe('吴裁定');
});
