import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ApiEvent } from '#shared/api/events.ts';
import { TRANSFER_PHASES, type TransferProgress } from '#shared/api/transfer.ts';
import { caseId, type TestCase, tuitionCase } from '#tests/support/cases.ts';
import { openDesk } from '#tests/support/centre.ts';
import { eventsOf, importFile, logicalDump, PASSPHRASE, refused, type Station } from '#tests/support/core.ts';
import { decide } from '#tests/support/reviewing.ts';

type Phase = TransferProgress['phase'];

/** Above a megabyte the copy runs on worker threads, below it in place. */
function casesOf(size: 'small' | 'large'): TestCase[] {
  if (size === 'small') return [tuitionCase(1), tuitionCase(2)];
  const bytes = Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(3_000_000, 'x')]);
  return [tuitionCase(1, { files: [{ name: '扫描件.pdf', material: 'application', bytes }] }), tuitionCase(2)];
}

const progressOf = ({ events }: Station): TransferProgress[] =>
  events.flatMap((event) => (event.type === 'task' ? [event.task.progress] : []));

/** Everything a cancelled import must leave as it was, the journal included. */
function traceOf(station: Station): string {
  const files = ['vault', 'tmp'].flatMap((name) => readdirSync(path.join(station.folder, name)));
  return `${logicalDump(station.session().db.read)} ${files.join()}`;
}

/** Calls `act` at the first event that reports the phase. */
function atPhase(station: Station, phase: Phase, act: (taskId: string) => void): void {
  const stop = station.subscribe((event: ApiEvent) => {
    if (event.type !== 'task' || event.task.progress.phase !== phase) return;
    stop();
    act(event.task.taskId);
  });
}

describe.each(['small', 'large'] as const)('importing a %s bundle', (size) => {
  test('tells its progress in order, and reaches its totals', async () => {
    const { station, office, certificate } = await openDesk();
    const file = await office.issue(casesOf(size), certificate);
    const report = await importFile(station, file);
    const all = progressOf(station);
    const order = all.map(({ phase }) => TRANSFER_PHASES.indexOf(phase));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    const phases = [...new Set(all.map(({ phase }) => phase))];
    expect(phases).toEqual(['copy', 'signature', 'integrity', 'content', 'store', 'done']);
    for (const phase of phases) {
      const reports = all.filter((one) => one.phase === phase);
      const [bytes, files] = [reports.map((one) => one.bytesDone), reports.map((one) => one.filesDone)];
      expect(bytes).toEqual([...bytes].sort((a, b) => a - b));
      expect(files).toEqual([...files].sort((a, b) => a - b));
      const { bytesTotal, filesTotal } = reports.at(-1)!;
      if (bytesTotal > 0) expect(Math.max(...bytes)).toBeLessThanOrEqual(bytesTotal);
      if (filesTotal > 0) expect(Math.max(...files)).toBeLessThanOrEqual(filesTotal);
      if (phase === 'content' || phase === 'store') expect([files.at(-1), filesTotal]).toEqual([2, 2]);
    }
    expect(all.at(-1)).toMatchObject({ phase: 'done', bytesDone: report.bytes, bytesTotal: report.bytes, msLeft: 0 });
    if (size === 'large') {
      const copied = all.filter(({ phase, bytesTotal }) => phase === 'copy' && bytesTotal > 0).at(-1)!;
      expect(copied.bytesDone).toBe(copied.bytesTotal);
    }
  });

  test.each<Phase | 'at once'>(['at once', 'copy', 'signature', 'integrity', 'content', 'store'])(
    'cancelled at %s it leaves no trace, and can be done again',
    async (moment) => {
      const { station, office, certificate } = await openDesk();
      const { api } = station;
      const file = await office.issue(casesOf(size), certificate);
      const before = traceOf(station);
      if (moment !== 'at once') atPhase(station, moment, (taskId) => void api.transfer.cancel({ taskId }));
      const task = await api.transfer.importStart({ path: file });
      if (moment === 'at once') await api.transfer.cancel({ taskId: task.taskId });
      expect(await station.ended(task)).toMatchObject({ state: 'cancelled', importReport: null, refusal: null });
      expect(traceOf(station)).toBe(before);
      expect((await importFile(station, file)).cases).toHaveLength(2);
    },
  );

  test('locking cancels it', async () => {
    const { station, office, certificate } = await openDesk();
    const { api, personId } = station;
    const file = await office.issue(casesOf(size), certificate);
    const before = logicalDump(station.session().db.read, { journal: false });
    const locked = new Promise((resolve) => atPhase(station, 'copy', () => resolve(api.workspace.lock({}))));
    const task = await api.transfer.importStart({ path: file });
    expect(await locked).toMatchObject({ state: 'locked' });
    expect(await api.transfer.task({ taskId: task.taskId })).toMatchObject({ state: 'cancelled' });
    expect(['vault', 'tmp'].flatMap((name) => readdirSync(path.join(station.folder, name)))).toEqual([]);
    await api.workspace.unlock({ personId, passphrase: PASSPHRASE });
    expect(logicalDump(station.session().db.read, { journal: false })).toBe(before);
    expect(eventsOf(station, 'session.opened').at(-1)).toMatchObject({ unclosed: false });
  });
});

