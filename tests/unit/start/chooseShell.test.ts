import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseShell, type Surroundings } from '#main/start/chooseShell.ts';
import { fetchElectronOnce, findElectron } from '#main/start/electronBinary.ts';

const desk: Surroundings = {
  platform: 'linux',
  env: { DISPLAY: ':0' },
  uid: 1000,
  findElectron: () => null,
  fetchElectron: () => null,
};
const mustNotFetch = () => {
  throw new Error('must not try to fetch');
};

describe('which shell', () => {
  it('is Electron where its program is there', () => {
    const choice = chooseShell({ ...desk, findElectron: () => '/e/electron', fetchElectron: mustNotFetch });
    expect(choice).toMatchObject({ shell: 'electron', program: '/e/electron' });
  });

  it('is Electron where it could be fetched', () => {
    expect(chooseShell({ ...desk, fetchElectron: () => '/e/electron' })).toMatchObject({ shell: 'electron' });
  });

  it('is the browser where there is no Electron, and says how to get it', () => {
    const choice = chooseShell(desk);
    expect(choice.shell).toBe('browser');
    expect(choice.why).toContain('npx install-electron');
  });

  it.each([
    ['asked for', { env: { DISPLAY: ':0', QUANPING_SHELL: 'browser' } }],
    ['driven by a program', { env: { DISPLAY: ':0', QUANPING_NO_WINDOW: '1' } }],
    ['without a display', { env: {} }],
    ['run by root', { uid: 0 }],
    [
      'run by root with the sandbox of the browser off',
      { uid: 0, env: { DISPLAY: ':0', QUANPING_BROWSER_ARGS: '--no-sandbox' } },
    ],
  ])('is the browser when %s, without any attempt to fetch Electron', (_, differing) => {
    const choice = chooseShell({
      ...desk,
      findElectron: () => '/e/electron',
      ...differing,
      fetchElectron: mustNotFetch,
    });
    expect(choice.shell).toBe('browser');
    expect(choice.why).not.toBe('');
  });
});

describe("Electron's program", () => {
  let root: string;
  let folder: string;
  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), 'qp-start-'));
    folder = path.join(root, 'node_modules', 'electron');
    mkdirSync(path.join(folder, 'dist'), { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), '{"version":"45.4.1"}');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function unpack(version: string): void {
    writeFileSync(path.join(folder, 'path.txt'), 'electron');
    writeFileSync(path.join(folder, 'dist', 'version'), version);
    writeFileSync(path.join(folder, 'dist', 'electron'), '');
  }

  it('is found only when it is complete and of the right version', () => {
    expect(findElectron(root)).toBeNull();
    unpack('v45.4.1');
    expect(findElectron(root)).toBe(path.join(folder, 'dist', 'electron'));
    unpack('44.0.0');
    expect(findElectron(root)).toBeNull();
    unpack('45.4.1');
    rmSync(path.join(folder, 'dist', 'electron'));
    expect(findElectron(root)).toBeNull();
  });

  it('is fetched by its own installer, once', () => {
    const said: string[] = [];
    const say = (line: string) => void said.push(line);
    writeFileSync(
      path.join(folder, 'install.js'),
      "require('fs').appendFileSync(__dirname + '/runs', 'x'); process.exit(1)",
    );
    expect(fetchElectronOnce(root, say)).toBeNull();
    expect(fetchElectronOnce(root, say)).toBeNull();
    expect(said).toHaveLength(1);
    rmSync(path.join(root, '.cache'), { recursive: true });
    writeFileSync(
      path.join(folder, 'install.js'),
      `const fs = require('fs'); process.chdir(__dirname); fs.writeFileSync('path.txt', 'electron');
       fs.writeFileSync('dist/version', '45.4.1'); fs.writeFileSync('dist/electron', '');`,
    );
    expect(fetchElectronOnce(root, say)).toBe(path.join(folder, 'dist', 'electron'));
  });

  it('is not looked for where the package is missing', () => {
    rmSync(folder, { recursive: true });
    expect(fetchElectronOnce(root, () => {})).toBeNull();
  });
});
