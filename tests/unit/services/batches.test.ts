import { beforeEach, describe, expect, test } from 'vitest';
import { rebuildProjections } from '#db/projections.ts';
import { projections } from '#main/createCore.ts';
import type { CaseFilter } from '#shared/api/cases.ts';
import type { BatchAct, BatchSelection } from '#shared/api/queue.ts';
import { caseId, tuitionCase } from '#tests/support/cases.ts';
import { addColleague, type Desk, openDesk } from '#tests/support/centre.ts';
import { eventsOf, importFile, logicalDump, PASSPHRASE, refused, type Station } from '#tests/support/core.ts';
import { decideAll, signCase } from '#tests/support/reviewing.ts';

let desk: Desk;
let station: Station;
let colleague: string;
const IDS = [1, 2, 3, 4].map(caseId);

beforeEach(async () => {
  desk = await openDesk();
  station = desk.station;
  const cases = [1, 2, 3, 4].map((n) => tuitionCase(n, { files: [], district: n < 3 ? '370102' : '370103' }));
  await importFile(station, await desk.office.issue(cases, desk.certificate));
  const added = await addColleague(station, desk.office, '王复核', 'approver');
  colleague = added.personId;
  await turnTo(station.personId);
});

async function turnTo(personId: string): Promise<void> {
  await station.api.workspace.lock({});
  await station.api.workspace.unlock({ personId, passphrase: PASSPHRASE });
}

async function run(cases: BatchSelection, act: BatchAct) {
  const { digest } = await station.api.queue.plan({ cases, act });
  return station.api.queue.run({ cases, act, digest });
}

async function found(filter: CaseFilter): Promise<string[]> {
  const sort = { by: 'number', descending: false } as const;
  const { rows, total } = await station.api.cases.list({ filter, sort, offset: 0, limit: 100 });
  expect(total).toBe(rows.length);
  return rows.map((row) => row.caseId);
}

const chosen = (...numbers: number[]): BatchSelection => ({ caseIds: numbers.map(caseId) });
const dump = () => logicalDump(station.session().db.read);

describe('assignment', () => {
  test('is checked first: how many, which, what becomes of them, and what is left out and why', async () => {
    await signCase(station, caseId(4));
    await run(chosen(1), { kind: 'assign', assignee: colleague });
    await run(chosen(2), { kind: 'assign', assignee: station.personId });
    const before = dump();
    const act = { kind: 'assign', assignee: colleague } as const;
    const plan = await station.api.queue.plan({ cases: chosen(1, 2, 3, 4, 4), act });
    expect(plan).toMatchObject({
      title: '分派给王复核',
      count: 2,
      changes: [
        { caseId: caseId(2), number: '济留补2023-0002', effect: '由李审核改为王复核经办' },
        { caseId: caseId(3), effect: '由王复核经办' },
      ],
      leftOutCount: 2,
      leftOut: [
        { caseId: caseId(1), number: '济留补2023-0001', reason: '已由王复核经办' },
        { caseId: caseId(4), reason: '已签署，不再分派' },
      ],
    });
    expect(plan.reasons.map(({ count }) => count)).toEqual([1, 1]);
    expect(dump()).toBe(before);
  });

  test('shows on the rows, in the filters and in the counts; one event however many cases', async () => {
    await run(chosen(1, 3), { kind: 'assign', assignee: colleague });
    await run({ filter: { district: '370102' }, except: [caseId(1)] }, { kind: 'assign', assignee: station.personId });
    expect(await found({ assignee: colleague })).toEqual([caseId(1), caseId(3)]);
    expect(await found({ assignee: 'me' })).toEqual([caseId(2)]);
    expect(await found({ assignee: 'none' })).toEqual([caseId(4)]);
    expect(await found({ assignee: colleague, district: '370103', state: 'new' })).toEqual([caseId(3)]);
    const { row } = await station.api.cases.get({ caseId: caseId(1) });
    expect(row.assignee).toEqual({ personId: colleague, name: '王复核' });
    expect(await station.api.cases.home({})).toMatchObject({ mine: 1, unassigned: 1 });
    const { assignees } = await station.api.cases.facets({});
    expect(assignees).toEqual([
      { value: station.personId, label: '李审核', count: 1 },
      { value: colleague, label: '王复核', count: 2 },
    ]);
    expect(eventsOf(station, 'cases.assigned')).toHaveLength(2);
    const { entries } = await station.api.cases.history({ caseId: caseId(1) });
    expect(entries[0]).toMatchObject({ actor: '李审核', sentence: '分派给王复核（共 2 件）' });
  });

  test('is withdrawn and taken back as one; what somebody changed since stays', async () => {
    await run(chosen(1, 2), { kind: 'assign', assignee: station.personId });
    const first = await run(chosen(1, 2, 3), { kind: 'assign', assignee: colleague });
    expect(first).toMatchObject({ title: '分派给王复核', count: 3 });
    await run(chosen(3), { kind: 'withdraw' });
    expect(await found({ assignee: 'none' })).toEqual([caseId(3), caseId(4)]);
    expect(await station.api.queue.undo({ batchId: first.batchId })).toEqual({
      title: '分派给王复核',
      done: 2,
      leftOut: 1,
    });
    expect(await found({ assignee: 'me' })).toEqual([caseId(1), caseId(2)]);
    expect(await found({ assignee: colleague })).toEqual([]);
    expect((await refused(station.api.queue.undo({ batchId: first.batchId }))).code).toBe('BATCH_UNKNOWN');
  });

  test('Ctrl+Z goes back batch by batch, only over one’s own of this day', async () => {
    await run(chosen(1), { kind: 'flag', flagged: true });
    await run(chosen(1, 2), { kind: 'assign', assignee: colleague });
    await turnTo(colleague);
    expect(await station.api.queue.last({})).toEqual({ batch: null });
    await turnTo(station.personId);
    const { batch } = await station.api.queue.last({});
    expect(batch).toMatchObject({ kind: 'assign', title: '分派给王复核', count: 2 });
    await station.api.queue.undo({ batchId: batch!.batchId });
    const { batch: earlier } = await station.api.queue.last({});
    expect(earlier).toMatchObject({ kind: 'flag', title: '加标记', count: 1 });
    station.clock.advance(24 * 3600_000);
    expect(await station.api.queue.last({})).toEqual({ batch: null });
  });

  test('refuses what cannot be done, and nothing changes', async () => {
    const { digest } = await station.api.queue.plan({ cases: chosen(1, 2), act: { kind: 'flag', flagged: true } });
    await run(chosen(2), { kind: 'flag', flagged: true });
    const before = dump();
    const attempts: [Promise<unknown>, string][] = [
      [station.api.queue.run({ cases: chosen(1, 2), act: { kind: 'flag', flagged: true }, digest }), 'BATCH_CHANGED'],
      [station.api.queue.run({ cases: chosen(2), act: { kind: 'flag', flagged: true }, digest }), 'BATCH_EMPTY'],
      [station.api.queue.plan({ cases: chosen(1, 77), act: { kind: 'withdraw' } }), 'CASE_UNKNOWN'],
      [station.api.queue.plan({ cases: chosen(1), act: { kind: 'assign', assignee: caseId(1) } }), 'PERSON_UNKNOWN'],
      [station.api.queue.undo({ batchId: caseId(1) }), 'BATCH_UNKNOWN'],
      [station.api.queue.plan({ cases: { caseIds: [] }, act: { kind: 'withdraw' } }), 'INPUT_INVALID'],
    ];
    for (const [attempt, code] of attempts) expect((await refused(attempt)).code).toBe(code);
    expect(dump()).toBe(before);
  });

  test('is not for experts', async () => {
    const expert = await addColleague(station, desk.office, '赵专家', 'expert');
    expect(station.session().person.personId).toBe(expert.personId);
    const plan = station.api.queue.plan({ cases: chosen(1), act: { kind: 'assign', assignee: colleague } });
    expect((await refused(plan)).code).toBe('ROLE_FORBIDDEN');
  });
});

