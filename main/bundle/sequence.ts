/**
 * What to do with a verified bundle, given what was received before. Pure: the caller reads the records, acts and stores.
 * `issuerSeq` counts the bundles of one kind from one issuer to one audience, starting at 1.
 */
import { type BundleJson, type CatalogueReference, CUMULATIVE_KINDS } from '#shared/domain/bundle.ts';
import { Refusal } from '#shared/domain/errors.ts';

/** Beside the issuer: which of its counters a bundle is numbered by. Compare as text. */
export function sequenceKey(bundle: Pick<BundleJson, 'kind' | 'audience'>): string {
  return `${bundle.kind}>${bundle.audience.join(',')}`;
}

export interface KnownSequence {
  /** The receipt with the same bundleId (stored or parked), if there is one. */
  sameId: { contentSha256: string } | null;
  /** Highest number stored for this issuer and {@link sequenceKey}; 0 when none was. */
  lastSeq: number;
  /** Name of the bundle's file, for the sentences. */
  file: string;
}

export type SequenceVerdict =
  /** Store it; `lastSeq` becomes its number. */
  | { kind: 'next' }
  /** The same bundle again: nothing changes. */
  | { kind: 'already' }
  /** Park it until this many earlier bundles have come. */
  | { kind: 'gap'; missing: number };

/** Refuses SEQUENCE_CONFLICT (the id came before with other content) and SEQUENCE_REPLAY (another bundle of a number already passed). */
export function decideSequence(
  bundle: Pick<BundleJson, 'kind' | 'issuerSeq'>,
  contentSha256: string,
  known: KnownSequence,
): SequenceVerdict {
  const { sameId, lastSeq, file } = known;
  const seq = bundle.issuerSeq;
  if (sameId?.contentSha256 === contentSha256) return { kind: 'already' };
  if (sameId) throw new Refusal('SEQUENCE_CONFLICT', { file, seq });
  if (seq <= lastSeq) throw new Refusal('SEQUENCE_REPLAY', { file, seq, known: lastSeq });
  const missing = seq - lastSeq - 1;
  // A cumulative bundle carries what the lost ones carried.
  return missing === 0 || CUMULATIVE_KINDS.includes(bundle.kind) ? { kind: 'next' } : { kind: 'gap', missing };
}

/**
 * Whether the catalogue a bundle names replaces the known one. The number never goes down: an older one beside late cases is left
 * alone, a policy bundle that brings an older one is refused with CATALOGUE_ROLLBACK.
 */
export function replacesCatalogue(
  bundle: Pick<BundleJson, 'kind' | 'catalogue'>,
  known: Pick<CatalogueReference, 'number'> | null,
): boolean {
  const incoming = bundle.catalogue;
  if (!incoming) return false;
  if (!known || incoming.number > known.number) return true;
  if (bundle.kind === 'policy' && incoming.number < known.number) {
    throw new Refusal('CATALOGUE_ROLLBACK', { number: incoming.number, known: known.number });
  }
  return false;
}
