import { cpSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';
import { OUT, ROOT } from './paths.ts';

/** Name under which built code imports the database module; out/package.json maps it. */
export const NATIVE_DATABASE = '#better-sqlite3';
export const NATIVE_DATABASE_FILE = './native/better-sqlite3/lib/index.js';

/**
 * Native code cannot be bundled, and a folder called node_modules inside out/ would be dropped by the packager. So the module is copied
 * to out/native, with its own package.json and the binaries of all systems; installers take the one of theirs.
 */
export function useNativeDatabase(): Plugin {
  return {
    name: 'quanping:native-database',
    enforce: 'pre',
    resolveId: (id) => (id === 'better-sqlite3' ? { id: NATIVE_DATABASE, external: true } : null),
  };
}

export function copyNativeDatabase(): void {
  const from = path.join(ROOT, 'node_modules', 'better-sqlite3');
  for (const part of ['package.json', 'LICENSE', 'lib', 'prebuilds']) {
    cpSync(path.join(from, part), path.join(OUT, 'native', 'better-sqlite3', part), { recursive: true });
  }
}
