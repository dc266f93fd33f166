import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { MessageChannel } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { receive, startWorker } from '#main/workers.ts';

let folder: string;
const WORKERS = new URL('../../../main/workers.ts', import.meta.url).href;
const ERRORS = new URL('../../../shared/domain/errors.ts', import.meta.url).href;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'qp-workers-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
/** A worker file with this job. */
function workerOf(job: string): URL {
  const file = path.join(folder, `${count++}.worker.ts`);
  const imports = `import { runWorker } from '${WORKERS}';\nimport { Refusal } from '${ERRORS}';\n`;
  writeFileSync(file, `${imports}runWorker(${job});\nvoid Refusal;\n`);
  return pathToFileURL(file);
}

describe('a worker', () => {
  test('returns what its job returns, promises and binary data included', async () => {
    expect(await startWorker<number>(workerOf('(n: number) => n + 1'), 41).result).toBe(42);
    const map = await startWorker<Map<string, Uint8Array>>(
      workerOf('async (n: number) => new Map([["a", new Uint8Array(n)]])'),
      3,
    ).result;
    expect(map.get('a')).toEqual(new Uint8Array(3));
  });

  test('hands on refusals as refusals and failures with their system code', async () => {
    const refusal = startWorker(workerOf('() => { throw new Refusal("MEDIUM_READ", { file: "a" }); }'), null);
    await expect(refusal.result).rejects.toMatchObject({
      name: 'Refusal',
      code: 'MEDIUM_READ',
      details: { file: 'a' },
    });
    const failure = startWorker(workerOf('async () => (await import("node:fs")).openSync("/nowhere/x", "r")'), null);
    await expect(failure.result).rejects.toMatchObject({ code: 'ENOENT', syscall: 'open' });
    const defect = startWorker(workerOf('() => { throw new TypeError("ours"); }'), null);
    await expect(defect.result).rejects.toMatchObject({ message: 'ours', stack: expect.stringContaining('worker.ts') });
  });

  test('that cannot even start fails', async () => {
    await expect(startWorker(pathToFileURL(path.join(folder, 'none.worker.ts')), null).result).rejects.toThrow();
    const file = path.join(folder, 'broken.worker.ts');
    writeFileSync(file, 'const a: = 1;');
    await expect(startWorker(pathToFileURL(file), null).result).rejects.toThrow();
  });

  test('is stopped by its signal, asleep or busy, and stopping twice is harmless', async () => {
    const jobs = [
      '() => new Promise(() => setInterval(() => {}, 1000))',
      '() => { for (;;); }',
      '() => { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); }',
    ];
    for (const job of jobs) {
      const controller = new AbortController();
      const running = startWorker(workerOf(job), null, controller.signal);
      setTimeout(() => controller.abort(), 120);
      await expect(running.result).rejects.toMatchObject({ code: 'CANCELLED' });
      await running.stop();
      await running.stop();
    }
  });

  test('does not start for a signal that is aborted already', () => {
    expect(() => startWorker(workerOf('() => 1'), null, AbortSignal.abort())).toThrow(
      expect.objectContaining({ code: 'CANCELLED' }),
    );
  });

  test('takes ports for jobs of more than one step', async () => {
    const { port1, port2 } = new MessageChannel();
    const job = `async ({ port }: { port: import('node:worker_threads').MessagePort }) => {
      port.postMessage('ready');
      const n = await new Promise<number>((resolve) => port.once('message', resolve));
      port.close();
      return n * 2;
    }`;
    const running = startWorker<number>(workerOf(job), { port: port2 }, undefined, [port2]);
    expect(await receive(port1)).toBe('ready');
    port1.postMessage(21);
    expect(await running.result).toBe(42);
  });

  test('shares memory with its starter', async () => {
    const memory = new SharedArrayBuffer(4);
    await startWorker(workerOf('(m: SharedArrayBuffer) => void (new Int32Array(m)[0] = 7)'), memory).result;
    expect(new Int32Array(memory)[0]).toBe(7);
  });
});
