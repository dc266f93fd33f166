import path from 'node:path';
import { build } from 'vite';
import { withBuildLock } from './lock.ts';
import { OUT, ROOT } from './paths.ts';
import { fingerprint, isFresh, writeStamp } from './stamp.ts';

const SOURCES = ['renderer', 'shared', 'main/browser/oldBrowser.ts', 'package-lock.json'];

/** Builds the screens to out/renderer unless they are up to date. Answers whether it had to. `onStart` is called before the work. */
export function buildRenderer(onStart: () => void): Promise<boolean> {
  return withBuildLock(async () => {
    const folder = path.join(OUT, 'renderer');
    const mark = fingerprint(SOURCES);
    if (isFresh(folder, mark)) return false;
    onStart();
    // Node reads the configuration itself; Vite's own loader would write beside node_modules.
    const configFile = path.join(ROOT, 'renderer', 'vite.config.ts');
    await build({ configFile, configLoader: 'native', logLevel: 'warn' });
    writeStamp(folder, mark);
    return true;
  });
}
