/**
 * Runs the fault driver under strace. The driver waits before its work, so that strace can hold on to one thread of it: strace counts
 * calls per thread, and only so does "the n-th call" name one call. Needs the right to trace a process: root, or ptrace_scope 0.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { ensureTool } from '#tests/support/ensureTools.ts';
import type { DriverSetup } from '#tests/support/faultDriver.ts';

/** `main` runs JavaScript and SQLite, `files` the file work handed to libuv. */
export type Thread = 'main' | 'files';

/** What strace is to do to one thread, in its own words, e.g. `-e inject=fsync:signal=SIGKILL:when=3`. */
export interface Injection {
  thread: Thread | 'all';
  options: readonly string[];
}

export interface DriverRun {
  /** Acts whose tick was shown, without the unlocking. */
  acknowledged: number;
  /** Codes of refusals in order. */
  refusals: string[];
  /** Ended by itself, the session closed. */
  done: boolean;
  killed: boolean;
  /** The stack or signal a crash ended it with; `null` otherwise. */
  crash: string | null;
  /** What strace wrote, in the order of the injections. */
  logs: string[];
  threads: Record<Thread, number>;
}

const DRIVER = path.resolve(import.meta.dirname, '..', 'support', 'faultDriver.ts');
/** A work takes about a second; one that hangs is a fault of its own. */
const HANG_MS = 120_000;

function start(setup: DriverSetup): ChildProcess {
  const cache = path.join(path.dirname(setup.home), 'compile-cache');
  return spawn(process.execPath, [DRIVER, JSON.stringify(setup)], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, VITEST: undefined, UV_THREADPOOL_SIZE: '1', NODE_COMPILE_CACHE: cache },
  });
}

/** Attaches strace and waits until it holds the thread. */
function attach(pid: number, { thread, options }: Injection, log: string): Promise<ChildProcess> {
  const follow = thread === 'all' ? ['-f'] : [];
  const tracer = spawn('strace', [...follow, '-y', '-o', log, ...options, '-p', String(pid)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  return new Promise((resolve, reject) => {
    // Read to the end: a tracer that cannot write is ended by the system.
    tracer.stderr!.on('data', (piece) => {
      said += String(piece);
      if (said.includes('attached')) resolve(tracer);
    });
    tracer.once('error', reject);
    tracer.once('close', () => {
      reject(new Error(`strace could not attach (root, or kernel.yama.ptrace_scope=0, is needed): ${said}`));
    });
  });
}

/** One run of the driver with these injections; `home` is used up. */
export async function runDriver(setup: DriverSetup, injections: readonly Injection[]): Promise<DriverRun> {
  ensureTool('strace');
  const child = start(setup);
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  const timer = setTimeout(() => child.kill('SIGKILL'), HANG_MS);
  let errors = '';
  child.stderr!.on('data', (piece) => {
    errors += String(piece);
  });
  const lines: string[] = [];
  const logs = injections.map((_, i) => `${setup.home}.strace.${i}`);
  const tracers: ChildProcess[] = [];
  for await (const line of createInterface({ input: child.stdout! })) {
    lines.push(line);
    if (!line.startsWith('ready ')) continue;
    const [main, files] = line.split(' ').slice(1).map(Number);
    const pids = { main: main!, all: main!, files: files! };
    for (const [i, injection] of injections.entries()) {
      tracers.push(await attach(pids[injection.thread], injection, logs[i]!));
    }
    child.stdin!.end('x');
  }
  const [code, signal] = await ended;
  clearTimeout(timer);
  await Promise.all(tracers.map((tracer) => tracer.exitCode ?? tracer.signalCode ?? once(tracer, 'close')));
  const killed = signal === 'SIGKILL';
  const crash = killed || code === 0 ? null : `${code ?? signal} after ${lines.join(', ')}\n${errors}`;
  return { ...outcomeOf(lines), killed, crash, logs: logs.map((log) => readFileSync(log, 'utf8')) };
}

function outcomeOf(lines: readonly string[]): Omit<DriverRun, 'killed' | 'crash' | 'logs'> {
  const words = lines.map((line) => line.split(' '));
  const [main = 0, files = 0] =
    words
      .find(([first]) => first === 'ready')
      ?.slice(1)
      .map(Number) ?? [];
  return {
    acknowledged: words.filter(([first, step]) => first === 'ack' && step !== 'unlock').length,
    refusals: words.filter(([first]) => first === 'refused').map(([, , code]) => code!),
    done: words.some(([first]) => first === 'done'),
    threads: { main, files },
  };
}
