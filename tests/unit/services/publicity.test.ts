import { describe, expect, test } from 'vitest';
import { rebuildProjections } from '#db/projections.ts';
import { projections } from '#main/createCore.ts';
import { caseId, tuitionCase } from '#tests/support/cases.ts';
import { addColleague, openDesk } from '#tests/support/centre.ts';
import { eventsOf, exportFile, importFile, logicalDump, refused, type Station } from '#tests/support/core.ts';
import { makeDocument } from '#tests/support/documents.ts';
import { docxText, openOfficeFile, sheetCells } from '#tests/support/officeFile.ts';
import { signCase } from '#tests/support/reviewing.ts';

const [ONE, TWO, THREE] = [1, 2, 3].map(caseId) as [string, string, string];
/** Today at the desk, a Saturday. */
const TODAY = '2026-11-21';
const DAY = 86_400_000;
const CONTACT = '历下区人社局人才科，经十路 99 号';

/** Cases 1 and 2 are signed and recommended, 3 is open. */
async function atWork(changes = {}) {
  const desk = await openDesk();
  const cases = [1, 2, 3].map((n) => tuitionCase(n, { name: '欧阳晚晴', ...changes }));
  await importFile(desk.station, await desk.office.issue(cases, desk.certificate));
  for (const id of [ONE, TWO]) await signCase(desk.station, id);
  return desk;
}

/** A programme whose procedure has a public notice of five working days. */
const SCHOOL = { programme: '41', step: 'notice', facts: {}, files: [] };

const put = ({ api }: Station, changes = {}) =>
  api.publicity.open({
    ...{ title: '2026 年第一批留学学费补贴公示', caseIds: [ONE, TWO], startsOn: TODAY, days: 5, endsOn: null },
    contact: CONTACT,
    ...changes,
  });
const objection = {
  receivedOn: TODAY,
  channel: 'call',
  name: '钱知情',
  contact: '13912345678',
  content: '学历存疑',
} as const;

describe('what a notice would be', () => {
  test('the programme asks for its period; whoever is not ready is left out with the reason', async () => {
    const { station } = await atWork(SCHOOL);
    const plan = await station.api.publicity.plan({ cases: { filter: {} }, startsOn: TODAY, days: null });
    expect(plan.entries.map(({ number, name }) => [number, name])).toEqual([
      ['济留补2023-0001', '欧***'],
      ['济留补2023-0002', '欧***'],
    ]);
    expect(plan.leftOut).toEqual([{ caseId: THREE, number: '济留补2023-0003', why: '还没有签署' }]);
    // Five working days after Saturday, 21 November.
    expect(plan).toMatchObject({ required: { n: 5, unit: 'workingDay' }, endsOn: '2026-11-27' });
    const short = await refused(put(station, { days: 4 }));
    expect([short.code, short.message]).toEqual(['PUBLICITY_PERIOD', expect.stringContaining('要求公示 5 个工作日')]);
    await put(station);
    const again = await station.api.publicity.plan({ cases: { caseIds: [ONE] }, startsOn: TODAY, days: null });
    expect(again.leftOut[0]!.why).toBe('已列入公示“2026 年第一批留学学费补贴公示”');
  });

  test('beyond the calendar no day is guessed', async () => {
    const { station } = await atWork();
    const plan = await station.api.publicity.plan({ cases: { caseIds: [ONE] }, startsOn: '2031-03-03', days: 5 });
    expect(plan.endsOn).toBeNull();
    expect(plan.sentence).toContain('需人工核定');
    expect((await refused(put(station, { startsOn: '2031-03-03' }))).code).toBe('CALENDAR_UNCOVERED');
    expect(await put(station, { startsOn: '2031-03-03', endsOn: '2031-03-11' })).toMatchObject({
      endsOn: '2031-03-11',
    });
  });
});

