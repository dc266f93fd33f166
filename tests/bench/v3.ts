import path from 'node:path';
import type { Bench } from './bench.ts';
import { bundleFile, command, hashWithOpenssl, makeBundle, ours, settle } from './bundleMaterial.ts';

export const benches: readonly Bench[] = [
  {
    id: 'V3',
    what: 'durable import of a plain bundle into the sealed vault',
    against: 'unzip -q',
    gate: 0.5,
    bounds: { peakMiB: 500, longestBlockMs: 100 },
    prepare: makeBundle,
    ours: (context) => ours(context, 'import'),
    reference: async (context) => {
      const ms = await command('unzip', ['-q', bundleFile(context), '-d', path.join(context.folder, 'unzipped')]);
      await settle(context);
      return { value: ms };
    },
    limit: hashWithOpenssl,
  },
];
