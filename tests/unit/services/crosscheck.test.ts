import { expect, test } from 'vitest';
import { rebuildProjections } from '#db/projections.ts';
import { projections } from '#main/createCore.ts';
import { reviewRecord } from '#shared/domain/review.ts';
import { caseId, PASSING_FACTS, tuitionCase } from '#tests/support/cases.ts';
import { type Desk, openDesk } from '#tests/support/centre.ts';
import { eventsOf, importFile, logicalDump, PASSPHRASE, refused, type Station } from '#tests/support/core.ts';
import { decideAll, signCase } from '#tests/support/reviewing.ts';

const [ONE, TWO, THREE] = [caseId(1), caseId(2), caseId(3)];
const ID = '370102199601301234';
const OWN = { phone: '' };

/** A tuition case without the telephone all fixtures share. */
function quiet(n: number, changes: Parameters<typeof tuitionCase>[1] = {}, applicant: Record<string, unknown> = {}) {
  const made = tuitionCase(n, changes);
  return { ...made, record: { ...made.record, applicant: { ...made.record.applicant, ...OWN, ...applicant } } };
}

/** 未来之星, which the tuition subsidy does not go together with. */
const star = (n: number, changes: Parameters<typeof tuitionCase>[1] = {}, applicant: Record<string, unknown> = {}) =>
  quiet(n, { programme: '28.2', step: 'apply', facts: { 'person.birthDate': '1996-01-30' }, ...changes }, applicant);

const bring = async (desk: Desk, ...cases: Parameters<Desk['office']['issue']>[0]) =>
  importFile(desk.station, await desk.office.issue(cases, desk.certificate));
const ofCase = ({ api }: Station, id: string) => api.crosscheck.ofCase({ caseId: id });
const kinds = async (station: Station, id: string) => (await ofCase(station, id)).hits.map(({ kind }) => kind);
const exclusion = async (station: Station, id: string) =>
  (await ofCase(station, id)).hits.find(({ kind }) => kind === 'exclusion')!;
const pin = async (station: Station, id: string, decision: 'confirmed' | 'dismissed' = 'dismissed') => {
  const { hitId, evidence } = await exclusion(station, id);
  const reason = decision === 'confirmed' ? 'double-benefit' : 'not-enjoyed';
  return station.api.crosscheck.decide({ hitId, evidence, decision, reason, note: '已电话核实' });
};

test('the same person twice: found at import, both cases masked, the later one cannot be signed until it is decided', async () => {
  const desk = await openDesk();
  const { station } = desk;
  await bring(desk, star(1, { idNumber: ID }));
  expect((await ofCase(station, ONE)).hits).toEqual([]);
  await bring(desk, quiet(2, { idNumber: ID, appliedOn: '2023-05-20', receivedOn: '2023-05-21' }), quiet(3));
  const { hits, open, blocking } = await ofCase(station, TWO);
  expect(hits.map(({ kind, state }) => [kind, state])).toEqual([
    ['exclusion', 'open'],
    ['person', 'open'],
  ]);
  expect([open, blocking]).toEqual([2, 1]);
  expect(hits[0]!.conflicts.map(({ owner }) => owner)).toContain(TWO);
  expect(hits[1]!.measures).toEqual(['证件号码相同']);
  expect(JSON.stringify(hits)).not.toContain(ID);
  expect(JSON.stringify(hits)).not.toContain('秦望舒');
  expect((await ofCase(station, THREE)).hits).toEqual([]);
  await decideAll(station, TWO);
  const outcome = await station.api.review.outcome({ caseId: TWO });
  expect(outcome.blockers.map(({ code }) => code)).toContain('EXCLUSION_OPEN');
  expect(outcome.warnings).toContain('交叉核查还有未处理的命中：同一主体 1 条');
  await station.api.review.setOutcome({
    caseId: TWO,
    result: { decision: 'recommend', amount: null, opinion: '同意' },
  });
  const refusal = await refused(station.api.review.sign({ caseId: TWO, passphrase: PASSPHRASE }));
  expect(refusal.details.codes).toContain('EXCLUSION_OPEN');
  await pin(station, TWO);
  expect((await station.api.review.outcome({ caseId: TWO })).blockers.map(({ code }) => code)).not.toContain(
    'EXCLUSION_OPEN',
  );
});

