import { randomUUID } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { diskRefusal, ensureSpace, removeFile } from '#main/vault/durable.ts';
import { openSealed, type SealedFile } from '#main/vault/sealedFile.ts';
import { sealedBytes } from '#main/vault/sealedFormat.ts';
import type { BundleJson } from '#shared/domain/bundle.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { Certificate, TrustStore } from './certificate.ts';
import { checkDigest, checkTags } from './check.ts';
import { copyBundle } from './copy.ts';
import { inspectMediumFile, type MediumFile } from './medium.ts';
import { isPayload } from './names.ts';
import { createCounters, createProgress, type OnProgress, type Progress } from './progress.ts';
import { withFile } from './refuse.ts';
import type { ScannedEntry } from './scan.ts';

export interface ReadBundleOptions {
  path: string;
  /** Folder for the sealed copy, on the vault's volume; made when missing. */
  staging: string;
  vaultKey: Uint8Array;
  trust: TrustStore;
  /** `AGE-SECRET-KEY-1…` of everybody who works here. */
  identities: readonly string[];
  /** Keys we answer for. */
  audience: readonly string[];
  /** ISO instant: the trusted time certificates are judged at. */
  now: string;
  onProgress: OnProgress;
  signal: AbortSignal;
}

/** Where an entry's content lies in the container, and so in the sealed file. */
export interface BundleEntry {
  offset: number;
  size: number;
  sha256: string;
}

export interface VerifiedBundle {
  bundle: BundleJson;
  issuer: Certificate;
  /** Of the file as it lies on the medium: what `sha256sum` prints for it. */
  sha256: string;
  /** Equal for the same content and signatures, however encrypted: decides "the same bundle again". */
  contentSha256: string;
  /** Bytes of the file on the medium. */
  bytes: number;
  encrypted: boolean;
  /** Everything in the container by its name without the top folder, in order. */
  entries: ReadonlyMap<string, BundleEntry>;
  /** The content of one entry. FILE_TOO_LARGE above `limit` bytes (default 16 MiB); BUNDLE_MISSING_FILE when there is none. */
  readEntry(name: string, limit?: number): Promise<Uint8Array>;
  /** Ends reading and hands over the synced sealed file: the caller moves it into the vault (`vault.adopt`). */
  keep(): Promise<string>;
  /** Ends reading and removes every trace. Harmless after a kept file was moved. */
  discard(): Promise<void>;
}

const STAGED = '.staged';
const DEFAULT_LIMIT = 16 * 1024 * 1024;

/**
 * Copies a bundle off its medium once, into a sealed file, and verifies that copy. Nothing else is written; after a refusal
 * (a `Refusal`, CANCELLED included) nothing is left. Sequence and replay are the caller's (sequence.ts), and so are the schemas of data/.
 */
export async function readBundle(options: ReadBundleOptions): Promise<VerifiedBundle> {
  const file = path.basename(options.path);
  const staged = path.join(options.staging, randomUUID() + STAGED);
  let medium: MediumFile = { bytes: 0, encrypted: false };
  try {
    medium = await inspectMediumFile(options.path);
    await mkdir(options.staging, { recursive: true, mode: 0o700 });
    await ensureSpace(options.staging, sealedBytes(medium.bytes));
    return await readInto(staged, medium, options);
  } catch (error) {
    await removeFile(staged);
    throw withFile(await diskRefusal(error, options.staging, sealedBytes(medium.bytes)), file);
  }
}

async function readInto(staged: string, medium: MediumFile, options: ReadBundleOptions): Promise<VerifiedBundle> {
  const progress = createProgress(options.onProgress);
  const { sha256, container } = await copyIn(staged, medium, options, progress);
  progress.phase('signature');
  const { trust, audience, now } = options;
  const tags = checkTags(container, { file: path.basename(options.path), trust, audience, now });
  await nextTurn();
  progress.phase('integrity', 0, container.entries.length);
  checkDigests(container.entries, tags.manifest);
  if (options.signal.aborted) throw new Refusal('CANCELLED');
  const sealed = await openSealed(staged, options.vaultKey);
  const entries = new Map(container.entries.map((entry) => [entry.name, toBundleEntry(entry)]));
  const { bundle, issuer, contentSha256 } = tags;
  const { bytes, encrypted } = medium;
  return { bundle, issuer, sha256, contentSha256, bytes, encrypted, entries, ...handles(sealed, staged, entries) };
}

async function copyIn(staged: string, medium: MediumFile, options: ReadBundleOptions, progress: Progress) {
  progress.phase('copy', medium.bytes);
  const counters = createCounters();
  const unfollow = progress.follow(counters);
  try {
    return await copyBundle({
      source: options.path,
      medium,
      identities: options.identities,
      staged: { file: staged, vaultKey: options.vaultKey },
      counters,
      signal: options.signal,
    });
  } finally {
    unfollow();
  }
}

/** Compares every payload entry with the manifest; the first one that differs is named. */
export function checkDigests(entries: readonly ScannedEntry[], manifest: ReadonlyMap<string, string>): void {
  for (const entry of entries) {
    if (isPayload(entry.name)) checkDigest(entry, entry.digest!, manifest.get(entry.name)!);
  }
}

function toBundleEntry({ offset, size, digest }: ScannedEntry): BundleEntry {
  return { offset, size, sha256: digest!.sha256 };
}

function handles(sealed: SealedFile, staged: string, entries: ReadonlyMap<string, BundleEntry>) {
  return {
    readEntry: async (name: string, limit = DEFAULT_LIMIT): Promise<Uint8Array> => {
      const entry = entries.get(name);
      if (!entry) throw new Refusal('BUNDLE_MISSING_FILE', { entry: name });
      if (entry.size > limit) throw new Refusal('FILE_TOO_LARGE', { file: name, bytes: entry.size, limit });
      return sealed.readRange(entry.offset, entry.offset + entry.size);
    },
    keep: async (): Promise<string> => {
      await sealed.close();
      return staged;
    },
    discard: async (): Promise<void> => {
      await sealed.close();
      await removeFile(staged);
    },
  };
}

/** Removes copies that a crash left in the staging folder; for the start, when nothing is being imported. Returns their number. */
export async function clearStaging(staging: string): Promise<number> {
  const names = await readdir(staging).catch(() => []);
  const left = names.filter((name) => name.endsWith(STAGED));
  for (const name of left) await removeFile(path.join(staging, name));
  return left.length;
}
