import { z } from 'zod';
import { BUNDLE_LIMITS } from './bundleRules.ts';
import { journalRange } from './journal.ts';
import type { Role } from './person.ts';
import { isoTime, sha256, uuid } from './primitives.ts';

/** Profile `qpb/1` (docs/bundle-format.md): what every reader and writer of bundles shares. */
export const BUNDLE_PROFILE = 'qpb/1';
/** Raised when a bundle needs abilities that older readers lack; `minReader` of a bundle is compared with it. */
export const READER_LEVEL = 1;

export const BUNDLE_KINDS = ['case', 'review', 'policy', 'trust', 'panel', 'score', 'ack'] as const;
export type BundleKind = (typeof BUNDLE_KINDS)[number];

export const BUNDLE_KIND_TITLES: Record<BundleKind, string> = {
  case: '案卷',
  review: '审核',
  policy: '政策',
  trust: '信任',
  panel: '评审',
  score: '评分',
  ack: '回执',
};

/** Whose certificate may sign a kind. */
export const BUNDLE_SIGNERS: Record<BundleKind, readonly Role[]> = {
  case: ['centre'],
  review: ['reviewer', 'approver', 'inspector'],
  policy: ['centre'],
  trust: ['centre'],
  panel: ['secretary'],
  score: ['expert'],
  ack: ['centre'],
};

/**
 * Kinds whose every bundle carries all that its reader does not hold yet: a lost one heals with the next, so a gap in
 * `issuerSeq` does not hold them back. The others wait until the gap fills.
 */
export const CUMULATIVE_KINDS: readonly BundleKind[] = ['review', 'policy', 'trust', 'score', 'ack'];

/** Kinds that may be addressed to everyone (empty audience). */
export const BROADCAST_KINDS: readonly BundleKind[] = ['policy', 'trust'];

/** Lower-case hex SHA-256 of a key's SPKI. */
export const keyId = sha256;

/** The issuer holds every event of `stream` up to `seq`, whose hash is `hash`. */
export const bundleAck = z.strictObject({ stream: uuid, seq: z.int().min(1), hash: sha256 });
export type BundleAck = z.infer<typeof bundleAck>;

/** The catalogue the bundle was made with. `number` only grows. */
export const catalogueReference = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,99}$/),
  number: z.int().min(0),
  sha256,
});
export type CatalogueReference = z.infer<typeof catalogueReference>;

/** Volume `index` of `count` of the set `set`; a bundle that stands alone is 1 of 1 of its own id. */
export const bundlePart = z
  .strictObject({ set: uuid, index: z.int().min(1), count: z.int().min(1).max(BUNDLE_LIMITS.parts) })
  .refine((part) => part.index <= part.count, { message: 'index is beyond count' });
export type BundlePart = z.infer<typeof bundlePart>;

const bundleRange = journalRange.refine((range) => range.from <= range.to, { message: 'from is after to' });

function isSortedSet(values: readonly string[]): boolean {
  return values.every((value, i) => i === 0 || values[i - 1]! < value);
}

const sortedKeyIds = z.array(keyId).max(64).refine(isSortedSet, { message: 'not sorted or not unique' });
const byStream = (ranges: readonly { stream: string }[]) => isSortedSet(ranges.map((range) => range.stream));

/** bundle.json. Strings and integers only; what does not apply is left out, never null. */
export const bundleSchema = z
  .strictObject({
    profile: z.literal(BUNDLE_PROFILE),
    minReader: z.int().min(1).max(READER_LEVEL),
    kind: z.enum(BUNDLE_KINDS),
    bundleId: uuid,
    part: bundlePart,
    issuer: keyId,
    audience: sortedKeyIds,
    /** Counts the bundles of this kind from this issuer to this audience, from 1, without a gap. */
    issuerSeq: z.int().min(1),
    issuedAt: isoTime,
    journal: z.array(bundleRange).max(1_000).refine(byStream, { message: 'streams are not sorted or not unique' }),
    acks: z.array(bundleAck).max(1_000).refine(byStream, { message: 'streams are not sorted or not unique' }),
    catalogue: catalogueReference.optional(),
  })
  .refine((bundle) => bundle.audience.length > 0 || BROADCAST_KINDS.includes(bundle.kind), {
    message: 'audience is empty',
    path: ['audience'],
  });
export type BundleJson = z.infer<typeof bundleSchema>;

/** The name of an attachment inside a bundle. */
export function attachmentPath(hash: string, extension: string): string {
  return `data/attachments/${hash}.${extension}`;
}

/** `typ` of a signature over the tag manifest: names the profile and the kind, so that no signature serves another purpose. */
export function bundleTyp(kind: BundleKind): string {
  return `qpb1-${kind}+jws`;
}

/** A hash in 16 groups of 4 characters, as people compare it. */
export function hashGroups(sha256: string): string[] {
  return sha256.match(/.{4}/g) ?? [];
}
