import { mkdir, mkdtemp, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { type AttachmentRow, findAttachment } from '#db/queries/cases.ts';
import { findSource } from '#db/queries/policies.ts';
import { cropBytes } from '#db/queries/review.ts';
import { diskRefusal } from '#main/vault/durable.ts';
import { type ByteSource, MAX_RANGE_BYTES } from '#shared/api/transport.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { createSealedFiles, type SealedFiles } from './sealedFiles.ts';
import type { Session } from './session.ts';

export interface AttachmentService {
  /** Bytes [begin, end) of an attachment or a policy source, served from the sealed bundle by offset, or of an evidence crop. Clipped at the end. */
  readRange(source: ByteSource, begin: number, end: number): Promise<Uint8Array>;
  /** A copy in the clear for another program, removed at the next lock or start. Answers its path. */
  copyOutside(attachmentId: string): Promise<string>;
  /** Closes open sealed files and removes copies in the clear. Never fails: it must not keep anybody from locking. */
  close(): Promise<void>;
}

const OUTSIDE = 'outside';

/** The workspace somebody reads from, and its files. */
interface Reading {
  db: Session['db'];
  staging: string;
  files: SealedFiles;
}

type Sealed = Pick<AttachmentRow, 'vaultId' | 'offset' | 'bytes'>;
type Read = (current: Session, row: Sealed, begin: number, end: number) => Promise<Uint8Array>;

export function createAttachments(session: () => Session): AttachmentService {
  let reading: Reading | null = null;

  const read: Read = ({ db, staging, vault }, row, begin, end) => {
    if (reading?.db !== db) {
      void reading?.files.close();
      reading = { db, staging, files: createSealedFiles((id) => vault.open(id)) };
    }
    const [first, last] = [Math.min(begin, row.bytes), Math.min(end, row.bytes)];
    return reading.files.use(row.vaultId, (file) => file.readRange(row.offset + first, row.offset + last));
  };

  return {
    async readRange({ kind, id }, begin, end) {
      const current = session();
      if (kind === 'attachment') return read(current, attachmentOf(current, id), begin, end);
      if (kind === 'source') return read(current, sourceOf(current, id), begin, end);
      const bytes = cropBytes(current.db.read, id);
      if (!bytes) throw new Refusal('ATTACHMENT_UNKNOWN');
      return Uint8Array.from(bytes.subarray(begin, end));
    },
    copyOutside: async (attachmentId) => copyOutside(session(), attachmentId, read),
    async close() {
      const ending = reading;
      reading = null;
      if (!ending) return;
      await ending.files.close();
      // A copy that another program holds open stays until the next start, which empties the folder.
      await rm(path.join(ending.staging, OUTSIDE), { recursive: true, force: true, maxRetries: 3 }).catch(
        () => undefined,
      );
    },
  };
}

function attachmentOf({ db }: Session, attachmentId: string): AttachmentRow {
  const row = findAttachment(db.read, attachmentId);
  if (!row) throw new Refusal('ATTACHMENT_UNKNOWN');
  return row;
}

function sourceOf({ db }: Session, id: string): Sealed {
  const row = findSource(db.read, id);
  if (!row) throw new Refusal('SOURCE_UNKNOWN');
  return row;
}

async function copyOutside(current: Session, attachmentId: string, read: Read): Promise<string> {
  const { db, journal, actor, staging } = current;
  const row = attachmentOf(current, attachmentId);
  const payload = { caseId: row.caseId, attachmentId };
  db.write((tx) => journal.record(tx, { type: 'attachment.openedOutside', payload, actor }));
  try {
    await mkdir(path.join(staging, OUTSIDE), { recursive: true, mode: 0o700 });
    // A folder of its own each time: another program may still hold, or have changed, the copy before. The extension comes from a
    // closed list, the name from the hash: nothing of the outside reaches the file system.
    const folder = await mkdtemp(path.join(staging, OUTSIDE, 'copy-'));
    const target = path.join(folder, `${row.sha256.slice(0, 16)}.${row.extension}`);
    const handle = await open(target, 'wx', 0o600);
    try {
      for (let at = 0; at < row.bytes; at += MAX_RANGE_BYTES) {
        await handle.writeFile(await read(current, row, at, at + MAX_RANGE_BYTES));
      }
    } finally {
      await handle.close();
    }
    return target;
  } catch (error) {
    throw await diskRefusal(error, staging, row.bytes);
  }
}
