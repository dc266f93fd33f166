/** The browser shell as people run it: its own process, a real Chromium as application window (headless here), its end. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildRenderer } from '#main/build/renderer.ts';
import { ensureTool } from '#tests/support/ensureTools.ts';
import { pageFetch } from '#tests/support/wires.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
/** As root Chromium does not start otherwise; `--headless` because there is no display here. */
const TEST_ARGUMENTS = '--no-sandbox --headless';

let folder: string;
let shell: { process: ChildProcess; lines: string[]; ended: Promise<number | null> };

beforeAll(async () => {
  ensureTool('chromium');
  await buildRenderer(() => {});
});
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'qp-window-'));
});
afterEach(async () => {
  shell.process.kill('SIGKILL');
  await shell.ended;
  for (const pid of browserPids()) process.kill(pid, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});

function start(env: Record<string, string>): void {
  const child = spawn(process.execPath, [path.join(root, 'tests', 'support', 'runTestShell.ts')], {
    env: { ...process.env, QUANPING_DATA: folder, QUANPING_DEMO: '', QUANPING_NO_WINDOW: '', DISPLAY: ':0', ...env },
  });
  const lines: string[] = [];
  child.stdout.on('data', (part) => lines.push(...String(part).split('\n').filter(Boolean)));
  child.stderr.on('data', (part) => lines.push(`stderr: ${part}`));
  shell = { process: child, lines, ended: new Promise((resolve) => child.once('exit', resolve)) };
}

const profiles = () => (existsSync(path.join(folder, 'browser')) ? readdirSync(path.join(folder, 'browser')) : []);
const log = () => {
  const file = path.join(folder, 'quanping.log');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
};

/** Main processes of browsers that run on a profile of this test (children carry a --type). */
function browserPids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return line.includes(`--user-data-dir=${folder}`) && !line.includes('--type=');
      } catch {
        return false;
      }
    })
    .map(Number);
}

const pageIsThere = () => vi.waitFor(() => expect(shell.lines).toContain('page open'), 20_000);
const addressIsPrinted = () => vi.waitFor(() => expect(shell.lines.join('\n')).toContain('#launch='), 20_000);

describe.runIf(process.platform === 'linux')('the browser shell', () => {
  it('ends by itself when its window is closed, saves, and leaves no profile', async () => {
    start({ QUANPING_BROWSER_ARGS: TEST_ARGUMENTS });
    await pageIsThere();
    for (const pid of browserPids()) process.kill(pid, 'SIGTERM');
    expect(await shell.ended).toBe(0);
    expect(shell.lines).toContain('core closed');
    expect(profiles()).toEqual([]);
  });

  it('closes its window when it is told to end', async () => {
    start({ QUANPING_BROWSER_ARGS: TEST_ARGUMENTS });
    await pageIsThere();
    shell.process.kill('SIGTERM');
    expect(await shell.ended).toBe(0);
    expect(shell.lines).toContain('core closed');
    expect(browserPids()).toEqual([]);
    expect(profiles()).toEqual([]);
  });

  it('leaves the window to say what happened when the program crashes, and writes it down', async () => {
    start({ QUANPING_BROWSER_ARGS: TEST_ARGUMENTS });
    await pageIsThere();
    shell.process.kill('SIGUSR2');
    expect(await shell.ended).toBe(1);
    expect(log()).toContain('fatal: Error: a defect');
    expect(browserPids()).toHaveLength(1);
  });

  it.each([
    ['fails', '/bin/false', 'exit code 1'],
    ['is not there', '/nowhere/chromium', 'ENOENT'],
  ])('prints the address, and stays, when the browser %s', async (_, browser, reason) => {
    start({ QUANPING_BROWSER: browser, QUANPING_BROWSER_ARGS: TEST_ARGUMENTS });
    await addressIsPrinted();
    expect(shell.lines.join('\n')).toMatch(new RegExp(`浏览器未能启动（.*${reason}）`));
    expect(log()).toMatch(new RegExp(`browser ended: .*${reason}`));
    shell.process.kill('SIGINT');
    expect(await shell.ended).toBe(0);
    expect(profiles()).toEqual([]);
  });

  it('prints the address and the reason when there is no display', async () => {
    start({ DISPLAY: '', WAYLAND_DISPLAY: '', QUANPING_BROWSER_ARGS: TEST_ARGUMENTS });
    await addressIsPrinted();
    expect(shell.lines.join('\n')).toContain('图形界面');
    expect(profiles()).toEqual([]);
  });

  it.runIf(process.getuid?.() === 0)(
    'never switches the sandbox off by itself: as root it prints the address',
    async () => {
      start({ QUANPING_BROWSER_ARGS: '' });
      await vi.waitFor(() => expect(shell.lines.join('\n')).toContain('#launch='), 20_000);
      expect(shell.lines.join('\n')).toContain('root');
      expect(browserPids()).toEqual([]);
    },
  );

  it('gives the next address when the printed one was used and its page is closed', async () => {
    start({ QUANPING_NO_WINDOW: '1' });
    const addresses = () =>
      shell.lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line).address as string);
    await vi.waitFor(() => expect(addresses()).toHaveLength(1), 20_000);
    const [origin, code] = addresses()[0]!.split('/#launch=') as [string, string];
    const asPage = pageFetch(origin);
    const headers = { 'content-type': 'application/json' };
    const answer = await asPage(`${origin}/api/session`, { method: 'POST', headers, body: JSON.stringify({ code }) });
    const { value } = (await answer.json()) as { value: { token: string } };
    const hangUp = new AbortController();
    await asPage(`${origin}/api/events`, {
      headers: { authorization: `Bearer ${value.token}` },
      signal: hangUp.signal,
    });
    hangUp.abort();
    await vi.waitFor(() => expect(addresses()).toHaveLength(2), 20_000);
    expect(addresses()[1]).not.toBe(addresses()[0]);
  });
});
