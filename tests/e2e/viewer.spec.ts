/** Files as they come: each is shown or says beside the page why not, none runs, none blocks the next, nothing leaves the machine. */
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import PDFDocument from 'pdfkit';
import { expect, takePicture, test } from '../support/appTest.ts';
import { run } from '../support/e2eCentre.ts';
import { FILE_PASSWORD, writeViewerCase } from '../support/e2ePapers.ts';
import { countedKeys, currentTitle, findInFile, inkOnPage, selectText } from '../support/e2eReview.ts';
import { importReport, startImport } from '../support/e2eScreen.ts';

test.use({ demo: true });

const tab = (page: Page, name: string): Locator => page.getByRole('tab').filter({ hasText: name });
const zoom = async (page: Page) => Number.parseInt(await page.getByLabel('缩放比例').innerText(), 10);
const sheet = (page: Page) => page.locator('.qp-pdf-page').first();

/** What lies over the desk instead of pages. */
const problem = (page: Page) => page.locator('.qp-wb-desk');

async function expectInk(page: Page): Promise<void> {
  await expect.poll(() => inkOnPage(page), { message: 'the page is not blank' }).toBeGreaterThan(0.001);
}

async function shape(page: Page): Promise<number> {
  const { width, height } = (await sheet(page).boundingBox())!;
  return width / height;
}

test('every kind of file is shown or says why not; nothing runs, nothing is asked for outside', async ({ app }) => {
  const { page } = app;
  const at = (...names: string[]) => path.join(app.folder, ...names);
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const requests: string[] = [];
  page.context().on('request', (request) => requests.push(request.url()));

  await expect(page.getByRole('heading', { name: '工作台' })).toBeVisible({ timeout: 60_000 });
  const { folder, number } = await writeViewerCase(at('viewer'));
  const [centre, to] = [at('demo', 'centre'), at('demo', 'certificate.pem')];
  await run('central', 'issue', centre, '--cases', folder, '--to', to, '--plain', '-o', at('viewer.qpb'));
  // Number 2 of this audience is the demo's sealed bundle, which waits to be imported.
  await startImport(app, at('demo', 'case-sealed.qpb'));
  await expect(importReport(page)).toContainText('新增 6 件', { timeout: 60_000 });
  await startImport(app, at('viewer.qpb'));
  await importReport(page).getByRole('link', { name: number }).click({ timeout: 60_000 });

  await test.step('text: pages, thumbnails, find, zoom, turn', () => readText(page));
  await test.step('scan', async () => {
    await page.keyboard.press(']');
    await expect(tab(page, '扫描.pdf')).toHaveAttribute('aria-selected', 'true');
    await expectInk(page);
    await takePicture(page, 'viewer-scan');
    await page.keyboard.press('Control+F');
    await page.keyboard.type('缴费');
    await expect(page.locator('.qp-wb-find-words')).toHaveText('本文件是扫描件，没有可查找的文字');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  });
  await test.step('damaged, and the next one', async () => {
    await page.keyboard.press(']');
    await expect(problem(page)).toContainText('文件已损坏或不是有效的 PDF，无法显示。', { timeout: 40_000 });
    await takePicture(page, 'viewer-damaged');
    await page.keyboard.press(']');
    await expect(problem(page)).toContainText('文件已加密，需要口令才能查看。', { timeout: 40_000 });
  });
  await test.step('encrypted', () => unlockFile(page));
  await test.step('turned', async () => {
    await tab(page, '旋转.pdf').click();
    await expectInk(page);
    expect(await shape(page)).toBeCloseTo(5 / 3, 1);
    const ink = await inkBox(page);
    expect(ink.width / ink.height, 'the line of text runs from left to right').toBeGreaterThan(5);
    await takePicture(page, 'viewer-turned');
    await markTurnedText(page);
  });
  await test.step('picture', async () => {
    await page.keyboard.press(']');
    await expect(tab(page, '照片.png')).toHaveAttribute('aria-selected', 'true');
    await expectInk(page);
    await takePicture(page, 'viewer-picture');
  });
  await test.step('script', async () => {
    await page.keyboard.press(']');
    await expect(page.getByRole('note').filter({ hasText: '文件带有脚本，已停用，没有运行。' })).toBeVisible();
    await expectInk(page);
    await sheet(page).click({ position: { x: 120, y: 90 } });
    await sheet(page).click({ position: { x: 100, y: 180 } });
    await takePicture(page, 'viewer-script');
    const words = 'THIS FILE WOULD LIKE TO RUN';
    const selectable = (await page.locator('.textLayer span').filter({ hasText: words }).boundingBox())!;
    const helvetica = new PDFDocument().font('Helvetica').fontSize(24);
    const printed = [...words].reduce((sum, letter) => sum + helvetica.widthOfString(letter), 0);
    const points = (400 * selectable.width) / (await sheet(page).boundingBox())!.width;
    expect(Math.abs(points - printed), 'the selectable text lies over the printed one').toBeLessThan(1);
    expect(await page.evaluate(() => document.querySelectorAll('.qp-pdf-page a, .qp-pdf-page input').length)).toBe(0);
  });
  await test.step('empty and foreign', async () => {
    await page.keyboard.press(']');
    await expect(problem(page)).toContainText('文件是空的（0 字节）。');
    await page.keyboard.press(']');
    await expect(problem(page)).toContainText('“说明.txt”不能在这里显示，请在系统程序中打开查看。');
    await takePicture(page, 'viewer-foreign');
    await tab(page, '文字.pdf').click();
    await expectInk(page);
  });
  await test.step('find in all files', () => findInAll(page));
  expect(dialogs).toEqual([]);
  expect(page.context().pages()).toHaveLength(1);
  const origin = new URL(page.url()).origin;
  expect(requests.length).toBeGreaterThan(5);
  expect(requests.filter((url) => !url.startsWith(`${origin}/`) && !/^(blob|data):/.test(url))).toEqual([]);
});

