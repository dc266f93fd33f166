import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { sha256Hex } from '#main/crypto/primitives.ts';
import { TRANSFER_PHASES, type TransferProgress } from '#shared/api/transfer.ts';
import { caseId, tuitionCase } from '#tests/support/cases.ts';
import { addColleague, openDesk } from '#tests/support/centre.ts';
import {
  eventsOf,
  exportFile,
  importFile,
  logicalDump,
  openStation,
  PASSPHRASE,
  refused,
  type Station,
} from '#tests/support/core.ts';
import { addEvidence, decide, decideAll, signCase } from '#tests/support/reviewing.ts';

const DEGREE = 'condition:c.degree';

/** Three cases on the desk. */
async function atWork() {
  const desk = await openDesk();
  const cases = [1, 2, 3].map((n) => tuitionCase(n));
  await importFile(desk.station, await desk.office.issue(cases, desk.certificate));
  const stick = (name: string) => path.join(desk.station.folder, '..', name);
  return { ...desk, stick };
}

const states = async ({ api }: Station) => {
  const sort = { by: 'number', descending: false } as const;
  return (await api.cases.list({ filter: {}, sort, offset: 0, limit: 10 })).rows.map(({ state }) => state);
};
const vaultOf = (station: Station) => readdirSync(path.join(station.folder, 'vault')).sort();
const turnTo = async ({ api }: Station, personId: string) => {
  await api.workspace.lock({});
  await api.workspace.unlock({ personId, passphrase: PASSPHRASE });
};

