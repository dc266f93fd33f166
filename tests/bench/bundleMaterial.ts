/** The bundles V1 to V4 work on, made on the spot, and the tools they are held against. */
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import { attachmentPath } from '#shared/domain/bundle.ts';
import { jsonFile, makeTrust, type TestTrust, writeTestBundle } from '#tests/support/bundleKit.ts';
import { ensureTool } from '#tests/support/ensureTools.ts';
import type { BenchContext, Sample } from './bench.ts';

/** 2 GB are 5,000 attachments; smaller bundles have fewer of the same sizes. */
const AVERAGE_BYTES = (2 * 1024 ** 3) / 5_000;
const MAX_FACTOR = 1.9;

export const bundleFile = (context: BenchContext) => path.join(context.folder, 'bundle.qpb');
export const sealedBundle = (context: BenchContext) => path.join(context.folder, 'sealed.qpb');
/** The reviewer's key as the `age` program reads it. */
export const identityFile = (context: BenchContext) => path.join(context.folder, 'identity.txt');
const kitFile = (context: BenchContext) => path.join(context.folder, 'kit');

/** Makes the bundle once per call of the bench: attachments of 10 % to 190 % of the average size, no two alike. */
export async function makeBundle(context: BenchContext): Promise<void> {
  for (const tool of ['openssl', 'unzip'] as const) ensureTool(tool);
  if (existsSync(bundleFile(context))) return;
  const kit = await makeTrust();
  const count = Math.max(1, Math.round(context.bytes / AVERAGE_BYTES));
  const noise = new Uint8Array(randomBytes(Math.ceil(AVERAGE_BYTES * MAX_FACTOR) + count));
  const attachments = Array.from({ length: count }, (_, i) => {
    const factor = 0.1 + (MAX_FACTOR - 0.1) * ((i % 101) / 100);
    const source = noise.subarray(i, i + Math.round(AVERAGE_BYTES * factor));
    return { name: attachmentPath(createHash('sha256').update(source).digest('hex'), 'pdf'), source };
  });
  const files = [jsonFile('data/cases/a.json', { attachments: count }), ...attachments];
  const { bytes } = await writeTestBundle(kit, bundleFile(context), files);
  writeFileSync(kitFile(context), serialize(kit));
  await command('sync', [bundleFile(context)]);
  context.log(`made a bundle of ${bytes} bytes with ${count} attachments`);
}

/** The same bundle, encrypted for its reviewer by the `age` program. */
export async function makeSealedBundle(context: BenchContext): Promise<void> {
  ensureTool('age');
  await makeBundle(context);
  if (existsSync(sealedBundle(context))) return;
  const { reviewer } = deserialize(readFileSync(kitFile(context))) as TestTrust;
  writeFileSync(identityFile(context), `${reviewer.ageIdentity}\n`, { mode: 0o600 });
  await command('age', ['-r', reviewer.recipient, '-o', sealedBundle(context), bundleFile(context)]);
  await command('sync', [sealedBundle(context)]);
}

/** Runs a program; its whole life in milliseconds. */
export async function command(program: string, args: string[]): Promise<number> {
  const started = performance.now();
  const child = spawn(program, args, { stdio: 'ignore' });
  const status = await new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('exit', resolve),
  );
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}`);
  return performance.now() - started;
}

export const hashWithOpenssl = (context: BenchContext) => command('openssl', ['dgst', '-sha256', bundleFile(context)]);

export interface OursOptions {
  /** The plain one unless told. */
  bundle?: string;
  /** Without the ciphers that Electron's node:crypto lacks. */
  likeElectron?: boolean;
}

const boringssl = new URL('../support/boringssl.ts', import.meta.url).href;

/** One import or verification in a fresh process, which says how long the work took, what memory it had and how long it blocked. */
export async function ours(
  context: BenchContext,
  work: 'import' | 'verify',
  { bundle = bundleFile(context), likeElectron = false }: OursOptions = {},
): Promise<Sample> {
  const script = fileURLToPath(new URL('./bundleWork.ts', import.meta.url));
  const child = spawn(process.execPath, [script, work, kitFile(context), bundle, context.folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // Worker threads take it over from the environment.
    env: likeElectron ? { ...process.env, NODE_OPTIONS: `--import=${boringssl}` } : process.env,
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  await new Promise<void>((resolve, reject) => child.once('error', reject).once('close', () => resolve()));
  await settle(context);
  return JSON.parse(text) as Sample;
}

/** Removes what a run made and lets the disk finish, so that no run pays for the one before. */
export async function settle(context: BenchContext): Promise<void> {
  for (const name of ['vault', 'staging', 'copy', 'unzipped', 'opened']) {
    rmSync(path.join(context.folder, name), { recursive: true, force: true });
  }
  await command('sync', []);
}
