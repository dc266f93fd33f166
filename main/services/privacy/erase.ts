import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { WritableDb } from '#db/database.ts';
import { newId } from '#db/ids.ts';
import { blankPayload } from '#db/journal.ts';
import {
  bundlesOfBatch,
  type CaseEventRow,
  casesOfBatch,
  cropsOf,
  dropCase,
  dropCropUnlessUsed,
  type ErasedCase,
  emptyBundle,
  eventsOfCase,
  secondsOf,
} from '#db/queries/privacy.ts';
import { knownVaultIds } from '#db/queries/transfer.ts';
import { errorCode } from '#main/vault/durable.ts';
import type { ErasureReport } from '#shared/api/transfer.ts';
import type { EventPayload } from '#shared/domain/events.ts';
import { ERASED_TYPES } from '#shared/domain/privacyEvents.ts';
import type { Session } from '../session.ts';

export interface Erasure {
  bundleId: string;
  keptUntil: string;
  reason: string;
  now: number;
}

type Erased = EventPayload<'case.erased'>;

/**
 * Takes everything about the cases of a batch away in one transaction: what the centre sent, what people recorded, and the payloads of
 * the events that speak of it; then the sealed files. A crash in between leaves files that the next start removes as orphans. The pages
 * that are given up are overwritten (`secure_delete`), and the log is emptied.
 */
export async function eraseBatch(session: Session, erasure: Erasure): Promise<ErasureReport> {
  const { db, vault } = session;
  const before = await vaultBytes(session);
  db.connection.pragma('secure_delete = ON');
  const done = db.write((tx) => eraseRows(tx, session, erasure));
  const gone = await vault.collectOrphans(knownVaultIds(db.read));
  db.connection.pragma('wal_checkpoint(TRUNCATE)');
  await removeUpgradeCopies(session);
  const bytes = Math.max(0, before - (await vaultBytes(session)));
  return { ...done, files: gone.length, bytes, backups: backupsBefore(session) };
}

function eraseRows(tx: WritableDb, session: Session, erasure: Erasure): { cases: number; events: number } {
  const { bundleId, keptUntil, reason, now } = erasure;
  const batchId = newId(now);
  const bundleIds = bundlesOfBatch(tx, bundleId);
  const cases = casesOfBatch(tx, bundleId);
  const events = cases.reduce((sum, one) => sum + eraseCase(tx, session, batchId, one), 0);
  for (const id of bundleIds) emptyBundle(tx, id, '这批案卷已按保存期限清除。');
  const payload = { batchId, bundleIds, cases: cases.length, events, keptUntil, reason };
  session.journal.record(tx, { type: 'batch.erased', payload, actor: session.actor });
  return { cases: cases.length, events };
}

/** Returns how many payloads went. */
function eraseCase(tx: WritableDb, session: Session, batchId: string, { caseId, number }: ErasedCase): number {
  const seconds = secondsOf(tx, caseId);
  const events = eventsOfCase(tx, [caseId, ...seconds]).filter(({ type }) => ERASED_TYPES.includes(type));
  const crops = cropsOf(
    tx,
    events.map(({ payload }) => payload),
  );
  const payload: Erased = {
    ...{ batchId, caseId, seconds, number },
    blanked: [...Map.groupBy(events, ({ stream }) => stream)].map(([stream, rows]) => ({
      stream,
      seqs: rows.map(({ seq }) => seq),
    })),
    accesses: events.flatMap(accessOf),
  };
  session.journal.record(tx, { type: 'case.erased', payload, actor: session.actor });
  for (const { stream, seq } of events) blankPayload(tx, stream, seq);
  dropCase(tx, caseId, seconds);
  for (const sha256 of crops) dropCropUnlessUsed(tx, sha256);
  return events.length;
}

/** What has to stay known of a look whose payload goes. */
function accessOf({ stream, seq, at, personId, type, payload }: CaseEventRow): Erased['accesses'] {
  const who = { stream, seq, at, personId };
  if (type === 'field.revealed') {
    const { field } = JSON.parse(payload) as EventPayload<'field.revealed'>;
    return [{ ...who, kind: 'reveal', field }];
  }
  if (type !== 'document.made') return [];
  const { title, masked, crops } = JSON.parse(payload) as EventPayload<'document.made'>;
  return masked && !crops ? [] : [{ ...who, kind: 'document', field: title.slice(0, 80) }];
}

const backupsBefore = ({ db }: Session): ErasureReport['backups'] =>
  db.read.reads<ErasureReport['backups'][number]>('SELECT file, at FROM backups ORDER BY at DESC LIMIT 100').all();

/** Copies the program itself made before an upgrade of the database: nobody else knows of them. */
async function removeUpgradeCopies({ db }: Session): Promise<void> {
  await rm(path.join(path.dirname(db.path), 'backups'), { recursive: true, force: true });
}

async function vaultBytes({ db }: Session): Promise<number> {
  const folder = path.join(path.dirname(db.path), 'vault');
  let bytes = 0;
  for (const name of await readdir(folder)) {
    try {
      bytes += (await stat(path.join(folder, name))).size;
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error;
    }
  }
  return bytes;
}