describe('handing work back', () => {
  test('signed cases go sealed to the office, the centre takes them and its ack closes them', async () => {
    const { station, office, certificate, stick } = await atWork();
    const { api } = station;
    await signCase(station, caseId(1));
    await decideAll(station, caseId(2), { [DEGREE]: ['fail', 'contradiction'] });
    await addEvidence(station, caseId(2), DEGREE);
    await signCase(station, caseId(2), { [DEGREE]: ['fail', 'contradiction'] });
    await decide(station, caseId(3), DEGREE, 'pass');
    const preview = await api.transfer.exportPreview({});
    const named = [
      { caseId: caseId(1), number: '济留补2023-0001', applicant: '秦***', decision: '推荐' },
      { caseId: caseId(2), number: '济留补2023-0002', applicant: '秦***', decision: '不予推荐' },
    ];
    expect(preview).toMatchObject({
      ...{ ready: true, reason: null, suggestedName: '审核包-李审核-20261121-1600.qpb', cases: named },
      recipient: '济南市人才审核中心（济南市人才工作领导小组办公室）',
    });

    const file = stick('out.qpb');
    const report = await exportFile(station, file);
    expect(report).toMatchObject({ path: file, file: 'out.qpb', sealed: true, cases: named, acknowledgedAt: null });
    expect(sha256Hex(readFileSync(file))).toBe(report.sha256);
    expect(readFileSync(file).toString('latin1', 0, 21)).toBe('age-encryption.org/v1');
    expect(await states(station)).toEqual(['exported', 'exported', 'reviewing']);
    expect((await api.cases.home({})).unreturned).toBe(2);
    expect(vaultOf(station)).toContain(`${report.bundleId}.sealed`);
    const listed = { ...report, path: 'out.qpb' };
    expect((await api.transfer.exports({})).reports).toEqual([listed]);

    const received = await office.receive(file);
    expect(received).toMatchObject({ already: false, bundleId: report.bundleId, remarks: [] });
    const [first, second] = received.reviews;
    expect(first).toMatchObject({
      caseNumber: '济留补2023-0001',
      version: 1,
      decision: 'recommend',
      signedBy: '李审核（审核员）',
    });
    expect(first!.amount?.totalFen).toBe(3_000_000);
    expect(second!.items.find(({ itemId }) => itemId === DEGREE)).toMatchObject({
      ...{ verdict: 'fail', reason: 'contradiction', evidence: 1 },
    });

    station.clock.advance(3600_000);
    const ack = await importFile(station, await office.acknowledge(certificate));
    expect(ack).toMatchObject({ kind: 'ack', cases: [], remarks: ['中心已确认收到 1 个审核包。'] });
    expect(await states(station)).toEqual(['acknowledged', 'acknowledged', 'reviewing']);
    expect((await api.cases.home({})).unreturned).toBe(0);
    expect((await api.settings.statusLine({})).unreturned).toBe(0);
    const acknowledgedAt = '2026-11-21T09:00:00.000Z';
    expect((await api.transfer.exports({})).reports).toEqual([{ ...listed, acknowledgedAt }]);
    expect((await api.transfer.exportPreview({})).reason).toBe('没有已签署且未回传的案卷。请先完成审核并签署。');
    await turnTo(station, station.personId);
    expect(vaultOf(station)).not.toContain(`${report.bundleId}.sealed`);
  });

  test('a lost stick heals with the next: it carries everything since the last ack', async () => {
    const { station, office, certificate, stick } = await atWork();
    await signCase(station, caseId(1));
    await exportFile(station, stick('lost.qpb'));
    station.clock.advance(60_000);
    await signCase(station, caseId(2));
    const second = await exportFile(station, stick('second.qpb'));
    expect(second.cases.map(({ number }) => number)).toEqual(['济留补2023-0001', '济留补2023-0002']);
    expect((await office.receive(stick('second.qpb'))).reviews).toHaveLength(2);
    await importFile(station, await office.acknowledge(certificate));
    expect((await station.api.cases.home({})).unreturned).toBe(0);

    await signCase(station, caseId(3));
    const third = await exportFile(station, stick('third.qpb'));
    expect(third.cases.map(({ number }) => number)).toEqual(['济留补2023-0003']);
    const ranges = eventsOf<{ ranges: { from: number; to: number }[] }>(station, 'bundle.exported').map(
      (one) => one.ranges[0]!,
    );
    expect([ranges[0]!.from, ranges[1]!.from, ranges[2]!.from]).toEqual([1, 1, ranges[1]!.to + 1]);
    const received = await office.receive(stick('third.qpb'));
    expect(received.reviews.map(({ caseNumber }) => caseNumber)).toEqual(['济留补2023-0003']);
    await expect(office.receive(stick('lost.qpb'))).rejects.toMatchObject({ code: 'SEQUENCE_REPLAY' });
  });

  test('a lost bundle is declared lost: its cases go out anew, and the centre answers it in words if it turns up', async () => {
    const { station, office, certificate, stick } = await atWork();
    const { api } = station;
    await signCase(station, caseId(1));
    const lost = await exportFile(station, stick('lost.qpb'));
    expect(await states(station)).toEqual(['exported', 'new', 'new']);
    const { bundleId } = lost;
    await api.transfer.withdrawExport({ bundleId, reason: 'U盘在送交途中遗失' });
    expect(await states(station)).toEqual(['signed', 'new', 'new']);
    expect((await api.cases.home({})).unreturned).toBe(1);
    expect((await api.transfer.exports({})).reports[0]).toMatchObject({
      acknowledgedAt: null,
      withdrawn: { at: '2026-11-21T08:00:00.000Z', reason: 'U盘在送交途中遗失' },
    });
    const again = await refused(api.transfer.withdrawExport({ bundleId, reason: '再来一次' }));
    expect(again).toMatchObject({ code: 'EXPORT_SETTLED', details: { problem: '已经声明过遗失' } });
    await turnTo(station, station.personId);
    expect(vaultOf(station)).not.toContain(`${bundleId}.sealed`);

    station.clock.advance(60_000);
    const anew = await exportFile(station, stick('anew.qpb'));
    expect(anew.cases).toEqual(lost.cases);
    const received = await office.receive(stick('anew.qpb'));
    const said = '（U盘在送交途中遗失）：如再收到，将不予接收，其内容以本包为准。';
    expect(received.remarks).toEqual([`回传人声明此前的审核包“lost.qpb”遗失${said}`]);
    await expect(office.receive(stick('lost.qpb'))).rejects.toMatchObject({
      ...{ code: 'BUNDLE_WITHDRAWN', details: { at: '2026-11-21', reason: 'U盘在送交途中遗失' } },
    });
    expect(await office.run(async ({ state }) => state.alarms)).toEqual([]);
    await importFile(station, await office.acknowledge(certificate));
    expect(await states(station)).toEqual(['acknowledged', 'new', 'new']);
    const settled = await refused(api.transfer.withdrawExport({ bundleId: anew.bundleId, reason: '误报' }));
    expect(settled).toMatchObject({ code: 'EXPORT_SETTLED', details: { problem: '中心已经确认收到' } });
  });

  test('a bundle declared lost that reached the centre first counts, and its receipt closes its cases', async () => {
    const { station, office, certificate, stick } = await atWork();
    const { api } = station;
    await signCase(station, caseId(1));
    const { bundleId } = await exportFile(station, stick('late.qpb'));
    await api.transfer.withdrawExport({ bundleId, reason: '找不到了' });
    await office.receive(stick('late.qpb'));
    station.clock.advance(60_000);
    await signCase(station, caseId(2));
    await exportFile(station, stick('next.qpb'));
    const { remarks, reviews } = await office.receive(stick('next.qpb'));
    expect(remarks).toEqual([
      '回传人声明此前的审核包“late.qpb”遗失（找不到了）：本中心已于 2026-11-21 收到，照常有效。',
    ]);
    expect(reviews.map(({ caseNumber }) => caseNumber)).toEqual(['济留补2023-0002']);
    expect(await office.receive(stick('late.qpb'))).toMatchObject({ already: true });
    await importFile(station, await office.acknowledge(certificate));
    expect(await states(station)).toEqual(['acknowledged', 'acknowledged', 'new']);
  });

  test('a receipt that names a bundle declared lost closes the cases that were to go out anew', async () => {
    const { station, office, certificate, stick } = await atWork();
    await signCase(station, caseId(1));
    const { bundleId } = await exportFile(station, stick('late.qpb'));
    await office.receive(stick('late.qpb'));
    await station.api.transfer.withdrawExport({ bundleId, reason: '没有回音' });
    expect(await states(station)).toEqual(['signed', 'new', 'new']);
    await importFile(station, await office.acknowledge(certificate));
    expect(await states(station)).toEqual(['acknowledged', 'new', 'new']);
    expect((await station.api.transfer.exportPreview({})).cases).toEqual([]);
  });

  test('a case that another bundle under way carries too stays on its way', async () => {
    const { station, stick } = await atWork();
    await signCase(station, caseId(1));
    const { bundleId } = await exportFile(station, stick('one.qpb'));
    station.clock.advance(60_000);
    await exportFile(station, stick('two.qpb'));
    await station.api.transfer.withdrawExport({ bundleId, reason: '遗失' });
    expect(await states(station)).toEqual(['exported', 'new', 'new']);
  });

  test('only who hands work back may declare a bundle lost, and only one that was written here', async () => {
    const { station, office, stick } = await atWork();
    await signCase(station, caseId(1));
    const { bundleId } = await exportFile(station, stick('out.qpb'));
    const unknown = caseId(9);
    expect((await refused(station.api.transfer.withdrawExport({ bundleId: unknown, reason: '遗失' }))).code).toBe(
      'EXPORT_UNKNOWN',
    );
    await addColleague(station, office, '陈专家', 'expert');
    const before = logicalDump(station.session().db.read);
    expect((await refused(station.api.transfer.withdrawExport({ bundleId, reason: '遗失' }))).code).toBe(
      'ROLE_FORBIDDEN',
    );
    expect(logicalDump(station.session().db.read)).toBe(before);
  });

  test('an ack of an older version leaves the newer one to be returned', async () => {
    const { station, office, certificate, stick } = await atWork();
    await signCase(station, caseId(1));
    await exportFile(station, stick('one.qpb'));
    await office.receive(stick('one.qpb'));
    const ack = await office.acknowledge(certificate);
    await station.api.review.reopen({ caseId: caseId(1), reason: 'mistake', note: '' });
    await importFile(station, ack);
    expect((await states(station))[0]).toBe('reviewing');
    await signCase(station, caseId(1));
    expect((await states(station))[0]).toBe('signed');
    station.clock.advance(60_000);
    await exportFile(station, stick('two.qpb'));
    const { reviews } = await office.receive(stick('two.qpb'));
    expect(reviews.map(({ version }) => version)).toEqual([2]);
    await importFile(station, await office.acknowledge(certificate));
    expect((await states(station))[0]).toBe('acknowledged');
    expect(
      (await station.api.transfer.exports({})).reports.map(({ acknowledgedAt }) => acknowledgedAt !== null),
    ).toEqual([true, true]);
  });

  test('an ack that tells another story of the journal is refused', async () => {
    const { station, office, certificate, stick } = await atWork();
    await signCase(station, caseId(1));
    await exportFile(station, stick('out.qpb'));
    const { stream } = station.session().journal;
    const files = [{ name: 'data/ack.json', source: Buffer.from('{"bundleIds":[],"profile":"qp-ack/1"}') }];
    for (const seq of [2, 9999]) {
      const acks = [{ stream, seq, hash: 'ab'.repeat(32) }];
      const { path: forged } = await office.forge(certificate, { kind: 'ack', acks, files });
      const before = logicalDump(station.session().db.read, { journal: false });
      expect((await refused(importFile(station, forged))).code).toBe('JOURNAL_FORK');
      expect(logicalDump(station.session().db.read, { journal: false })).toBe(before);
    }
    const wrong = [{ name: 'data/ack.json', source: Buffer.from('{"bundleIds":[1],"profile":"qp-ack/1"}') }];
    const { path: forged } = await office.forge(certificate, { kind: 'ack', files: wrong });
    expect((await refused(importFile(station, forged))).details).toMatchObject({ entry: 'data/ack.json' });
  });

  test('two people in one workspace: whoever hands back brings the work of both', async () => {
    const { station, office, stick } = await atWork();
    await signCase(station, caseId(1));
    const { certificate } = await addColleague(station, office, '王复核', 'approver');
    await signCase(station, caseId(2));
    const report = await exportFile(station, stick('both.qpb'));
    expect(report.cases).toHaveLength(2);
    const received = await office.receive(stick('both.qpb'));
    expect(received.issuer).toMatchObject({ name: '王复核', role: 'approver' });
    expect(received.reviews.map(({ signedBy }) => signedBy)).toEqual(['李审核（审核员）', '王复核（复核员）']);
    await importFile(station, await office.acknowledge(certificate));
    expect((await station.api.cases.home({})).unreturned).toBe(0);
  });
});

