import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { verifyJournal } from '#db/journal.ts';
import { rebuildProjections } from '#db/projections.ts';
import { projections } from '#main/createCore.ts';
import { caseId, tuitionCase } from '#tests/support/cases.ts';
import { addColleague, openDesk } from '#tests/support/centre.ts';
import { exportFile, importFile, logicalDump, PASSPHRASE, refused, type Station } from '#tests/support/core.ts';
import { addEvidence, decide, signCase } from '#tests/support/reviewing.ts';

const DEGREE = 'condition:c.degree';
const DAY = 86_400_000;
/** Words that must be gone after an erasure, each in another kind of act. */
const CANARIES = [
  '旧案甲某某',
  '370102199601390007',
  '核对过毕业院校原件甲',
  '截取自学位认证书甲',
  '与本人电话核实甲',
  '提交法院甲',
];
const [NAME, ID, NOTE, QUOTE, REVEAL, PRINT] = CANARIES as [string, string, string, string, string, string];
const ERASE = { reason: '保存期限届满', passphrase: PASSPHRASE };

/** A batch that is decided, handed back and acknowledged, and a later one that is not. */
async function finished() {
  const desk = await openDesk();
  const { station, office, certificate } = desk;
  const { api } = station;
  const first = await importFile(
    station,
    await office.issue([tuitionCase(1, { name: NAME, idNumber: ID }), tuitionCase(2)], certificate),
  );
  station.clock.advance(1000);
  const second = await importFile(station, await office.issue([tuitionCase(3)], certificate));
  await decide(station, caseId(1), DEGREE, 'pass', { note: NOTE });
  await addEvidence(station, caseId(1), DEGREE, { quote: QUOTE });
  await api.cases.reveal({ caseId: caseId(1), field: 'idNumber', reason: REVEAL });
  await api.review.viewed({ attachmentId: `${caseId(1)}.1`, pages: [{ page: 1, ms: 3000 }] });
  await signCase(station, caseId(1));
  await signCase(station, caseId(2));
  const subject = { kind: 'opinion' as const, caseId: caseId(1) };
  await api.documents.print({ subject, masked: false, crops: false, reason: PRINT });
  const out = path.join(station.folder, '..', 'out.qpb');
  await exportFile(station, out);
  await office.receive(out);
  station.clock.advance(1000);
  await importFile(station, await office.acknowledge(certificate));
  return { ...desk, first, second };
}

const batchOf = async ({ api }: Station, bundleId: string) =>
  (await api.privacy.retention({})).batches.find((one) => one.bundleId === bundleId)!;

async function erase(station: Station, bundleId: string) {
  return station.ended(await station.api.privacy.erase({ bundleId, ...ERASE }));
}

/** Everything the open workspace can be asked for, as one text. */
function wholeDatabase({ session }: Station): string {
  const { read } = session().db;
  const tables = read.reads<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  return tables
    .flatMap(({ name }) => read.reads<Record<string, unknown>>(`SELECT * FROM "${name}"`).all())
    .map((row) =>
      Object.values(row)
        .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : String(value)))
        .join('\t'),
    )
    .join('\n');
}

