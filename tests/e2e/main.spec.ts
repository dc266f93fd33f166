/** The main job from the first start to the centre's receipt, on the real program and the real command line. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { createDemoCases } from '../../main/demo/createDemoCases.ts';
import { expect, type RunningApp, takePicture, test } from '../support/appTest.ts';
import { pickCases, printedGroups, run } from '../support/e2eCentre.ts';
import {
  compose,
  countedKeys,
  currentItem,
  currentTitle,
  drawRectangle,
  expectVerdict,
  findInFile,
  inkOnPage,
  type Keys,
  pressForInputMethod,
  selectText,
} from '../support/e2eReview.ts';
import {
  choose,
  goTo,
  importReport,
  makeWorkspace,
  PASSPHRASE,
  shownGroups,
  startImport,
  statusLine,
} from '../support/e2eScreen.ts';

/** The paper contract ends a year before the declared one: everything computed is fine, only a reader sees it. */
const CASE = '济购补2024-0002';
const CONTRACT_ITEM = '劳动合同或任用';
const CONTRACT_TERM = '自2022年7月1日起，至2024年6月30日止';
const ADVICE = '可在合同续签后重新申报。';
const OTHERS = ['济购补2023-0001', '济留补2024-0002'];

test('a case goes all the way: first start, certificate, import, review by keyboard, export, receipt', async ({
  app,
}) => {
  test.setTimeout(300_000);
  const { page } = app;
  const at = (...names: string[]) => path.join(app.folder, ...names);
  await makeWorkspace(page, { name: '历下区工作区', unit: '历下区人才服务中心', person: '周审核' });
  await enrol(app, at);
  await receiveCases(app, at);
  await reviewCase(page);
  await page.getByRole('button', { name: '导出审核结果' }).click();
  await choose(app, () => page.getByRole('button', { name: '选择保存位置' }).click(), at('review.qpb'));
  const written = page.getByRole('region', { name: '导出结果' });
  await expect(written).toContainText('已写入并核验，1 件', { timeout: 60_000 });
  await expect(statusLine(page)).toContainText('未回传 1 件');
  await takePicture(page, 'main-exported');
  const groups = await shownGroups(written.getByRole('figure', { name: '校验码' }));

  const received = await run('central', 'receive', at('centre'), at('review.qpb'));
  expect(printedGroups(received, '校验码')).toBe(groups);
  expect(received).toMatch(new RegExp(`案卷 ${CASE}（项目 03.1，第 1 版）：不予推荐`));
  expect(received).toContain(`[不符合] ${CONTRACT_ITEM}（材料与申报内容不一致；依据 1 处）`);
  expect(received).toContain('[符合] 信息查询授权书（已核对签名）');
  expect(received.match(/^ {2}\[符合\] /gm)).toHaveLength(25);
  expect(received).toContain(`三、审核结论：不予推荐。${ADVICE}`);
  expect(received).toContain('签署：周审核（审核员）');

  await run('central', 'ack', at('centre'), '--to', at('zhou.pem'), '-o', at('ack.qpb'));
  await startImport(app, at('ack.qpb'));
  await expect(importReport(page)).toContainText('确认包', { timeout: 60_000 });
  await expect(statusLine(page)).toContainText('未回传 0 件');
  await goTo(page, '案卷');
  await page.getByRole('searchbox').or(page.getByLabel('查找案卷')).fill('');
  await expect(page.getByRole('row', { name: CASE })).toContainText('已确认不予推荐');
  await takePicture(page, 'main-acknowledged');
});

type At = (...names: string[]) => string;

