/** A second review that was begun is given back or passed on. */
import { expect, test } from 'vitest';
import { rebuildProjections } from '#db/projections.ts';
import { projections } from '#main/createCore.ts';
import { caseId } from '#tests/support/cases.ts';
import { addColleague } from '#tests/support/centre.ts';
import { logicalDump, refused } from '#tests/support/core.ts';
import { addEvidence, decide, signCase } from '#tests/support/reviewing.ts';
import { openPair, secondOfCase } from '#tests/support/twoPeople.ts';

const DEGREE = 'condition:c.degree';
const ONE = caseId(1);

/** 周复核 has begun, 吴复核 could go on. */
async function begun() {
  const pair = await openPair(1);
  const { station, office, approver, reviewer } = pair;
  const other = await addColleague(station, office, '吴复核', 'approver');
  await pair.turnTo(reviewer);
  await signCase(station, ONE);
  await station.api.second.ask({ caseIds: [ONE], blind: true });
  await pair.turnTo(approver);
  const { secondId } = await secondOfCase(station, ONE);
  await station.api.second.take({ secondId });
  await decide(station, secondId, DEGREE, 'fail', { reason: 'contradiction', note: '机密备注丙' });
  await addEvidence(station, secondId, DEGREE);
  return { ...pair, other, secondId };
}

test('passed on to a colleague: who goes on begins anew and reads nothing of what was begun', async () => {
  const pair = await begun();
  const { station, approver, other, secondId } = pair;
  const { api } = station;
  expect((await secondOfCase(station, ONE)).releasable).toBe(true);
  expect(await api.second.successors({ secondId })).toEqual({
    persons: [{ personId: other.personId, name: '吴复核' }],
  });
  const row = await api.second.release({ secondId, to: other.personId, reason: ' 出差两周 ' });
  expect(row).toMatchObject({ state: 'taken', second: '吴复核', step: 'wait', releasable: true });
  expect((await refused(api.review.checklist({ caseId: secondId }))).code).toBe('SECOND_OTHERS');
  await pair.turnTo(other);
  expect(await secondOfCase(station, ONE)).toMatchObject({ step: 'work' });
  const { items } = await api.review.checklist({ caseId: secondId });
  expect(items.every(({ verdict, note, evidence }) => !verdict && note === '' && evidence.length === 0)).toBe(true);
  const said = JSON.stringify([
    await api.cases.history({ caseId: secondId }),
    await api.journal.list({ filter: {}, offset: 0, limit: 200 }),
  ]);
  for (const hint of ['机密备注丙', '判为不符合']) expect(said).not.toContain(hint);
  expect((await refused(api.cases.history({ caseId: ONE }))).code).toBe('SECOND_BLIND');
  await signCase(station, secondId);
  const { entries } = await api.cases.history({ caseId: ONE });
  expect(entries.map(({ sentence }) => sentence)).toContain('把复核转给吴复核，原因：出差两周');
  expect((await api.second.adjudication({ secondId })).second?.name).toBe('吴复核');
  await pair.turnTo(approver);
  const { tables } = projections;
  const { db } = station.session();
  const living = logicalDump(db.read, { tables: [...tables] });
  rebuildProjections(db, projections);
  expect(logicalDump(db.read, { tables: [...tables] })).toBe(living);
});

test('given back to the pool by another approver, and taken by the one it lay with again', async () => {
  const pair = await begun();
  const { station, approver, other, secondId } = pair;
  const { api } = station;
  await pair.turnTo(other);
  const row = await api.second.release({ secondId, to: null, reason: '经办人休假' });
  expect(row).toMatchObject({ state: 'asked', second: null, step: 'take', releasable: false });
  await pair.turnTo(approver);
  await api.second.take({ secondId });
  expect((await api.review.checklist({ caseId: secondId })).decided).toBe(0);
});

test('not by the first person, not to one of them or to a reviewer, not before it is taken or after it is signed', async () => {
  const pair = await begun();
  const { station, office, approver, reviewer, secondId } = pair;
  const { api } = station;
  const give = (to: string | null) => api.second.release({ secondId, to, reason: '出差' });
  const junior = await addColleague(station, office, '郑审核', 'reviewer');
  expect((await refused(give(null))).code).toBe('ROLE_FORBIDDEN');
  await pair.turnTo(approver);
  const before = logicalDump(station.session().db.read);
  expect((await refused(give(junior.personId))).code).toBe('PERSON_UNKNOWN');
  expect((await refused(give(reviewer.personId))).code).toBe('PERSON_UNKNOWN');
  expect((await refused(give(approver.personId))).code).toBe('PERSON_UNKNOWN');
  expect(logicalDump(station.session().db.read)).toBe(before);
  await signCase(station, secondId);
  expect((await refused(give(null))).details.problem).toBe('的复核已经签署');
  await pair.turnTo(reviewer);
  expect((await secondOfCase(station, ONE)).releasable).toBe(false);
});

test('nobody stands on both sides: an approver leaves the first review to those who made it', async () => {
  const pair = await begun();
  const { station, approver, secondId } = pair;
  await signCase(station, secondId);
  const choices = [{ field: 'outcome', choice: 'return', reason: '请重看' }] as const;
  const { fields } = await station.api.second.adjudication({ secondId });
  const all = fields.filter(({ kind }) => kind !== 'amount').map(({ field }) => ({ ...choices[0], field }));
  if (all.length > 0) await station.api.second.adjudicate({ secondId, choices: all, passphrase: null });
  await pair.turnTo(approver);
  expect((await refused(decide(station, ONE, DEGREE, 'fail', { reason: 'contradiction' }))).code).toBe('SECOND_SIDES');
});
