/** A policy pack from the centre's desk to the open cases: import, compare, put in force, notice on the case, go back. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findPolicies } from '../../main/catalogue/load.ts';
import { expect, takePicture, test } from '../support/appTest.ts';
import { run } from '../support/e2eCentre.ts';
import { openCase } from '../support/e2eReview.ts';
import { importReport, startImport } from '../support/e2eScreen.ts';

test.use({ demo: true });

const day = (days: number) => new Date(Date.now() + (8 + 24 * days) * 3600_000).toISOString().slice(0, 10);
const TODAY = day(0);
const NEXT_WEEK = day(7);

/** The shipped catalogue with one figure changed: a master's degree is no longer enough for programme 26.2. */
function stricterCatalogue(folder: string): string {
  const policies = path.join(folder, 'policies');
  cpSync(findPolicies(import.meta.dirname), policies, { recursive: true });
  const file = path.join(policies, 'jrcb-2022-4', '26.2.yaml');
  const before = readFileSync(file, 'utf8');
  const after = before.replace('op: ge, value: bachelor }', 'op: ge, value: doctor }');
  expect(after).not.toBe(before);
  writeFileSync(file, after);
  return policies;
}

test('a pack is imported, compared, put in force and taken back', async ({ app }) => {
  const { page, folder } = app;
  const bundle = path.join(folder, '政策包.qpb');
  const centre = path.join(folder, 'demo', 'centre');
  const catalogue = stricterCatalogue(folder);
  await run('central', 'issue-policy', centre, '--catalogue', catalogue, '--from', TODAY, '--plain', '-o', bundle);

  await startImport(app, bundle);
  await expect(importReport(page)).toContainText('已存入第 2 号政策目录，尚未启用');
  await takePicture(page, 'policy-imported');
  await importReport(page).getByRole('link', { name: '比较并启用' }).click();

  const packs = page.getByRole('region', { name: '本机的政策目录' });
  await expect(packs).toContainText('未启用');
  await takePicture(page, 'policy-list');
  await packs.getByRole('button', { name: '比较' }).click();
  const sheet = page.getByRole('dialog');
  await expect(sheet).toContainText('26.2');
  await takePicture(page, 'policy-compare');
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();

  await packs.getByRole('button', { name: '启用' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('预检结果有变化');
  await expect(dialog).toContainText('学士及以上学位');
  await takePicture(page, 'policy-activate');
  await dialog.getByLabel('从哪一天起').fill('2020-01-01');
  await expect(dialog.getByRole('button', { name: '启用' })).toBeDisabled();
  await dialog.getByLabel('从哪一天起').fill(TODAY);
  await dialog.getByRole('button', { name: '启用' }).click();
  await expect(page.getByRole('region', { name: '在用政策目录' })).toContainText('第 2 号');
  await takePicture(page, 'policy-in-force');

  await openCase(page, '济留补2023-0002');
  await expect(page.locator('.qp-wb-head').getByRole('note')).toContainText('政策目录由第 1 号改为第 2 号');
  await takePicture(page, 'policy-notice');

  await page.evaluate(() => {
    window.location.hash = '#/settings/policies';
  });
  await packs.getByRole('button', { name: '退回' }).click();
  await expect(dialog.getByRole('button', { name: '退回' })).toBeDisabled();
  await dialog.getByLabel('原因').fill('学位条件有误，待中心更正');
  await takePicture(page, 'policy-roll-back');
  await dialog.getByRole('button', { name: '退回' }).click();
  await expect(page.getByRole('region', { name: '在用政策目录' })).toContainText('第 1 号');
  await expect(page.getByRole('region', { name: '启用和退回记录' })).toContainText('学位条件有误');
  await takePicture(page, 'policy-taken-back');

  await packs.getByRole('button', { name: '启用', exact: true }).click();
  await dialog.getByLabel('从哪一天起').fill(NEXT_WEEK);
  await dialog.getByRole('button', { name: '到期启用' }).click();
  await expect(packs).toContainText(`${NEXT_WEEK} 起`);
  await takePicture(page, 'policy-planned');
  await packs.getByRole('button', { name: '取消启用' }).click();
  await dialog.getByLabel('原因').fill('等中心通知');
  await takePicture(page, 'policy-call-off');
  await dialog.getByRole('button', { name: '取消启用' }).click();
  await expect(packs).not.toContainText(`${NEXT_WEEK} 起`);
});
