import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Milliseconds Electron's own installer gets on the first start. Offline it fails at once. */
const FETCH_MS = 20_000;

/** Full path of Electron's program when it is completely there. Reading Electron's index.js instead would start a download. */
export function findElectron(root: string): string | null {
  const folder = path.join(root, 'node_modules', 'electron');
  try {
    const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string };
    const unpacked = readFileSync(path.join(folder, 'dist', 'version'), 'utf8')
      .trim()
      .replace(/^v/, '');
    const program = path.join(folder, 'dist', readFileSync(path.join(folder, 'path.txt'), 'utf8').trim());
    return unpacked === version && existsSync(program) ? program : null;
  } catch {
    return null;
  }
}

/**
 * Lets Electron's own installer try once per clone and version, for a short time. Later starts do not try again: whoever wants it runs
 * `npx install-electron` with as much time as it takes.
 */
export function fetchElectronOnce(root: string, say: (line: string) => void): string | null {
  const folder = path.join(root, 'node_modules', 'electron');
  const installer = path.join(folder, 'install.js');
  const tried = path.join(root, '.cache', 'electron-tried');
  if (!existsSync(installer)) return null;
  const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string };
  if (existsSync(tried) && readFileSync(tried, 'utf8') === version) return null;
  say(`首次运行：尝试获取 Electron ${version}（最多等 ${FETCH_MS / 1000} 秒）……`);
  spawnSync(process.execPath, [installer], { timeout: FETCH_MS, stdio: 'ignore' });
  const program = findElectron(root);
  if (program) return program;
  mkdirSync(path.dirname(tried), { recursive: true });
  writeFileSync(tried, version);
  return null;
}
