/** Durable import of an encrypted bundle, by the runtime's own cipher and by the one Electron has to do with. */
import path from 'node:path';
import type { Bench, BenchContext, Sample } from './bench.ts';
import {
  command,
  hashWithOpenssl,
  identityFile,
  makeSealedBundle,
  ours,
  sealedBundle,
  settle,
} from './bundleMaterial.ts';

async function openAndHash(context: BenchContext): Promise<Sample> {
  const opened = path.join(context.folder, 'opened');
  const decrypted = await command('age', ['-d', '-i', identityFile(context), '-o', opened, sealedBundle(context)]);
  const hashed = await command('openssl', ['dgst', '-sha256', opened]);
  await settle(context);
  return { value: decrypted + hashed };
}

async function importSealed(context: BenchContext, likeElectron: boolean): Promise<Sample> {
  const sample = await ours(context, 'import', { bundle: sealedBundle(context), likeElectron });
  if (sample.notes?.nativeCipher !== Number(!likeElectron)) throw new Error('not the cipher this bench is about');
  return sample;
}

const bench = (what: string, gate: number, likeElectron: boolean): Bench => ({
  id: 'V4',
  what: `durable import of an encrypted bundle into the sealed vault, ${what}`,
  against: 'age -d + openssl dgst',
  gate,
  bounds: { peakMiB: 500, longestBlockMs: 100 },
  prepare: makeSealedBundle,
  ours: (context) => importSealed(context, likeElectron),
  reference: openAndHash,
  limit: hashWithOpenssl,
});

export const benches: readonly Bench[] = [bench('native cipher', 1.8, false), bench('as in Electron', 4, true)];
