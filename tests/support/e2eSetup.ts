import { buildCore } from '../../main/build/core.ts';
import { buildRenderer } from '../../main/build/renderer.ts';
import { ensureTool } from './ensureTools.ts';

/** Playwright's global setup: browser and fonts are there, and out/ is what the sources say. */
export default async function setUp(): Promise<void> {
  ensureTool('chromium');
  ensureTool('cjk-fonts');
  await buildRenderer(() => console.log('Building the screens'));
  await buildCore(() => console.log('Building core and shells'));
}
