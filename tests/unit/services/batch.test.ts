import { describe, expect, test } from 'vitest';
import type { ReviewContext } from '#main/services/review/acts.ts';
import { planOutcomes, saveOutcomes, signMany } from '#main/services/review/batch.ts';
import { caseId, tuitionCase } from '#tests/support/cases.ts';
import { openDesk } from '#tests/support/centre.ts';
import { catalogue, eventsOf, importFile, logicalDump, PASSPHRASE, refused } from '#tests/support/core.ts';
import { addEvidence, decideAll, signCase } from '#tests/support/reviewing.ts';

const IDS = [1, 2, 3, 4, 5].map(caseId);
const [RIGHT, OPEN, FAILED, SIGNED, PLAIN] = IDS as [string, string, string, string, string];
const ABSENT = '019aa4c0-0000-7000-8000-0000000000aa';

/** Two that can be recommended, one not begun, one that fails, one signed. */
async function atWork() {
  const { station, office, certificate } = await openDesk();
  await importFile(
    station,
    await office.issue(
      [1, 2, 3, 4, 5].map((n) => tuitionCase(n)),
      certificate,
    ),
  );
  await decideAll(station, RIGHT);
  await decideAll(station, PLAIN);
  await decideAll(station, FAILED, { 'condition:c.degree': ['fail', 'contradiction'] });
  await addEvidence(station, FAILED, 'condition:c.degree', { attachmentId: `${FAILED}.1` });
  await signCase(station, SIGNED);
  const context: ReviewContext = {
    ...{ session: station.session(), catalogue, clock: station.clock, blobs: station.services.blobs },
  };
  return { station, context };
}

describe('a batch of outcomes', () => {
  test('is checked first: who takes it, who is left out and why; nothing changes', async () => {
    const { station, context } = await atWork();
    const before = logicalDump(station.session().db.read);
    const { ready, leftOut } = planOutcomes(context, [...IDS, ABSENT, RIGHT], 'recommend');
    expect(ready.map(({ number, result }) => [number, result.amount?.totalFen])).toEqual([
      ['济留补2023-0001', 3_000_000],
      ['济留补2023-0005', 3_000_000],
    ]);
    expect(leftOut.map(({ caseId, code }) => [caseId, code])).toEqual([
      [OPEN, 'ITEMS_OPEN'],
      [FAILED, 'RECOMMEND_WITH_FAIL'],
      [SIGNED, 'CASE_SIGNED'],
      [ABSENT, 'CASE_UNKNOWN'],
    ]);
    expect(leftOut[1]!.reason).toBe('有 1 项不符合，不能推荐');
    expect(logicalDump(station.session().db.read)).toBe(before);
  });

  test('saves exactly what was ready, and each can be undone', async () => {
    const { station, context } = await atWork();
    const { ready } = saveOutcomes(context, IDS, 'recommend');
    expect(ready).toHaveLength(2);
    for (const id of [RIGHT, PLAIN]) expect((await station.api.review.outcome({ caseId: id })).blockers).toEqual([]);
    expect((await station.api.review.outcome({ caseId: FAILED })).saved).toBeNull();
    await station.api.review.undo({ caseId: RIGHT });
    expect((await station.api.review.outcome({ caseId: RIGHT })).saved).toBeNull();
    const rejected = saveOutcomes(context, IDS, 'reject');
    expect(rejected.ready.map(({ caseId }) => caseId)).toEqual([FAILED]);
  });

  test('is signed with one passphrase; what cannot be signed is left out', async () => {
    const { station, context } = await atWork();
    saveOutcomes(context, IDS, 'recommend');
    expect((await refused(signMany(context, IDS, '猜一猜'))).code).toBe('PASSPHRASE_WRONG');
    expect(eventsOf(station, 'case.signed')).toHaveLength(1);
    const { signed, leftOut } = await signMany(context, IDS, PASSPHRASE);
    expect(signed.map(({ caseId, version }) => [caseId, version])).toEqual([
      [RIGHT, 1],
      [PLAIN, 1],
    ]);
    expect(leftOut.map(({ caseId, code }) => [caseId, code])).toEqual([
      [OPEN, 'SIGN_BLOCKED'],
      [FAILED, 'SIGN_BLOCKED'],
      [SIGNED, 'CASE_SIGNED'],
    ]);
    expect(eventsOf(station, 'case.signed')).toHaveLength(3);
  });
});
