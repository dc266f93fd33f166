/**
 * Proof 1: a workstation that takes a bundle in, reviews and signs a case and hands it back, takes a policy pack in, puts it in force and
 * goes back, assigns, publishes and asks a second person, takes a second review in and gives it away, or erases a batch, is killed just before a change of the disk. At the next start it opens, its journal verifies, it lacks nothing
 * acknowledged, every file is whole and nothing is left over. The suite tries some of the changes, `run.ts` all of them.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nameOf, sampled } from './points.ts';
import { type Prepared, prepare } from './prepare.ts';
import { inTurns, scratch } from './scratch.ts';
import { countChanges, isSteady, killAt } from './trials.ts';

const TIMEOUT = 300_000;
const { root, clear } = scratch();
let prepared: Prepared;

beforeAll(async () => {
  prepared = await prepare(root, { several: true });
});
afterAll(clear);

describe.each([
  ['import', 8, ['before', 'done']],
  ['settle', 5, ['before', 'done']],
  ['review', 8, ['before', 'between', 'done']],
  ['export', 8, ['before', 'done']],
  ['policy', 16, ['before', 'between', 'done']],
  ['team', 5, ['before', 'between', 'done']],
  ['second', 4, ['before', 'done']],
  ['erase', 4, ['before', 'done']],
  ['restart', 5, ['before']],
] as const)('killed during the %s', (work, count, expected) => {
  test('nothing acknowledged is missing and nothing is half', { timeout: TIMEOUT }, async () => {
    const trials = await countChanges(prepared, work);
    expect(trials.points.length).toBeGreaterThan(20);
    const seen = new Set<string>();
    await inTurns(sampled(trials.points.filter(isSteady), count), 2, async (point) => {
      const { done } = await killAt(trials, point).catch((error: unknown) => {
        throw new Error(`killed at ${nameOf(point)}`, { cause: error });
      });
      seen.add(done === 0 ? 'before' : done === trials.reference.states.length - 1 ? 'done' : 'between');
    });
    expect([...seen]).toEqual(expect.arrayContaining([...expected]));
  });
});
