/** An import through the whole product with the screen in use: how long it takes, and whether the screen answers meanwhile. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import type { RunningApp } from '#tests/support/appTest.ts';
import { startShellProcess } from '#tests/support/browserApp.ts';
import { goTo, importReport, startImport } from '#tests/support/e2eScreen.ts';
import { ensureTool } from '#tests/support/ensureTools.ts';
import type { Bench, BenchContext, Sample } from './bench.ts';
import { command } from './bundleMaterial.ts';
import { bigBundle, copyDemo, makeImportMaterial } from './importMaterial.ts';

const root = path.resolve(import.meta.dirname, '../..');
const IMPORT_LIMIT_MS = 600_000;

async function prepare(context: BenchContext): Promise<void> {
  for (const tool of ['chromium', 'openssl'] as const) ensureTool(tool);
  execFileSync(process.execPath, [path.join(root, 'main', 'build.ts')], { stdio: 'ignore' });
  await makeImportMaterial(context);
}

/** Notes the longest pause between two frames from now on, and every request the page makes. */
function watchScreen(page: Page): Promise<void> {
  return page.evaluate(() => {
    performance.setResourceTimingBufferSize(100_000);
    performance.clearResourceTimings();
    const state = { longestFrameMs: 0 };
    let last = performance.now();
    const frame = (now: number) => {
      state.longestFrameMs = Math.max(state.longestFrameMs, now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    Object.assign(window, { qpBench: state });
  });
}

interface ScreenNotes extends Record<string, number> {
  longestFrameMs: number;
  longestRequestMs: number;
}

function readScreen(page: Page): Promise<ScreenNotes> {
  return page.evaluate(() => {
    const { longestFrameMs } = (window as unknown as { qpBench: { longestFrameMs: number } }).qpBench;
    // Asking for a file is open for as long as somebody looks at the dialog.
    const requests = performance
      .getEntriesByType('resource')
      .filter(({ name }) => /\/api\/\w+\.\w+$/.test(name) && !name.endsWith('/host.openFile'));
    return { longestFrameMs, longestRequestMs: Math.max(0, ...requests.map(({ duration }) => duration)) };
  });
}

async function importOnScreen(context: BenchContext): Promise<Sample> {
  const demo = copyDemo(context, 'run');
  const shell = startShellProcess(path.join(demo, 'data'), demo);
  const executablePath = process.env.QUANPING_BROWSER ?? '/usr/bin/chromium';
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
  const browser = await chromium.launch({ executablePath, args });
  try {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    await page.goto(await shell.nextAddress());
    const app = { page, shell: () => shell, answerNextDialog: async () => {} } as unknown as RunningApp;
    await startImport(app, path.join(demo, 'case-sealed.qpb'));
    await importReport(page).waitFor();
    await watchScreen(page);
    const started = performance.now();
    await startImport(app, bigBundle(context));
    const clicks = await workMeanwhile(page);
    const ms = performance.now() - started;
    return { value: ms, notes: { ...(await readScreen(page)), clicks } };
  } finally {
    await browser.close();
    await shell.stop();
    rmSync(demo, { recursive: true, force: true });
  }
}

/** Goes round the rooms as somebody who does not wait would, until the status says the import is over. Answers the number of clicks. */
async function workMeanwhile(page: Page): Promise<number> {
  const until = performance.now() + IMPORT_LIMIT_MS;
  let clicks = 0;
  while (performance.now() < until) {
    for (const room of ['案卷', '工作台', '设置'] as const) {
      await goTo(page, room);
      clicks++;
    }
    await goTo(page, '交换');
    if ((await page.getByRole('button', { name: '选择交换包' }).count()) > 0 && (await isOver(page))) return clicks;
  }
  throw new Error('the import did not end');
}

/** The newest import on the list is the big one. */
async function isOver(page: Page): Promise<boolean> {
  return (await page.getByText('big.qpb').count()) > 0 && (await page.getByRole('progressbar').count()) === 0;
}

async function copySyncHash(context: BenchContext): Promise<Sample> {
  const copy = path.join(context.folder, 'copy');
  const copied = await command('cp', [bigBundle(context), copy]);
  const synced = await command('sync', [copy]);
  const hashed = await command('openssl', ['dgst', '-sha256', copy]);
  rmSync(copy);
  return { value: copied + synced + hashed };
}

export const benches: readonly Bench[] = [
  {
    id: 'U1',
    what: 'import on screen, database and clicks included',
    against: 'cp + sync + openssl dgst',
    gate: 4,
    bounds: { longestFrameMs: 100, longestRequestMs: 200 },
    prepare,
    ours: importOnScreen,
    reference: copySyncHash,
    limit: (context) => command('openssl', ['dgst', '-sha256', bigBundle(context)]),
  },
];
