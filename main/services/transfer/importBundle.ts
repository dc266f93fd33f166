import { createHash } from 'node:crypto';
import {
  type BundleRow,
  findBundle,
  findStoredFile,
  lastSequence,
  missingBefore,
  putBundle,
  setLastSequence,
  settleBundle,
} from '#db/queries/transfer.ts';
import { readBundle, type VerifiedBundle } from '#main/bundle/read.ts';
import { decideSequence, sequenceKey } from '#main/bundle/sequence.ts';
import { sourcePieces } from '#main/bundle/sources.ts';
import type { ImportReport } from '#shared/api/transfer.ts';
import { BUNDLE_KIND_TITLES, type BundleJson } from '#shared/domain/bundle.ts';
import { type ErrorCode, errorMessage, Refusal } from '#shared/domain/errors.ts';
import { CATALOGUE_ID } from '#shared/domain/policyPack.ts';
import { numberInForce } from '../policies/rules.ts';
import { takePolicy } from '../policies/takePolicy.ts';
import { isForSecond, takeSecondBundle } from '../second/takeIn.ts';
import type { Session } from '../session.ts';
import { readAck, recordAck } from './ack.ts';
import { type PreparedCase, prepareCases } from './caseContent.ts';
import {
  bundleRow,
  fileLabel,
  type Importing,
  type ImportOptions,
  type Incoming,
  issuerLabel,
  keepThenInSlices,
  recordImported,
  refuseDoubleNumber,
  removeUnknown,
  reportOf,
} from './incoming.ts';
import { park, settleParked } from './parking.ts';
import { compareReplaced } from './replacedPages.ts';
import { newerCrl, recordCrl } from './revocation.ts';
import { createSteps } from './steps.ts';
import { storingCases } from './storeCases.ts';

/**
 * Takes a bundle in: copy and verify, decide by sequence, check the content, then one transaction. A refusal is written to the
 * journal and changes nothing else.
 */
export async function importBundle(session: Session, options: ImportOptions): Promise<ImportReport> {
  const file = fileLabel(options.path);
  const steps = createSteps(options.report);
  let verified: VerifiedBundle | null = null;
  try {
    verified = await readBundle({
      path: options.path,
      staging: session.staging,
      vaultKey: session.vaultKey,
      trust: session.trust(),
      identities: session.identities,
      audience: [session.person.keyId],
      now: session.trustedNow(),
      onProgress: options.report,
      signal: options.signal,
    });
    const report = await takeIn(session, verified, file, { ...options, steps });
    steps.finish(verified.bytes);
    return report;
  } catch (error) {
    if (error instanceof Refusal && error.code !== 'CANCELLED') {
      const before = verified ? null : await reportBefore(session, options, file, error);
      if (before) {
        steps.finish(before.bytes);
        return before;
      }
      const recorded = recordRefusal(session, file, verified, error);
      if (recorded && verified) await removeUnknown(session, verified.bundle.bundleId);
    }
    throw error;
  } finally {
    await verified?.discard();
  }
}

/** What time alone brings about: a signer that counted when the bundle came in and does not any more. */
const OF_THE_SIGNER: ReadonlySet<ErrorCode> = new Set(['CERT_REVOKED', 'CERT_EXPIRED']);

/** The report of the first time, when the very file came in while its signer still counted. */
async function reportBefore(
  session: Session,
  { path, signal }: ImportOptions,
  file: string,
  refusal: Refusal,
): Promise<ImportReport | null> {
  if (!OF_THE_SIGNER.has(refusal.code)) return null;
  const hash = createHash('sha256');
  for await (const piece of sourcePieces(path)) {
    if (signal.aborted) throw new Refusal('CANCELLED');
    hash.update(piece);
  }
  const row = findStoredFile(session.db.read, hash.digest('hex'));
  return row ? { ...(JSON.parse(row.report) as ImportReport), file, already: true } : null;
}

/** Why the bundle was refused is what the person has to hear, also where the journal cannot take it (a full disk): then `false`. */
function recordRefusal(session: Session, file: string, verified: VerifiedBundle | null, refusal: Refusal): boolean {
  const { code, details } = refusal;
  const payload = { file, sha256: verified?.sha256 ?? null, code, details };
  try {
    session.db.write((tx) => session.journal.record(tx, { type: 'bundle.refused', payload, actor: session.actor }));
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return false;
  }
}

