import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { verifyJournal } from '#db/journal.ts';
import { errorMessage } from '#shared/domain/errors.ts';
import { caseId, TUITION_FILES, tuitionCase } from '#tests/support/cases.ts';
import { openDesk } from '#tests/support/centre.ts';
import { eventsOf, importFile, logicalDump, refused, type Station } from '#tests/support/core.ts';
import { bytesOf, openBag, packBag, remanifest, resign, textOf } from '#tests/support/forge.ts';

const dumpOf = (station: Station, journal = true) => logicalDump(station.session().db.read, { journal });
const vaultOf = (station: Station) => readdirSync(path.join(station.folder, 'vault')).sort();
const stagedIn = (station: Station) => readdirSync(path.join(station.folder, 'tmp'));
const numbersIn = async (station: Station) => {
  const sort = { by: 'number', descending: false } as const;
  const { rows } = await station.api.cases.list({ filter: {}, sort, offset: 0, limit: 100 });
  return rows.map((row) => row.number);
};

describe('a bundle of cases comes in', () => {
  test.each([true, false])('plain: %s', async (plain) => {
    const { station, office, certificate } = await openDesk();
    const file = await office.issue([tuitionCase(1), tuitionCase(2, { files: [] })], certificate, { plain });
    const report = await importFile(station, file);
    expect(report).toMatchObject({
      kind: 'case',
      file: path.basename(file),
      issuer: '济南市人才审核中心（济南市人才工作领导小组办公室）',
      issuedAt: '2026-11-21T08:00:00.000Z',
      receivedAt: '2026-11-21T08:00:00.000Z',
      ...{ already: false, parked: false, remarks: [] },
    });
    const programme = { programme: '26.2', programmeName: 'TOP200 高校留学回国人员留学费用补贴', change: 'new' };
    expect(report.cases).toMatchObject([
      { caseId: caseId(1), number: '济留补2023-0001', applicant: '秦***', attachments: 4, ...programme },
      { caseId: caseId(2), number: '济留补2023-0002', applicant: '秦***', attachments: 0, bytes: 0, ...programme },
    ]);
    expect(report.groups.join('')).toBe(report.sha256);
    expect(await numbersIn(station)).toEqual(['济留补2023-0001', '济留补2023-0002']);
    expect((await station.api.transfer.imports({})).reports).toEqual([report]);
    expect(vaultOf(station)).toEqual([`${report.bundleId}.sealed`]);
    expect(stagedIn(station)).toEqual([]);
    expect(eventsOf(station, 'bundle.imported')).toMatchObject([{ bundleId: report.bundleId, issuerSeq: 1 }]);
    expect(eventsOf(station, 'case.imported')).toHaveLength(2);
    verifyJournal(station.session().db.read);
  });

  test('the same bundle again changes nothing at all, however it is encrypted or named', async () => {
    const { station, office, certificate } = await openDesk();
    const file = await office.issue([tuitionCase(1)], certificate);
    const first = await importFile(station, file);
    const before = dumpOf(station);
    station.clock.advance(60_000);
    expect(await importFile(station, file)).toEqual({ ...first, already: true });
    expect(dumpOf(station)).toBe(before);
    expect(vaultOf(station)).toHaveLength(1);
    expect(stagedIn(station)).toEqual([]);
  });

  test('a case filed outside the validity of its programme comes in with a remark', async () => {
    const { station, office, certificate } = await openDesk();
    const late = tuitionCase(1, { appliedOn: '2025-03-01', receivedOn: '2025-03-02' });
    const { remarks } = await importFile(station, await office.issue([late], certificate));
    expect(remarks).toHaveLength(1);
    expect(remarks[0]).toContain('济留补2023-0001：秦***');
    expect((await station.api.cases.get({ caseId: caseId(1) })).validity).not.toBeNull();
    expect(eventsOf(station, 'bundle.imported')).toMatchObject([{ remarks }]);
  });
});

