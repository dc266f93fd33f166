import { createHash } from 'node:crypto';
import { runWorker } from '#main/workers.ts';
import { fillBuffer, withMediumFile } from './medium.ts';
import { addBytes, type SharedCounters } from './progress.ts';
import { type RingMemory, ringWriter } from './ring.ts';

export interface SourceJob {
  file: string;
  /** Length when it was chosen; what is appended later is not read. */
  bytes: number;
  ring: RingMemory;
  counters: SharedCounters;
}

/** Reads a plain bundle once, front to back, into the ring. Returns the SHA-256 of the file. */
function readSource(job: SourceJob): string {
  return withMediumFile(job.file, (fd) => {
    const ring = ringWriter(job.ring);
    const hash = createHash('sha256');
    for (let at = 0; at < job.bytes; ) {
      const buffer = ring.buffer();
      const length = fillBuffer(fd, buffer, at, job.bytes);
      if (length === 0) break;
      // Published before it is hashed: the other threads may start, and only this one ever refills it.
      ring.publish(length);
      hash.update(buffer.subarray(0, length));
      addBytes(job.counters, length);
      at += length;
    }
    ring.end();
    return hash.digest('hex');
  });
}

runWorker(readSource);
