import path from 'node:path';
import { heads, rangeFrom, readRange } from '#db/journal.ts';
import { findCase } from '#db/queries/cases.ts';
import { cropBytes, type SignoffRow, unreturnedSignoffs } from '#db/queries/review.ts';
import { acknowledgedSeq, newestIssuer, nextExportSequence } from '#db/queries/transfer.ts';
import { type Certificate, parseCertificates } from '#main/bundle/certificate.ts';
import { sourcePieces } from '#main/bundle/sources.ts';
import type { WrittenBundle } from '#main/bundle/write.ts';
import { writeBundle } from '#main/bundle/write.ts';
import { sha256Hex } from '#main/crypto/primitives.ts';
import { removeFile } from '#main/vault/durable.ts';
import type { ExportReport, TransferProgress } from '#shared/api/transfer.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { cropPath, journalPath, reviewPath, reviewSignaturePath } from '#shared/domain/exchange.ts';
import { type JournalRange, verifyChainOf } from '#shared/domain/journal.ts';
import { maskName } from '#shared/domain/mask.ts';
import { DECISION_TITLES, type ReviewRecord } from '#shared/domain/review.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import { requireRole, requireSigning, type Session } from '../session.ts';

export interface ExportOptions {
  path: string;
  catalogue: Catalogue;
  report: (progress: TransferProgress) => void;
  signal: AbortSignal;
}

type BundleFile = { name: string; source: Uint8Array };

/** Whom reviews go back to: the office that sent the newest cases; `null` before any came. */
export function centreOf(session: Session): Certificate | null {
  const pem = newestIssuer(session.db.read);
  return pem === undefined ? null : parseCertificates(pem)[0]!;
}

/** Everything since the centre's last ack, so that a lost stick heals with the next one. */
export function rangesToReturn(session: Session): JournalRange[] {
  const { read } = session.db;
  return heads(read).flatMap(({ stream }) => rangeFrom(read, stream, acknowledgedSeq(read, stream) + 1) ?? []);
}

/** The events of a range, proved untouched from the hash before them to their head. Refuses JOURNAL_BROKEN. */
function journalFile(session: Session, range: JournalRange): BundleFile {
  const { stream, from, to, baseHash, headHash } = range;
  const entries = [...readRange(session.db.read, stream, from, to)];
  const check = verifyChainOf(entries, sha256Hex, { seq: from - 1, hash: baseHash });
  if (!check.ok) throw new Refusal('JOURNAL_BROKEN', { seq: check.seq });
  if (check.head.hash !== headHash) throw new Refusal('JOURNAL_BROKEN', { seq: check.head.seq + 1 });
  const lines = entries.map(canonicalJson);
  return { name: journalPath(stream), source: Buffer.from(`${lines.join('\n')}\n`) };
}

function reviewFiles(session: Session, signoffs: readonly SignoffRow[]): BundleFile[] {
  const files: BundleFile[] = [];
  const crops = new Set<string>();
  for (const { caseId, version, record, signature } of signoffs) {
    files.push({ name: reviewPath(caseId, version), source: Buffer.from(record) });
    files.push({ name: reviewSignaturePath(caseId, version), source: Buffer.from(signature) });
    const { items } = JSON.parse(record) as ReviewRecord;
    for (const item of items) for (const { cropSha256 } of item.evidence) crops.add(cropSha256);
  }
  for (const hash of crops) {
    const bytes = cropBytes(session.db.read, hash);
    if (!bytes) throw new Refusal('WORKSPACE_DAMAGED', { reason: `缺少依据截图 ${hash.slice(0, 8)}` });
    files.push({ name: cropPath(hash), source: bytes });
  }
  return files;
}

/**
 * Writes what was signed and not yet acknowledged to a new file, reads it back, keeps a local twin and only then says so in the
 * journal. The number of the bundle is the time it was made: a restored copy of the workspace never repeats one. An altered journal
 * is refused with JOURNAL_BROKEN before anything is written.
 */
