import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findPolicies } from '#main/catalogue/load.ts';
import { createCore } from '#main/createCore.ts';
import { type Core, type CoreOptions, systemClock } from '#main/ports.ts';
import { createApiClient } from '#renderer/api/apiClient.ts';
import { MAX_BLOB_BYTES } from '#shared/api/transport.ts';
import { tempFolder } from '#tests/support/core.ts';

function optionsIn(folder: string, demoFolder: string | null, lines: string[] = []): CoreOptions {
  const nothing = async () => null;
  return {
    dataFolder: path.join(folder, 'data'),
    demoFolder,
    policiesFolder: findPolicies(import.meta.dirname),
    version: '0.1.0',
    shell: { kind: 'browser', why: '测试' },
    host: () => ({
      ...{ openFile: nothing, saveFile: nothing, openFolder: nothing, answerDialog: () => undefined },
      ...{ openPath: async () => undefined, quit: () => undefined },
    }),
    clock: systemClock,
    log: (line) => void lines.push(line),
  };
}

async function started(options: CoreOptions): Promise<Core> {
  const core = await createCore(options);
  onTestFinished(() => core.close());
  return core;
}

test('without a demo the core stands before an empty place, and every refusal is an answer', async () => {
  const core = await started(optionsIn(tempFolder(), null));
  const api = createApiClient(core);
  expect(await api.workspace.status({})).toMatchObject({ state: 'absent', demoAvailable: false, current: null });
  const locked = { ok: false, error: { code: 'WORKSPACE_LOCKED' } };
  expect(await core.request('cases.home', {})).toMatchObject(locked);
  expect(await core.readRange({ kind: 'attachment', id: 'x' }, 0, 1)).toMatchObject(locked);
  expect(await core.request('cases.everything', {})).toMatchObject({ ok: false, error: { code: 'ROUTE_UNKNOWN' } });
  const large = await core.putBlob(new Uint8Array(MAX_BLOB_BYTES + 1));
  expect(large).toMatchObject({ ok: false, error: { code: 'FILE_TOO_LARGE' } });
  expect(await core.putBlob(Buffer.from('x'))).toMatchObject({
    ok: true,
    value: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

test('a damaged demo is made afresh and opened; the next start finds it open at once', {
  timeout: 240_000,
}, async () => {
  const folder = tempFolder();
  const demo = path.join(folder, 'demo');
  mkdirSync(path.join(demo, 'workspace'), { recursive: true });
  for (const name of ['keyring.json', 'workspace.db']) writeFileSync(path.join(demo, 'workspace', name), 'damaged');
  const lines: string[] = [];
  const first = await createCore(optionsIn(folder, demo, lines));
  expect(lines.join()).toContain('demo workspace could not be opened');
  const { state, demo: isDemo } = await createApiClient(first).workspace.status({});
  expect([state, isDemo]).toEqual(['open', true]);
  const { total } = await createApiClient(first).cases.home({});
  expect(total).toBeGreaterThanOrEqual(18);
  await first.close();
  expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([]);

  const root = readFileSync(path.join(demo, 'root.pem'), 'utf8');
  const second = await started(optionsIn(folder, demo));
  expect(await createApiClient(second).workspace.status({})).toMatchObject({ state: 'open', demo: true });
  expect((await createApiClient(second).cases.home({})).total).toBe(total);
  expect(readFileSync(path.join(demo, 'root.pem'), 'utf8')).toBe(root);
});

test('a demo that cannot be made does not keep the program from starting', async () => {
  const folder = tempFolder();
  writeFileSync(path.join(folder, 'demo.partial'), '');
  writeFileSync(path.join(folder, 'file'), '');
  const lines: string[] = [];
  const core = await started(optionsIn(folder, path.join(folder, 'file', 'demo'), lines));
  expect(lines.join()).toContain('demo workspace could not be opened');
  expect(await createApiClient(core).workspace.status({})).toMatchObject({ state: 'absent', demoAvailable: true });
});
