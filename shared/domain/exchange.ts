import { z } from 'zod';
import { uuid } from './primitives.ts';

/**
 * What lies under `data/` of each kind of bundle, by name. Cases: `data/cases/<caseId>.json` (shared/domain/caseRecord.ts) and
 * `data/attachments/<sha256>.<extension>`. Reviews: the journal range, each signed record with its signature, the evidence crops.
 * Every centre bundle may carry the newest revocation list.
 */
export const CRL_PATH = 'data/trust/crl.pem';
export const ACK_PATH = 'data/ack.json';
const CASE = /^data\/cases\/([0-9a-f-]{36})\.json$/;

export const casePath = (caseId: string) => `data/cases/${caseId}.json`;
export const caseIdOfPath = (name: string): string | null => CASE.exec(name)?.[1] ?? null;
/** One canonical JSON `JournalEntry` a line, in order of seq. */
export const journalPath = (stream: string) => `data/journal/${stream}.jsonl`;
/** The canonical JSON a person signed, and the detached JWS (typ `REVIEW_SIGNATURE`) over its bytes. */
export const reviewPath = (caseId: string, version: number) => `data/reviews/${caseId}.${version}.json`;
export const reviewSignaturePath = (caseId: string, version: number) => `data/reviews/${caseId}.${version}.jws`;
export const cropPath = (sha256: string) => `data/evidence/${sha256}.png`;

/** `typ` of the signature over a review record. */
export const REVIEW_SIGNATURE = 'quanping-review+jws';

/** `data/ack.json` of an `ack` bundle; which events of which stream the centre holds stands in bundle.json's `acks`. */
export const ackContent = z.strictObject({
  profile: z.literal('qp-ack/1'),
  /** Review bundles the centre has taken in since it began. */
  bundleIds: z.array(uuid).max(20_000),
});
export type AckContent = z.infer<typeof ackContent>;
