import path from 'node:path';
import type { WritableDb } from '#db/database.ts';
import { type BundleRow, findBundle, nextParked } from '#db/queries/transfer.ts';
import type { VerifiedBundle } from '#main/bundle/read.ts';
import type { Clock } from '#main/ports.ts';
import type { ImportReport, TransferProgress } from '#shared/api/transfer.ts';
import { hashGroups } from '#shared/domain/bundle.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { Session } from '../session.ts';
import type { Summarise } from './caseContent.ts';
import { createPace } from './pace.ts';
import type { Steps } from './steps.ts';

export interface ImportOptions {
  path: string;
  clock: Clock;
  /** What the engine says of a case before anyone looks at it. */
  summarise: Summarise;
  report: (progress: TransferProgress) => void;
  signal: AbortSignal;
}

export interface Importing extends ImportOptions {
  steps: Steps;
}

/** Facts about a bundle that every outcome needs. */
export interface Incoming {
  verified: VerifiedBundle;
  file: string;
  /** Which of the issuer's counters the bundle is numbered by. */
  audienceKey: string;
  receivedAt: string;
}

const MAX_NAME = 255;

/** How the journal and reports name a file: never empty, never too long for them. */
export function fileLabel(file: string): string {
  return path.basename(file).trim().slice(0, MAX_NAME) || file.trim().slice(0, MAX_NAME) || '?';
}

export function issuerLabel({ issuer }: VerifiedBundle): string {
  return `${issuer.subject.name}（${issuer.subject.unit}）`;
}

/** A bundle that waits has the same number: the issuer counted one twice, so one of the two is not what it seems. */
export function refuseDoubleNumber(session: Session, { verified, audienceKey, file }: Incoming): void {
  const { bundle } = verified;
  const other = nextParked(session.db.read, bundle.issuer, audienceKey, bundle.issuerSeq);
  if (other) throw new Refusal('SEQUENCE_CONFLICT', { file, seq: bundle.issuerSeq });
}

export function bundleRow({ verified, file, receivedAt }: Incoming): Omit<BundleRow, 'state' | 'vaultId' | 'report'> {
  const { bundle, issuer, sha256, contentSha256, bytes } = verified;
  const { bundleId, kind, issuerSeq, issuedAt } = bundle;
  const from = { issuerKeyId: bundle.issuer, issuerPem: issuer.pem };
  return { bundleId, kind, ...from, issuerSeq, sha256, contentSha256, bytes, issuedAt, receivedAt, file };
}

export function reportOf({ verified, file, receivedAt }: Incoming): ImportReport {
  const { bundle, sha256, bytes } = verified;
  return {
    ...{ bundleId: bundle.bundleId, kind: bundle.kind, file, issuer: issuerLabel(verified) },
    ...{ issuedAt: bundle.issuedAt, receivedAt, bytes, sha256, groups: hashGroups(sha256) },
    already: false,
    parked: false,
    cases: [],
    remarks: [],
  };
}

/** The receipt in the journal; with it the trusted floor rises to the time the bundle was issued. */
export function recordImported(
  tx: WritableDb,
  session: Session,
  row: Omit<BundleRow, 'state' | 'vaultId' | 'report' | 'contentSha256' | 'issuerPem' | 'receivedAt'>,
  issuerName: string,
  remarks: readonly string[],
): void {
  const { bundleId, sha256, bytes, file, issuerKeyId, issuerSeq, issuedAt } = row;
  const kind = row.kind as ImportReport['kind'];
  const payload = {
    ...{ bundleId, kind, sha256, bytes, file, issuerKeyId, issuerSeq, issuedAt },
    issuerName: issuerName.slice(0, 80),
    remarks: remarks.slice(0, 1000).map((remark) => remark.slice(0, 400)),
  };
  session.journal.record(tx, { type: 'bundle.imported', payload, actor: session.actor });
}

async function keepInVault(session: Session, { bundle, keep }: VerifiedBundle, signal: AbortSignal): Promise<void> {
  await session.vault.adopt(bundle.bundleId, await keep());
  if (!signal.aborted) return;
  await removeUnknown(session, bundle.bundleId);
  throw new Refusal('CANCELLED');
}

/**
 * Moves the sealed copy into the vault, then runs the transaction that makes it known: what is on the screen is on the disk. Where the
 * transaction fails the file stays for the caller to {@link removeUnknown}.
 */
export async function keepThen(
  session: Session,
  verified: VerifiedBundle,
  signal: AbortSignal,
  transaction: (tx: WritableDb) => void,
): Promise<void> {
  await keepInVault(session, verified, signal);
  session.db.write(transaction);
}

/** The same for very many rows: others get their turn in between, and it can be cancelled until the last of them. */
export async function keepThenInSlices(
  session: Session,
  verified: VerifiedBundle,
  signal: AbortSignal,
  transaction: (tx: WritableDb) => Generator<void, void>,
): Promise<void> {
  await keepInVault(session, verified, signal);
  try {
    await session.db.writeInSlices(transaction, createPace(signal));
  } catch (error) {
    // Nothing was committed, so nothing of it can come to light later.
    if (error instanceof Refusal && error.code === 'CANCELLED') await removeUnknown(session, verified.bundle.bundleId);
    throw error;
  }
}

/**
 * Removes a sealed file the database does not know. Only after another transaction has been written: a COMMIT whose last sync failed
 * lies whole in the log, and unless something is written over it the next start finds it and the bundle with it.
 */
export async function removeUnknown(session: Session, bundleId: string): Promise<void> {
  if (!findBundle(session.db.read, bundleId)) await session.vault.remove(bundleId);
}
