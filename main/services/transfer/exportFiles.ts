/** What a review bundle carries, read from the workspace in short turns. */
import { lawfullyErased, readRange } from '#db/journal.ts';
import { cropBytes, type SignoffRow } from '#db/queries/review.ts';
import { sha256Hex } from '#main/crypto/primitives.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { cropPath, journalPath, reviewPath, reviewSignaturePath } from '#shared/domain/exchange.ts';
import { type JournalEntry, type JournalRange, verifyChainOf } from '#shared/domain/journal.ts';
import type { ReviewRecord } from '#shared/domain/review.ts';
import type { Session } from '../session.ts';
import { createPace } from './pace.ts';

export type BundleFile = { name: string; source: Uint8Array };
type Pace = ReturnType<typeof createPace>;

/** Entries proved and written between two turns of other requests. */
const BATCH = 100;

/**
 * Journal ranges, signed outcomes with their signatures, and the crops these refer to. Refuses JOURNAL_BROKEN (an altered journal),
 * WORKSPACE_DAMAGED (a crop that is gone), CANCELLED.
 */
export async function exportFiles(
  session: Session,
  ranges: readonly JournalRange[],
  signoffs: readonly SignoffRow[],
  signal: AbortSignal,
): Promise<BundleFile[]> {
  const pace = createPace(signal);
  const files: BundleFile[] = [];
  for (const range of ranges) files.push(await journalFile(session, range, pace));
  return [...files, ...(await reviewFiles(session, signoffs, pace))];
}

/** The events of a range, proved untouched from the hash before them to their head. */
async function journalFile(session: Session, range: JournalRange, pace: Pace): Promise<BundleFile> {
  const { stream, from, to, baseHash, headHash } = range;
  const lines: Buffer[] = [];
  const erased = lawfullyErased(session.db.read);
  let head = { seq: from - 1, hash: baseHash };
  let batch: JournalEntry[] = [];
  const flush = (): void => {
    const check = verifyChainOf(batch, sha256Hex, head, erased);
    if (!check.ok) throw new Refusal('JOURNAL_BROKEN', { seq: check.seq });
    head = check.head;
    for (const entry of batch) lines.push(Buffer.from(`${canonicalJson(entry)}\n`));
    batch = [];
  };
  for (const entry of readRange(session.db.read, stream, from, to)) {
    batch.push(entry);
    if (batch.length < BATCH) continue;
    flush();
    await pace();
  }
  flush();
  if (head.seq !== to || head.hash !== headHash) throw new Refusal('JOURNAL_BROKEN', { seq: head.seq + 1 });
  return { name: journalPath(stream), source: Buffer.concat(lines) };
}

export async function reviewFiles(
  session: Session,
  signoffs: readonly SignoffRow[],
  pace: Pace,
): Promise<BundleFile[]> {
  const files: BundleFile[] = [];
  const crops = new Set<string>();
  for (const { caseId, version, record, signature } of signoffs) {
    files.push({ name: reviewPath(caseId, version), source: Buffer.from(record) });
    files.push({ name: reviewSignaturePath(caseId, version), source: Buffer.from(signature) });
    const { items } = JSON.parse(record) as ReviewRecord;
    for (const item of items) for (const { cropSha256 } of item.evidence) crops.add(cropSha256);
    await pace();
  }
  return [...files, ...(await cropFiles(session, crops, pace))];
}

/** The pictures behind evidence. Refuses WORKSPACE_DAMAGED, CANCELLED. */
export async function cropFiles(session: Session, hashes: ReadonlySet<string>, pace: Pace): Promise<BundleFile[]> {
  const files: BundleFile[] = [];
  for (const hash of hashes) {
    const bytes = cropBytes(session.db.read, hash);
    if (!bytes) throw new Refusal('WORKSPACE_DAMAGED', { reason: `缺少依据截图 ${hash.slice(0, 8)}` });
    files.push({ name: cropPath(hash), source: bytes });
    await pace();
  }
  return files;
}
