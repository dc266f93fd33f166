import { open, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { diskRefusal, errorCode, removeFile, renameDurably } from '#main/vault/durable.ts';
import { Refusal } from '#shared/domain/errors.ts';

/** Replaces a small file at once: temporary file beside it, fsync, rename. A power cut leaves the old or the new one. SPACE_SHORT, DISK_WRITE. */
export async function replaceFile(file: string, text: string | Uint8Array): Promise<void> {
  const partial = `${file}.partial`;
  try {
    const handle = await open(partial, 'w', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await renameDurably(partial, file);
  } catch (error) {
    await removeFile(partial).catch(() => undefined);
    throw await diskRefusal(error, path.dirname(file), Buffer.byteLength(text));
  }
}

/** The file's text, or `null` when it is not there. */
export async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** A file a person chose. Refuses FILE_NOT_FOUND, FILE_TOO_LARGE and MEDIUM_READ. */
export async function readChosenFile(file: string, limit: number): Promise<Buffer> {
  try {
    const { size } = await stat(file);
    if (size > limit) throw new Refusal('FILE_TOO_LARGE', { file: path.basename(file), bytes: size, limit });
    return await readFile(file);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const code = errorCode(error) === 'ENOENT' ? 'FILE_NOT_FOUND' : 'MEDIUM_READ';
    throw new Refusal(code, { file: path.basename(file) }, { cause: error });
  }
}

/** Writes a small file where a person chose, whole or not at all. Refuses MEDIUM_WRITE. */
export async function writeChosenFile(file: string, text: string | Uint8Array): Promise<void> {
  try {
    await replaceFile(file, text);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'SPACE_SHORT') throw error;
    throw new Refusal('MEDIUM_WRITE', { file: path.basename(file) }, { cause: error });
  }
}

export async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return false;
    throw error;
  }
}
