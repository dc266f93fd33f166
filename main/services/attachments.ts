import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type AttachmentRow, findAttachment } from '#db/queries/cases.ts';
import { cropBytes } from '#db/queries/review.ts';
import type { SealedFile } from '#main/vault/sealedFile.ts';
import type { ByteSource } from '#shared/api/transport.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { Session } from './session.ts';

export interface AttachmentService {
  /** Bytes [begin, end) of an attachment, served from the sealed bundle by offset, or of an evidence crop. */
  readRange(source: ByteSource, begin: number, end: number): Promise<Uint8Array>;
  /** A copy in the clear for another program, removed at the next lock or start. Answers its path. */
  copyOutside(attachmentId: string): Promise<string>;
  /** Closes open sealed files and removes copies in the clear. */
  close(): Promise<void>;
}

/** Sealed bundles kept open at a time; opening one costs a few milliseconds. */
const MAX_OPEN = 4;
const OUTSIDE = 'outside';

export function createAttachments(session: () => Session): AttachmentService {
  let owner: Session | null = null;
  const open = new Map<string, Promise<SealedFile>>();

  async function closeAll(): Promise<void> {
    const files = [...open.values()];
    open.clear();
    await Promise.all(files.map((file) => file.then((sealed) => sealed.close()).catch(() => undefined)));
  }

  async function sealedOf(current: Session, vaultId: string): Promise<SealedFile> {
    if (owner?.db !== current.db) {
      owner = current;
      await closeAll();
    }
    const known = open.get(vaultId) ?? current.vault.open(vaultId);
    open.delete(vaultId);
    open.set(vaultId, known);
    for (const [id, file] of open) {
      if (open.size <= MAX_OPEN) break;
      open.delete(id);
      void file.then((sealed) => sealed.close()).catch(() => undefined);
    }
    return known.catch((error: unknown) => {
      open.delete(vaultId);
      throw error;
    });
  }

  async function readAttachment(row: AttachmentRow, begin: number, end: number): Promise<Uint8Array> {
    const sealed = await sealedOf(session(), row.vaultId);
    return sealed.readRange(row.offset + Math.min(begin, row.bytes), row.offset + Math.min(end, row.bytes));
  }

  return {
    async readRange({ kind, id }, begin, end) {
      const { read } = session().db;
      if (kind === 'crop') {
        const bytes = cropBytes(read, id);
        if (!bytes) throw new Refusal('ATTACHMENT_UNKNOWN');
        return Uint8Array.from(bytes.subarray(begin, end));
      }
      const row = findAttachment(read, id);
      if (!row) throw new Refusal('ATTACHMENT_UNKNOWN');
      return readAttachment(row, begin, end);
    },
    async copyOutside(attachmentId) {
      const current = session();
      const row = findAttachment(current.db.read, attachmentId);
      if (!row) throw new Refusal('ATTACHMENT_UNKNOWN');
      const folder = path.join(current.staging, OUTSIDE);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      // The extension comes from a closed list, the name from our own id: nothing of the outside reaches the file system.
      const target = path.join(folder, `${row.sha256.slice(0, 16)}.${row.extension}`);
      await writeFile(target, await readAttachment(row, 0, row.bytes), { mode: 0o600 });
      const payload = { caseId: row.caseId, attachmentId };
      const { db, journal, actor } = current;
      db.write((tx) => journal.record(tx, { type: 'attachment.openedOutside', payload, actor }));
      return target;
    },
    async close() {
      await closeAll();
      if (owner) await rm(path.join(owner.staging, OUTSIDE), { recursive: true, force: true });
      owner = null;
    },
  };
}
