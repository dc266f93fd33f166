import { spawn } from 'node:child_process';
import { browserArguments } from './chromium.ts';
import { createProfile } from './profile.ts';

export interface AppWindow {
  /** Settles when the browser process ends: why, in a few words for the log. */
  ended: Promise<string>;
  isRunning(): boolean;
  /** Closes the window and deletes its profile. */
  close(): Promise<void>;
}

/** Milliseconds a browser gets to close before it is ended the hard way. */
const CLOSE_MS = 3_000;

/** Starts the browser as an application window on `address`. */
export async function openWindow(
  browser: string,
  address: string,
  dataFolder: string,
  env: NodeJS.ProcessEnv,
): Promise<AppWindow> {
  const profile = await createProfile(dataFolder);
  const child = spawn(browser, browserArguments(address, profile.folder, env), { stdio: 'ignore' });
  let running = true;
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  }).then((how) => {
    running = false;
    return how;
  });
  // After a crash the window stays and says that the program is gone; it would otherwise vanish without a word.
  const killOnExit = (code: number) => code === 0 && child.kill();
  process.once('exit', killOnExit);
  return {
    ended,
    isRunning: () => running,
    async close() {
      child.kill();
      const hard = setTimeout(() => child.kill('SIGKILL'), CLOSE_MS);
      await ended;
      clearTimeout(hard);
      process.off('exit', killOnExit);
      await profile.remove();
    },
  };
}
