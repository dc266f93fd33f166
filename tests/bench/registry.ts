import type { Bench } from './bench.ts';

/** Every bench by the id of PERFORMANCE.md; loaded only when it is wanted. */
export const BENCHES: Record<string, () => Promise<{ benches: readonly Bench[] }>> = {
  V1: () => import('./v1.ts'),
  V2: () => import('./v2.ts'),
  V3: () => import('./v3.ts'),
  V4: () => import('./v4.ts'),
  P1: () => import('./p1.ts'),
  P2: () => import('./p2.ts'),
  P3: () => import('./p3.ts'),
  U1: () => import('./u1.ts'),
  X1: () => import('./x1.ts'),
  X2: () => import('./x2.ts'),
  J1: () => import('./j1.ts'),
  H1: () => import('./h1.ts'),
  R1: () => import('./r1.ts'),
  S1: () => import('./s1.ts'),
  S2: () => import('./s2.ts'),
  S3: () => import('./s3.ts'),
  S4: () => import('./s4.ts'),
  C1: () => import('./c1.ts'),
  K1: () => import('./k1.ts'),
};
