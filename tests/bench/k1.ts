/** A whole case of programme 03.1, decided and signed by the keyboard and by the mouse, in acts of a hand. */
import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { chromium, expect, type Locator, type Page } from '@playwright/test';
import { loadCatalogue } from '#main/catalogue/load.ts';
import { projections } from '#main/createCore.ts';
import { makeDemo } from '#main/demo/makeDemo.ts';
import { DEMO_PASSPHRASE } from '#main/demo/passphrase.ts';
import { systemClock } from '#main/ports.ts';
import { startShellProcess } from '#tests/support/browserApp.ts';
import {
  currentItem,
  currentTitle,
  drawRectangle,
  expectVerdict,
  inkOnPage,
  openCase,
} from '#tests/support/e2eReview.ts';
import { ensureTool } from '#tests/support/ensureTools.ts';
import type { Bench, BenchContext, Sample } from './bench.ts';

const root = path.resolve(import.meta.dirname, '../..');
const CASE = '济购补2024-0001';
/** Items that get a place on paper as evidence beside their verdict. */
const MARKED = 3;

/** Operators of the keystroke-level model (Card, Moran, Newell 1980), milliseconds: an average typist's key, a pointed click, a change of hands. */
const KEY = 280;
const CLICK = 1100 + 2 * 100;
const CHANGE = 400;

/** Counts what a person's hands do, and does it. */
class Hands {
  keys = 0;
  clicks = 0;
  #changes = 0;
  #onMouse: boolean | null = null;

  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get modelled(): number {
    return this.keys * KEY + this.clicks * CLICK + this.#changes * CHANGE;
  }

  async press(key: string): Promise<void> {
    this.#hold(false);
    this.keys++;
    await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    this.#hold(false);
    this.keys += [...text].length;
    await this.page.keyboard.type(text);
  }

  async click(target: Locator): Promise<void> {
    this.#hold(true);
    this.clicks++;
    await target.click();
  }

  /** One pointing with the button held. */
  async draw(): Promise<void> {
    this.#hold(true);
    this.clicks++;
    await drawRectangle(this.page);
  }

  #hold(mouse: boolean): void {
    if (this.#onMouse !== null && this.#onMouse !== mouse) this.#changes++;
    this.#onMouse = mouse;
  }
}

interface Way {
  pass: (hands: Hands) => Promise<void>;
  mark: (hands: Hands) => Promise<void>;
  next: (hands: Hands, line: Locator) => Promise<void>;
  toPassphrase: (hands: Hands, field: Locator) => Promise<void>;
  sign: (hands: Hands, dialog: Locator) => Promise<void>;
}

const keyboard: Way = {
  pass: (hands) => hands.press('1'),
  mark: (hands) => hands.press('Shift+E'),
  next: (hands) => hands.press('Enter'),
  async toPassphrase(hands, field) {
    while (!(await field.evaluate((one) => one === document.activeElement))) await hands.press('Tab');
  },
  sign: (hands) => hands.press('Enter'),
};

const mouse: Way = {
  pass: (hands) => hands.click(currentItem(hands.page).locator('.qp-wb-verdict-pass')),
  async mark(hands) {
    await hands.click(hands.page.getByRole('button', { name: '截取依据' }));
    await hands.page.getByText('在页面上拖动框选').waitFor();
    await hands.draw();
  },
  next: (hands, line) => hands.click(line),
  toPassphrase: (hands, field) => hands.click(field),
  sign: (hands, dialog) => hands.click(dialog.getByRole('button', { name: /签署/ })),
};

const demoOf = (context: BenchContext) => path.join(context.folder, 'demo-k1');

async function prepare(context: BenchContext): Promise<void> {
  ensureTool('chromium');
  execFileSync(process.execPath, [path.join(root, 'main', 'build.ts')], { stdio: 'ignore' });
  const catalogue = loadCatalogue(path.join(root, 'policies'));
  const { log } = context;
  await makeDemo({ folder: demoOf(context), clock: systemClock, catalogue, projections, version: '0.0.0', log });
}

async function decide(context: BenchContext, way: Way): Promise<Sample> {
  const demo = path.join(context.folder, 'k1-run');
  cpSync(demoOf(context), demo, { recursive: true });
  const shell = startShellProcess(path.join(demo, 'data'), demo);
  const executablePath = process.env.QUANPING_BROWSER ?? '/usr/bin/chromium';
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
  const browser = await chromium.launch({ executablePath, args });
  try {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    await page.goto(await shell.nextAddress());
    await page.getByRole('navigation', { name: '功能' }).waitFor();
    await openCase(page, CASE);
    await inkOnPage(page);
    const hands = new Hands(page);
    const began = performance.now();
    const items = await decideAll(hands, way);
    await sign(hands, way);
    const { keys, clicks } = hands;
    context.log(`K1: ${items} items by ${keys} keys and ${clicks} clicks`);
    return { value: hands.modelled, notes: { keys, clicks, items, scriptMs: performance.now() - began } };
  } finally {
    await browser.close();
    await shell.stop();
    rmSync(demo, { recursive: true, force: true });
  }
}

/** Answers the number of items. */
async function decideAll(hands: Hands, way: Way): Promise<number> {
  const { page } = hands;
  const lines = page.locator('.qp-wb-items .qp-wb-line');
  let items = 0;
  for (; (await currentTitle(page)) !== '结论与签署'; items++) {
    const title = await currentTitle(page);
    await way.pass(hands);
    await expectVerdict(page, '符合');
    if (items < MARKED) {
      await inkOnPage(page);
      await way.mark(hands);
      await currentItem(page).getByRole('list', { name: '依据' }).getByRole('listitem').first().waitFor();
    }
    await way.next(hands, lines.nth(items + 1));
    await expect(currentItem(page).locator('.qp-wb-title')).not.toHaveText(title);
  }
  return items;
}

async function sign(hands: Hands, way: Way): Promise<void> {
  const { page } = hands;
  if (way === keyboard) await hands.press('Enter');
  else await hands.click(page.getByRole('button', { name: '填写结论并签署' }));
  const sheet = page.getByRole('dialog');
  const field = sheet.getByLabel('签署口令');
  await expect(field).toBeEnabled();
  await way.toPassphrase(hands, field);
  await hands.type(DEMO_PASSPHRASE);
  await way.sign(hands, sheet);
  await expect(sheet).toContainText('已签署并锁定', { timeout: 60_000 });
}

export const benches: readonly Bench[] = [
  {
    id: 'K1',
    what: `keys and clicks to decide and sign a whole case of 03.1 with ${MARKED} marks on paper, by the keyboard (keystroke-level model)`,
    against: 'the same with the mouse',
    gate: 0.75,
    prepare,
    ours: (context) => decide(context, keyboard),
    reference: (context) => decide(context, mouse),
    limit: async () => KEY,
  },
];
