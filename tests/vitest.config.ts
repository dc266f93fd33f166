import path from 'node:path';
import { defineConfig } from 'vitest/config';

/** Pure functions over frozen data: their files share a process, so that the catalogue is read once in each and not once a file. */
export const PURE_FOLDERS = ['policies', 'rules', 'matching', 'domain', 'docs'].map(
  (folder) => `tests/unit/${folder}/`,
);
/** What is about keys, ciphers and signatures runs with and without the BoringSSL preload (run.ts). */
export const CRYPTO_FOLDERS = ['crypto', 'trust', 'bundle', 'vault'].map((folder) => `tests/unit/${folder}/`);
const PURE = PURE_FOLDERS.map((folder) => `${folder}**/*.test.ts`);

export default defineConfig({
  root: path.resolve(import.meta.dirname, '..'),
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // What is waited for by condition may take its time on a busy machine.
    expect: { poll: { timeout: 30_000 } },
    // Real processes, sockets and disks on a shared machine: one more try there, never here.
    retry: process.env.CI ? 1 : 0,
    projects: [
      { extends: true, test: { name: 'pure', include: PURE, isolate: false } },
      {
        extends: true,
        test: {
          name: 'product',
          include: ['tests/{unit,contract}/**/*.test.{ts,tsx}'],
          exclude: PURE,
          setupFiles: 'tests/support/noteRefusals.ts',
        },
      },
      { extends: true, test: { name: 'faults', include: ['tests/faults/**/*.test.ts'] } },
    ],
  },
});
