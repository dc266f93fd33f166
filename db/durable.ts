import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Forces a file's bytes to the disk. Windows wants a handle that may write. */
export function fsyncFile(path: string): void {
  const handle = openSync(path, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Forces a rename in `folder` to the disk where the system can do that for folders; Windows cannot and does not need it. */
export function fsyncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Gives a finished, synced file its name. After this returned, a power cut leaves the new file, before it the old one. */
export function renameDurably(from: string, to: string): void {
  renameSync(from, to);
  fsyncFolder(dirname(to));
}

/** Replaces a whole small file at once: temporary file beside it, fsync, rename. */
export function writeFileDurably(path: string, content: string | Uint8Array): void {
  const temporary = `${path}.partial`;
  writeFileSync(temporary, content, { mode: 0o600, flush: true });
  renameDurably(temporary, path);
}
