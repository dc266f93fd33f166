/** Numbers of the office, the last day of 补正, and documents for many cases in one go. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { rebuildProjections } from '#db/projections.ts';
import { projections } from '#main/createCore.ts';
import type { DocumentSubject } from '#shared/api/documents.ts';
import type { DocumentSettings } from '#shared/documents/numbers.ts';
import { addColleague } from '#tests/support/centre.ts';
import {
  eventsOf,
  logicalDump,
  openStation,
  PASSPHRASE,
  refused,
  type Station,
  tempFolder,
} from '#tests/support/core.ts';
import { makeDocument } from '#tests/support/documents.ts';
import { docxText, openOfficeFile } from '#tests/support/officeFile.ts';
import { NAME, ONE, signAs, signedDesk, THREE, TWO } from '#tests/support/signedCases.ts';

const SETTINGS: DocumentSettings = {
  symbols: { supplement: '济历人才补', rejection: '济历人才告' },
  supplementDays: 10,
};
const NOTICE: DocumentSubject = { kind: 'supplement', caseId: TWO, dueOn: null };

async function configured() {
  const desk = await signedDesk();
  await desk.station.api.documents.configure(SETTINGS);
  return desk;
}

async function numberOf(
  station: Station,
  subject: DocumentSubject,
  numbering?: number | 'none',
): Promise<string | null> {
  const { bytes } = await makeDocument(station, subject, numbering === undefined ? {} : { numbering });
  return /济历人才[补告]〔\d+〕\d+号/.exec(docxText(openOfficeFile(bytes)))?.[0] ?? null;
}

describe('a number of the office', () => {
  test('is the next free one, stays with its document, and nobody else gets it', async () => {
    const { station } = await configured();
    const { api } = station;
    const preview = await api.documents.preview({ subject: NOTICE });
    expect(preview.number).toEqual({ symbol: '济历人才补', year: 2026, serial: 1 });
    expect(eventsOf(station, 'document.numbered')).toEqual([]);
    expect(await numberOf(station, NOTICE)).toBe('济历人才补〔2026〕1号');
    expect(await numberOf(station, NOTICE)).toBe('济历人才补〔2026〕1号');
    expect(await numberOf(station, NOTICE, 7)).toBe('济历人才补〔2026〕7号');
    expect(await numberOf(station, NOTICE, 'none')).toBeNull();
    // 代字 count apart.
    expect(await numberOf(station, { kind: 'rejection', caseId: THREE })).toBe('济历人才告〔2026〕1号');
    expect(eventsOf(station, 'document.numbered')).toMatchObject([
      { symbol: '济历人才补', serial: 1, subjectId: TWO, version: 1 },
      { symbol: '济历人才补', serial: 7 },
      { symbol: '济历人才告', serial: 1, subjectId: THREE },
    ]);
    // A new version is another document.
    await api.review.reopen({ caseId: TWO, reason: 'mistake', note: '' });
    await signAs(station, TWO);
    const wanted = await refused(makeDocument(station, NOTICE, { numbering: 7 }));
    expect([wanted.code, wanted.message]).toEqual([
      'DOCUMENT_NUMBER',
      expect.stringContaining('济历人才补〔2026〕7号'),
    ]);
    expect(await numberOf(station, NOTICE)).toBe('济历人才补〔2026〕8号');
    const { found } = await api.documents.lookUp({ code: preview.sha256 });
    expect(found[0]).toMatchObject({ documentNumber: '济历人才补〔2026〕1号' });
    const { db } = station.session();
    const before = logicalDump(db.read);
    rebuildProjections(db, projections);
    expect(logicalDump(db.read)).toBe(before);
  });

  test('needs a 代字; who may not change the settings changes nothing', async () => {
    const { station, office } = await signedDesk();
    expect(await station.api.documents.preview({ subject: NOTICE })).toMatchObject({ symbol: null, number: null });
    expect(await numberOf(station, NOTICE)).toBeNull();
    for (const symbol of ['', '人社 补', '补〔1〕', '补2026']) {
      const wrong = { symbols: { supplement: symbol }, supplementDays: null };
      expect((await refused(station.api.documents.configure(wrong))).code).toBe('INPUT_INVALID');
    }
    await addColleague(station, office, '孙专家', 'expert');
    expect((await refused(station.api.documents.configure(SETTINGS))).code).toBe('ROLE_FORBIDDEN');
    expect(await station.api.documents.settings({})).toEqual({ symbols: {}, supplementDays: null });
    const bare = await openStation();
    expect((await refused(bare.api.documents.configure(SETTINGS))).code).toBe('CERTIFICATE_NEEDED');
  });
});

test('the last day of 补正 is the signed one, else counted by the setting, else for people to fix', async () => {
  const { station } = await signedDesk();
  const { api } = station;
  const day = () => api.documents.supplementDay({ caseId: TWO });
  expect(await day()).toMatchObject({ dueOn: null, sentence: expect.stringContaining('人工核定') });
  await api.documents.configure(SETTINGS);
  // Ten working days after Saturday, 21 November 2026.
  expect(await day()).toEqual({ dueOn: '2026-12-04', sentence: '按设置的补正期限，自通知次日起 10 个工作日' });
  await api.review.reopen({ caseId: TWO, reason: 'mistake', note: '' });
  const { opinion } = await api.review.outcome({ caseId: TWO });
  const result = { decision: 'supplement' as const, amount: null, opinion };
  await api.review.setOutcome({ caseId: TWO, result, supplementDue: { workingDays: null, dueOn: '2026-12-31' } });
  await signAsSaved(station);
  expect(await day()).toEqual({ dueOn: '2026-12-31', sentence: '签署的补正清单所定' });
});

const signAsSaved = async ({ api }: Station) => {
  await api.review.sign({ caseId: TWO, passphrase: PASSPHRASE });
};

describe('documents for many cases', () => {
  const run = async (station: Station, kind: 'opinion' | 'supplement' | 'index', folder: string, more = {}) => {
    const subject = { kind, cases: { caseIds: [ONE, TWO, THREE] } };
    const options = { masked: true, crops: false, reason: '', format: 'docx' as const, path: folder, ...more };
    return station.ended(await station.api.documents.saveMany({ subject, ...options }));
  };

  test('are one file a case, each with its own number and day, each in the journal', async () => {
    const { station } = await configured();
    const folder = tempFolder();
    const subject = { kind: 'supplement' as const, cases: { filter: {} } };
    expect(await station.api.documents.planMany({ subject })).toMatchObject({
      ready: 1,
      leftOutCount: 2,
      leftOut: [{ number: '济留补2023-0001', why: '案卷的结论不是退回补正' }, { number: '济留补2023-0003' }],
    });
    const { documentsReport } = await run(station, 'supplement', folder);
    expect(documentsReport).toMatchObject({ title: '补正通知书', stopped: false, leftOut: [{}, {}] });
    const [made] = documentsReport!.made;
    expect(made!.file).toBe('补正通知书-济留补2023-0002-20261121-1600.docx');
    expect(readdirSync(folder)).toEqual([made!.file]);
    const text = docxText(openOfficeFile(new Uint8Array(readFileSync(path.join(folder, made!.file)))));
    expect(text).toContain('济历人才补〔2026〕1号');
    expect(text).toContain('请于2026年12月4日前');
    expect(text).toContain(`文书校验码 ${made!.groups.join(' ')}`);
    expect(text).not.toContain(NAME);
    expect(eventsOf(station, 'document.made')).toMatchObject([{ caseId: TWO, file: made!.file, kind: 'supplement' }]);
  });

  test('never write over a file: the case is left out in words, the others are made', async () => {
    const { station } = await configured();
    const folder = tempFolder();
    const taken = path.join(folder, '案卷目录-济留补2023-0002-20261121-1600.docx');
    writeFileSync(taken, '原有内容');
    const { documentsReport } = await run(station, 'index', folder);
    expect(documentsReport!.made.map(({ caseId }) => caseId)).toEqual([ONE, THREE]);
    expect(documentsReport!.leftOut).toMatchObject([{ caseId: TWO, why: expect.stringContaining('已') }]);
    expect(readFileSync(taken, 'utf8')).toBe('原有内容');
    expect(eventsOf(station, 'document.made')).toHaveLength(2);
  });

  test('that cannot be made are refused with a code and leave nothing', async () => {
    const { station, office } = await configured();
    const folder = tempFolder();
    const nowhere = path.join(folder, '没有');
    expect((await run(station, 'index', nowhere)).refusal!.code).toBe('FILE_NOT_FOUND');
    expect(existsSync(nowhere)).toBe(false);
    expect((await refused(run(station, 'index', folder, { masked: false }))).code).toBe('DOCUMENT_REASON');
    expect((await refused(run(station, 'opinion', folder, { format: 'xlsx' }))).code).toBe('DOCUMENT_FORMAT');
    await addColleague(station, office, '赵秘书', 'secretary');
    expect((await refused(run(station, 'index', folder, { masked: false, reason: '存档' }))).code).toBe(
      'ROLE_FORBIDDEN',
    );
    expect(readdirSync(folder)).toEqual([]);
    expect(eventsOf(station, 'document.made')).toEqual([]);
  });

  test('stopped midway, what was written stays and is named', async () => {
    const { station } = await configured();
    const folder = tempFolder();
    const subject = { kind: 'index' as const, cases: { filter: {} } };
    const options = { masked: true, crops: false, reason: '', format: 'xlsx' as const, path: folder };
    const task = await station.api.documents.saveMany({ subject, ...options });
    await expect.poll(() => readdirSync(folder).length, { timeout: 60_000, interval: 5 }).toBeGreaterThan(0);
    await station.api.transfer.cancel({ taskId: task.taskId });
    const ended = await station.ended(task);
    const files = readdirSync(folder);
    expect(eventsOf<{ file: string }>(station, 'document.made').map(({ file }) => file)).toEqual(files);
    if (ended.state === 'done') expect(ended.documentsReport!.made.map(({ file }) => file)).toEqual(files);
    else expect([ended.state, files]).toEqual(['cancelled', []]);
  });
});
