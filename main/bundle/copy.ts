/** Copies a bundle off its medium in one pass: hashed, decrypted, its layout checked, and sealed into staging where that is wanted. */
import path from 'node:path';
import { sha256Hex } from '#main/crypto/primitives.ts';
import { writeSealed } from '#main/vault/sealedFile.ts';
import { startWorker } from '#main/workers.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { memoryReader } from './byteReader.ts';
import type { DecryptJob } from './copyDecrypt.worker.ts';
import type { ScanJob } from './copyScan.worker.ts';
import type { SealJob } from './copySeal.worker.ts';
import type { SourceJob } from './copySource.worker.ts';
import { decryptBytes } from './encryption.ts';
import { type MediumFile, readMedium } from './medium.ts';
import type { SharedCounters } from './progress.ts';
import { createRing } from './ring.ts';
import { type ScannedContainer, scanContainer } from './scan.ts';

/** Below this a thread's start costs more than the work. */
export const SMALL_BYTES = 1_048_576;

export interface CopyOptions {
  source: string;
  medium: MediumFile;
  identities: readonly string[];
  /** Where to put the sealed copy (the file must not exist), or null to keep none. */
  staged: { file: string; vaultKey: Uint8Array } | null;
  counters: SharedCounters;
  signal: AbortSignal;
}

export interface Copied {
  /** Of the file as it lies on the medium. */
  sha256: string;
  container: ScannedContainer;
}

/**
 * Resolves only when the source was read to a clean end, the layout holds and the staged file is synced. After a failure every thread
 * is gone and every file closed; the staged file may be there, incomplete, for the caller to remove.
 */
export async function copyBundle(options: CopyOptions): Promise<Copied> {
  if (options.signal.aborted) throw new Refusal('CANCELLED');
  return options.medium.bytes <= SMALL_BYTES ? copySmall(options) : copyOnThreads(options);
}

async function copySmall(options: CopyOptions): Promise<Copied> {
  const { sha256, plain } = await readWhole(options);
  const container = scanContainer(memoryReader(plain), { payload: 'hash' });
  if (options.signal.aborted) throw new Refusal('CANCELLED');
  if (options.staged) await writeSealed(options.staged.file, options.staged.vaultKey, plain);
  return { sha256, container };
}

/** All of a small file, decrypted where it has to be. */
async function readWhole({ source, medium, identities }: CopyOptions): Promise<{ sha256: string; plain: Uint8Array }> {
  const file = await readMedium(source, medium.bytes);
  if (file.length < medium.bytes) throw new Refusal('BUNDLE_TRUNCATED');
  const sha256 = sha256Hex(file);
  return { sha256, plain: medium.encrypted ? await decryptBytes(file, identities, path.basename(source)) : file };
}

function decryptJob(source: SourceJob, options: CopyOptions): DecryptJob {
  return { ...source, identities: [...options.identities] };
}

async function copyOnThreads(options: CopyOptions): Promise<Copied> {
  const { staged, counters, signal } = options;
  const ring = createRing(staged ? 2 : 1);
  const source: SourceJob = { file: options.source, bytes: options.medium.bytes, ring, counters };
  const scan: ScanJob = { ring, reader: 0, counters };
  const reading = options.medium.encrypted
    ? startWorker<string>(new URL('./copyDecrypt.worker.ts', import.meta.url), decryptJob(source, options), signal)
    : startWorker<string>(new URL('./copySource.worker.ts', import.meta.url), source, signal);
  const scanning = startWorker<ScannedContainer>(new URL('./copyScan.worker.ts', import.meta.url), scan, signal);
  const seal: SealJob | null = staged && { ring, reader: 1, ...staged };
  const sealing = seal && startWorker<void>(new URL('./copySeal.worker.ts', import.meta.url), seal, signal);
  try {
    const [sha256, container] = await Promise.all([reading.result, scanning.result, sealing?.result]);
    return { sha256, container };
  } finally {
    await Promise.all([reading.stop(), scanning.stop(), sealing?.stop()]);
  }
}
