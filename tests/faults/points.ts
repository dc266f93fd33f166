/** The calls by which a work changes the disk, counted in a run without faults: the places where faults are tried. */
import type { DriverRun, Injection, Thread } from './driver.ts';

/** Calls that change a file or a folder. `openat` counts where it may create. */
export const CHANGING = [
  ...['write', 'writev', 'pwrite64', 'pwritev', 'fsync', 'fdatasync', 'ftruncate', 'fallocate', 'copy_file_range'],
  ...['rename', 'renameat', 'renameat2', 'link', 'unlink', 'unlinkat', 'rmdir', 'mkdir', 'mkdirat', 'openat'],
] as const;

export interface Point {
  thread: Thread;
  call: string;
  /** The n-th such call of its thread, from 1; strace counts the same way. */
  n: number;
  /** Below the home, with `*` for random names. */
  file: string;
  /** How often each call had been made by each thread before this one. */
  before: Record<Thread, Record<string, number>>;
}

/** The injection that writes down every change, for {@link pointsOf}. */
export const COUNTING: Injection = { thread: 'all', options: ['-e', `trace=${CHANGING.join()}`] };

const LINE = /^(\d+) +(\w+)\((.*)$/gm;
const RANDOM = /[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** The file a call of strace's log is about, below `home`; `null` for anything else, such as the pipe to the parent. */
function fileOf(rest: string, home: string): string | null {
  const at = rest.indexOf(`${home}/`);
  if (at < 0) return null;
  const name = /^[^">]*/.exec(rest.slice(at + home.length + 1))![0];
  return name.replace(RANDOM, '*');
}

/** Every change below `home` in order. Fails when a thread changes files that faults are not tried in. */
export function pointsOf({ logs, threads }: DriverRun, home: string): Point[] {
  const points: Point[] = [];
  const counts: Point['before'] = { main: {}, files: {} };
  for (const [line, id, call, rest] of logs[0]!.matchAll(LINE)) {
    const thread = Number(id) === threads.main ? 'main' : Number(id) === threads.files ? 'files' : null;
    const file = fileOf(rest!, home);
    const changes = file !== null && (call !== 'openat' || rest!.includes('O_CREAT'));
    if (thread === null && !changes) continue;
    if (thread === null) throw new Error(`a change in a thread of its own: ${line}`);
    const before = { main: { ...counts.main }, files: { ...counts.files } };
    const n = (counts[thread][call!] ?? 0) + 1;
    counts[thread][call!] = n;
    if (changes) points.push({ thread, call: call!, n, file, before });
  }
  return points;
}

export const nameOf = ({ thread, call, n, file }: Point): string => `${thread} ${call} ${n} (${file})`;

/** Calls of the one thread strace held, in order, and the one that met the fault: marked as injected, or the last before a kill. */
export function metCalls({ killed, logs }: DriverRun, home: string): { all: string[]; hit: string | null } {
  const calls = [...logs[0]!.matchAll(/^(\w+)\((.*)$/gm)];
  const all = calls.map(([, call, rest]) => `${call} (${fileOf(rest!, home)})`);
  const marked = killed ? calls.length - 1 : calls.findIndex(([line]) => line.endsWith('(INJECTED)'));
  return { all, hit: all[marked] ?? null };
}

/** `count` of them spread evenly, the first and the last among them; all when there are fewer. */
export function sampled<T>(list: readonly T[], count: number): T[] {
  if (list.length <= count) return [...list];
  return Array.from({ length: count }, (_, i) => list[Math.round((i * (list.length - 1)) / (count - 1))]!);
}
