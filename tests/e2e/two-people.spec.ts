/** A signed case goes to a second person at the same workstation: blind review, adjudication by keyboard, figures. */
import path from 'node:path';
import { DEMO_PASSPHRASE } from '../../main/demo/passphrase.ts';
import { expect, takePicture, test } from '../support/appTest.ts';
import { apiOf, type Call } from '../support/e2eApi.ts';
import { run } from '../support/e2eCentre.ts';

test.use({ demo: true });

/** Decides everything and signs; the item named is found wanting. */
async function signed(call: Call, caseId: string, wanting: string | null): Promise<void> {
  const { items } = await call('review', 'checklist', { caseId });
  for (const { itemId, revision } of items) {
    const verdict = itemId === wanting ? ('fail' as const) : ('pass' as const);
    const reason = itemId === wanting ? ('material-missing' as const) : null;
    await call('review', 'setVerdict', { caseId, itemId, verdict, reason, note: '', revision });
  }
  const { suggested, amount, drafts } = await call('review', 'outcome', { caseId });
  const result = { decision: suggested!, amount, opinion: drafts[suggested!], supplement: null };
  await call('review', 'setOutcome', { caseId, result });
  await call('review', 'sign', { caseId, passphrase: DEMO_PASSPHRASE });
}

test('two people: asked for, blind review, adjudicated by keyboard, agreement', async ({ app }) => {
  const { page } = app;
  const at = (...names: string[]) => path.join(app.folder, ...names);
  await expect(page.getByRole('heading', { name: '工作台' })).toBeVisible({ timeout: 60_000 });
  const call = await apiOf(page, () => page.keyboard.press('Alt+2'));
  const sort = { by: 'number', descending: false } as const;
  const { rows } = await call('cases', 'list', { filter: { state: 'reviewing' }, sort, offset: 0, limit: 1 });
  const { caseId, number } = rows[0]!;
  await signed(call, caseId, null);

  await page.evaluate((id) => {
    window.location.hash = `#/cases/${id}`;
  }, caseId);
  await page.getByRole('button', { name: '提请复核' }).click();
  await expect(page.getByRole('dialog', { name: '提请复核 1 件' })).toBeVisible();
  await takePicture(page, 'two-people-ask');
  await page.getByRole('dialog').getByRole('button', { name: '提请复核' }).click();
  await page.keyboard.press('Alt+7');
  await expect(page.getByRole('row', { name: number })).toContainText('等待复核员领取');

  const unit = '历下区人才服务中心（演示）';
  const { personId } = await call('workspace', 'addPerson', { name: '周复核', unit, passphrase: DEMO_PASSPHRASE });
  await call('workspace', 'lock', {});
  await call('workspace', 'unlock', { personId, passphrase: DEMO_PASSPHRASE });
  await call('workspace', 'exportEnrolment', { path: at('request.json'), role: 'approver' });
  await run('central', 'enrol', at('demo', 'centre'), at('request.json'), '--role', 'approver', '-o', at('zhou.pem'));
  await call('workspace', 'installCertificate', { path: at('zhou.pem') });

  await page.keyboard.press('Alt+7');
  await takePicture(page, 'two-people-list');
  await page.getByRole('button', { name: '领取并复核' }).click();
  await expect(page.getByText('盲审复核：初审的判定')).toBeVisible();
  await expect(page.getByRole('heading', { name: number, level: 1 })).toBeVisible();
  await takePicture(page, 'two-people-blind');
  const list = await call('second', 'list', {});
  const { secondId } = list.rows[0]!;
  const { items } = await call('review', 'checklist', { caseId: secondId });
  expect(items.every(({ verdict }) => verdict === null)).toBe(true);
  const wanting = items.find(({ group, strength }) => group === 'condition' && strength === 'must')!;
  await signed(call, secondId, wanting.itemId);

  await page.keyboard.press('Alt+7');
  await page.getByRole('button', { name: '裁定' }).press('Enter');
  await expect(page.getByText('3 项不一致')).toBeVisible();
  await expect(page.getByRole('group', { name: wanting.title })).toBeFocused();
  await takePicture(page, 'two-people-adjudication');
  await page.keyboard.press('1');
  await expect(page.getByLabel(`${wanting.title}的理由`)).toBeFocused();
  await page.keyboard.type('原件已核对，材料齐全');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('group', { name: '结论' })).toBeFocused();
  await page.keyboard.press('1');
  await expect(page.getByLabel('结论的理由')).toBeFocused();
  await page.keyboard.type('随判定');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByLabel('签署口令')).toBeFocused();
  await page.keyboard.type(DEMO_PASSPHRASE);
  await page.keyboard.press('Enter');
  await expect(page.getByText('复核通过，已签署第 2 版。')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('row', { name: number })).toContainText('复核通过');

  await page.getByRole('link', { name: '一致率' }).click();
  await expect(page.getByRole('heading', { name: '盲审复核 1 件' })).toBeVisible();
  await takePicture(page, 'two-people-agreement');
  await page.getByRole('link', { name: '抽查' }).click();
  await expect(page.getByText('还没有抽查')).toBeVisible();
  await page.keyboard.press('s');
  await expect(page.getByRole('dialog', { name: '抽查' })).toBeVisible();
  await takePicture(page, 'two-people-sample');
});
