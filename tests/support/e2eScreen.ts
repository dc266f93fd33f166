/** What people do on the screen, as one call each. */
import path from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import type { RunningApp } from './appTest.ts';

export const PASSPHRASE = '青石桥 晚风 3 盏灯';

/** Does what opens a file dialog and names the file in it, the way this shell asks. */
export async function choose(app: RunningApp, open: () => Promise<unknown>, file: string): Promise<void> {
  await app.answerNextDialog(file);
  await open();
  if (app.shell() === null) return;
  const dialog = app.page.locator('.qp-picker');
  const saving = dialog.getByLabel('文件名');
  await enterFolder(dialog, path.dirname(file));
  if (await saving.isVisible()) {
    await saving.fill(path.basename(file));
    await dialog.getByRole('button', { name: '保存', exact: true }).click();
  } else {
    await dialog
      .getByRole('option')
      .filter({ hasText: path.basename(file) })
      .click();
    await dialog.getByRole('button', { name: '选择', exact: true }).click();
  }
  await expect(dialog).toBeHidden();
}

/** The same for a folder. */
export async function chooseFolder(app: RunningApp, open: () => Promise<unknown>, folder: string): Promise<void> {
  await app.answerNextDialog(folder);
  await open();
  if (app.shell() === null) return;
  const dialog = app.page.locator('.qp-picker');
  await enterFolder(dialog, folder);
  await dialog.getByRole('button', { name: '选择此文件夹', exact: true }).click();
  await expect(dialog).toBeHidden();
}

async function enterFolder(dialog: Locator, folder: string): Promise<void> {
  const box = dialog.getByLabel('路径');
  await expect(box).not.toHaveValue('');
  await box.fill(folder);
  await box.press('Enter');
  await expect(dialog.getByRole('button', { name: '打开路径' })).toHaveCount(0);
}

/** Goes to a room by its link in the rail. */
export async function goTo(page: Page, room: '工作台' | '案卷' | '政策' | '交换' | '设置'): Promise<void> {
  await page.getByRole('navigation', { name: '功能' }).getByRole('link', { name: room }).click();
}

/** Chooses a bundle on the exchange page; what comes of it is the caller's to wait for. */
export async function startImport(app: RunningApp, file: string): Promise<void> {
  await app.page.evaluate(() => {
    window.location.hash = '#/exchange/import';
  });
  await choose(app, () => app.page.getByRole('button', { name: '选择交换包' }).first().click(), file);
}

export const importReport = (page: Page): Locator => page.getByRole('region', { name: '导入报告' });

/** The sixteen groups of a hash code on screen. */
export async function shownGroups(figure: Locator): Promise<string> {
  const name = (await figure.getAttribute('aria-label')) ?? '';
  const groups = name.match(/\b[0-9a-f]{4}\b/g) ?? [];
  expect(groups).toHaveLength(16);
  expect(await figure.locator('.qp-hash-grid span').allInnerTexts()).toEqual(groups);
  return groups.join(' ');
}

/** Unlocks with a passphrase typed by hand. */
export async function unlock(page: Page, passphrase: string): Promise<void> {
  await page.getByLabel('口令', { exact: true }).fill(passphrase);
  await page.getByLabel('口令', { exact: true }).press('Enter');
}

/** The wizard from its first field to the open workspace, without the mouse. */
export async function makeWorkspace(page: Page, names: { name: string; unit: string; person: string }): Promise<void> {
  const { keyboard } = page;
  const step = (title: string) => expect(page.locator('.ant-steps-item-active')).toContainText(title);
  await step('名称与位置');
  await keyboard.type(names.name);
  await keyboard.press('Enter');
  await step('单位与人员');
  await keyboard.type(names.unit);
  await keyboard.press('Tab');
  await keyboard.type(names.person);
  await keyboard.press('Enter');
  await step('口令');
  await keyboard.type(PASSPHRASE);
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await keyboard.type(PASSPHRASE);
  await keyboard.press('Enter');
  await step('恢复方式');
  await keyboard.press('Enter');
  await step('核对');
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '工作台' })).toBeVisible({ timeout: 60_000 });
}

/** The line at the foot: who, what is not returned, last backup. */
export const statusLine = (page: Page): Locator => page.locator('footer.qp-status');
