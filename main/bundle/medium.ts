/** Reading from and writing to a stick: what its errors mean, and what kind of file lies there. */
import { closeSync, openSync, readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { errorCode } from '#main/vault/durable.ts';
import { BUNDLE_LIMITS } from '#shared/domain/bundleRules.ts';
import { Refusal } from '#shared/domain/errors.ts';

export const AGE_MAGIC = 'age-encryption.org/v1\n';
/** An age file is longer than its content: a header of some recipients, and 16 bytes for every 64 KiB. */
const MAX_FILE_BYTES = Math.ceil(BUNDLE_LIMITS.containerBytes * (1 + 16 / 65_536)) + 1_048_576;

export interface MediumFile {
  bytes: number;
  /** Encrypted with age, not a plain container. */
  encrypted: boolean;
}

/** What a failed read of the medium means to a person; refusals and defects pass as they are. */
export function readRefusal(error: unknown, file: string): unknown {
  const code = errorCode(error);
  if (error instanceof Refusal || !(error as NodeJS.ErrnoException).syscall) return error;
  const name = path.basename(file);
  if (code === 'ENOENT' || code === 'ENOTDIR') return new Refusal('FILE_NOT_FOUND', { file: name }, { cause: error });
  if (code === 'EISDIR') return new Refusal('BUNDLE_NOT_A_BUNDLE', { file: name }, { cause: error });
  return new Refusal('MEDIUM_READ', { file: name }, { cause: error });
}

/** Runs `job`, turning what the system says about `file` into refusals. */
export function withReadRefusals<T>(file: string, job: () => T): T {
  try {
    return job();
  } catch (error) {
    throw readRefusal(error, file);
  }
}

/** Runs `job` with the file open for reading. FILE_NOT_FOUND, BUNDLE_NOT_A_BUNDLE (a folder), MEDIUM_READ. */
export function withMediumFile<T>(file: string, job: (fd: number) => T): T {
  return withReadRefusals(file, () => {
    const fd = openSync(file, 'r');
    try {
      return job(fd);
    } finally {
      closeSync(fd);
    }
  });
}

async function withMediumHandle<T>(file: string, job: (handle: FileHandle) => Promise<T>): Promise<T> {
  try {
    const handle = await open(file, 'r');
    try {
      return await job(handle);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw readRefusal(error, file);
  }
}

/** Size and kind by the first bytes. BUNDLE_NOT_A_BUNDLE, BUNDLE_TRUNCATED, BUNDLE_TOO_LARGE and those of {@link withMediumFile}. */
export function inspectMediumFile(file: string): Promise<MediumFile> {
  return withMediumHandle(file, async (handle) => {
    const stat = await handle.stat();
    const name = path.basename(file);
    if (!stat.isFile()) throw new Refusal('BUNDLE_NOT_A_BUNDLE', { file: name });
    if (stat.size > MAX_FILE_BYTES) throw new Refusal('BUNDLE_TOO_LARGE', { file: name, reason: '大于 3.5 GiB' });
    const start = await fillFrom(handle, new Uint8Array(Math.min(AGE_MAGIC.length, stat.size)));
    return { bytes: stat.size, encrypted: checkStart(Buffer.from(start).toString('latin1'), name) };
  });
}

/** The first `bytes` of the file, fewer where it ends. */
export function readMedium(file: string, bytes: number): Promise<Uint8Array> {
  return withMediumHandle(file, (handle) => fillFrom(handle, new Uint8Array(bytes)));
}

async function fillFrom(handle: FileHandle, buffer: Uint8Array): Promise<Uint8Array> {
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

/** Whether the file starts like an encrypted one; refuses what starts like neither kind. */
function checkStart(start: string, name: string): boolean {
  if (start === AGE_MAGIC) return true;
  if (start.startsWith('PK\x03\x04')) return false;
  const cut = AGE_MAGIC.startsWith(start) || 'PK\x03\x04'.startsWith(start);
  throw new Refusal(cut ? 'BUNDLE_TRUNCATED' : 'BUNDLE_NOT_A_BUNDLE', { file: name });
}

/** The next `buffer.length` bytes of the file from `position`, fewer only at `end`. */
export function fillBuffer(fd: number, buffer: Uint8Array, position: number, end: number): number {
  const wanted = Math.min(buffer.length, end - position);
  let filled = 0;
  while (filled < wanted) {
    const length = readSync(fd, buffer, filled, wanted - filled, position + filled);
    if (length === 0) break;
    filled += length;
  }
  return filled;
}
