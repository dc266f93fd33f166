import { closeSync, fsyncSync, openSync, writevSync } from 'node:fs';
import { unwritten } from '#main/vault/durable.ts';
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
  for (let left = parts; left.length > 0; ) left = unwritten(left, writevSync(fd, left));
}

runWorker(seal);
