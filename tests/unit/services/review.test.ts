import { describe, expect, test } from 'vitest';
import type { ErrorCode } from '#shared/domain/errors.ts';
import type { Role } from '#shared/domain/person.ts';
import { caseId, tuitionCase } from '#tests/support/cases.ts';
import { addColleague, openDesk } from '#tests/support/centre.ts';
import {
  eventsOf,
  importFile,
  logicalDump,
  openStation,
  PASSPHRASE,
  refused,
  type Station,
} from '#tests/support/core.ts';
import { pngImage } from '#tests/support/pngImage.ts';
import { addEvidence, anchorOn, decide, itemOf, signCase } from '#tests/support/reviewing.ts';

const ONE = caseId(1);
const DEGREE = 'condition:c.degree';
const FORM = 'material:application';
const ABSENT = '019aa4c0-0000-7000-8000-0000000000aa';

/** Two cases on the desk of somebody in this role. */
async function atWork(role: Role = 'reviewer') {
  const desk = await openDesk(role);
  await importFile(desk.station, await desk.office.issue([tuitionCase(1), tuitionCase(2)], desk.certificate));
  return desk;
}

/** The refusal of an act that must leave no event and no row behind. */
async function guarded(station: Station, act: Promise<unknown>): Promise<ErrorCode> {
  const before = logicalDump(station.session().db.read);
  const { code } = await refused(act);
  expect(logicalDump(station.session().db.read)).toBe(before);
  return code;
}

type VerdictInput = Parameters<Station['api']['review']['setVerdict']>[0];

const verdict = (changes: object = {}): VerdictInput => ({
  ...{ caseId: ONE, itemId: DEGREE, verdict: 'pass', reason: null, note: '', revision: 0 },
  ...changes,
});

/** Every act that changes a case, on the first case. */
function actsOn({ api, services }: Station): [string, () => Promise<unknown>][] {
  const item = { caseId: ONE, itemId: DEGREE };
  const anchor = anchorOn(`${ONE}.1`);
  const result = { decision: 'recommend', amount: null, opinion: '符合条件' } as const;
  return [
    ['setVerdict', () => api.review.setVerdict(verdict())],
    ['clearVerdict', () => api.review.clearVerdict({ ...item, revision: 0 })],
    ['addEvidence', async () => api.review.addEvidence({ ...item, anchor, crop: services.blobs.put(pngImage()) })],
    ['removeEvidence', () => api.review.removeEvidence({ ...item, evidenceId: ABSENT })],
    ['undo', () => api.review.undo({ caseId: ONE })],
    ['setOutcome', () => api.review.setOutcome({ caseId: ONE, result })],
    ['sign', () => api.review.sign({ caseId: ONE, passphrase: PASSPHRASE })],
  ];
}

describe('who may change a case, and when', () => {
  test.each<[Role, boolean]>([
    ['reviewer', true],
    ['approver', true],
    ['inspector', false],
    ['expert', false],
    ['secretary', false],
  ])('%s: %s', async (role, may) => {
    const { station, office, certificate } = await openDesk(role);
    // Others receive no cases; what they meet here came while somebody else was at work.
    if (!may) await addColleague(station, office, '王审核', 'reviewer');
    const reviewer = may ? certificate : await office.certify(station);
    await importFile(station, await office.issue([tuitionCase(1)], reviewer));
    if (may) return void (await decide(station, ONE, DEGREE, 'pass'));
    await station.api.workspace.lock({});
    await station.api.workspace.unlock({ personId: station.personId, passphrase: PASSPHRASE });
    for (const [, act] of actsOn(station)) expect(await guarded(station, act())).toBe('ROLE_FORBIDDEN');
    const reopen = station.api.review.reopen({ caseId: ONE, reason: 'mistake', note: '' });
    expect(await guarded(station, reopen)).toBe('ROLE_FORBIDDEN');
  });

  test('without a certificate nobody may', async () => {
    const station = await openStation();
    for (const [, act] of actsOn(station)) expect((await refused(act())).code).toBe('CERTIFICATE_NEEDED');
  });

  test('a signed case takes nothing more', async () => {
    const { station } = await atWork();
    await signCase(station, ONE);
    for (const [, act] of actsOn(station)) expect(await guarded(station, act())).toBe('CASE_SIGNED');
    expect((await station.api.review.checklist({ caseId: ONE })).locked).toBe(true);
  });

  test('a case that is not here', async () => {
    const { station } = await atWork();
    const { review, cases } = station.api;
    for (const ask of [review.checklist, review.outcome, review.undo, cases.get, cases.history]) {
      expect(await guarded(station, ask({ caseId: ABSENT }))).toBe('CASE_UNKNOWN');
    }
  });
});

