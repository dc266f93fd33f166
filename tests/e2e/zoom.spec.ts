/** 125 to 200 %, large type and the black-and-white look: every room and state stays within the window, whole and to be hit. */
import { expect, test } from '../support/appTest.ts';
import { layoutFaults } from '../support/e2eLayout.ts';
import { appear, arrive, caseHash, OPEN_STOPS, ROOM_STOPS, tour } from '../support/e2eTour.ts';

test.use({ demo: true, trace: 'off' });

/** What the browser's zoom does to a page: fewer CSS pixels. Each look walks a part of the way, all of them the workbench. */
const LOOKS = [
  { name: '1366×768 at 200 %', width: 683, height: 384, choices: [], open: false },
  { name: '1366×768 at 125 %, dark', width: 1093, height: 614, choices: ['深色'], open: true },
  {
    name: '1366×768 in large type, in the sun',
    width: 1366,
    height: 768,
    choices: ['户外（黑白分明）', '大字'],
    open: true,
  },
  { name: '1920×1080 at 200 % in large type', width: 960, height: 540, choices: [], open: false },
];

test('no zoom and no look cuts, covers or shrinks anything', async ({ app }) => {
  const { page } = app;
  await arrive(page);
  const bench = await caseHash(page);
  const wrong: string[] = [];
  for (const { name, width, height, choices, open } of LOOKS) {
    await page.setViewportSize({ width: 1366, height: 768 });
    if (choices.length > 0) await appear(page, ...choices);
    await page.setViewportSize({ width, height });
    await tour(page, bench, open ? [...ROOM_STOPS.slice(-1), ...OPEN_STOPS] : ROOM_STOPS, async (stop) => {
      for (const fault of await layoutFaults(page)) wrong.push(`${name} ${stop.name}: ${fault}`);
    });
  }
  expect(wrong).toEqual([]);
});
