/**
 * Proof 6: the disk of a workstation is full at a change it makes. The step is refused with a code of the closed list and has changed
 * nothing, or it is done; with room again the program goes on, and so does the next start. Some of the changes here, all in `run.ts`.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WorkName } from '#tests/support/faultDriverWorks.ts';
import { canMount } from '#tests/support/mounts.ts';
import { nameOf, type Point, sampled } from './points.ts';
import { type Prepared, prepare } from './prepare.ts';
import { inTurns, scratch } from './scratch.ts';
import { fillings, fillOnce, mountSmallDisk, type SmallDisk } from './smallDisk.ts';
import { canBeFull, countChanges, fullAt, fullFrom, isSteady, type Trials } from './trials.ts';

const TIMEOUT = 300_000;
const WORKS = ['import', 'settle', 'review', 'export'] as const;
const { root, clear } = scratch();
let prepared: Prepared;
const counted = new Map<WorkName, Promise<Trials>>();

beforeAll(async () => {
  prepared = await prepare(root);
});
afterAll(clear);

function trialsOf(work: WorkName): Promise<Trials> {
  const trials = counted.get(work) ?? countChanges(prepared, work);
  counted.set(work, trials);
  return trials;
}

describe.each(WORKS)('no room during the %s', (work) => {
  async function refusals(trial: typeof fullAt, points: (trials: Trials) => Point[]): Promise<string[]> {
    const trials = await trialsOf(work);
    const codes: string[] = [];
    await inTurns(points(trials), 2, async (point) => {
      const { run } = await trial(trials, point).catch((error: unknown) => {
        throw new Error(`no room at ${nameOf(point)}`, { cause: error });
      });
      codes.push(...run.refusals);
    });
    return codes;
  }

  test('for a moment: refused with nothing changed, then done by the same program', { timeout: TIMEOUT }, async () => {
    // A quarter of the way lies in the first transaction of every work. What fails later in `settle` leaves the parked bundle waiting,
    // which is no refusal.
    const codes = await refusals(fullAt, ({ points }) => sampled(points.filter(canBeFull).filter(isSteady), 5));
    expect(codes).toContain('SPACE_SHORT');
  });

  test('from then on: unchanged or done, and usable at the next start', { timeout: TIMEOUT }, async () => {
    // The sync that ends the first transaction of the work is the hardest moment: what it did not confirm may be there all the same.
    const codes = await refusals(fullFrom, ({ points }) => {
      const full = points.filter(canBeFull);
      const commits = full.filter(({ call, file }) => call === 'fsync' && file.endsWith('-wal'));
      return [...sampled(full, 2), ...sampled(commits.slice(1), 2)];
    });
    expect(codes).toContain('SPACE_SHORT');
  });
});

describe.runIf(canMount())('a small disk', () => {
  let disk: SmallDisk;
  beforeAll(() => {
    disk = mountSmallDisk(root);
  });
  afterAll(() => disk.unmount());

  test.each(WORKS)('filled during the %s', { timeout: TIMEOUT }, async (work) => {
    const trials = await trialsOf(work);
    const codes = new Set<string | null>();
    for (const filling of sampled(fillings(work, 128), 10)) codes.add(await fillOnce(trials, disk, filling));
    expect([...codes].sort()).toEqual(['SPACE_SHORT', null]);
  });
});
