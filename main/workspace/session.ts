/** An unlocked workspace: from the passphrase that fitted to the signature that ends the session. */
import { setImmediate } from 'node:timers/promises';
import type { WorkspaceDatabase, WritableDb } from '#db/database.ts';
import { newId } from '#db/ids.ts';
import { createJournal, headOf, type Journal, verifyingJournal } from '#db/journal.ts';
import { adoptCopy, isCopy, openDatabase } from '#db/open.ts';
import type { Projections } from '#db/projections.ts';
import { knownVaultIds } from '#db/queries/transfer.ts';
import { inSlices } from '#db/slices.ts';
import { signEd25519 } from '#main/crypto/primitives.ts';
import type { Clock } from '#main/ports.ts';
import { makeFolder } from '#main/vault/durable.ts';
import { openVault, type Vault } from '#main/vault/vault.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { EventInput, EventType } from '#shared/domain/events.ts';
import { type Actor, type StoredEvent, sessionPreimage } from '#shared/domain/journal.ts';
import { verifySessionSignatures } from './journalSignatures.ts';
import type { PersonSecrets } from './keyring.ts';
import type { PersonEntry } from './keyringFile.ts';
import { workspacePaths } from './paths.ts';

export interface WorkspaceSession {
  readonly folder: string;
  readonly db: WorkspaceDatabase;
  readonly vault: Vault;
  /** Seals staging files as well, so that they can be moved into the vault. */
  readonly vaultKey: Uint8Array;
  /** Appends to this installation's stream. */
  readonly journal: Journal;
  readonly entry: PersonEntry;
  readonly actor: Actor;
  readonly secrets: PersonSecrets;
  /** Set when the clock stood below a time known to have passed. */
  readonly clockBehind: { now: string; floor: string } | null;
  /** Appends an act of the current person and applies its projections, inside `db.write`. */
  record(tx: WritableDb, event: EventInput): StoredEvent<EventType>;
  /** Signs the end of the session and closes the database; closes it also when the signature cannot be written. */
  close(): void;
}

export interface SessionOptions {
  folder: string;
  entry: PersonEntry;
  secrets: PersonSecrets;
  projections: Projections;
  clock: Clock;
  version: string;
}

interface WorkspaceRow {
  stream: string;
  vault_key: Buffer;
  trusted_floor: string;
}

function readWorkspaceRow(db: WorkspaceDatabase): WorkspaceRow {
  const row = db.read.reads<WorkspaceRow>('SELECT stream, vault_key, trusted_floor FROM workspace WHERE id = 1').get();
  if (!row) throw new Refusal('WORKSPACE_DAMAGED', { reason: 'workspace.db 中没有工作区信息' });
  return row;
}

const UNCLOSED = `
  SELECT coalesce(max(CASE type WHEN 'session.opened' THEN seq END), 0) >
    coalesce(max(CASE type WHEN 'session.closed' THEN seq END), 0) AS unclosed
  FROM journal WHERE stream = ? AND type IN ('session.opened', 'session.closed')`;

/** Whether the last session of the stream ended without its signature: a crash or a power cut. */
function isUnclosed(db: WorkspaceDatabase, stream: string): boolean {
  return db.read.reads<{ unclosed: number }>(UNCLOSED).get(stream)?.unclosed === 1;
}

/** After a crash every page is read once: SQLite recovers by itself, a failing disk does not. */
function assertSound(db: WorkspaceDatabase): void {
  const [result] = db.connection.pragma('quick_check(1)') as { quick_check: string }[];
  if (result?.quick_check !== 'ok') throw new Refusal('WORKSPACE_DAMAGED', { reason: 'workspace.db 未通过检查' });
}