export async function exportReview(session: Session, options: ExportOptions): Promise<ExportReport> {
  requireRole(session, ['reviewer', 'approver', 'inspector'], '导出审核包');
  const identity = requireSigning(session, '导出审核包');
  const centre = centreOf(session);
  if (!centre) throw new Refusal('NOTHING_TO_EXPORT');
  const signoffs = unreturnedSignoffs(session.db.read);
  if (signoffs.length === 0) throw new Refusal('NOTHING_TO_EXPORT');
  const ranges = rangesToReturn(session);
  const issuedAt = session.trustedNow();
  const written = await writeBundle({
    target: options.path,
    identity,
    kind: 'review',
    audience: [centre.keyId],
    issuerSeq: Math.max(Date.parse(issuedAt), nextExportSequence(session.db.read)),
    journal: ranges,
    acks: [],
    catalogue: null,
    issuedAt,
    part: null,
    files: [...ranges.map((range) => journalFile(session, range)), ...reviewFiles(session, signoffs)],
    recipients: centre.recipient === null ? null : [centre.recipient],
    onProgress: options.report,
    signal: options.signal,
  });
  try {
    await keepTwin(session, options.path, written);
    recordExport(session, options.path, written, signoffs, ranges, centre.keyId, centre.recipient !== null);
  } catch (error) {
    await takeBack(session, options.path, written.bundleId, error);
    throw error;
  }
  return exportReport(session, options.path, written, signoffs, issuedAt, centre.recipient !== null);
}

async function keepTwin(session: Session, target: string, { bundleId, sha256 }: WrittenBundle): Promise<void> {
  const twin = await session.vault.put(bundleId, sourcePieces(target));
  if (twin.sha256 !== sha256) throw new Refusal('MEDIUM_READ', { file: path.basename(target) });
}

/**
 * A bundle the journal does not know was not handed back: it goes, and its twin. But a COMMIT whose last sync failed may be found whole
 * by the next start: then both must be there.
 */
async function takeBack(session: Session, target: string, bundleId: string, error: unknown): Promise<void> {
  if (error instanceof Refusal && error.code === 'WORKSPACE_IO') return;
  await removeFile(target).catch(() => undefined);
  await session.vault.remove(bundleId).catch(() => undefined);
}

function recordExport(
  session: Session,
  target: string,
  written: WrittenBundle,
  signoffs: readonly SignoffRow[],
  ranges: JournalRange[],
  centreKeyId: string,
  sealed: boolean,
): void {
  const payload = {
    bundleId: written.bundleId,
    kind: 'review' as const,
    sha256: written.sha256,
    bytes: written.bytes,
    file: path.basename(target),
    audience: [centreKeyId],
    issuerSeq: written.bundle.issuerSeq,
    sealed,
    cases: signoffs.map(({ caseId, version }) => ({ caseId, version })),
    ranges,
  };
  session.db.write((tx) => session.journal.record(tx, { type: 'bundle.exported', payload, actor: session.actor }));
}

function exportReport(
  session: Session,
  target: string,
  written: WrittenBundle,
  signoffs: readonly SignoffRow[],
  exportedAt: string,
  sealed: boolean,
): ExportReport {
  const { bundleId, bytes, sha256, groups } = written;
  return {
    ...{ bundleId, path: target, file: path.basename(target), bytes, sha256, groups, sealed, exportedAt },
    cases: signoffs.map((row) => exportedCase(session, row.caseId)),
    acknowledgedAt: null,
  };
}

/** How an exported case is named on lists. */
export function exportedCase(session: Session, caseId: string): ExportReport['cases'][number] {
  const row = findCase(session.db.read, caseId);
  if (!row) throw new Refusal('CASE_UNKNOWN');
  const decision = row.decision as keyof typeof DECISION_TITLES | null;
  const title = decision === null ? '未定' : DECISION_TITLES[decision];
  return { caseId, number: row.number, applicant: maskName(row.applicantName), decision: title };
}
