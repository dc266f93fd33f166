/** Cold start to a list of 100,000 cases one can use, against the same shell's empty window. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { projections } from '#main/createCore.ts';
import { makeDemo } from '#main/demo/makeDemo.ts';
import { DEMO_PASSPHRASE } from '#main/demo/passphrase.ts';
import { systemClock } from '#main/ports.ts';
import { openWorkspaceService } from '#main/services/workspaceService.ts';
import { startShellProcess } from '#tests/support/browserApp.ts';
import { ensureTool } from '#tests/support/ensureTools.ts';
import type { Bench, BenchContext, Sample } from './bench.ts';
import { benchCatalogue, fillAndSettle } from './queueMaterial.ts';

const CASES = 100_000;
const root = path.resolve(import.meta.dirname, '../..');
const demoFolder = (context: BenchContext) => path.join(context.folder, 'many-demo');

let browser: Browser;

async function prepare(context: BenchContext): Promise<void> {
  ensureTool('chromium');
  execFileSync(process.execPath, [path.join(root, 'main', 'build.ts')], { stdio: 'ignore' });
  const folder = demoFolder(context);
  const { log } = context;
  const version = '0.0.0';
  await makeDemo({ folder, clock: systemClock, catalogue: benchCatalogue, projections, version, log });
  const workspace = await openWorkspaceService({
    ...{ dataFolder: path.join(context.folder, 'data-c1'), folder: path.join(folder, 'workspace') },
    ...{ clock: systemClock, version, projections, demo: null, log, onChange: () => undefined },
  });
  const [person] = (await workspace.handlers.status({})).persons;
  await workspace.handlers.unlock({ personId: person!.personId, passphrase: DEMO_PASSPHRASE });
  await fillAndSettle(workspace.session(), CASES);
  await workspace.close();
  const executablePath = process.env.QUANPING_BROWSER ?? '/usr/bin/chromium';
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
  browser = await chromium.launch({ executablePath, args });
  // Nothing else ends it when the bench is over.
  process.once('beforeExit', () => void browser.close());
}

/** From the start of the process until `usable` is seen. */
async function start(context: BenchContext, demo: string | null, usable: (page: Page) => Promise<void>) {
  const data = path.join(context.folder, `data-${Math.random().toString(36).slice(2)}`);
  mkdirSync(data);
  const began = performance.now();
  const shell = startShellProcess(data, demo);
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  try {
    const address = await shell.nextAddress();
    const shellMs = performance.now() - began;
    await page.goto(address);
    await usable(page);
    return { value: performance.now() - began, notes: { shellMs } };
  } finally {
    await page.close();
    await shell.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

async function listIsUsable(page: Page): Promise<void> {
  await page.getByRole('link', { name: '案卷', exact: true }).click();
  await page.locator('tbody .qp-col-number a').first().waitFor();
}

const ours = (context: BenchContext): Promise<Sample> => start(context, demoFolder(context), listIsUsable);

const reference = (context: BenchContext): Promise<Sample> =>
  start(context, null, (page) => page.getByRole('button', { name: '下一步' }).waitFor());

export const benches: readonly Bench[] = [
  {
    id: 'C1',
    what: `cold start to a usable list of ${CASES} cases, workspace unlocked on the way`,
    against: 'the same shell without a workspace, until its window can be used',
    gate: 2,
    prepare,
    ours,
    reference,
    limit: async (context) => (await reference(context)).value,
  },
];
