/**
 * Worker threads the same way from source and from the build. A worker file calls {@link runWorker} once with its whole job; the
 * starter gets the job's result, its refusal, or its crash as a promise.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type MessagePort, parentPort, type ResourceLimits, Worker, workerData } from 'node:worker_threads';
import { type ErrorCode, type ErrorDetails, Refusal } from '#shared/domain/errors.ts';

type Outcome =
  | { kind: 'result'; value: unknown }
  | { kind: 'refusal'; code: ErrorCode; details: ErrorDetails }
  | {
      kind: 'error';
      message: string;
      stack: string | undefined;
      errno: Pick<NodeJS.ErrnoException, 'code' | 'syscall'>;
    };

export interface RunningWorker<Result> {
  /** Settles when the job is done, failed, or was stopped (CANCELLED). */
  readonly result: Promise<Result>;
  /** Ends the thread, at once and with its open files closed. Resolves when it is gone; harmless afterwards. */
  stop(): Promise<void>;
}

/** The file to start for `url`. In source the `.ts` itself runs; a build puts every worker as `.js` beside the bundle this module is in. */
export function workerFile(url: URL): string | URL {
  if (import.meta.url.endsWith('.ts')) return url;
  const name = path.basename(fileURLToPath(url)).replace(/\.ts$/, '.js');
  return path.join(path.dirname(fileURLToPath(import.meta.url)), name);
}

/**
 * Starts `url` (written `new URL('./x.worker.ts', import.meta.url)`) with `data` (structured clone; SharedArrayBuffers are shared).
 * Aborting `signal` stops the thread. Ports inside `data`, for a job that comes in more than one step, are named in `ports`. A thread
 * that passes `limits` ends with ERR_WORKER_OUT_OF_MEMORY; buffers are not counted.
 */
export function startWorker<Result>(
  url: URL,
  data: unknown,
  signal?: AbortSignal,
  ports: MessagePort[] = [],
  limits?: ResourceLimits,
): RunningWorker<Result> {
  if (signal?.aborted) throw new Refusal('CANCELLED');
  const worker = new Worker(workerFile(url), { workerData: data, transferList: ports, resourceLimits: limits });
  const stop = async (): Promise<void> => {
    await worker.terminate();
  };
  const onAbort = () => void stop();
  signal?.addEventListener('abort', onAbort, { once: true });
  const result = new Promise<Result>((resolve, reject) => {
    let outcome: Outcome | undefined;
    worker.once('message', (message: Outcome) => {
      outcome = message;
    });
    worker.once('error', reject);
    // Settling on exit, not on the message: only then are the thread's files closed and may be renamed or removed.
    worker.once('exit', () => {
      signal?.removeEventListener('abort', onAbort);
      if (outcome?.kind === 'result') resolve(outcome.value as Result);
      else reject(outcome ? reviveError(outcome) : new Refusal('CANCELLED'));
    });
  });
  // Whoever stops a worker may not be waiting for its result any more.
  result.catch(() => {});
  return { result, stop };
}

function reviveError(outcome: Exclude<Outcome, { kind: 'result' }>): Error {
  if (outcome.kind === 'refusal') return new Refusal(outcome.code, outcome.details);
  const error = Object.assign(new Error(outcome.message), outcome.errno);
  if (outcome.stack !== undefined) error.stack = outcome.stack;
  return error;
}

/** The whole body of a worker file. `job` gets the starter's data; what it returns or throws ends the thread. */
export function runWorker<Data, Result>(job: (data: Data) => Result | Promise<Result>): void {
  const port = parentPort;
  if (!port) throw new Error('this module runs in a worker thread');
  Promise.resolve(workerData as Data)
    .then(job)
    .then((value): Outcome => ({ kind: 'result', value }), describeError)
    .then((outcome) => {
      port.postMessage(outcome);
      port.close();
    });
}

function describeError(error: unknown): Outcome {
  if (error instanceof Refusal) return { kind: 'refusal', code: error.code, details: error.details };
  const { message, stack, code, syscall } = error as NodeJS.ErrnoException;
  return { kind: 'error', message: String(message), stack, errno: { code, syscall } };
}

/** The next message of a port. Never settles when the other side is gone: race it with that worker's result. */
export function receive<Message>(port: MessagePort): Promise<Message> {
  return new Promise((resolve) => port.once('message', resolve));
}
