/** Worker thread: batches of age chunks in, one joined result each out, in order. */
import { parentPort, workerData } from 'node:worker_threads';
import { type ChunkBatch, runBatch } from './ageChunks.ts';
import type { ThreadResult, ThreadSetup } from './ageThreads.ts';

const { mode, key } = workerData as ThreadSetup;

parentPort!.on('message', (batch: ChunkBatch) => {
  const { chunks, failure } = runBatch(mode, key, batch);
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  parentPort!.postMessage({ bytes, failure } satisfies ThreadResult, [bytes.buffer]);
});
