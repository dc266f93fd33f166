import { mkdir, mkdtemp, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { type AttachmentRow, findAttachment } from '#db/queries/cases.ts';
import { cropBytes } from '#db/queries/review.ts';
import { diskRefusal } from '#main/vault/durable.ts';
import { type ByteSource, MAX_RANGE_BYTES } from '#shared/api/transport.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { createSealedFiles, type SealedFiles } from './sealedFiles.ts';
import type { Session } from './session.ts';

export interface AttachmentService {
  /** Bytes [begin, end) of an attachment, served from the sealed bundle by offset, or of an evidence crop. Clipped at the end. */
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

export function createAttachments(session: () => Session): AttachmentService {
  let reading: Reading | null = null;

  function filesOf({ db, staging, vault }: Session): SealedFiles {
    if (reading?.db !== db) {
      void reading?.files.close();
      reading = { db, staging, files: createSealedFiles((id) => vault.open(id)) };
    }
    return reading.files;
  }

  function read(current: Session, row: AttachmentRow, begin: number, end: number): Promise<Uint8Array> {
    const [first, last] = [Math.min(begin, row.bytes), Math.min(end, row.bytes)];
    return filesOf(current).use(row.vaultId, (file) => file.readRange(row.offset + first, row.offset + last));
  }

  async function copyTo(target: string, current: Session, row: AttachmentRow): Promise<void> {
    const handle = await open(target, 'wx', 0o600);
    try {
      for (let at = 0; at < row.bytes; at += MAX_RANGE_BYTES) {
        await handle.writeFile(await read(current, row, at, at + MAX_RANGE_BYTES));
      }
    } finally {
      await handle.close();
    }
  }

  return {
    async readRange({ kind, id }, begin, end) {
      const current = session();
      if (kind === 'crop') {
        const bytes = cropBytes(current.db.read, id);
        if (!bytes) throw new Refusal('ATTACHMENT_UNKNOWN');
        return Uint8Array.from(bytes.subarray(begin, end));
      }
      const row = findAttachment(current.db.read, id);
      if (!row) throw new Refusal('ATTACHMENT_UNKNOWN');
      return read(current, row, begin, end);
    },
    async copyOutside(attachmentId) {
      const current = session();
      const { db, journal, actor, staging } = current;
      const row = findAttachment(db.read, attachmentId);
      if (!row) throw new Refusal('ATTACHMENT_UNKNOWN');
      const payload = { caseId: row.caseId, attachmentId };
      db.write((tx) => journal.record(tx, { type: 'attachment.openedOutside', payload, actor }));
      try {
        await mkdir(path.join(staging, OUTSIDE), { recursive: true, mode: 0o700 });
        // A folder of its own each time: another program may still hold, or have changed, the copy before. The extension comes from
        // a closed list, the name from the hash: nothing of the outside reaches the file system.
        const folder = await mkdtemp(path.join(staging, OUTSIDE, 'copy-'));
        const target = path.join(folder, `${row.sha256.slice(0, 16)}.${row.extension}`);
        await copyTo(target, current, row);
        return target;
      } catch (error) {
        throw await diskRefusal(error, staging, row.bytes);
      }
    },
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
