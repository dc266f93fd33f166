import { createHash } from 'node:crypto';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { newId } from '#db/ids.ts';
import { sha256Hex } from '#main/crypto/primitives.ts';
import { ensureSpace, errorCode, fsyncFolder, removeFile, renameFile, spaceRefusal } from '#main/vault/durable.ts';
import { startWorker } from '#main/workers.ts';
import {
  BUNDLE_PROFILE,
  type BundleAck,
  type BundleJson,
  type BundleKind,
  type BundlePart,
  type CatalogueReference,
  hashGroups,
  READER_LEVEL,
} from '#shared/domain/bundle.ts';
import { BUNDLE_LIMITS } from '#shared/domain/bundleRules.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { JournalRange } from '#shared/domain/journal.ts';
import type { SigningIdentity } from './certificate.ts';
import { composeBundle, type PlannedBundle } from './compose.ts';
import { SMALL_BYTES } from './copy.ts';
import { encryptTo } from './encryption.ts';
import { readMedium } from './medium.ts';
import { createCounters, createProgress, type OnProgress, type Progress } from './progress.ts';
import { type FileSource, inBlocks, type MeasuredFile, measureFile, sourcePieces } from './sources.ts';
import type { FileHashJob } from './verifyFileHash.worker.ts';

export interface WriteBundleOptions {
  /** The new file; it must not exist. */
  target: string;
  identity: SigningIdentity;
  kind: BundleKind;
  /** keyIds the bundle is for; empty only for kinds that go to everyone. */
  audience: readonly string[];
  /** Counts the bundles of this kind from this issuer to this audience, from 1, without a gap. */
  issuerSeq: number;
  journal: readonly JournalRange[];
  acks: readonly BundleAck[];
  catalogue: CatalogueReference | null;
  /** ISO instant with milliseconds. */
  issuedAt: string;
  /** A volume of a set; null for a bundle that stands alone. */
  part: BundlePart | null;
  /** Payload, at least one file; names begin with `data/`. */
  files: readonly { name: string; source: FileSource }[];
  /** `age1…` to encrypt to; null leaves the bundle plain. */
  recipients: readonly string[] | null;
  /**
   * Reading the written file back may serve another purpose at the same time: takes what lies on the medium and answers its SHA-256.
   * What it made is its own to remove when the bundle is refused after all. Without it the file is only hashed.
   */
  readBack?: (bundleId: string, content: AsyncIterable<Uint8Array>) => Promise<string>;
  onProgress: OnProgress;
  signal: AbortSignal;
}

export interface WrittenBundle {
  bundleId: string;
  bundle: BundleJson;
  /** Of the file as it lies on the medium, read back from there. */
  sha256: string;
  /** The same in 16 groups of 4, for people. */
  groups: string[];
  bytes: number;
}

const PARTIAL = '.partial';
/** Hashed bytes between two turns of the event loop: some 10 ms. */
const TURN_BYTES = 16 * 1024 * 1024;
/** What a file counts for at least: opening and naming it takes time too. */
const SMALLEST_TURN = 64 * 1024;

/**
 * Writes a bundle: measures the files, writes `<target>.partial`, syncs it, reads it back and compares, then gives it its name.
 * A refusal (CANCELLED included) leaves nothing behind. FILE_EXISTS, FILE_NOT_FOUND, FILE_CHANGED, MEDIUM_READ, MEDIUM_WRITE,
 * SPACE_SHORT, BUNDLE_TOO_LARGE.
 */
export async function writeBundle(options: WriteBundleOptions): Promise<WrittenBundle> {
  const { target } = options;
  await refuseExisting(target);
  const progress = createProgress(options.onProgress);
  const stopIfCancelled = (): void => {
    if (options.signal.aborted) throw new Refusal('CANCELLED');
  };
  const measured = await measureAll(options, progress, stopIfCancelled);
  const plan = composeBundle(describeBundle(options), measured, options.identity, path.basename(target));
  const partial = target + PARTIAL;
  let file = partial;
  try {
    await ensureSpace(path.dirname(target), plan.bytes, 0);
    await removeFile(partial);
    const written = await writePartial(partial, plan, options, progress, stopIfCancelled);
    await verifyWritten(partial, written, plan.bundle.bundleId, options, progress);
    stopIfCancelled();
    await refuseExisting(target);
    await renameFile(partial, target);
    file = target;
    await fsyncFolder(path.dirname(target));
    progress.phase('done', written.bytes, plan.files);
    const { bundle } = plan;
    return { bundleId: bundle.bundleId, bundle, ...written, groups: hashGroups(written.sha256) };
  } catch (error) {
    await removeFile(file).catch(() => {});
    throw await writeRefusal(error, target, plan.bytes);
  }
}

async function refuseExisting(target: string): Promise<void> {
  try {
    await lstat(target);
  } catch {
    return;
  }
  throw new Refusal('FILE_EXISTS', { file: path.basename(target) });
}

