import path from 'node:path';
import type { WritableDb } from '#db/database.ts';
import {
  type BundleRow,
  findBundle,
  lastSequence,
  parkedBundles,
  putBundle,
  setLastSequence,
  settleBundle,
} from '#db/queries/transfer.ts';
import { adoptCrl, parseCrl } from '#main/bundle/crl.ts';
import { readBundle, type VerifiedBundle } from '#main/bundle/read.ts';
import { decideSequence, sequenceKey } from '#main/bundle/sequence.ts';
import type { Clock } from '#main/ports.ts';
import type { ImportReport, TransferProgress } from '#shared/api/transfer.ts';
import { BUNDLE_KIND_TITLES, hashGroups } from '#shared/domain/bundle.ts';
import { errorMessage, Refusal } from '#shared/domain/errors.ts';
import { CRL_PATH } from '#shared/domain/exchange.ts';
import type { Session } from '../session.ts';
import { readAck, recordAck } from './ack.ts';
import { type ParkedContent, type PreparedCase, parkedContent, prepareCases, unpark } from './caseContent.ts';
import { type CaseSummary, type StoredCase, storeCases } from './storeCases.ts';

export interface ImportOptions {
  path: string;
  clock: Clock;
  /** What the engine says of a case before anyone looks at it. */
  summarise: (record: PreparedCase['record']) => CaseSummary;
  report: (progress: TransferProgress) => void;
  signal: AbortSignal;
}

/** Facts about the bundle that every outcome needs. */
interface Incoming {
  verified: VerifiedBundle;
  file: string;
  audienceKey: string;
  receivedAt: string;
}

/**
 * Takes a bundle in: copy and verify, decide by sequence, check the content, then one transaction. A refusal is written to the
 * journal and changes nothing else.
 */
export async function importBundle(session: Session, options: ImportOptions): Promise<ImportReport> {
  const file = path.basename(options.path);
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
    return await takeIn(session, verified, file, options);
  } catch (error) {
    if (error instanceof Refusal && error.code !== 'CANCELLED') recordRefusal(session, file, verified, error);
    throw error;
  } finally {
    await verified?.discard();
  }
}

function recordRefusal(session: Session, file: string, verified: VerifiedBundle | null, refusal: Refusal): void {
  const { code, details } = refusal;
  const payload = { file, sha256: verified?.sha256 ?? null, code, details };
  session.db.write((tx) => session.journal.record(tx, { type: 'bundle.refused', payload, actor: session.actor }));
}

async function takeIn(
  session: Session,
  verified: VerifiedBundle,
  file: string,
  options: ImportOptions,
): Promise<ImportReport> {
  const { bundle } = verified;
  if (bundle.kind !== 'case' && bundle.kind !== 'ack') {
    throw new Refusal('BUNDLE_KIND', { file, kind: BUNDLE_KIND_TITLES[bundle.kind], expected: '案卷或回执' });
  }
  const known = findBundle(session.db.read, bundle.bundleId);
  const audienceKey = sequenceKey(bundle);
  const verdict = decideSequence(bundle, verified.contentSha256, {
    sameId: known ? { contentSha256: known.contentSha256 } : null,
    lastSeq: lastSequence(session.db.read, bundle.issuer, audienceKey),
    file,
  });
  const receivedAt = new Date(options.clock.now()).toISOString();
  const incoming: Incoming = { verified, file, audienceKey, receivedAt };
  if (verdict.kind === 'already') return alreadyReport(incoming, known!);
  if (bundle.kind === 'ack') return takeAck(session, incoming);
  options.report({ ...phaseOf('content'), filesTotal: verified.entries.size });
  const cases = await prepareCases(verified, options.signal);
  if (verdict.kind === 'gap') return park(session, incoming, cases, verdict.missing);
  return takeCases(session, incoming, cases, options);
}

/** The report of the first time; a bundle that still waits says so again. */
function alreadyReport(incoming: Incoming, row: BundleRow): ImportReport {
  if (row.state === 'stored')
    return { ...(JSON.parse(row.report) as ImportReport), already: true, file: incoming.file };
  return { ...reportOf(incoming), receivedAt: row.receivedAt, already: true, parked: row.state === 'parked' };
}

