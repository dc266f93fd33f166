/** Every screen, dialog and list for people who read with keyboard, magnifier or screen reader, and none that gives a person away. */

import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { DEMO_PASSPHRASE } from '../../main/demo/passphrase.ts';
import { expect, test } from '../support/appTest.ts';
import { leaksOf, secretsIn } from '../support/e2eSecrets.ts';
import { appear, arrive, caseHash, go, OPEN_STOPS, ROOM_STOPS, type Stop, settle, tour } from '../support/e2eTour.ts';

// A trace keeps every step of axe: it would take longer than the test.
test.use({ demo: true, trace: 'off' });

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

test('axe finds nothing serious in any room, dialog or list, by day or in the dark; nothing personal in full', async ({
  app,
}) => {
  const { page } = app;
  await arrive(page);
  const wrong: string[] = [];
  const secrets = await secretsIn(path.join(app.folder, 'demo', 'workspace'), DEMO_PASSPHRASE);
  expect(secrets.length).toBeGreaterThan(30);
  const look = async (stop: Stop) => {
    const { name } = stop;
    for (const line of await findings(page)) wrong.push(`${name} ${line}`);
    for (const leak of await leaksOf(page, secrets)) wrong.push(`${name} shows ${leak}`);
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
  const secrets = await secretsIn(path.join(app.folder, 'demo', 'workspace'), DEMO_PASSPHRASE);
  await appear(page, '户外（黑白分明）', '大字');
  const wrong: string[] = [];
  const stops = [
    ...ROOM_STOPS.filter(({ name }) => COLOURED.includes(name)),
    ...OPEN_STOPS.filter(({ name }) => OPEN_IN_THE_SUN.includes(name)),
  ];
  await tour(page, bench, stops, async ({ name }) => {
    for (const line of await findings(page, CONTRAST)) wrong.push(`${name} ${line}`);
  });
  // What the printer gets: the card of keys on one page, a list of records, a document.
  await page.evaluate(() => {
    window.print = () => undefined;
  });
  const prints: [string, string, string][] = [
    ['#/settings/shortcuts', '打印快捷键卡', '.qp-keycard'],
    ['#/settings/journal', '打印筛选结果', '.qp-sheet table'],
    ['#/settings/access', '打印', '.qp-sheet table'],
  ];
  for (const [at, button, shown] of prints) {
    await page.emulateMedia({ media: 'screen' });
    await go(page, at);
    await settle(page);
    await page.getByRole('button', { name: button, exact: true }).click();
    await page.emulateMedia({ media: 'print' });
    await expect(page.locator(shown)).toBeVisible();
    for (const line of await findings(page)) wrong.push(`print of ${at} ${line}`);
    for (const leak of await leaksOf(page, secrets)) wrong.push(`print of ${at} shows ${leak}`);
    if (shown !== '.qp-keycard') continue;
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  }
  expect(wrong).toEqual([]);
});
