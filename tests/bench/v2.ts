import path from 'node:path';
import type { Bench, BenchContext, Sample } from './bench.ts';
import { bundleFile, command, hashWithOpenssl, makeBundle, ours, settle } from './bundleMaterial.ts';

async function copySyncHash(context: BenchContext): Promise<Sample> {
  const copy = path.join(context.folder, 'copy');
  const copied = await command('cp', [bundleFile(context), copy]);
  const synced = await command('sync', [copy]);
  const hashed = await command('openssl', ['dgst', '-sha256', copy]);
  await settle(context);
  return { value: copied + synced + hashed };
}

export const benches: readonly Bench[] = [
  {
    id: 'V2',
    what: 'durable import of a plain bundle into the sealed vault',
    against: 'cp + sync + openssl dgst',
    gate: 1.8,
    bounds: { peakMiB: 500, longestBlockMs: 100 },
    prepare: makeBundle,
    ours: (context) => ours(context, 'import'),
    reference: copySyncHash,
    limit: hashWithOpenssl,
  },
];
