/**
 * Proof 3 for the import service: no bundle with a flipped bit or a missing end gets in, and none leaves a trace but the note of its
 * refusal. Every 37th bit and every byte outside of the files' content here, every bit and every length in `run.ts`.
 */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cuts, flips, type MutantTrials, openMutantTrials } from './mutantImports.ts';
import { prepare } from './prepare.ts';
import { scratch } from './scratch.ts';

const TIMEOUT = 300_000;
let root: string;
let clear: () => void;

beforeEach(() => {
  ({ root, clear } = scratch());
});
afterEach(() => clear());

const total = (codes: Map<string, number>) => [...codes.values()].reduce((sum, count) => sum + count, 0);

async function withTrials(small: boolean, use: (trials: MutantTrials) => Promise<void>): Promise<void> {
  const trials = await openMutantTrials(await prepare(root, { small }));
  await use(trials);
  await trials.finish();
}

test('a plain bundle', { timeout: TIMEOUT }, () =>
  withTrials(true, async ({ good, headers, refuse }) => {
    expect(good.length).toBeLessThanOrEqual(8192);
    const codes = await refuse(flips(good, 37, headers));
    expect(total(codes)).toBeGreaterThan(2500);
    const seen = ['BUNDLE_LAYOUT', 'BUNDLE_HASH', 'SIGNATURE_INVALID', 'BUNDLE_EXTRA_FILE'];
    expect([...codes.keys()]).toEqual(expect.arrayContaining(seen));
    expect([...(await refuse(cuts(good, 37))).keys()]).toEqual(['BUNDLE_TRUNCATED']);
  }),
);

test('a sealed bundle', { timeout: TIMEOUT }, () =>
  withTrials(false, async ({ good, refuse }) => {
    const codes = await refuse(flips(good, 307));
    expect([...codes.keys()]).toEqual(expect.arrayContaining(['BUNDLE_ENCRYPTION_DAMAGED']));
    const ends = await refuse(cuts(good, 307));
    expect(['BUNDLE_TRUNCATED', 'BUNDLE_ENCRYPTION_DAMAGED']).toEqual(expect.arrayContaining([...ends.keys()]));
  }),
);
