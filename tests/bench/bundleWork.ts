/** `bundleWork.ts import|verify <kit> <bundle> <folder>`: does it once and prints a Sample. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { deserialize } from 'node:v8';
import { verifyBundle } from '#main/bundle/verify.ts';
import { hasNativeChaCha20Poly1305 } from '#main/crypto/primitives.ts';
import { openVault } from '#main/vault/vault.ts';
import { NOW, readTestBundle, type TestTrust, VAULT_KEY } from '#tests/support/bundleKit.ts';
import type { Sample } from './bench.ts';

const RESOLUTION_MS = 5;
const [work, kitFile, bundle, folder] = process.argv.slice(2) as [string, string, string, string];
const kit = deserialize(readFileSync(kitFile)) as TestTrust;

/** Everything durable: the sealed copy is synced and in the vault. */
async function importIt(): Promise<void> {
  const vault = await openVault(path.join(folder, 'vault'), VAULT_KEY);
  const read = await readTestBundle(kit, bundle, path.join(folder, 'staging'));
  await vault.adopt(read.bundle.bundleId, await read.keep());
}

async function verifyIt(): Promise<void> {
  const { trust } = kit;
  const { signal } = new AbortController();
  const options = { path: bundle, trust, identities: [], audience: null, now: NOW, fileHash: false, signal };
  await verifyBundle({ ...options, onProgress: () => {} });
}

let peak = 0;
const sampler = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 20);
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delay.enable();
const started = performance.now();
await (work === 'import' ? importIt() : verifyIt());
const ms = performance.now() - started;
delay.disable();
clearInterval(sampler);
const sample: Sample = {
  value: ms,
  notes: {
    // The kernel's own record where it has one: it misses no peak between two samples.
    peakMiB: Math.max(peak, process.resourceUsage().maxRSS * 1024) / 1024 ** 2,
    longestBlockMs: Math.max(0, delay.max / 1e6 - RESOLUTION_MS),
    nativeCipher: Number(hasNativeChaCha20Poly1305()),
  },
};
console.log(JSON.stringify(sample));