function phaseOf(phase: TransferProgress['phase']): TransferProgress {
  return { phase, bytesDone: 0, bytesTotal: 0, filesDone: 0, filesTotal: 0, rate: 0, msLeft: null };
}

/** Engine results are computed before the transaction and in short turns, so that the screen stays quick meanwhile. */
async function withSummaries(
  cases: PreparedCase[],
  options: Pick<ImportOptions, 'summarise' | 'signal' | 'report'>,
): Promise<StoredCase[]> {
  const done: StoredCase[] = [];
  for (const one of cases) {
    if (options.signal.aborted) throw new Refusal('CANCELLED');
    done.push({ ...one, summary: options.summarise(one.record) });
    if (done.length % 20 === 0) {
      options.report({ ...phaseOf('store'), filesDone: done.length, filesTotal: cases.length });
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return done;
}

async function takeCases(
  session: Session,
  incoming: Incoming,
  prepared: PreparedCase[],
  options: ImportOptions,
): Promise<ImportReport> {
  const { verified } = incoming;
  const { bundle } = verified;
  const cases = await withSummaries(prepared, options);
  const crl = await readCrl(session, verified);
  await session.vault.adopt(bundle.bundleId, await verified.keep());
  if (options.signal.aborted) {
    await session.vault.remove(bundle.bundleId);
    throw new Refusal('CANCELLED');
  }
  try {
    const report = session.db.write((tx) => {
      const made = storeBundle(tx, session, incoming, cases);
      if (crl) recordCrl(tx, session, bundle.issuer, bundle.bundleId, crl);
      setLastSequence(tx, bundle.issuer, incoming.audienceKey, bundle.issuerSeq);
      return made;
    });
    await settleParked(session, bundle.issuer, incoming.audienceKey, options);
    return report;
  } catch (error) {
    if (!findBundle(session.db.read, bundle.bundleId)) await session.vault.remove(bundle.bundleId);
    throw error;
  }
}

function storeBundle(tx: WritableDb, session: Session, incoming: Incoming, cases: StoredCase[]): ImportReport {
  const { verified, file, receivedAt } = incoming;
  const report = reportOf(incoming);
  putBundle(tx, { ...bundleRow(incoming), state: 'stored', vaultId: verified.bundle.bundleId, report: '' });
  const stored = storeCases(tx, session, verified.bundle.bundleId, cases);
  const finished: ImportReport = { ...report, cases: stored.cases, remarks: stored.remarks };
  settleBundle(tx, verified.bundle.bundleId, JSON.stringify(finished));
  recordImported(tx, session, { ...incoming, file, receivedAt }, finished.remarks);
  return finished;
}

function recordImported(tx: WritableDb, session: Session, incoming: Incoming, remarks: string[]): void {
  const { bundle, issuer, sha256, bytes } = incoming.verified;
  const { bundleId, kind, issuerSeq, issuedAt } = bundle;
  const payload = {
    bundleId,
    kind,
    sha256,
    bytes,
    file: incoming.file,
    issuerKeyId: bundle.issuer,
    issuerName: issuer.subject.name,
    issuerSeq,
    issuedAt,
    remarks,
  };
  session.journal.record(tx, { type: 'bundle.imported', payload, actor: session.actor });
}

function bundleRow({ verified, file, receivedAt }: Incoming) {
  const { bundle, issuer, sha256, contentSha256, bytes } = verified;
  const { bundleId, kind, issuerSeq, issuedAt } = bundle;
  const from = { issuerKeyId: bundle.issuer, issuerPem: issuer.pem };
  return { bundleId, kind, ...from, issuerSeq, sha256, contentSha256, bytes, issuedAt, receivedAt, file };
}

function reportOf({ verified, file, receivedAt }: Incoming): ImportReport {
  const { bundle, issuer, sha256, bytes } = verified;
  return {
    bundleId: bundle.bundleId,
    kind: bundle.kind,
    file,
    issuer: `${issuer.subject.name}（${issuer.subject.unit}）`,
    issuedAt: bundle.issuedAt,
    receivedAt,
    bytes,
    sha256,
    groups: hashGroups(sha256),
    already: false,
    parked: false,
    cases: [],
    remarks: [],
  };
}

/** Keeps a verified bundle until the ones before it have come. Its cases stay invisible till then. */
async function park(
  session: Session,
  incoming: Incoming,
  cases: PreparedCase[],
  missing: number,
): Promise<ImportReport> {
  const { verified, audienceKey, file } = incoming;
  const { bundle, issuer, sha256 } = verified;
  const content: ParkedContent = {
    parked: true,
    issuerName: issuer.subject.name,
    audience: audienceKey,
    cases: cases.map(({ record, offsets }) => ({ record, offsets })),
  };
  await session.vault.adopt(bundle.bundleId, await verified.keep());
  session.db.write((tx) => {
    putBundle(tx, {
      ...bundleRow(incoming),
      state: 'parked',
      vaultId: bundle.bundleId,
      report: JSON.stringify(content),
    });
    const { bundleId, issuerSeq } = bundle;
    const payload = { bundleId, sha256, file, issuerKeyId: bundle.issuer, issuerSeq };
    session.journal.record(tx, { type: 'bundle.parked', payload, actor: session.actor });
  });
  return { ...reportOf(incoming), parked: true, remarks: [errorMessage('SEQUENCE_GAP', { missing })] };
}

/** Stores bundles that waited for the one that just came, in order. */
async function settleParked(session: Session, issuer: string, audience: string, options: ImportOptions): Promise<void> {
  for (const row of parkedBundles(session.db.read)) {
    const content = parkedContent.parse(JSON.parse(row.report));
    const next = lastSequence(session.db.read, issuer, audience) + 1;
    if (row.issuerKeyId !== issuer || content.audience !== audience || row.issuerSeq !== next) continue;
    const cases = await withSummaries(unpark(content), { ...options, signal: new AbortController().signal });
    session.db.write((tx) => {
      const stored = storeCases(tx, session, row.bundleId, cases);
      const { bundleId, file, issuedAt, receivedAt, bytes, sha256 } = row;
      const report: ImportReport = {
        ...{ bundleId, kind: 'case', file, issuer: content.issuerName, issuedAt, receivedAt, bytes, sha256 },
        ...{ groups: hashGroups(sha256), already: false, parked: false, ...stored },
      };
      settleBundle(tx, bundleId, JSON.stringify(report));
      setLastSequence(tx, issuer, audience, row.issuerSeq);
    });
  }
}

async function readCrl(session: Session, verified: VerifiedBundle) {
  if (!verified.entries.has(CRL_PATH)) return null;
  const crl = parseCrl(Buffer.from(await verified.readEntry(CRL_PATH)).toString('utf8'));
  const trust = session.trust();
  adoptCrl(trust.crls, crl, trust.roots);
  return trust.crls.some((one) => one.sha256 === crl.sha256) ? null : crl;
}

function recordCrl(
  tx: WritableDb,
  session: Session,
  issuerKeyId: string,
  bundleId: string,
  crl: { number: number; pem: string },
): void {
  const payload = { issuerKeyId, number: crl.number, pem: crl.pem, bundleId };
  session.journal.record(tx, { type: 'crl.accepted', payload, actor: session.actor });
}

async function takeAck(session: Session, incoming: Incoming): Promise<ImportReport> {
  const { verified, audienceKey } = incoming;
  const { bundle } = verified;
  const ack = await readAck(session, verified);
  const crl = await readCrl(session, verified);
  return session.db.write((tx) => {
    const remarks = recordAck(tx, session, bundle, ack);
    const report = { ...reportOf(incoming), remarks };
    putBundle(tx, { ...bundleRow(incoming), state: 'stored', vaultId: null, report: JSON.stringify(report) });
    recordImported(tx, session, incoming, remarks);
    if (crl) recordCrl(tx, session, bundle.issuer, bundle.bundleId, crl);
    setLastSequence(tx, bundle.issuer, audienceKey, bundle.issuerSeq);
    return report;
  });
}
