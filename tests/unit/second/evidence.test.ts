/** What the second person marked goes where their opinion goes. */
import { describe, expect, test } from 'vitest';
import { cropBytes } from '#db/queries/review.ts';
import type { FieldChoice } from '#shared/domain/secondReview.ts';
import { caseId } from '#tests/support/cases.ts';
import { eventsOf, importFile, PASSPHRASE, refused, type Station } from '#tests/support/core.ts';
import { addEvidence, decideAll, itemOf, signCase } from '#tests/support/reviewing.ts';
import { openPair, secondOfCase, twoStations } from '#tests/support/twoPeople.ts';

const DEGREE = 'condition:c.degree';
const FIELD = `verdict:${DEGREE}` as const;
const MONTHS = 'study.monthsAbroad';
const ONE = caseId(1);
const FIRST = { quote: '授予硕士学位', attachmentId: `${ONE}.2` };
const reject = { decision: 'reject' as const, amount: null, opinion: '学位与证书不符', supplement: null };

/** The first person marks a place in file 2 and recommends; the second, in file 3, finds the degree wanting. */
async function signFirst(station: Station): Promise<void> {
  await addEvidence(station, ONE, DEGREE, FIRST);
  await signCase(station, ONE);
}

async function signSecond(station: Station, secondId: string): Promise<void> {
  const { api } = station;
  await api.second.take({ secondId });
  await decideAll(station, secondId, { [DEGREE]: ['fail', 'contradiction'] });
  await addEvidence(station, secondId, DEGREE, { quote: '结业证书', attachmentId: `${secondId}.3` });
  await api.review.setOutcome({ caseId: secondId, result: reject });
  await api.review.sign({ caseId: secondId, passphrase: PASSPHRASE });
}

async function bothSigned() {
  const pair = await openPair(1);
  const { station, approver } = pair;
  await signFirst(station);
  await station.api.second.ask({ caseIds: [ONE], blind: true });
  await pair.turnTo(approver);
  const { secondId } = await secondOfCase(station, ONE);
  await signSecond(station, secondId);
  return { ...pair, secondId };
}

const settle = (choice: 'first' | 'second'): FieldChoice[] => [
  { field: FIELD, choice, reason: '原件已核' },
  { field: 'outcome', choice, reason: '随判定' },
];

