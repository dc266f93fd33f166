/** Who gets in: passphrases, pauses, a second window, damaged files, and the way between demo and real work. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, takePicture, test } from '../support/appTest.ts';
import { startShellProcess } from '../support/browserApp.ts';
import { makeWorkspace, PASSPHRASE, unlock } from '../support/e2eScreen.ts';

const NAMES = { name: '历下区工作区', unit: '历下区人才服务中心', person: '周审核' };

const home = (page: Page) => expect(page.getByRole('heading', { name: '工作台' })).toBeVisible({ timeout: 60_000 });
const locked = (page: Page) =>
  expect(page.getByRole('region', { name: '解锁工作区' })).toContainText(NAMES.name, { timeout: 60_000 });

test('wrong passphrases are counted, slow down, and are forgiven by the right one', async ({ app }) => {
  await makeWorkspace(app.page, NAMES);
  await app.page.keyboard.press('Control+Shift+L');
  await locked(app.page);
  await takePicture(app.page, 'unlock');
  const field = () => app.page.getByLabel('口令', { exact: true });
  const said = () => app.page.getByRole('region', { name: '解锁工作区' });
  for (let i = 1; i <= 4; i++) {
    await unlock(app.page, `不是这个口令 ${i}`);
    await expect(said().getByRole('alert')).toContainText('口令不正确。请检查大小写和输入法后再试。');
    await expect(said().getByRole('alert')).toContainText('PASSPHRASE_WRONG');
    await expect(field()).toHaveValue('');
  }
  await takePicture(app.page, 'unlock-wrong');
  await unlock(app.page, '不是这个口令 5');
  await expect(said()).toContainText(/请在 1[0-5] 秒后再试/, { timeout: 30_000 });
  await expect(field()).toBeDisabled();
  await expect(app.page.getByRole('button', { name: '解锁', exact: true })).toBeDisabled();
  await takePicture(app.page, 'unlock-wait');
  await app.restart();
  await expect(said()).toContainText(/请在 \d+ 秒后再试/);
  await expect(field()).toBeDisabled();
  await expect(field()).toBeEnabled({ timeout: 20_000 });
  await unlock(app.page, PASSPHRASE);
  await home(app.page);
  await app.page.keyboard.press('Control+Shift+L');
  await locked(app.page);
  await unlock(app.page, PASSPHRASE);
  await home(app.page);
});

test('a workspace that is open elsewhere says so, and opens once it is free', async ({ app, context }) => {
  test.skip(app.shell() === null, 'in Electron a second start shows the first window');
  await makeWorkspace(app.page, NAMES);
  const second = startShellProcess(app.dataFolder, null);
  const page = await context.newPage();
  await page.goto(await second.nextAddress());
  await expect(page.getByRole('alert')).toContainText('工作区正在被另一个泉评窗口使用。请切换到那个窗口，或先关闭它。');
  await takePicture(page, 'workspace-busy');
  const again = page.getByRole('button', { name: '再试一次' });
  await again.click();
  await expect(page.getByRole('alert')).toContainText('工作区正在使用');
  await app.shell()!.stop();
  // The page looks by itself now and then; the button may be gone before it is pressed.
  await expect(async () => {
    if (await again.isVisible()) await again.click({ timeout: 1_000 });
    await expect(page.getByRole('region', { name: '解锁工作区' })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await unlock(page, PASSPHRASE);
  await home(page);
  await page.close();
  expect(await second.stop(), second.errors()).toBe(0);
});

test('damaged files are named, left as they are, and open again when they are whole', async ({ app }) => {
  await makeWorkspace(app.page, NAMES);
  await app.page.keyboard.press('Control+Shift+L');
  await locked(app.page);
  const at = (name: string) => path.join(app.dataFolder, 'workspace', name);

  copyFileSync(at('keyring.json'), path.join(app.folder, 'keyring.json'));
  const half = readFileSync(at('keyring.json')).subarray(0, 200);
  writeFileSync(at('keyring.json'), half);
  await app.restart();
  const said = app.page.getByRole('alert');
  await expect(said).toContainText('工作区无法打开', { timeout: 60_000 });
  await expect(said).toContainText(
    /工作区文件已损坏（.+）。请不要继续写入，从最近的备份恢复，或联系中心。原文件没有改动。/,
  );
  await takePicture(app.page, 'workspace-damaged');
  expect(readFileSync(at('keyring.json')).equals(half)).toBe(true);
  copyFileSync(path.join(app.folder, 'keyring.json'), at('keyring.json'));
  await app.page.getByRole('button', { name: '再试一次' }).click();
  await locked(app.page);

  copyFileSync(at('workspace.db'), path.join(app.folder, 'workspace.db'));
  const bad = readFileSync(at('workspace.db'));
  bad.fill(0x5a, 100, 4000);
  writeFileSync(at('workspace.db'), bad);
  await unlock(app.page, PASSPHRASE);
  const damaged = app.page.getByRole('alert').filter({ hasText: '工作区文件已损坏' });
  await expect(damaged.first()).toBeVisible({ timeout: 60_000 });
  await takePicture(app.page, 'workspace-damaged-database');
  expect(readFileSync(at('workspace.db')).equals(bad)).toBe(true);
  copyFileSync(path.join(app.folder, 'workspace.db'), at('workspace.db'));
  await app.restart();
  await locked(app.page);
  await unlock(app.page, PASSPHRASE);
  await home(app.page);
});

test.describe('with the demo', () => {
  test.use({ demo: true });

  test('from the demo to a real workspace and back', async ({ app }) => {
    const { page } = app;
    const banner = page.getByRole('note').filter({ hasText: '人员和案卷均为虚构，不能用于真实审核。' });
    await expect(banner).toBeVisible({ timeout: 60_000 });
    await banner.getByRole('button', { name: '新建正式工作区' }).click();
    await page.getByRole('button', { name: '不新建，返回' }).click();
    await expect(banner).toBeVisible();
    await banner.getByRole('button', { name: '新建正式工作区' }).click();
    await makeWorkspace(page, NAMES);
    await expect(banner).toHaveCount(0);
    await expect(page.getByText('还没有案卷')).toBeVisible();
    await takePicture(page, 'home-empty');
    await page.keyboard.press('Control+Shift+L');
    await locked(page);
    await page.getByRole('button', { name: '打开演示工作区' }).click();
    await expect(page.getByRole('region', { name: '解锁工作区' })).toContainText('演示口令', { timeout: 60_000 });
    await takePicture(page, 'unlock-demo');
    await page.getByRole('button', { name: '填入' }).click();
    await page.getByRole('button', { name: '解锁', exact: true }).click();
    await expect(banner).toBeVisible({ timeout: 60_000 });
    await home(page);
  });
});
