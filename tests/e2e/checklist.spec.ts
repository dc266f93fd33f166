/** Work on the checklist beyond verdicts: observed values, notes, clauses, the list of 补正 and what comes back on it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { BundleCase } from '#shared/domain/caseRecord.ts';
import { expect, takePicture, test } from '../support/appTest.ts';
import { run } from '../support/e2eCentre.ts';
import { tabTo } from '../support/e2eLook.ts';
import { currentItem, inkOnPage, openCase } from '../support/e2eReview.ts';
import { importReport, startImport } from '../support/e2eScreen.ts';
import { openBag } from '../support/forge.ts';
import { withCover } from '../support/pagedPdf.ts';

test.use({ demo: true });

const NUMBER = '济购补2023-0001';
const PASSPHRASE = 'baotuquan-72-mingquan';

const atHome = (page: Page) => expect(page.getByRole('heading', { name: '工作台' })).toBeVisible({ timeout: 60_000 });

test('values are checked, notes outlive a crash', async ({ app }) => {
  let { page } = app;
  await atHome(page);
  await openCase(page, NUMBER);

  await test.step('a note without a verdict is there after a crash', async () => {
    await page.keyboard.press('N');
    await page.keyboard.type('请补盖公章');
    await expect(page.getByRole('status').filter({ hasText: '已保存' })).toBeVisible();
    page = await app.crash();
    await atHome(page);
    await openCase(page, NUMBER);
    await expect(page.getByLabel('备注')).toHaveValue('请补盖公章');
    await expect(currentItem(page).locator('.qp-verdict').first()).toHaveText('未审');
  });

  await test.step('the clause is one key away', async () => {
    await page.getByRole('button', { name: /未审 所购住房在济南/ }).click();
    await page.keyboard.press('C');
    await expect(page.getByRole('region', { name: '条款内容' })).toContainText('济人才办发〔2022〕4号');
    await takePicture(page, 'checklist-clauses');
    await page.keyboard.press('C');
  });

  await test.step('the whole page becomes evidence by one key', async () => {
    await page.keyboard.press('Shift+E');
    await expect(currentItem(page).getByRole('button', { name: /查看依据：.*第 1 页/ })).toBeVisible();
    await expect(currentItem(page).locator('.qp-wb-chip img')).toBeVisible();
    await takePicture(page, 'checklist-whole-page');
  });

  await test.step('an observed value stands beside the declared one and the pre-check counts with it', async () => {
    const { keyboard } = page;
    const dialog = page.getByRole('dialog');
    await keyboard.press('Shift+F');
    await expect(dialog.getByRole('table')).toContainText('购房金额');
    await takePicture(page, 'checklist-facts');
    await keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await keyboard.press('F');
    await expect(dialog.getByRole('radio', { checked: true })).toBeFocused();
    await takePicture(page, 'checklist-observe');
    await keyboard.press('ArrowRight');
    await keyboard.press('Tab');
    await keyboard.type('合同所载房屋不在济南');
    await tabTo(page, dialog.getByRole('button', { name: '记录核实值' }), 5);
    await keyboard.press('Enter');
    await expect(dialog).toHaveCount(0);
    await expect(currentItem(page).locator('.qp-wb-observed')).toContainText('核实不一致');
    await expect(currentItem(page).locator('.qp-wb-precheck')).toContainText('不满足');
    await expect(page.getByRole('button', { name: '核实差异 1 项' })).toBeVisible();
    await takePicture(page, 'checklist-observed');
    await keyboard.press('Control+z');
    await expect(currentItem(page).locator('.qp-wb-observed')).toHaveCount(0);
  });
});

const bytesOf = (bag: ReadonlyMap<string, Uint8Array>, { sha256, extension }: { sha256: string; extension: string }) =>
  Buffer.from(bag.get(`data/attachments/${sha256}.${extension}`)!);

/** The case as the plain bundle of the demo has it, with a page put before those of its first file and another paper as its second, in a folder for the centre. */
function correctedCase(bundle: string, folder: string): void {
  const { bag } = openBag(bundle);
  const records = [...bag].filter(([name]) => name.startsWith('data/cases/'));
  const found = records.map(([, data]) => JSON.parse(Buffer.from(data).toString()) as BundleCase);
  const record = found.find(({ number }) => number === NUMBER)!;
  mkdirSync(folder);
  const attachments = record.attachments.map(({ sha256, extension, name, material }, i) => {
    const bytes = bytesOf(bag, i === 1 ? record.attachments[2]! : { sha256, extension });
    const file = `${i}.${extension}`;
    writeFileSync(path.join(folder, file), i === 0 ? withCover(bytes, 'Corrected 2023-06-01') : bytes);
    return { file, name, material };
  });
  const facts = { ...record.facts, 'house.price': 190_000_000 };
  writeFileSync(path.join(folder, `${record.id}.json`), JSON.stringify({ ...record, facts, attachments }));
}

