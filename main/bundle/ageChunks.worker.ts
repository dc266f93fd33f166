/** Worker thread: batches of age chunks in, one result each out, in order and in the same memory. */
import { parentPort, workerData } from 'node:worker_threads';
import { type ChunkBatch, runBatch } from './ageChunks.ts';
import type { ThreadSetup } from './ageThreads.ts';

const { mode, key } = workerData as ThreadSetup;

parentPort!.on('message', (batch: ChunkBatch) => {
  parentPort!.postMessage(runBatch(mode, key, batch), [batch.buffer.buffer]);
});