async function takeIn(
  session: Session,
  verified: VerifiedBundle,
  file: string,
  importing: Importing,
): Promise<ImportReport> {
  const { bundle } = verified;
  const second = bundle.kind === 'review' && isForSecond(verified);
  if (bundle.kind !== 'case' && bundle.kind !== 'ack' && bundle.kind !== 'policy' && !second) {
    throw new Refusal('BUNDLE_KIND', {
      file,
      kind: BUNDLE_KIND_TITLES[bundle.kind],
      expected: '案卷、政策、复核或回执',
    });
  }
  const audienceKey = sequenceKey(bundle);
  const receivedAt = new Date(importing.clock.now()).toISOString();
  const incoming: Incoming = { verified, file, audienceKey, receivedAt };
  const known = findBundle(session.db.read, bundle.bundleId);
  const verdict = decideSequence(bundle, verified.contentSha256, {
    sameId: known ? { contentSha256: known.contentSha256 } : null,
    lastSeq: lastSequence(session.db.read, bundle.issuer, audienceKey),
    file,
  });
  const already = verdict.kind === 'already';
  if (!already && bundle.kind === 'ack') await takeAck(session, incoming);
  if (!already && second) await takeSecondBundle(session, incoming, importing);
  if (!already && bundle.kind === 'policy') await takePolicy(session, incoming, importing);
  if (bundle.kind !== 'case') return reportAfter(session, incoming, already, []);
  if (!already) {
    refuseDoubleNumber(session, incoming);
    const cases = await prepareCases(verified, importing.summarise, importing.steps, importing.signal);
    if (verdict.kind === 'gap') await park(session, incoming, importing.signal);
    else await takeCases(session, incoming, cases, importing);
  }
  // Also after a bundle that came before: a power cut may have left those that waited for it.
  const remarks = await settleParked(session, bundle.issuer, audienceKey, importing);
  return reportAfter(session, incoming, already, remarks);
}

/** What the database says of the bundle now: of one that came before the report of the first time. */
function reportAfter(session: Session, incoming: Incoming, already: boolean, remarks: string[]): ImportReport {
  const { file, verified } = incoming;
  const row = findBundle(session.db.read, verified.bundle.bundleId);
  if (!row) throw new Refusal('VAULT_DAMAGED', { file });
  if (row.state === 'parked') return { ...parkedReport(session, incoming, row, remarks), already };
  const report = JSON.parse(row.report) as ImportReport;
  return { ...report, file, already, remarks: [...report.remarks, ...remarks] };
}

function parkedReport(session: Session, incoming: Incoming, row: BundleRow, remarks: string[]): ImportReport {
  const missing = missingBefore(session.db.read, row.issuerKeyId, incoming.audienceKey, row.issuerSeq);
  const gap = errorMessage('SEQUENCE_GAP', { missing });
  return { ...reportOf(incoming), receivedAt: row.receivedAt, parked: true, remarks: [gap, ...remarks] };
}

async function takeCases(
  session: Session,
  incoming: Incoming,
  cases: PreparedCase[],
  { signal, steps }: Importing,
): Promise<void> {
  const { verified, audienceKey } = incoming;
  const { bundle } = verified;
  const crl = await newerCrl(session, verified);
  const replaced = await compareReplaced(session, verified, cases, steps, signal);
  steps.begin('store', cases.length);
  await keepThenInSlices(session, verified, signal, function* (tx) {
    const row: BundleRow = { ...bundleRow(incoming), state: 'stored', vaultId: bundle.bundleId, report: '' };
    putBundle(tx, row);
    const stored = yield* storingCases(tx, session, bundle.bundleId, cases, steps.done, replaced);
    const remarks = [...newerRules(session, bundle), ...stored.remarks];
    settleBundle(tx, bundle.bundleId, JSON.stringify({ ...reportOf(incoming), ...stored, remarks }));
    recordImported(tx, session, row, issuerLabel(verified), remarks);
    if (crl) recordCrl(tx, session, verified, crl);
    setLastSequence(tx, bundle.issuer, audienceKey, bundle.issuerSeq);
  });
}

/** The centre works with a newer catalogue than this workstation: its cases may come out otherwise here. */
function newerRules(session: Session, { catalogue }: BundleJson): string[] {
  const ours = numberInForce(session);
  if (!catalogue || catalogue.id !== CATALOGUE_ID || catalogue.number <= ours) return [];
  return [
    `中心按第 ${catalogue.number} 号政策目录下发案卷，本机在用第 ${ours} 号，请先导入并启用中心下发的政策包，再开始审核。`,
  ];
}

async function takeAck(session: Session, incoming: Incoming): Promise<void> {
  const { verified, audienceKey } = incoming;
  const { bundle } = verified;
  const ack = await readAck(session, verified);
  const crl = await newerCrl(session, verified);
  session.db.write((tx) => {
    const remarks = recordAck(tx, session, bundle, ack);
    const report = JSON.stringify({ ...reportOf(incoming), remarks });
    const row: BundleRow = { ...bundleRow(incoming), state: 'stored', vaultId: null, report };
    putBundle(tx, row);
    recordImported(tx, session, row, issuerLabel(verified), remarks);
    if (crl) recordCrl(tx, session, verified, crl);
    setLastSequence(tx, bundle.issuer, audienceKey, bundle.issuerSeq);
  });
}
