/** Every screen for people who read with keyboard, magnifier or screen reader, and no screen that shows a person's number. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/appTest.ts';

// A trace keeps every step of axe: it would take longer than the test.
test.use({ demo: true, trace: 'off' });

const SCREENS = [
  '#/',
  '#/cases',
  '#/catalogue',
  '#/catalogue/03.1',
  '#/catalogue/documents',
  '#/catalogue/ledgers',
  '#/matching',
  '#/second',
  '#/exchange/import',
  '#/exchange/export',
  '#/exchange/publicity',
  '#/settings/persons',
  '#/settings/policies',
  '#/settings/journal',
  '#/settings/access',
  '#/settings/retention',
  '#/settings/backup',
  '#/settings/appearance',
  '#/settings/shortcuts',
  '#/settings/environment',
  '#/settings/about',
];
/** Resident ids and mobile numbers in full: on screen they are masked until somebody asks with a reason. */
const NUMBERS = /(?<![\dA-Za-z])(\d{17}[\dXx]|1[3-9]\d{9})(?![\dA-Za-z])/g;

/** What people and screen readers get to read besides the papers: text, names, tooltips, values of fields. */
const readable = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const told = [...document.querySelectorAll('[title],[aria-label],[placeholder]')].flatMap((element) =>
      ['title', 'aria-label', 'placeholder'].map((name) => element.getAttribute(name) ?? ''),
    );
    const typed = [...document.querySelectorAll('input,textarea')].map((field) => (field as HTMLInputElement).value);
    // The papers themselves are what the applicant handed in: nothing is masked on them.
    const papers = [...document.querySelectorAll<HTMLElement>('.qp-pdf-scroller')].map((one) => one.innerText);
    const text = papers.reduce(
      (rest, paper) => (paper === '' ? rest : rest.replace(paper, '')),
      document.body.innerText,
    );
    return [document.title, text, ...told, ...typed].join('\n');
  });

async function settle(page: Page): Promise<void> {
  await expect(page.locator('.qp-later, .ant-spin-spinning')).toHaveCount(0);
  await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => undefined))));
}

/** Serious and critical findings as lines: rule, place, what is wrong. */
async function findings(page: Page, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).exclude('canvas');
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1] ?? ''}`),
    );
}

const go = (page: Page, hash: string) =>
  page.evaluate((to) => {
    window.location.hash = to;
  }, hash);

async function caseHash(page: Page): Promise<string> {
  await go(page, '#/cases');
  const grid = page.getByRole('grid', { name: '案卷列表' });
  await expect(grid.getByRole('row').nth(1)).toContainText('济');
  await grid.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/cases\/[0-9a-f-]{36}/);
  await expect(page.locator('.qp-later')).toHaveCount(0, { timeout: 30_000 });
  return new URL(page.url()).hash;
}

test('axe finds nothing serious on any screen, and no screen shows a number in full', async ({ app }) => {
  const { page } = app;
  await expect(page.getByRole('heading', { name: '工作台' })).toBeVisible({ timeout: 60_000 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const wrong: string[] = [];
  const leaks: string[] = [];
  const look = async (name: string, rules?: string[]) => {
    await settle(page);
    for (const line of await findings(page, rules)) wrong.push(`${name} ${line}`);
    for (const [number] of (await readable(page)).matchAll(NUMBERS)) leaks.push(`${name} ${number}`);
  };
  const bench = await caseHash(page);
  for (const hash of [...SCREENS, bench]) {
    await go(page, hash);
    await look(hash);
  }
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await look('palette');
  await page.keyboard.press('Escape');
  expect(wrong).toEqual([]);
  expect(leaks).toEqual([]);
});

test('contrast holds in every appearance; 200 % of 1366×768 loses no control', async ({ app }) => {
  const { page } = app;
  await expect(page.getByRole('heading', { name: '工作台' })).toBeVisible({ timeout: 60_000 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const wrong: string[] = [];
  for (const appearance of ['深色', '户外（黑白分明）']) {
    await go(page, '#/settings/appearance');
    await page.getByText(appearance, { exact: true }).click();
    for (const hash of [
      '#/',
      '#/cases',
      '#/catalogue',
      '#/exchange/import',
      '#/settings/journal',
      '#/settings/retention',
    ]) {
      await go(page, hash);
      await settle(page);
      for (const line of await findings(page, ['color-contrast'])) wrong.push(`${appearance} ${hash} ${line}`);
    }
  }
  await go(page, '#/settings/appearance');
  await page.getByText('浅色', { exact: true }).click();
  await page.getByText('大字', { exact: true }).click();
  for (const percent of [125, 200]) {
    // What the browser's zoom does to a page: fewer CSS pixels.
    await page.setViewportSize({ width: Math.round(136600 / percent), height: Math.round(76800 / percent) });
    for (const hash of SCREENS) {
      await go(page, hash);
      await settle(page);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (wide > 0) wrong.push(`${percent} % ${hash} is ${wide} px too wide`);
    }
  }
  expect(wrong).toEqual([]);
});
