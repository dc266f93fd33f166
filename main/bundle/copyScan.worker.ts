import { runWorker } from '#main/workers.ts';
import { pieceReader } from './byteReader.ts';
import { addFile, type SharedCounters } from './progress.ts';
import { type RingMemory, ringReader } from './ring.ts';
import { type ScannedContainer, scanContainer } from './scan.ts';

export interface ScanJob {
  ring: RingMemory;
  /** Which reader of the ring this job is. */
  reader: number;
  counters: SharedCounters;
}

/** Checks the container's layout and hashes every entry as the bytes come by. */
function scan(job: ScanJob): ScannedContainer {
  const next = ringReader(job.ring, job.reader);
  return scanContainer(pieceReader(next), { payload: 'hash', onFile: () => addFile(job.counters) });
}

runWorker(scan);
