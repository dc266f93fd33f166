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
    await asShipped(() => build({ configFile, configLoader: 'native', logLevel: 'warn' }));
    writeStamp(folder, mark);
    return true;
  });
}

/** Vite believes the environment: started from a test it would build React for developers, and every test after it would see that. */
async function asShipped(work: () => Promise<unknown>): Promise<void> {
  const { env } = process;
  const before = env.NODE_ENV;
  env.NODE_ENV = 'production';
  try {
    await work();
  } finally {
    if (before === undefined) delete env.NODE_ENV;
    else env.NODE_ENV = before;
  }
}
