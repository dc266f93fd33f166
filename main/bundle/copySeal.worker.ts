import { closeSync, fsyncSync, openSync, writevSync } from 'node:fs';
import { createSealer } from '#main/vault/sealedFormat.ts';
import { runWorker } from '#main/workers.ts';
import { type RingMemory, ringReader } from './ring.ts';

export interface SealJob {
  ring: RingMemory;
  reader: number;
  /** Sealed file to make; it must not exist. */
  file: string;
  vaultKey: Uint8Array;
}

/** Seals what comes by into a new file and syncs it. Errors of the local disk are thrown as they come. */
function seal(job: SealJob): void {
  const next = ringReader(job.ring, job.reader);
  const fd = openSync(job.file, 'wx', 0o600);
  try {
    const sealer = createSealer(job.vaultKey);
    writeParts(fd, [sealer.header]);
    for (let piece = next(); piece; piece = next()) writeParts(fd, sealer.push(piece));
    writeParts(fd, sealer.end());
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function writeParts(fd: number, parts: Uint8Array[]): void {
  let left = parts;
  while (left.length > 0) {
    let written = writevSync(fd, left);
    // A short write leaves the rest of one part and the whole ones after it.
    const next = left.findIndex((part) => {
      if (written < part.length) return true;
      written -= part.length;
      return false;
    });
    left = next < 0 ? [] : [left[next]!.subarray(written), ...left.slice(next + 1)];
  }
}

runWorker(seal);
