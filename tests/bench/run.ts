/**
 * `npm run bench -- [--size 512MB] [--only V1,V2] [--rounds 5] [--json]`: measures and writes tests/.output/bench-<date>.{md,json}.
 * With `--json` nothing but the array of results goes to standard output. Exit 1 when a gate is missed
 * or a bench could not be run.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type BenchContext, type BenchResult, measure } from './bench.ts';
import { BENCHES } from './registry.ts';
import { table } from './report.ts';

const UNITS: Record<string, number> = { KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 };

function parseSize(text: string): number {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)(KB|MB|GB)$/i.exec(text) ?? [];
  if (!digits || !unit) throw new Error(`--size ${text}: use 64MB or 2GB`);
  return Math.round(Number(digits) * UNITS[unit.toUpperCase()]!);
}

/** What a program says of itself; empty where there is none. */
function versionOf(program: string, argument: string): string {
  return spawnSync(program, [argument], { encoding: 'utf8' }).stdout?.trim() ?? '';
}

function machine(): Record<string, string | number> {
  const installed = (name: string): string =>
    JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../node_modules', name, 'package.json'), 'utf8'))
      .version;
  return {
    cpu: os.cpus()[0]?.model.trim() ?? 'unknown',
    cores: os.availableParallelism(),
    memoryMiB: Math.round(os.totalmem() / 1024 ** 2),
    system: `${os.platform()} ${os.release()} ${os.arch()}`,
    node: process.version,
    openssl: versionOf('openssl', 'version'),
    age: versionOf('age', '--version'),
    browser: versionOf(process.env.QUANPING_BROWSER ?? '/usr/bin/chromium', '--version'),
    pdfjs: installed('pdfjs-dist'),
    sqlite: installed('better-sqlite3'),
  };
}

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '512MB' },
    only: { type: 'string', default: Object.keys(BENCHES).join() },
    rounds: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
  },
});
const bytes = parseSize(values.size);
const wanted = values.only.split(',').map((id) => id.trim().toUpperCase());
const unknown = wanted.filter((id) => !(id in BENCHES));
if (unknown.length > 0) throw new Error(`--only ${unknown.join()}: there are ${Object.keys(BENCHES).join()}`);

const output = path.resolve(import.meta.dirname, '../.output');
mkdirSync(output, { recursive: true });
// Beside the reports, not in the system's temporary folder: that may live in memory, and a disk is what we measure.
const folder = mkdtempSync(path.join(output, 'bench-'));
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(130);
  });
}
const log = (line: string) => console.error(line);
const context: BenchContext = { bytes, rounds: Math.max(5, Number(values.rounds) || 5), folder, log };
const about = machine();
const results: BenchResult[] = [];
const date = new Date().toISOString().replace(/[:.]/g, '-');
const heading = `# Bench of ${date}\n\nSize ${values.size}, ${context.rounds} rounds, medians. ${Object.entries(about)
  .map(([k, v]) => `${k}: ${v}`)
  .join(' · ')}\n\n`;

/** After every bench, so that what was measured is there when a later one is interrupted. */
function writeReport(): void {
  writeFileSync(path.join(output, `bench-${date}.md`), `${heading + table(results)}\n`);
  writeFileSync(path.join(output, `bench-${date}.json`), `${JSON.stringify(results, null, 2)}\n`);
}

let broken = 0;
try {
  for (const id of wanted) {
    for (const bench of (await BENCHES[id]!()).benches) {
      log(`${bench.id}: ${bench.what} against ${bench.against}`);
      try {
        results.push({ ...(await measure(bench, context)), load: os.loadavg()[0]!, machine: about });
        writeReport();
      } catch (error) {
        broken += 1;
        log(`${bench.id} was not measured: ${error instanceof Error ? error.stack : String(error)}`);
      }
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(values.json ? JSON.stringify(results, null, 2) : heading + table(results));
process.exitCode = broken === 0 && results.every(({ ok }) => ok) ? 0 : 1;
