/** Single trials of proofs 1 and 6: one work, one fault, one judgement. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ERROR_MESSAGES } from '#shared/domain/errors.ts';
import type { WorkName } from '#tests/support/faultDriverWorks.ts';
import { type DriverRun, type Injection, runDriver, type Thread } from './driver.ts';
import { judge, type Reference } from './judge.ts';
import { COUNTING, metCalls, nameOf, type Point, pointsOf } from './points.ts';
import type { Prepared } from './prepare.ts';

export interface Trials {
  work: WorkName;
  prepared: Prepared;
  reference: Reference;
  /** Every change of the disk the work makes, in order. */
  points: Point[];
}

interface Work {
  run: DriverRun;
  /** Steps found done after the next start. */
  done: number;
}

/** Runs `use` on a fresh copy of the home, which is gone afterwards. */
async function onCopy<T>({ homes, root }: Prepared, work: WorkName, use: (home: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(root, `${work}-`));
  const home = path.join(folder, 'home');
  cpSync(homes[work], home, { recursive: true });
  try {
    return await use(home);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The work without a fault: what it changes on the disk, and what the workspace says after each step. */
export function countChanges(prepared: Prepared, work: WorkName): Promise<Trials> {
  return onCopy(prepared, work, async (home) => {
    const states = `${home}.states`;
    const run = await runDriver({ work, home, again: false, states }, [COUNTING]);
    if (!run.done) throw new Error(`the work failed: ${run.refusals.join()} ${run.crash}`);
    const reference = JSON.parse(readFileSync(states, 'utf8')) as Reference;
    if (new Set(reference.states).size !== reference.states.length) throw new Error('two steps leave the same state');
    return { work, prepared, reference, points: pointsOf(run, home) };
  });
}

/** Kills the work just before a change of the disk and judges what is left. */
export async function killAt(trials: Trials, point: Point): Promise<Work> {
  const result = await aim(trials, point, 'signal=SIGKILL', false);
  if (!result.run.killed) throw new Error('the work went on to its end');
  return result;
}

/** Calls that fail on a full disk; those of the file thread by which the loop is woken up are not among them. */
const FILLING: Record<Thread, readonly string[]> = {
  main: ['pwrite64', 'fsync', 'fdatasync', 'fallocate'],
  files: ['writev', 'pwrite64', 'fsync', 'fdatasync'],
};

/** The disk is full at one change and has room again at the next; a refused step is tried once more by the running program. */
export async function fullAt(trials: Trials, point: Point): Promise<Work> {
  const result = await aim(trials, point, 'error=ENOSPC', true);
  assertFair(result.run);
  return result;
}

/** The disk is full from one change on, for every thread, until the program has ended. */
export async function fullFrom(trials: Trials, { before }: Point): Promise<Work> {
  const injections = (['main', 'files'] as const).map((thread): Injection => {
    const fail = (call: string) => ['-e', `inject=${call}:error=ENOSPC:when=${(before[thread][call] ?? 0) + 1}+`];
    return { thread, options: ['-e', `trace=${FILLING[thread].join()}`, ...FILLING[thread].flatMap(fail)] };
  });
  const result = (await trial(trials, injections, false, () => true))!;
  assertFair(result.run);
  return result;
}

/** Changes a full disk can refuse. */
export const canBeFull = ({ thread, call }: Point): boolean =>
  FILLING[thread].includes(call) || ['write', 'openat', 'mkdir', 'ftruncate'].includes(call);

/** After a disk error in the last moment an exported bundle stays where it is, and its name with it. */
const FAIR = /^(SPACE_SHORT|DISK_WRITE|WORKSPACE_IO|MEDIUM_WRITE|WORKSPACE_IO,FILE_EXISTS)$/;

function assertFair({ killed, refusals }: DriverRun): void {
  if (killed) throw new Error('the work hung');
  for (const code of refusals) if (!(code in ERROR_MESSAGES)) throw new Error(`not of the closed list: ${code}`);
  const codes = refusals.join();
  if (codes !== '' && !refusals.every((code) => FAIR.test(code)) && !FAIR.test(codes))
    throw new Error(`strange: ${codes}`);
}

const TRIES = 60;

/**
 * Whether the n-th such call is the same one in every run. The file thread also wakes the main one up, with `write`, and now and then
 * once for two pieces of work.
 */
export const isSteady = ({ thread, call }: Point): boolean => thread === 'main' || call !== 'write';

/** One fault at one call; tried again where it met another call, at the number the call had in that run, or a later one. */
async function aim(trials: Trials, point: Point, effect: string, again: boolean): Promise<Work> {
  const { thread, call, file } = point;
  const wanted = `${call} (${file})`;
  let nth = point.n;
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const options = ['-e', `trace=${call}`, '-e', `inject=${call}:${effect}:when=${nth}`];
    const result = await trial(trials, [{ thread, options }], again, (run, home) => {
      const met = metCalls(run, home);
      if (met.hit === wanted) return true;
      const place = met.all.indexOf(wanted) + 1;
      nth = isSteady(point) ? nth : place || nth + 1;
      return false;
    });
    if (result) return result;
  }
  throw new Error(`${nameOf(point)} was not met`);
}

/** `null` when the fault did not meet what it should. */
function trial(
  { work, prepared, reference }: Trials,
  injections: Injection[],
  again: boolean,
  isMet: (run: DriverRun, home: string) => boolean,
): Promise<Work | null> {
  return onCopy(prepared, work, async (home) => {
    const run = await runDriver({ work, home, again, states: null }, injections);
    if (!isMet(run, home)) return null;
    if (run.crash !== null) throw new Error(`the driver crashed: ${run.crash}`);
    return { run, done: await judge(home, work, run.acknowledged, prepared, reference) };
  });
}
