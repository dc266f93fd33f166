import { expect, takePicture, test } from '../support/appTest.ts';
import { goTo } from '../support/e2eScreen.ts';

test.use({ demo: true });

test('cases are picked, assigned and given back by keyboard; a view is kept', async ({ app }) => {
  const { page } = app;
  await expect(page.getByRole('heading', { name: '工作台' })).toBeVisible({ timeout: 60_000 });
  await goTo(page, '案卷');
  const grid = page.getByRole('grid', { name: '案卷列表' });
  const picked = grid.locator('tbody tr[aria-selected="true"]');
  await expect(grid).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(picked).toHaveCount(3);
  await page.keyboard.press('Shift+ArrowUp');
  await expect(picked).toHaveCount(2);

  await page.keyboard.press('a');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  const check = page.getByRole('dialog');
  await expect(check).toContainText('将办理 2 件');
  await takePicture(page, 'queue-check');
  await expect(check.getByRole('button', { name: '确认办理 2 件' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^我的 ?2$/ })).toBeVisible();
  await expect(picked).toHaveCount(0);

  await page.getByRole('button', { name: /^我的/ }).click();
  await expect(page.getByText('第 1 件，共 2 件')).toBeVisible();
  await page.keyboard.press('Control+a');
  await expect(page.getByRole('toolbar', { name: '所选案卷' })).toContainText('已选 2 件');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('toolbar', { name: '所选案卷' })).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(page.getByText('没有相符的案卷')).toBeVisible();

  await page.getByRole('button', { name: /^全部/ }).click();
  await page.getByLabel('查找案卷').fill('济');
  await page.getByRole('button', { name: '保存为视图' }).click();
  await page.getByLabel('视图名称').fill('本市的');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^未审/ }).click();
  await page.getByRole('button', { name: '本市的', exact: true }).click();
  await expect(page.getByLabel('查找案卷')).toHaveValue('济');
  // The list was empty in between: its rows are all drawn again.
  await expect.poll(() => grid.locator('tbody tr').count()).toBeGreaterThan(12);
  await takePicture(page, 'queue-view');

  await grid.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(page.locator('.qp-steps')).toContainText(/^1／\d+/);
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.locator('.qp-steps')).toContainText(/^2／\d+/);
});
