import { describe, expect, test } from 'vitest';
import { addBytes, addFile, createCounters, createProgress } from '#main/bundle/progress.ts';
import type { TransferProgress } from '#shared/api/transfer.ts';
import { transferProgress } from '#shared/api/transfer.ts';

function watched() {
  const seen: TransferProgress[] = [];
  const clock = { now: 0 };
  const progress = createProgress(
    (report) => seen.push(transferProgress.parse(report)),
    () => clock.now,
  );
  return { seen, clock, progress };
}

describe('progress', () => {
  test('tells rate and time left from what was done lately', () => {
    const { seen, clock, progress } = watched();
    progress.phase('copy', 10_000_000, 4);
    expect(seen.at(-1)).toMatchObject({ phase: 'copy', bytesDone: 0, rate: 0, msLeft: null });
    for (const [at, bytes] of [
      [1_000, 1_000_000],
      [2_000, 2_000_000],
    ] as const) {
      clock.now = at;
      progress.set(bytes, 1);
    }
    expect(seen.at(-1)).toMatchObject({ bytesDone: 2_000_000, filesDone: 1, rate: 1_000_000, msLeft: 8_000 });
    for (const [at, bytes] of [
      [4_000, 2_200_000],
      [5_000, 2_300_000],
      [6_500, 2_450_000],
    ] as const) {
      clock.now = at;
      progress.set(bytes, 2);
    }
    // The quick first two seconds are forgotten.
    expect(seen.at(-1)).toMatchObject({ rate: 100_000, msLeft: 75_500 });
  });

  test('reports at most ten times a second, and every phase at once', () => {
    const { seen, clock, progress } = watched();
    progress.phase('write', 100);
    for (clock.now = 1; clock.now <= 1_000; clock.now++) progress.add(1, 0);
    expect(seen.length).toBe(11);
    progress.phase('verify');
    expect(seen.at(-1)).toMatchObject({ phase: 'verify', bytesDone: 0, bytesTotal: 0, msLeft: null });
  });

  test('follows what threads count, to the last byte', () => {
    const { seen, progress } = watched();
    const counters = createCounters();
    progress.phase('copy', 7, 1);
    const stop = progress.follow(counters);
    addBytes(counters, 7);
    addFile(counters);
    stop();
    expect(seen.at(-1)).toMatchObject({ bytesDone: 7, filesDone: 1 });
  });
});