describe('verdicts', () => {
  test('carry reason, note, person and time, and move the case on', async () => {
    const { station } = await atWork();
    station.clock.advance(1000);
    const checklist = await decide(station, ONE, DEGREE, 'fail', { reason: 'contradiction', note: '学位证不符' });
    const item = checklist.items.find(({ itemId }) => itemId === DEGREE)!;
    const given = { verdict: 'fail', reason: 'contradiction', note: '学位证不符', actor: '李审核' };
    expect(item.verdict).toEqual({ ...given, at: '2026-11-21T08:00:01.000Z' });
    expect(checklist).toMatchObject({ decided: 1, undo: '撤销判定', locked: false });
    const { row } = await station.api.cases.get({ caseId: ONE });
    expect(row).toMatchObject({ state: 'reviewing', decided: 1 });
    expect(eventsOf(station, 'verdict.set')).toMatchObject([{ rulesHash: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  });

  test.each<[string, object, ErrorCode]>([
    ['an unknown item', { itemId: 'condition:c.nothing' }, 'ITEM_UNKNOWN'],
    ['a revision that has passed', { revision: 99 }, 'STALE_WRITE'],
    ['不符合 without a reason', { verdict: 'fail' }, 'VERDICT_INCOMPLETE'],
    ['“other” without a word', { verdict: 'fail', reason: 'other', note: ' \n' }, 'VERDICT_INCOMPLETE'],
    ['“other” on a supplement without a word', { verdict: 'supplement', reason: 'other' }, 'VERDICT_INCOMPLETE'],
    ['a reason nobody knows', { verdict: 'fail', reason: 'mood' }, 'INPUT_INVALID'],
  ])('refuse %s', async (_, changes, code) => {
    const { station } = await atWork();
    expect(await guarded(station, station.api.review.setVerdict(verdict(changes)))).toBe(code);
  });

  test('a reason does not stand beside 符合', async () => {
    const { station } = await atWork();
    await decide(station, ONE, DEGREE, 'pass', { reason: 'contradiction' });
    expect((await itemOf(station, ONE, DEGREE)).verdict).toMatchObject({ verdict: 'pass', reason: null });
  });

  test('a screen that has not seen the last change cannot overwrite it', async () => {
    const { station } = await atWork();
    const seen = await itemOf(station, ONE, DEGREE);
    await decide(station, ONE, DEGREE, 'doubt');
    const late = { ...verdict(), revision: seen.revision };
    expect(await guarded(station, station.api.review.setVerdict(late))).toBe('STALE_WRITE');
    const clear = station.api.review.clearVerdict({ caseId: ONE, itemId: DEGREE, revision: seen.revision });
    expect(await guarded(station, clear)).toBe('STALE_WRITE');
  });

  test('clearing what has no verdict does nothing', async () => {
    const { station } = await atWork();
    const before = logicalDump(station.session().db.read);
    expect((await station.api.review.clearVerdict({ caseId: ONE, itemId: DEGREE, revision: 0 })).undo).toBeNull();
    expect(logicalDump(station.session().db.read)).toBe(before);
  });

  test('text cut inside a character is kept, the stray half replaced', async () => {
    const { station } = await atWork();
    const note = `𬭎${'𬭎'.slice(0, 1)}`;
    await decide(station, ONE, DEGREE, 'doubt', { note });
    expect((await itemOf(station, ONE, DEGREE)).verdict?.note).toBe('𬭎\ufffd');
    const checklist = await addEvidence(station, ONE, DEGREE, { suffix: note });
    expect(checklist.items.find(({ itemId }) => itemId === DEGREE)?.evidence[0]?.suffix).toBe('𬭎\ufffd');
  });
});

describe('evidence', () => {
  test('keeps file hash, crop and place', async () => {
    const { station } = await atWork();
    const png = pngImage();
    const crop = station.services.blobs.put(png);
    const input = { caseId: ONE, itemId: DEGREE, anchor: anchorOn(`${ONE}.2`), crop };
    const { items } = await station.api.review.addEvidence(input);
    const [evidence] = items.find(({ itemId }) => itemId === DEGREE)!.evidence;
    const { attachments } = await station.api.cases.get({ caseId: ONE });
    expect(evidence).toMatchObject({ ...anchorOn(`${ONE}.2`), fileSha256: attachments[1]!.sha256, cropSha256: crop });
    const kept = await station.services.attachments.readRange({ kind: 'crop', id: crop }, 0, png.length + 10);
    expect(Buffer.from(kept)).toEqual(Buffer.from(png));
    expect((await station.api.cases.get({ caseId: ONE })).row.state).toBe('reviewing');
  });

  test('is refused where it does not hold', async () => {
    const { station } = await atWork();
    const { api, services } = station;
    const add = (changes: { itemId?: string; anchor?: object; crop?: string }) =>
      api.review.addEvidence({
        ...{ caseId: ONE, itemId: DEGREE, crop: changes.crop ?? services.blobs.put(pngImage()) },
        ...(changes.itemId && { itemId: changes.itemId }),
        anchor: anchorOn(`${ONE}.1`, changes.anchor),
      });
    expect(await guarded(station, add({ itemId: 'cross:nothing' }))).toBe('ITEM_UNKNOWN');
    expect(await guarded(station, add({ anchor: { attachmentId: `${caseId(2)}.1` } }))).toBe('ATTACHMENT_UNKNOWN');
    expect(await guarded(station, add({ anchor: { attachmentId: `${ONE}.9` } }))).toBe('ATTACHMENT_UNKNOWN');
    expect(await guarded(station, add({ anchor: { rects: [[10, 10, 10, 20]] } }))).toBe('EVIDENCE_INVALID');
    expect(await guarded(station, add({ anchor: { rects: [[10, 20, 20, 10]] } }))).toBe('EVIDENCE_INVALID');
    expect(await guarded(station, add({ anchor: { rects: [] } }))).toBe('INPUT_INVALID');
    expect(await guarded(station, add({ crop: 'ab'.repeat(32) }))).toBe('EVIDENCE_INVALID');
    const used = services.blobs.put(pngImage());
    await add({ crop: used });
    expect(await guarded(station, add({ crop: used }))).toBe('EVIDENCE_INVALID');
  });

  test.each<[string, Uint8Array]>([
    ['a JPEG', Uint8Array.from([0xff, 0xd8, 0xff, ...Array.from({ length: 60 }, () => 0)])],
    ['a cut PNG', pngImage().subarray(0, 30)],
    ['a PNG without width', pngImage(0, 5)],
    ['a PNG of absurd width', pngImage(12_001, 1)],
  ])('%s is no crop', async (_, bytes) => {
    const { station } = await atWork();
    const crop = station.services.blobs.put(bytes);
    const input = { caseId: ONE, itemId: DEGREE, anchor: anchorOn(`${ONE}.1`), crop };
    expect(await guarded(station, station.api.review.addEvidence(input))).toBe('EVIDENCE_INVALID');
  });

  test('an item carries at most what a signed record can', async () => {
    const { station } = await atWork();
    const { db, journal, actor } = station.session();
    const anchor = { ...anchorOn(`${ONE}.1`), fileSha256: 'ab'.repeat(32), cropSha256: 'cd'.repeat(32) };
    db.write((tx) => {
      for (let n = 0; n < 100; n++) {
        const payload = { caseId: ONE, itemId: DEGREE, evidenceId: caseId(1000 + n), anchor };
        journal.record(tx, { type: 'evidence.added', payload, actor });
      }
    });
    expect(await guarded(station, addEvidence(station, ONE, DEGREE))).toBe('EVIDENCE_INVALID');
    await addEvidence(station, ONE, FORM);
  });

  test('is removed once, from its own item', async () => {
    const { station } = await atWork();
    const { items } = await addEvidence(station, ONE, DEGREE);
    const evidenceId = items.find(({ itemId }) => itemId === DEGREE)!.evidence[0]!.id;
    const remove = (itemId: string) => station.api.review.removeEvidence({ caseId: ONE, itemId, evidenceId });
    expect(await guarded(station, remove(FORM))).toBe('STALE_WRITE');
    await remove(DEGREE);
    expect((await itemOf(station, ONE, DEGREE)).evidence).toEqual([]);
    expect(await guarded(station, remove(DEGREE))).toBe('STALE_WRITE');
  });
});

describe('looking', () => {
  test('a page counts as viewed after two seconds altogether', async () => {
    const { station } = await atWork();
    const view = (page: number, ms: number) =>
      station.api.review.viewed({ attachmentId: `${ONE}.1`, pages: [{ page, ms }] });
    await view(0, 1999);
    await view(3, 2000);
    const pages = async () => (await station.api.cases.get({ caseId: ONE })).attachments[0]!.viewedPages;
    expect(await pages()).toEqual([3]);
    await view(0, 1);
    expect(await pages()).toEqual([0, 3]);
    const { unopened, warnings } = await station.api.review.outcome({ caseId: ONE });
    expect(unopened).toEqual(['学位认证书.pdf', '成绩单.pdf', '出入境记录.pdf']);
    expect(warnings).toContain('有 3 个附件没有打开看过');
    const absent = { attachmentId: `${ABSENT}.1`, pages: [{ page: 0, ms: 1 }] };
    expect(await guarded(station, station.api.review.viewed(absent))).toBe('ATTACHMENT_UNKNOWN');
  });

  test('a personal field comes out only with a reason, which is written down first', async () => {
    const { station } = await atWork();
    const { api } = station;
    const all = JSON.stringify([
      await api.cases.get({ caseId: ONE }),
      await api.review.checklist({ caseId: ONE }),
      await api.review.outcome({ caseId: ONE }),
      await api.cases.home({}),
    ]);
    const { applicant } = tuitionCase(1).record;
    for (const secret of [applicant.name, applicant.idNumber, applicant.phone, '1996-01-30']) {
      expect(all).not.toContain(secret);
    }
    const reveal = (field: string, reason: string) => api.cases.reveal({ caseId: ONE, field, reason });
    expect(await guarded(station, reveal('idNumber', '  '))).toBe('INPUT_INVALID');
    expect(await guarded(station, reveal('shoeSize', '好奇'))).toBe('INPUT_INVALID');
    expect(eventsOf(station, 'field.revealed')).toEqual([]);
    const { fields } = await api.cases.get({ caseId: ONE });
    const values = await Promise.all(fields.map(({ field }) => reveal(field, '核对证件')));
    expect(values.map(({ value }) => value)).toEqual([
      ...[applicant.name, applicant.idNumber, applicant.phone],
      ...[applicant.employer!.name, applicant.employer!.code, '1996-01-30'],
    ]);
    expect(eventsOf(station, 'field.revealed')).toMatchObject(
      fields.map(({ field }) => ({ field, reason: '核对证件' })),
    );
  });
});