describe('at adjudication', () => {
  test('both sides show where they looked, each in the files of the case', async () => {
    const { station, secondId } = await bothSigned();
    const { fields } = await station.api.second.adjudication({ secondId });
    const { places } = fields.find(({ field }) => field === FIELD)!;
    expect(places.first).toMatchObject([{ quote: '授予硕士学位', attachmentId: `${ONE}.2`, author: '李审核' }]);
    expect(places.second).toMatchObject([{ quote: '结业证书', attachmentId: `${ONE}.3`, author: '周复核' }]);
    expect(fields.find(({ field }) => field === 'outcome')!.places).toEqual({ first: [], second: [] });
  });

  test('with the second opinion the item carries its reason and its evidence, and no other', async () => {
    const { station, secondId } = await bothSigned();
    await station.api.second.adjudicate({ secondId, choices: settle('second'), passphrase: PASSPHRASE });
    const { verdict, evidence } = await itemOf(station, ONE, DEGREE);
    expect(verdict).toMatchObject({ verdict: 'fail', reason: 'contradiction' });
    expect(evidence.map(({ quote, attachmentId }) => [quote, attachmentId])).toEqual([['结业证书', `${ONE}.3`]]);
    const [, , final] = eventsOf<{ record: string }>(station, 'case.signed').map(({ record }) => JSON.parse(record));
    const item = final.items.find((one: { itemId: string }) => one.itemId === DEGREE);
    expect(item.evidence.map(({ quote }: { quote: string }) => quote)).toEqual(['结业证书']);
  });

  test('with the first opinion nothing of the item moves', async () => {
    const { station, secondId } = await bothSigned();
    const before = (await itemOf(station, ONE, DEGREE)).evidence;
    await station.api.second.adjudicate({ secondId, choices: settle('first'), passphrase: PASSPHRASE });
    expect((await itemOf(station, ONE, DEGREE)).evidence).toEqual(before);
  });

  test('an own 不符合 stands on what both marked', async () => {
    const { station, secondId } = await bothSigned();
    const value = { kind: 'verdict', verdict: 'fail', reason: 'material-invalid', note: '' } as const;
    const own: FieldChoice = { field: FIELD, choice: 'own', reason: '两处相互矛盾', value };
    const choices = [own, settle('second')[1]!];
    await station.api.second.adjudicate({ secondId, choices, passphrase: PASSPHRASE });
    const { evidence } = await itemOf(station, ONE, DEGREE);
    expect(evidence.map(({ quote }) => quote)).toEqual(['授予硕士学位', '结业证书']);
  });

  test('a value of the adjudicator’s own is read like any other, and the rules count with it', async () => {
    const pair = await openPair(1);
    const { station, approver } = pair;
    const { api } = station;
    await signCase(station, ONE);
    await api.second.ask({ caseIds: [ONE], blind: false });
    await pair.turnTo(approver);
    const { secondId } = await secondOfCase(station, ONE);
    const { facts } = await api.second.adjudication({ secondId });
    expect(facts).toContainEqual(expect.objectContaining({ key: MONTHS, declared: '14 个月' }));
    const own = (value: number | string | null, key = MONTHS) => ({
      ...{ field: `observed:${key}`, choice: 'own', reason: '出入境记录合计 13 个月' },
      value: { kind: 'observed', value },
    });
    const go = (choice: object) =>
      api.second.adjudicate({ secondId, choices: [choice as FieldChoice], passphrase: PASSPHRASE });
    expect((await refused(go(own('十三')))).code).toBe('FACT_TYPE');
    expect((await refused(go(own(13, 'no.such')))).code).toBe('FACT_UNKNOWN');
    expect(await go(own('13'))).toMatchObject({ outcome: 'approved', version: 2 });
    const { facts: lines, findings } = await api.review.checklist({ caseId: ONE });
    expect(lines.find(({ key }) => key === MONTHS)?.observed).toMatchObject({ value: '13 个月', finding: 'differs' });
    expect(findings.map(({ note }) => note)).toEqual(['出入境记录合计 13 个月']);
  });
});

test('from another workstation a settled 不符合 comes back with its evidence and the pictures', async () => {
  const { a, b, stick, toA, toB } = await twoStations();
  await signFirst(a);
  await a.api.second.handOver({ caseIds: [ONE], blind: true, certificate: toB, path: stick('ask.qpb') });
  await importFile(b, stick('ask.qpb'));
  const { secondId } = await secondOfCase(b, ONE);
  await signSecond(b, secondId);
  const { fields } = await b.api.second.adjudication({ secondId });
  const [theirs] = fields.find(({ field }) => field === FIELD)!.places.second;
  const choices: FieldChoice[] = [
    settle('second')[0]!,
    { field: 'outcome', choice: 'return', reason: '请随判定改结论' },
  ];
  await b.api.second.adjudicate({ secondId, choices, passphrase: null });
  await b.api.second.sendBack({ secondIds: [secondId], certificate: toA, path: stick('answer.qpb') });
  await importFile(a, stick('answer.qpb'));
  const { verdict, evidence } = await itemOf(a, ONE, DEGREE);
  expect(verdict).toMatchObject({ verdict: 'fail', reason: 'contradiction' });
  expect(evidence.map(({ quote, attachmentId }) => [quote, attachmentId])).toEqual([['结业证书', `${ONE}.3`]]);
  const { cropSha256 } = theirs!;
  expect(evidence[0]!.cropSha256).toBe(cropSha256);
  expect(cropBytes(a.session().db.read, cropSha256)).toEqual(cropBytes(b.session().db.read, cropSha256));
  await a.api.review.setOutcome({ caseId: ONE, result: reject });
  expect(await a.api.review.sign({ caseId: ONE, passphrase: PASSPHRASE })).toMatchObject({ version: 2 });
});