test('a decision stays when data comes in again, and opens when its evidence is other', async () => {
  const desk = await openDesk();
  const { station } = desk;
  await bring(desk, star(1, { idNumber: ID }), quiet(2, { idNumber: ID, appliedOn: '2023-05-20' }));
  const pinned = await pin(station, TWO);
  expect(pinned).toMatchObject({ state: 'dismissed', decided: { reason: 'not-enjoyed', note: '已电话核实' } });
  // The same applicant, a corrected telephone: nothing the exclusion rests on.
  await bring(desk, quiet(2, { idNumber: ID, appliedOn: '2023-05-20' }, { phone: '13900001111' }));
  expect((await exclusion(station, TWO)).state).toBe('dismissed');
  // The other case is granted now.
  await signCase(station, ONE);
  expect((await exclusion(station, TWO)).state).toBe('changed');
  expect((await ofCase(station, TWO)).blocking).toBe(1);
  await pin(station, TWO, 'confirmed');
  // No longer the same person.
  await bring(desk, star(1, { idNumber: '370102198001015555' }));
  expect(await kinds(station, TWO)).toEqual([]);
});

test('a case that was signed as not recommended stands for no benefit', async () => {
  const desk = await openDesk();
  const { station } = desk;
  await bring(desk, star(1, { idNumber: ID }), quiet(2, { idNumber: ID, appliedOn: '2023-05-20' }));
  await pin(station, ONE);
  const { items } = await station.api.review.checklist({ caseId: ONE });
  const paper = items.find(({ group, strength }) => group === 'material' && strength === 'must')!;
  await signCase(station, ONE, { [paper.itemId]: ['fail', 'material-missing'] });
  expect(await kinds(station, TWO)).toEqual(['person']);
  expect((await ofCase(station, TWO)).blocking).toBe(0);
});

test('telephone, account, spouse, name with birthday, and the same file; none of them stops a signature but exclusions', async () => {
  const desk = await openDesk();
  const { station } = desk;
  const bytes = Buffer.from('%PDF-1.4\nsame paper\n%%EOF\n');
  const files = (name: string) => [
    { name: '申报表.pdf', material: 'application' },
    { name, material: 'authentication', bytes },
    { name: '成绩单.pdf', material: 'transcript' },
    { name: '出入境记录.pdf', material: 'entry-exit' },
  ];
  await bring(
    desk,
    quiet(1, { files: files('学位认证书.pdf') }, { phone: '+86 138-0000-1234', bankAccount: '6222 0000 1111 2222' }),
    quiet(2, { files: files('认证.pdf') }, { phone: '13800001234' }),
    quiet(3, {}, { bankAccount: '6222000011112222', spouseIdNumber: '37010219960130003x' }),
    quiet(4, { idNumber: '37010219960130003X', facts: { ...PASSING_FACTS, 'person.birthDate': '1995-02-03' } }),
    star(5, { name: '秦望舒1', idNumber: '' }),
  );
  const between = async (a: string, b: string) => {
    const { hits } = await ofCase(station, a);
    return hits
      .filter(({ sides }) => sides.some((side) => side.caseId === b))
      .map(({ kind, measures, files: same }) => [kind, ...measures, ...same.flatMap(({ names }) => names)]);
  };
  expect(await between(ONE, TWO)).toEqual([
    ['person', '联系电话相同'],
    ['file', '学位认证书.pdf', '认证.pdf'],
  ]);
  expect(await between(ONE, THREE)).toEqual([['person', '收款账号相同']]);
  expect(await between(caseId(4), THREE)).toContainEqual(['person', '一方登记为另一方的配偶']);
  expect(await between(caseId(5), ONE)).toContainEqual(['person', '姓名和出生日期相同']);
  expect(await between(caseId(5), ONE)).toContainEqual(['exclusion', '姓名和出生日期相同']);
  expect((await station.api.review.outcome({ caseId: TWO })).blockers.map(({ code }) => code)).not.toContain(
    'EXCLUSION_OPEN',
  );
});