describe('outcomes of many cases', () => {
  const recommend = { kind: 'outcome', decision: 'recommend' } as const;

  test('are saved where the verdicts carry them, left out with the reason elsewhere, and taken back as one', async () => {
    await decideAll(station, caseId(1));
    await decideAll(station, caseId(2));
    const plan = await station.api.queue.plan({ cases: chosen(1, 2, 3), act: recommend });
    expect(plan).toMatchObject({ title: '填写结论“推荐”', count: 2, leftOutCount: 1 });
    expect(plan.changes.map(({ effect }) => effect)).toEqual([
      expect.stringMatching(/^推荐，.*元/),
      expect.stringMatching(/^推荐，.*元/),
    ]);
    expect(plan.leftOut[0]).toMatchObject({ caseId: caseId(3), reason: expect.stringContaining('项未审') });
    const batch = await run(chosen(1, 2, 3), recommend);
    expect(batch).toMatchObject({ kind: 'outcome', count: 2 });
    expect((await station.api.review.outcome({ caseId: caseId(1) })).saved?.decision).toBe('recommend');
    await signCase(station, caseId(2));
    expect(await station.api.queue.undo({ batchId: batch.batchId })).toMatchObject({ done: 1, leftOut: 1 });
    expect((await station.api.review.outcome({ caseId: caseId(1) })).saved).toBeNull();
    expect((await station.api.cases.get({ caseId: caseId(2) })).row).toMatchObject({ state: 'signed' });
  });

  test('nothing is saved when a case changed after the check', async () => {
    await decideAll(station, caseId(1));
    await decideAll(station, caseId(2));
    const { digest } = await station.api.queue.plan({ cases: chosen(1, 2), act: recommend });
    await station.api.review.undo({ caseId: caseId(2) });
    const before = dump();
    const late = station.api.queue.run({ cases: chosen(1, 2), act: recommend, digest });
    expect((await refused(late)).code).toBe('BATCH_CHANGED');
    expect(dump()).toBe(before);
  });
});

test('what was arranged follows from the journal alone', async () => {
  await run(chosen(1, 2, 3), { kind: 'assign', assignee: colleague });
  await run(chosen(1, 4), { kind: 'flag', flagged: true });
  const withdrawn = await run(chosen(2), { kind: 'withdraw' });
  await station.api.queue.undo({ batchId: withdrawn.batchId });
  await decideAll(station, caseId(1));
  const outcome = await run(chosen(1), { kind: 'outcome', decision: 'recommend' });
  await station.api.queue.undo({ batchId: outcome.batchId });
  const dumps = () =>
    Object.fromEntries(
      projections.tables.map((table) => [table, logicalDump(station.session().db.read, { tables: [table] })]),
    );
  const before = dumps();
  rebuildProjections(station.session().db, projections);
  expect(dumps()).toEqual(before);
  expect(await found({ assignee: colleague })).toEqual(IDS.slice(0, 3));
  expect(await found({ flagged: true })).toEqual([caseId(1), caseId(4)]);
});
