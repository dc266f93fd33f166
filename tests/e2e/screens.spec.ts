/** A picture of every screen and state for people to look at; controls named, focus seen, nothing scrolls sideways. */
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, type RunningApp, takePicture, test } from '../support/appTest.ts';
import { expectFocusSeen, look, tabTo } from '../support/e2eLook.ts';
import { openCase } from '../support/e2eReview.ts';
import { choose, chooseFolder, goTo, importReport, PASSPHRASE, startImport } from '../support/e2eScreen.ts';

const home = (page: Page) => expect(page.getByRole('heading', { name: '工作台' })).toBeVisible({ timeout: 60_000 });
const at = (app: RunningApp, ...names: string[]) => path.join(app.folder, ...names);

async function settings(page: Page, section: string): Promise<void> {
  await goTo(page, '设置');
  const link = page.getByRole('navigation', { name: '设置' }).getByRole('link', { name: section });
  await link.click();
  await expect(link).toHaveAttribute('aria-current', 'page');
}

test('the first start, step by step, and an empty workspace', async ({ app }) => {
  const { page } = app;
  const { keyboard } = page;
  const step = (title: string) => expect(page.locator('.ant-steps-item-active')).toContainText(title);
  await step('名称与位置');
  await look(page, 'wizard-1-place');
  await page.getByRole('button', { name: '选择', exact: true }).click();
  if (app.shell() !== null) {
    await expect(page.locator('.qp-picker')).toContainText('选择文件夹');
    await look(page, 'picker-folder');
    await page.locator('.qp-picker').getByRole('button', { name: '取消' }).click();
  }
  await page.getByLabel('工作区名称').fill('历下区工作区');
  await page.getByLabel('工作区名称').press('Enter');
  await step('单位与人员');
  await keyboard.type('历下区人才服务中心');
  await keyboard.press('Tab');
  await keyboard.type('周审核');
  await look(page, 'wizard-2-person');
  await keyboard.press('Enter');
  await step('口令');
  await keyboard.type('123456');
  await expect(page.getByText('强度：太弱')).toBeVisible();
  await expect(page.getByRole('button', { name: '下一步' })).toBeDisabled();
  await look(page, 'wizard-3-weak');
  await page.getByLabel('新口令', { exact: true }).fill(PASSPHRASE);
  await page.getByLabel('再输入一次口令').fill('青石桥');
  await expect(page.getByText('两次输入的口令不一致。').first()).toBeVisible();
  await look(page, 'wizard-3-differs');
  await page.getByLabel('再输入一次口令').fill(PASSPHRASE);
  await look(page, 'wizard-3-passphrase');
  await expectFocusSeen(page, 6);
  await page.getByRole('button', { name: '下一步' }).click();
  await step('恢复方式');
  await look(page, 'wizard-4-recovery');
  await keyboard.press('Enter');
  await step('核对');
  await look(page, 'wizard-5-summary');
  await keyboard.press('Enter');
  await home(page);
  await look(page, 'empty-home');
  await tabTo(page, page.getByRole('button', { name: '导入交换包' }));
  await goTo(page, '案卷');
  await look(page, 'empty-cases');
  await goTo(page, '交换');
  await look(page, 'empty-import');
  await tabTo(page, page.getByRole('button', { name: '选择交换包' }));
  await page.getByRole('link', { name: '导出' }).click();
  await expect(page.getByText('您还没有中心签发的证书')).toBeVisible();
  await look(page, 'empty-export');
  await settings(page, '人员与证书');
  await look(page, 'settings-no-certificate');
  await page.getByRole('button', { name: '导出登记申请' }).click();
  await look(page, 'dialog-enrolment');
  await choose(app, () => page.getByRole('button', { name: '选择保存位置' }).click(), at(app, 'request.json'));
  await expect(page.getByText('请交中心签发证书')).toBeVisible();
  await look(page, 'dialog-enrolment-written');
  await page.getByRole('button', { name: '完成' }).click();
  await page.getByRole('button', { name: '添加人员' }).click();
  await look(page, 'dialog-person');
  await keyboard.press('Escape');
  await page.getByRole('button', { name: '更换口令' }).click();
  await look(page, 'dialog-passphrase');
  await keyboard.press('Escape');
  await keyboard.press('Control+Shift+L');
  await page.getByRole('button', { name: '忘记口令' }).click();
  await look(page, 'recovery-none');
});

