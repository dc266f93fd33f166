import { heads, rangeFrom } from '#db/journal.ts';
import { type SignoffRow, unreturnedSignoffs } from '#db/queries/review.ts';
import {
  acknowledgedSeq,
  type ExportedCaseRow,
  exportedCases,
  newestIssuer,
  nextExportSequence,
} from '#db/queries/transfer.ts';
import { type Certificate, parseCertificates, type SigningIdentity } from '#main/bundle/certificate.ts';
import { type WriteBundleOptions, type WrittenBundle, writeBundle } from '#main/bundle/write.ts';
import { removeFile } from '#main/vault/durable.ts';
import type { ExportReport, TransferProgress } from '#shared/api/transfer.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { JournalRange } from '#shared/domain/journal.ts';
import { maskApplicant } from '#shared/domain/mask.ts';
import type { Role } from '#shared/domain/person.ts';
import { DECISION_TITLES, type Decision } from '#shared/domain/review.ts';
import { requireRole, requireSigning, type Session } from '../session.ts';
import { exportFiles } from './exportFiles.ts';
import { fileLabel } from './incoming.ts';

export interface ExportOptions {
  path: string;
  report: (progress: TransferProgress) => void;
  signal: AbortSignal;
}

export const RETURNING_ROLES: readonly Role[] = ['reviewer', 'approver', 'inspector'];

/** Whom reviews go back to: the office that sent the newest cases; `null` before any came. */
export function centreOf(session: Session): Certificate | null {
  const pem = newestIssuer(session.db.read);
  return pem === undefined ? null : parseCertificates(pem)[0]!;
}

/** Who hands work back and to whom. Refuses ROLE_FORBIDDEN, CERT_…, CERTIFICATE_NEEDED; NOTHING_TO_EXPORT before any case came. */
export function requireExport(session: Session): { identity: SigningIdentity; centre: Certificate } {
  requireRole(session, RETURNING_ROLES, '导出审核包');
  const identity = requireSigning(session, '导出审核包');
  const centre = centreOf(session);
  if (!centre) throw new Refusal('NOTHING_TO_EXPORT');
  return { identity, centre };
}

/** Everything since the centre's last ack, so that a lost stick heals with the next one. */
function rangesToReturn(session: Session): JournalRange[] {
  const { read } = session.db;
  return heads(read).flatMap(({ stream }) => rangeFrom(read, stream, acknowledgedSeq(read, stream) + 1) ?? []);
}

/**
 * Writes what was signed and not yet acknowledged to a new file, reads it back, keeps a local twin and only then says so in the
 * journal. The number of the bundle is the time it was made: a restored copy of the workspace never repeats one. An altered journal
 * is refused with JOURNAL_BROKEN before anything is written.
 */
export async function exportReview(session: Session, options: ExportOptions): Promise<ExportReport> {
  const { identity, centre } = requireExport(session);
  const signoffs = unreturnedSignoffs(session.db.read);
  if (signoffs.length === 0) throw new Refusal('NOTHING_TO_EXPORT');
  const ranges = rangesToReturn(session);
  const issuedAt = session.trustedNow();
  const sealed = centre.recipient !== null;
  const written = await writeWithTwin(session, {
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
    files: await exportFiles(session, ranges, signoffs, options.signal),
    recipients: centre.recipient === null ? null : [centre.recipient],
    onProgress: options.report,
    signal: options.signal,
  });
  try {
    recordExport(session, options.path, written, { signoffs, ranges, sealed });
  } catch (error) {
    await takeBack(session, options.path, written.bundleId, error);
    throw error;
  }
  return reportOf(session, options.path, written, { sealed, exportedAt: issuedAt });
}

/** Writes the bundle; its local twin is made of what the medium gives back, and goes again when the bundle is refused after all. */
async function writeWithTwin(session: Session, options: WriteBundleOptions): Promise<WrittenBundle> {
  let twin: string | null = null;
  try {
    return await writeBundle({
      ...options,
      readBack: async (bundleId, content) => {
        twin = bundleId;
        return (await session.vault.put(bundleId, content)).sha256;
      },
    });
  } catch (error) {
    if (twin !== null) await session.vault.remove(twin).catch(() => undefined);
    throw error;
  }
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
  { bundleId, bundle, sha256, bytes }: WrittenBundle,
  content: { signoffs: readonly SignoffRow[]; ranges: JournalRange[]; sealed: boolean },
): void {
  const { signoffs, ranges, sealed } = content;
  const payload = {
    ...{ bundleId, kind: 'review' as const, sha256, bytes, file: fileLabel(target), sealed, ranges },
    audience: [...bundle.audience],
    issuerSeq: bundle.issuerSeq,
    cases: signoffs.map(({ caseId, version }) => ({ caseId, version })),
  };
  session.db.write((tx) => session.journal.record(tx, { type: 'bundle.exported', payload, actor: session.actor }));
}

function reportOf(
  session: Session,
  target: string,
  { bundleId, bytes, sha256, groups }: WrittenBundle,
  { sealed, exportedAt }: { sealed: boolean; exportedAt: string },
): ExportReport {
  return {
    ...{ bundleId, path: target, file: fileLabel(target), bytes, sha256, groups, sealed, exportedAt },
    cases: exportedCases(session.db.read, bundleId).map(exportedCase),
    acknowledgedAt: null,
    withdrawn: null,
  };
}

/** How an exported case is named on lists. */
export function exportedCase(row: ExportedCaseRow): ExportReport['cases'][number] {
  const { caseId, number, applicantName, applicantKind, decision } = row;
  const applicant = maskApplicant({ kind: applicantKind, name: applicantName });
  return { caseId, number, applicant, decision: DECISION_TITLES[decision as Decision] };
}
