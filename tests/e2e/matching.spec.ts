/** 政策匹配 as an official uses it: interview, form, case, print, clear; by keyboard where there is a key. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../support/appTest.ts';
import { expectFocusSeen, look } from '../support/e2eLook.ts';

test.use({ demo: true });

const column = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });
const total = (page: Page): Locator => page.locator('.qp-match-total');

async function openMatching(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: '工作台' })).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press('Alt+6');
  await expect(page.getByRole('heading', { name: '政策匹配' })).toBeVisible();
  await page.getByLabel('申报日期').fill('2023年5月10日');
  await expect(page.getByText(/^有效项目 \d+ 个$/)).toBeVisible();
}

/** Finds a fact by its name and hands its row to `fill`. */
async function fact(page: Page, name: string, fill: (row: Locator) => Promise<void>): Promise<void> {
  await page.getByLabel('查找情况项', { exact: true }).fill(name);
  await fill(page.locator('.qp-match-fact').filter({ hasText: name }).first());
}

test('an interview, facts typed in, what is refused, and all of it kept', async ({ app }) => {
  const { page } = app;
  await openMatching(page);
  await look(page, 'matching-start');
  const question = page.getByRole('region', { name: '下一个最有用的问题' });
  await expect(question).toContainText('已享受或申报的其他政策');
  await page.keyboard.press('Escape');
  await question.getByRole('button', { name: /：无$/ }).click();
  await expect(question).not.toContainText('已享受或申报的其他政策');
  await page.getByLabel('申报日期').blur();
  await page.keyboard.press('/');
  await expect(page.getByLabel('查找情况项', { exact: true })).toBeFocused();
  await fact(page, '购房金额', (row) => row.getByRole('textbox').fill('-5'));
  await expect(page.locator('.qp-match-warning')).toContainText('购房金额不应小于 0 元');
  await fact(page, '购房网签备案日期', (row) => row.getByRole('textbox').fill('2023-02-30'));
  await expect(page.locator('.qp-match-warning')).toContainText('“2023-02-30”不是有效日期');
  await look(page, 'matching-refused');
  await fact(page, '已婚', (row) => row.getByText('否', { exact: true }).click());
  await expect(column(page, '不符合')).toContainText('人才配偶随迁安置');
  await page.keyboard.press('Alt+1');
  await page.keyboard.press('Alt+6');
  await expect(page.getByText('已填 4')).toBeVisible();
  await page.getByRole('button', { name: '清空', exact: true }).click();
  await expect(page.getByText('已填 0')).toBeVisible();
  await page.getByRole('button', { name: '撤销清空' }).click();
  await expect(page.getByText('已填 4')).toBeVisible();
  await page.getByLabel('申报日期').fill('2023-02-30');
  await expect(page.getByText('不是有效日期，结果仍按上一日期')).toBeVisible();
  await expectFocusSeen(page, 12);
});

test('from a case: facts, day and sum; the date of birth stays masked', async ({ app }) => {
  const { page } = app;
  await openMatching(page);
  await page.getByRole('button', { name: '从案卷带入' }).click();
  await page.getByLabel('查找案卷').fill('济留补2023-0001');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /济留补2023-0001/ })
    .click();
  await expect(page.getByRole('link', { name: '案卷 济留补2023-0001' })).toBeVisible();
  await expect(column(page, '符合')).toContainText('26.2 TOP200 高校留学回国人员留学费用补贴');
  await expect(total(page)).toContainText(/合计 [1-9][\d,]*元/);
  await page.getByLabel('查找情况项', { exact: true }).fill('出生日期');
  await expect(page.getByText(/按案卷取值：\d{4}-\*\*-\*\*/)).toBeVisible();
  await look(page, 'matching-case');
  await page.evaluate(() => {
    window.print = () => undefined;
  });
  await page.getByRole('button', { name: '打印匹配结果' }).click();
  const sheet = page.locator('.qp-sheet');
  await expect(sheet).toContainText('政策匹配结果');
  await expect(sheet).toContainText('26.2');
  await expect(sheet).toContainText(/\d{4}-\*\*-\*\*/);
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await expect(sheet).toHaveCount(0);
});
