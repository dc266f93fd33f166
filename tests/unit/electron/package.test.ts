/**
 * What an installer would hold: the real packager with the real rules, over a stand-in for Electron's unpacked binary (so the fuses,
 * which need the real one, are left out here and read from the rules in checklist.test.ts).
 */
import { execFile } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { buildCore } from '#main/build/core.ts';
import { ROOT } from '#main/build/paths.ts';
import { buildRenderer } from '#main/build/renderer.ts';

let folder: string;
let resources: string;

beforeAll(async () => {
  await buildRenderer(() => {});
  await buildCore(() => {});
  folder = mkdtempSync(path.join(os.tmpdir(), 'qp-package-'));
  const config = path.join(folder, 'rules.yml');
  const { electronFuses: _, ...rules } = parse(readFileSync(path.join(ROOT, 'electron-builder.yml'), 'utf8'));
  const directories = { ...rules.directories, output: path.join(folder, 'dist') };
  writeFileSync(config, stringify({ ...rules, directories, electronDist: standInDistribution() }));
  const program = path.join(ROOT, 'node_modules', 'electron-builder', 'cli.js');
  await promisify(execFile)(process.execPath, [program, '--dir', '--linux', '--x64', '--config', config], {
    cwd: ROOT,
  });
  resources = path.join(folder, 'dist', 'linux-unpacked', 'resources');
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function standInDistribution(): string {
  const dist = path.join(folder, 'electron');
  for (const part of ['resources', 'locales']) mkdirSync(path.join(dist, part), { recursive: true });
  writeFileSync(path.join(dist, 'electron'), '', { mode: 0o755 });
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'locales/zh-CN.pak', 'locales/de.pak']) {
    writeFileSync(path.join(dist, name), name);
  }
  return dist;
}

interface AsarEntry {
  files?: Record<string, AsarEntry>;
  unpacked?: boolean;
}

/** Paths in an asar archive: sizes as little-endian words, the JSON of the tree from byte 16. */
function listArchive(file: string): Map<string, AsarEntry> {
  const fd = openSync(file, 'r');
  const head = Buffer.alloc(16);
  readSync(fd, head, 0, 16, 0);
  const json = Buffer.alloc(head.readUInt32LE(12));
  readSync(fd, json, 0, json.length, 16);
  closeSync(fd);
  const found = new Map<string, AsarEntry>();
  const walk = (entry: AsarEntry, at: string) => {
    if (!entry.files) found.set(at, entry);
    for (const [name, inner] of Object.entries(entry.files ?? {})) walk(inner, at === '' ? name : `${at}/${name}`);
  };
  walk(JSON.parse(json.toString('utf8')), '');
  return found;
}

it('is the build and package.json, with the one native binary of its system outside the archive', () => {
  const files = listArchive(path.join(resources, 'app.asar'));
  const names = [...files.keys()];
  expect(names.filter((name) => !name.startsWith('out/'))).toEqual(['package.json']);
  for (const needed of [
    ...['electron/entry.js', 'main/electron/preload.cjs', 'browser/entry.js', 'cli/quanping.js', 'outRoot.js'],
    ...[
      'package.json',
      'renderer/index.html',
      'renderer/pdfjs/wasm/openjpeg.wasm',
      'policies/facts.yaml',
      'policies/catalogue.json',
      'main/marks.worker.js',
      'pdfjs/cmaps/UniGB-UCS2-H.bcmap',
      'pdfjs/wasm/openjpeg.wasm',
    ],
  ]) {
    expect(names).toContain(`out/${needed}`);
  }
  const native = names.filter((name) => name.endsWith('.node'));
  expect(native).toEqual(['out/native/better-sqlite3/prebuilds/linux-x64.node']);
  expect(files.get(native[0]!)?.unpacked).toBe(true);
  expect(
    readdirSync(path.join(resources, 'app.asar.unpacked', 'out', 'native', 'better-sqlite3', 'prebuilds')),
  ).toEqual(['linux-x64.node']);
});

it('brings only the languages we support', () => {
  expect(readdirSync(path.join(resources, '..', 'locales'))).toEqual(['zh-CN.pak']);
});
