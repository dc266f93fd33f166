import type { MessagePort } from 'node:worker_threads';
import { receive, runWorker } from '#main/workers.ts';
import type { FileMarks } from './model.ts';
import { readMarks } from './readMarks.ts';

/** To the thread: a file, or `null` when there are no more. */
export type MarksJob = Uint8Array | null;
/** From the thread: how far it is, then the marks. */
export type MarksAnswer = { done: number; total: number } | FileMarks;

runWorker(async ({ port }: { port: MessagePort }) => {
  const answer = (message: MarksAnswer) => port.postMessage(message);
  for (;;) {
    const data = await receive<MarksJob>(port);
    if (data === null) break;
    answer(await readMarks(data, (done, total) => answer({ done, total })));
  }
  port.close();
});
