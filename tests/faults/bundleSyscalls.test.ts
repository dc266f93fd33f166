/**
 * Short form of proofs 1 and 6 for bundles: an import into the vault and an export to a stick are killed at every syscall that changes
 * the disk, and every one of them is made to fail. Afterwards the vault and the stick hold the old state or the whole new one, and the
 * work succeeds when it is tried again. One libuv thread, because strace counts calls per thread.
 */
import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { serialize } from 'node:v8';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { clearStaging } from '#main/bundle/read.ts';
import { openVault } from '#main/vault/vault.ts';
import {
  jsonFile,
  makeTrust,
  readTestBundle,
  type TestTrust,
  VAULT_KEY,
  writeTestBundle,
} from '#tests/support/bundleKit.ts';
import { ensureTool } from '#tests/support/ensureTools.ts';
import type { ChildSetup } from './bundleChild.ts';

const TIMEOUT = 300_000;
/** Everything both works do to the disk. Kills are tried at each; failures only where the system can fail. */
const CHANGING = ['mkdir', 'writev', 'pwrite64', 'fsync', 'rename', 'unlink'];
const root = path.join(tmpdir(), `qp-syscalls-${process.pid}`);
const stick = path.join(root, 'stick');
const local = path.join(root, 'local');
let kit: TestTrust;
let good: Buffer;
let bundleId: string;

