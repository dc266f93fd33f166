/** `npm run build`: everything as it ships, in out/. Parts that are up to date are left alone; `--force` makes them all. */
import { rmSync } from 'node:fs';
import { buildCore } from './build/core.ts';
import { OUT } from './build/paths.ts';
import { buildRenderer } from './build/renderer.ts';

if (process.argv.includes('--force')) rmSync(OUT, { recursive: true, force: true });
for (const [label, make] of [['screens', buildRenderer] as const, ['core and shells', buildCore] as const]) {
  const started = Date.now();
  const built = await make(() => console.log(`Building ${label}`));
  console.log(built ? `${label}: built in ${((Date.now() - started) / 1000).toFixed(1)} s` : `${label}: up to date`);
}
