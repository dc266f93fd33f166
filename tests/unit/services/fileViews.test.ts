import { expect, test } from 'vitest';
import { caseId, tuitionCase } from '#tests/support/cases.ts';
import { addColleague, openDesk } from '#tests/support/centre.ts';
import { importFile, logicalDump, PASSPHRASE, refused } from '#tests/support/core.ts';

test('how a person looks at a file is kept for them alone, outside the journal', async () => {
  const { station, office, certificate } = await openDesk();
  const files = [{ name: '合同.pdf', material: 'application', bytes: Buffer.from('%PDF') }];
  await importFile(station, await office.issue([tuitionCase(1, { files })], certificate));
  const { settings, workspace } = station.api;
  const attachmentId = `${caseId(1)}.1`;
  const read = async () => (await settings.fileView({ attachmentId })).view;

  expect(await read()).toBeNull();
  const journal = logicalDump(station.session().db.read, { tables: ['journal'] });
  await settings.keepFileView({ attachmentId, view: { turn: 90, mode: 'width', zoom: 1 } });
  const view = { turn: 270, mode: 'fixed', zoom: 1.25 } as const;
  await settings.keepFileView({ attachmentId, view });
  expect(await read()).toEqual(view);
  expect(logicalDump(station.session().db.read, { tables: ['journal'] })).toBe(journal);

  const { personId } = station;
  await addColleague(station, office, '王复核', 'approver');
  expect(await read()).toBeNull();
  await workspace.lock({});
  expect((await refused(settings.fileView({ attachmentId }))).code).toBe('WORKSPACE_LOCKED');
  await workspace.unlock({ personId, passphrase: PASSPHRASE });
  expect(await read()).toEqual(view);
});

test('a turn between the right angles, an odd zoom and a file that is not here are refused', async () => {
  const { station, office, certificate } = await openDesk();
  const files = [{ name: '合同.pdf', material: 'application', bytes: Buffer.from('%PDF') }];
  await importFile(station, await office.issue([tuitionCase(1, { files })], certificate));
  const { settings } = station.api;
  const keep = (turn: number, zoom: number, attachmentId = `${caseId(1)}.1`) =>
    refused(settings.keepFileView({ attachmentId, view: { turn: turn as 0, mode: 'fixed', zoom } }));
  const before = logicalDump(station.session().db.read);
  expect((await keep(45, 1)).code).toBe('INPUT_INVALID');
  expect((await keep(0, 0)).code).toBe('INPUT_INVALID');
  expect((await keep(0, 1, `${caseId(2)}.1`)).code).toBe('ATTACHMENT_UNKNOWN');
  expect(logicalDump(station.session().db.read)).toBe(before);
});
