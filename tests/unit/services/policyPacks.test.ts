/** A policy pack's life at a workstation: it comes in, is compared, put in force from a day, and taken back. */
import { describe, expect, test } from 'vitest';
import { rebuildProjections } from '#db/projections.ts';
import { readCatalogue } from '#main/catalogue/load.ts';
import { projections } from '#main/createCore.ts';
import { rollBack } from '#main/services/policies/decide.ts';
import { createRules } from '#main/services/policies/rules.ts';
import { createSettling } from '#main/services/policies/settle.ts';
import { caseId, tuitionCase } from '#tests/support/cases.ts';
import { addColleague, type Desk, openDesk } from '#tests/support/centre.ts';
import { catalogue, eventsOf, importFile, logicalDump, PASSPHRASE, refused } from '#tests/support/core.ts';
import { packFiles, replacing, STRICTER, sendPack, TUITION } from '#tests/support/policyPacks.ts';
import { decide, itemOf, signCase } from '#tests/support/reviewing.ts';

const DAY = 86_400_000;
const TODAY = '2026-11-21';
const ONE = caseId(1);
const TWO = caseId(2);

async function deskWithCases(count = 2): Promise<Desk> {
  const desk = await openDesk();
  const cases = Array.from({ length: count }, (_, i) => tuitionCase(i + 1));
  await importFile(desk.station, await desk.office.issue(cases, desk.certificate));
  return desk;
}

const degree = async ({ station }: Desk, id: string) =>
  (await itemOf(station, id, 'condition:c.degree')).precheck.result;
const stateOf = async ({ station }: Desk) => {
  const { packs } = await station.api.policies.list({});
  return Object.fromEntries(packs.map(({ number, state }) => [number, state]));
};

describe('a pack comes in', () => {
  test('kept and listed, with its number and hash; the rules in force stay', async () => {
    const desk = await deskWithCases(1);
    const { station } = desk;
    const pack = await sendPack(desk, packFiles(STRICTER), { from: '2026-12-01' });
    const report = await importFile(station, pack.file);
    expect(report).toMatchObject({ kind: 'policy', already: false, cases: [] });
    expect(report.policy).toMatchObject({ number: 2, sha256: pack.catalogue.hash, programmes: 1, from: '2026-12-01' });
    const { inForce, packs, decisions, today } = await station.api.policies.list({});
    expect({ inForce, decisions, today }).toEqual({ inForce: 1, decisions: [], today: TODAY });
    expect(packs).toMatchObject([
      { number: 2, builtin: false, state: 'held', sha256: pack.catalogue.hash, from: '2026-12-01', activeFrom: null },
      { number: 1, builtin: true, state: 'inForce', sha256: catalogue.hash },
    ]);
    expect(eventsOf(station, 'policy.received')).toMatchObject([{ number: 2, sha256: pack.catalogue.hash }]);
    expect((await station.api.catalogue.programmes({})).hash).toBe(catalogue.hash);
    expect(await degree(desk, ONE)).toBe('true');
  });

  test('again: nothing changes; the same catalogue in another bundle is known', async () => {
    const desk = await openDesk();
    const { station } = desk;
    const first = await sendPack(desk, packFiles());
    await importFile(station, first.file);
    const before = logicalDump(station.session().db.read);
    expect((await importFile(station, first.file)).already).toBe(true);
    expect(logicalDump(station.session().db.read)).toBe(before);
    const second = await sendPack(desk, packFiles());
    expect(second.number).toBe(2);
    const report = await importFile(station, second.file);
    expect(report.remarks).toEqual(['第 2 号政策目录此前已经导入，没有变化。']);
    expect((await station.api.policies.list({})).packs).toHaveLength(2);
  });

  test('a case bundle of a newer catalogue says so', async () => {
    const desk = await openDesk();
    const { station, office, certificate } = desk;
    const reference = { id: 'jinan-talent', number: 3, sha256: 'a'.repeat(64) };
    const bundle = await office.issue([tuitionCase(1)], certificate);
    expect((await importFile(station, bundle)).remarks).toEqual([]);
    const { record } = tuitionCase(2);
    const files = [
      { name: `data/cases/${record.id}.json`, source: Buffer.from(JSON.stringify({ ...record, attachments: [] })) },
    ];
    const forged = await office.forge(certificate, { files, issuerSeq: 2, catalogue: reference });
    expect((await importFile(station, forged.path)).remarks[0]).toContain(
      '中心按第 3 号政策目录下发案卷，本机在用第 1 号',
    );
  });
});

