import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

const root = path.resolve(import.meta.dirname, '..', '..');

/** The built browser shell as a process without a window, driven by the addresses it prints. */
export interface ShellProcess {
  process: ChildProcess;
  /** The next address that was not handed out yet; waits for it. */
  nextAddress(): Promise<string>;
  /** Everything it printed on standard error. */
  errors(): string;
  /** Ends it as the system would and answers its exit code. */
  stop(): Promise<number | null>;
  /** Ends it without any chance to save. */
  kill(): Promise<void>;
}

/** Starts out/browser/entry.js on these folders. `env` may add more. */
export function startShellProcess(
  dataFolder: string,
  demoFolder: string | null,
  env: Record<string, string> = {},
): ShellProcess {
  const child = spawn(process.execPath, [path.join(root, 'out', 'browser', 'entry.js')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      QUANPING_NO_WINDOW: '1',
      QUANPING_DATA: dataFolder,
      QUANPING_DEMO: demoFolder ?? '',
      ...env,
    },
  });
  const addresses: string[] = [];
  let wake = () => {};
  let errors = '';
  createInterface({ input: child.stdout }).on('line', (line) => {
    addresses.push((JSON.parse(line) as { address: string }).address);
    wake();
  });
  child.stderr.on('data', (part) => {
    errors += part;
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  void ended.then(() => wake());
  return {
    process: child,
    errors: () => errors,
    async nextAddress() {
      while (addresses.length === 0) {
        if (child.exitCode !== null) throw new Error(`the shell ended: ${errors}`);
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return addresses.shift()!;
    },
    async stop() {
      child.kill('SIGTERM');
      return ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
