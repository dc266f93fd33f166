import { writevSync } from 'node:fs';
import { open } from 'node:fs/promises';
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

/** Written bytes after which the disk is told to begin, so that little is left to wait for at the end. */
const FLUSH_BYTES = 128 * 1024 * 1024;

/** Seals what comes by into a new file and syncs it. Errors of the local disk are thrown as they come. */
async function seal(job: SealJob): Promise<void> {
  const next = ringReader(job.ring, job.reader);
  const handle = await open(job.file, 'wx', 0o600);
  let flushed: Promise<void> = Promise.resolve();
  try {
    const sealer = createSealer(job.vaultKey);
    writeParts(handle.fd, [sealer.header]);
    let waiting = 0;
    for (let piece = next(); piece; piece = next()) {
      writeParts(handle.fd, sealer.push(piece));
      waiting += piece.length;
      if (waiting < FLUSH_BYTES) continue;
      await flushed;
      flushed = handle.datasync();
      // Its failure is thrown where it is awaited, not while nobody listens.
      flushed.catch(() => {});
      waiting = 0;
    }
    writeParts(handle.fd, sealer.end());
    await flushed;
    await handle.sync();
  } finally {
    await flushed.catch(() => {});
    await handle.close();
  }
}

function writeParts(fd: number, parts: Uint8Array[]): void {
  for (let left = parts; left.length > 0; ) left = unwritten(left, writevSync(fd, left));
}

runWorker(seal);
