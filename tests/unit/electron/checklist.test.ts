/** One test for each item of Electron's security checklist (electronjs.org/docs/latest/tutorial/security), by its number there. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { CONTENT_SECURITY_POLICY } from '#main/http/securityHeaders.ts';
import { type RunningElectron, startElectronShell } from '#tests/support/electronApp.ts';
import type { StandInFrame } from '#tests/support/electronStandIn.ts';
import { createTestCore } from '#tests/support/testCore.ts';

vi.mock('electron', () => import('#tests/support/electronStandIn.ts'));

const root = path.resolve(import.meta.dirname, '../../..');
const folder = path.join(root, 'main', 'electron');
const sources = readdirSync(folder)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(path.join(folder, name), 'utf8'));
const packageJson = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

const HOSTILE = [
  'http://evil.example/',
  'https://evil.example/',
  'file:///etc/passwd',
  'app://elsewhere/',
  'app://quanping.evil.example/',
  'app://quanping/other.html',
  'javascript:alert(1)',
  'data:text/html,<script>',
  'about:blank',
];

let running: RunningElectron;
const contents = () => running.window.webContents;
const preferences = () => running.window.options.webPreferences;

beforeEach(async () => {
  running = await startElectronShell(createTestCore({ cases: { next: () => ({ caseId: null }) } }));
});
afterEach(() => vi.unstubAllEnvs());

/** Emits a cancellable event and tells whether it was stopped. */
function isStopped(
  emitter: { emit(name: string, ...args: unknown[]): boolean },
  name: string,
  details: object = {},
): boolean {
  let stopped = false;
  const event = { preventDefault: () => (stopped = true), isMainFrame: true, ...details };
  const heard = emitter.emit(name, event, {}, 'x', 'y', {}, () => {});
  return heard && stopped;
}