async function readText(page: Page): Promise<void> {
  await expect(tab(page, '文字.pdf')).toHaveAttribute('aria-selected', 'true');
  await expectInk(page);
  await expect(page.locator('.qp-wb-page')).toContainText('／3 页');
  const thumbs = page.getByRole('listbox', { name: '页面' }).getByRole('option');
  await expect(thumbs).toHaveCount(3);
  await expect.poll(() => thumbs.nth(2).locator('canvas').evaluate(hasInk)).toBe(true);
  await thumbs.nth(2).click();
  await expect(page.getByLabel('页码')).toHaveValue('3');
  await page.keyboard.press('G');
  await page.keyboard.type('1');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('页码')).toHaveValue('1');
  await page.keyboard.press('PageDown');
  await page.keyboard.press('PageDown');
  await expect(page.getByLabel('页码')).not.toHaveValue('1');

  const keys = countedKeys(page);
  await findInFile(page, keys, '工作地点');
  await expect(page.locator('.qp-wb-find-words')).toHaveText('第 1 处，共 1 处');
  await expect(page.getByLabel('页码')).toHaveValue('2');
  await takePicture(page, 'viewer-find');
  await page.getByLabel('查找内容').fill('七 月');
  await expect(page.locator('.qp-wb-find-words')).toHaveText('没有找到');
  await page.getByLabel('查找内容').fill('2022年7月1日 起，至 2025年');
  await expect(page.locator('.qp-wb-find-words')).toHaveText('第 1 处，共 1 处');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page.getByLabel('查找内容')).toHaveCount(0);

  const before = await zoom(page);
  await page.keyboard.press('=');
  await expect.poll(() => zoom(page)).toBeGreaterThan(before);
  await page.keyboard.press('-');
  await page.keyboard.press('-');
  await expect.poll(() => zoom(page)).toBeLessThan(before);
  await page.keyboard.press('W');
  await expect.poll(() => zoom(page)).toBe(before);
  await movePages(page);
  const upright = await shape(page);
  await page.keyboard.press('R');
  await expect.poll(() => shape(page)).toBeCloseTo(1 / upright, 1);
  await expectInk(page);
  await takePicture(page, 'viewer-rotated');
  for (let i = 0; i < 3; i++) await page.keyboard.press('R');
  await expect.poll(() => shape(page)).toBeCloseTo(upright, 1);
}