test('what more than a few share is no sign of one person', async () => {
  const desk = await openDesk();
  const many = Array.from({ length: 11 }, (_, i) => quiet(i + 1, {}, { phone: '13800001234' }));
  await bring(desk, ...many.slice(0, 10));
  expect(await kinds(desk.station, ONE)).toHaveLength(9);
  await bring(desk, many[10]!);
  expect(await kinds(desk.station, caseId(11))).toEqual([]);
});

test('refusals change nothing: unknown hit, other evidence, reason of the other decision, no words for 其他', async () => {
  const desk = await openDesk();
  const { station } = desk;
  await bring(desk, star(1, { idNumber: ID }), quiet(2, { idNumber: ID, appliedOn: '2023-05-20' }));
  const { hitId, evidence } = await exclusion(station, TWO);
  const before = logicalDump(station.session().db.read);
  const attempt = (changes: object) =>
    refused(
      station.api.crosscheck.decide({
        ...{ hitId, evidence, decision: 'dismissed', reason: 'not-enjoyed', note: '' },
        ...changes,
      }),
    );
  expect((await attempt({ hitId: 'a'.repeat(64) })).code).toBe('CROSS_UNKNOWN');
  expect((await attempt({ evidence: 'a'.repeat(64) })).code).toBe('CROSS_CHANGED');
  expect((await attempt({ reason: 'double-benefit' })).code).toBe('CROSS_DECISION');
  expect((await attempt({ reason: 'dismissed-other', note: ' ' })).code).toBe('CROSS_DECISION');
  expect(logicalDump(station.session().db.read)).toBe(before);
});

test('pinned hits are cited in the opinion, signed with the review, told in the history, and rebuilt from the journal', async () => {
  const desk = await openDesk();
  const { station } = desk;
  await bring(desk, star(1, { idNumber: ID }), quiet(2, { idNumber: ID, appliedOn: '2023-05-20' }));
  await pin(station, TWO, 'confirmed');
  await decideAll(station, TWO);
  const { opinion, warnings } = await station.api.review.outcome({ caseId: TWO });
  expect(opinion).toContain('互斥享受已确认（确属重复或互斥享受：已电话核实）');
  expect(warnings).toContain('已确认存在互斥享受，结论却为推荐，请再核对');
  await signCase(station, TWO);
  const [signed] = eventsOf<{ record: string }>(station, 'case.signed');
  const { crossChecks } = reviewRecord.parse(JSON.parse(signed!.record));
  expect(crossChecks).toEqual([
    expect.objectContaining({ kind: 'exclusion', other: '济留补2023-0001', decision: 'confirmed', note: '已电话核实' }),
  ]);
  for (const id of [ONE, TWO]) {
    const { entries } = await station.api.cases.history({ caseId: id });
    expect(entries.map(({ sentence }) => sentence).join()).toContain('交叉核查：互斥享受已确认');
  }
  const { db } = station.session();
  const tables = [...projections.tables];
  const before = logicalDump(db.read, { tables });
  rebuildProjections(db, projections);
  expect(logicalDump(db.read, { tables })).toBe(before);
});

test('the list: filters, counts, taking back; a check of everything finds the same', async () => {
  const desk = await openDesk();
  const { station } = desk;
  const { api } = station;
  await bring(desk, star(1, { idNumber: ID }), quiet(2, { idNumber: ID, appliedOn: '2023-05-20' }));
  const list = (filter: object) => api.crosscheck.list({ ...filter, offset: 0, limit: 50 });
  expect((await list({})).hits.map(({ kind }) => kind)).toEqual(['exclusion', 'person']);
  const { hitId } = await pin(station, TWO);
  expect((await list({ state: 'open' })).hits.map(({ kind }) => kind)).toEqual(['person']);
  expect(await list({ state: 'dismissed', kind: 'exclusion' })).toMatchObject({ total: 1, hits: [{ hitId }] });
  expect((await list({ state: 'confirmed' })).total).toBe(0);
  const tables = ['cross_hits', 'cross_keys', 'cross_checked'];
  const before = logicalDump(station.session().db.read, { tables });
  await api.crosscheck.check({});
  await expect.poll(() => logicalDump(station.session().db.read, { tables })).toBe(before);
  expect(await api.crosscheck.withdraw({ hitId })).toMatchObject({ state: 'open', decided: null });
  expect((await list({ state: 'open' })).total).toBe(2);
});
