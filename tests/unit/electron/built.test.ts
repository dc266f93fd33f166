/** The bundle that ships, not the sources: entry, chunks, preload and what is copied beside them. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildCore } from '#main/build/core.ts';
import { OUT, ROOT } from '#main/build/paths.ts';
import { buildRenderer } from '#main/build/renderer.ts';
import { CONTENT_SECURITY_POLICY } from '#main/http/securityHeaders.ts';

let folder: string;
beforeAll(async () => {
  await buildRenderer(() => {});
  await buildCore(() => {});
  folder = mkdtempSync(path.join(os.tmpdir(), 'qp-built-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('starts, opens its window, answers the page through the built preload, and ends cleanly', async () => {
  const script = path.join(ROOT, 'tests', 'support', 'runBuiltElectron.ts');
  const env = { ...process.env, QUANPING_DATA: folder, QUANPING_DEMO: '' };
  const { stdout } = await promisify(execFile)(process.execPath, [script], { env });
  const happened = JSON.parse(stdout.trim().split('\n').at(-1)!);
  expect(happened).toMatchObject({
    preload: path.join('main', 'electron', 'preload.cjs'),
    errors: [],
    exitCode: 0,
    status: { ok: true, value: { state: 'absent' } },
    programmes: { ok: true },
  });
  expect(happened.programmes.value.programmes.length).toBeGreaterThan(0);
  expect(happened.index.slice(0, 2)).toEqual([200, CONTENT_SECURITY_POLICY]);
  expect(happened.index[2]).not.toMatch(/<script(?![^>]*\bsrc=)/);
});

it('brings React as people get it, also when a test has built it', () => {
  const folder = path.join(OUT, 'renderer', 'assets');
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(1);
  const forDevelopers = scripts.filter((name) =>
    readFileSync(path.join(folder, name), 'utf8').includes('React DevTools'),
  );
  expect(forDevelopers).toEqual([]);
});

it('has a preload in one CommonJS file that needs nothing but electron', () => {
  const preload = readFileSync(path.join(OUT, 'main', 'electron', 'preload.cjs'), 'utf8');
  expect(preload.match(/require\("([^"]+)"\)/g)).toEqual(['require("electron")']);
  expect(preload).not.toMatch(/^import |import\(/m);
});
