import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FolderLock, lockFolder } from '#main/workspace/lock.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { ROOT } from './paths.ts';

const POLL_MS = 100;
const USUAL_FOLDER = path.join(ROOT, '.cache', 'build');

/** Runs `work` while no other process of this clone builds: two starts at once, or several test workers. */
export async function withBuildLock<T>(work: () => Promise<T>, folder: string = USUAL_FOLDER): Promise<T> {
  await mkdir(folder, { recursive: true });
  let lock = tryLock(folder);
  while (!lock) {
    await sleep(POLL_MS);
    lock = tryLock(folder);
  }
  try {
    return await work();
  } finally {
    lock.release();
  }
}

function tryLock(folder: string): FolderLock | null {
  try {
    return lockFolder(folder);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'WORKSPACE_BUSY') return null;
    throw error;
  }
}
