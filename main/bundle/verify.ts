/** Verification that writes nothing: the command line's `verify`. Same checks and refusals as an import, sequence excepted. */
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { type RunningWorker, receive, startWorker } from '#main/workers.ts';
import type { BundleJson } from '#shared/domain/bundle.ts';
import type { Certificate, TrustStore } from './certificate.ts';
import { checkDigest, checkTags } from './check.ts';
import { copyBundle, SMALL_BYTES } from './copy.ts';
import { inspectMediumFile, type MediumFile } from './medium.ts';
import { isPayload } from './names.ts';
import { createCounters, createProgress, type OnProgress, type Progress, type SharedCounters } from './progress.ts';
import { checkDigests } from './read.ts';
import { withFile } from './refuse.ts';
import type { ScannedContainer } from './scan.ts';
import type { Contents, ExpectedEntry, Mismatch, VerifyJob } from './verifyContents.worker.ts';
import type { FileHashJob } from './verifyFileHash.worker.ts';

export interface VerifyBundleOptions {
  path: string;
  trust: TrustStore;
  /** `AGE-SECRET-KEY-1…`, for encrypted bundles. */
  identities: readonly string[];
  /** Keys the bundle must be addressed to one of; null accepts any audience. */
  audience: readonly string[] | null;
  /** ISO instant certificates are judged at. */
  now: string;
  /** Also hash the file itself, for the 16 groups people compare: as much work again for a large plain bundle. */
  fileHash: boolean;
  onProgress: OnProgress;
  signal: AbortSignal;
}

export interface VerifyReport {
  bundle: BundleJson;
  issuer: Certificate;
  contentSha256: string;
  /** Of the file as it lies there; null when it was neither asked for nor at hand. */
  sha256: string | null;
  /** Bytes of the file. */
  bytes: number;
  encrypted: boolean;
  /** Payload files: name without the top folder, size, SHA-256. */
  files: { name: string; size: number; sha256: string }[];
}

/** More threads than this only wait for the medium. */
const MAX_THREADS = 4;

/** Resolves when every check passed; throws the refusal otherwise. */
export async function verifyBundle(options: VerifyBundleOptions): Promise<VerifyReport> {
  try {
    const medium = await inspectMediumFile(options.path);
    const progress = createProgress(options.onProgress);
    const inOnePass = medium.encrypted || medium.bytes <= SMALL_BYTES;
    return await (inOnePass ? verifyStream(medium, options, progress) : verifyInPlace(medium, options, progress));
  } catch (error) {
    throw withFile(error, path.basename(options.path));
  }
}

/** One pass from front to back: all an encrypted file allows, and quickest for a small one. */
async function verifyStream(medium: MediumFile, options: VerifyBundleOptions, progress: Progress) {
  const counters = createCounters();
  progress.phase('copy', medium.bytes);
  const unfollow = progress.follow(counters);
  const { identities, signal } = options;
  const copy = copyBundle({ source: options.path, medium, identities, staged: null, counters, signal });
  const { sha256, container } = await copy.finally(unfollow);
  progress.phase('signature');
  const tags = checkTags(container, { ...options, file: path.basename(options.path) });
  checkDigests(container.entries, tags.manifest);
  return report(medium, container, tags, sha256);
}

/** Headers and signature first, then the contents, on threads that are started together because starting takes its time. */
async function verifyInPlace(medium: MediumFile, options: VerifyBundleOptions, progress: Progress) {
  const counters = createCounters();
  const threads = startThreads(medium, options, counters);
  const whole = options.fileHash ? startFileHash(medium, options) : null;
  try {
    const container = await firstOf(threads);
    progress.phase('signature');
    const tags = checkTags(container, { ...options, file: path.basename(options.path) });
    const entries = expectedEntries(container, tags.manifest);
    progress.phase('integrity', medium.bytes, entries.length);
    const unfollow = progress.follow(counters);
    for (const { port } of threads) port.postMessage({ top: container.top, entries } satisfies Contents);
    const results = Promise.all(threads.map(({ worker }) => worker.result));
    refuseMismatch(entries, (await results.finally(unfollow)).flat());
    return report(medium, container, tags, (await whole?.result) ?? null);
  } finally {
    await Promise.all([whole?.stop(), ...threads.map(({ worker }) => worker.stop())]);
  }
}

interface Thread {
  worker: RunningWorker<Mismatch[]>;
  port: MessagePort;
}

function startThreads(medium: MediumFile, options: VerifyBundleOptions, counters: SharedCounters): Thread[] {
  const next = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const url = new URL('./verifyContents.worker.ts', import.meta.url);
  return Array.from({ length: Math.min(availableParallelism(), MAX_THREADS) }, (_, i) => {
    const { port1, port2 } = new MessageChannel();
    const job: VerifyJob = { file: options.path, bytes: medium.bytes, walks: i === 0, port: port2, next, counters };
    return { worker: startWorker<Mismatch[]>(url, job, options.signal, [port2]), port: port1 };
  });
}

/** What the first thread found in the headers, or its refusal. */
async function firstOf([first]: Thread[]): Promise<ScannedContainer> {
  const { worker, port } = first!;
  return Promise.race([
    receive<ScannedContainer>(port),
    worker.result.then(() => Promise.reject(new Error('no walk'))),
  ]);
}

function startFileHash(medium: MediumFile, options: VerifyBundleOptions): RunningWorker<string> {
  const job: FileHashJob = { file: options.path, bytes: medium.bytes, counters: createCounters() };
  return startWorker<string>(new URL('./verifyFileHash.worker.ts', import.meta.url), job, options.signal);
}

function expectedEntries(container: ScannedContainer, manifest: ReadonlyMap<string, string>): ExpectedEntry[] {
  return container.entries
    .filter(({ name }) => isPayload(name))
    .map(({ name, offset, size, crc32 }) => ({ name, offset, size, crc32, sha256: manifest.get(name)! }));
}

function refuseMismatch(entries: readonly ExpectedEntry[], mismatches: Mismatch[]): void {
  const first = mismatches.sort((a, b) => a.index - b.index)[0];
  if (first) checkDigest(entries[first.index]!, first.digest, entries[first.index]!.sha256);
}

function report(
  medium: MediumFile,
  container: ScannedContainer,
  tags: ReturnType<typeof checkTags>,
  sha256: string | null,
): VerifyReport {
  const { bundle, issuer, contentSha256, manifest } = tags;
  const files = container.entries
    .filter(({ name }) => isPayload(name))
    .map(({ name, size }) => ({ name, size, sha256: manifest.get(name)! }));
  return { bundle, issuer, contentSha256, sha256, bytes: medium.bytes, encrypted: medium.encrypted, files };
}
