/** Bundles that are refused say why on screen and change nothing; neither does one that came before or was cancelled. */
import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { parseCertificates } from '../../main/bundle/certificate.ts';
import { writeBundle } from '../../main/bundle/write.ts';
import { DEMO_PASSPHRASE } from '../../main/demo/passphrase.ts';
import { expect, type RunningApp, takePicture, test } from '../support/appTest.ts';
import { caseJson, enrolPerson } from '../support/centreFolder.ts';
import {
  addStranger,
  firstAttachment,
  notABundle,
  officesOf,
  repacked,
  signedBy,
  truncated,
  withFlippedBit,
  writeCertificate,
} from '../support/e2eBundles.ts';
import { run } from '../support/e2eCentre.ts';
import { goTo, importReport, startImport } from '../support/e2eScreen.ts';
import { stateReader, type WorkspaceState } from '../support/e2eState.ts';
import { editBundleJson, resign, textOf } from '../support/forge.ts';

test.use({ demo: true });

interface Desk {
  app: RunningApp;
  page: Page;
  at: (...names: string[]) => string;
  state: () => WorkspaceState;
}

async function openDesk(app: RunningApp): Promise<Desk> {
  const at = (...names: string[]) => path.join(app.folder, ...names);
  await expect(app.page.getByRole('heading', { name: '工作台' })).toBeVisible({ timeout: 60_000 });
  return { app, page: app.page, at, state: await stateReader(at('demo', 'workspace'), DEMO_PASSPHRASE) };
}

/** Imports a file that is refused with this code and sentence; everything else is as it was, one event says what happened. */
async function refused(desk: Desk, file: string, code: string, sentence: string | RegExp): Promise<void> {
  const { app, page, state } = desk;
  const before = state();
  await startImport(app, file);
  const panel = page.locator('.qp-refusal');
  await expect(panel.getByRole('heading')).toHaveText(`没有导入“${path.basename(file)}”`, { timeout: 60_000 });
  await expect(panel.getByRole('alert').locator('p')).toHaveText(sentence);
  await expect(panel.locator('code')).toHaveText(code);
  await expect(panel).toContainText('工作区里的数据没有变化。');
  const [room, box] = [await page.locator('main.qp-room').boundingBox(), await panel.boundingBox()];
  expect(box!.width).toBeGreaterThan(room!.width * 0.9);
  await takePicture(page, `refused-${path.basename(file, '.qpb')}`);
  const after = state();
  expect(after.data).toBe(before.data);
  expect(after.files).toEqual(before.files);
  expect(after.journal.slice(0, -1)).toEqual(before.journal);
  expect(after.journal.at(-1)!.type).toBe('bundle.refused');
  expect(JSON.parse(after.journal.at(-1)!.payload)).toMatchObject({ code });
  await page.getByRole('button', { name: '关闭提示' }).click();
  await expect(panel).toHaveCount(0);
}

async function queueCounts(page: Page): Promise<string[]> {
  await goTo(page, '案卷');
  const tabs = page.getByRole('group', { name: '常用视图' }).getByRole('button');
  await expect(tabs.first()).toHaveText(/全部\s*\d/);
  return tabs.allInnerTexts();
}

test('damaged, changed, misdirected, expired, revoked: each is named and changes nothing', async ({ app }) => {
  const desk = await openDesk(app);
  const { page, at } = desk;
  const [plain, sealed, centre] = [at('demo', 'case-plain.qpb'), at('demo', 'case-sealed.qpb'), at('demo', 'centre')];
  const counts = await queueCounts(page);

  withFlippedBit(sealed, at('bit-sealed.qpb'), Math.floor(readFileSync(sealed).length / 2));
  const damaged = '交换包“bit-sealed.qpb”的加密内容已损坏。请重新拷贝，再试一次。';
  await refused(desk, at('bit-sealed.qpb'), 'BUNDLE_ENCRYPTION_DAMAGED', damaged);

  const attachment = firstAttachment(plain);
  withFlippedBit(plain, at('bit-plain.qpb'), attachment.at);
  const changed = `交换包“bit-plain.qpb”中的“${attachment.name}”与清单不一致，内容已损坏或被改动。请重新拷贝或向中心索取新包。`;
  await refused(desk, at('bit-plain.qpb'), 'BUNDLE_HASH', changed);

  let stranger = '';
  repacked(plain, at('extra.qpb'), (bag) => {
    stranger = addStranger(bag);
  });
  const extra = `交换包“extra.qpb”中多出清单以外的文件“${stranger}”，已拒绝导入。请向中心核实来源。`;
  await refused(desk, at('extra.qpb'), 'BUNDLE_EXTRA_FILE', extra);

  const broken = (name: string) => `交换包“${name}”不完整，可能拷贝时中断。请从中心重新拷贝一份，再试一次。`;
  truncated(sealed, at('cut-sealed.qpb'), 0.6);
  await refused(desk, at('cut-sealed.qpb'), 'BUNDLE_TRUNCATED', broken('cut-sealed.qpb'));
  truncated(plain, at('cut-plain.qpb'), 0.6);
  await refused(desk, at('cut-plain.qpb'), 'BUNDLE_TRUNCATED', broken('cut-plain.qpb'));

  notABundle(at('photo.qpb'));
  const photo = '“photo.qpb”不是泉评交换包。请选择扩展名为 .qpb 的文件。';
  await refused(desk, at('photo.qpb'), 'BUNDLE_NOT_A_BUNDLE', photo);

  const { certificateFile } = await enrolPerson(centre, '别人');
  makeCases(at('other'));
  const issue = ['central', 'issue', centre, '--cases', at('other'), '--to', certificateFile, '-o'];
  await run(...issue, at('other-plain.qpb'), '--plain');
  const elsewhere = '这个交换包是发给其他单位或人员的，不能在本机导入。请核对是否拿错了包。';
  await refused(desk, at('other-plain.qpb'), 'AUDIENCE_OTHER', elsewhere);
  await run(...issue, at('other-sealed.qpb'));
  const locked =
    '交换包“other-sealed.qpb”无法用本机人员的密钥打开，它可能是发给别人的。请核对收件人，或向中心重新索取。';
  await refused(desk, at('other-sealed.qpb'), 'BUNDLE_DECRYPT', locked);

  const expired = (await officesOf(centre, { from: -400, to: -35 })).second;
  repacked(plain, at('expired.qpb'), (bag) => signedBy(bag, expired));
  const over = /^签名人“评审中心二室”的证书不在有效期内（.+ 至 .+）。请让其向中心换发证书。$/;
  await refused(desk, at('expired.qpb'), 'CERT_EXPIRED', over);

  const { second } = await officesOf(centre, { from: -1, to: 300 });
  repacked(plain, at('revoked.qpb'), (bag) => signedBy(bag, second));
  await run('central', 'revoke', centre, writeCertificate(at('second.pem'), second.certificate));
  // The list comes with the next bundle; without it the workstation cannot know.
  makeCases(at('news'), '01900000-0000-7000-8000-000000000012', '济购补2023-0099');
  const news = at('news.qpb');
  await run('central', 'issue', centre, '--cases', at('news'), '--to', at('demo', 'certificate.pem'), '-o', news);
  expect(await queueCounts(page)).toEqual(counts);
  const before = desk.state();
  await startImport(app, sealed);
  await expect(importReport(page)).toContainText('已导入：新增 6 件', { timeout: 60_000 });
  // What is compared above does see a bundle that is taken in.
  const after = desk.state();
  expect(after.data).not.toBe(before.data);
  expect(after.files.length).toBe(before.files.length + 1);
  await startImport(app, news);
  await expect(importReport(page)).toContainText('已导入：新增 1 件', { timeout: 60_000 });
  const taken = /^签名人“评审中心二室”的证书已被中心吊销（\d{4}-\d\d-\d\d），已拒绝。请向中心核实。$/;
  await refused(desk, at('revoked.qpb'), 'CERT_REVOKED', taken);
});

