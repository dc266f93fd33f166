import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';

function syncHandle(path: string, flags: string): void {
  const handle = openSync(path, flags);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Forces a file's bytes to the disk. Windows wants a handle that may write. */
export function fsyncFile(path: string): void {
  syncHandle(path, 'r+');
}

/** Gives a finished, synced file its name. A power cut leaves either no file of that name or the whole one. */
export function renameDurably(from: string, to: string): void {
  renameSync(from, to);
  // Windows has no handle for folders and needs none.
  if (process.platform !== 'win32') syncHandle(dirname(to), 'r');
}
