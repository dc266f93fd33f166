/** From a signed case to the paper: preview, file, print, a public notice with an objection. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/appTest.ts';
import { look } from '../support/e2eLook.ts';
import { currentTitle, openCase } from '../support/e2eReview.ts';
import { choose, chooseFolder } from '../support/e2eScreen.ts';
import { docxText, openOfficeFile } from '../support/officeFile.ts';

test.use({ demo: true });
const CASE = '济购补2024-0001';
const NAME = '孟以宁';

/** Everything fits, by keyboard, to the signature. */
async function signCase(page: Page, passphrase: string): Promise<void> {
  await openCase(page, CASE);
  // The list of files needs no decision.
  await page.getByRole('button', { name: '案卷目录' }).click();
  await expect(page.getByRole('region', { name: '案卷目录预览' })).toContainText(CASE);
  await look(page, 'documents-index');
  await page.keyboard.press('Escape');
  for (let title = await currentTitle(page); title !== '结论与签署'; title = await currentTitle(page)) {
    const before = title;
    await page.keyboard.press('1');
    await page.keyboard.press('Enter');
    await expect.poll(() => currentTitle(page)).not.toBe(before);
  }
  await page.keyboard.press('Control+Enter');
  const sheet = page.getByRole('dialog');
  const field = sheet.getByLabel('签署口令');
  await expect(field).toBeEnabled();
  await field.fill(passphrase);
  await field.press('Enter');
  await expect(sheet).toContainText('已签署并锁定，第 1 版。', { timeout: 60_000 });
}

const go = (page: Page, hash: string) =>
  page.evaluate((to) => {
    window.location.hash = to;
  }, hash);

test('documents of a signed case, a summary, and a public notice', async ({ app, demoTemplate }) => {
  const { page } = app;
  await expect(page.getByRole('heading', { name: '工作台' })).toBeVisible({ timeout: 60_000 });
  await page.evaluate(() => {
    window.print = () => window.dispatchEvent(new Event('qp-printed'));
  });
  await signCase(page, demoTemplate().summary.passphrase);
  await look(page, 'documents-signed');

  await page.getByRole('dialog').getByRole('button', { name: '审核意见表' }).click();
  const paper = page.getByRole('region', { name: '审核意见表预览' });
  await expect(paper).toContainText('孟**');
  await expect(paper).not.toContainText(NAME);
  await look(page, 'documents-opinion');
  const file = path.join(app.folder, '意见表.docx');
  await choose(app, () => page.getByRole('button', { name: '保存为 Word 文档' }).click(), file);
  await expect(page.locator('.qp-made')).toContainText(file, { timeout: 30_000 });
  const text = docxText(openOfficeFile(new Uint8Array(readFileSync(file))));
  expect(text).toContain('孟**');
  expect(text).not.toContain(NAME);
  const code = text.match(/文书校验码 ([0-9a-f ]{79})/)![1]!;

  // Whole personal data asks for the purpose first.
  await page.getByRole('checkbox', { name: '显示完整个人信息' }).check();
  await expect(page.getByRole('button', { name: '打印' })).toBeDisabled();
  await page.getByLabel('用途').fill('送达申请人');
  await page.getByRole('button', { name: '打印' }).click();
  await expect(page.locator('.qp-sheet.qp-doc')).toContainText(NAME);
  await page.emulateMedia({ media: 'print' });
  await look(page, 'documents-print');
  await page.emulateMedia({ media: 'screen' });
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await expect(page.locator('.qp-sheet.qp-doc')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(paper).toHaveCount(0);

  await go(page, '#/cases?state=signed');
  await page.getByRole('button', { name: '批量文书' }).click();
  const many = page.getByRole('dialog');
  await expect(many).toContainText('可以制作审核意见表 1 份');
  await look(page, 'documents-many');
  const folder = path.join(app.folder, '文书');
  mkdirSync(folder);
  await chooseFolder(app, () => many.getByRole('button', { name: '选择文件夹' }).click(), folder);
  await expect(many).toContainText('制作了审核意见表 1 份', { timeout: 30_000 });
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/^审核意见表-济购补2024-0001-\d{8}-\d{4}\.docx$/)]);
  await look(page, 'documents-many-made');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '汇总表' }).click();
  await expect(page.getByRole('region', { name: '审核结果汇总表预览' })).toContainText(CASE);
  await look(page, 'documents-summary');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: '发布公示' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('列入公示 1 件');
  await dialog.getByLabel('标题').fill('2024 年第一批购房补贴公示');
  await dialog.getByLabel('公示天数（工作日）').fill('5');
  await dialog.getByLabel('受理异议的单位、地址和电话').fill('历下区人社局人才科');
  await look(page, 'publicity-open');
  await dialog.getByRole('button', { name: '发布' }).click();
  await expect(page.getByRole('region', { name: '公示期' })).toContainText('公示中');
  await page.getByRole('button', { name: '登记异议' }).click();
  await page.getByRole('dialog').getByLabel('异议人').fill('钱知情');
  await page.getByRole('dialog').getByLabel('异议内容').fill('购房时间存疑，请核查。');
  await look(page, 'publicity-objection');
  await page.getByRole('dialog').getByRole('button', { name: '登记', exact: true }).click();
  await expect(page.getByRole('region', { name: '公示异议' })).toContainText('钱**');
  await page.getByRole('button', { name: '延长' }).click();
  await page.getByRole('dialog').getByLabel('延长天数').fill('3');
  await page.getByRole('dialog').getByLabel('原因').fill('收到异议，须补充核查');
  await page.getByRole('dialog').getByRole('button', { name: '延长' }).click();
  await expect(page.getByRole('region', { name: '公示期' })).toContainText('收到异议，须补充核查');
  await look(page, 'publicity-view');
  await go(page, '#/exchange/publicity');
  await expect(page.getByRole('region', { name: '公示列表' })).toContainText('1 条');
  await look(page, 'publicity-list');

  await go(page, '#/exchange/documents');
  await page.getByLabel('公示名单代字').fill('济历人才公');
  await page.getByRole('region', { name: '文书设置' }).getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('已保存文书设置。')).toBeVisible();
  await page.getByLabel('文书校验码').fill(code.slice(0, 19));
  await page.getByLabel('文书校验码').press('Enter');
  // Made alone and with many: the same paper, twice in the journal.
  await expect(page.getByRole('row')).toHaveCount(3);
  await look(page, 'documents-lookup');
  await go(page, '#/');
  await expect(page.getByRole('region', { name: '公示' })).toContainText('1 条异议未处理');
  await look(page, 'documents-home');
});