beforeAll(async () => {
  ensureTool('strace');
  mkdirSync(root, { recursive: true });
  kit = await makeTrust();
  const file = path.join(root, 'good.qpb');
  ({ bundleId } = await writeTestBundle(kit, file, [jsonFile('data/cases/a.json', { a: 1 })]));
  good = readFileSync(file);
  writeFileSync(path.join(root, 'source.bin'), randomBytes(1_300_000));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeEach(reset);

function reset(): void {
  for (const folder of [stick, local]) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
  }
}

const bundleFile = path.join(stick, 'x.qpb');
const vaultFolder = path.join(local, 'vault');
const staging = path.join(local, 'staging');

interface Result {
  signal: NodeJS.Signals | null;
  ok: boolean;
  code: string | null;
}

/** Runs the child under strace. `filter` are strace's options; its log is returned too. */
function run(work: ChildSetup['work'], filter: string[]): Result & { log: string } {
  const setupFile = path.join(root, 'setup');
  const setup: ChildSetup = {
    work,
    kit,
    file: bundleFile,
    staging,
    vault: vaultFolder,
    vaultKey: VAULT_KEY,
    source: path.join(root, 'source.bin'),
  };
  writeFileSync(setupFile, serialize(setup));
  if (work === 'import') writeFileSync(bundleFile, good);
  const log = path.join(root, 'strace.log');
  const child = fileURLToPath(new URL('./bundleChild.ts', import.meta.url));
  const done = spawnSync('strace', ['-f', '-qq', '-y', '-o', log, ...filter, process.execPath, child, setupFile], {
    encoding: 'utf8',
    env: { ...process.env, UV_THREADPOOL_SIZE: '1', VITEST: undefined },
  });
  const line = done.stdout.trim();
  const outcome = line ? (JSON.parse(line) as { ok: boolean; code?: string }) : { ok: false };
  if (!line && done.signal === null && done.status !== 137) throw new Error(`child crashed: ${done.stderr}`);
  return { signal: done.signal, ok: outcome.ok, code: outcome.code ?? null, log: readFileSync(log, 'utf8') };
}

/** How often each syscall happens below our folders, per thread: the highest count is the last place to inject at. */
function countCalls(work: ChildSetup['work'], calls: readonly string[]): Map<string, number> {
  const { log, ok } = run(work, ['-e', `trace=${calls.join()}`]);
  expect(ok).toBe(true);
  const counts = new Map<string, number>();
  for (const [, thread, call] of log.matchAll(/^(\d+) +(\w+)\(/gm)) {
    counts.set(`${call} ${thread}`, (counts.get(`${call} ${thread}`) ?? 0) + 1);
  }
  return new Map(
    calls.map((call) => [
      call,
      Math.max(0, ...[...counts].filter(([key]) => key.startsWith(`${call} `)).map(([, n]) => n)),
    ]),
  );
}

async function vaultIsOldOrWhole(): Promise<'old' | 'whole'> {
  const vault = await openVault(vaultFolder, VAULT_KEY);
  if (!(await vault.has(bundleId))) return 'old';
  const file = await vault.open(bundleId);
  const content = await file.readRange(0, file.size);
  await file.close();
  expect(Buffer.compare(content, good)).toBe(0);
  return 'whole';
}

async function stickIsOldOrWhole(): Promise<'old' | 'whole'> {
  if (!existsSync(bundleFile)) return 'old';
  const bundle = await readTestBundle(kit, bundleFile, staging);
  const source = readFileSync(path.join(root, 'source.bin'));
  expect(bundle.entries.get('data/source.bin')!.sha256).toBe(createHash('sha256').update(source).digest('hex'));
  await bundle.discard();
  return 'whole';
}

const STATE = { import: vaultIsOldOrWhole, export: stickIsOldOrWhole };

describe.each(['import', 'export'] as const)('an %s', (work) => {
  test('killed at every change of the disk leaves the old state or the whole new one', {
    timeout: TIMEOUT,
  }, async () => {
    const states = new Set<string>();
    for (const [call, count] of countCalls(work, CHANGING)) {
      for (let n = 1; n <= count; n++) {
        reset();
        const killed = run(work, ['-e', `trace=${call}`, '-e', `inject=${call}:signal=SIGKILL:when=${n}`]);
        expect(killed.ok, `${call} ${n}`).toBe(false);
        states.add(await STATE[work]());
        await clearStaging(staging);
        expect(existsSync(staging) ? readdirSync(staging) : []).toEqual([]);
        if (work === 'export') rmSync(bundleFile, { force: true });
        expect(run(work, ['-e', 'trace=none']).ok, `again after ${call} ${n}`).toBe(true);
        expect(await STATE[work]()).toBe('whole');
      }
    }
    expect([...states].sort()).toEqual(['old', 'whole']);
  });

  test.each(['ENOSPC', 'EIO'])(
    'failing with %s at any change of the disk is refused and leaves nothing',
    { timeout: TIMEOUT },
    async (error) => {
      const calls = error === 'ENOSPC' ? ['writev', 'pwrite64', 'fsync'] : ['writev', 'pwrite64', 'fsync', 'rename'];
      const codes = work === 'import' ? /^(SPACE_SHORT|DISK_WRITE)$/ : /^(SPACE_SHORT|MEDIUM_WRITE)$/;
      let tried = 0;
      for (const [call, count] of countCalls(work, calls)) {
        for (let n = 1; n <= count; n++) {
          reset();
          const failed = run(work, ['-e', `trace=${call}`, '-e', `inject=${call}:error=${error}:when=${n}`]);
          expect(failed, `${call} ${n}`).toMatchObject({ ok: false, code: expect.stringMatching(codes) });
          if (error === 'ENOSPC') expect(failed.code).toBe('SPACE_SHORT');
          expect(existsSync(staging) ? readdirSync(staging) : []).toEqual([]);
          if (work === 'export') expect(readdirSync(stick)).toEqual([]);
          await STATE[work]();
          tried++;
        }
      }
      expect(tried).toBeGreaterThan(2);
    },
  );
});

test('an import whose medium fails to read is refused', { timeout: TIMEOUT }, () => {
  for (let n = 1; n <= 2; n++) {
    reset();
    const failed = run('import', ['-P', bundleFile, '-e', 'trace=pread64', '-e', `inject=pread64:error=EIO:when=${n}`]);
    expect(failed, `read ${n}`).toMatchObject({ ok: false, code: 'MEDIUM_READ' });
    expect(existsSync(staging) ? readdirSync(staging) : []).toEqual([]);
  }
});

describe('a large import, on worker threads', () => {
  beforeAll(async () => {
    const file = path.join(root, 'large.qpb');
    await writeTestBundle(kit, file, [{ name: 'data/source.bin', source: path.join(root, 'source.bin') }]);
    good = readFileSync(file);
  });

  test.each([
    ['SPACE_SHORT', 'writev:error=ENOSPC', []],
    ['DISK_WRITE', 'fsync:error=EIO', []],
    ['MEDIUM_READ', 'pread64:error=EIO', ['-P', bundleFile]],
  ] as const)('is refused with %s for %s', { timeout: TIMEOUT }, (code, fault, filter) => {
    for (const n of fault.startsWith('fsync') ? [1] : [1, 2]) {
      reset();
      const call = fault.split(':')[0]!;
      const failed = run('import', [...filter, '-e', `trace=${call}`, '-e', `inject=${fault}:when=${n}`]);
      expect(failed, `${call} ${n}`).toMatchObject({ ok: false, code });
      expect(readdirSync(local).flatMap((name) => readdirSync(path.join(local, name)))).toEqual([]);
    }
  });
});