describe('erasing a batch', () => {
  test('leaves no word about anybody, and a journal that still verifies', async () => {
    const { station, first, second, office, certificate } = await finished();
    const { api } = station;
    const held = wholeDatabase(station);
    for (const canary of CANARIES) expect(held).toContain(canary);
    await api.privacy.setUntil({ bundleId: first.bundleId, until: '2026-11-21', reason: '督查要求提前清除' });
    station.clock.advance(DAY);

    const task = await erase(station, first.bundleId);
    expect(task).toMatchObject({ state: 'done', refusal: null });
    expect(task.erasureReport).toMatchObject({ cases: 2, backups: [] });
    expect(task.erasureReport!.events).toBeGreaterThan(10);
    expect(task.erasureReport!.files).toBe(2);

    const left = wholeDatabase(station);
    for (const canary of CANARIES) expect(left, canary).not.toContain(canary);
    expect(readdirSync(path.join(station.folder, 'vault'))).toEqual([`${second.bundleId}.sealed`]);
    const sort = { by: 'number', descending: false } as const;
    const { rows } = await api.cases.list({ filter: {}, sort, offset: 0, limit: 10 });
    expect(rows.map((row) => row.caseId)).toEqual([caseId(3)]);
    expect((await refused(api.cases.get({ caseId: caseId(1) }))).code).toBe('CASE_UNKNOWN');
    expect((await refused(api.documents.choices({ caseId: caseId(1) }))).code).toBe('CASE_UNKNOWN');
    verifyJournal(station.session().db.read);

    // Nothing of the case is left under any table that knows cases, but who saw it, that it was here, and what the centre acknowledged.
    const { read } = station.session().db;
    const named = read
      .reads<{ name: string }>(
        `SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c
         WHERE m.type = 'table' AND c.name = 'case_id' ORDER BY m.name`,
      )
      .all()
      .filter(({ name }) => read.reads(`SELECT 1 FROM "${name}" WHERE case_id = ?`).get(caseId(1)));
    expect(named.map(({ name }) => name)).toEqual(['accesses', 'case_events', 'erased_cases', 'export_cases']);

    // The tables follow from the journal as before.
    const before = logicalDump(read, { tables: [...projections.tables] });
    rebuildProjections(station.session().db, projections);
    expect(logicalDump(station.session().db.read, { tables: [...projections.tables] })).toBe(before);

    // And everything goes on: the next start, the next hand-over, the same bundle once more.
    await api.workspace.lock({});
    await api.workspace.unlock({ personId: station.personId, passphrase: PASSPHRASE });
    await signCase(station, caseId(3));
    const out = path.join(station.folder, '..', 'next.qpb');
    await exportFile(station, out);
    expect((await office.receive(out)).reviews).toHaveLength(1);
    station.clock.advance(1000);
    await importFile(station, await office.acknowledge(certificate));
    expect((await batchOf(station, first.bundleId)).erasedAt).not.toBeNull();
    expect((await refused(api.privacy.erase({ bundleId: first.bundleId, ...ERASE }))).code).toBe('ERASE_BLOCKED');
  });

  test('looks after the ack do not hinder it, and the centre takes a journal whose reasons went', async () => {
    const { station, first, office } = await finished();
    const { api } = station;
    await api.cases.reveal({ caseId: caseId(2), field: 'phone', reason: '回传之后又看的理由' });
    await api.privacy.setUntil({ bundleId: first.bundleId, until: '2026-11-21', reason: '督查要求' });
    station.clock.advance(DAY);
    expect((await erase(station, first.bundleId)).state).toBe('done');
    expect(wholeDatabase(station)).not.toContain('回传之后又看的理由');
    await signCase(station, caseId(3));
    const out = path.join(station.folder, '..', 'after.qpb');
    await exportFile(station, out);
    expect((await office.receive(out)).reviews).toHaveLength(1);
    expect(readFileSync(out).includes('回传之后又看的理由')).toBe(false);
  });

  test('waits for the ack, for the day, for the right person and for the passphrase', async () => {
    const { station, office, first, second } = await finished();
    const { api } = station;
    const before = logicalDump(station.session().db.read);
    const wrong = async (bundleId: string, changes = {}) =>
      refused(api.privacy.erase({ bundleId, ...ERASE, ...changes }));
    expect((await wrong(second.bundleId)).message).toContain('1 件的审核结果还没有得到中心确认');
    expect((await wrong(first.bundleId)).message).toContain('保存期限到 2036-11-21');
    expect((await wrong(caseId(9))).code).toBe('RETENTION_UNKNOWN');
    expect(logicalDump(station.session().db.read)).toBe(before);

    await api.privacy.setYears({ years: 1 });
    expect((await batchOf(station, first.bundleId)).keptUntil).toBe('2027-11-21');
    station.clock.advance(365 * DAY);
    expect((await wrong(first.bundleId)).message).toContain('保存期限到 2027-11-21');
    station.clock.advance(DAY);
    expect((await batchOf(station, first.bundleId)).obstacle).toBeNull();
    expect((await wrong(first.bundleId, { passphrase: '不对的口令 1 2 3' })).code).toBe('PASSPHRASE_WRONG');
    await addColleague(station, office, '周专家', 'expert');
    expect((await wrong(first.bundleId)).code).toBe('ROLE_FORBIDDEN');
    expect((await api.privacy.retention({})).mayErase).toBe(false);
    expect((await refused(api.privacy.setYears({ years: 2 }))).code).toBe('ROLE_FORBIDDEN');
  });

  test('a day before the cases came, and bundles nobody knows, are refused', async () => {
    const { station, first } = await finished();
    const { api } = station;
    const early = api.privacy.setUntil({ bundleId: first.bundleId, until: '2026-11-01', reason: '试' });
    expect((await refused(early)).code).toBe('RETENTION_DATE');
    const unknown = api.privacy.setUntil({ bundleId: caseId(9), until: null, reason: '试' });
    expect((await refused(unknown)).code).toBe('RETENTION_UNKNOWN');
  });

  test('the programme asks for longer than the default: said beside it, adopted by hand, and reminded of when it comes', async () => {
    const { station, first, second, office } = await finished();
    const { api } = station;
    const why = /留学费用补贴（第三年 30%）在办结后 2 年；自其后再保存 10 年$/;
    const batch = await batchOf(station, first.bundleId);
    expect(batch.keptUntil).toBe('2036-11-21');
    expect(batch.proposal).toEqual({ until: '2038-11-21', why: expect.stringMatching(why) });
    // Nothing is recommended there, so nothing is to come.
    expect((await batchOf(station, second.bundleId)).proposal).toBeNull();
    await signCase(station, caseId(3));
    expect((await batchOf(station, second.bundleId)).proposal).toEqual({
      until: null,
      why: expect.stringMatching(why),
    });
    expect(await api.privacy.due({})).toEqual({ batches: 0, cases: 0 });

    const { until } = batch.proposal!;
    await api.privacy.setUntil({ bundleId: first.bundleId, until, reason: batch.proposal!.why });
    expect(await batchOf(station, first.bundleId)).toMatchObject({
      keptUntil: until,
      setReason: expect.stringMatching(why),
    });
    await api.privacy.setUntil({ bundleId: first.bundleId, until: '2026-11-22', reason: '督查要求' });
    expect(await api.privacy.due({})).toEqual({ batches: 0, cases: 0 });
    station.clock.advance(2 * DAY);
    expect(await api.privacy.due({})).toEqual({ batches: 1, cases: 2 });
    await addColleague(station, office, '周专家', 'expert');
    expect(await api.privacy.due({})).toEqual({ batches: 0, cases: 0 });
  });

  test('a payload that went without an event naming it is found', async () => {
    const { station } = await finished();
    const { db } = station.session();
    db.write((tx) => tx.writes("UPDATE journal SET payload = x'' WHERE type = 'field.revealed'").run());
    expect(() => verifyJournal(db.read)).toThrow(/不一致/);
  });
});

