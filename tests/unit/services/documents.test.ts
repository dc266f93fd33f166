import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { sha256Hex } from '#main/crypto/primitives.ts';
import type { DocumentSubject } from '#shared/api/documents.ts';
import { FICTIONAL_LINE } from '#shared/documents/model.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import { caseId, TUITION_FILES, tuitionCase } from '#tests/support/cases.ts';
import { addColleague, openDesk } from '#tests/support/centre.ts';
import { eventsOf, importFile, logicalDump, openStation, refused } from '#tests/support/core.ts';
import { makeDocument } from '#tests/support/documents.ts';
import {
  docxText,
  findAll,
  hasLibreOffice,
  libreOfficePages,
  openOfficeFile,
  sheetCells,
} from '#tests/support/officeFile.ts';
import { ID_NUMBER, NAME, ONE, PHONE, signedDesk, THREE, TWO } from '#tests/support/signedCases.ts';

const SUBJECTS: Record<string, DocumentSubject> = {
  审核意见表: { kind: 'opinion', caseId: ONE },
  补正通知书: { kind: 'supplement', caseId: TWO, dueOn: '2026-12-01' },
  不予推荐告知书: { kind: 'rejection', caseId: THREE },
  案卷目录: { kind: 'index', caseId: ONE },
  审核结果汇总表: { kind: 'summary', cases: { filter: {} } },
};

describe('each document', () => {
  test('opens in other programs, carries its codes on every page, and no personal data', {
    timeout: 120_000,
  }, async () => {
    const { station } = await signedDesk();
    const made: { sha256: string; bytes: Uint8Array }[] = [];
    for (const [title, subject] of Object.entries(SUBJECTS)) {
      const { report, bytes } = await makeDocument(station, subject);
      const text = docxText(openOfficeFile(bytes));
      expect(text).toContain(title);
      expect(text).toContain(FICTIONAL_LINE);
      expect(text).toContain(`文书校验码 ${report.groups.join(' ')}`);
      expect(text).toContain('欧***');
      for (const secret of [NAME, ID_NUMBER, PHONE, '1996-01-30']) expect(text, title).not.toContain(secret);
      expect(report).toMatchObject({
        title,
        masked: true,
        format: 'docx',
        bytes: bytes.length,
        fileSha256: sha256Hex(bytes),
      });
      made.push({ sha256: report.sha256, bytes });
    }
    if (!hasLibreOffice()) return;
    const documents = await libreOfficePages(
      made.map(({ bytes }) => bytes),
      'docx',
    );
    for (const [n, pages] of documents.entries()) {
      for (const [i, page] of pages.entries()) {
        expect(page.replace(/\s/g, '')).toContain(`第${i + 1}页，共${pages.length}页`);
        expect(page.replace(/\s/g, '')).toContain(`文书校验码${made[n]!.sha256}`);
      }
    }
  });

  test('what is said on it is what was signed', async () => {
    const { station } = await signedDesk();
    const of = async (subject: DocumentSubject) =>
      docxText(openOfficeFile((await makeDocument(station, subject)).bytes));
    const opinion = await of(SUBJECTS.审核意见表!);
    const { amount } = (await station.api.review.outcome({ caseId: ONE })).saved!;
    expect(opinion).toContain('济留补2023-0001');
    expect(opinion).toContain('欧***（**************0018，电话 138****1234）符合条件。');
    expect(opinion).toContain(`${(amount!.totalFen / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })} 元`);
    expect(opinion).toMatch(/[壹贰叁肆伍陆柒捌玖][万仟佰拾].*元整/);
    expect(opinion).toContain('（盖章）');
    const notice = await of(SUBJECTS.补正通知书!);
    expect(notice).toContain('请于2026年12月1日前');
    expect(notice).toContain('材料无法辨认；请欧***补交盖章的申报表');
    expect(await of({ kind: 'supplement', caseId: TWO, dueOn: null })).toContain('请于　　　　年　　月　　日前');
    expect(await of(SUBJECTS.不予推荐告知书!)).toContain('条件不满足；欧***的学位不在名单内');
    const index = await of(SUBJECTS.案卷目录!);
    for (const { name } of TUITION_FILES) expect(index).toContain(`欧***的${name}`);
  });

  test('its code is the hash of its content, and names it again later', async () => {
    const { station } = await signedDesk();
    const subject = SUBJECTS.审核意见表!;
    const preview = await station.api.documents.preview({ subject });
    const { report } = await makeDocument(station, subject);
    expect(report.sha256).toBe(preview.sha256);
    expect(sha256Hex(canonicalJson(preview.document))).toBe(preview.sha256);
    const printed = await station.api.documents.print({ subject, masked: true, crops: false, reason: '' });
    expect(printed.sha256).toBe(report.sha256);
    const { found } = await station.api.documents.lookUp({ code: report.groups.slice(0, 3).join(' ').toUpperCase() });
    expect(found.map(({ format, number, version, cases, by }) => ({ format, number, version, cases, by }))).toEqual(
      ['print', 'docx'].map((format) => ({ format, number: '济留补2023-0001', version: 1, cases: 1, by: '李审核' })),
    );
    expect((await station.api.documents.lookUp({ code: '0'.repeat(64) })).found).toEqual([]);
    for (const code of ['1234567', 'zzzzzzzzz', '%', "' OR 1=1"]) {
      expect((await refused(station.api.documents.lookUp({ code }))).code).toBe('INPUT_INVALID');
    }
  });
});

