/** A few worker threads that seal or open age chunks with one key. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { workerFile } from '#main/workers.ts';
import type { BatchResult, ChunkBatch, StreamMode } from './ageChunks.ts';

export interface ThreadSetup {
  mode: StreamMode;
  key: Uint8Array;
}

interface Thread {
  worker: Worker;
  /** Waiting for answers, oldest first: a thread answers in order. */
  pending: { resolve(result: BatchResult): void; reject(error: Error): void }[];
}

export function createAgeThreads(mode: StreamMode, key: Uint8Array, wanted?: number) {
  const count = wanted ?? Math.min(availableParallelism(), 8);
  const threads = Array.from({ length: count }, () => startThread({ mode, key }));
  return {
    count,
    /** Takes over the batch's buffer. */
    run(batch: ChunkBatch): Promise<BatchResult> {
      const thread = threads.reduce((idle, other) => (other.pending.length < idle.pending.length ? other : idle));
      return new Promise((resolve, reject) => {
        thread.pending.push({ resolve, reject });
        thread.worker.postMessage(batch, [batch.buffer.buffer]);
      });
    },
    async close(): Promise<void> {
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}

function startThread(setup: ThreadSetup): Thread {
  const worker = new Worker(workerFile(new URL('./ageChunks.worker.ts', import.meta.url)), { workerData: setup });
  const thread: Thread = { worker, pending: [] };
  const fail = (error: Error) => {
    for (const { reject } of thread.pending.splice(0)) reject(error);
  };
  worker.on('message', (result: BatchResult) => thread.pending.shift()?.resolve(result));
  worker.on('error', fail);
  worker.on('exit', (code) => fail(new Error(`age thread ended with ${code}`)));
  return thread;
}
