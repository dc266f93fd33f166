import type { z } from 'zod';
import type { Precheck } from '#db/queries/policies.ts';
import { parseStrictJson } from '#main/bundle/canonicalJson.ts';
import type { BundleEntry, VerifiedBundle } from '#main/bundle/read.ts';
import { sha256Hex } from '#main/crypto/primitives.ts';
import { attachmentPath } from '#shared/domain/bundle.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import { type BundleCase, bundleCase, type FactRecord } from '#shared/domain/caseRecord.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { CRL_PATH, caseIdOfPath, casePath } from '#shared/domain/exchange.ts';
import { caseSearchText } from '../searchText.ts';
import { createPace } from './pace.ts';
import type { Steps } from './steps.ts';

/** What the engine says of a case when it comes in; computed again whenever the case is opened. */
export interface CaseSummary extends Precheck {
  programmeName: string;
  remarks: string[];
  /** Items that the rules answer otherwise than for an earlier version of the case. */
  otherwise: (before: BundleCase) => string[];
  /** The same with values read in the documents in place of declared ones. */
  observing: (observed: FactRecord) => CaseSummary;
}

/** One case of a verified bundle, checked and ready for the database. */
export interface PreparedCase {
  record: BundleCase;
  recordText: string;
  recordSha256: string;
  search: string;
  /** Where each attachment's bytes begin in the sealed bundle, in the record's order. */
  offsets: number[];
  summary: CaseSummary;
}

/** Throws the engine's refusals of a case it cannot take. */
export type Summarise = (record: BundleCase) => CaseSummary;

/** A container whose bytes were verified. */
export type CaseSource = Pick<VerifiedBundle, 'entries' | 'readEntry'>;

const MAX_CASE_BYTES = 1024 * 1024;

/** The first problem of a schema in words that name the field. */
export function schemaReason(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue ? `${issue.path.join('.') || '整体'}：${issue.message}` : '格式不对';
}

type WrittenCase = Pick<PreparedCase, 'record' | 'recordText'>;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * A record in canonical JSON, as the centre writes it: what comes out again byte for byte holds no double key, no other spelling of a
 * number and no lone surrogate, so that the strict reader need not look at every character. `null`: ask the strict reader.
 */
export function readCanonicalCase(bytes: Uint8Array): WrittenCase | null {
  try {
    const text = utf8.decode(bytes);
    if (text.includes('__proto__')) return null;
    const parsed = bundleCase.safeParse(JSON.parse(text));
    return parsed.success && canonicalJson(parsed.data) === text ? { record: parsed.data, recordText: text } : null;
  } catch {
    // The strict reader says what is wrong with it.
    return null;
  }
}

export function readStrictCase(bytes: Uint8Array, entry: string): WrittenCase {
  const parsed = bundleCase.safeParse(parseStrictJson(bytes, entry));
  if (!parsed.success) throw new Refusal('SCHEMA_INVALID', { entry, reason: schemaReason(parsed.error) });
  return { record: parsed.data, recordText: canonicalJson(parsed.data) };
}

function readCase(bytes: Uint8Array, entry: string): WrittenCase {
  const written = readCanonicalCase(bytes) ?? readStrictCase(bytes, entry);
  if (casePath(written.record.id) === entry) return written;
  throw new Refusal('SCHEMA_INVALID', { entry, reason: '编号与文件名不符' });
}

/**
 * Reads every case of a bundle and holds it against the catalogue and its attachments against the container, in both directions:
 * rules or facts that are not known, an attachment that is not in the bundle or differs in size, or a file that no case names refuse
 * the whole bundle with SCHEMA_INVALID. Other requests get their turn in between.
 */
export async function prepareCases(
  source: CaseSource,
  summarise: Summarise,
  steps: Steps,
  signal: AbortSignal,
): Promise<PreparedCase[]> {
  const names = [...source.entries.keys()].filter((name) => caseIdOfPath(name) !== null);
  if (names.length === 0) throw new Refusal('SCHEMA_INVALID', { entry: 'data/cases', reason: '包中没有案卷' });
  const pace = createPace(signal);
  const named = new Set<string>();
  const prepared: PreparedCase[] = [];
  steps.begin('content', names.length);
  for (const name of names) {
    const { record, recordText } = readCase(await source.readEntry(name, MAX_CASE_BYTES), name);
    await pace();
    const offsets = attachmentOffsets(record, source.entries, name, named);
    const summary = summaryOf(record, name, summarise);
    const recordSha256 = sha256Hex(recordText);
    prepared.push({ record, recordText, recordSha256, search: caseSearchText(record), offsets, summary });
    steps.done(prepared.length);
  }
  refuseStrangers(source.entries, named);
  return prepared;
}

function summaryOf(record: BundleCase, entry: string, summarise: Summarise): CaseSummary {
  try {
    return summarise(record);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const what = error.code === 'INPUT_INVALID' ? error.details.reason : error.message.split('。', 1)[0];
    const reason = `案卷 ${record.number}：${what}`;
    throw new Refusal('SCHEMA_INVALID', { entry, reason, cause: error.code }, { cause: error });
  }
}

function refuseStrangers(entries: CaseSource['entries'], named: ReadonlySet<string>): void {
  for (const name of entries.keys()) {
    const expected = !name.startsWith('data/') || caseIdOfPath(name) !== null || name === CRL_PATH || named.has(name);
    if (!expected) throw new Refusal('SCHEMA_INVALID', { entry: name, reason: '没有案卷引用这个文件' });
  }
}

function attachmentOffsets(
  record: BundleCase,
  entries: ReadonlyMap<string, BundleEntry>,
  entry: string,
  named: Set<string>,
): number[] {
  return record.attachments.map((attachment) => {
    const path = attachmentPath(attachment.sha256, attachment.extension);
    const found = entries.get(path);
    if (!found) throw new Refusal('SCHEMA_INVALID', { entry, reason: `缺少附件 ${attachment.name}` });
    if (found.size !== attachment.bytes) {
      throw new Refusal('SCHEMA_INVALID', { entry, reason: `附件 ${attachment.name} 的大小不符` });
    }
    named.add(path);
    return found.offset;
  });
}
