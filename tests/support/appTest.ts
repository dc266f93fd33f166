/** `test` with a running Quanping: the browser shell in project "browser", Electron in project "electron". */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { _electron, type Browser, test as base, type ElectronApplication, expect, type Page } from '@playwright/test';
import type { Demo } from '../../main/demo/makeDemo.ts';
import { findElectron } from '../../main/start/electronBinary.ts';
import { type ShellProcess, startShellProcess } from './browserApp.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const isRoot = process.getuid?.() === 0;

export interface RunningApp {
  /** The page that is open now; another one after `restart` and `reopen`. */
  page: Page;
  /** A folder of this test that is deleted afterwards: bundles, exports. */
  folder: string;
  dataFolder: string;
  /** What pages did that no page may do; must be empty at the end of a test. */
  complaints: string[];
  /** Ends the program in order and starts it again on the same folders. */
  restart(): Promise<Page>;
  /** Kills the program and starts it again on the same folders. */
  crash(): Promise<Page>;
  /** The browser shell's process; `null` in Electron. */
  shell(): ShellProcess | null;
  /** Electron: what the next system dialog answers, for no test can reach it. The browser shell's picker is part of the page. */
  answerNextDialog(file: string): Promise<void>;
}

interface Options {
  /** Start with a fresh copy of the demo (workspace, bundles, centre) in `<folder>/demo`; without it the wizard comes up. */
  demo: boolean;
}

interface WorkerParts {
  /** A demo as `quanping demo` makes it, made when first asked for and then kept by the worker; do not write to it. */
  demoTemplate: () => { folder: string; summary: Demo };
}

export const test = base.extend<Options & { app: RunningApp }, WorkerParts>({
  demo: [false, { option: true }],
  demoTemplate: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
    async ({}, use) => {
      const parent = mkdtempSync(path.join(os.tmpdir(), 'qp-demo-'));
      const folder = path.join(parent, 'demo');
      let summary: Demo | null = null;
      await use(() => {
        summary ??= makeDemo(folder);
        return { folder, summary };
      });
      rmSync(parent, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  app: async ({ browser, demo, demoTemplate }, use, info) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'qp-e2e-'));
    const demoFolder = demo ? path.join(folder, 'demo') : null;
    if (demoFolder) cpSync(demoTemplate().folder, demoFolder, { recursive: true });
    const start = info.project.name === 'electron' ? startInElectron : startInBrowser;
    const running = await start(folder, demoFolder, browser, info.project.use);
    await use(running.app);
    await running.end();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    expect(running.app.complaints, 'errors of the page').toEqual([]);
  },
});

export { expect };

function makeDemo(folder: string): Demo {
  const program = path.join(root, 'out', 'cli', 'quanping.js');
  return JSON.parse(execFileSync(process.execPath, [program, 'demo', folder], { encoding: 'utf8' })) as Demo;
}

/** Writes a picture for people to look at: tests/.output/screens/<project>/<name>.png. */
export async function takePicture(page: Page, name: string): Promise<void> {
  const folder = path.join(root, 'tests', '.output', 'screens', test.info().project.name);
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' });
}

/** What no page may ever do: throw, break its security policy, or ask for anything outside. */
function watch(page: Page, origin: string, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(`threw: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) complaints.push(message.text());
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !/^(blob|data):/.test(url)) complaints.push(`asked for ${url}`);
  });
}

type ContextOptions = Parameters<Browser['newContext']>[0];

async function startInBrowser(folder: string, demoFolder: string | null, browser: Browser, options: ContextOptions) {
  const dataFolder = path.join(folder, 'data');
  const complaints: string[] = [];
  const context = await browser.newContext(options);
  let shell = startShellProcess(dataFolder, demoFolder);
  const open = async (): Promise<Page> => {
    const address = await shell.nextAddress();
    const page = await context.newPage();
    watch(page, new URL(address).origin, complaints);
    await page.goto(address);
    app.page = page;
    return page;
  };
  const again = async (end: () => Promise<unknown>): Promise<Page> => {
    await end();
    await app.page.close();
    shell = startShellProcess(dataFolder, demoFolder);
    return open();
  };
  const app: RunningApp = {
    page: null as never,
    folder,
    dataFolder,
    complaints,
    restart: () => again(() => shell.stop()),
    crash: () => again(() => shell.kill()),
    shell: () => shell,
    answerNextDialog: async () => {},
  };
  await open();
  const end = async () => {
    await context.close();
    expect(await shell.stop(), shell.errors()).toBe(0);
  };
  return { app, end };
}

async function startInElectron(folder: string, demoFolder: string | null) {
  const dataFolder = path.join(folder, 'data');
  const complaints: string[] = [];
  let electron: ElectronApplication;
  const open = async (): Promise<Page> => {
    electron = await _electron.launch({
      executablePath: findElectron(root)!,
      args: [root, ...(isRoot ? ['--no-sandbox'] : [])],
      env: { ...(process.env as Record<string, string>), QUANPING_DATA: dataFolder, QUANPING_DEMO: demoFolder ?? '' },
    });
    app.page = await electron.firstWindow();
    watch(app.page, 'app://quanping', complaints);
    return app.page;
  };
  const app: RunningApp = {
    page: null as never,
    folder,
    dataFolder,
    complaints,
    restart: () => electron.close().then(open),
    crash: async () => {
      electron.process().kill('SIGKILL');
      return open();
    },
    shell: () => null,
    answerNextDialog: (file) =>
      electron.evaluate(({ dialog }, filePath) => {
        dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] });
        dialog.showSaveDialog = async () => ({ canceled: false, filePath });
      }, file),
  };
  await open();
  return { app, end: () => electron.close() };
}
