import { z } from 'zod';
import { removeFile } from '#main/vault/durable.ts';
import { workspacePaths } from './paths.ts';
import { readIfThere, replaceFile } from './smallFile.ts';

/** Wrong passphrases in a row, kept on the disk so that a restart does not forgive them. */
const attempts = z.strictObject({ failures: z.int().min(0).max(100_000), lastAt: z.int().min(0) });
export type Attempts = z.infer<typeof attempts>;

const FREE_TRIES = 5;
const FIRST_WAIT_MS = 15_000;
const LONGEST_WAIT_MS = 15 * 60_000;
const NONE: Attempts = { failures: 0, lastAt: 0 };

/** Pause after so many wrong tries in a row: five are free, then 15 s, doubling up to 15 minutes. */
export function pauseAfter(failures: number): number {
  if (failures < FREE_TRIES) return 0;
  return Math.min(FIRST_WAIT_MS * 2 ** (failures - FREE_TRIES), LONGEST_WAIT_MS);
}

/** Milliseconds until the next try. A clock that was put back counts as no time passed, never as more than the whole pause. */
export function waitLeft({ failures, lastAt }: Attempts, now: number): number {
  return Math.max(0, pauseAfter(failures) - Math.max(0, now - lastAt));
}

/** A missing or unreadable file counts as no tries: it slows guessing at the screen, secrecy rests on scrypt. */
export async function readAttempts(folder: string): Promise<Attempts> {
  const content = await readIfThere(workspacePaths(folder).attempts);
  if (content === null) return NONE;
  try {
    return attempts.parse(JSON.parse(content));
  } catch {
    return NONE;
  }
}

export async function countFailure(folder: string, known: Attempts, now: number): Promise<Attempts> {
  const next = { failures: known.failures + 1, lastAt: now };
  await replaceFile(workspacePaths(folder).attempts, `${JSON.stringify(next)}\n`);
  return next;
}

export async function forgiveFailures(folder: string): Promise<void> {
  await removeFile(workspacePaths(folder).attempts);
}