/** The hand, the wheel and the keys to both ends. */
async function movePages(page: Page): Promise<void> {
  const pages = page.getByTestId('pages');
  const { x, y } = (await pages.boundingBox())!;
  const scrolled = () => pages.evaluate((element) => element.scrollTop);
  await page.keyboard.press('End');
  await expect(page.getByLabel('页码')).toHaveValue('3');
  await page.keyboard.press('Home');
  await expect(page.getByLabel('页码')).toHaveValue('1');
  const drag = async () => {
    const before = await scrolled();
    await page.mouse.move(x + 300, y + 300);
    await page.mouse.down();
    await page.mouse.move(x + 300, y + 200, { steps: 3 });
    await page.mouse.up();
    return (await scrolled()) - before;
  };
  await page.keyboard.press('m');
  expect(await drag(), 'the hand takes the page along').toBe(100);
  await page.keyboard.press('m');
  await page.keyboard.down('Space');
  expect(await drag(), 'so does the space bar').toBe(100);
  await page.keyboard.up('Space');
  expect(await page.evaluate(() => document.getSelection()?.isCollapsed)).toBe(true);

  /** The point of the paper under the pointer, in shares of its page. */
  const under = () =>
    page.evaluate(
      ([left, top]) => {
        const sheet = document.elementsFromPoint(left, top).find((one) => one.classList.contains('qp-pdf-page'))!;
        const box = sheet.getBoundingClientRect();
        return [(left - box.left) / box.width, (top - box.top) / box.height] as const;
      },
      [x + 400, y + 250] as const,
    );
  await page.mouse.move(x + 400, y + 250);
  const [shareX, shareY] = await under();
  const fitted = await zoom(page);
  await page.keyboard.down('Control');
  for (let i = 0; i < 4; i++) await page.mouse.wheel(0, -100);
  await page.keyboard.up('Control');
  await expect.poll(() => zoom(page)).toBeGreaterThan(2 * fitted);
  const [zoomedX, zoomedY] = await under();
  expect(Math.hypot(zoomedX - shareX, zoomedY - shareY), 'the wheel zooms around the pointer').toBeLessThan(0.003);
  await page.keyboard.press('W');
  await expect.poll(() => zoom(page)).toBe(fitted);
  await page.keyboard.press('Home');
}

/** The words stand in two files, one of them unlocked before; a scan, a damaged one and a picture say that nobody looked there. */
async function findInAll(page: Page): Promise<void> {
  await tab(page, '照片.png').click();
  await expectInk(page);
  await page.keyboard.press('Control+Shift+F');
  await page.keyboard.type('OF TEXT');
  const panel = page.getByRole('search', { name: '在全部附件中查找' });
  await expect(panel.getByRole('status')).toHaveText('1 个文件中共 1 处', { timeout: 20_000 });
  await page.getByLabel('在全部附件中查找的内容').fill('工作地点');
  await expect(panel.getByRole('status')).toHaveText('2 个文件中共 2 处', { timeout: 20_000 });
  await expect(panel.getByRole('heading', { name: '加密.pdf' })).toContainText('1 处');
  for (const why of ['扫描件，没有文字', '已损坏', '不是文字文件', '空文件']) {
    await expect(panel).toContainText(`没有查找：${why}`);
  }
  await page.keyboard.press('Enter');
  await expect(tab(page, '文字.pdf')).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByLabel('页码')).toHaveValue('2');
  await expect(panel.locator('[aria-current=true]')).toContainText('工 作 地 点');
  await expect.poll(() => page.evaluate(() => CSS.highlights.get('qp-find-current')?.size ?? 0)).toBeGreaterThan(0);
  await takePicture(page, 'viewer-find-all');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await expect.poll(() => page.evaluate(() => CSS.highlights.get('qp-find-current')?.size ?? 0)).toBe(0);
}

