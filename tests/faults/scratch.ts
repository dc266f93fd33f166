import { accessSync, constants, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MEMORY_DISK } from '#tests/support/leftovers.ts';

const ROOM_BYTES = 512 * 1024 * 1024;

/** Thousands of small workspaces are written here; what is tried does not depend on the disk, so memory will do. */
function place(): string {
  try {
    accessSync(MEMORY_DISK, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY_DISK);
    if (bavail * bsize > ROOM_BYTES) return MEMORY_DISK;
  } catch {
    // not on this system
  }
  return tmpdir();
}

/** An empty folder and the way to be rid of it; its name tells the run of the suite it belongs to. */
export function scratch(): { root: string; clear: () => void } {
  const root = mkdtempSync(path.join(place(), `${process.env.QUANPING_SUITE ?? 'qp'}-faults-`));
  return { root, clear: () => rmSync(root, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Runs `work` on every item, a few at a time. The first failure ends it, once the works under way have ended. */
export async function inTurns<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const failures: unknown[] = [];
  const lane = async () => {
    for (const item of waiting) {
      if (failures.length > 0) return;
      await work(item).catch((error: unknown) => void failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  if (failures.length > 0) throw failures[0];
}
