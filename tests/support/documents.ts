/** Makes documents through the contract, for tests. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { documentsApi } from '#shared/api/documents.ts';
import type { InputOf } from '#shared/api/route.ts';
import type { DocumentReport } from '#shared/api/transfer.ts';
import { type ErrorCode, Refusal } from '#shared/domain/errors.ts';
import type { Station } from './core.ts';

type Save = InputOf<(typeof documentsApi)['save']>;
let made = 0;

/** Saves a document beside the workspace; throws the refusal it ends with. Masked and without pictures unless told otherwise. */
export async function makeDocument(
  station: Station,
  subject: Save['subject'],
  { format = 'docx', ...more }: Partial<Omit<Save, 'subject'>> = {},
): Promise<{ report: DocumentReport; bytes: Uint8Array }> {
  const target = path.join(station.folder, '..', `文书-${++made}.${format}`);
  const options = { masked: true, crops: false, reason: '', path: target, ...more };
  const task = await station.ended(await station.api.documents.save({ subject, format, ...options }));
  if (task.state === 'cancelled') throw new Refusal('CANCELLED');
  if (task.refusal) throw new Refusal(task.refusal.code as ErrorCode, task.refusal.details);
  const report = task.documentReport!;
  return { report, bytes: new Uint8Array(readFileSync(report.path)) };
}
