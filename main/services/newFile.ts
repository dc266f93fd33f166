import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { diskRefusal, errorCode, fsyncFolder, removeFile } from '#main/vault/durable.ts';
import { Refusal } from '#shared/domain/errors.ts';

/**
 * Makes a file that was not there, on any medium: `fill` writes it, then it is synced with its folder; where anything fails nothing is
 * left. Refuses FILE_EXISTS, FILE_NOT_FOUND (no such folder), SPACE_SHORT, MEDIUM_WRITE, and what `fill` refuses.
 */
export async function writeNewFile<T>(
  file: string,
  expectedBytes: number,
  fill: (handle: FileHandle) => Promise<T>,
): Promise<T> {
  const name = path.basename(file);
  let created = false;
  try {
    const handle = await open(file, 'wx');
    created = true;
    let result: T;
    try {
      result = await fill(handle);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await fsyncFolder(path.dirname(file));
    return result;
  } catch (error) {
    if (created) await removeFile(file).catch(() => undefined);
    if (errorCode(error) === 'EEXIST') throw new Refusal('FILE_EXISTS', { file: name }, { cause: error });
    if (errorCode(error) === 'ENOENT') throw new Refusal('FILE_NOT_FOUND', { file: name }, { cause: error });
    const meant = await diskRefusal(error, path.dirname(file), expectedBytes);
    if (meant instanceof Refusal && meant !== error && meant.code === 'DISK_WRITE') {
      throw new Refusal('MEDIUM_WRITE', { file: name }, { cause: error });
    }
    throw meant;
  }
}
