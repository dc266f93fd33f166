/** What bundles of second reviews hold, read with the care every foreign file gets. */
import type { z } from 'zod';
import type { WritableDb } from '#db/database.ts';
import type { CaseListRow } from '#db/queries/cases.ts';
import { parseStrictJson } from '#main/bundle/canonicalJson.ts';
import type { VerifiedBundle } from '#main/bundle/read.ts';
import { sha256Hex } from '#main/crypto/primitives.ts';
import type { ImportReport } from '#shared/api/transfer.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { cropPath } from '#shared/domain/exchange.ts';
import { maskApplicant } from '#shared/domain/mask.ts';
import type { SettledChanges } from '#shared/domain/secondSettled.ts';
import { assertPng } from '../blobs.ts';
import { schemaReason } from '../transfer/caseContent.ts';

export const MAX_JSON_BYTES = 8_000_000;
const MAX_CROP_BYTES = 20_000_000;

export type ReportCase = ImportReport['cases'][number];

/** A bundle that was read and may be stored as it is. */
export interface Prepared {
  cases: ReportCase[];
  remarks: string[];
  store: (tx: WritableDb) => void;
}

export const mismatch = (number: string, problem: string, advice: string) =>
  new Refusal('SECOND_MISMATCH', { number, problem, advice });

/** Refuses SCHEMA_INVALID. */
export async function readAs<T>(verified: VerifiedBundle, entry: string, schema: z.ZodType<T>): Promise<T> {
  const parsed = schema.safeParse(
    parseStrictJson(await verified.readEntry(entry, MAX_JSON_BYTES), entry, MAX_JSON_BYTES),
  );
  if (!parsed.success) throw new Refusal('SCHEMA_INVALID', { entry, reason: schemaReason(parsed.error) });
  return parsed.data;
}

/** The pictures behind evidence by their hashes. Refuses SCHEMA_INVALID where one is missing, another one, or no picture. */
export async function readCrops(verified: VerifiedBundle, hashes: Iterable<string>): Promise<Map<string, Uint8Array>> {
  const crops = new Map<string, Uint8Array>();
  for (const hash of new Set(hashes)) {
    const entry = cropPath(hash);
    if (!verified.entries.has(entry)) throw new Refusal('SCHEMA_INVALID', { entry, reason: '缺少依据截图' });
    const bytes = await verified.readEntry(entry, MAX_CROP_BYTES);
    if (sha256Hex(bytes) !== hash) throw new Refusal('SCHEMA_INVALID', { entry, reason: '截图与编号不符' });
    assertPng(bytes);
    crops.set(hash, bytes);
  }
  return crops;
}

export function keepCrops(tx: WritableDb, crops: ReadonlyMap<string, Uint8Array>): void {
  for (const [hash, bytes] of crops) {
    tx.writes('INSERT OR IGNORE INTO crops VALUES (?, ?)').run(hash, Buffer.from(bytes));
  }
}

/** Hashes of the pictures that settled verdicts rest on. */
export const cropsOf = ({ evidence }: Pick<SettledChanges, 'evidence'>): string[] =>
  evidence.flatMap(([, places]) => places.map(({ cropSha256 }) => cropSha256));

/** Files of the bundle that nothing named accounts for. */
export function refuseStrangers({ entries }: VerifiedBundle, expected: ReadonlySet<string>): void {
  for (const entry of entries.keys()) {
    if (entry.startsWith('data/') && !expected.has(entry)) {
      throw new Refusal('SCHEMA_INVALID', { entry, reason: '复核包中不应有这个文件' });
    }
  }
}

export function refuseDoubles(entry: string, cases: readonly { secondId: string; caseId: string }[]): void {
  const ids = new Set(cases.flatMap(({ secondId, caseId }) => [secondId, caseId]));
  if (ids.size !== cases.length * 2) throw new Refusal('SCHEMA_INVALID', { entry, reason: '同一案卷出现了两次' });
}

export function reportCase(row: CaseListRow): ReportCase {
  const { caseId, number, applicantName, applicantKind, programme, attachments } = row;
  return {
    ...{ caseId, number, programme, programmeName: `项目 ${programme}`, attachments },
    applicant: maskApplicant({ kind: applicantKind, name: applicantName }),
    ...{ bytes: 0, change: 'unchanged' },
  };
}
