import type { Page } from '@playwright/test';
import { expect, takePicture, test } from '../support/appTest.ts';
import { inkOnPage, openCase } from '../support/e2eReview.ts';

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

const pane = (page: Page, name: '左栏' | '右栏') => page.getByRole('region', { name });
const nameIn = (page: Page, name: '左栏' | '右栏') => pane(page, name).locator('.qp-wb-pane-name').innerText();
const shownIn = async (page: Page, name: '左栏' | '右栏') => {
  await expect.poll(() => inkOnPage(pane(page, name))).toBeGreaterThan(0.001);
};

test('two files side by side: each pane has its own page and evidence, and the next case is open before it is asked for', async ({
  app,
}) => {
  const { page } = app;
  const reads: string[] = [];
  const receipts: string[] = [];
  page.on('request', (request) => {
    const read = /\/bytes\/attachment\/([^?]+)/.exec(request.url());
    if (read) reads.push(decodeURIComponent(read[1]!));
    if (request.url().endsWith('/review.viewed')) receipts.push(request.postData() ?? '');
  });
  await expect(page.getByRole('heading', { name: '工作台' })).toBeVisible({ timeout: 60_000 });
  await openCase(page, '济购补2023-0001');

  await test.step('the first file of the next case is read ahead', async () => {
    await expect.poll(() => new Set(reads).size).toBe(2);
  });
  const ahead = reads.at(-1)!;

  await test.step('a second pane by key, with evidence taken in either', async () => {
    await page.keyboard.press('s');
    await shownIn(page, '右栏');
    await expect(pane(page, '右栏')).toHaveAttribute('aria-current', 'true');
    const right = await nameIn(page, '右栏');
    expect(right).not.toBe(await nameIn(page, '左栏'));
    await page.keyboard.press('Shift+E');
    await expect(page.locator('.qp-wb-chip')).toHaveCount(1);
    await page.keyboard.press('F6');
    await expect(pane(page, '左栏')).toHaveAttribute('aria-current', 'true');
    await page.keyboard.press('e');
    await page.keyboard.press('Enter');
    await expect(page.locator('.qp-wb-chip')).toHaveCount(2);
    await expect(page.locator('.qp-wb-chip-quote')).toHaveText(['整页', '框选']);
    await takePicture(page, 'viewer-side-by-side');
    // To the evidence and back: the pane that shows its file is used, no file is opened for it.
    const before = reads.length;
    await page.keyboard.press('v');
    await expect(pane(page, '右栏')).toHaveAttribute('aria-current', 'true');
    await page.keyboard.press('v');
    await expect(pane(page, '左栏')).toHaveAttribute('aria-current', 'true');
    const chips = page.locator('.qp-wb-chips > li');
    await expect(chips.nth(1)).toHaveAttribute('aria-current', 'true');
    // And from the mark to its evidence, in another file than the one before.
    const mark = (await pane(page, '右栏').locator('.qp-pdf-mark').boundingBox())!;
    await page.mouse.click(mark.x + mark.width / 2, mark.y + 20);
    await expect(chips.nth(0)).toHaveAttribute('aria-current', 'true');
    expect(await nameIn(page, '右栏')).toBe(right);
    expect(reads).toHaveLength(before);
    await page.keyboard.press('F6');
  });

  await test.step('the zoom is each pane’s own; both count as viewed', async () => {
    const zooms = () => page.locator('.qp-wb-pane-head .qp-faint').allInnerTexts();
    const [left, right] = await zooms();
    await page.keyboard.press('=');
    await expect.poll(async () => (await zooms())[0]).not.toBe(left);
    expect((await zooms())[1]).toBe(right);
    await expect(page.locator('.qp-wb-tab-viewed')).toHaveCount(2);
  });

  await test.step('the same file twice, from the menu of its tab; closing leaves the other pane', async () => {
    await page.getByRole('tab').nth(0).click({ button: 'right' });
    await page.getByRole('menuitem', { name: '在另一栏打开' }).click();
    await shownIn(page, '右栏');
    expect(await nameIn(page, '右栏')).toBe(await nameIn(page, '左栏'));
    await page.getByRole('tab').nth(2).click();
    const kept = await nameIn(page, '右栏');
    await page.getByRole('button', { name: '关闭左栏' }).click();
    await expect(page.locator('.qp-wb-pane')).toHaveCount(1);
    await expect(page.getByRole('tab', { selected: true })).toContainText(kept);
    await page.keyboard.press('s');
    await shownIn(page, '右栏');
  });

  await test.step('the next case stands there without another read, and nobody looked at it before', async () => {
    expect(receipts.length).toBeGreaterThan(0);
    expect(receipts.filter((body) => body.includes(ahead))).toEqual([]);
    const before = reads.filter((id) => id === ahead).length;
    await page.evaluate((id) => {
      location.hash = `#/cases/${id}`;
    }, ahead.split('.')[0]!);
    await shownIn(page, '左栏');
    expect(reads.filter((id) => id === ahead)).toHaveLength(before);
    await expect(pane(page, '右栏'), 'the split is remembered').toBeVisible();
  });
});
