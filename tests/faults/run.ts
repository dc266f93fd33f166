/**
 * The long form of proofs 1, 3, 6, 9 and 16 over the services: `node tests/faults/run.ts --all`, or some of
 * `--kills --space --disk --flips --edits --starts`. Prints what was tried and found, ends with code 1 when anything was found.
 */
import { parseArgs } from 'node:util';
import type { WorkName } from '#tests/support/faultDriverWorks.ts';
import { canMount } from '#tests/support/mounts.ts';
import { startTwice } from './doubleStarts.ts';
import { tryEdits } from './journalEdits.ts';
import { cuts, flips, openMutantTrials } from './mutantImports.ts';
import { nameOf, type Point } from './points.ts';
import { type Prepared, prepare } from './prepare.ts';
import { inTurns, scratch } from './scratch.ts';
import { fillings, fillOnce, mountSmallDisk } from './smallDisk.ts';
import { canBeFull, countChanges, fullAt, fullFrom, killAt, type Trials } from './trials.ts';

const WORKS: readonly WorkName[] = ['import', 'settle', 'review', 'export', 'policy', 'team', 'second', 'erase'];
const AT_ONCE = 2;
const TOLD_MS = 2000;
const SEED = 20_261_121;
let found = 0;

const report = (label: string, error: unknown) => {
  found++;
  console.log(`FOUND ${label}: ${error instanceof Error ? error.message : String(error)}`);
};

const counted = (outcomes: Map<string, number>) =>
  [...outcomes].map(([outcome, count]) => `${count} × ${outcome}`).join('; ');

/** One kind of trial at every point of every work. */
async function everywhere(
  label: string,
  prepared: Prepared,
  trial: typeof killAt,
  choose: (points: Point[]) => Point[],
): Promise<void> {
  for (const work of [...WORKS, 'restart'] as const) {
    const trials: Trials = await countChanges(prepared, work);
    const points = choose(trials.points);
    const outcomes = new Map<string, number>();
    await inTurns(points, AT_ONCE, async (point) => {
      try {
        const { run, done } = await trial(trials, point);
        const outcome = `${run.refusals.join('+') || 'no refusal'}, ${run.acknowledged} acknowledged, ${done} there`;
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      } catch (error) {
        report(`${label} during the ${work} at ${nameOf(point)}`, error);
      }
    });
    console.log(`${label}, ${work}: ${points.length} places: ${counted(outcomes)}`);
  }
}

async function space(prepared: Prepared): Promise<void> {
  const full = (points: Point[]) => points.filter(canBeFull);
  await everywhere('no room for a moment', prepared, fullAt, full);
  await everywhere('no room from then on', prepared, fullFrom, full);
}

async function disk(prepared: Prepared): Promise<void> {
  if (!canMount()) {
    report('small disk', 'mounting one needs root');
    return;
  }
  const small = mountSmallDisk(prepared.root);
  try {
    for (const work of WORKS) {
      const trials = await countChanges(prepared, work);
      const outcomes = new Map<string, number>();
      for (const filling of fillings(work, 128)) {
        try {
          const code = (await fillOnce(trials, small, filling)) ?? 'room enough';
          outcomes.set(code, (outcomes.get(code) ?? 0) + 1);
        } catch (error) {
          report(`small disk during the ${work}, ${JSON.stringify(filling)}`, error);
        }
      }
      console.log(`small disk, ${work}: ${counted(outcomes)}`);
    }
  } finally {
    small.unmount();
  }
}

async function mutants(root: string, small: boolean): Promise<void> {
  const { good, refuse, finish } = await openMutantTrials(await prepare(root, { small }));
  const label = `${small ? 'plain' : 'sealed'} bundle of ${good.length} bytes`;
  console.log(`${label}, every bit: ${counted(await refuse(flips(good, 1)))}`);
  console.log(`${label}, every length: ${counted(await refuse(cuts(good, 1)))}`);
  await finish();
}

async function starts({ homes }: Prepared): Promise<void> {
  let longest = 0;
  for (let n = 1; n <= 200; n++) {
    try {
      const milliseconds = await startTwice(homes.review);
      longest = Math.max(longest, milliseconds);
      if (milliseconds > TOLD_MS) throw new Error(`the other program was told after ${milliseconds} ms`);
    } catch (error) {
      report(`double start ${n}`, error);
    }
  }
  console.log(`double starts: 200, the other one told after ${longest} ms at the latest`);
}

const JOBS: Record<string, () => Promise<void>> = {
  kills: () =>
    inScratch((root) =>
      prepare(root, { several: true }).then((home) => everywhere('killed', home, killAt, (points) => points)),
    ),
  space: () => inScratch((root) => prepare(root, { several: true }).then(space)),
  disk: () => inScratch((root) => prepare(root, { several: true }).then(disk)),
  flips: async () => {
    for (const small of [true, false]) await inScratch((root) => mutants(root, small));
  },
  edits: () =>
    inScratch(async (root) => {
      const { edits, atExport } = await tryEdits(await prepare(root, { small: true }), 2000, SEED);
      console.log(`journal edits: ${edits} found at the next start, ${atExport} of them by an export as well`);
    }),
  starts: () => inScratch((root) => prepare(root).then(starts)),
};

async function inScratch(work: (root: string) => Promise<void>): Promise<void> {
  const { root, clear } = scratch();
  try {
    await work(root);
  } finally {
    clear();
  }
}

const options = Object.fromEntries(['all', ...Object.keys(JOBS)].map((name) => [name, { type: 'boolean' as const }]));
const { values } = parseArgs({ options });
for (const [name, job] of Object.entries(JOBS)) {
  if (!values.all && !values[name]) continue;
  const started = performance.now();
  await job().catch((error: unknown) => report(name, error));
  console.log(`${name}: ${Math.round((performance.now() - started) / 1000)} s\n`);
}
console.log(found === 0 ? 'nothing found' : `${found} found`);
process.exitCode = found === 0 ? 0 : 1;
