/** What the rules leave to people about an amount: fixed within their bounds, with a reason, and signed. */
import { expect, test } from 'vitest';
import { caseId, tuitionCase } from '#tests/support/cases.ts';
import { openDesk } from '#tests/support/centre.ts';
import { exportFile, importFile, logicalDump, PASSPHRASE, refused } from '#tests/support/core.ts';
import { makeDocument } from '#tests/support/documents.ts';
import { docxText, openOfficeFile } from '#tests/support/officeFile.ts';
import { decideAll } from '#tests/support/reviewing.ts';

const CASE = caseId(1);
const WAN = 1_000_000;
/** A maker space of the city: 40 to 50 万, fixed by the bureau after an assessment. */
const MAKER_SPACE = { programme: '27.2', track: 'city-makerspace', step: 'application', facts: {}, files: [] };

async function atWork() {
  const desk = await openDesk();
  await importFile(desk.station, await desk.office.issue([tuitionCase(1, MAKER_SPACE)], desk.certificate));
  await decideAll(desk.station, CASE);
  return desk;
}

const FIX = {
  ...{ totalFen: 45 * WAN, cityFen: 45 * WAN - 1, districtFen: 1, reason: '市科技局绩效评价结果，会议纪要第 7 号' },
  instalments: [
    { label: '第一批', fen: 20 * WAN },
    { label: '第二批', fen: 25 * WAN },
  ],
};

test('a sum between bounds is fixed, kept, printed, compared and signed', async () => {
  const { station, office } = await atWork();
  const { api } = station;
  const draft = await api.review.outcome({ caseId: CASE });
  expect(draft).toMatchObject({
    ...{ suggested: 'recommend', amount: null },
    amountOpening: { totalFen: null, from: 40 * WAN, to: 50 * WAN },
    warnings: expect.arrayContaining(['金额、拨付批次或承担方还有需人工核定的部分']),
  });
  const save = (amountFix?: typeof FIX | null) =>
    api.review.setOutcome({
      caseId: CASE,
      result: { decision: 'recommend', amount: null, opinion: '同意资助。' },
      ...(amountFix !== undefined && { amountFix }),
    });
  const before = logicalDump(station.session().db.read);
  for (const wrong of [{ totalFen: 51 * WAN }, { cityFen: 46 * WAN }, { reason: ' ' }]) {
    expect(['AMOUNT_FIX', 'INPUT_INVALID']).toContain((await refused(save({ ...FIX, ...wrong }))).code);
  }
  expect(logicalDump(station.session().db.read)).toBe(before);
  const fixed = await save(FIX);
  const { reason, ...parts } = FIX;
  expect(fixed.amount).toMatchObject({ ...parts, unassignedFen: 0, fixed: { reason } });
  expect(fixed.blockers).toEqual([]);
  expect(fixed.warnings).not.toContain('金额、拨付批次或承担方还有需人工核定的部分');
  expect(fixed.drafts.recommend).toContain('核定金额 450,000 元');
  // The opinion is written on; what was fixed stays until it is taken back.
  expect((await save()).saved!.amount).toEqual(fixed.amount);
  expect((await save(null)).saved!.amount).toBeNull();
  await save(FIX);
  await api.review.sign({ caseId: CASE, passphrase: PASSPHRASE });
  const text = docxText(openOfficeFile((await makeDocument(station, { kind: 'opinion', caseId: CASE })).bytes));
  for (const said of ['450,000.00 元', '肆拾伍万元整', '449,999.99 元', '0.01 元', '250,000.00', reason]) {
    expect(text).toContain(said);
  }
  await api.review.reopen({ caseId: CASE, reason: 'mistake', note: '' });
  await save({
    ...FIX,
    totalFen: 46 * WAN,
    instalments: [{ label: '一次性', fen: 46 * WAN }],
    cityFen: 46 * WAN,
    districtFen: 0,
  });
  const { differences } = await api.review.compare({ caseId: CASE, from: 1, to: null });
  expect(differences).toEqual([
    {
      ...{ where: '结论', field: '金额' },
      before: `450000.00 元；分批：第一批 200000.00 元、第二批 250000.00 元；市级 449999.99 元，区县 0.01 元；人工核定：${reason}`,
      after: `460000.00 元；市级 460000.00 元，区县 0.00 元；人工核定：${reason}`,
    },
  ]);
  await api.review.sign({ caseId: CASE, passphrase: PASSPHRASE });
  const file = `${station.folder}/../out.qpb`;
  await exportFile(station, file);
  await expect(office.receive(file)).resolves.toBeTruthy();
});

test('where the rules settle everything nothing can be fixed', async () => {
  const { station, office, certificate } = await openDesk();
  await importFile(station, await office.issue([tuitionCase(1)], certificate));
  await decideAll(station, CASE);
  expect((await station.api.review.outcome({ caseId: CASE })).amountOpening).toBeNull();
  const result = { decision: 'recommend' as const, amount: null, opinion: '同意。' };
  const refusal = await refused(station.api.review.setOutcome({ caseId: CASE, result, amountFix: FIX }));
  expect([refusal.code, refusal.message]).toEqual(['AMOUNT_FIX', expect.stringContaining('没有需人工核定的部分')]);
});