describe('personal data', () => {
  test('goes out with a reason only, and the journal says so before anything else', async () => {
    const { station } = await signedDesk();
    const subject = SUBJECTS.审核意见表!;
    for (const options of [{ masked: false }, { crops: true }, { masked: false, reason: '   ' }]) {
      expect((await refused(makeDocument(station, subject, options))).code).toBe('DOCUMENT_REASON');
      const print = { subject, masked: true, crops: false, reason: '', ...options };
      expect((await refused(station.api.documents.print(print))).code).toBe('DOCUMENT_REASON');
    }
    expect(eventsOf(station, 'document.made')).toEqual([]);
    const { bytes, report } = await makeDocument(station, subject, { masked: false, reason: '送达申请人' });
    const text = docxText(openOfficeFile(bytes));
    for (const shown of [NAME, ID_NUMBER, PHONE, '含个人信息，注意保管']) expect(text).toContain(shown);
    expect(eventsOf(station, 'document.made')).toEqual([
      expect.objectContaining({ caseId: ONE, masked: false, reason: '送达申请人', sha256: report.sha256, version: 1 }),
    ]);
    const { entries } = await station.api.cases.history({ caseId: ONE });
    expect(entries[0]!.sentence).toBe('保存审核意见表（含个人信息，用途：送达申请人）');
    await makeDocument(station, { kind: 'summary', cases: { caseIds: [ONE, TWO] } }, { masked: false, reason: '存档' });
    expect(eventsOf(station, 'list.made')).toEqual([expect.objectContaining({ cases: 2, caseIds: [ONE, TWO] })]);
  });

  test('pictures of the evidence are in the file byte for byte, where they are wanted', async () => {
    const { station } = await signedDesk();
    const { bytes } = await makeDocument(station, SUBJECTS.审核意见表!, { crops: true, reason: '归档' });
    const office = openOfficeFile(bytes);
    expect(office.names.filter((name) => /^word\/media\/.*\.png$/.test(name))).toHaveLength(1);
    expect(docxText(office)).toContain('附：依据截图');
    const plain = openOfficeFile((await makeDocument(station, SUBJECTS.审核意见表!)).bytes);
    expect(plain.names.some((name) => name.startsWith('word/media'))).toBe(false);
  });

  test('is for reviewers; whoever has no certificate makes nothing', async () => {
    const { station, office } = await signedDesk();
    await addColleague(station, office, '赵秘书', 'secretary');
    await makeDocument(station, SUBJECTS.审核结果汇总表!);
    const options = { masked: false, reason: '归档' };
    expect((await refused(makeDocument(station, SUBJECTS.审核意见表!, options))).code).toBe('ROLE_FORBIDDEN');
    const bare = await openStation();
    expect((await refused(makeDocument(bare, SUBJECTS.审核结果汇总表!))).code).toBe('CERTIFICATE_NEEDED');
  });
});

