/** Bundles that came too early: kept sealed until the ones before them have come, then taken in by themselves. */
import { z } from 'zod';
import type { WritableDb } from '#db/database.ts';
import {
  type BundleRow,
  dropBundle,
  lastSequence,
  nextParked,
  putBundle,
  setLastSequence,
  settleBundle,
} from '#db/queries/transfer.ts';
import type { BundleEntry } from '#main/bundle/read.ts';
import type { ImportReport } from '#shared/api/transfer.ts';
import { hashGroups } from '#shared/domain/bundle.ts';
import { type ErrorCode, Refusal } from '#shared/domain/errors.ts';
import type { Session } from '../session.ts';
import { type CaseSource, prepareCases } from './caseContent.ts';
import { bundleRow, type Importing, type Incoming, issuerLabel, keepThen, recordImported } from './incoming.ts';
import { createPace } from './pace.ts';
import { compareReplaced } from './replacedPages.ts';
import { newerCrl, recordCrl } from './revocation.ts';
import { storingCases } from './storeCases.ts';

/** How a parked bundle waits, as kept in `bundles.report`: everything needed to read its cases from the vault later. */
const parkedContent = z.strictObject({
  parked: z.literal(true),
  /** As the report names the issuer. */
  issuer: z.string(),
  /** Which of the issuer's counters it is numbered by; queries read it from the text. */
  audience: z.string(),
  /** Name, offset, size and SHA-256 of each entry under data/. */
  entries: z.array(z.tuple([z.string(), z.int(), z.int(), z.string()])),
});
type ParkedContent = z.infer<typeof parkedContent>;

/** Refusals that say nothing about the bundle. */
const OF_THE_DISK: ReadonlySet<ErrorCode> = new Set(['SPACE_SHORT', 'DISK_WRITE', 'WORKSPACE_IO']);

/** Keeps a verified bundle whose cases were checked. They stay invisible until the bundles before it have come. */
export async function park(session: Session, incoming: Incoming, signal: AbortSignal): Promise<void> {
  const { verified, audienceKey, file } = incoming;
  const { bundleId, issuerSeq, issuer } = verified.bundle;
  const entries = [...verified.entries].filter(([name]) => name.startsWith('data/'));
  const content: ParkedContent = {
    parked: true,
    issuer: issuerLabel(verified),
    audience: audienceKey,
    entries: entries.map(([name, { offset, size, sha256 }]) => [name, offset, size, sha256]),
  };
  const crl = await newerCrl(session, verified);
  await keepThen(session, verified, signal, (tx) => {
    putBundle(tx, { ...bundleRow(incoming), state: 'parked', vaultId: bundleId, report: JSON.stringify(content) });
    const payload = { bundleId, sha256: verified.sha256, file, issuerKeyId: issuer, issuerSeq };
    session.journal.record(tx, { type: 'bundle.parked', payload, actor: session.actor });
    if (crl) recordCrl(tx, session, verified, crl);
  });
}

/**
 * Takes in what waited for the bundle that just came, in order. Answers sentences about it. A bundle that cannot be taken in any
 * more (the catalogue has changed, its sealed file is damaged) is let go, so that the issuer can send it again; one that only the
 * disk keeps out goes on waiting for the next import.
 */
export async function settleParked(
  session: Session,
  issuer: string,
  audience: string,
  importing: Pick<Importing, 'summarise' | 'steps'>,
): Promise<string[]> {
  const remarks: string[] = [];
  for (;;) {
    const seq = lastSequence(session.db.read, issuer, audience) + 1;
    const row = nextParked(session.db.read, issuer, audience, seq);
    if (!row) return remarks;
    try {
      await takeIn(session, row, importing);
      remarks.push(`此前暂存的“${row.file}”已一并导入。`);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (OF_THE_DISK.has(error.code)) return [...remarks, `此前暂存的“${row.file}”仍在等待：${error.message}`];
      await letGo(session, row, error);
      return [...remarks, `此前暂存的“${row.file}”不能导入：${error.message}`];
    }
  }
}

async function takeIn(
  session: Session,
  row: BundleRow,
  { summarise, steps }: Pick<Importing, 'summarise' | 'steps'>,
): Promise<void> {
  const content = parkedContent.parse(JSON.parse(row.report));
  // What was begun is finished: a lock waits for it.
  const unstoppable = new AbortController().signal;
  const { cases, replaced } = await withSealed(session, row, content, async (source) => {
    const prepared = await prepareCases(source, summarise, steps, unstoppable);
    return { cases: prepared, replaced: await compareReplaced(session, source, prepared, steps, unstoppable) };
  });
  steps.begin('store', cases.length);
  const transaction = function* (tx: WritableDb): Generator<void, void> {
    const stored = yield* storingCases(tx, session, row.bundleId, cases, steps.done, replaced);
    const { bundleId, file, issuedAt, receivedAt, bytes, sha256 } = row;
    const settled: ImportReport = {
      ...{ bundleId, kind: 'case', file, issuer: content.issuer, issuedAt, receivedAt, bytes, sha256 },
      ...{ groups: hashGroups(sha256), already: false, parked: false, ...stored },
    };
    settleBundle(tx, bundleId, JSON.stringify(settled));
    recordImported(tx, session, row, content.issuer, stored.remarks);
    setLastSequence(tx, row.issuerKeyId, content.audience, row.issuerSeq);
  };
  await session.db.writeInSlices(transaction, createPace(unstoppable));
}

async function withSealed<T>(
  session: Session,
  row: BundleRow,
  content: ParkedContent,
  work: (source: CaseSource) => Promise<T>,
): Promise<T> {
  const sealed = await session.vault.open(row.vaultId ?? row.bundleId);
  try {
    const entries = new Map<string, BundleEntry>(
      content.entries.map(([name, offset, size, sha256]) => [name, { offset, size, sha256 }]),
    );
    const readEntry: CaseSource['readEntry'] = async (name, limit = Number.MAX_SAFE_INTEGER) => {
      const { offset, size } = entries.get(name)!;
      if (size > limit) throw new Refusal('FILE_TOO_LARGE', { file: name, bytes: size, limit });
      return sealed.readRange(offset, offset + size);
    };
    return await work({ entries, readEntry });
  } finally {
    await sealed.close();
  }
}

async function letGo(session: Session, row: BundleRow, refusal: Refusal): Promise<void> {
  const { file, sha256, bundleId } = row;
  const { code, details } = refusal;
  session.db.write((tx) => {
    dropBundle(tx, bundleId);
    const payload = { file, sha256, code, details };
    session.journal.record(tx, { type: 'bundle.refused', payload, actor: session.actor });
  });
  await session.vault.remove(bundleId);
}
