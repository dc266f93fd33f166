import { expect, test } from '../support/appTest.ts';
import { openCase } from '../support/e2eReview.ts';

test.use({ demo: true });

test('a file that was turned opens turned after the page came up anew', async ({ app }) => {
  const { page } = app;
  await expect(page.getByRole('heading', { name: '工作台' })).toBeVisible({ timeout: 60_000 });
  await openCase(page, '济购补2023-0001');
  const sheet = page.getByRole('region', { name: '第 1 页' });
  const isWide = async () => {
    const box = await sheet.boundingBox();
    return box === null ? null : box.width > box.height;
  };
  expect(await isWide()).toBe(false);
  const kept = page.waitForResponse((answer) => answer.url().endsWith('/settings.keepFileView'));
  await page.getByRole('button', { name: '旋转' }).click();
  await expect.poll(isWide).toBe(true);
  await kept;
  await page.reload();
  await expect.poll(isWide).toBe(true);
});