/** What an export that did not happen must leave as it was. */
const traceOf = (station: Station, folder: string) =>
  [logicalDump(station.session().db.read), ...vaultOf(station), ...readdirSync(folder)].join();

describe('what keeps an export from happening', () => {
  test.each<[string, () => Promise<Station>, string]>([
    ['no certificate', () => openStation(), 'CERTIFICATE_NEEDED'],
    ['a role that hands nothing back', async () => (await openDesk('expert')).station, 'ROLE_FORBIDDEN'],
    ['no case ever came', async () => (await openDesk()).station, 'NOTHING_TO_EXPORT'],
    ['nothing is signed', async () => (await atWork()).station, 'NOTHING_TO_EXPORT'],
    [
      'a certificate that has run out',
      async () => {
        const { station } = await atWork();
        await signCase(station, caseId(1));
        station.clock.advance(4 * 366 * 86_400_000);
        return station;
      },
      'CERT_EXPIRED',
    ],
  ])('%s', async (_, open, code) => {
    const station = await open();
    const folder = path.dirname(station.folder);
    const before = traceOf(station, folder);
    const refusal = await refused(exportFile(station, path.join(folder, 'out.qpb')));
    expect(refusal.code).toBe(code);
    expect(traceOf(station, folder)).toBe(before);
    expect(await station.api.transfer.exportPreview({})).toMatchObject({ ready: false, reason: refusal.message });
  });

  test('a file that is there already is never touched', async () => {
    const { station, stick } = await atWork();
    await signCase(station, caseId(1));
    writeFileSync(stick('out.qpb'), '别的文件');
    const before = traceOf(station, path.dirname(station.folder));
    expect((await refused(exportFile(station, stick('out.qpb')))).code).toBe('FILE_EXISTS');
    expect(traceOf(station, path.dirname(station.folder))).toBe(before);
    expect(readFileSync(stick('out.qpb'), 'utf8')).toBe('别的文件');
  });

  test('a folder that is not there', async () => {
    const { station, stick } = await atWork();
    await signCase(station, caseId(1));
    const code = (await refused(exportFile(station, stick('gone/out.qpb')))).code;
    expect(['MEDIUM_WRITE', 'FILE_NOT_FOUND']).toContain(code);
    expect(await states(station)).toEqual(['signed', 'new', 'new']);
  });

  test('an altered journal', async () => {
    const { station, stick } = await atWork();
    await signCase(station, caseId(1));
    const { connection } = station.session().db;
    const triggers = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all();
    for (const { name } of triggers as { name: string }[]) connection.exec(`DROP TRIGGER "${name}"`);
    connection.exec("UPDATE journal SET at = '2026-11-21T08:00:00.001Z' WHERE seq = 4");
    expect((await refused(exportFile(station, stick('out.qpb')))).code).toBe('JOURNAL_BROKEN');
    expect(existsSync(stick('out.qpb'))).toBe(false);
  });

  test.each<TransferProgress['phase'] | 'at once'>(['at once', 'content', 'write', 'verify'])(
    'cancelled at %s it leaves nothing',
    async (moment) => {
      const { station, stick } = await atWork();
      const { api } = station;
      await signCase(station, caseId(1));
      const folder = path.dirname(station.folder);
      const before = traceOf(station, folder);
      const stop = station.subscribe((event) => {
        if (event.type !== 'task' || event.task.progress.phase !== moment) return;
        stop();
        void api.transfer.cancel({ taskId: event.task.taskId });
      });
      const task = await api.transfer.exportStart({ path: stick('out.qpb') });
      if (moment === 'at once') await api.transfer.cancel({ taskId: task.taskId });
      expect(await station.ended(task)).toMatchObject({ state: 'cancelled', exportReport: null });
      expect(traceOf(station, folder)).toBe(before);
      expect((await exportFile(station, stick('out.qpb'))).cases).toHaveLength(1);
    },
  );

  test('progress goes through its phases in order', async () => {
    const { station, stick } = await atWork();
    await signCase(station, caseId(1));
    station.events.length = 0;
    await exportFile(station, stick('out.qpb'));
    const phases = station.events.flatMap((event) => (event.type === 'task' ? [event.task.progress] : []));
    const order = phases.map(({ phase }) => TRANSFER_PHASES.indexOf(phase));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(phases.at(-1)).toMatchObject({ phase: 'done' });
  });
});
