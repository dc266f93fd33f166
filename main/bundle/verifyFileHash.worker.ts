import { createHash } from 'node:crypto';
import { runWorker } from '#main/workers.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { fillBuffer, withMediumFile } from './medium.ts';
import { addBytes, type SharedCounters } from './progress.ts';

const READ_BYTES = 262_144;

export interface FileHashJob {
  file: string;
  bytes: number;
  counters: SharedCounters;
}

/** SHA-256 of the whole file. */
function hashFile(job: FileHashJob): string {
  return withMediumFile(job.file, (fd) => {
    const hash = createHash('sha256');
    const buffer = new Uint8Array(READ_BYTES);
    for (let at = 0; at < job.bytes; ) {
      const length = fillBuffer(fd, buffer, at, job.bytes);
      if (length === 0) throw new Refusal('BUNDLE_TRUNCATED');
      hash.update(buffer.subarray(0, length));
      addBytes(job.counters, length);
      at += length;
    }
    return hash.digest('hex');
  });
}

runWorker(hashFile);