describe('order and identity', () => {
  test('the same id with other content is refused and noted', async () => {
    const { station, office, certificate } = await openDesk();
    const file = await office.issue([tuitionCase(1)], certificate, { plain: true });
    const { bundleId } = await importFile(station, file);
    const { top, bag } = openBag(file);
    const name = `data/cases/${caseId(1)}.json`;
    bag.set(name, bytesOf(textOf(bag, name).replace('2023-0001', '2023-9999')));
    remanifest(bag);
    await office.run(async (centre) => resign(bag, centre.office));
    const twin = file.replace('.qpb', '-twin.qpb');
    writeFileSync(twin, packBag(top, bag));
    const before = dumpOf(station, false);
    expect((await refused(importFile(station, twin))).code).toBe('SEQUENCE_CONFLICT');
    expect(dumpOf(station, false)).toBe(before);
    expect(eventsOf(station, 'bundle.refused')).toMatchObject([{ code: 'SEQUENCE_CONFLICT', details: { seq: 1 } }]);
    expect(vaultOf(station)).toEqual([`${bundleId}.sealed`]);
    expect((await importFile(station, file)).already).toBe(true);
    await importFile(station, await office.issue([tuitionCase(2)], certificate));
  });

  test('another bundle of a number that has passed is a replay', async () => {
    const { station, office, certificate } = await openDesk();
    const file = await office.issue([tuitionCase(1)], certificate);
    await importFile(station, file);
    const files = [{ name: 'data/cases/x.json', source: Buffer.from('{}') }];
    const replay = await office.forge(certificate, { files, issuerSeq: 1 });
    const before = dumpOf(station, false);
    const refusal = await refused(importFile(station, replay.path));
    expect(refusal.message).toBe(errorMessage('SEQUENCE_REPLAY', { seq: 1, known: 1 }));
    expect(dumpOf(station, false)).toBe(before);
    expect(vaultOf(station)).toHaveLength(1);
  });

  test('bundles that come too early wait, are named, and come in by themselves when the gap fills', async () => {
    const { station, office, certificate } = await openDesk();
    const files: string[] = [];
    for (const n of [1, 2, 3, 4]) files.push(await office.issue([tuitionCase(n)], certificate));
    await importFile(station, files[0]!);
    const early = await importFile(station, files[3]!);
    expect(early).toMatchObject({ parked: true, cases: [], remarks: [errorMessage('SEQUENCE_GAP', { missing: 2 })] });
    expect(await importFile(station, files[3]!)).toEqual({ ...early, already: true });
    await importFile(station, files[2]!);
    const parked = [2, 3].map((i) => ({ file: path.basename(files[i]!), missing: 1 }));
    expect((await station.api.cases.home({})).parked).toEqual(parked);
    expect(await numbersIn(station)).toEqual(['济留补2023-0001']);
    expect((await station.api.transfer.imports({})).reports).toHaveLength(1);

    const released = await importFile(station, files[1]!);
    expect(released.remarks).toEqual([2, 3].map((i) => `此前暂存的“${path.basename(files[i]!)}”已一并导入。`));
    expect((await station.api.cases.home({})).parked).toEqual([]);
    expect(await numbersIn(station)).toEqual([1, 2, 3, 4].map((n) => `济留补2023-000${n}`));
    const { reports } = await station.api.transfer.imports({});
    expect(reports.map(({ bundleId, parked, cases }) => [bundleId, parked, cases.length])).toHaveLength(4);
    expect(reports.find(({ bundleId }) => bundleId === early.bundleId)).toMatchObject({
      ...{ parked: false, issuer: released.issuer, cases: [{ number: '济留补2023-0004', change: 'new' }] },
    });
    expect(eventsOf(station, 'bundle.parked')).toHaveLength(2);
    expect(eventsOf(station, 'bundle.imported')).toHaveLength(4);
    expect(vaultOf(station)).toHaveLength(4);
    const { attachments } = await station.api.cases.get({ caseId: caseId(4) });
    const source = { kind: 'attachment', id: attachments[0]!.attachmentId } as const;
    const bytes = await station.services.attachments.readRange(source, 0, 8);
    expect(Buffer.from(bytes).toString()).toBe('%PDF-1.4');
  });

  test('two bundles with one number cannot both wait', async () => {
    const { station, office, certificate } = await openDesk();
    const files: string[] = [];
    for (const n of [1, 2, 3]) files.push(await office.issue([tuitionCase(n)], certificate));
    await importFile(station, files[2]!);
    const { attachments: _, ...record } = { ...tuitionCase(9).record, attachments: [] };
    const entry = {
      name: `data/cases/${record.id}.json`,
      source: Buffer.from(JSON.stringify({ ...record, attachments: [] })),
    };
    const twin = await office.forge(certificate, { files: [entry], issuerSeq: 3 });
    const before = dumpOf(station, false);
    expect((await refused(importFile(station, twin.path))).code).toBe('SEQUENCE_CONFLICT');
    expect(dumpOf(station, false)).toBe(before);
    expect(vaultOf(station)).toHaveLength(1);
  });

  test('a bundle that waited and was damaged meanwhile is let go and can come again', async () => {
    const { station, office, certificate } = await openDesk();
    const [first, second] = [
      await office.issue([tuitionCase(1)], certificate),
      await office.issue([tuitionCase(2)], certificate),
    ];
    const { bundleId } = await importFile(station, second);
    const sealed = path.join(station.folder, 'vault', `${bundleId}.sealed`);
    const bytes = readFileSync(sealed);
    bytes[2000]! ^= 1;
    writeFileSync(sealed, bytes);
    const { remarks, cases } = await importFile(station, first);
    expect(cases).toHaveLength(1);
    expect(remarks[0]).toContain(`此前暂存的“${path.basename(second)}”不能导入`);
    expect((await station.api.cases.home({})).parked).toEqual([]);
    expect(vaultOf(station)).toHaveLength(1);
    expect(await importFile(station, second)).toMatchObject({ already: false, parked: false });
    expect(await numbersIn(station)).toHaveLength(2);
  });
});