function describeBundle(options: WriteBundleOptions): BundleJson {
  const bundleId = newId(Date.parse(options.issuedAt));
  const byStream = (a: { stream: string }, b: { stream: string }) => (a.stream < b.stream ? -1 : 1);
  return {
    profile: BUNDLE_PROFILE,
    minReader: READER_LEVEL,
    kind: options.kind,
    bundleId,
    part: options.part ?? { set: bundleId, index: 1, count: 1 },
    issuer: options.identity.chain[0]!.keyId,
    audience: [...new Set(options.audience)].sort(),
    issuerSeq: options.issuerSeq,
    issuedAt: options.issuedAt,
    journal: [...options.journal].sort(byStream),
    acks: [...options.acks].sort(byStream),
    ...(options.catalogue && { catalogue: options.catalogue }),
  };
}

async function measureAll(options: WriteBundleOptions, progress: Progress, stopIfCancelled: () => void) {
  if (options.files.length > BUNDLE_LIMITS.entries) {
    const reason = `文件多于 ${BUNDLE_LIMITS.entries} 个`;
    throw new Refusal('BUNDLE_TOO_LARGE', { file: path.basename(options.target), reason });
  }
  progress.phase('content', 0, options.files.length);
  const measured: MeasuredFile[] = [];
  let sinceTurn = 0;
  for (const file of options.files) {
    stopIfCancelled();
    const onBytes = (bytes: number): void => {
      stopIfCancelled();
      progress.add(bytes, 0);
    };
    const one = await measureFile(file, onBytes);
    measured.push(one);
    progress.add(0, 1);
    // Content that lies in memory is hashed without a pause: let the rest of the program have its turn.
    sinceTurn += Math.max(one.size, SMALLEST_TURN);
    if (sinceTurn < TURN_BYTES) continue;
    await nextTurn();
    sinceTurn = 0;
  }
  return measured;
}

interface Written {
  sha256: string;
  bytes: number;
}

async function writePartial(
  partial: string,
  plan: PlannedBundle,
  options: WriteBundleOptions,
  progress: Progress,
  stopIfCancelled: () => void,
): Promise<Written> {
  progress.phase('write', plan.bytes, plan.files);
  const handle = await open(partial, 'wx');
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    const write = async (block: Uint8Array): Promise<void> => {
      stopIfCancelled();
      hash.update(block);
      await writeBlock(handle, block, bytes);
      bytes += block.length;
      progress.set(bytes, 0);
    };
    await produce(plan, options, write);
    await handle.sync();
    return { sha256: hash.digest('hex'), bytes };
  } finally {
    await handle.close();
  }
}

/** The container's bytes, encrypted where that is wanted, to `write`. */
async function produce(plan: PlannedBundle, options: WriteBundleOptions, write: (block: Uint8Array) => Promise<void>) {
  const blocks = inBlocks(plan.pieces());
  if (options.recipients) {
    const { signal } = options;
    await encryptTo(blocks, options.recipients, write, { file: path.basename(options.target), signal, borrows: true });
  } else {
    for await (const block of blocks) await write(block);
  }
}

async function writeBlock(handle: FileHandle, block: Uint8Array, position: number): Promise<void> {
  for (let at = 0; at < block.length; ) {
    at += (await handle.write(block, at, block.length - at, position + at)).bytesWritten;
  }
}

/** Reads the file back through a new handle. Only what the medium gives back equal counts as written. */
async function verifyWritten(
  partial: string,
  written: Written,
  bundleId: string,
  options: WriteBundleOptions,
  progress: Progress,
): Promise<void> {
  progress.phase('verify', written.bytes, 0);
  const sha256 = options.readBack
    ? await options.readBack(bundleId, readingBack(partial, options, progress))
    : await hashWritten(partial, written, options, progress);
  if (sha256 !== written.sha256) throw new Refusal('MEDIUM_WRITE', { file: path.basename(options.target) });
}

async function* readingBack(
  partial: string,
  { signal }: WriteBundleOptions,
  progress: Progress,
): AsyncGenerator<Uint8Array> {
  for await (const piece of sourcePieces(partial)) {
    if (signal.aborted) throw new Refusal('CANCELLED');
    yield piece;
    progress.add(piece.length, 0);
  }
}

async function hashWritten(partial: string, written: Written, options: WriteBundleOptions, progress: Progress) {
  return written.bytes <= SMALL_BYTES
    ? sha256Hex(await readMedium(partial, written.bytes))
    : hashOnThread(partial, written.bytes, progress, options.signal);
}

async function hashOnThread(file: string, bytes: number, progress: Progress, signal: AbortSignal): Promise<string> {
  const counters = createCounters();
  const unfollow = progress.follow(counters);
  const job: FileHashJob = { file, bytes, counters };
  const url = new URL('./verifyFileHash.worker.ts', import.meta.url);
  return startWorker<string>(url, job, signal).result.finally(unfollow);
}

async function writeRefusal(error: unknown, target: string, bytes: number): Promise<unknown> {
  if (error instanceof Refusal || !(error as NodeJS.ErrnoException).syscall) return error;
  const file = path.basename(target);
  if (errorCode(error) === 'EEXIST') return new Refusal('FILE_EXISTS', { file: file + PARTIAL }, { cause: error });
  return (
    (await spaceRefusal(error, path.dirname(target), bytes)) ?? new Refusal('MEDIUM_WRITE', { file }, { cause: error })
  );
}
