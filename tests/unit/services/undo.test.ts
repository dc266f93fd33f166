import { describe, expect, test } from 'vitest';
import { caseId, tuitionCase } from '#tests/support/cases.ts';
import { addColleague, openDesk } from '#tests/support/centre.ts';
import { importFile, logicalDump, PASSPHRASE, refused, type Station } from '#tests/support/core.ts';
import { addEvidence, decide, itemOf, signCase } from '#tests/support/reviewing.ts';

const ONE = caseId(1);
const DEGREE = 'condition:c.degree';
const FORM = 'material:application';

async function atWork() {
  const desk = await openDesk();
  await importFile(desk.station, await desk.office.issue([tuitionCase(1)], desk.certificate));
  return desk;
}

/** What people see of a case, without the numbers that only ever grow. */
async function seen({ api }: Station) {
  const { items, decided } = await api.review.checklist({ caseId: ONE });
  const { saved } = await api.review.outcome({ caseId: ONE });
  const { row } = await api.cases.get({ caseId: ONE });
  const recorded = items.map(({ itemId, verdict, evidence }) => ({ itemId, verdict, evidence }));
  return { recorded, decided, saved, state: row.state, decision: row.decision };
}

const undo = ({ api }: Station) => api.review.undo({ caseId: ONE });
const redo = ({ api }: Station) => api.review.redo({ caseId: ONE });

describe('undo', () => {
  test('walks back through every kind of act to the very beginning, and redo all the way forward again', async () => {
    const { station } = await atWork();
    const { api } = station;
    const states = [await seen(station)];
    const titles: string[] = [];
    const act = async (title: string, work: () => Promise<unknown>) => {
      station.clock.advance(1000);
      await work();
      states.push(await seen(station));
      titles.push(title);
    };
    await act('撤销判定', () => decide(station, ONE, DEGREE, 'pass'));
    await act('撤销判定', () => decide(station, ONE, DEGREE, 'fail', { reason: 'contradiction', note: '不符' }));
    await act('撤销添加依据', () => addEvidence(station, ONE, DEGREE));
    await act('撤销清除判定', async () => {
      const { revision } = await itemOf(station, ONE, DEGREE);
      await api.review.clearVerdict({ caseId: ONE, itemId: DEGREE, revision });
    });
    await act('撤销移除依据', async () => {
      const [evidence] = (await itemOf(station, ONE, DEGREE)).evidence;
      await api.review.removeEvidence({ caseId: ONE, itemId: DEGREE, evidenceId: evidence!.id });
    });
    const result = { decision: 'reject', amount: null, opinion: '不符合' } as const;
    await act('撤销结论', () => api.review.setOutcome({ caseId: ONE, result }));
    await act('撤销判定', () => decide(station, ONE, FORM, 'supplement'));
    for (let back = states.length - 2; back >= 0; back--) {
      expect((await api.review.checklist({ caseId: ONE })).undo).toBe(titles[back]);
      await undo(station);
      expect(await seen(station)).toEqual(states[back]);
    }
    expect((await api.review.checklist({ caseId: ONE })).undo).toBeNull();
    expect((await refused(undo(station))).code).toBe('NOTHING_TO_UNDO');
    expect(states[0]).toMatchObject({ state: 'new', decided: 0 });
    expect((await api.cases.history({ caseId: ONE })).entries[0]?.sentence).toBe('撤销上一步操作');
    for (let on = 1; on < states.length; on++) {
      expect((await api.review.checklist({ caseId: ONE })).redo).toBe(titles[on - 1]?.replace('撤销', '恢复'));
      await redo(station);
      expect(await seen(station)).toEqual(states[on]);
    }
    expect((await api.review.checklist({ caseId: ONE })).redo).toBeNull();
    expect((await refused(redo(station))).code).toBe('NOTHING_TO_REDO');
    expect((await api.cases.history({ caseId: ONE })).entries[0]?.sentence).toBe('恢复撤销的操作');
  });

  test('is an act like others: after it, work goes on and can be undone again', async () => {
    const { station } = await atWork();
    await decide(station, ONE, DEGREE, 'pass');
    const { items } = await undo(station);
    const undone = items.find(({ itemId }) => itemId === DEGREE)!;
    expect(undone.verdict).toBeNull();
    const stale = { caseId: ONE, itemId: DEGREE, verdict: 'pass', reason: null, note: '', revision: 0 } as const;
    expect((await refused(station.api.review.setVerdict(stale))).code).toBe('STALE_WRITE');
    await decide(station, ONE, DEGREE, 'doubt');
    await undo(station);
    expect((await itemOf(station, ONE, DEGREE)).verdict).toBeNull();
  });

  test('a signature is a line, and so is opening a case again', async () => {
    const { station } = await atWork();
    await signCase(station, ONE);
    expect((await refused(undo(station))).code).toBe('CASE_SIGNED');
    await station.api.review.reopen({ caseId: ONE, reason: 'mistake', note: '' });
    const before = logicalDump(station.session().db.read);
    expect((await refused(undo(station))).code).toBe('NOTHING_TO_UNDO');
    expect(logicalDump(station.session().db.read)).toBe(before);
    await decide(station, ONE, DEGREE, 'doubt');
    await undo(station);
    expect((await itemOf(station, ONE, DEGREE)).verdict).toMatchObject({ verdict: 'pass' });
    expect((await refused(undo(station))).code).toBe('NOTHING_TO_UNDO');
  });
});

