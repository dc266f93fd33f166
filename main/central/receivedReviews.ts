/** Signed outcomes in a review bundle: every one bound to its signature, its signer's certificate and its place in the journal. */
import { parseStrictJson } from '#main/bundle/canonicalJson.ts';
import type { TrustStore } from '#main/bundle/certificate.ts';
import { validatePath } from '#main/bundle/path.ts';
import { verifyDetached } from '#main/bundle/signature.ts';
import { sha256Hex } from '#main/crypto/primitives.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { cropPath, REVIEW_SIGNATURE, reviewPath, reviewSignaturePath } from '#shared/domain/exchange.ts';
import { ROLE_TITLES } from '#shared/domain/person.ts';
import { type ReviewRecord, reviewRecord } from '#shared/domain/review.ts';
import { payloadOf, type ReceivedStream } from './receivedJournal.ts';

export interface ReceivedReview {
  record: ReviewRecord;
  /** The bytes that were signed. */
  bytes: Uint8Array;
  /** Of the bytes. */
  sha256: string;
  signature: string;
  /** Signed in an event the centre did not hold before. */
  fresh: boolean;
}

const MAX_RECORD_BYTES = 4_000_000;
const SIGNING_ROLES: readonly string[] = ['reviewer', 'approver', 'inspector'];

/** Outcomes signed in the events of the bundle; signers are judged where the centre did not hold the event before. Refuses SCHEMA_INVALID, SIGNATURE_INVALID, CERT_…, JOURNAL_BROKEN. */
export function signedReviews(streams: readonly ReceivedStream[], trust: TrustStore, now: string): ReceivedReview[] {
  const reviews: ReceivedReview[] = [];
  const held = new Map(streams.map(({ stream, entries, fresh }) => [stream, entries.length - fresh.length]));
  for (const [i, entry] of streams.flatMap(({ entries }) => [...entries.entries()])) {
    const signed = payloadOf(entry, 'case.signed');
    if (!signed) continue;
    const name = reviewPath(signed.caseId, signed.version);
    const bytes = Buffer.from(signed.record);
    const record = parseRecord(bytes, name);
    const fits =
      sha256Hex(bytes) === signed.recordSha256 && record.caseId === signed.caseId && record.version === signed.version;
    if (!fits || record.signedBy.keyId !== entry.actor.keyId) throw new Refusal('JOURNAL_BROKEN', { seq: entry.seq });
    const fresh = i >= held.get(entry.stream)!;
    if (fresh) checkSigner(record, bytes, signed.signature, name, trust, now);
    reviews.push({ record, bytes, sha256: signed.recordSha256, signature: signed.signature, fresh });
  }
  return reviews;
}

function parseRecord(bytes: Uint8Array, name: string): ReviewRecord {
  const parsed = reviewRecord.safeParse(parseStrictJson(bytes, name, MAX_RECORD_BYTES));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Refusal('SCHEMA_INVALID', { entry: name, reason: `${issue?.path.join('.') || '整体'}：${issue?.message}` });
}

/** The certificate had to be valid when the outcome was signed, and must not be revoked now. */
function checkSigner(
  record: ReviewRecord,
  bytes: Uint8Array,
  signature: string,
  name: string,
  trust: TrustStore,
  now: string,
): void {
  const { chain } = verifyDetached(signature, bytes, REVIEW_SIGNATURE, name);
  const signedAt = record.signedAt < now ? record.signedAt : now;
  const { keyId, subject } = validatePath(chain, trust, { at: now, signedAt });
  if (!SIGNING_ROLES.includes(subject.role)) {
    throw new Refusal('CERT_ROLE', { name: subject.name, role: ROLE_TITLES[subject.role] });
  }
  const { signedBy } = record;
  if (signedBy.keyId !== keyId || signedBy.name !== subject.name || signedBy.role !== subject.role) {
    throw new Refusal('SIGNATURE_INVALID', { file: name });
  }
}

/** The files beside the journal: each record and signature as the journal has it, each crop an outcome refers to. Returns crops missing. */
export async function checkFiles(
  reviews: readonly ReceivedReview[],
  names: ReadonlySet<string>,
  read: (name: string) => Promise<Uint8Array>,
): Promise<number> {
  const crops = new Set<string>();
  for (const { record, bytes, signature } of reviews) {
    const name = reviewPath(record.caseId, record.version);
    const signatureName = reviewSignaturePath(record.caseId, record.version);
    if (names.has(name)) {
      await refuseOther(name, bytes, read);
      await refuseOther(signatureName, Buffer.from(signature), read);
    }
    for (const { evidence } of record.items) for (const { cropSha256 } of evidence) crops.add(cropSha256);
  }
  return [...crops].filter((sha256) => !names.has(cropPath(sha256))).length;
}

async function refuseOther(
  name: string,
  expected: Uint8Array,
  read: (name: string) => Promise<Uint8Array>,
): Promise<void> {
  if (Buffer.compare(await read(name), expected) !== 0) {
    throw new Refusal('SCHEMA_INVALID', { entry: name, reason: '与审核记录中签署的内容不同' });
  }
}
