import { startWorker } from '#main/workers.ts';
import type { DocumentFormat, DocumentModel } from '#shared/documents/model.ts';
import { renderDocx } from './docx.ts';
import { renderXlsx } from './xlsx.ts';

export interface RenderJob {
  document: DocumentModel;
  /** Of the document, printed at its foot. */
  sha256: string;
  format: DocumentFormat;
  figures: ReadonlyMap<string, Uint8Array>;
}

/** The bytes of the file. */
export async function render({ document, sha256, format, figures }: RenderJob): Promise<Uint8Array> {
  return format === 'docx' ? renderDocx(document, sha256, figures) : renderXlsx(document, sha256);
}

/** The same in a thread of its own: ten thousand rows must not hold up the screen. CANCELLED when `signal` fires. */
export function renderApart(job: RenderJob, signal: AbortSignal): Promise<Uint8Array> {
  return startWorker<Uint8Array>(new URL('./render.worker.ts', import.meta.url), job, signal).result;
}
