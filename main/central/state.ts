/** What a centre folder remembers: `state.json`, replaced as a whole at every change. */
import { z } from 'zod';
import { sequenceKey } from '#main/bundle/sequence.ts';
import { BUNDLE_KINDS, type BundleJson } from '#shared/domain/bundle.ts';
import { ROLES } from '#shared/domain/person.ts';
import type { PackReference } from '#shared/domain/policyPack.ts';
import { isoTime, requiredText, sha256, text, uuid } from '#shared/domain/primitives.ts';

const serial = z.string().regex(/^[0-9a-f]{1,42}$/);
const sequence = z.int().min(0);

const issuedCertificate = z.strictObject({
  serial,
  keyId: sha256,
  personId: requiredText(80),
  name: requiredText(80),
  unit: requiredText(120),
  role: z.enum(ROLES),
  issuedAt: isoTime,
  notAfter: isoTime,
});

const issuedBundle = z.strictObject({
  /** null when the command was cut off between naming the file and noting it. */
  bundleId: uuid.nullable(),
  kind: z.enum(BUNDLE_KINDS),
  lane: text(5000),
  issuerSeq: sequence,
  issuedAt: isoTime,
  file: text(255),
  cases: z.array(uuid),
  /** The catalogue a policy bundle brought. */
  catalogue: z.strictObject({ number: z.int().min(1), sha256 }).optional(),
});

export type IssuedRecord = z.infer<typeof issuedBundle>;

const receivedBundle = z.strictObject({
  bundleId: uuid,
  contentSha256: sha256,
  /** Of the file as it came. */
  sha256,
  lane: text(5000),
  issuerSeq: sequence,
  receivedAt: isoTime,
  personId: requiredText(80),
  streams: z.array(uuid),
});

/** The centre holds this stream up to `seq`; `bytes` is how much of `journal/<stream>.jsonl` counts. */
const streamHead = z.strictObject({ seq: sequence, hash: sha256, bytes: sequence, persons: z.array(text(80)) });
export type StreamHead = z.infer<typeof streamHead>;

/** A review bundle its workspace declared lost, in an event of `stream`. */
const withdrawal = z.strictObject({ stream: uuid, file: text(255), at: isoTime, reason: text(200) });
export type Withdrawal = z.infer<typeof withdrawal>;

/** Two stories about one stream, or one number used twice: kept for people to look at, nothing of it was taken in. */
const alarm = z.strictObject({ at: isoTime, code: text(60), message: text(400), file: text(255) });

export const centreState = z.strictObject({
  profile: z.literal('qp-centre/1'),
  createdAt: isoTime,
  certificates: z.array(issuedCertificate),
  /** Last number by lane, of bundles sent and of bundles received: issuer, kind and audience. */
  sent: z.record(text(5000), sequence),
  seen: z.record(text(5000), sequence),
  /** A bundle being written: committed at the next start when its file is there, forgotten otherwise. */
  pending: z.strictObject({ target: text(4000), record: issuedBundle }).nullable(),
  issued: z.array(issuedBundle),
  received: z.array(receivedBundle),
  streams: z.record(uuid, streamHead),
  /** Public keys by keyId, SPKI DER in base64: from requests and from journals. */
  keys: z.record(sha256, text(400)),
  alarms: z.array(alarm),
  /** Cases by the ids of their second reviews, from journals. */
  seconds: z.record(uuid, uuid).default({}),
  /** By bundle id, from journals. */
  withdrawn: z.record(uuid, withdrawal).default({}),
});
export type CentreState = z.infer<typeof centreState>;

export function newState(createdAt: string): CentreState {
  return {
    profile: 'qp-centre/1',
    createdAt,
    certificates: [],
    sent: {},
    seen: {},
    pending: null,
    issued: [],
    received: [],
    streams: {},
    keys: {},
    alarms: [],
    seconds: {},
    withdrawn: {},
  };
}

/** Catalogues sent so far, the newest last; a number that was noted and never sent does not count. */
export function issuedCatalogues({ issued }: CentreState): PackReference[] {
  return issued.flatMap(({ catalogue }) => (catalogue ? [catalogue] : []));
}

/** Where a bundle's number counts. */
export function laneOf(bundle: Pick<BundleJson, 'issuer' | 'kind' | 'audience'>): string {
  return `${bundle.issuer} ${sequenceKey(bundle)}`;
}