describe('putting it in force', () => {
  test('open cases are pre-checked anew, with a notice; verdicts carry the hash they were made under', async () => {
    const desk = await deskWithCases();
    const { station } = desk;
    await decide(station, ONE, 'condition:c.degree', 'pass');
    const pack = await sendPack(desk, packFiles(STRICTER));
    await importFile(station, pack.file);
    const effect = await station.api.policies.effect({ number: 2 });
    expect(effect).toMatchObject({ cases: 2, changed: 2, blocked: 0 });
    expect(effect.examples[0]!.items).toContainEqual({ title: '学士及以上学位', before: 'true', after: 'false' });
    const row = async () => (await station.api.cases.get({ caseId: ONE })).row.precheck;
    const before = await row();
    const list = await station.api.policies.activate({ number: 2, from: TODAY, expected: 1 });
    expect(list).toMatchObject({
      inForce: 2,
      decisions: [{ kind: 'activated', number: 2, from: TODAY, by: '李审核' }],
    });
    expect(await degree(desk, ONE)).toBe('false');
    expect(await row()).toMatchObject({ fail: before.fail + 1, pass: before.pass - 1 });
    const { rulesNotice } = await station.api.cases.get({ caseId: ONE });
    expect(rulesNotice).toContain('政策目录由第 1 号改为第 2 号');
    expect(rulesNotice).toContain('学士及以上学位');
    expect(rulesNotice).toContain('此前作出的 1 项判定保留，请复核');
    await decide(station, ONE, 'condition:c.ranking', 'pass');
    const hashes = eventsOf<{ rulesHash: string }>(station, 'verdict.set').map(({ rulesHash }) => rulesHash);
    expect(hashes).toEqual([catalogue.hash, pack.catalogue.hash]);
    expect(eventsOf(station, 'policy.applied')).toMatchObject([{ number: 2, cases: 2, changed: 2, blocked: 0 }]);
    expect(await stateOf(desk)).toEqual({ 1: 'former', 2: 'inForce' });
  });

  test('a signed case keeps the rules it was signed under, until it is opened again', async () => {
    const desk = await deskWithCases();
    const { station } = desk;
    await signCase(station, ONE);
    await importFile(station, (await sendPack(desk, packFiles(STRICTER))).file);
    const { cases } = await station.api.policies.effect({ number: 2 });
    expect(cases).toBe(1);
    const precheck = (await station.api.cases.get({ caseId: ONE })).row.precheck;
    await station.api.policies.activate({ number: 2, from: TODAY, expected: 1 });
    expect(await degree(desk, ONE)).toBe('true');
    expect(await degree(desk, TWO)).toBe('false');
    const view = await station.api.cases.get({ caseId: ONE });
    expect(view.row.precheck).toEqual(precheck);
    expect(view.rulesNotice).toContain('签署的结果不受影响');
    await station.api.review.reopen({ caseId: ONE, reason: 'mistake', note: '' });
    expect(await degree(desk, ONE)).toBe('false');
  });

  test('from a day to come: nothing before it, everything from it on, also over a restart', async () => {
    const desk = await deskWithCases(1);
    const { station } = desk;
    await importFile(station, (await sendPack(desk, packFiles(STRICTER))).file);
    await station.api.policies.activate({ number: 2, from: '2026-11-23', expected: 1 });
    expect(await stateOf(desk)).toEqual({ 1: 'inForce', 2: 'scheduled' });
    station.clock.advance(DAY);
    expect(await degree(desk, ONE)).toBe('true');
    await station.api.workspace.lock({});
    // 22:00 UTC on the 22nd is the 23rd in Jinan.
    station.clock.advance(DAY * 0.6);
    await station.api.workspace.unlock({ personId: station.personId, passphrase: PASSPHRASE });
    expect(await degree(desk, ONE)).toBe('false');
    await expect.poll(() => eventsOf(station, 'policy.applied').length).toBe(1);
    expect(await stateOf(desk)).toEqual({ 1: 'former', 2: 'inForce' });
  });

  test('the day that comes while the program runs', async () => {
    const desk = await deskWithCases(1);
    const { station } = desk;
    await importFile(station, (await sendPack(desk, packFiles(STRICTER))).file);
    await station.api.policies.activate({ number: 2, from: '2026-11-22', expected: 1 });
    station.clock.advance(DAY);
    await station.api.cases.home({});
    await expect.poll(() => eventsOf(station, 'policy.applied').length).toBe(1);
    const { rows } = await station.api.cases.list({
      ...{ filter: {}, sort: { by: 'due', descending: false }, offset: 0, limit: 10 },
    });
    expect(rows[0]!.precheck.fail).toBe(1);
  });

  test('a later decision takes the place of one that has not come to count', async () => {
    const desk = await openDesk();
    const { station } = desk;
    await importFile(station, (await sendPack(desk, packFiles(STRICTER))).file);
    await importFile(station, (await sendPack(desk, packFiles())).file);
    await station.api.policies.activate({ number: 2, from: '2026-12-10', expected: 1 });
    await station.api.policies.activate({ number: 3, from: '2026-12-01', expected: 1 });
    expect(await stateOf(desk)).toEqual({ 1: 'inForce', 2: 'held', 3: 'scheduled' });
    station.clock.advance(40 * DAY);
    expect(await stateOf(desk)).toMatchObject({ 1: 'former', 3: 'inForce' });
  });

  test('a planned day is moved, or called off', async () => {
    const desk = await openDesk();
    const { station } = desk;
    const { policies } = station.api;
    await importFile(station, (await sendPack(desk, packFiles(STRICTER))).file);
    const stay = { number: 1, reason: '等中心通知', expected: 1 };
    expect((await refused(policies.rollBack(stay))).code).toBe('PACK_ORDER');
    await policies.activate({ number: 2, from: '2026-11-23', expected: 1 });
    await policies.activate({ number: 2, from: '2026-11-26', expected: 1 });
    station.clock.advance(3 * DAY);
    expect(await stateOf(desk)).toEqual({ 1: 'inForce', 2: 'scheduled' });
    await policies.rollBack(stay);
    expect(await stateOf(desk)).toEqual({ 1: 'inForce', 2: 'held' });
    station.clock.advance(30 * DAY);
    expect(await stateOf(desk)).toEqual({ 1: 'inForce', 2: 'held' });
  });

  test('refused: too early, unknown, older, twice, over another screen, without a certificate, by an expert', async () => {
    const desk = await openDesk();
    const { station, office } = desk;
    const { policies } = station.api;
    await importFile(station, (await sendPack(desk, packFiles(STRICTER), { from: '2026-12-01' })).file);
    const codeOf = async (work: Promise<unknown>) => (await refused(work)).code;
    const dump = logicalDump(station.session().db.read);
    expect(await codeOf(policies.activate({ number: 2, from: TODAY, expected: 1 }))).toBe('PACK_DATE');
    expect(await codeOf(policies.activate({ number: 7, from: '2026-12-01', expected: 1 }))).toBe('PACK_UNKNOWN');
    expect(await codeOf(policies.activate({ number: 1, from: '2026-12-01', expected: 1 }))).toBe('PACK_ORDER');
    expect(await codeOf(policies.activate({ number: 2, from: '2026-12-01', expected: 2 }))).toBe('STALE_WRITE');
    expect(await codeOf(policies.activate({ number: 2, from: '2026-02-30', expected: 1 }))).toBe('INPUT_INVALID');
    expect(await codeOf(policies.rollBack({ number: 2, reason: '试用', expected: 1 }))).toBe('PACK_ORDER');
    expect(await codeOf(policies.rollBack({ number: 1, reason: ' ', expected: 1 }))).toBe('INPUT_INVALID');
    expect(logicalDump(station.session().db.read)).toBe(dump);
    await addColleague(station, office, '周专家', 'expert');
    expect(await codeOf(policies.activate({ number: 2, from: '2026-12-01', expected: 1 }))).toBe('ROLE_FORBIDDEN');
  });

  test('refused while an open case could no longer be judged', async () => {
    const desk = await deskWithCases(1);
    const { station } = desk;
    const without = packFiles({ [TUITION]: null });
    await importFile(station, (await sendPack(desk, without)).file);
    expect(await station.api.policies.effect({ number: 2 })).toMatchObject({ cases: 1, changed: 0, blocked: 1 });
    const dump = logicalDump(station.session().db.read);
    const refusal = await refused(station.api.policies.activate({ number: 2, from: TODAY, expected: 1 }));
    expect(refusal.code).toBe('PACK_BREAKS_CASES');
    expect(refusal.message).toContain('济留补2023-0001');
    expect(logicalDump(station.session().db.read)).toBe(dump);
    expect(await degree(desk, ONE)).toBe('true');
  });
});