/** The request goes out, the centre is founded and certifies it, the certificate comes back and is compared with the centre's sheet. */
async function enrol(app: RunningApp, at: At): Promise<void> {
  const { page } = app;
  await page.keyboard.press('Alt+5');
  await page.getByRole('button', { name: '导出登记申请' }).click();
  await choose(app, () => page.getByRole('button', { name: '选择保存位置' }).click(), at('request.json'));
  await expect(page.getByText('请交中心签发证书')).toBeVisible();
  await page.getByRole('button', { name: '完成' }).click();

  const founded = await run('central', 'init', at('centre'));
  await run('central', 'enrol', at('centre'), at('request.json'), '--role', 'reviewer', '-o', at('zhou.pem'));

  await page.getByRole('button', { name: '装入证书' }).click();
  await choose(app, () => page.getByRole('button', { name: '选择中心签发的证书' }).click(), at('zhou.pem'));
  const root = await shownGroups(page.getByRole('figure', { name: '中心根证书指纹' }));
  expect(root).toBe(printedGroups(founded, '指纹'));
  const args = ['x509', '-in', at('centre', 'root.pem'), '-noout', '-fingerprint', '-sha256'];
  const openssl = execFileSync('openssl', args, { encoding: 'utf8' });
  expect(root.replaceAll(' ', '')).toBe(openssl.split('=')[1]!.trim().replaceAll(':', '').toLowerCase());
  const install = page.getByRole('button', { name: '装入', exact: true });
  await expect(install).toBeDisabled();
  await takePicture(page, 'main-certificate');
  await page.getByRole('checkbox', { name: '十六组全部一致' }).check();
  await install.click();
  await expect(page.getByRole('region', { name: '当前人员' })).toContainText('审核员');
}

async function receiveCases(app: RunningApp, at: At): Promise<void> {
  const { page } = app;
  mkdirSync(at('all'));
  await createDemoCases(at('all'), { seed: 20260801 });
  const numbers = pickCases(at('all'), at('cases'), ({ number }) => [CASE, ...OTHERS].includes(number));
  const [cases, certificate, bundle] = [at('cases'), at('zhou.pem'), at('cases.qpb')];
  const issued = await run('central', 'issue', at('centre'), '--cases', cases, '--to', certificate, '-o', bundle);
  await startImport(app, bundle);
  await expect(importReport(page)).toContainText(`已导入：新增 ${numbers.length} 件`, { timeout: 60_000 });
  for (const number of numbers) await expect(importReport(page)).toContainText(number);
  const groups = await shownGroups(importReport(page).getByRole('figure', { name: '校验码' }));
  expect(groups).toBe(printedGroups(issued, '校验码'));
  await takePicture(page, 'main-imported');
}

/** From the queue to the signature with the keyboard; the mouse only marks places on paper. */
async function reviewCase(page: Page): Promise<void> {
  await page.keyboard.press('Alt+2');
  await expect(page.getByRole('grid').getByRole('row')).toHaveCount(1 + 1 + OTHERS.length);
  await page.keyboard.press('/');
  await expect(page.getByLabel('查找案卷')).toBeFocused();
  await page.keyboard.type('2024-0002');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('grid').getByRole('row')).toHaveCount(1 + 2);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: CASE, level: 1 })).toBeVisible();
  await inkOnPage(page);
  const keys = countedKeys(page);
  const begun = Date.now();
  const special: Record<string, (page: Page, keys: Keys) => Promise<void>> = {
    购房补贴申请表: withRectangle,
    个人承诺书: withUndo,
    信息查询授权书: withNote,
    '劳动（聘用）合同或任命文件': withFoundText,
    [CONTRACT_ITEM]: contradicted,
  };
  const done: string[] = [];
  for (let title = await currentTitle(page); title !== '结论与签署'; title = await currentTitle(page)) {
    expect(done).not.toContain(title);
    await (special[title] ?? pass)(page, keys);
    done.push(title);
    await keys.press('Enter');
    await expect(currentItem(page).locator('.qp-wb-title')).not.toHaveText(title);
  }
  expect(Object.keys(special).filter((title) => !done.includes(title))).toEqual([]);
  await takePicture(page, 'main-decided');
  await sign(page, keys);
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  console.log(`A whole 03.1 case, ${done.length} items: ${keys.count()} keys and 2 marks with the mouse, ${seconds} s`);
}

async function pass(page: Page, keys: Keys): Promise<void> {
  await keys.press('1');
  await expectVerdict(page, '符合');
}