describe('a case comes again with other content', () => {
  test('the verdict on a changed file opens, its note stays, views of the file do not, and the report says so', async () => {
    const { station, office, certificate } = await openDesk();
    const { api } = station;
    await importFile(station, await office.issue([tuitionCase(1), tuitionCase(2)], certificate));
    const [item] = (await api.review.checklist({ caseId: caseId(1) })).items;
    const { itemId, revision } = item!;
    await api.review.setVerdict({ caseId: caseId(1), itemId, verdict: 'pass', reason: null, note: '原件', revision });
    const seen = { attachmentId: `${caseId(1)}.1`, pages: [{ page: 0, ms: 9000 }] };
    await api.review.viewed(seen);
    await api.review.viewed({ ...seen, attachmentId: `${caseId(2)}.1` });

    const files = TUITION_FILES.map((file) => ({ ...file, bytes: Buffer.from(`%PDF-1.4 new ${file.name}`) }));
    const again = await importFile(
      station,
      await office.issue([tuitionCase(1, { files }), tuitionCase(2)], certificate),
    );
    expect(again.cases.map(({ change }) => change)).toEqual(['replaced', 'unchanged']);
    expect(again.remarks).toEqual(['济留补2023-0001：案卷内容已更新，1 项判定因材料或情况有变须重新核对']);
    const checklist = await api.review.checklist({ caseId: caseId(1) });
    expect(checklist.items.find((one) => one.itemId === itemId)).toMatchObject({ verdict: null, note: '原件' });
    const view = await api.cases.get({ caseId: caseId(1) });
    expect(view.attachments[0]).toMatchObject({ viewedPages: [] });
    expect((await api.cases.get({ caseId: caseId(2) })).attachments[0]).toMatchObject({ viewedPages: [0] });
    const bytes = await station.services.attachments.readRange({ kind: 'attachment', id: `${caseId(1)}.1` }, 0, 99);
    expect(Buffer.from(bytes).toString()).toBe('%PDF-1.4 new 申报表.pdf');
    const { entries } = await api.cases.history({ caseId: caseId(1) });
    expect(entries.map(({ sentence }) => sentence)).toContain(
      '案卷 济留补2023-0001 被新的案卷包更新，1 项判定或核实值须重新核对',
    );
  });
});

describe('revocation lists that bundles bring', () => {
  const numbers = (station: Station) =>
    station
      .session()
      .trust()
      .crls.map(({ number }) => number);

  test('only ever grow, in whatever order bundles arrive', async () => {
    const { station, office, certificate } = await openDesk();
    const stranger = await openDesk();
    const other = await office.certify(stranger.station, 'approver');
    const [old, middle] = [
      await office.issue([tuitionCase(1)], certificate),
      await office.issue([tuitionCase(2)], [certificate, other]),
    ];
    await office.revoke(other);
    const fresh = await office.issue([tuitionCase(3)], certificate);
    await importFile(station, fresh);
    expect(numbers(station)).toEqual([2]);
    expect((await importFile(station, middle)).cases).toHaveLength(1);
    expect(numbers(station)).toEqual([2]);
    expect((await importFile(station, old)).cases).toHaveLength(1);
    expect(numbers(station)).toEqual([2]);
    expect(eventsOf(station, 'crl.accepted')).toHaveLength(1);
    expect(await numbersIn(station)).toHaveLength(3);
  });

  test('one number with two lists is refused', async () => {
    const { station, office, certificate } = await openDesk();
    await importFile(station, await office.issue([tuitionCase(1)], certificate));
    const forked = await openDesk();
    await office.revoke(await office.certify(forked.station));
    await importFile(station, await office.issue([tuitionCase(2)], certificate));
    const { createCrl } = await import('#main/bundle/issue.ts');
    const pem = await office.run(async (centre) => {
      const list = { number: 2, thisUpdate: '2026-11-01T00:00:00.000Z', revoked: [] };
      return createCrl(centre.root, list).pem;
    });
    const files = [
      { name: 'data/trust/crl.pem', source: Buffer.from(pem) },
      {
        name: `data/cases/${caseId(3)}.json`,
        source: Buffer.from(JSON.stringify({ ...tuitionCase(3).record, attachments: [] })),
      },
    ];
    const before = dumpOf(station, false);
    const { path: file } = await office.forge(certificate, { files, issuerSeq: 3 });
    expect((await refused(importFile(station, file))).code).toBe('CRL_ROLLBACK');
    expect(dumpOf(station, false)).toBe(before);
  });
});
