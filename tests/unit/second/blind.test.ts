import { describe, expect, test } from 'vitest';
import { redact } from '#main/services/second/blind.ts';
import { caseId } from '#tests/support/cases.ts';
import { exportFile, refused } from '#tests/support/core.ts';
import { decide, decideAll, signCase } from '#tests/support/reviewing.ts';
import { openPair, secondOfCase } from '#tests/support/twoPeople.ts';

const DEGREE = 'condition:c.degree';
const [ONE, TWO] = [caseId(1), caseId(2)];

/** Case 1 is rejected with words nobody else uses, then asked for blind; case 2 stays as it is. */
async function secret() {
  const pair = await openPair(2);
  const { station, approver } = pair;
  const { api } = station;
  await decideAll(station, ONE, { [DEGREE]: ['fail', 'material-missing'] });
  await decide(station, ONE, DEGREE, 'fail', { reason: 'material-missing', note: '机密备注甲' });
  await api.review.setOutcome({
    caseId: ONE,
    result: { decision: 'reject', amount: null, opinion: '机密意见乙', supplement: null },
  });
  await api.review.sign({ caseId: ONE, passphrase: '青石桥 晚风 3 盏灯' });
  await exportFile(station, pair.stick('first.qpb'));
  await api.second.ask({ caseIds: [ONE], blind: true });
  await pair.turnTo(approver);
  return pair;
}

describe('what the blind reviewer meets', () => {
  test('no route that takes the case answers, before it is taken and while it is being reviewed', async () => {
    const { station } = await secret();
    const { api } = station;
    const { secondId } = await secondOfCase(station, ONE);
    const subject = { kind: 'opinion' as const, caseId: ONE };
    const asks = (): Promise<unknown>[] => [
      api.cases.get({ caseId: ONE }),
      api.cases.history({ caseId: ONE }),
      api.review.checklist({ caseId: ONE }),
      api.review.outcome({ caseId: ONE }),
      api.review.versions({ caseId: ONE }),
      api.review.reopen({ caseId: ONE, reason: 'mistake', note: '' }),
      api.documents.choices({ caseId: ONE }),
      api.documents.preview({ subject }),
      api.documents.preview({ subject: { kind: 'summary', cases: { caseIds: [TWO, ONE] } } }),
      api.review.viewed({ attachmentId: `${ONE}.1`, pages: [{ page: 0, ms: 1 }] }),
    ];
    for (const ask of asks()) expect((await refused(ask)).code).toBe('SECOND_BLIND');
    await api.second.take({ secondId });
    for (const ask of asks()) expect((await refused(ask)).code).toBe('SECOND_BLIND');
    const list = api.documents.preview({ subject: { kind: 'summary', cases: { filter: {} } } });
    expect((await refused(list)).code).toBe('SECOND_BLIND_LIST');
  });

  test('lists, counts, journal and exports say nothing of the verdict, and its own review begins empty', async () => {
    const { station } = await secret();
    const { api } = station;
    const { secondId } = await secondOfCase(station, ONE);
    await api.second.take({ secondId });
    const sort = { by: 'number', descending: false } as const;
    const answers = {
      list: await api.cases.list({ filter: {}, sort, offset: 0, limit: 10 }),
      home: await api.cases.home({}),
      exports: await api.transfer.exports({}),
      preview: await api.transfer.exportPreview({}),
      journal: await api.journal.list({ filter: {}, offset: 0, limit: 200 }),
      second: await api.second.list({}),
      samples: await api.second.samples({}),
      agreement: await api.second.agreement({}),
      own: await api.review.checklist({ caseId: secondId }),
      outcome: await api.review.outcome({ caseId: secondId }),
      view: await api.cases.get({ caseId: secondId }),
      history: await api.cases.history({ caseId: secondId }),
    };
    const { drafts: _drafts, ...outcome } = answers.outcome;
    const said = JSON.stringify({ ...answers, outcome });
    for (const hint of ['机密备注甲', '机密意见乙', '不予推荐', '"reject"', '材料缺失']) {
      expect(said.includes(hint), hint).toBe(false);
    }
    const [row] = answers.list.rows;
    expect(row).toMatchObject({ caseId: ONE, state: 'signed', decision: null, decided: 0 });
    expect(row!.precheck).toEqual({ pass: 0, fail: 0, open: row!.items });
    expect(
      answers.own.items.every(({ verdict, note, evidence }) => !verdict && note === '' && evidence.length === 0),
    ).toBe(true);
    expect(answers.own.items.find(({ itemId }) => itemId === 'cross:same-applicant')?.precheck.sentence).toBe(
      '本机没有同一申请人的其他案卷',
    );
    expect(answers.view.attachments.map(({ attachmentId }) => attachmentId)[0]).toBe(`${secondId}.1`);
  });

  test('after the own signature the first review may be read', async () => {
    const { station } = await secret();
    const { secondId } = await secondOfCase(station, ONE);
    await station.api.second.take({ secondId });
    await signCase(station, secondId);
    expect((await station.api.cases.get({ caseId: ONE })).row.decision).toBe('reject');
    expect((await secondOfCase(station, ONE)).step).toBe('adjudicate');
  });
});

test('entries about hidden cases leave every list they stand in, whatever the list is called', () => {
  const hidden = { blind: new Set([ONE]), others: new Set([TWO]) };
  const answer = {
    anything: [{ caseId: ONE, decision: 'reject' }, { caseId: 'x' }],
    hits: [{ sides: [{ caseId: 'x' }, { caseId: ONE }] }, { sides: [{ caseId: 'x' }] }],
    many: [{ case: null, sentence: '批量保存结论：不予推荐，1 件' }],
    deep: { rows: [{ case: { caseId: TWO } }, { case: { caseId: 'y' } }, 'text', 3, null] },
  };
  expect(redact(answer, hidden)).toEqual({
    anything: [{ caseId: 'x' }],
    hits: [{ sides: [{ caseId: 'x' }] }],
    many: [{ case: null, sentence: '批量保存结论，1 件' }],
    deep: { rows: [{ case: { caseId: 'y' } }, 'text', 3, null] },
  });
});
