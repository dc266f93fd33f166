#!/usr/bin/env node
// The package's `bin`: the program itself is TypeScript and needs the Node that comes with the package's dependencies.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

const program = path.join(import.meta.dirname, 'quanping.ts');
if (Number(process.versions.node.split('.', 1)[0]) >= 24) {
  await import(new URL('./quanping.ts', import.meta.url).href);
} else {
  const folder = path.dirname(createRequire(import.meta.url).resolve('node/package.json'));
  const node = path.join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const done = spawnSync(node, [program, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exitCode = done.status ?? 1;
}
