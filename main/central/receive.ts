/**
 * Taking a review bundle in. The medium is copied once and the copy is judged; nothing of it counts before `state.json` is replaced.
 * Order on disk: journal, report, bundle, state. Whatever a crash leaves behind the state is overwritten by the next try.
 */
import { createHash } from 'node:crypto';
import { copyFile, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { newId } from '#db/ids.ts';
import { readRefusal } from '#main/bundle/medium.ts';
import { readBundle, type VerifiedBundle } from '#main/bundle/read.ts';
import { decideSequence } from '#main/bundle/sequence.ts';
import { sourcePieces } from '#main/bundle/sources.ts';
import { randomBytes } from '#main/crypto/primitives.ts';
import { diskRefusal, fsyncFolder } from '#main/vault/durable.ts';
import { replaceFile } from '#main/workspace/smallFile.ts';
import { BUNDLE_KIND_TITLES } from '#shared/domain/bundle.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { CRL_PATH, journalPath, reviewPath, reviewSignaturePath } from '#shared/domain/exchange.ts';
import type { Centre } from './centre.ts';
import {
  checkRange,
  checkSessions,
  introducedKeys,
  journalFile,
  parseJournal,
  type ReceivedStream,
} from './receivedJournal.ts';
import { checkFiles, type ReceivedReview, signedReviews } from './receivedReviews.ts';
import { secondsNamed } from './receivedSeconds.ts';
import { refuseWithdrawn, withdrawalsIn } from './receivedWithdrawals.ts';
import { type ReceiveReport, receiveReport, reportOf } from './report.ts';
import { laneOf, type Withdrawal } from './state.ts';

export interface ReceiveOptions {
  file: string;
  now: number;
  signal: AbortSignal;
}

const MAX_JOURNAL_BYTES = 1024 * 1024 * 1024;

interface Checked {
  verified: VerifiedBundle;
  streams: ReceivedStream[];
  keys: Record<string, string>;
  secondOf: Record<string, string>;
  withdrawn: Record<string, Withdrawal>;
  report: ReceiveReport;
}

/** The report; `already` when the same bundle was taken in before. Every refusal leaves the centre as it was, alarms excepted. */
export async function receiveBundle(centre: Centre, options: ReceiveOptions): Promise<ReceiveReport> {
  const folder = path.join(centre.folder, 'tmp', newId(options.now));
  const copy = path.join(folder, path.basename(options.file));
  try {
    await copyIn(options.file, folder, copy);
    const known = await alreadyReceived(centre, copy);
    return known ?? (await takeIn(centre, copy, options));
  } catch (error) {
    if (error instanceof Refusal) await raiseAlarm(centre, error, copy, options.now);
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function copyIn(file: string, folder: string, copy: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await copyFile(file, copy);
  } catch (error) {
    const { syscall, path: place } = error as NodeJS.ErrnoException;
    const ours = syscall === 'mkdir' || place === copy;
    throw ours ? await diskRefusal(error, path.dirname(folder), 0) : readRefusal(error, file);
  }
}

async function alreadyReceived(centre: Centre, copy: string): Promise<ReceiveReport | null> {
  const hash = createHash('sha256');
  for await (const piece of sourcePieces(copy)) hash.update(piece);
  const sha256 = hash.digest('hex');
  const record = centre.state.received.find((one) => one.sha256 === sha256);
  return record ? storedReport(centre, record.bundleId) : null;
}

async function storedReport(centre: Centre, bundleId: string): Promise<ReceiveReport> {
  const name = `${bundleId}.json`;
  try {
    const text = await readFile(path.join(centre.folder, 'reports', name), 'utf8');
    return { ...receiveReport.parse(JSON.parse(text)), already: true };
  } catch (error) {
    throw new Refusal('CENTRE_DAMAGED', { file: `reports/${name}`, reason: '无法读取' }, { cause: error });
  }
}

async function takeIn(centre: Centre, copy: string, options: ReceiveOptions): Promise<ReceiveReport> {
  const verified = await readBundle({
    path: copy,
    staging: path.dirname(copy),
    vaultKey: randomBytes(32),
    trust: centre.trust,
    identities: [centre.officeIdentity],
    audience: [centre.office.chain[0]!.keyId, centre.root.chain[0]!.keyId],
    now: new Date(options.now).toISOString(),
    onProgress: () => undefined,
    signal: options.signal,
  });
  try {
    const before = decide(centre, verified, path.basename(copy));
    if (before) return storedReport(centre, verified.bundle.bundleId);
    const checked = await check(centre, verified, options);
    await keep(centre, checked, copy, options.now);
    return checked.report;
  } finally {
    await verified.discard();
  }
}

/** Whether the same content came before, under another encryption. */
function decide(centre: Centre, verified: VerifiedBundle, file: string): boolean {
  const { bundle, contentSha256 } = verified;
  if (bundle.kind !== 'review') {
    throw new Refusal('BUNDLE_KIND', { file, kind: BUNDLE_KIND_TITLES[bundle.kind], expected: '审核' });
  }
  const sameId = centre.state.received.find(({ bundleId }) => bundleId === bundle.bundleId) ?? null;
  if (!sameId) refuseWithdrawn(centre.state, verified, file);
  const lastSeq = centre.state.seen[laneOf(bundle)] ?? 0;
  return decideSequence(bundle, contentSha256, { sameId, lastSeq, file }).kind === 'already';
}

async function check(centre: Centre, verified: VerifiedBundle, options: ReceiveOptions): Promise<Checked> {
  const { bundle, entries } = verified;
  const now = new Date(options.now).toISOString();
  const streams: ReceivedStream[] = [];
  for (const range of bundle.journal) {
    const name = journalPath(range.stream);
    const rows = parseJournal(await verified.readEntry(name, MAX_JOURNAL_BYTES), name);
    streams.push(await checkRange(centre.folder, centre.state, range, rows));
  }
  const keys = { ...centre.state.keys, ...introducedKeys(streams) };
  const sessions = streams.reduce((sum, stream) => sum + checkSessions(stream, keys), 0);
  const reviews = signedReviews(streams, centre.trust, now);
  const names = new Set([...entries.keys()].filter((name) => name.startsWith('data/')));
  refuseStrangers(names, streams, reviews);
  const missingCrops = await checkFiles(reviews, names, verified.readEntry);
  const fresh = reviews.filter((review) => review.fresh);
  const secondOf = { ...centre.state.seconds, ...secondsNamed(streams) };
  const withdrawn = withdrawalsIn(streams);
  const report = reportOf(centre, {
    ...{ verified, streams, reviews: fresh, known: reviews, secondOf, withdrawn },
    sessions,
    missingCrops,
    receivedAt: now,
  });
  return { verified, streams, keys, secondOf, withdrawn, report };
}

/** Files that nothing in the bundle accounts for. Outcomes and crops of events held already may come again. */
function refuseStrangers(
  names: ReadonlySet<string>,
  streams: readonly ReceivedStream[],
  reviews: readonly ReceivedReview[],
): void {
  const journals = new Set(streams.map(({ stream }) => journalPath(stream)));
  const known = /^data\/(reviews\/[0-9a-f-]{36}\.[0-9]{1,6}\.(json|jws)|evidence\/[0-9a-f]{64}\.png)$/;
  for (const name of names) {
    if (journals.has(name) || name === CRL_PATH || known.test(name)) continue;
    throw new Refusal('SCHEMA_INVALID', { entry: name, reason: '审核包中不应有这个文件' });
  }
  for (const { record } of reviews) {
    const name = reviewPath(record.caseId, record.version);
    if (names.has(name) !== names.has(reviewSignaturePath(record.caseId, record.version))) {
      throw new Refusal('SCHEMA_INVALID', { entry: name, reason: '缺少签名或正文' });
    }
  }
}

async function keep(centre: Centre, checked: Checked, copy: string, now: number): Promise<void> {
  const { verified, streams, keys, secondOf, withdrawn, report } = checked;
  const { bundle, issuer, sha256, contentSha256 } = verified;
  const { folder, state } = centre;
  try {
    for (const stream of streams) await appendJournal(centre, stream);
    await replaceFile(path.join(folder, 'reports', `${bundle.bundleId}.json`), `${canonicalJson(report)}\n`);
    await rename(copy, path.join(folder, 'inbox', `${bundle.bundleId}.qpb`));
    await fsyncFolder(path.join(folder, 'inbox'));
  } catch (error) {
    throw await diskRefusal(error, folder, 0);
  }
  const lane = laneOf(bundle);
  state.received.push({
    bundleId: bundle.bundleId,
    contentSha256,
    sha256,
    lane,
    issuerSeq: bundle.issuerSeq,
    receivedAt: new Date(now).toISOString(),
    personId: issuer.subject.personId,
    streams: streams.map(({ stream }) => stream),
  });
  state.seen[lane] = bundle.issuerSeq;
  Object.assign(state.keys, keys);
  state.seconds = secondOf;
  Object.assign(state.withdrawn, withdrawn);
  await centre.save();
}

/** Behind the bytes that count; what a cut-off command left there is overwritten. */
async function appendJournal(centre: Centre, { stream, fresh, head, persons }: ReceivedStream): Promise<void> {
  const { state, folder } = centre;
  const start = state.streams[stream]?.bytes ?? 0;
  const lines = Buffer.from(fresh.map((entry) => `${canonicalJson(entry)}\n`).join(''));
  const handle = await open(journalFile(folder, stream), start === 0 ? 'w' : 'r+');
  try {
    await handle.truncate(start);
    for (let at = 0; at < lines.length; ) {
      at += (await handle.write(lines, at, lines.length - at, start + at)).bytesWritten;
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  state.streams[stream] = { seq: head.seq, hash: head.hash, bytes: start + lines.length, persons };
}

const ALARMS: readonly string[] = ['JOURNAL_FORK', 'SEQUENCE_CONFLICT'];

/** Two stories about one thing: the bundle is put aside for people to look at. */
async function raiseAlarm(centre: Centre, refusal: Refusal, copy: string, now: number): Promise<void> {
  if (!ALARMS.includes(refusal.code)) return;
  const file = `${newId(now)}.qpb`;
  await rename(copy, path.join(centre.folder, 'quarantine', file));
  const { code, message } = refusal;
  centre.state.alarms.push({ at: new Date(now).toISOString(), code, message: message.slice(0, 400), file });
  await centre.save();
}
