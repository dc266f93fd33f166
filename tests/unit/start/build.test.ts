import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { withBuildLock } from '#main/build/lock.ts';
import { mirrorModuleUrls, OUT_ROOT_CODE } from '#main/build/mirror.ts';
import { ROOT } from '#main/build/paths.ts';
import { fingerprint } from '#main/build/stamp.ts';

const transform = (code: string, file: string) => {
  const { transform: hook } = mirrorModuleUrls();
  return (hook as (code: string, id: string) => { code: string } | null).call(null, code, path.join(ROOT, file));
};

describe('import.meta in the build', () => {
  it('keeps saying where the module was, as if out/ mirrored the source tree', async () => {
    const made = transform(
      'export const at = [import.meta.url, import.meta.dirname, import.meta.filename];',
      'db/x.ts',
    );
    const [head, body] = made!.code.split('\n');
    expect(head).toContain("$moduleAt('db/x.js')");
    expect(body).toBe('export const at = [$module.url, $module.dirname, $module.filename];');
    const { moduleAt } = await import(
      `data:text/javascript,${encodeURIComponent(OUT_ROOT_CODE.replace('import.meta.url', "'file:///o%20u/outRoot.js'"))}`
    );
    expect(moduleAt('db/x.js')).toEqual({ url: 'file:///o%20u/db/x.js', filename: '/o u/db/x.js', dirname: '/o u/db' });
  });

  it('leaves modules of packages and modules that do not ask alone', () => {
    expect(transform('import.meta.url', 'node_modules/x/index.ts')).toBeNull();
    expect(transform('export {}', 'db/x.ts')).toBeNull();
  });
});

describe('stamp', () => {
  it('is the same for the same sources and differs for others', () => {
    expect(fingerprint(['main/build', 'missing'])).toBe(fingerprint(['main/build']));
    expect(fingerprint(['main/build'])).not.toBe(fingerprint(['main/start']));
  });
});

describe('build lock', () => {
  it('lets one build run at a time, also after one that failed', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'qp-lock-'));
    const order: string[] = [];
    const job = (name: string) =>
      withBuildLock(async () => {
        order.push(`${name} begins`);
        await new Promise((resolve) => setTimeout(resolve, 150));
        order.push(`${name} ends`);
        if (name === 'a') throw new Error('broken build');
      }, folder);
    const [a, b] = await Promise.allSettled([job('a'), job('b')]);
    expect([a.status, b.status]).toEqual(['rejected', 'fulfilled']);
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
    rmSync(folder, { recursive: true });
  });
});
