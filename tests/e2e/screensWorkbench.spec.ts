/** Pictures of the workbench in its states: marking, reasons, evidence, the outcome's sheet, signed and opened again. */
import type { Page } from '@playwright/test';
import { expect, test } from '../support/appTest.ts';
import { expectFocusSeen, look } from '../support/e2eLook.ts';
import { compose, currentItem, drawRectangle, expectVerdict, openCase, selectText } from '../support/e2eReview.ts';

test.use({ demo: true });

test('the workbench in its states', async ({ app }) => {
  const { page } = app;
  await expect(page.getByRole('heading', { name: '工作台' })).toBeVisible({ timeout: 60_000 });
  await openCase(page, '济购补2023-0001');
  await look(page, 'workbench');
  await expectFocusSeen(page, 25);
  await workbenchStates(page);
  await signScreens(page);
});

test('Escape closes a sheet at its first press, also while an enlarged picture is still going away', async ({
  app,
}) => {
  const { page } = app;
  const { keyboard } = page;
  await expect(page.getByRole('heading', { name: '工作台' })).toBeVisible({ timeout: 60_000 });
  await openCase(page, '济购补2023-0001');
  await selectText(page, '高层次人才购房补贴申请表');
  await keyboard.press('E');
  const sheet = page.getByRole('dialog');
  for (const pause of [0, 20, 40, 120]) {
    await currentItem(page).getByRole('button', { name: '查看依据' }).first().hover();
    await expect(page.locator('.qp-wb-crop-large img')).toBeInViewport({ ratio: 1 });
    await page.mouse.move(5, 5);
    await page.waitForTimeout(pause);
    await keyboard.press('Control+Enter');
    await expect(sheet.getByRole('region', { name: '还不能签署' })).toBeVisible();
    await keyboard.press('Escape');
    await expect(sheet).toHaveCount(0);
  }
});

async function workbenchStates(page: Page): Promise<void> {
  const { keyboard } = page;
  await keyboard.press('I');
  await look(page, 'workbench-person');
  await keyboard.press('I');
  await keyboard.press('H');
  await look(page, 'workbench-history');
  await keyboard.press('Escape');
  await keyboard.press('B');
  await look(page, 'workbench-without-files');
  await keyboard.press('B');
  await keyboard.press('2');
  await expect(page.getByRole('listbox', { name: '不符合的原因' })).toBeInViewport({ ratio: 1 });
  await look(page, 'workbench-reasons');
  await keyboard.press('1');
  await expectVerdict(page, '不符合');
  await look(page, 'workbench-lacks-evidence');
  await selectText(page, '高层次人才购房补贴申请表');
  await look(page, 'workbench-selected');
  await keyboard.press('E');
  await expect(currentItem(page).getByRole('list', { name: '依据' })).toContainText('申请表');
  await keyboard.press('E');
  await expect(page.getByText('在页面上拖动框选')).toBeVisible();
  await look(page, 'workbench-drawing');
  await drawRectangle(page);
  await expect(currentItem(page).getByRole('list', { name: '依据' })).toContainText('框选');
  await keyboard.press('N');
  await compose(page, 'beizhu', '与申报一致');
  await keyboard.press('Escape');
  await look(page, 'workbench-evidence');
  await currentItem(page)
    .getByRole('button', { name: /查看依据：.*申请表/ })
    .first()
    .hover();
  await expect(page.locator('.qp-wb-crop-large img')).toBeInViewport({ ratio: 1 });
  await look(page, 'workbench-crop');
  await page.mouse.move(5, 5);
}

/** Blocked, ready, refused passphrase, signed, opened again. */
async function signScreens(page: Page): Promise<void> {
  const { keyboard } = page;
  const sheet = page.getByRole('dialog');
  await keyboard.press('Control+Enter');
  await expect(sheet.getByRole('region', { name: '还不能签署' })).toBeVisible();
  await look(page, 'sign-blocked');
  await keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await keyboard.press('1');
  for (;;) {
    await expectVerdict(page, '符合');
    await keyboard.press('U');
    if (!(await currentItem(page).locator('.qp-wb-line .qp-verdict').isVisible())) break;
    await keyboard.press('1');
  }
  await look(page, 'workbench-decided');
  await keyboard.press('Control+Enter');
  await expect(sheet.getByText('按判定建议：推荐')).toBeVisible();
  await expect(sheet.getByLabel('签署口令')).toBeEnabled();
  await look(page, 'sign-amount');
  await sheet.getByLabel('签署口令').fill('不是这个口令');
  await sheet.getByLabel('签署口令').press('Enter');
  await expect(sheet.getByRole('alert')).toContainText('口令不正确', { timeout: 30_000 });
  await look(page, 'sign-refused');
  await sheet.getByLabel('签署口令').fill('baotuquan-72-mingquan');
  await sheet.getByLabel('签署口令').press('Enter');
  await expect(sheet).toContainText('已签署并锁定', { timeout: 30_000 });
  await look(page, 'signed');
  await keyboard.press('Escape');
  await expect(page.getByRole('note').filter({ hasText: '只能查看' })).toBeVisible();
  await look(page, 'workbench-locked');
  await keyboard.press('Control+Enter');
  await expect(sheet).toContainText('审核意见');
  await look(page, 'outcome-saved');
  await keyboard.press('Escape');
  await page.getByRole('button', { name: '重新开启' }).click();
  await look(page, 'dialog-reopen');
  await sheet.getByRole('radio', { name: '审核有误' }).check();
  await sheet.getByRole('button', { name: '重新开启' }).click();
  await expect(page.getByRole('note').filter({ hasText: '只能查看' })).toHaveCount(0);
  await look(page, 'workbench-reopened');
}
