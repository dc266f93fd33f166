import { expect, test } from 'vitest';
import { caseId, tuitionCase } from '#tests/support/cases.ts';
import { addColleague, openDesk } from '#tests/support/centre.ts';
import { importFile, logicalDump, PASSPHRASE, refused } from '#tests/support/core.ts';
import { signCase } from '#tests/support/reviewing.ts';

test('a case that was put off comes last, for this person, also after a restart; it is no act', async () => {
  const { station, office, certificate } = await openDesk();
  const { api, personId } = station;
  await importFile(
    station,
    await office.issue(
      [1, 2, 3].map((n) => tuitionCase(n)),
      certificate,
    ),
  );
  const next = async (after: string | null = null) => (await api.cases.next({ caseId: after })).caseId;
  const put = (n: number, skipped = true) => api.queue.skip({ caseId: caseId(n), skipped });
  const journal = logicalDump(station.session().db.read, { tables: ['journal'] });
  expect(await next()).toBe(caseId(1));
  await put(1);
  expect(await next()).toBe(caseId(2));
  expect((await api.cases.home({})).next?.caseId).toBe(caseId(2));
  expect(await next(caseId(3))).toBe(caseId(2));
  expect(logicalDump(station.session().db.read, { tables: ['journal'] })).toBe(journal);

  await api.workspace.lock({});
  await api.workspace.unlock({ personId, passphrase: PASSPHRASE });
  expect(await api.queue.skipped({})).toEqual({ caseIds: [caseId(1)] });
  expect(await next()).toBe(caseId(2));

  // Where everything was put off, everything comes again.
  await put(2);
  await put(3);
  expect(await next()).toBe(caseId(1));
  await put(2, false);
  expect(await next()).toBe(caseId(2));
  await api.queue.unskipAll({});
  expect(await next()).toBe(caseId(1));

  // What is signed is put off no more.
  await put(1);
  await signCase(station, caseId(1));
  expect(await api.queue.skipped({})).toEqual({ caseIds: [] });

  await put(2);
  await addColleague(station, office, '王复核', 'approver');
  expect(await next()).toBe(caseId(2));
  expect((await refused(put(9))).code).toBe('CASE_UNKNOWN');
});
