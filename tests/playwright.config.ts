import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { findElectron } from '../main/start/electronBinary.ts';
import { findChromium } from './support/ensureTools.ts';

const root = path.resolve(import.meta.dirname, '..');
const isRoot = process.getuid?.() === 0;
const electron = findElectron(root);
const isMainProcess = process.env.TEST_WORKER_INDEX === undefined;
if (!electron && isMainProcess)
  console.log('Project "electron" is left out: its binary is not on this machine (npx install-electron)');

/** The same specs in both shells: what they get from tests/support/appTest.ts differs by project. */
export default defineConfig({
  testDir: path.join(root, 'tests', 'e2e'),
  outputDir: path.join(root, 'tests', '.output', 'playwright'),
  globalSetup: './support/e2eSetup.ts',
  workers: 2,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  retries: process.env.CI ? 1 : 0,
  reporter: [['list']],
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    actionTimeout: 30_000,
    viewport: { width: 1366, height: 768 },
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: findChromium() ?? '/usr/bin/chromium',
      // Root cannot start Chromium otherwise. In the product this is never set.
      chromiumSandbox: !isRoot,
      args: ['--disable-background-networking', '--proxy-server=socks5://127.0.0.1:9'],
    },
  },
  projects: [{ name: 'browser' }, ...(electron ? [{ name: 'electron' }] : [])],
});
