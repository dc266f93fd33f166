/**
 * Proof 6 on a disk that really is full: a small file system in memory, filled to the last page at a chosen place of the work. A
 * refused step has changed nothing; once there is room it is done by the same program.
 */
import { closeSync, cpSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { ApiEvent } from '#shared/api/events.ts';
import { ERROR_MESSAGES, Refusal } from '#shared/domain/errors.ts';
import { readableDump } from '#tests/support/faultDriverDump.ts';
import { type FaultStation, openFaultStation } from '#tests/support/faultDriverStation.ts';
import { WORKS, type WorkName } from '#tests/support/faultDriverWorks.ts';
import { mountSmall } from '#tests/support/mounts.ts';
import { judge } from './judge.ts';
import type { Trials } from './trials.ts';

const PAGE = 4096;
/** An import leaves 32 MiB of the disk alone, so there must be more. */
const DISK_BYTES = 48 * 1024 * 1024;

export interface SmallDisk {
  folder: string;
  /** Leaves this many bytes free. */
  fill(leave: number): void;
  free(): void;
  unmount(): void;
}

export function mountSmallDisk(root: string): SmallDisk {
  const folder = path.join(root, 'small-disk');
  mkdirSync(folder);
  const unmount = mountSmall(folder, DISK_BYTES);
  const filler = path.join(folder, 'filler');
  return {
    folder,
    fill: (leave) => {
      const { bavail, bsize } = statfsSync(folder);
      const handle = openSync(filler, 'a');
      const block = Buffer.alloc(1024 * 1024);
      for (let left = bavail * bsize - leave; left > 0; )
        left -= writeSync(handle, block, 0, Math.min(left, block.length));
      closeSync(handle);
    },
    free: () => rmSync(filler, { force: true }),
    unmount,
  };
}

/** When the disk is filled: after so many steps, or at the n-th report of progress, and how much is left. */
export interface Filling {
  steps: number;
  progress: number | null;
  leave: number;
}

/** One work with the disk filled once. Answers the code of its refusal, `null` when the room was enough. */
export async function fillOnce(trials: Trials, disk: SmallDisk, filling: Filling): Promise<string | null> {
  const { work, prepared, reference } = trials;
  const home = path.join(disk.folder, 'home');
  cpSync(prepared.homes[work], home, { recursive: true });
  let reports = 0;
  const station = await openFaultStation(home, (event: ApiEvent) => {
    if (event.type === 'task' && ++reports === filling.progress) disk.fill(filling.leave);
  });
  try {
    await station.unlock();
    const code = await workThrough(station, work, home, filling, disk, reference.known);
    await station.close();
    await judge(home, work, WORKS[work].length, prepared, reference);
    return code;
  } finally {
    disk.free();
    await station.close();
    rmSync(home, { recursive: true, force: true });
  }
}

async function workThrough(
  station: FaultStation,
  work: WorkName,
  home: string,
  { steps, progress, leave }: Filling,
  disk: SmallDisk,
  known: string,
): Promise<string | null> {
  let refused: string | null = null;
  for (const [n, step] of WORKS[work].entries()) {
    const stateOf = () => readableDump(station.session().db.read, known);
    const before = stateOf();
    if (n === steps && progress === null) disk.fill(leave);
    try {
      await step(station, home);
    } catch (error) {
      if (!(error instanceof Refusal) || !(error.code in ERROR_MESSAGES) || error.code === 'INTERNAL') {
        throw new Error(`strange: ${String(error)} ${station.log.at(-1)}`);
      }
      if (stateOf() !== before) throw new Error(`refused with ${error.code}, yet something changed`);
      refused = error.code;
      disk.free();
      await step(station, home);
    }
  }
  disk.free();
  return refused;
}

/** For each work: every page of room from none to more than enough, and for a transfer every report of progress. */
export function fillings(work: WorkName, pages: number): Filling[] {
  const rooms = Array.from({ length: pages }, (_, n) => n * PAGE);
  if (work === 'review') {
    return WORKS.review.flatMap((_, steps) => rooms.map((leave) => ({ steps, progress: null, leave })));
  }
  const reports = Array.from({ length: 8 }, (_, n) => n + 1);
  return reports.flatMap((progress) => rooms.map((leave) => ({ steps: 0, progress, leave })));
}
