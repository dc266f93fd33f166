import type { Bench } from './bench.ts';
import { hashWithOpenssl, makeBundle, ours } from './bundleMaterial.ts';

export const benches: readonly Bench[] = [
  {
    id: 'V1',
    what: 'verify a plain bundle',
    against: 'openssl dgst -sha256',
    gate: 1.0,
    prepare: makeBundle,
    ours: (context) => ours(context, 'verify'),
    reference: async (context) => ({ value: await hashWithOpenssl(context) }),
    limit: hashWithOpenssl,
  },
];
