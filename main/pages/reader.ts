import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { type RunningWorker, startWorker } from '#main/workers.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { PAGE_PROBLEMS, type PageProblem } from '#shared/domain/filePages.ts';
import { FILE_LIMITS, HEAP_MB } from './limits.ts';
import type { MarksAnswer, MarksJob } from './marks.worker.ts';
import type { FileMarks } from './model.ts';

export interface MarksReader {
  /**
   * What the pages of a PDF show; the bytes are handed over and gone for the caller. Hostile files cost at most {@link FILE_LIMITS}.
   * CANCELLED when `signal` fires.
   */
  read(pdf: Uint8Array, signal: AbortSignal, onPage?: OnPage): Promise<FileMarks>;
  /** Ends the thread. */
  close(): Promise<void>;
}

export type OnPage = (done: number, total: number) => void;

/** Files a thread reads before a fresh one takes over: what pdf.js keeps does not add up. */
const FILES_PER_THREAD = 200;
const WATCH_MS = 100;

interface Thread {
  worker: RunningWorker<unknown>;
  port: MessagePort;
  files: number;
}

function startThread(): Thread {
  const { port1, port2 } = new MessageChannel();
  const url = new URL('./marks.worker.ts', import.meta.url);
  const heap = { maxOldGenerationSizeMb: HEAP_MB };
  const worker = startWorker<unknown>(url, { port: port2 }, undefined, [port2], heap);
  return { worker, port: port1, files: 0 };
}

/** Reads files one after the other in a thread of its own, which is replaced where a file was too much for it. */
export function createMarksReader(limits: typeof FILE_LIMITS = FILE_LIMITS): MarksReader {
  let thread: Thread | null = null;
  const end = async () => {
    const ending = thread;
    thread = null;
    ending?.port.close();
    await ending?.worker.stop();
  };
  return {
    async read(pdf, signal, onPage = () => undefined) {
      if (signal.aborted) throw new Refusal('CANCELLED');
      if (pdf.length > limits.bytes) return { told: false, why: 'too-large' };
      if (thread && thread.files >= FILES_PER_THREAD) await end();
      thread ??= startThread();
      thread.files += 1;
      try {
        return await readIn(thread, pdf, limits, signal, onPage);
      } catch (error) {
        await end();
        if (error instanceof TooMuch) return { told: false, why: error.why };
        throw error;
      }
    },
    close: end,
  };
}

class TooMuch extends Error {
  readonly why: PageProblem;
  constructor(why: PageProblem) {
    super(PAGE_PROBLEMS[why]);
    this.why = why;
  }
}

function readIn(
  { worker, port }: Thread,
  pdf: Uint8Array,
  limits: typeof FILE_LIMITS,
  signal: AbortSignal,
  onPage: OnPage,
): Promise<FileMarks> {
  return new Promise<FileMarks>((resolve, reject) => {
    const began = { at: performance.now(), memory: process.memoryUsage.rss() };
    const cancel = () => reject(new Refusal('CANCELLED'));
    const watch = setInterval(() => {
      if (performance.now() - began.at > limits.ms) reject(new TooMuch('too-long'));
      if (process.memoryUsage.rss() - began.memory > limits.growth) reject(new TooMuch('memory'));
    }, WATCH_MS);
    const listen = (answer: MarksAnswer) => {
      if ('told' in answer) resolve(answer);
      else onPage(answer.done, answer.total);
    };
    signal.addEventListener('abort', cancel);
    port.on('message', listen);
    // A thread that ended without an answer: its heap was full, or pdf.js broke down.
    worker.result.catch((error: NodeJS.ErrnoException) => {
      reject(new TooMuch(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'damaged'));
    });
    settled(() => {
      clearInterval(watch);
      signal.removeEventListener('abort', cancel);
      port.off('message', listen);
    });
    port.postMessage(pdf satisfies MarksJob, [pdf.buffer as ArrayBuffer]);

    function settled(cleanUp: () => void): void {
      const [done, failed] = [resolve, reject];
      resolve = (value) => {
        cleanUp();
        done(value);
      };
      reject = (reason) => {
        cleanUp();
        failed(reason);
      };
    }
  });
}
