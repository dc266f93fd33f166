import { mkdir, open, rename, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import { formatBytes } from '#shared/domain/bytes.ts';
import { Refusal } from '#shared/domain/errors.ts';

/** Systems that cannot open or sync a folder answer with one of these; there a rename is as durable as the system makes it. */
const NO_FOLDER_SYNC = new Set(['EPERM', 'EISDIR', 'EINVAL', 'EACCES', 'EBADF', 'ENOTSUP', 'ENOSYS']);

/** Makes names created, renamed or removed in `folder` survive a power cut; does nothing where folders cannot be synced (Windows). */
export async function fsyncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    if (!NO_FOLDER_SYNC.has(errorCode(error))) throw error;
  }
}

/** Makes a folder of ours, with those above it, where it is missing. SPACE_SHORT, DISK_WRITE. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw await diskRefusal(error, path.dirname(folder), 0);
  }
}

/** Renames inside one volume; when this returns, a power cut leaves the new name. */
export async function renameDurably(from: string, to: string): Promise<void> {
  await renameFile(from, to);
  await fsyncFolder(path.dirname(to));
}

/** Renames inside one volume. Windows may need a moment until a virus scanner lets go of the file. */
export async function renameFile(from: string, to: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await rename(from, to);
    } catch (error) {
      const held = process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(errorCode(error));
      if (!held || attempt >= 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** Removes a file if it is there, waiting a little where another program still holds it. */
export async function removeFile(file: string): Promise<void> {
  await rm(file, { force: true, maxRetries: 10, retryDelay: 50 });
}

export function errorCode(error: unknown): string {
  return (error as NodeJS.ErrnoException | null)?.code ?? '';
}

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** SPACE_SHORT when `error` says that the volume of `folder` is full, else null. `wanted`: bytes the whole file needs. */
export async function spaceRefusal(error: unknown, folder: string, wanted: number): Promise<Refusal | null> {
  if (!FULL.has(errorCode(error))) return null;
  const free = await freeBytes(folder).catch(() => 0);
  return spaceShort(wanted, free, error);
}

/** What a failed write to the local disk means to a person: SPACE_SHORT or DISK_WRITE. Refusals and defects pass as they are. */
export async function diskRefusal(error: unknown, folder: string, wanted: number): Promise<unknown> {
  if (error instanceof Refusal || !(error as NodeJS.ErrnoException).syscall) return error;
  const short = await spaceRefusal(error, folder, wanted);
  return short ?? new Refusal('DISK_WRITE', { reason: errorCode(error) }, { cause: error });
}

export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Left free on the local disk beside what is written: the database and the system need room too. */
const RESERVE_BYTES = 32 * 1024 * 1024;

/** Refuses SPACE_SHORT when the volume of `folder` cannot take `wanted` more bytes and keep `reserve` free. */
export async function ensureSpace(folder: string, wanted: number, reserve = RESERVE_BYTES): Promise<void> {
  const free = await freeBytes(folder);
  if (free < wanted + reserve) throw spaceShort(wanted + reserve, free);
}

function spaceShort(wanted: number, free: number, cause?: unknown): Refusal {
  // A disk can be full for a moment, or full only for this user: never say that nothing is missing.
  const needed = Math.max(wanted - free, 1_048_576);
  return new Refusal('SPACE_SHORT', { needed: formatBytes(needed), free: formatBytes(free) }, { cause });
}

/** What is left of `parts` after a write took `written` bytes of them. */
export function unwritten(parts: readonly Uint8Array[], written: number): Uint8Array[] {
  let left = written;
  const next = parts.findIndex((part) => {
    if (left < part.length) return true;
    left -= part.length;
    return false;
  });
  return next < 0 ? [] : [parts[next]!.subarray(left), ...parts.slice(next + 1)];
}
