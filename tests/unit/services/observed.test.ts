import { describe, expect, test } from 'vitest';
import { reportLines } from '#main/central/report.ts';
import { observationsOf, sayFact } from '#main/services/review/observed.ts';
import type { FactLine } from '#shared/api/review.ts';
import type { BundleCase } from '#shared/domain/caseRecord.ts';
import type { ErrorCode } from '#shared/domain/errors.ts';
import { type ReviewRecord, reviewRecord } from '#shared/domain/review.ts';
import { caseId, PASSING_FACTS, tuitionCase } from '#tests/support/cases.ts';
import { openDesk } from '#tests/support/centre.ts';
import {
  catalogue,
  eventsOf,
  exportFile,
  importFile,
  logicalDump,
  refused,
  type Station,
} from '#tests/support/core.ts';
import { addEvidence, decideAll, itemOf, signCase } from '#tests/support/reviewing.ts';

const ONE = caseId(1);
const MONTHS = 'study.monthsAbroad';
const SINCE = 'social.firstPaidInJinanOn';
const AFTER_2022 = 'condition:c.since2022';

async function atWork(facts = PASSING_FACTS) {
  const desk = await openDesk();
  await importFile(desk.station, await desk.office.issue([tuitionCase(1, { facts })], desk.certificate));
  return desk;
}

const factOf = async (station: Station, key: string): Promise<FactLine | undefined> =>
  (await station.api.review.checklist({ caseId: ONE })).facts.find((one) => one.key === key);
const resultOf = async (station: Station, itemId: string) => (await itemOf(station, ONE, itemId)).precheck.result;

type Observing = Parameters<Station['api']['review']['observeFact']>[0];

async function observe(station: Station, key: string, changes: Partial<Observing>) {
  const revision = (await factOf(station, key))?.revision ?? 0;
  return station.api.review.observeFact({
    ...{ caseId: ONE, key, value: null, note: '', evidenceId: null, revision },
    ...changes,
  });
}

async function guarded(station: Station, act: Promise<unknown>): Promise<ErrorCode> {
  const before = logicalDump(station.session().db.read);
  const { code } = await refused(act);
  expect(logicalDump(station.session().db.read)).toBe(before);
  return code;
}

