/** Everything a reader decides from the tag files, in the order of BUNDLE.md, and the comparison of hashes. Pure: no file is touched. */
import { createHash } from 'node:crypto';
import { BUNDLE_KINDS, BUNDLE_SIGNERS, type BundleJson, type BundleKind, bundleTyp } from '#shared/domain/bundle.ts';
import { BUNDLE_LIMITS } from '#shared/domain/bundleRules.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { ROLE_TITLES } from '#shared/domain/person.ts';
import {
  BAG_INFO,
  BAGIT,
  BAGIT_TEXT,
  BUNDLE_JSON,
  bagInfoText,
  LISTED_TAGS,
  MANIFEST,
  parsePayloadManifest,
  parseTagManifest,
  signatureName,
  TAG_MANIFEST,
} from './bag.ts';
import type { Certificate, TrustStore } from './certificate.ts';
import { parseBundleJson } from './manifest.ts';
import { attachmentNameFits, isPayload } from './names.ts';
import { validatePath } from './path.ts';
import { layoutRefusal } from './refuse.ts';
import type { EntryDigest, ScannedContainer, ScannedEntry } from './scan.ts';
import { verifyDetached } from './signature.ts';

export interface CheckOptions {
  /** Name of the bundle's file for the sentences. */
  file: string;
  trust: TrustStore;
  /** Keys we answer for; null accepts a bundle for anybody (verification by a third party). */
  audience: readonly string[] | null;
  /** ISO instant to judge certificates at. */
  now: string;
}

export interface CheckedTags {
  bundle: BundleJson;
  /** The first signature's certificate. */
  issuer: Certificate;
  /** Payload names and the SHA-256 they must have. */
  manifest: Map<string, string>;
  /** Equal for equal content and signatures, however the file is encrypted: SHA-256 over the tag manifest and the signatures. */
  contentSha256: string;
}

/** Signatures, path, hashes of the tag files, bundle.json, role, audience, the set of entries in both directions, the bag's own files. */
export function checkTags(container: ScannedContainer, options: CheckOptions): CheckedTags {
  const tagManifest = tagOf(container, TAG_MANIFEST);
  const signed = checkSignatures(container, tagManifest, options);
  checkTagHashes(container, tagManifest);
  const bundle = parseBundleJson(tagOf(container, BUNDLE_JSON));
  checkSigner(bundle, signed, options);
  checkAudience(bundle, options.audience);
  if (bundle.bundleId !== container.top) throw layoutRefusal('folder', { entry: container.top });
  const manifest = parsePayloadManifest(tagOf(container, MANIFEST));
  checkSets(container.entries, manifest);
  checkBagFiles(container, bundle);
  return { bundle, issuer: signed.issuer, manifest, contentSha256: contentHash(container, tagManifest) };
}

function tagOf(container: ScannedContainer, name: string): Uint8Array {
  const content = container.tags.get(name);
  if (!content) throw new Refusal('BUNDLE_MISSING_FILE', { entry: name });
  return content;
}

function signaturesOf(container: ScannedContainer): string[] {
  const names = [...container.tags.keys()].filter((name) => name.startsWith('signatures/'));
  if (names.length > BUNDLE_LIMITS.signatures || names.some((name, i) => name !== signatureName(i + 1))) {
    throw layoutRefusal('signatures');
  }
  return names;
}

interface Signed {
  kind: BundleKind;
  issuer: Certificate;
}

function checkSignatures(container: ScannedContainer, tagManifest: Uint8Array, options: CheckOptions): Signed {
  const names = signaturesOf(container);
  if (names.length === 0) throw new Refusal('SIGNATURE_MISSING', { file: options.file });
  const signed = names.map((name): Signed => {
    const jws = Buffer.from(tagOf(container, name)).toString('latin1');
    const kind = kindOf(jws);
    if (!kind) throw new Refusal('SIGNATURE_INVALID', { file: options.file });
    const { chain } = verifyDetached(jws, tagManifest, bundleTyp(kind), options.file);
    return { kind, issuer: validatePath(chain, options.trust, { at: options.now }) };
  });
  if (new Set(signed.map(({ kind }) => kind)).size !== 1)
    throw new Refusal('SIGNATURE_INVALID', { file: options.file });
  return signed[0]!;
}

