/** Verification that writes nothing: the command line's `verify`. Same checks and refusals as an import, sequence excepted. */
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { startWorker } from '#main/workers.ts';
import type { BundleJson } from '#shared/domain/bundle.ts';
import type { Certificate, TrustStore } from './certificate.ts';
import { checkDigest, checkTags } from './check.ts';
import { copyBundle, SMALL_BYTES } from './copy.ts';
import { inspectMediumFile, type MediumFile } from './medium.ts';
import { isPayload } from './names.ts';
import { createCounters, createProgress, type OnProgress, type Progress } from './progress.ts';
import { checkDigests } from './read.ts';
import { withFile } from './refuse.ts';
import type { ScannedContainer } from './scan.ts';
import type { FileHashJob } from './verifyFileHash.worker.ts';
import type { ExpectedEntry, HashJob, Mismatch } from './verifyHash.worker.ts';
import type { WalkJob } from './verifyWalk.worker.ts';

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

/** Headers and signature first, then the contents on several threads. */
async function verifyInPlace(medium: MediumFile, options: VerifyBundleOptions, progress: Progress) {
  const walk: WalkJob = { file: options.path, bytes: medium.bytes };
  const walkUrl = new URL('./verifyWalk.worker.ts', import.meta.url);
  const container = await startWorker<ScannedContainer>(walkUrl, walk, options.signal).result;
  progress.phase('signature');
  const tags = checkTags(container, { ...options, file: path.basename(options.path) });
  const hashUrl = new URL('./verifyFileHash.worker.ts', import.meta.url);
  const hashJob: FileHashJob = { ...walk, counters: createCounters() };
  const whole = options.fileHash ? startWorker<string>(hashUrl, hashJob, options.signal) : null;
  try {
    await hashContents(medium, container, tags.manifest, options, progress);
    return report(medium, container, tags, (await whole?.result) ?? null);
  } finally {
    await whole?.stop();
  }
}

async function hashContents(
  medium: MediumFile,
  container: ScannedContainer,
  manifest: ReadonlyMap<string, string>,
  options: VerifyBundleOptions,
  progress: Progress,
): Promise<void> {
  const entries = container.entries
    .filter(({ name }) => isPayload(name))
    .map(
      ({ name, offset, size, crc32 }): ExpectedEntry => ({ name, offset, size, crc32, sha256: manifest.get(name)! }),
    );
  const counters = createCounters();
  const next = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const job: HashJob = { file: options.path, bytes: medium.bytes, top: container.top, entries, next, counters };
  progress.phase('integrity', medium.bytes, entries.length);
  const unfollow = progress.follow(counters);
  const threads = Array.from({ length: Math.min(availableParallelism(), MAX_THREADS) }, () =>
    startWorker<Mismatch[]>(new URL('./verifyHash.worker.ts', import.meta.url), job, options.signal),
  );
  try {
    const mismatches = (await Promise.all(threads.map(({ result }) => result))).flat();
    const first = mismatches.sort((a, b) => a.index - b.index)[0];
    if (first) checkDigest(entries[first.index]!, first.digest, entries[first.index]!.sha256);
  } finally {
    await Promise.all(threads.map((thread) => thread.stop()));
    unfollow();
  }
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
