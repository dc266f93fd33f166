import path from 'node:path';
import { cropBytes } from '#db/queries/review.ts';
import { sha256Hex } from '#main/crypto/primitives.ts';
import { renderApart } from '#main/documents/render.ts';
import { removeFile } from '#main/vault/durable.ts';
import type { TransferProgress } from '#shared/api/transfer.ts';
import type { DocumentFormat, DocumentModel } from '#shared/documents/model.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { writeNewFile } from '../newFile.ts';
import type { Session } from '../session.ts';
import { createSteps } from '../transfer/steps.ts';

/** The pictures a document names. A crop that is gone is damage, not a reason to leave it out silently. */
export function figuresOf(session: Session, document: DocumentModel): Map<string, Uint8Array> {
  const figures = new Map<string, Uint8Array>();
  for (const block of document.blocks) {
    if (block.kind !== 'figures') continue;
    for (const { sha256 } of block.items) {
      const bytes = cropBytes(session.db.read, sha256);
      if (!bytes) throw new Refusal('WORKSPACE_DAMAGED', { reason: `缺少依据截图 ${sha256.slice(0, 8)}` });
      figures.set(sha256, new Uint8Array(bytes));
    }
  }
  return figures;
}

/** The path with the extension of its format; people leave it out. */
export function withExtension(file: string, format: DocumentFormat): string {
  return path.extname(file).toLowerCase() === `.${format}` ? file : `${file}.${format}`;
}

export interface WriteOptions {
  path: string;
  format: DocumentFormat;
  report: (progress: TransferProgress) => void;
  signal: AbortSignal;
}

/**
 * Renders in a thread and writes a new file; an existing one is never touched. `record` says so in the journal: where that fails, the
 * file goes again. Refuses FILE_EXISTS, FILE_NOT_FOUND, MEDIUM_WRITE, SPACE_SHORT, CANCELLED.
 */
export async function writeDocument(
  session: Session,
  { document, sha256 }: { document: DocumentModel; sha256: string },
  { path: file, format, report, signal }: WriteOptions,
  record: () => void,
): Promise<{ bytes: number; fileSha256: string }> {
  const steps = createSteps(report);
  steps.begin('write', 1);
  const bytes = await renderApart({ document, sha256, format, figures: figuresOf(session, document) }, signal);
  await writeNewFile(file, bytes.length, (handle) => handle.writeFile(bytes));
  try {
    if (signal.aborted) throw new Refusal('CANCELLED');
    record();
  } catch (error) {
    await removeFile(file).catch(() => undefined);
    throw error;
  }
  steps.finish(bytes.length);
  return { bytes: bytes.length, fileSha256: sha256Hex(bytes) };
}
