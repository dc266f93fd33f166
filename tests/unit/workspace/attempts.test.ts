import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { countFailure, pauseAfter, readAttempts, waitLeft } from '#main/workspace/attempts.ts';
import { workspacePaths } from '#main/workspace/paths.ts';
import { tempFolder } from './helpers.ts';

describe('the pause after wrong passphrases', () => {
  test('is none for five tries, then doubles from 15 seconds to 15 minutes', () => {
    expect([0, 1, 4].map(pauseAfter)).toEqual([0, 0, 0]);
    expect([5, 6, 7, 8, 9, 10].map(pauseAfter)).toEqual([15_000, 30_000, 60_000, 120_000, 240_000, 480_000]);
    expect([11, 12, 500].map(pauseAfter)).toEqual([900_000, 900_000, 900_000]);
  });

  test('runs out with time; a clock put back makes it no longer than itself', () => {
    const attempts = { failures: 6, lastAt: 1_000_000 };
    expect(waitLeft(attempts, 1_010_000)).toBe(20_000);
    expect(waitLeft(attempts, 1_030_000)).toBe(0);
    expect(waitLeft(attempts, 0)).toBe(30_000);
  });

  test('is counted on the disk, and a damaged count starts again', async () => {
    const folder = tempFolder();
    for (let i = 1; i <= 3; i++) await countFailure(folder, await readAttempts(folder), i);
    expect(await readAttempts(folder)).toEqual({ failures: 3, lastAt: 3 });
    writeFileSync(workspacePaths(folder).attempts, '{"failures":');
    expect(await readAttempts(folder)).toEqual({ failures: 0, lastAt: 0 });
  });
});