describe('the life of a notice', () => {
  test('put up, objected to, settled, closed: every step in the journal, the tables follow from it', async () => {
    const { station } = await atWork();
    const { api, clock } = station;
    const { publicityId, phase, daysLeft } = await put(station);
    expect({ phase, daysLeft }).toEqual({ phase: 'running', daysLeft: 5 });
    const objected = await api.publicity.object({ publicityId, caseId: ONE, ...objection });
    expect(objected.objectionList).toMatchObject([
      {
        name: '钱**',
        contact: '139****5678',
        content: '学历存疑',
        number: '济留补2023-0001',
        late: false,
        settled: null,
      },
    ]);
    const { objectionId } = objected.objectionList[0]!;
    expect(await api.publicity.list({})).toMatchObject({ running: 1, ended: 0, openObjections: 1 });
    const end = { publicityId, state: 'closed' as const, note: '' };
    expect((await refused(api.publicity.end(end))).message).toContain('到 2026-11-27 才期满');
    clock.advance(7 * DAY);
    expect((await api.publicity.get({ publicityId })).phase).toBe('ended');
    expect((await refused(api.publicity.end(end))).message).toContain('还有 1 条异议没有处理');
    const settle = {
      publicityId,
      objectionId,
      outcome: 'rejected' as const,
      settledOn: '2026-11-28',
      settlement: '经查认证书真实',
    };
    expect((await refused(api.publicity.settle({ ...settle, settledOn: '2026-11-20' }))).code).toBe('PUBLICITY_PERIOD');
    await api.publicity.settle(settle);
    expect((await refused(api.publicity.settle(settle))).code).toBe('OBJECTION_UNKNOWN');
    expect(await api.publicity.end(end)).toMatchObject({ phase: 'closed', openObjections: 0 });
    for (const act of [api.publicity.end(end), api.publicity.object({ publicityId, caseId: TWO, ...objection })]) {
      expect((await refused(act)).code).toBe('PUBLICITY_STATE');
    }
    const sentences = (await api.cases.history({ caseId: ONE })).entries.map(({ sentence }) => sentence);
    expect(sentences.slice(0, 2)).toEqual(['处理公示异议：异议不成立', '公示期内收到异议（来电）']);
    const { db } = station.session();
    const before = logicalDump(db.read);
    rebuildProjections(db, projections);
    expect(logicalDump(db.read)).toBe(before);
  });

  test('a late objection is marked, a re-opened case and one with an upheld objection are too', async () => {
    const { station } = await atWork();
    const { api, clock } = station;
    const { publicityId } = await put(station);
    clock.advance(8 * DAY);
    const view = await api.publicity.object({ publicityId, caseId: TWO, ...objection, receivedOn: '2026-11-29' });
    expect(view.objectionList[0]!.late).toBe(true);
    const { objectionId } = view.objectionList[0]!;
    await api.publicity.settle({
      publicityId,
      objectionId,
      outcome: 'upheld',
      settledOn: '2026-11-29',
      settlement: '属实',
    });
    await api.review.reopen({ caseId: ONE, reason: 'new-evidence', note: '' });
    const { rows } = await api.publicity.get({ publicityId });
    expect(rows.map(({ changed, upheld }) => [changed, upheld])).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  test('goes on longer and loses a case, each with its reason; the list that is made follows', async () => {
    const { station } = await atWork();
    const { api, clock } = station;
    const { publicityId } = await put(station);
    const longer = { publicityId, days: 3, endsOn: null, reason: '收到异议，须补充核查' };
    const view = await api.publicity.extend(longer);
    expect(view).toMatchObject({
      ...{ endsOn: '2026-12-02', period: '8 个工作日', daysLeft: 8 },
      extended: { from: '2026-11-27', why: '收到异议，须补充核查' },
    });
    expect(await api.publicity.extend({ ...longer, days: 1 })).toMatchObject({
      ...{ endsOn: '2026-12-03', extended: { from: '2026-11-27' } },
    });
    expect((await refused(api.publicity.extend({ ...longer, endsOn: '2026-12-31' }))).code).toBe('PUBLICITY_PERIOD');
    expect((await refused(api.publicity.extend({ ...longer, reason: ' ' }))).code).toBe('INPUT_INVALID');

    const gone = { publicityId, caseId: ONE, reason: '异议成立，学历不符' };
    const { rows, entries } = await api.publicity.remove(gone);
    expect(entries).toBe(1);
    expect(rows.map(({ removed }) => removed)).toEqual([{ on: TODAY, why: '异议成立，学历不符' }, null]);
    const text = docxText(openOfficeFile((await makeDocument(station, { kind: 'publicity', publicityId })).bytes));
    expect(text).toContain('现将 1 名拟推荐对象');
    expect(text).toContain('至 2026年12月3日（9 个工作日）');
    expect(text).not.toContain('济留补2023-0001');
    expect((await refused(api.publicity.remove(gone))).code).toBe('CASE_UNKNOWN');
    const last = await refused(api.publicity.remove({ ...gone, caseId: TWO }));
    expect([last.code, last.message]).toEqual(['PUBLICITY_STATE', expect.stringContaining('请改为取消公示')]);
    expect((await refused(api.publicity.object({ publicityId, caseId: ONE, ...objection }))).code).toBe('CASE_UNKNOWN');
    // What was taken off can be made public again.
    expect((await put(station, { caseIds: [ONE] })).entries).toBe(1);
    const { entries: history } = await api.cases.history({ caseId: ONE });
    expect(history[0]!.sentence).toBe('从公示名单中移出，原因：异议成立，学历不符');
    clock.advance(13 * DAY);
    expect((await refused(api.publicity.extend(longer))).message).toContain('已于 2026-12-03 期满');
    const { db } = station.session();
    const before = logicalDump(db.read);
    rebuildProjections(db, projections);
    expect(logicalDump(db.read)).toBe(before);
  });

  test('who objects is given out with a reason only', async () => {
    const { station } = await atWork();
    const { publicityId } = await put(station);
    const { objectionList } = await station.api.publicity.object({ publicityId, caseId: ONE, ...objection });
    const { objectionId } = objectionList[0]!;
    const { api } = station;
    expect((await refused(api.publicity.reveal({ objectionId, field: 'name', reason: ' ' }))).code).toBe(
      'INPUT_INVALID',
    );
    expect(await api.publicity.reveal({ objectionId, field: 'name', reason: '回访异议人' })).toEqual({
      value: '钱知情',
    });
    expect(eventsOf(station, 'field.revealed')).toEqual([
      { caseId: ONE, field: 'objection.name', reason: '回访异议人' },
    ]);
    expect((await api.cases.history({ caseId: ONE })).entries[0]!.sentence).toBe('查看异议人，原因：回访异议人');
  });

  test('taken back with a reason, its cases can be made public again', async () => {
    const { station } = await atWork();
    const { publicityId } = await put(station);
    const end = (note: string) => station.api.publicity.end({ publicityId, state: 'cancelled', note });
    expect((await refused(end(' '))).code).toBe('PUBLICITY_STATE');
    await end('名单有误');
    expect((await put(station)).entries).toBe(2);
  });
});

test('what does not fit is refused and changes nothing', async () => {
  const { station } = await atWork();
  const { publicityId } = await put(station, { caseIds: [ONE] });
  const before = logicalDump(station.session().db.read);
  const { api } = station;
  const wrong: [() => Promise<unknown>, string][] = [
    [() => put(station, { caseIds: [ONE] }), 'PUBLICITY_ENTRY'],
    [() => put(station, { caseIds: [THREE] }), 'PUBLICITY_ENTRY'],
    [() => put(station, { caseIds: [caseId(9)] }), 'CASE_UNKNOWN'],
    [() => put(station, { caseIds: [TWO], endsOn: '2026-11-25' }), 'PUBLICITY_PERIOD'],
    [() => put(station, { caseIds: [TWO], startsOn: '2026-02-30' }), 'INPUT_INVALID'],
    [() => api.publicity.object({ publicityId, caseId: TWO, ...objection }), 'CASE_UNKNOWN'],
    [
      () => api.publicity.object({ publicityId, caseId: ONE, ...objection, receivedOn: '2026-11-20' }),
      'PUBLICITY_PERIOD',
    ],
    [
      () => api.publicity.object({ publicityId, caseId: ONE, ...objection, receivedOn: '2026-11-22' }),
      'PUBLICITY_PERIOD',
    ],
    [() => api.publicity.get({ publicityId: caseId(9) }), 'PUBLICITY_UNKNOWN'],
    [() => api.publicity.reveal({ objectionId: caseId(9), field: 'name', reason: '核对' }), 'OBJECTION_UNKNOWN'],
  ];
  for (const [act, code] of wrong) expect((await refused(act())).code).toBe(code);
  expect(logicalDump(station.session().db.read)).toBe(before);
});

test('the list is masked in both formats, and a secretary may make it', async () => {
  const { station, office } = await atWork();
  await addColleague(station, office, '赵秘书', 'secretary');
  const { publicityId } = await put(station);
  const subject = { kind: 'publicity' as const, publicityId };
  const text = docxText(openOfficeFile((await makeDocument(station, subject)).bytes));
  const cells = sheetCells(openOfficeFile((await makeDocument(station, subject, { format: 'xlsx' })).bytes));
  const sheet = [...cells.values()].map((cell) => cell.text).join('\n');
  for (const said of [text, sheet]) {
    expect(said).toContain('欧***');
    expect(said).toContain('自 2026年11月21日 至 2026年11月27日（5 个工作日）');
    expect(said).toContain(CONTACT);
    expect(said).not.toMatch(/欧阳晚晴|3701021996|13800001234/);
  }
});

test('the centre takes the acts in with the review bundle', async () => {
  const { station, office } = await atWork();
  const { publicityId } = await put(station);
  await station.api.publicity.object({ publicityId, caseId: ONE, ...objection });
  await makeDocument(station, { kind: 'index', caseId: ONE });
  const file = `${station.folder}/../out.qpb`;
  await exportFile(station, file);
  await expect(office.receive(file)).resolves.toBeTruthy();
});