test('a bundle that came before changes nothing; an older number or another content under its name is refused', async ({
  app,
}) => {
  const desk = await openDesk(app);
  const { page, at, state } = desk;
  const plain = at('demo', 'case-plain.qpb');
  const before = state();
  await startImport(app, plain);
  const report = importReport(page);
  await expect(report).toContainText('这个交换包以前导入过，数据没有变化。', { timeout: 60_000 });
  await takePicture(page, 'already-imported');
  expect(state()).toEqual(before);
  await report.getByRole('button', { name: '收起报告' }).click();

  const { office } = await officesOf(at('demo', 'centre'), { from: -1, to: 1 });
  repacked(plain, at('conflict.qpb'), (bag) => {
    const { issuedAt } = JSON.parse(textOf(bag, 'bundle.json')) as { issuedAt: string };
    editBundleJson(bag, { issuedAt: new Date(Date.parse(issuedAt) + 1).toISOString() });
    resign(bag, office);
  });
  const conflict = '编号相同的交换包已经导入过，但内容不同，已拒绝并记录。请立即与中心核实。';
  await refused(desk, at('conflict.qpb'), 'SEQUENCE_CONFLICT', conflict);

  const [person] = parseCertificates(readFileSync(at('demo', 'certificate.pem'), 'utf8'));
  await writeBundle({
    ...{ target: at('replay.qpb'), identity: office, kind: 'case', audience: [person!.keyId], issuerSeq: 1 },
    ...{ journal: [], acks: [], catalogue: null, issuedAt: new Date().toISOString(), part: null, recipients: null },
    files: [{ name: 'data/note.json', source: Buffer.from('{}') }],
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
  const replay = '这个交换包比本机已导入的更旧（1 ≤ 1），已拒绝。请使用最新的包。';
  await refused(desk, at('replay.qpb'), 'SEQUENCE_REPLAY', replay);
});

test('cancelling an import leaves no trace', async ({ app }) => {
  const { page, at, state } = await openDesk(app);
  const before = state();
  makeCases(at('big'), undefined, undefined, 300 * 1024 * 1024);
  const [centre, to] = [at('demo', 'centre'), at('demo', 'certificate.pem')];
  await run('central', 'issue', centre, '--cases', at('big'), '--to', to, '--plain', '-o', at('big.qpb'));
  await startImport(app, at('big.qpb'));
  const panel = page.getByRole('region', { name: '正在导入“big.qpb”' });
  await expect(panel).toContainText('正在从介质读取，同时计算校验码');
  await expect(panel).toContainText(/速度\s*[\d.]+ MB/);
  await takePicture(page, 'importing');
  await panel.getByRole('button', { name: '取消' }).click();
  await expect(page.getByText('已取消导入“big.qpb”，没有留下任何改动。')).toBeVisible({ timeout: 60_000 });
  await takePicture(page, 'import-cancelled');
  expect(state()).toEqual(before);
});

/** A cases folder of one case; `bytes` makes its only file so large, without filling the disk. */
function makeCases(folder: string, id?: string, number?: string, bytes?: number): void {
  mkdirSync(path.join(folder, 'c1'), { recursive: true });
  const record = caseJson({ ...(id && { id }), ...(number && { number }) });
  writeFileSync(path.join(folder, 'c1.json'), JSON.stringify(record));
  writeFileSync(path.join(folder, 'c1', 'a.pdf'), '%PDF-1.4 test');
  if (bytes) truncateSync(path.join(folder, 'c1', 'a.pdf'), bytes);
}
