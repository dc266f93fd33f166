import { z } from 'zod';
import { attachmentPath, type CatalogueReference } from './bundle.ts';
import { isoDate, requiredText, sha256 } from './primitives.ts';

/** The catalogue of this product in bundles; the one that comes with the program is number 1, policy bundles bring higher ones. */
export const CATALOGUE_ID = 'jinan-talent';
export const BUILTIN_NUMBER = 1;

export const POLICY_PATH = 'data/policy.json';
export const POLICY_PROFILE = 'qp-policy/1';
const CATALOGUE_FOLDER = 'data/catalogue/';

/** A file of the catalogue inside a bundle, whose names know no `@`: it stands as `_`, which the catalogue's own names never have. */
export const packPath = (name: string): string => `${CATALOGUE_FOLDER}${name.replaceAll('@', '_')}`;

/** The catalogue's own name of a bundle entry; null for other entries. */
export function nameOfPackPath(path: string): string | null {
  return path.startsWith(CATALOGUE_FOLDER) ? path.slice(CATALOGUE_FOLDER.length).replaceAll('_', '@') : null;
}

export const PACK_LIMITS = {
  files: 1000,
  /** Bytes of all files of the catalogue: about eight times what it has today. */
  catalogueBytes: 8 * 1024 * 1024,
  fileBytes: 4 * 1024 * 1024,
  sources: 100,
  sourceBytes: 64 * 1024 * 1024,
  anchors: 5000,
} as const;

export const SOURCE_EXTENSIONS = ['pdf', 'txt'] as const;

/** Where a clause stands in a source: the page of a PDF or the line of a text, both from 1. */
export const sourceAnchor = z.strictObject({ clause: requiredText(60), at: z.int().min(1).max(100_000) });
export type SourceAnchor = z.infer<typeof sourceAnchor>;

/** A source document; its bytes are an attachment of the bundle. */
export const policySource = z.strictObject({
  /** Id of a document of the catalogue. */
  document: requiredText(24),
  name: requiredText(200),
  sha256,
  extension: z.enum(SOURCE_EXTENSIONS),
  bytes: z.int().min(1).max(PACK_LIMITS.sourceBytes),
  anchors: z.array(sourceAnchor).max(PACK_LIMITS.anchors),
});
export type PolicySource = z.infer<typeof policySource>;

export const sourcePath = ({ sha256: hash, extension }: PolicySource): string => attachmentPath(hash, extension);

/** `data/policy.json`: what the centre says of a pack. Its number and hash are the bundle's `catalogue`. */
export const policyContent = z.strictObject({
  profile: z.literal(POLICY_PROFILE),
  title: requiredText(60),
  /** The first day the pack may be put in force. */
  from: isoDate,
  sources: z.array(policySource).max(PACK_LIMITS.sources),
});
export type PolicyContent = z.infer<typeof policyContent>;

export type PackReference = Pick<CatalogueReference, 'number' | 'sha256'>;
