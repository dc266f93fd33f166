/** 交叉核查 as an official uses it: the demo's person with two subsidies is found, shown side by side, decided and cited. */
import { expect, test } from '../support/appTest.ts';
import { look } from '../support/e2eLook.ts';

test.use({ demo: true });

test('the same person twice: found, both cases beside each other, pinned with a reason, and it stays so', async ({
  app,
}) => {
  const { page } = app;
  await expect(page.getByRole('heading', { name: '工作台' })).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press('Alt+8');
  await expect(page.getByRole('heading', { name: '交叉核查' })).toBeVisible();
  const hit = page.getByRole('article').filter({ hasText: '购房补贴只可享受1次' });
  await expect(hit).toHaveCount(1);
  await expect(hit).toContainText('证件号码相同');
  await expect(hit.getByRole('row', { name: '证件号码' })).toContainText('**************');
  await look(page, 'crosscheck-list');
  await hit
    .getByRole('link', { name: /^打开 / })
    .last()
    .click();
  await expect(page.locator('.qp-wb-head h1')).toBeVisible();
  await page.getByRole('button', { name: '交叉核查 3 条' }).click();
  const sheet = page.getByRole('dialog');
  await expect(sheet).toContainText('（本案卷）');
  await look(page, 'crosscheck-sheet');
  const inSheet = sheet.getByRole('article').filter({ hasText: '购房补贴只可享受1次' });
  await inSheet.getByText('确认命中').click();
  await inSheet.getByText('确属重复或互斥享受').click();
  await inSheet.getByLabel('核查说明').fill('与住建部门核对一致');
  await inSheet.getByRole('button', { name: '保存结论' }).click();
  await expect(inSheet).toContainText('已确认（确属重复或互斥享受：与住建部门核对一致）');
  await look(page, 'crosscheck-decided');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: '交叉核查 2 条' })).toBeVisible();
  await page.getByRole('button', { name: '办理记录' }).click();
  await expect(page.getByRole('dialog')).toContainText('交叉核查：互斥享受已确认');
});