describe('going back', () => {
  test('at once, with the reason in the journal; the cases follow', async () => {
    const desk = await deskWithCases(1);
    const { station } = desk;
    await importFile(station, (await sendPack(desk, packFiles(STRICTER))).file);
    await station.api.policies.activate({ number: 2, from: TODAY, expected: 1 });
    const list = await station.api.policies.rollBack({ number: 1, reason: '学位条件有误，待中心更正', expected: 2 });
    expect(list.inForce).toBe(1);
    expect(list.decisions.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['rolledBack', '学位条件有误，待中心更正'],
      ['activated', ''],
    ]);
    expect(await degree(desk, ONE)).toBe('true');
    expect(eventsOf(station, 'policy.rolledBack')).toMatchObject([{ number: 1, reason: '学位条件有误，待中心更正' }]);
    expect(await stateOf(desk)).toEqual({ 1: 'inForce', 2: 'former' });
    await station.api.policies.activate({ number: 2, from: TODAY, expected: 1 });
    expect(await degree(desk, ONE)).toBe('false');
  });

  test('it ends what was planned', async () => {
    const desk = await openDesk();
    const { station } = desk;
    await importFile(station, (await sendPack(desk, packFiles(STRICTER))).file);
    await importFile(station, (await sendPack(desk, packFiles())).file);
    await station.api.policies.activate({ number: 2, from: TODAY, expected: 1 });
    await station.api.policies.activate({ number: 3, from: '2026-12-01', expected: 2 });
    await station.api.policies.rollBack({ number: 1, reason: '暂缓', expected: 2 });
    station.clock.advance(30 * DAY);
    expect(await stateOf(desk)).toEqual({ 1: 'inForce', 2: 'former', 3: 'held' });
  });
});

