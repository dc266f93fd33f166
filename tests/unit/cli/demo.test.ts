/** `demo <dir>`: what it prints is there, and the other commands work on it. */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Demo } from '#main/demo/makeDemo.ts';
import { quanping } from '#tests/support/quanping.ts';

let folder: string;
let summary: Demo;
const run = (...args: string[]) => quanping(args, { cwd: path.join(folder, 'demo') });

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'quanping-demo-'));
  const { code, stdout, stderr } = await quanping(['demo', path.join(folder, 'demo')]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  summary = JSON.parse(stdout);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('paths are relative and there; the workspace holds at least 24 cases', () => {
  const { workspace, centre, root, certificate, casePlain, caseSealed, identity } = summary;
  for (const name of [workspace, centre, root, certificate, casePlain, caseSealed, identity]) {
    expect(path.isAbsolute(name)).toBe(false);
    expect(existsSync(path.join(folder, 'demo', name))).toBe(true);
  }
  expect(readFileSync(path.join(folder, 'demo', root), 'utf8')).toContain('BEGIN CERTIFICATE');
  expect(summary.cases.workspace).toBeGreaterThanOrEqual(24);
  expect(summary.passphrase).not.toBe('');
});

test('both bundles verify; the sealed one needs its identity', async () => {
  const { root, casePlain, caseSealed, identity } = summary;
  expect(await run('verify', casePlain, '--root', root)).toMatchObject({ code: 0, stderr: '' });
  const hashed = await run('verify', casePlain, '--root', root, '--hash', '--json');
  const bytes = readFileSync(path.join(folder, 'demo', casePlain));
  expect(JSON.parse(hashed.stdout)).toMatchObject({
    ok: true,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  });
  expect(await run('verify', caseSealed, '--root', root, '--identity', identity)).toMatchObject({
    code: 0,
    stderr: '',
  });
  expect(await run('verify', caseSealed, '--root', root)).toMatchObject({ code: 1 });
});

test('the centre folder is a centre: it takes part in further commands', async () => {
  const { centre, certificate } = summary;
  const done = await run('central', 'ack', centre, '--to', certificate, '-o', 'ack.qpb');
  expect(done).toMatchObject({ code: 2, stderr: expect.stringMatching(/还没有收到/) });
});