describe('tasks', () => {
  test('one at a time; an ended one can still be asked for', async () => {
    const { station, office, certificate } = await openDesk();
    const { api } = station;
    const [first, second] = [
      await office.issue([tuitionCase(1)], certificate),
      await office.issue([tuitionCase(2)], certificate),
    ];
    const task = await api.transfer.importStart({ path: first });
    expect(await api.transfer.running({})).toEqual({ tasks: [task] });
    const busy = await refused(api.transfer.importStart({ path: second }));
    expect(busy.message).toBe('另一项导入正在进行，请等它结束或取消后再试。');
    expect((await refused(api.transfer.exportStart({ path: `${first}.out` }))).code).toBe('TASK_RUNNING');
    const ended = await station.ended(task);
    expect(await api.transfer.running({})).toEqual({ tasks: [] });
    expect(await api.transfer.cancel({ taskId: task.taskId })).toEqual(ended);
    expect((await importFile(station, second)).cases).toHaveLength(1);
    expect(await api.transfer.task({ taskId: task.taskId })).toEqual(ended);
    expect((await refused(api.transfer.task({ taskId: station.personId }))).code).toBe('TASK_UNKNOWN');
  });

  test('screens hear of what has changed', async () => {
    const { station, office, certificate } = await openDesk();
    const topics = () =>
      station.events.splice(0).flatMap((event) => (event.type === 'changed' ? [event.topics.toSorted().join()] : []));
    await importFile(station, await office.issue([tuitionCase(1)], certificate));
    expect(topics()).toEqual(['cases,crosscheck,review,second,settings,transfer']);
    await decide(station, caseId(1), 'condition:c.degree', 'doubt');
    expect(topics()).toEqual(['cases,review,second,settings']);
    await refused(station.api.review.sign({ caseId: caseId(1), passphrase: PASSPHRASE }));
    await refused(importFile(station, path.join(station.folder, '没有.qpb')));
    expect(topics()).toEqual([]);
  });

  test('a refusal is part of the task, with its sentence', async () => {
    const { station } = await openDesk();
    const { api } = station;
    const task = await station.ended(await api.transfer.importStart({ path: path.join(station.folder, '没有.qpb') }));
    const refusal = { code: 'FILE_NOT_FOUND', message: '找不到文件“没有.qpb”。请检查路径，或重新插好 U盘。' };
    expect(task).toMatchObject({ state: 'refused', refusal });
  });

  test('without an open workspace nothing starts', async () => {
    const { station } = await openDesk();
    await station.api.workspace.lock({});
    expect((await refused(station.api.transfer.importStart({ path: '/x.qpb' }))).code).toBe('WORKSPACE_LOCKED');
    expect((await refused(station.api.transfer.exportStart({ path: '/x.qpb' }))).code).toBe('WORKSPACE_LOCKED');
    expect(await station.api.transfer.running({})).toEqual({ tasks: [] });
  });
});
