/** The 政策 room: browse, search by pinyin, a programme, a clause, the documents of a day, the task ledger filtered, printed, written. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, takePicture, test } from '../support/appTest.ts';
import { expectFocusSeen, look } from '../support/e2eLook.ts';
import { choose, goTo } from '../support/e2eScreen.ts';

test.use({ demo: true });

test('the catalogue by filter, pinyin, clause, document and task', async ({ app }) => {
  const { page, folder } = app;
  await expect(page.getByRole('heading', { name: '工作台' })).toBeVisible({ timeout: 60_000 });
  await goTo(page, '政策');
  const list = page.getByRole('region', { name: '项目' });
  await expect(list.getByRole('rowgroup').filter({ hasText: '安居生活' })).toContainText('高层次人才购房补贴');
  await look(page, 'catalogue-browse');

  await page.getByLabel('日期').fill('2023-05-10');
  await page.getByLabel('只看当日有效').check();
  await page.getByRole('combobox', { name: '牵头部门' }).fill('公安');
  await page.keyboard.press('Enter');
  await expect(list).toContainText('口岸签证');
  await expect(list).not.toContainText('购房补贴');
  await takePicture(page, 'catalogue-filtered');
  await page.getByRole('button', { name: '清除筛选' }).click();

  await page.keyboard.press('/');
  await page.keyboard.type('gfbt');
  const found = page.getByRole('region', { name: '找到的项目' });
  await expect(found.locator('mark').first()).toHaveText('购房补贴');
  await look(page, 'catalogue-search-pinyin');
  await page.getByLabel('查找项目').fill('购房补贴 70万');
  await expect(found.locator('mark', { hasText: '70 万' }).first()).toBeVisible();
  await takePicture(page, 'catalogue-search-figure');
  await found
    .getByRole('link', { name: /^支持内容/ })
    .first()
    .click();
  await expect(page.locator('[data-chosen="true"]')).toContainText('70 万元');
  await expect(page.locator('[data-chosen="true"]')).toBeInViewport();
  await takePicture(page, 'programme-line');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(found).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');

  await expect(page.getByRole('heading', { name: '03.1 高层次人才购房补贴' })).toBeVisible();
  await page.locator('.qp-rule-cites button').first().click();
  await page.getByRole('link', { name: '打开条款' }).click();
  const citing = page.getByRole('region', { name: '目录中的表述' });
  await expect(citing).toContainText('03.1 高层次人才购房补贴');
  await expect(page.getByRole('region', { name: '文件原文' })).toContainText('未随政策包提供原文');
  const label = await page.getByRole('region', { name: '条款', exact: true }).getByRole('heading').innerText();
  await look(page, 'catalogue-clause');
  await page.keyboard.press(']');
  await expect(page.getByRole('region', { name: '条款', exact: true }).getByRole('heading')).not.toHaveText(label);

  const tabs = page.getByRole('navigation', { name: '政策的各部分' });
  await tabs.getByRole('link', { name: '条款' }).click();
  await expect(page.getByText(/条中已覆盖/)).toBeVisible();
  await look(page, 'catalogue-coverage');

  await tabs.getByRole('link', { name: '文件' }).click();
  await page.getByLabel('查看这一天适用的规则').fill('2025-06-01');
  const document = page.getByRole('region', { name: /30条.*实施细则/ });
  await expect(document).toContainText('2025-06-01 已失效');
  await look(page, 'catalogue-documents');

  await tabs.getByRole('link', { name: '任务台账' }).click();
  await expect(page.getByText(/^(\d+) 项任务，共 \1 项/)).toBeVisible();
  await takePicture(page, 'catalogue-ledger');
  await page.getByRole('combobox', { name: '文件' }).click();
  await page
    .getByRole('option', { name: /倍增计划/ })
    .or(page.locator('.ant-select-item-option', { hasText: '倍增计划' }))
    .last()
    .click();
  await expect(page.getByRole('region', { name: '三年主要目标' })).toContainText('超过 1400 亿元');
  await takePicture(page, 'catalogue-ledger-goals');
  await page.getByRole('button', { name: '清除筛选' }).click();
  await page.getByRole('combobox', { name: '单位' }).fill('市教育局');
  await page.keyboard.press('Enter');
  await page.getByLabel('期限到').fill('2021-12-31');
  await page.getByLabel('查找任务').fill('高校');
  const tasks = page.getByRole('region', { name: '任务' }).getByRole('row');
  // The heading alone is without the word.
  await expect(tasks.filter({ hasNotText: '高校' })).toHaveCount(1);
  const shown = (await tasks.count()) - 1;
  expect(shown).toBeGreaterThan(0);
  await look(page, 'catalogue-ledger-filtered');
  await expectFocusSeen(page, 6);

  const file = path.join(folder, '任务台账.csv');
  await choose(app, () => page.getByRole('button', { name: '导出表格' }).click(), file);
  await expect(page.getByRole('status')).toContainText('已写入');
  const table = readFileSync(file, 'utf8');
  expect(table.startsWith('\ufeff"文件","序号"')).toBe(true);
  expect(table.match(/市教育局/g)!.length).toBeGreaterThanOrEqual(shown);

  await page.evaluate(() => {
    window.print = () => undefined;
  });
  await page.getByRole('button', { name: '打印台账' }).click();
  await page.emulateMedia({ media: 'print' });
  const sheet = page.locator('.qp-sheet');
  await expect(sheet.getByRole('heading', { name: '任务台账' })).toBeVisible();
  await expect(sheet.locator('tbody tr')).toHaveCount(shown);
  await takePicture(page, 'print-ledger');
});
