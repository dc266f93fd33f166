import os from 'node:os';
import path from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startElectronShell } from '#tests/support/electronApp.ts';
import { createTestCore, type TestCore } from '#tests/support/testCore.ts';

vi.mock('electron', () => import('#tests/support/electronStandIn.ts'));

let core: TestCore;
beforeEach(() => {
  core = createTestCore({});
});
afterEach(() => vi.unstubAllEnvs());

it('shows its window when the page is ready, with a name and a folder of its own', async () => {
  const { electron, window } = await startElectronShell(core);
  expect(window.shown).toBe(1);
  expect(window.options.title).toBe('泉评');
  expect(electron.app.paths.get('userData')).toBe(path.join(os.tmpdir(), 'qp-electron', 'electron'));
});

it('a second copy leaves at once and makes the first show its window', async () => {
  const second = await startElectronShell(core, ({ app }) => {
    app.locked = false;
  });
  expect(second.electron.app.exitCode).toBe(0);
  expect(second.electron.record.windows).toEqual([]);
  const { electron, window } = await startElectronShell(core);
  window.minimized = true;
  electron.app.emit('second-instance');
  expect([window.minimized, window.focused]).toEqual([false, 1]);
});

it('quits when the window closes, but only after the workspace is closed', async () => {
  const { electron } = await startElectronShell(core);
  electron.app.emit('window-all-closed');
  expect(electron.app.exitCode).toBeNull();
  await expect.poll(() => electron.app.exitCode).toBe(0);
  expect(core.closed).toBe(true);
});

it('quits even when closing the workspace fails', async () => {
  core.close = async () => {
    throw new Error('disk gone');
  };
  const { electron } = await startElectronShell(core);
  electron.app.quit();
  await expect.poll(() => electron.app.exitCode).toBe(0);
});

it('brings the page back when its process crashed, not when it ended cleanly', async () => {
  const { window } = await startElectronShell(core);
  window.webContents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 });
  expect(window.webContents.reloads).toBe(0);
  window.webContents.emit('render-process-gone', {}, { reason: 'oom', exitCode: 5 });
  expect(window.webContents.reloads).toBe(1);
});

it('says in Chinese that it cannot start, and leaves', async () => {
  const { electron } = await startElectronShell(new Error('no disk'));
  expect(electron.app.exitCode).toBe(1);
  expect(electron.record.errors.join()).toContain('泉评不能继续运行');
});

it('has a menu in Chinese without developer tools', async () => {
  const { electron } = await startElectronShell(core);
  const items = (electron.record.menu as MenuItemConstructorOptions[]).flatMap((top) => [
    top,
    ...(top.submenu as MenuItemConstructorOptions[]),
  ]);
  for (const item of items) if (item.type !== 'separator') expect(item.label).toMatch(/^[\u4e00-\u9fff]+$/);
  expect(items.map((item) => item.role)).not.toContain('toggleDevTools');
});

it('asks for files with the system dialogs', async () => {
  const { electron, window } = await startElectronShell(core);
  const { createNativeHost } = await import('#main/electron/dialogs.ts');
  const host = createNativeHost(() => window as never);
  expect([await host.openFile('bundle'), await host.saveFile('bundle', '回传.qpb')]).toEqual([null, null]);
  const asked: unknown[] = [];
  electron.record.dialog = (kind, args) => {
    asked.push([kind, args[1]]);
    return { canceled: false, filePaths: ['E:\\下发.qpb'], filePath: 'E:\\回传.qpb' };
  };
  expect(await host.openFile('bundle')).toBe('E:\\下发.qpb');
  expect(await host.saveFile('bundle', '回传.qpb')).toBe('E:\\回传.qpb');
  expect(await host.openFolder('backup')).toBe('E:\\下发.qpb');
  expect(asked).toMatchObject([
    ['open', { title: '选择交换包', filters: [{ extensions: ['qpb'] }], properties: ['openFile', 'dontAddToRecent'] }],
    ['save', { defaultPath: '回传.qpb', properties: ['showOverwriteConfirmation', 'dontAddToRecent'] }],
    ['open', { properties: ['openDirectory', 'dontAddToRecent'] }],
  ]);
});
