/**
 * What a run of the suite leaves on the machine. Everything it starts gets its own temporary folder and its name in the environment:
 * the one is emptied and what still runs with the other is ended, for a process left behind keeps the pipe of a build server open.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const NAME = 'QUANPING_SUITE';
/** Fault trials work here where there is one. */
export const MEMORY_DISK = '/dev/shm';
/** A browser takes a moment to end after its last page. */
const GRACE_MS = 10_000;
const LOOK_MS = 250;

export interface Enclosure {
  /** For the environment of everything the suite starts. */
  env: Record<string, string>;
  /** Ends and deletes what is left; one line for each thing of ours that should not have been. */
  clear(): Promise<string[]>;
}

export function encloseSuite(): Enclosure {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'qp-suite-'));
  const name = path.basename(folder);
  const mark = `${NAME}=${name}`;
  return {
    env: { TMPDIR: folder, [NAME]: name },
    async clear() {
      const deadline = Date.now() + GRACE_MS;
      while (processesWith(mark).length > 0 && Date.now() < deadline) await pause(LOOK_MS);
      const running = processesWith(mark);
      for (const { pid } of running) end(pid);
      const files = readdirSync(folder).filter((left) => /^(qp|quanping)-/.test(left));
      const memory = existsSync(MEMORY_DISK)
        ? readdirSync(MEMORY_DISK).filter((one) => one.startsWith(`${name}-`))
        : [];
      for (const one of [folder, ...memory.map((left) => path.join(MEMORY_DISK, left))]) {
        rmSync(one, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
      }
      return [
        ...running.map(({ pid, command }) => `process ${pid} still ran: ${command}`),
        ...[...files, ...memory].map((left) => `${left} was left in the temporary folder`),
      ];
    },
  };
}

/** Linux says it in /proc; elsewhere none are found. */
function processesWith(mark: string): { pid: number; command: string }[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc').flatMap((name) => {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) return [];
    try {
      const of = (file: string) => readFileSync(`/proc/${pid}/${file}`, 'utf8').split('\0');
      return of('environ').includes(mark) ? [{ pid, command: of('cmdline').join(' ').trim().slice(0, 120) }] : [];
    } catch {
      return []; // gone in between, or another user's
    }
  });
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // gone in between
  }
}