/** The kind a signature claims to be for; whether it is, verification and bundle.json decide. */
function kindOf(jws: string): BundleKind | undefined {
  try {
    const header: unknown = JSON.parse(Buffer.from(jws.split('.', 1)[0]!, 'base64url').toString());
    return BUNDLE_KINDS.find((kind) => bundleTyp(kind) === (header as { typ?: unknown } | null)?.typ);
  } catch {
    return undefined;
  }
}

function checkTagHashes(container: ScannedContainer, tagManifest: Uint8Array): void {
  const listed = parseTagManifest(tagManifest);
  for (const name of LISTED_TAGS) {
    tagOf(container, name);
    const entry = container.entries.find((candidate) => candidate.name === name)!;
    checkDigest(entry, entry.digest!, listed.get(name)!);
  }
  for (const { name, digest } of container.entries) {
    if (digest && !digest.crcFits && !isPayload(name)) throw layoutRefusal('checksum', { entry: name });
  }
}

function checkSigner(bundle: BundleJson, { kind, issuer }: Signed, { file }: CheckOptions): void {
  if (bundle.kind !== kind || bundle.issuer !== issuer.keyId) throw new Refusal('SIGNATURE_INVALID', { file });
  const { name, role } = issuer.subject;
  if (!BUNDLE_SIGNERS[kind].includes(role)) throw new Refusal('CERT_ROLE', { name, role: ROLE_TITLES[role] });
}

function checkAudience(bundle: BundleJson, ours: readonly string[] | null): void {
  if (ours === null || bundle.audience.length === 0) return;
  if (!bundle.audience.some((keyId) => ours.includes(keyId))) throw new Refusal('AUDIENCE_OTHER');
}

function checkBagFiles(container: ScannedContainer, bundle: BundleJson): void {
  if (!isText(tagOf(container, BAGIT), BAGIT_TEXT)) throw layoutRefusal('bagit', { entry: BAGIT });
  const payload = container.entries.filter(({ name }) => isPayload(name));
  const bytes = payload.reduce((sum, { size }) => sum + size, 0);
  const expected = bagInfoText(bundle, { bytes, files: payload.length });
  if (!isText(tagOf(container, BAG_INFO), expected)) throw layoutRefusal('baginfo', { entry: BAG_INFO });
}

function isText(bytes: Uint8Array, text: string): boolean {
  return Buffer.compare(bytes, Buffer.from(text)) === 0;
}

function checkSets(entries: readonly ScannedEntry[], manifest: ReadonlyMap<string, string>): void {
  const present = new Set<string>();
  for (const { name } of entries) {
    if (!isPayload(name)) continue;
    if (!manifest.has(name)) throw new Refusal('BUNDLE_EXTRA_FILE', { entry: name });
    present.add(name);
  }
  for (const [name, sha256] of manifest) {
    if (!present.has(name)) throw new Refusal('BUNDLE_MISSING_FILE', { entry: name });
    if (!attachmentNameFits(name, sha256)) throw layoutRefusal('attachment', { entry: name });
  }
}

/** BUNDLE_HASH when the content is another one; BUNDLE_LAYOUT when only the header's CRC-32 is wrong. */
export function checkDigest(entry: { name: string }, digest: EntryDigest, expected: string): void {
  if (digest.sha256 !== expected) throw new Refusal('BUNDLE_HASH', { entry: entry.name });
  if (!digest.crcFits) throw layoutRefusal('checksum', { entry: entry.name });
}

function contentHash(container: ScannedContainer, tagManifest: Uint8Array): string {
  const hash = createHash('sha256').update(tagManifest);
  for (const name of signaturesOf(container)) hash.update(`\n${name}\n`).update(tagOf(container, name));
  return hash.digest('hex');
}