describe('a value read in the documents', () => {
  test('stands beside the declared one, and the rules count with it', async () => {
    const { station } = await atWork();
    expect(await factOf(station, SINCE)).toMatchObject({ value: '2022-12-01', observed: null, revision: 0 });
    expect(await resultOf(station, AFTER_2022)).toBe('true');
    const counts = async () => (await station.api.cases.get({ caseId: ONE })).row.precheck;
    const { pass, fail } = await counts();
    const { findings, undo } = await observe(station, SINCE, { value: '2021-06-01', note: '社保缴费记录' });
    const item = await itemOf(station, ONE, AFTER_2022);
    expect(item.precheck).toMatchObject({ result: 'false', sentence: expect.stringContaining('2021-06-01') });
    const observed = { value: '2021-06-01', finding: 'differs', note: '社保缴费记录', actor: '李审核' };
    expect(item.declared).toMatchObject([{ key: SINCE, value: '2022-12-01', observed }]);
    expect(findings).toMatchObject([
      { key: SINCE, finding: 'differs', declared: '2022-12-01', observed: '2021-06-01', note: '社保缴费记录' },
    ]);
    expect(undo).toBe('撤销核实值');
    const now = await counts();
    expect(now.fail).toBeGreaterThan(fail);
    expect(now.pass).toBeLessThan(pass);
    expect((await station.api.cases.get({ caseId: ONE })).row.state).toBe('reviewing');
    const topics = station.events.flatMap((event) => (event.type === 'changed' ? [event.topics] : []));
    expect(topics.at(-1)).toEqual(expect.arrayContaining(['cases', 'review']));
  });

  test('the same as declared is a confirmation; one that was not declared is added', async () => {
    const { [SINCE]: _, ...without } = PASSING_FACTS;
    const { station } = await atWork(without);
    expect(await factOf(station, SINCE)).toMatchObject({ value: '未填报' });
    expect(await resultOf(station, AFTER_2022)).toBe('unknown');
    const { findings } = await observe(station, SINCE, { value: '2022-12-01' });
    expect(findings).toMatchObject([{ finding: 'added', declared: null, observed: '2022-12-01' }]);
    expect(await resultOf(station, AFTER_2022)).toBe('true');
    expect((await observe(station, MONTHS, { value: { value: '14', unit: '个月' } })).findings).toHaveLength(1);
    expect((await factOf(station, MONTHS))?.observed).toMatchObject({ finding: 'confirmed', value: '14 个月' });
  });

  test('undo brings the value before it back, taking it back the declared one', async () => {
    const { station } = await atWork();
    await observe(station, SINCE, { value: '2021-06-01', note: '第一次核对' });
    await observe(station, SINCE, { value: '2021-09-01', note: '第二次核对' });
    await station.api.review.undo({ caseId: ONE });
    expect((await factOf(station, SINCE))?.observed).toMatchObject({ value: '2021-06-01', note: '第一次核对' });
    await observe(station, SINCE, { value: null });
    expect(await factOf(station, SINCE)).toMatchObject({ observed: null, revision: 0 });
    expect(await resultOf(station, AFTER_2022)).toBe('true');
    await station.api.review.undo({ caseId: ONE });
    expect(await resultOf(station, AFTER_2022)).toBe('false');
    const { label } = (await factOf(station, SINCE))!;
    const { entries } = await station.api.cases.history({ caseId: ONE });
    expect(entries.map(({ sentence }) => sentence)).toEqual(
      expect.arrayContaining([`记录“${label}”的核实值（第一次核对）`, `取消“${label}”的核实值`]),
    );
  });

  test.each<[string, string, Partial<Observing>, ErrorCode]>([
    ['another value without a word why', MONTHS, { value: 5, note: ' ' }, 'OBSERVATION_REASON'],
    ['a value of another type', MONTHS, { value: '很久', note: '…' }, 'FACT_TYPE'],
    ['a value out of bounds', MONTHS, { value: -1, note: '…' }, 'FACT_TYPE'],
    ['a fact no item asks for', 'home.price', { value: 1, note: '…' }, 'FACT_UNKNOWN'],
    ['a fact nobody knows', 'person.shoeSize', { value: 42, note: '…' }, 'FACT_UNKNOWN'],
    ['a revision that has passed', MONTHS, { value: 5, note: '…', revision: 99 }, 'STALE_WRITE'],
    ['evidence that is not there', MONTHS, { value: 5, note: '…', evidenceId: ONE }, 'STALE_WRITE'],
  ])('refuses %s', async (_, key, changes, code) => {
    const { station } = await atWork();
    expect(await guarded(station, observe(station, key, changes))).toBe(code);
  });

  test('taking back what was never recorded does nothing; a signed case takes nothing', async () => {
    const { station } = await atWork();
    const before = logicalDump(station.session().db.read);
    await observe(station, MONTHS, { value: null });
    expect(logicalDump(station.session().db.read)).toBe(before);
    await signCase(station, ONE);
    expect(await guarded(station, observe(station, MONTHS, { value: 5, note: '…' }))).toBe('CASE_SIGNED');
  });

  test('is named in the opinion, changes the amount, and is signed and told to the centre', async () => {
    const { station, office } = await atWork();
    const { items } = await addEvidence(station, ONE, 'condition:c.degree');
    const evidenceId = items.find(({ itemId }) => itemId === 'condition:c.degree')!.evidence[0]!.id;
    await observe(station, 'study.degree', { value: 'doctor', note: '认证书为博士', evidenceId });
    await decideAll(station, ONE);
    const { opinion, amount } = await station.api.review.outcome({ caseId: ONE });
    expect(opinion).toContain('\n二、留学取得的最高学位申报为硕士，核实为博士（认证书为博士）。\n三、审核结论：推荐');
    expect(amount?.totalFen).toBe(5_000_000);
    await signCase(station, ONE);
    const [event] = eventsOf<{ record: string }>(station, 'case.signed');
    const record: ReviewRecord = reviewRecord.parse(JSON.parse(event!.record));
    expect(record.observed).toMatchObject([{ key: 'study.degree', declared: '硕士', observed: '博士' }]);
    const file = `${station.folder}-out.qpb`;
    await exportFile(station, file);
    const report = await office.receive(file);
    expect(report.reviews[0]?.observed).toEqual(record.observed);
    expect(reportLines(report)).toContain('  [核实不一致] 留学取得的最高学位：申报 硕士，核实 博士（认证书为博士）');
  });

  test('personal values are masked', () => {
    const { vocabulary } = catalogue;
    const state = {
      key: 'person.birthDate',
      value: '1971-04-23',
      note: '',
      evidenceId: null,
      actor: 'a',
      at: '',
      revision: 1,
    };
    const record = { facts: { 'person.birthDate': '1971-04-22' } } as unknown as BundleCase;
    const [line] = observationsOf(record, vocabulary, new Map([[state.key, state]]));
    expect(line).toMatchObject({ finding: 'differs', declared: '1971-**-**', observed: '1971-**-**' });
    expect(sayFact(vocabulary, 'study.degree', 'nobody knows')).toBeNull();
  });
});

describe('notes', () => {
  const DEGREE = 'condition:c.degree';

  test('need no verdict, outlive one, and come back by undo', async () => {
    const { station } = await atWork();
    const { api } = station;
    const note = async (text: string) => {
      const { revision } = await itemOf(station, ONE, DEGREE);
      return api.review.setNote({ caseId: ONE, itemId: DEGREE, note: text, revision });
    };
    const list = await note('电话核实');
    expect(list).toMatchObject({ decided: 0, undo: '撤销备注' });
    expect(await itemOf(station, ONE, DEGREE)).toMatchObject({ verdict: null, note: '电话核实' });
    expect((await api.cases.get({ caseId: ONE })).row.state).toBe('reviewing');
    await note('电话核实，已确认');
    await api.review.undo({ caseId: ONE });
    expect((await itemOf(station, ONE, DEGREE)).note).toBe('电话核实');
    const before = logicalDump(station.session().db.read);
    await note('电话核实');
    expect(logicalDump(station.session().db.read)).toBe(before);
    const stale = api.review.setNote({ caseId: ONE, itemId: DEGREE, note: '另一处', revision: 0 });
    expect(await guarded(station, stale)).toBe('STALE_WRITE');
  });

  test('the reason 其他 keeps its note', async () => {
    const { station } = await atWork();
    const { revision } = await itemOf(station, ONE, DEGREE);
    const { items } = await station.api.review.setVerdict({
      ...{ caseId: ONE, itemId: DEGREE, verdict: 'fail', reason: 'other', note: '另有情况', revision },
    });
    const now = items.find(({ itemId }) => itemId === DEGREE)!.revision;
    const empty = station.api.review.setNote({ caseId: ONE, itemId: DEGREE, note: '', revision: now });
    expect(await guarded(station, empty)).toBe('VERDICT_INCOMPLETE');
  });
});
