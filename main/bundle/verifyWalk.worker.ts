import { runWorker } from '#main/workers.ts';
import { fileReader } from './byteReader.ts';
import { withMediumFile } from './medium.ts';
import { type ScannedContainer, scanContainer } from './scan.ts';

export interface WalkJob {
  file: string;
  bytes: number;
}

/** Checks the layout and reads the tag files; payload contents are passed over. */
function walk(job: WalkJob): ScannedContainer {
  return withMediumFile(job.file, (fd) => scanContainer(fileReader(fd, 0, job.bytes, 4_096), { payload: 'skip' }));
}

runWorker(walk);