test('calendars travel the same way', async () => {
  const desk = await openDesk();
  const { station } = desk;
  const years = [...packFiles().keys()].filter((name) => name.startsWith('calendars/')).sort();
  const last = years.at(-1)!;
  const next = Number(/(\d{4})/.exec(last)![1]) + 1;
  const calendar = () =>
    `year: ${next}\nsource: [试验安排]\nholidays:\n  - { name: 元旦, off: [${next}-01-01], work: [] }\n`;
  const pack = await sendPack(desk, packFiles({ [`calendars/${next}.yaml`]: calendar }));
  await importFile(station, pack.file);
  const comparison = await station.api.policies.compare({ base: 1, number: 2 });
  const calendars = comparison.comparison.groups.filter(({ kind }) => kind === 'calendar');
  expect(calendars).toMatchObject([{ title: `${next} 年`, change: 'added' }]);
  await station.api.policies.activate({ number: 2, from: TODAY, expected: 1 });
  const { checks } = await station.api.settings.environment({});
  expect(checks.find(({ id }) => id === 'calendar')!.detail).toContain(`${next} 年底`);
});

test('the comparison names what was added, left out and changed', async () => {
  const desk = await openDesk();
  const { station } = desk;
  await importFile(station, (await sendPack(desk, packFiles())).file);
  const stricter = packFiles({
    ...STRICTER,
    'materials.yaml': (text) => replacing('kinds:', 'kinds:\n  - { id: test-paper, label: 试验材料 }')(text),
  });
  await importFile(station, (await sendPack(desk, stricter)).file);
  const compared = async (base: number, number: number) =>
    (await station.api.policies.compare({ base, number })).comparison;
  const { same, groups } = await compared(2, 3);
  expect(same).toBe(false);
  expect(groups.map(({ title, change }) => [title, change])).toEqual([
    ['26.2 TOP200 高校留学回国人员留学费用补贴', 'changed'],
    ['试验材料', 'added'],
  ]);
  expect(groups[0]!.changes).toMatchObject([{ key: 'condition:c.degree', section: '申报条件' }]);
  expect(await compared(2, 2)).toMatchObject({ same: true, groups: [] });
  expect((await compared(1, 2)).groups.some(({ change }) => change === 'removed')).toBe(true);
});