test.describe('with the demo', () => {
  test.use({ demo: true });

  test('rooms, drawers, dialogs', async ({ app }) => {
    const { page } = app;
    await home(page);
    await look(page, 'home');
    await expectFocusSeen(page, 20);
    await tabTo(page, page.getByRole('button', { name: /^(开始|继续)审核$/ }));
    await page.keyboard.press('Control+K');
    await page.keyboard.type('济购');
    await expect(page.getByRole('option').first()).toBeVisible();
    await look(page, 'palette');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toContainText('快捷键');
    await look(page, 'help');
    await page.keyboard.press('Escape');
    await queueScreens(page);
    await goTo(page, '政策');
    await look(page, 'catalogue');
    await page.getByLabel('查找项目').fill('没有的项目');
    await look(page, 'catalogue-none');
    for (const [section, name] of [
      ['人员与证书', 'persons'],
      ['备份', 'backup'],
      ['外观', 'appearance'],
      ['快捷键', 'shortcuts'],
      ['运行环境', 'environment'],
      ['关于', 'about'],
    ] as const) {
      await settings(page, section);
      await look(page, `settings-${name}`);
    }
    await settings(page, '备份');
    await chooseFolder(app, () => page.getByRole('button', { name: '选择位置并备份' }).click(), app.folder);
    await expect(page.getByText('已备份到')).toBeVisible({ timeout: 60_000 });
    await look(page, 'settings-backup-done');
    await settings(page, '快捷键');
    await page.getByRole('row', { name: '符合 1' }).getByRole('button', { name: '更改' }).click();
    await page.keyboard.press('2');
    await expect(page.getByText('也用于：不符合')).toBeVisible();
    await look(page, 'settings-shortcut-clash');
    await page.getByRole('button', { name: '仍用此键' }).click();
    await page.getByRole('button', { name: '全部恢复默认' }).click();
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File(['x'], 'a.qpb'));
      window.dispatchEvent(new DragEvent('dragover', { dataTransfer: data, cancelable: true }));
    });
    await expect(page.getByText('文件不能拖进来')).toBeVisible();
    await look(page, 'drop-hint');
  });

  test('exchange with its reports and printed sheets', async ({ app }) => {
    const { page } = app;
    await home(page);
    await goTo(page, '交换');
    if (app.shell() !== null) {
      await page.getByRole('button', { name: '选择交换包' }).click();
      const picker = page.locator('.qp-picker');
      await picker.getByLabel('路径').fill(at(app, 'demo'));
      await picker.getByLabel('路径').press('Enter');
      await expect(picker.getByRole('option').filter({ hasText: 'case-sealed.qpb' })).toBeVisible();
      await look(page, 'picker-open');
      await picker.getByLabel('路径').fill(at(app, 'nowhere'));
      await picker.getByLabel('路径').press('Enter');
      await expect(picker.getByRole('alert')).toBeVisible();
      await look(page, 'picker-missing');
      await picker.getByRole('button', { name: '取消' }).click();
    }
    await startImport(app, at(app, 'demo', 'case-sealed.qpb'));
    await expect(importReport(page)).toContainText('新增 6 件', { timeout: 60_000 });
    await look(page, 'import-report');
    await page.evaluate(() => {
      window.print = () => undefined;
    });
    await page.getByRole('button', { name: '打印' }).click();
    await page.emulateMedia({ media: 'print' });
    await expect(page.getByRole('heading', { name: '交换包导入报告' })).toBeVisible();
    await takePicture(page, 'print-import');
    await page.emulateMedia({ media: null });
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    await page.getByRole('region', { name: '导入记录' }).getByRole('link', { name: 'case-plain.qpb' }).click();
    await look(page, 'import-earlier');
    await page.getByRole('link', { name: '导出' }).click();
    await look(page, 'export-nothing');
  });

  test('dark, sunlight, large text, wide screen, zoomed', async ({ app }) => {
    const { page } = app;
    await home(page);
    const rooms = async (look1: string) => {
      for (const [room, name] of [
        ['工作台', 'home'],
        ['案卷', 'queue'],
        ['交换', 'exchange'],
        ['设置', 'settings'],
      ] as const) {
        await goTo(page, room);
        await look(page, `${look1}-${name}`);
      }
      await openCase(page, '济购补2023-0001');
      await look(page, `${look1}-workbench`);
    };
    const appearance = async (label: string) => {
      await settings(page, '外观');
      await page.getByText(label, { exact: true }).click();
    };
    await appearance('深色');
    await rooms('dark');
    await appearance('户外（黑白分明）');
    await rooms('sunlight');
    await appearance('浅色');
    await appearance('大字');
    await rooms('large');
    await appearance('标准');
    await page.setViewportSize({ width: 1920, height: 1080 });
    await rooms('wide');
    // 150 % on the smallest office screen.
    await page.setViewportSize({ width: Math.round(1366 / 1.5), height: Math.round(768 / 1.5) });
    await rooms('zoomed');
  });
});

async function queueScreens(page: Page): Promise<void> {
  await goTo(page, '案卷');
  await expect(page.getByText('共 24 件')).toBeVisible();
  await look(page, 'queue');
  await expectFocusSeen(page, 20);
  await page.getByRole('button', { name: '查看完整证件号码' }).click();
  await expect(page.getByRole('dialog')).toContainText('查看完整证件号码');
  await look(page, 'reveal');
  await page.getByRole('radio', { name: '与证件或材料比对' }).check();
  await page.getByRole('dialog').getByRole('button', { name: '查看', exact: true }).click();
  await expect(page.getByRole('button', { name: '遮盖证件号码' })).toBeVisible();
  await look(page, 'revealed');
  await page.getByRole('button', { name: '遮盖证件号码' }).click();
  await page.getByRole('button', { name: '办理记录' }).click();
  await expect(page.getByRole('dialog')).toContainText('办理记录');
  await look(page, 'history');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^审核中/ }).click();
  await expect(page.getByText('共 3 件')).toBeVisible();
  await look(page, 'queue-reviewing');
  await page.getByLabel('查找案卷').fill('没有这个人');
  await expect(page.getByText('没有相符的案卷')).toBeVisible();
  await look(page, 'queue-none');
  await page.getByRole('button', { name: '清除筛选' }).first().click();
  await page.keyboard.press('Escape');
}
