/** Every room and main state of the program in one walk: whoever looks at screens (axe, overflow, leaks) takes the same way. */
import { expect, type Page } from '@playwright/test';

export interface Stop {
  name: string;
  /** Address; `case` is the first case of the queue. */
  at: string;
  /** Brings the state about, once the address is shown. */
  open?: (page: Page) => Promise<unknown>;
}

const ROOMS = [
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
  '#/exchange/documents',
  '#/settings/persons',
  '#/settings/policies',
  '#/settings/journal',
  '#/settings/access',
  '#/settings/rights',
  '#/settings/retention',
  '#/settings/backup',
  '#/settings/appearance',
  '#/settings/shortcuts',
  '#/settings/environment',
  '#/settings/about',
];

/** Rooms as they stand, and a case on the workbench. */
export const ROOM_STOPS: readonly Stop[] = [
  ...ROOMS.map((at) => ({ name: at, at })),
  { name: 'workbench', at: 'case' },
];

const dialog = (page: Page) => expect(page.getByRole('dialog').last()).toBeVisible();
const press = (key: string) => async (page: Page) => {
  await page.keyboard.press(key);
  await dialog(page);
};
const click = (name: string) => async (page: Page) => {
  await page.getByRole('button', { name, exact: true }).first().click();
  await dialog(page);
};
const list = (name: string) => async (page: Page) => {
  await page.getByRole('combobox', { name }).first().click();
  await expect(page.locator('.ant-select-dropdown:visible')).toBeVisible();
};

/** One case in the list chosen, so that the bar of acts is there. */
async function pick(page: Page): Promise<void> {
  await page.getByRole('grid', { name: '案卷列表' }).focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('toolbar', { name: '所选案卷' })).toBeVisible();
}

/** Dialogs, sheets, lists and modes, each on its room. Escape leads out of all of them. */
export const OPEN_STOPS: readonly Stop[] = [
  { name: 'palette', at: '#/', open: press('Control+k') },
  { name: 'help card', at: '#/', open: press('?') },
  { name: 'queue preview', at: '#/cases', open: (page) => page.keyboard.press('p') },
  { name: 'queue filter', at: '#/cases', open: list('状态') },
  { name: 'queue picked', at: '#/cases', open: pick },
  {
    name: 'batch dialog',
    at: '#/cases',
    open: async (page) => {
      await pick(page);
      await page.keyboard.press('m');
      await dialog(page);
    },
  },
  {
    name: 'queue history',
    at: '#/cases',
    open: async (page) => {
      await page.getByRole('grid', { name: '案卷列表' }).focus();
      await page.keyboard.press('h');
      await dialog(page);
    },
  },
  { name: 'summary sheet', at: '#/cases', open: click('汇总表') },
  { name: 'publicity dialog', at: '#/cases', open: click('发布公示') },
  { name: 'file picker', at: '#/exchange/import', open: click('选择交换包') },
  { name: 'add person', at: '#/settings/persons', open: click('添加人员') },
  { name: 'passphrase', at: '#/settings/persons', open: click('更换口令') },
  { name: 'enrolment', at: '#/settings/persons', open: click('导出登记申请') },
  { name: 'journal filter', at: '#/settings/journal', open: list('类别') },
  { name: 'retention date', at: '#/settings/retention', open: click('改定期限') },
  {
    name: 'key catcher',
    at: '#/settings/shortcuts',
    open: async (page) => {
      await page
        .getByRole('button', { name: /^更改“/ })
        .first()
        .click();
      await expect(page.locator('.qp-key-catcher')).toBeFocused();
    },
  },
  { name: 'outcome sheet', at: 'case', open: press('Control+Enter') },
  { name: 'facts sheet', at: 'case', open: press('Shift+F') },
  { name: 'case history', at: 'case', open: press('h') },
  { name: 'reason picker', at: 'case', open: (page) => page.keyboard.press('2') },
  { name: 'clauses', at: 'case', open: (page) => page.keyboard.press('c') },
  { name: 'person panel', at: 'case', open: (page) => page.keyboard.press('i') },
  {
    name: 'reveal dialog',
    at: 'case',
    open: async (page) => {
      await page.keyboard.press('i');
      await page
        .getByRole('button', { name: /^查看完整/ })
        .first()
        .click();
      await dialog(page);
    },
  },
  { name: 'find bar', at: 'case', open: (page) => page.keyboard.press('Control+f') },
];

/** Nothing is being waited for any more, and nothing moves. */
export async function settle(page: Page): Promise<void> {
  await expect(page.locator('.qp-later, .ant-spin-spinning')).toHaveCount(0, { timeout: 30_000 });
  await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => undefined))));
}

export const go = (page: Page, hash: string) =>
  page.evaluate((to) => {
    window.location.hash = to;
  }, hash);

/** The demo's home page is there. */
export async function arrive(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: '工作台' })).toBeVisible({ timeout: 60_000 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
}

/** The address of the first case of the queue. */
export async function caseHash(page: Page): Promise<string> {
  await go(page, '#/cases');
  const grid = page.getByRole('grid', { name: '案卷列表' });
  await expect(grid.getByRole('row').nth(1)).toContainText('济');
  await grid.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/cases\/[0-9a-f-]{36}/);
  await settle(page);
  return new URL(page.url()).hash;
}

/** Goes to each stop in turn and looks at it; what was opened is left by Escape. */
export async function tour(page: Page, bench: string, stops: readonly Stop[], look: (stop: Stop) => Promise<unknown>) {
  for (const stop of stops) {
    await go(page, stop.at === 'case' ? bench : stop.at);
    await expect(page.locator('.qp-wb')).toHaveCount(stop.at === 'case' ? 1 : 0);
    // The tools of a file become usable once it is open.
    if (stop.at === 'case') await expect(page.locator('.qp-wb-page input').first()).toBeEnabled();
    await settle(page);
    if (stop.open) {
      await stop.open(page);
      await settle(page);
    }
    await look(stop);
    if (stop.open) await leave(page);
  }
}

/** Out of whatever is open: dialogs first, then modes; a blank home page between states keeps them apart. */
async function leave(page: Page): Promise<void> {
  for (let i = 0; i < 4; i++) {
    await page.keyboard.press('Escape');
    if ((await page.locator('[role=dialog]:visible, .ant-select-dropdown:visible').count()) === 0) break;
  }
  await go(page, '#/settings/about');
  await expect(page.locator('[role=dialog]:visible')).toHaveCount(0);
}

/** What is set in 外观, from wherever the person is. */
export async function appear(page: Page, ...choices: string[]): Promise<void> {
  await go(page, '#/settings/appearance');
  for (const choice of choices) await page.getByText(choice, { exact: true }).click();
}