test('what is to be supplied becomes a dated list; the corrected case opens only what it touches', async ({ app }) => {
  const { page, folder } = app;
  const { keyboard } = page;
  const sheet = page.getByRole('dialog');
  await atHome(page);
  await openCase(page, NUMBER);
  await keyboard.press('4');
  await keyboard.press('N');
  await keyboard.type('请补盖单位公章');
  await keyboard.press('Escape');
  await expect(currentItem(page).locator('.qp-verdict').first()).toHaveText('待补正');
  await keyboard.press('Shift+E');
  await expect(currentItem(page).getByRole('button', { name: /查看依据：.*第 1 页/ })).toBeVisible();
  for (let n = 1; n < 21; n++) {
    await keyboard.press('Enter');
    await keyboard.press('1');
    if (n === 1) {
      await expect(page.getByRole('tab', { selected: true })).toContainText('个人承诺书');
      await inkOnPage(page);
      await keyboard.press('Shift+E');
      await expect(currentItem(page).getByRole('button', { name: /查看依据：个人承诺书/ })).toBeVisible();
    }
  }
  await expect(page.getByText('已审 21／21')).toBeVisible();
  await keyboard.press('Control+Enter');
  await expect(sheet.getByText('按判定建议：退回补正')).toBeVisible();
  await sheet.getByLabel('补正工作日数').fill('5');
  await expect(sheet.getByLabel('补正截止日期')).toHaveValue(/^\d{4}-\d{2}-\d{2}$/);
  await expect(sheet.getByRole('table', { name: '补正清单' })).toContainText('请补盖单位公章');
  await takePicture(page, 'checklist-supplement');
  await sheet.getByLabel('签署口令').fill(PASSPHRASE);
  await sheet.getByLabel('签署口令').press('Enter');
  await expect(sheet).toContainText('已签署并锁定', { timeout: 30_000 });
  await keyboard.press('Escape');

  const at = (name: string) => path.join(folder, name);
  correctedCase(at('demo/case-plain.qpb'), at('corrected'));
  const issue = ['central', 'issue', at('demo/centre'), '--cases', at('corrected')];
  await run(...issue, '--to', at('demo/certificate.pem'), '-o', at('corrected.qpb'));
  await startImport(app, at('demo/case-sealed.qpb'));
  await expect(importReport(page)).toContainText('已导入', { timeout: 60_000 });
  await startImport(app, at('corrected.qpb'));
  await expect(importReport(page)).toContainText('案卷重新开启', { timeout: 60_000 });
  await openCase(page, NUMBER);
  await expect(page.getByText('已审 19／21')).toBeVisible();
  const changes = page.locator('.qp-wb-changes');
  await expect(changes).toContainText('还有 2 项须重新核对');
  await expect(currentItem(page).locator('.qp-wb-title')).toHaveText('购房补贴申请表');
  await expect(changes).toContainText('1,900,000 元');
  await expect(changes.getByRole('list', { name: '页面变化' })).toContainText('内容未变');
  await expect(currentItem(page).getByRole('button', { name: /查看依据：.*第 2 页/ })).toContainText(
    '页码已变（原第 1 页）',
  );
  await expect(page.getByRole('spinbutton', { name: '页码' })).toHaveValue('2');
  await takePicture(page, 'checklist-changes');
  await changes.getByRole('button', { name: '第 1 页新增' }).click();
  await expect(page.getByRole('spinbutton', { name: '页码' })).toHaveValue('1');
  await expect(page.getByRole('option', { name: /^1.*新增$/ })).toBeVisible();
  await changes.getByRole('button', { name: '收起，这一版不再提示' }).click();
  await page.getByRole('button', { name: '查看本次变化' }).click();
  await test.step('evidence in a file with other words in its place shows its picture', async () => {
    await changes.getByRole('button', { name: '个人承诺书', exact: true }).click();
    const chip = currentItem(page).getByRole('button', { name: /查看依据：个人承诺书/ });
    await expect(chip).toContainText('原文件已更换');
    await chip.click();
    await expect(page.getByText('新文件里没有找到这处内容，请看依据截图')).toBeVisible();
    const crop = page.getByRole('img', { name: /^依据截图：个人承诺书/ });
    await expect(crop).toBeVisible();
    expect(await crop.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
    await takePicture(page, 'checklist-replaced');
    await keyboard.press('1');
  });
  await changes.getByRole('button', { name: '购房补贴申请表', exact: true }).click();
  await keyboard.press('1');
  await expect(changes).toContainText('受影响的判定已重新核对');
  await keyboard.press('D');
  await expect(sheet.getByRole('table')).toContainText('待补正');
  await takePicture(page, 'checklist-versions');
});
