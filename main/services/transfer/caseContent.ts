import { z } from 'zod';
import { canonicalJson, parseStrictJson } from '#main/bundle/canonicalJson.ts';
import type { BundleEntry, VerifiedBundle } from '#main/bundle/read.ts';
import { sha256Hex } from '#main/crypto/primitives.ts';
import { attachmentPath } from '#shared/domain/bundle.ts';
import { type BundleCase, bundleCase } from '#shared/domain/caseRecord.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { CRL_PATH, caseIdOfPath, casePath } from '#shared/domain/exchange.ts';

/** One case of a verified bundle, checked and ready for the database. */
export interface PreparedCase {
  record: BundleCase;
  recordText: string;
  recordSha256: string;
  /** Where each attachment's bytes begin in the sealed bundle, in the record's order. */
  offsets: number[];
}

const MAX_CASE_BYTES = 1024 * 1024;

/** The first problem of a schema in words that name the field. */
export function schemaReason(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue ? `${issue.path.join('.') || '整体'}：${issue.message}` : '格式不对';
}

export function parseCase(bytes: Uint8Array, name: string): BundleCase {
  const parsed = bundleCase.safeParse(parseStrictJson(bytes, name));
  if (!parsed.success) throw new Refusal('SCHEMA_INVALID', { entry: name, reason: schemaReason(parsed.error) });
  return parsed.data;
}

/**
 * Reads every case of a bundle and holds its attachments against the container, in both directions: an attachment that is not in
 * the bundle, differs in size, or a file that no case names refuses the whole bundle.
 */
export async function prepareCases(
  verified: Pick<VerifiedBundle, 'entries' | 'readEntry'>,
  signal: AbortSignal,
): Promise<PreparedCase[]> {
  const named = new Set<string>();
  const prepared: PreparedCase[] = [];
  for (const name of verified.entries.keys()) {
    const caseId = caseIdOfPath(name);
    if (caseId === null) continue;
    if (signal.aborted) throw new Refusal('CANCELLED');
    const record = parseCase(await verified.readEntry(name, MAX_CASE_BYTES), name);
    if (casePath(record.id) !== name) throw new Refusal('SCHEMA_INVALID', { entry: name, reason: '编号与文件名不符' });
    prepared.push(prepareCase(record, verified.entries, name, named));
  }
  if (prepared.length === 0) throw new Refusal('SCHEMA_INVALID', { entry: 'data/cases', reason: '包中没有案卷' });
  for (const name of verified.entries.keys()) {
    const expected = !name.startsWith('data/') || caseIdOfPath(name) !== null || name === CRL_PATH || named.has(name);
    if (!expected) throw new Refusal('SCHEMA_INVALID', { entry: name, reason: '没有案卷引用这个文件' });
  }
  return prepared;
}

function prepareCase(
  record: BundleCase,
  entries: ReadonlyMap<string, BundleEntry>,
  name: string,
  named: Set<string>,
): PreparedCase {
  const offsets = record.attachments.map((attachment) => {
    const path = attachmentPath(attachment.sha256, attachment.extension);
    const entry = entries.get(path);
    if (!entry) throw new Refusal('SCHEMA_INVALID', { entry: name, reason: `缺少附件 ${attachment.name}` });
    if (entry.size !== attachment.bytes) {
      throw new Refusal('SCHEMA_INVALID', { entry: name, reason: `附件 ${attachment.name} 的大小不符` });
    }
    named.add(path);
    return entry.offset;
  });
  const recordText = canonicalJson(record as never);
  return { record, recordText, recordSha256: sha256Hex(Buffer.from(recordText)), offsets };
}

/** How a parked bundle waits: everything needed to take it in later, as kept in `bundles.report`. */
export const parkedContent = z.strictObject({
  parked: z.literal(true),
  issuerName: z.string(),
  audience: z.string(),
  cases: z.array(z.strictObject({ record: bundleCase, offsets: z.array(z.int()) })),
});
export type ParkedContent = z.infer<typeof parkedContent>;

export function unpark(content: ParkedContent): PreparedCase[] {
  return content.cases.map(({ record, offsets }) => {
    const recordText = canonicalJson(record as never);
    return { record, recordText, recordSha256: sha256Hex(Buffer.from(recordText)), offsets };
  });
}