describe('Electron security checklist', () => {
  it('1 loads secure content only: the one address is app://quanping/, every other request is cancelled', () => {
    expect(running.window.address).toBe('app://quanping/');
    const verdict = (url: string) => {
      let cancelled: boolean | undefined;
      running.session.beforeRequest?.({ url }, (answer) => {
        cancelled = answer.cancel;
      });
      return cancelled;
    };
    expect(verdict('app://quanping/assets/index.js')).toBe(false);
    for (const url of [
      ...HOSTILE.filter((u) => !u.startsWith('app://quanping/')),
      'ws://127.0.0.1:9/',
      'http://127.0.0.1/',
    ]) {
      expect(verdict(url), url).toBe(true);
    }
    expect(running.electron.app.switches.get('proxy-server')).toBe('socks5://127.0.0.1:9');
  });

  it('2 gives no page Node', () => {
    expect(preferences()).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
    });
  });

  it('3 isolates the preload from the page', () => {
    expect(preferences().contextIsolation).toBe(true);
  });

  it('4 sandboxes every process', () => {
    expect(running.electron.app.sandboxed).toBe(true);
    expect(preferences().sandbox).toBe(true);
    expect(sources.join()).not.toContain('no-sandbox');
  });

  it('5 answers every permission request with no, but for copying text', () => {
    const permissions = [
      'media',
      'geolocation',
      'notifications',
      'midi',
      'openExternal',
      'fullscreen',
      'usb',
      'clipboard-read',
    ];
    const asked = (permission: string) => {
      let answer: boolean | undefined;
      running.session.permissionRequest?.(null, permission, (granted) => {
        answer = granted;
      });
      return [answer, running.session.permissionCheck?.(null, permission)];
    };
    for (const permission of permissions) expect(asked(permission), permission).toEqual([false, false]);
    expect(asked('clipboard-sanitized-write')).toEqual([true, true]);
    expect(running.session.devicePermission?.()).toBe(false);
  });

  it('6 keeps webSecurity on', () => {
    expect(preferences().webSecurity).toBe(true);
  });

  it('7 serves every answer of app:// with the content security policy', async () => {
    const answer = running.session.handlers.get('app');
    for (const url of ['app://quanping/', 'app://quanping/missing', 'app://elsewhere/']) {
      const response = await answer?.(new Request(url));
      expect(response?.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
    }
  });

  it('8 runs no insecure content', () => {
    expect(preferences().allowRunningInsecureContent).toBe(false);
  });

  it('9 enables no experimental features', () => {
    expect(preferences().experimentalFeatures).toBe(false);
    expect([...running.electron.app.switches.keys()]).not.toContain('enable-experimental-web-platform-features');
  });

  it('10 enables no Blink features', () => {
    expect(preferences()).not.toHaveProperty('enableBlinkFeatures');
    expect([...running.electron.app.switches.keys()].filter((name) => name.startsWith('enable'))).toEqual([]);
  });

  it('11 and 12 has no webview, and stops one that is attached anyway', () => {
    expect(preferences().webviewTag).toBe(false);
    expect(isStopped(contents(), 'will-attach-webview')).toBe(true);
  });

  it('13 goes nowhere else: not by link, not by redirect, not in a frame; reloading is left', () => {
    for (const url of HOSTILE) {
      expect(isStopped(contents(), 'will-navigate', { url }), url).toBe(true);
      expect(isStopped(contents(), 'will-frame-navigate', { url }), url).toBe(true);
    }
    expect(isStopped(contents(), 'will-redirect', { url: 'app://quanping/' })).toBe(true);
    expect(isStopped(contents(), 'will-frame-navigate', { url: 'app://quanping/', isMainFrame: false })).toBe(true);
    expect(isStopped(contents(), 'will-navigate', { url: 'app://quanping/#/cases' })).toBe(false);
    expect(preferences().navigateOnDragDrop).toBe(false);
  });

  it('14 opens no windows', () => {
    for (const url of [...HOSTILE, 'app://quanping/']) {
      expect(contents().windowOpenHandler?.({ url })).toEqual({ action: 'deny' });
    }
  });

  it('15 never hands an address to the system, and files only of the types bundles carry', async () => {
    expect(sources.join()).not.toContain('openExternal');
    const { createNativeHost } = await import('#main/electron/dialogs.ts');
    const host = createNativeHost(() => running.window as never);
    await host.openPath('/tmp/附件.pdf');
    expect(running.electron.record.opened).toEqual(['/tmp/附件.pdf']);
    for (const file of ['/tmp/a.exe', '/tmp/a.desktop', 'https://evil.example/a.pdf', '/tmp/a.html']) {
      await expect(host.openPath(file)).rejects.toThrow('not a type to open outside');
    }
    expect(running.electron.record.opened).toHaveLength(1);
  });

  it('16 pins one version of a current Electron', () => {
    expect(packageJson.devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
    expect(Number.parseInt(packageJson.devDependencies.electron, 10)).toBeGreaterThanOrEqual(45);
  });

  it('17 checks the sender of every message and fails closed', async () => {
    const { record, ipcRenderer, ipcMain } = running.electron;
    const main = contents().mainFrame;
    const ask = () => ipcRenderer.invoke('api:request', 'cases.next', { caseId: null });
    expect(await ask()).toEqual({ ok: true, value: { caseId: null } });
    const strangers: (StandInFrame | null)[] = [
      null,
      { ...main, origin: 'app://elsewhere' },
      { ...main, origin: 'null' },
      { ...main, frameTreeNodeId: 2 },
      { ...main, frameTreeNodeId: 2, parent: main },
      { ...main, parent: main },
      new Proxy(main, {
        get: () => {
          throw new Error('Render frame was disposed');
        },
      }),
    ];
    for (const stranger of strangers) {
      record.senderFrame = () => stranger;
      expect(await ask()).toMatchObject({ ok: false, error: { code: 'SESSION_INVALID' } });
      const { port1, port2 } = new MessageChannel();
      const closed = new Promise((resolve) => port2.addEventListener('close', resolve));
      ipcRenderer.postMessage('api:bytes', null, [port1 as never]);
      await closed;
    }
    record.senderFrame = () => main;
    running.window.destroy();
    expect([...ipcMain.handlers.keys(), ...ipcMain.eventNames()]).toEqual([]);
  });

  it('18 uses a scheme of its own with an origin, never file://', () => {
    expect(running.electron.record.schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true } },
    ]);
    expect(sources.join()).not.toMatch(/loadFile|file:\/\/\//);
  });

  it('19 flips the fuses when packaged', () => {
    const builder = parse(readFileSync(path.join(root, 'electron-builder.yml'), 'utf8'));
    expect(builder.asar).toBe(true);
    expect(builder.electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it('20 exposes three functions to the page and nothing of Electron', async () => {
    await import('#main/electron/preload.ts');
    const exposed = running.electron.record.exposed;
    expect([...exposed.keys()]).toEqual(['quanping']);
    expect(Object.keys(exposed.get('quanping') as object).sort()).toEqual(['openBytes', 'request', 'subscribe']);
    const preload = readFileSync(path.join(folder, 'preload.ts'), 'utf8');
    expect(preload).not.toMatch(/exposeInMainWorld\([^)]*ipcRenderer/);
  });
});

describe('beyond the checklist', () => {
  it('keeps the session in memory, downloads nothing, spells nothing, believes no certificate', () => {
    expect(running.session.partition).not.toMatch(/^persist:/);
    expect(isStopped(running.session, 'will-download')).toBe(true);
    expect(running.session.spellChecker).toBe(false);
    expect(preferences().spellcheck).toBe(false);
    expect(isStopped(running.electron.app, 'certificate-error')).toBe(true);
    expect(isStopped(running.electron.app, 'login')).toBe(true);
  });

  it('shows developer tools only when it is not packaged', () => {
    expect(running.electron.app.isPackaged).toBe(true);
    expect(preferences().devTools).toBe(false);
  });
});