describe('who saw whom', () => {
  test('names person, case, field and reason; the case masked; and stays known when the case is gone', async () => {
    const { station, first } = await finished();
    const { api } = station;
    const { total, rows } = await api.privacy.accesses({ filter: {}, offset: 0, limit: 50 });
    expect(total).toBe(3);
    expect(rows.map(({ kind, what, reason, number }) => [kind, what, reason, number])).toEqual([
      ['document', '审核意见表', PRINT, '济留补2023-0001'],
      ['view', '', '', '济留补2023-0001'],
      ['reveal', '证件号码', REVEAL, '济留补2023-0001'],
    ]);
    expect(rows.every(({ person, applicant }) => person === '李审核' && applicant === '旧****')).toBe(true);
    const of = async (filter: object) => (await api.privacy.accesses({ filter, offset: 0, limit: 50 })).total;
    expect(await of({ kind: 'reveal' })).toBe(1);
    expect(await of({ number: '0002' })).toBe(0);
    expect(await of({ number: '0001', from: '2026-11-21', to: '2026-11-21' })).toBe(3);
    expect(await of({ to: '2026-11-20' })).toBe(0);

    const file = path.join(station.folder, '..', 'report.csv');
    await api.privacy.saveAccesses({ filter: { kind: 'reveal' }, path: file });
    const sheet = readFileSync(file, 'utf8');
    expect(sheet).toContain(`"李审核","济留补2023-0001","旧****","查看遮盖信息","证件号码","${REVEAL}"`);
    expect(sheet).not.toContain(NAME);

    await api.privacy.setUntil({ bundleId: first.bundleId, until: '2026-11-21', reason: '督查要求' });
    station.clock.advance(DAY);
    await erase(station, first.bundleId);
    const after = await api.privacy.accesses({ filter: { number: '0001' }, offset: 0, limit: 50 });
    expect(after.rows.map(({ kind, what, reason, applicant }) => [kind, what, reason, applicant])).toEqual([
      ['document', '审核意见表', '', ''],
      ['view', '', '', ''],
      ['reveal', '证件号码', '', ''],
    ]);
  });
});
