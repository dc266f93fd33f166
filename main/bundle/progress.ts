import type { TransferProgress } from '#shared/api/transfer.ts';

export type OnProgress = (progress: TransferProgress) => void;

/** Counters that worker threads raise and the starter reads without a message. */
export interface SharedCounters {
  /** [0] bytes, [1] files. */
  memory: SharedArrayBuffer;
}

export function createCounters(): SharedCounters {
  return { memory: new SharedArrayBuffer(2 * BigInt64Array.BYTES_PER_ELEMENT) };
}

export function addBytes(counters: SharedCounters, bytes: number): void {
  Atomics.add(new BigInt64Array(counters.memory), 0, BigInt(bytes));
}

export function addFile(counters: SharedCounters): void {
  Atomics.add(new BigInt64Array(counters.memory), 1, 1n);
}

const EVERY_MS = 100;
/** The rate is taken over this long, so that it neither jumps nor lags. */
const WINDOW_MS = 3_000;

export interface Progress {
  /** Begins a phase and reports it at once. Totals of 0 mean "not known". */
  phase(phase: TransferProgress['phase'], bytesTotal?: number, filesTotal?: number): void;
  /** Done so far in this phase; reported at most ten times a second. */
  set(bytesDone: number, filesDone: number): void;
  add(bytes: number, files: number): void;
  /** Reports worker counters until the returned function is called. */
  follow(counters: SharedCounters): () => void;
}

type Counts = Omit<TransferProgress, 'rate' | 'msLeft'>;

interface Moment {
  at: number;
  bytes: number;
}

/** Bytes per second since `first`, and the time left at that rate where a total is known. */
function speed(counts: Counts, first: Moment, now: number): Pick<TransferProgress, 'rate' | 'msLeft'> {
  const elapsed = now - first.at;
  const rate = elapsed > 0 ? Math.round(((counts.bytesDone - first.bytes) * 1000) / elapsed) : 0;
  const left = Math.max(counts.bytesTotal - counts.bytesDone, 0);
  return { rate, msLeft: rate > 0 && counts.bytesTotal > 0 ? Math.round((left * 1000) / rate) : null };
}

/** Turns counts into reports with rate and time left. `monotonic` in milliseconds. */
export function createProgress(onProgress: OnProgress, monotonic: () => number = () => performance.now()): Progress {
  const counts: Counts = { phase: 'copy', bytesDone: 0, bytesTotal: 0, filesDone: 0, filesTotal: 0 };
  let moments: Moment[] = [];
  let reportedAt = Number.NEGATIVE_INFINITY;
  const report = (now: number): void => {
    reportedAt = now;
    moments = [...moments.filter(({ at }) => now - at <= WINDOW_MS), { at: now, bytes: counts.bytesDone }];
    onProgress({ ...counts, ...speed(counts, moments[0]!, now) });
  };
  const set = (bytesDone: number, filesDone: number, everyMs = EVERY_MS): void => {
    Object.assign(counts, { bytesDone, filesDone });
    const now = monotonic();
    if (now - reportedAt >= everyMs) report(now);
  };
  return {
    set,
    add: (bytes, files) => set(counts.bytesDone + bytes, counts.filesDone + files),
    phase(phase, bytesTotal = 0, filesTotal = 0) {
      Object.assign(counts, { phase, bytesDone: 0, bytesTotal, filesDone: 0, filesTotal });
      moments = [];
      report(monotonic());
    },
    follow(counters) {
      const shared = new BigInt64Array(counters.memory);
      const read = (everyMs: number): void =>
        set(Number(Atomics.load(shared, 0)), Number(Atomics.load(shared, 1)), everyMs);
      const timer = setInterval(read, EVERY_MS, EVERY_MS);
      return () => {
        clearInterval(timer);
        read(0);
      };
    },
  };
}