test('a pack this program cannot use any more says so, and the way back is open', async () => {
  const desk = await deskWithCases(1);
  const { station } = desk;
  await importFile(station, (await sendPack(desk, packFiles(STRICTER))).file);
  await station.api.policies.activate({ number: 2, from: TODAY, expected: 1 });
  const { db } = station.session();
  db.write((tx) => tx.writes('UPDATE policy_packs SET parts = substr(parts, 1, 5000)').run());
  // Another start of the program: nothing is compiled yet.
  const rules = createRules({ builtin: catalogue, openSession: station.session, onTurn: () => undefined });
  const refusal = await refused(Promise.resolve().then(() => rules.current()));
  expect(refusal.code).toBe('CATALOGUE_INVALID');
  expect(refusal.message).toContain('退回');
  await rollBack({ session: station.session(), rules }, { number: 1, reason: '目录不能用', expected: 2 });
  expect(rules.current().hash).toBe(catalogue.hash);
});

test('a program that brings other rules of its own: the open cases follow at the next start', async () => {
  const desk = await deskWithCases();
  const { station } = desk;
  await signCase(station, TWO);
  const builtin = readCatalogue(packFiles(STRICTER)).catalogue!;
  const openSession = station.session;
  const rules = createRules({ builtin, openSession, onTurn: () => undefined });
  const fails = async () => (await station.api.cases.get({ caseId: ONE })).row.precheck.fail;
  const lines: string[] = [];
  const settling = createSettling({ rules, openSession, changed: () => undefined, log: (line) => lines.push(line) });
  expect(await fails()).toBe(0);
  await settling.begin();
  expect(lines).toEqual([]);
  expect(await fails()).toBe(1);
  expect(eventsOf(station, 'policy.applied')).toMatchObject([
    { number: 1, sha256: builtin.hash, cases: 1, changed: 1 },
  ]);
  await settling.begin();
  expect(eventsOf(station, 'policy.applied')).toHaveLength(1);
});

test('what a lock cuts off is begun anew', async () => {
  const desk = await deskWithCases();
  const { station } = desk;
  const builtin = readCatalogue(packFiles(STRICTER)).catalogue!;
  const openSession = station.session;
  const rules = createRules({ builtin, openSession, onTurn: () => undefined });
  const settling = createSettling({ rules, openSession, changed: () => undefined, log: () => undefined });
  const running = settling.begin();
  await settling.stop();
  await running;
  expect(eventsOf(station, 'policy.applied')).toEqual([]);
  await settling.begin();
  expect(eventsOf(station, 'policy.applied')).toHaveLength(1);
});

test('decisions can be rebuilt from the journal alone', async () => {
  const desk = await openDesk();
  const { station } = desk;
  await importFile(station, (await sendPack(desk, packFiles(STRICTER))).file);
  await station.api.policies.activate({ number: 2, from: TODAY, expected: 1 });
  await station.api.policies.rollBack({ number: 1, reason: '更正', expected: 2 });
  const { db } = station.session();
  const before = logicalDump(db.read, { tables: ['policy_decisions'] });
  rebuildProjections(db, projections);
  expect(logicalDump(db.read, { tables: ['policy_decisions'] })).toBe(before);
  expect((await station.api.policies.list({})).inForce).toBe(1);
});