/** Evidence from a selection lies on its words however the page is turned, and a click on it leads back to its item. */
async function markTurnedText(page: Page): Promise<void> {
  const words = 'LINE OF';
  await selectText(page, words);
  await page.keyboard.press('e');
  const mark = page.locator('.qp-pdf-mark-strong');
  const gap = async () => {
    const drawn = await mark.boundingBox();
    const text = await page.evaluate((wanted) => {
      const span = [...document.querySelectorAll('.textLayer span')].find((one) => one.textContent?.includes(wanted));
      const node = span?.firstChild;
      if (!(node instanceof Text)) return null;
      const range = document.createRange();
      range.setStart(node, node.data.indexOf(wanted));
      range.setEnd(node, node.data.indexOf(wanted) + wanted.length);
      const { left, top, right, bottom } = range.getBoundingClientRect();
      return { left, top, right, bottom };
    }, words);
    if (!drawn || !text) return Number.POSITIVE_INFINITY;
    const sides = [drawn.x - text.left, drawn.y - text.top];
    sides.push(drawn.x + drawn.width - text.right, drawn.y + drawn.height - text.bottom);
    return Math.max(...sides.map(Math.abs));
  };
  await expect.poll(gap).toBeLessThan(4);
  for (let turn = 0; turn < 4; turn++) {
    await page.keyboard.press('r');
    await expect.poll(gap, { message: `turned ${turn + 1} times` }).toBeLessThan(4);
  }
  const item = await currentTitle(page);
  await page.keyboard.press('Enter');
  await expect.poll(() => currentTitle(page)).not.toBe(item);
  await tab(page, '旋转.pdf').click();
  const { x, y, width, height } = (await page.locator('.qp-pdf-mark').boundingBox())!;
  await page.mouse.click(x + width / 2, y + height / 2);
  await expect.poll(() => currentTitle(page)).toBe(item);
}

async function unlockFile(page: Page): Promise<void> {
  const field = page.getByLabel('文件口令');
  await takePicture(page, 'viewer-encrypted');
  await field.fill('bu-dui');
  await field.press('Enter');
  await expect(problem(page)).toContainText('口令不正确，请核对后再试。', { timeout: 40_000 });
  await field.fill(FILE_PASSWORD);
  await field.press('Enter');
  await expectInk(page);
}

function hasInk(element: Element): boolean {
  const canvas = element as HTMLCanvasElement;
  if (canvas.width === 0 || canvas.height === 0) return false;
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
  return data.some((value, i) => i % 4 < 3 && value < 128 && data[i - (i % 4) + 3]! > 0);
}

/** The part of the first page that is not paper, in pixels. */
function inkBox(page: Page): Promise<{ width: number; height: number }> {
  return page
    .locator('.qp-pdf-page > canvas')
    .first()
    .evaluate((element: HTMLCanvasElement) => {
      const { width, height } = element;
      const { data } = element.getContext('2d')!.getImageData(0, 0, width, height);
      const [xs, ys]: [number[], number[]] = [[], []];
      for (let i = 0; i < data.length; i += 4) {
        if (data[i]! > 128) continue;
        xs.push((i / 4) % width);
        ys.push(Math.floor(i / 4 / width));
      }
      const span = (values: number[]) =>
        values.reduce((a, b) => Math.max(a, b), 0) - values.reduce((a, b) => Math.min(a, b));
      return { width: span(xs), height: span(ys) };
    });
}
