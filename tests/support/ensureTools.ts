/**
 * Programs the independent checks use. On Debian as root a missing one is installed; otherwise its absence is an error that says
 * what to install. `QUANPING_BROWSER` may name the browser instead of Debian's chromium.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

interface Tool {
  /** Debian packages that bring it. */
  packages: readonly string[];
  present: () => boolean;
}

const TOOLS = {
  chromium: { packages: ['chromium'], present: () => findChromium() !== null },
  'cjk-fonts': { packages: ['fonts-noto-cjk'], present: hasChineseFont },
  age: program('age'),
  openssl: program('openssl'),
  unzip: program('unzip'),
  strace: program('strace'),
  xvfb: { packages: ['xvfb'], present: () => findProgram('Xvfb') !== null },
} as const satisfies Record<string, Tool>;
export type ToolName = keyof typeof TOOLS;

/** Makes sure the tool is there; installs it where that is allowed, throws with the package's name where it is not. */
export function ensureTool(name: ToolName): void {
  const tool = TOOLS[name];
  if (tool.present()) return;
  const packages = tool.packages.join(' ');
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !findProgram('apt-get')) {
    throw new Error(`missing: ${name}. Install it first (Debian package: ${packages})`);
  }
  console.log(`Installing ${packages} for the tests`);
  if (!install(tool.packages)) {
    apt(['update']);
    install(tool.packages);
  }
  if (!tool.present()) throw new Error(`missing: ${name}. apt-get install ${packages} did not bring it`);
}

/** Full path of the browser the tests drive, or `null`. */
export function findChromium(): string | null {
  const named = process.env.QUANPING_BROWSER;
  if (named) return named;
  return findProgram('chromium') ?? findProgram('chromium-browser') ?? findProgram('google-chrome');
}

export function findProgram(name: string): string | null {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const candidate = path.join(folder, process.platform === 'win32' ? `${name}.exe` : name);
    try {
      accessSync(candidate, constants.X_OK);
      return candidate;
    } catch {
      // not in this folder
    }
  }
  return null;
}

function program(name: string): Tool {
  return { packages: [name], present: () => findProgram(name) !== null };
}

function hasChineseFont(): boolean {
  if (process.platform !== 'linux') return true;
  const found = spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' });
  return found.status === 0 && found.stdout.trim() !== '';
}

function install(packages: readonly string[]): boolean {
  return apt(['install', '-y', '--no-install-recommends', ...packages]);
}

function apt(args: string[]): boolean {
  const done = spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return done.status === 0;
}
