import type { ReadableDb } from '#db/database.ts';
import { sha256Hex, verifyEd25519 } from '#main/crypto/primitives.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { EventPayload } from '#shared/domain/events.ts';
import { sessionPreimage } from '#shared/domain/journal.ts';

interface ClosingRow {
  stream: string;
  seq: number;
  key_id: string;
  payload: Buffer;
  /** Hash of the event that was signed, `null` when there is none. */
  signed_hash: string | null;
  spki: string | null;
}

const CLOSINGS = `
  SELECT closing.stream, closing.seq, closing.key_id, closing.payload, signed.hash AS signed_hash,
    coalesce(persons.spki, former_keys.spki) AS spki
  FROM journal AS closing
  LEFT JOIN journal AS signed ON signed.stream = closing.stream AND signed.seq = closing.seq - 1
  LEFT JOIN persons ON persons.key_id = closing.key_id
  LEFT JOIN former_keys ON former_keys.key_id = closing.key_id
  WHERE closing.type = 'session.closed' ORDER BY closing.stream, closing.seq`;

/**
 * Checks the signature at the end of every session against the key of the person who worked. The chain alone can be recomputed by
 * somebody who has the workspace key; these signatures cannot. Refuses JOURNAL_BROKEN.
 */
export function verifySessionSignatures(db: ReadableDb): void {
  for (const row of db.reads<ClosingRow>(CLOSINGS).all()) {
    if (!isSigned(row)) throw new Refusal('JOURNAL_BROKEN', { seq: row.seq });
  }
}

function isSigned({ stream, seq, key_id, payload, signed_hash, spki }: ClosingRow): boolean {
  if (signed_hash === null || spki === null) return false;
  const key = Buffer.from(spki, 'base64');
  const closing = JSON.parse(payload.toString('utf8')) as EventPayload<'session.closed'>;
  if (sha256Hex(key) !== key_id || closing.seq !== seq - 1 || closing.hash !== signed_hash) return false;
  const signed = Buffer.from(sessionPreimage({ stream, seq: closing.seq, hash: closing.hash }));
  return verifyEd25519(key, signed, Buffer.from(closing.signature, 'base64url'));
}
