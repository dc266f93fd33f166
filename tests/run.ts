/**
 * `npm test`: everything. Installs the tools the independent checks use (Debian, as root only), runs the unit, contract and short
 * fault suites under a preload that refuses what Electron's BoringSSL refuses, then without it the pure suites, those of crypto, and
 * the files in which it refused something (in the others nothing can come out otherwise), builds the product as it ships, and drives
 * it in a real browser. Ends with one line that counts all of it.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureTool } from './support/ensureTools.ts';
import { encloseSuite } from './support/leftovers.ts';
import { CRYPTO_FOLDERS, PURE_FOLDERS } from './vitest.config.ts';

const root = path.resolve(import.meta.dirname, '..');
const output = path.join(root, 'tests', '.output');
const refusals = path.join(output, 'refusals');
const started = Date.now();
const enclosure = encloseSuite();

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

function run(label: string, script: string, args: string[], env: Record<string, string> = {}): Promise<boolean> {
  console.log(`\n== ${label}`);
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...enclosure.env, ...env },
    });
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });
}

/** A report that is missing or empty counts as one failure: a suite that did not run must not look green. */
function readReport(file: string, read: (report: never) => Counts): Counts {
  try {
    const counts = read(JSON.parse(readFileSync(file, 'utf8')) as never);
    return counts.passed + counts.failed > 0 ? counts : { ...counts, failed: 1 };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

async function vitest(
  label: string,
  name: string,
  options: string[],
  env: Record<string, string> = {},
): Promise<Counts> {
  const file = path.join(output, `${name}.json`);
  const ok = await run(
    label,
    'node_modules/vitest/vitest.mjs',
    [
      ...['run', '--config', 'tests/vitest.config.ts', ...options],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    ],
    env,
  );
  const counts = readReport(
    file,
    (report: { numPassedTests: number; numFailedTests: number; numPendingTests: number }) => ({
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests,
    }),
  );
  return ok || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

async function playwright(): Promise<Counts> {
  const file = path.join(output, 'e2e.json');
  const ok = await run(
    'End to end in the browser shell',
    'node_modules/@playwright/test/cli.js',
    ['test', '--config', 'tests/playwright.config.ts', '--reporter=list,json'],
    { PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  );
  const counts = readReport(
    file,
    (report: { stats: { expected: number; unexpected: number; flaky: number; skipped: number } }) => ({
      passed: report.stats.expected + report.stats.flaky,
      failed: report.stats.unexpected,
      skipped: report.stats.skipped,
    }),
  );
  return ok || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

rmSync(output, { recursive: true, force: true });
mkdirSync(refusals, { recursive: true });
for (const tool of ['chromium', 'cjk-fonts', 'age', 'openssl', 'unzip', 'strace'] as const) ensureTool(tool);

const preload = pathToFileURL(path.join(root, 'tests', 'support', 'boringssl.ts')).href;
const results: Counts[] = [
  await vitest(
    'Unit, contract and short fault suites, without what Electron’s BoringSSL lacks',
    'vitest-boringssl',
    ['--project=product', '--project=faults'],
    { NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import=${preload}`.trim(), QUANPING_REFUSALS: refusals },
  ),
];
const repeated = readdirSync(refusals).map((name) => decodeURIComponent(name));
// One suite asks the preload for refusals: without a note of it there are no notes at all, and nobody knows what to repeat.
if (!repeated.includes('tests/unit/crypto/boringssl.test.ts')) results.push({ passed: 0, failed: 1, skipped: 0 });
const again = new Set([...PURE_FOLDERS, ...CRYPTO_FOLDERS, ...repeated]);
results.push(
  await vitest(
    'Rules and catalogue; with all of Node’s OpenSSL the suites of crypto and what met a refusal',
    'vitest',
    [...['--project=pure', '--project=product'], ...again],
  ),
);
if (await run('Build as it ships', 'main/build.ts', [])) results.push(await playwright());
else results.push({ passed: 0, failed: 1, skipped: 0 });

const sum = (key: keyof Counts) => results.reduce((total, counts) => total + counts[key], 0);
const leftovers = await enclosure.clear();
if (leftovers.length > 0) console.log(`\nLeft behind, now gone:\n${leftovers.join('\n')}`);
console.log(`\nWhole suite in ${Math.round((Date.now() - started) / 1000)} s`);
console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
process.exitCode = sum('failed') === 0 ? 0 : 1;