describe('what cannot be made', () => {
  test('is refused with what to do, and leaves no file and no event', async () => {
    const { station } = await signedDesk();
    await station.api.review.reopen({ caseId: ONE, reason: 'mistake', note: '' });
    const before = logicalDump(station.session().db.read);
    const files = readdirSync(path.join(station.folder, '..'));
    const wrong: [DocumentSubject, string, string][] = [
      [{ kind: 'opinion', caseId: ONE }, 'DOCUMENT_STATE', '还没有签署'],
      [{ kind: 'supplement', caseId: THREE, dueOn: null }, 'DOCUMENT_STATE', '不是退回补正'],
      [{ kind: 'rejection', caseId: TWO }, 'DOCUMENT_STATE', '不是不予推荐'],
      [{ kind: 'index', caseId: caseId(99) }, 'CASE_UNKNOWN', ''],
      [{ kind: 'summary', cases: { filter: { text: '没有这个人' } } }, 'DOCUMENT_EMPTY', '汇总表'],
      [{ kind: 'summary', cases: { caseIds: [caseId(99)] } }, 'CASE_UNKNOWN', ''],
      [{ kind: 'publicity', publicityId: caseId(98) }, 'PUBLICITY_UNKNOWN', ''],
    ];
    for (const [subject, code, words] of wrong) {
      const refusal = await refused(makeDocument(station, subject));
      expect(refusal.code).toBe(code);
      expect(refusal.message).toContain(words);
    }
    expect((await refused(makeDocument(station, SUBJECTS.不予推荐告知书!, { format: 'xlsx' }))).code).toBe(
      'DOCUMENT_FORMAT',
    );
    expect(readdirSync(path.join(station.folder, '..'))).toEqual(files);
    expect(logicalDump(station.session().db.read)).toBe(before);
    const { choices } = await station.api.documents.choices({ caseId: TWO });
    expect(Object.fromEntries(choices.map(({ kind, why }) => [kind, why]))).toEqual({
      opinion: null,
      supplement: null,
      rejection: '案卷的结论不是不予推荐',
      index: null,
    });
  });

  test('a file that is there is never touched; a name without its extension gets it', async () => {
    const { station } = await signedDesk();
    const taken = path.join(station.folder, '..', '旧.docx');
    writeFileSync(taken, '原有内容');
    const refusal = await refused(makeDocument(station, SUBJECTS.案卷目录!, { path: taken }));
    expect(refusal.code).toBe('FILE_EXISTS');
    expect(eventsOf(station, 'document.made')).toEqual([]);
    const { report } = await makeDocument(station, SUBJECTS.案卷目录!, { path: path.join(station.folder, '..', '新') });
    expect(report.file).toBe('新.docx');
    const nowhere = path.join(station.folder, '没有的文件夹', '一.docx');
    expect((await refused(makeDocument(station, SUBJECTS.案卷目录!, { path: nowhere }))).code).toBe('FILE_NOT_FOUND');
  });

  test('a cancelled list leaves nothing', async () => {
    const { station } = await signedDesk();
    const target = path.join(station.folder, '..', '取消.xlsx');
    const options = { masked: true, crops: false, reason: '', format: 'xlsx' as const, path: target };
    const task = await station.api.documents.save({ subject: SUBJECTS.审核结果汇总表!, ...options });
    await station.api.transfer.cancel({ taskId: task.taskId });
    expect(await station.ended(task)).toMatchObject({ state: 'cancelled', documentReport: null });
    expect(existsSync(target)).toBe(false);
    expect(eventsOf(station, 'list.made')).toEqual([]);
  });
});

describe('sheets', () => {
  test('amounts are numbers, everything that people wrote is text', async () => {
    const { station } = await signedDesk();
    const { bytes } = await makeDocument(station, SUBJECTS.审核结果汇总表!, { format: 'xlsx' });
    const cells = sheetCells(openOfficeFile(bytes));
    const row = [...cells].find(([, { text }]) => text === '济留补2023-0001')![0].slice(1);
    const { amount } = (await station.api.review.outcome({ caseId: ONE })).saved!;
    expect(cells.get(`D${row}`)).toMatchObject({ text: '**************0018', format: '@', type: 's' });
    expect(cells.get(`M${row}`)).toMatchObject({ text: String(amount!.totalFen / 100), format: '#,##0.00' });
    expect(cells.get(`M${row}`)!.type).not.toBe('s');
    const all = [...cells.values()].map(({ text }) => text).join('\n');
    for (const secret of [NAME, ID_NUMBER, PHONE]) expect(all).not.toContain(secret);
  });

  const HOSTILE = [
    "=CMD|'/C calc'!A0",
    '+1+cmd',
    '@SUM(A1)',
    '-2+3',
    '\u202e王二\u202c',
    '<b>&amp;"\'',
    '\ufffe\u0007甲乙',
    '龘'.repeat(80),
  ];
  test('hostile names stay text in both formats', async () => {
    const { station, office, certificate } = await openDesk();
    const cases = HOSTILE.map((name, i) =>
      tuitionCase(i + 1, { name, files: [{ name: `${name.slice(0, 60)}.pdf`, material: null }] }),
    );
    await importFile(station, await office.issue(cases, certificate));
    const subject = SUBJECTS.审核结果汇总表!;
    const options = { masked: false, reason: '核对姓名' };
    const cells = sheetCells(
      openOfficeFile((await makeDocument(station, subject, { ...options, format: 'xlsx' })).bytes),
    );
    const names = HOSTILE.map((name) =>
      name.replace(
        /[\u202e\u202c\ufffe\p{Cc}]/gu,
        (sign) => `[U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`,
      ),
    );
    const shown = [...cells.values()];
    expect(shown.filter(({ formula }) => formula)).toEqual([]);
    for (const name of names) expect(shown.find(({ text }) => text === name)).toMatchObject({ type: 's', format: '@' });
    const office2 = openOfficeFile((await makeDocument(station, subject, options)).bytes);
    const text = docxText(office2);
    for (const name of names) expect(text).toContain(name);
    expect(findAll(office2.parts.get('word/document.xml')!, 'w:instrText')).toEqual([]);
  });
});