/** Opens the database, proves the journal untouched, cleans up after a crash and journals the beginning of the session. */
export async function openSession(options: SessionOptions): Promise<WorkspaceSession> {
  const { folder, secrets, clock } = options;
  const now = new Date(clock.now()).toISOString();
  const db = openDatabase({ path: workspacePaths(folder).database, key: secrets.workspaceKey, now });
  try {
    const row = readWorkspaceRow(db);
    const unclosed = isUnclosed(db, row.stream);
    if (unclosed) assertSound(db);
    // Others get their turn: a hundred thousand cases have a chain that takes a second.
    await inSlices(verifyingJournal(db.read), () => setImmediate());
    verifySessionSignatures(db.read);
    const vault = await openVault(workspacePaths(folder).vault, row.vault_key);
    await makeFolder(workspacePaths(folder).tmp);
    await vault.collectOrphans(knownVaultIds(db.read));
    return beginSession(options, db, vault, row, unclosed);
  } catch (error) {
    db.close();
    throw error;
  }
}

/** A new stream's id sorts after the one it follows, whatever the clock says: rebuilding replays streams in this order. */
function streamAfter(stream: string, now: number): string {
  const begun = Number.parseInt(stream.replaceAll('-', '').slice(0, 12), 16);
  return newId(Math.max(now, begun + 1));
}

function beginSession(
  options: SessionOptions,
  db: WorkspaceDatabase,
  vault: Vault,
  row: WorkspaceRow,
  unclosed: boolean,
): WorkspaceSession {
  const { clock, entry, folder, projections, secrets, version } = options;
  const now = new Date(clock.now()).toISOString();
  const copied = isCopy(db);
  const stream = copied ? streamAfter(row.stream, clock.now()) : row.stream;
  const journal = createJournal({ stream, projections, clock, startedAt: clock.monotonic() });
  const actor = { personId: entry.personId, keyId: entry.keyId };
  const record = (tx: WritableDb, event: EventInput) => journal.record(tx, { ...event, actor });
  const clockBehind = now < row.trusted_floor ? { now, floor: row.trusted_floor } : null;
  db.write((tx) => {
    if (copied) {
      const from = headOf(tx, row.stream);
      adoptCopy(db);
      tx.writes('UPDATE workspace SET stream = ?').run(stream);
      const payload = { fromStream: row.stream, fromSeq: from.seq, fromHash: from.hash };
      record(tx, { type: 'workspace.restored', payload });
    }
    record(tx, { type: 'session.opened', payload: { appVersion: version, unclosed } });
    if (clockBehind) record(tx, { type: 'clock.behind', payload: clockBehind });
    introducePerson(tx, entry, record);
  });
  const close = () => endSession(db, stream, secrets.signingKeyPem, record);
  const vaultKey = new Uint8Array(row.vault_key);
  return { folder, db, vault, vaultKey, journal, entry, actor, secrets, clockBehind, record, close };
}

/** The keyring is written before the database, so a crash in between leaves somebody here unknown or with an older key. */
export function introducePerson(
  tx: WritableDb,
  entry: PersonEntry,
  record: (tx: WritableDb, event: EventInput) => unknown,
): void {
  const { personId, name, unit, keyId, spki, recipient } = entry;
  const known = tx.reads<{ key_id: string }>('SELECT key_id FROM persons WHERE person_id = ?').get(personId);
  if (!known) record(tx, { type: 'person.added', payload: { personId, name, unit, keyId, spki, recipient } });
  else if (known.key_id !== keyId) {
    record(tx, { type: 'person.recovered', payload: { personId, keyId, spki, recipient } });
  }
}

function endSession(
  db: WorkspaceDatabase,
  stream: string,
  signingKeyPem: string,
  record: WorkspaceSession['record'],
): void {
  try {
    db.write((tx) => {
      const head = headOf(tx, stream);
      const signature = Buffer.from(signEd25519(signingKeyPem, Buffer.from(sessionPreimage(head)))).toString(
        'base64url',
      );
      record(tx, { type: 'session.closed', payload: { seq: head.seq, hash: head.hash, signature } });
    });
  } finally {
    db.close();
  }
}
