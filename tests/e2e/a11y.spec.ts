/** Every screen, dialog and list for people who read with keyboard, magnifier or screen reader, and none that shows a person's number. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/appTest.ts';
import { appear, arrive, caseHash, go, OPEN_STOPS, ROOM_STOPS, type Stop, settle, tour } from '../support/e2eTour.ts';

// A trace keeps every step of axe: it would take longer than the test.
test.use({ demo: true, trace: 'off' });

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
    return [document.title, window.location.href, text, ...told, ...typed].join('\n');
  });

/** What lies over the page, where something does: what is below it was looked at before, and nobody reaches it now. */
const OVER = ['.ant-modal-wrap', '.ant-drawer-open', '.ant-select-dropdown:not(.ant-select-dropdown-hidden)'];

/** Serious and critical findings as lines: rule, place, what is wrong. */
async function findings(page: Page, rules?: string[]): Promise<string[]> {
  // Legacy mode: one page without foreign frames needs no second one to put results together.
  const axe = new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .setLegacyMode(true)
    .exclude('canvas');
  for (const place of OVER) if (await page.locator(place).first().isVisible()) axe.include(place);
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1] ?? ''}`),
    );
}

const CONTRAST = ['color-contrast'];
/** Where colours of their own meet the paper: the other rooms are made of the same pieces. */
const COLOURED = ['#/', '#/cases', '#/exchange/import', '#/settings/journal', '#/settings/rights', 'workbench'];
const inColour = ({ name, open }: Stop): boolean => open !== undefined || COLOURED.includes(name);

test('axe finds nothing serious in any room, dialog or list, by day or in the dark; no number in full', async ({
  app,
}) => {
  const { page } = app;
  await arrive(page);
  const wrong: string[] = [];
  const look = async (stop: Stop) => {
    const { name } = stop;
    for (const line of await findings(page)) wrong.push(`${name} ${line}`);
    for (const [number] of (await readable(page)).matchAll(NUMBERS)) wrong.push(`${name} shows ${number}`);
    if (!inColour(stop)) return;
    // The appearance follows the system: the state stays open while it turns dark.
    await page.emulateMedia({ colorScheme: 'dark' });
    await settle(page);
    for (const line of await findings(page, CONTRAST)) wrong.push(`${name} dark ${line}`);
    await page.emulateMedia({ colorScheme: 'light' });
  };
  await tour(page, await caseHash(page), [...ROOM_STOPS, ...OPEN_STOPS], look);
  expect(wrong).toEqual([]);
});

const OPEN_IN_THE_SUN = ['palette', 'help card', 'queue picked', 'outcome sheet', 'reason picker', 'facts sheet'];

test('in the sun and in large type nothing is lost either; prints are readable too', async ({ app }) => {
  const { page } = app;
  await arrive(page);
  const bench = await caseHash(page);
  await appear(page, '户外（黑白分明）', '大字');
  const wrong: string[] = [];
  const stops = [
    ...ROOM_STOPS.filter(({ name }) => COLOURED.includes(name)),
    ...OPEN_STOPS.filter(({ name }) => OPEN_IN_THE_SUN.includes(name)),
  ];
  await tour(page, bench, stops, async ({ name }) => {
    for (const line of await findings(page, CONTRAST)) wrong.push(`${name} ${line}`);
  });
  // What the printer gets, and the card of keys on one page.
  await page.evaluate(() => {
    window.print = () => undefined;
  });
  await go(page, '#/settings/shortcuts');
  await page.getByRole('button', { name: '打印快捷键卡' }).click();
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.qp-keycard')).toBeVisible();
  for (const line of await findings(page)) wrong.push(`key card ${line}`);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  expect(wrong).toEqual([]);
});
