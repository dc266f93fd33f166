/**
 * The main job over the real core and the real command line, without a screen: the demo workspace is opened, one case decided, signed
 * and exported; the centre takes it in, acknowledges; the workstation takes the acknowledgement and the sealed bundle in.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCore } from '#main/createCore.ts';
import { findPlaces } from '#main/host/places.ts';
import { type Core, type HostPort, systemClock } from '#main/ports.ts';
import { quanping } from '#tests/support/quanping.ts';

let folder: string;
let demo: Record<string, string>;
let core: Core;

const at = (name: string) => path.join(folder, 'demo', name);

const noHost: HostPort = {
  openFile: async () => null,
  saveFile: async () => null,
  openFolder: async () => null,
  answerDialog: () => undefined,
  openPath: async () => undefined,
  quit: () => undefined,
};

// biome-ignore lint/suspicious/noExplicitAny: answers are looked at field by field
async function ask(route: string, input: unknown = {}): Promise<any> {
  const answer = await core.request(route, input);
  if (!answer.ok) throw new Error(`${route}: ${answer.error.code} ${answer.error.message}`);
  return answer.value;
}

/** Starts an import or export and waits for its end. */
async function transfer(route: string, file: string) {
  const { taskId } = await ask(route, { path: file });
  await expect
    .poll(async () => (await ask('transfer.task', { taskId })).state, { timeout: 30_000 })
    .not.toBe('running');
  return ask('transfer.task', { taskId });
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'quanping-path-'));
  const { stdout } = await quanping(['demo', path.join(folder, 'demo')]);
  demo = JSON.parse(stdout);
  const { policiesFolder, version } = findPlaces();
  core = await createCore({
    ...{ dataFolder: path.join(folder, 'data'), demoFolder: null, policiesFolder, version, clock: systemClock },
    shell: { kind: 'browser', why: 'test' },
    host: () => noHost,
    log: () => undefined,
  });
  await ask('workspace.select', { folder: at(demo.workspace!) });
  const { persons } = await ask('workspace.status');
  await ask('workspace.unlock', { personId: persons[0].personId, passphrase: demo.passphrase });
});
afterAll(async () => {
  await core.close();
  rmSync(folder, { recursive: true, force: true });
});

async function decideAndSign(caseId: string): Promise<void> {
  for (const item of (await ask('review.checklist', { caseId })).items) {
    const { itemId, revision, verdict } = item;
    if (!verdict) await ask('review.setVerdict', { caseId, itemId, verdict: 'pass', reason: null, note: '', revision });
  }
  const draft = await ask('review.outcome', { caseId });
  const result = { decision: 'recommend', amount: draft.amount, opinion: '经审核，建议推荐。' };
  await ask('review.setOutcome', { caseId, result });
  await ask('review.sign', { caseId, passphrase: demo.passphrase });
}

test('decide, sign, export; the centre receives it and prints the verdicts', async () => {
  const { rows } = await ask('cases.list', {
    filter: {},
    sort: { by: 'due', descending: false },
    offset: 0,
    limit: 50,
  });
  const caseRow = rows.find((row: { precheck: { fail: number; open: number } }) => row.precheck.fail === 0);
  await decideAndSign(caseRow.caseId);
  const exported = await transfer('transfer.exportStart', at('review.qpb'));
  expect(exported).toMatchObject({
    state: 'done',
    exportReport: { sealed: true, cases: [{ caseId: caseRow.caseId }] },
  });

  const received = await quanping(['central', 'receive', at(demo.centre!), at('review.qpb')]);
  expect(received).toMatchObject({ code: 0, stderr: '' });
  for (const part of [
    '已接收',
    caseRow.number,
    '推荐',
    '[符合]',
    '经审核，建议推荐。',
    exported.exportReport.groups.join(' '),
  ]) {
    expect(received.stdout).toContain(part);
  }
  const again = await quanping(['central', 'receive', at(demo.centre!), at('review.qpb'), '--json']);
  expect(JSON.parse(again.stdout)).toMatchObject({ ok: true, already: true });
});

test('the acknowledgement settles the case; the next export carries only what is new', async () => {
  const ack = ['central', 'ack', at(demo.centre!), '--to', at(demo.certificate!), '-o', at('ack.qpb')];
  expect(await quanping(ack)).toMatchObject({ code: 0, stderr: '' });
  const imported = await transfer('transfer.importStart', at('ack.qpb'));
  expect(imported).toMatchObject({ state: 'done', importReport: { kind: 'ack' } });
  const { reports } = await ask('transfer.exports');
  expect(reports[0].acknowledgedAt).not.toBeNull();

  const { rows } = await ask('cases.list', {
    filter: { state: 'new' },
    sort: { by: 'due', descending: false },
    offset: 0,
    limit: 50,
  });
  await decideAndSign(rows.find((row: { precheck: { fail: number } }) => row.precheck.fail === 0).caseId);
  expect(await transfer('transfer.exportStart', at('review2.qpb'))).toMatchObject({ state: 'done' });
  const second = await quanping(['central', 'receive', at(demo.centre!), at('review2.qpb'), '--json']);
  const report = JSON.parse(second.stdout);
  expect(report).toMatchObject({ ok: true, already: false });
  expect(report.reviews).toHaveLength(1);
  expect(report.streams[0].from).toBeGreaterThan(1);
  expect(report.streams[0].fresh).toBe(report.streams[0].to - report.streams[0].from + 1);
});

test('the sealed bundle comes in and says what it brought; again it is known', async () => {
  expect(existsSync(at(demo.caseSealed!))).toBe(true);
  const first = await transfer('transfer.importStart', at(demo.caseSealed!));
  expect(first).toMatchObject({ state: 'done', importReport: { kind: 'case', already: false } });
  expect(first.importReport.cases.every(({ change }: { change: string }) => change === 'new')).toBe(true);
  expect(await transfer('transfer.importStart', at(demo.caseSealed!))).toMatchObject({
    importReport: { already: true },
  });
});