/** A key the input method owns decides nothing; E, then a rectangle drawn with the mouse, makes evidence. */
async function withRectangle(page: Page, keys: Keys): Promise<void> {
  await pressForInputMethod(page, 'Digit2');
  await pass(page, keys);
  await keys.press('E');
  await expect(page.getByText('在页面上拖动框选')).toBeVisible();
  await drawRectangle(page);
  await expect(currentItem(page).getByRole('list', { name: '依据' })).toContainText('框选');
}

/** An act is taken back and brought again from elsewhere; the item it changed is at hand then. */
async function withUndo(page: Page, keys: Keys): Promise<void> {
  await keys.press('3');
  await expectVerdict(page, '存疑');
  const title = await currentTitle(page);
  await keys.press('Enter');
  await expect(currentItem(page).locator('.qp-wb-title')).not.toHaveText(title);
  for (const [key, verdict] of [
    ['Ctrl+Z', '未审'],
    ['Ctrl+Y', '存疑'],
    ['Ctrl+Z', '未审'],
  ] as const) {
    await keys.press(key);
    await expect(currentItem(page).locator('.qp-wb-title')).toHaveText(title);
    await expectVerdict(page, verdict);
  }
  await pass(page, keys);
}

/** Digits and Enter that choose Chinese characters neither decide nor move on. */
async function withNote(page: Page, keys: Keys): Promise<void> {
  await pass(page, keys);
  await keys.press('N');
  await compose(page, 'yihedui', '已核对');
  await compose(page, 'qianming', '签名');
  await expect(page.getByLabel('备注')).toHaveValue('已核对签名');
  await expectVerdict(page, '符合');
  expect(await currentTitle(page)).toBe('信息查询授权书');
  await keys.press('Escape');
}

/** Without the mouse: what the search found becomes the evidence. */
async function withFoundText(page: Page, keys: Keys): Promise<void> {
  await pass(page, keys);
  await findInFile(page, keys, '2024年6月30日');
  await keys.press('Escape');
  await keys.press('E');
  await expect(currentItem(page).getByRole('list', { name: '依据' })).toContainText('2024年6月30日');
  await keys.press('Escape');
}

/** What the paper says against what was declared: marked with the mouse, refused with its reason by digits. */
async function contradicted(page: Page, keys: Keys): Promise<void> {
  await expect(currentItem(page)).toContainText('2025-06-30');
  await selectText(page, CONTRACT_TERM);
  await expect(page.getByText('已选取文字')).toBeVisible();
  await keys.press('E');
  await expect(currentItem(page).getByRole('list', { name: '依据' })).toContainText('至2024年6月30日止');
  await keys.press('2');
  await expect(page.getByRole('listbox', { name: '不符合的原因' })).toBeVisible();
  await takePicture(page, 'main-reasons');
  await keys.press('2');
  await expectVerdict(page, '不符合');
  await expect(currentItem(page)).toContainText('材料与申报内容不一致');
}

async function tabTo(target: Locator, keys: Keys): Promise<void> {
  const reached = () => target.evaluate((one) => one === document.activeElement);
  for (let i = 0; i < 20 && !(await reached()); i++) await keys.press('Tab');
  expect(await reached()).toBe(true);
}

async function sign(page: Page, keys: Keys): Promise<void> {
  await keys.press('Enter');
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByText('按判定建议：不予推荐')).toBeVisible();
  await expect(sheet.getByLabel('审核意见')).toHaveValue(new RegExp(CONTRACT_ITEM));
  await tabTo(sheet.getByLabel('审核意见'), keys);
  await keys.press('Ctrl+End');
  await keys.type(ADVICE);
  const passphrase = sheet.getByLabel('签署口令');
  // Closed until what was typed is saved: only that can be signed.
  await expect(passphrase).toBeEnabled();
  await tabTo(passphrase, keys);
  await keys.type(PASSPHRASE);
  await takePicture(page, 'main-sign');
  await keys.press('Enter');
  await expect(sheet).toContainText('已签署并锁定，第 1 版。', { timeout: 60_000 });
  await shownGroups(sheet.getByRole('figure', { name: '审核结果校验码' }));
  await takePicture(page, 'main-signed');
}