describe('redo', () => {
  test('ends where anything new is done, and begins again at the next undo', async () => {
    const { station } = await atWork();
    await decide(station, ONE, DEGREE, 'pass');
    await undo(station);
    await decide(station, ONE, FORM, 'doubt');
    const before = logicalDump(station.session().db.read);
    expect((await refused(redo(station))).code).toBe('NOTHING_TO_REDO');
    expect(logicalDump(station.session().db.read)).toBe(before);
    await undo(station);
    await redo(station);
    await undo(station);
    await redo(station);
    expect((await itemOf(station, ONE, FORM)).verdict).toMatchObject({ verdict: 'doubt', actor: '李审核' });
    expect((await itemOf(station, ONE, DEGREE)).verdict).toBeNull();
  });

  test('brings an observed value back, with what the rules say of it', async () => {
    const { station } = await atWork();
    const { api } = station;
    const value = async () => {
      const { facts } = await api.review.checklist({ caseId: ONE });
      return facts.find(({ key }) => key === 'study.monthsAbroad')?.observed?.value;
    };
    const first = (await api.review.checklist({ caseId: ONE })).facts.find(({ key }) => key === 'study.monthsAbroad')!;
    const input = { caseId: ONE, key: first.key, value: 3, note: '护照', evidenceId: null, revision: first.revision };
    const observed = await api.review.observeFact(input);
    await undo(station);
    expect(await value()).toBeUndefined();
    const { items } = await redo(station);
    expect(await value()).toBe('3 个月');
    expect(items.map(({ precheck }) => precheck)).toEqual(observed.items.map(({ precheck }) => precheck));
  });

  test('does not cross a signature', async () => {
    const { station } = await atWork();
    await decide(station, ONE, DEGREE, 'doubt');
    await undo(station);
    await signCase(station, ONE);
    await station.api.review.reopen({ caseId: ONE, reason: 'mistake', note: '' });
    expect((await refused(redo(station))).code).toBe('NOTHING_TO_REDO');
    expect((await itemOf(station, ONE, DEGREE)).verdict).toMatchObject({ verdict: 'pass' });
  });
});

describe('two people', () => {
  const turnTo = async ({ api }: Station, personId: string) => {
    await api.workspace.lock({});
    await api.workspace.unlock({ personId, passphrase: PASSPHRASE });
  };

  test('undo only what is their own', async () => {
    const { station, office } = await atWork();
    await decide(station, ONE, DEGREE, 'pass');
    await addColleague(station, office, '王复核', 'approver');
    expect((await station.api.review.checklist({ caseId: ONE })).undo).toBeNull();
    expect((await refused(undo(station))).code).toBe('NOTHING_TO_UNDO');
    await decide(station, ONE, FORM, 'doubt');
    await undo(station);
    expect((await itemOf(station, ONE, DEGREE)).verdict).toMatchObject({ verdict: 'pass', actor: '李审核' });
  });

  test('cannot bring back what the other has since walked past', async () => {
    const { station, office } = await atWork();
    await decide(station, ONE, DEGREE, 'pass');
    const { personId } = await addColleague(station, office, '王复核', 'approver');
    await decide(station, ONE, DEGREE, 'fail', { reason: 'contradiction' });
    await undo(station);
    await turnTo(station, station.personId);
    await undo(station);
    await turnTo(station, personId);
    expect((await refused(redo(station))).code).toBe('NOTHING_TO_REDO');
    await turnTo(station, station.personId);
    await redo(station);
    expect((await itemOf(station, ONE, DEGREE)).verdict).toMatchObject({ verdict: 'pass', actor: '李审核' });
  });

  test('never wipe out what the other has set since', async () => {
    const { station, office } = await atWork();
    await decide(station, ONE, FORM, 'pass');
    await decide(station, ONE, DEGREE, 'pass');
    const { personId } = await addColleague(station, office, '王复核', 'approver');
    await decide(station, ONE, DEGREE, 'fail', { reason: 'contradiction' });
    await turnTo(station, station.personId);
    expect((await station.api.review.checklist({ caseId: ONE })).undo).toBeNull();
    expect((await refused(undo(station))).code).toBe('NOTHING_TO_UNDO');
    await turnTo(station, personId);
    await undo(station);
    expect((await itemOf(station, ONE, DEGREE)).verdict).toMatchObject({ verdict: 'pass', actor: '李审核' });
    await turnTo(station, station.personId);
    await undo(station);
    expect((await itemOf(station, ONE, DEGREE)).verdict).toBeNull();
    await undo(station);
    expect((await itemOf(station, ONE, FORM)).verdict).toBeNull();
  });
});
