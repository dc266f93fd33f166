/** Puts a bundle together: tag files, signature, order of entries. What it returns is a pure function of its arguments, signature aside. */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { type BundleJson, bundleTyp } from '#shared/domain/bundle.ts';
import { BUNDLE_LIMITS } from '#shared/domain/bundleRules.ts';
import { Refusal } from '#shared/domain/errors.ts';
import {
  BAG_INFO,
  BAGIT,
  BAGIT_TEXT,
  BUNDLE_JSON,
  bagInfoText,
  MANIFEST,
  manifestText,
  signatureName,
  TAG_MANIFEST,
} from './bag.ts';
import type { SigningIdentity } from './certificate.ts';
import { encodeBundleJson } from './manifest.ts';
import { attachmentNameFits, findNesting, isEntryName, isPayload } from './names.ts';
import { signDetached } from './signature.ts';
import { copyMeasured, type MeasuredFile } from './sources.ts';
import { containerBytes, directory, localHeader } from './zip.ts';

export interface PlannedBundle {
  bundle: BundleJson;
  /** Length of the container. */
  bytes: number;
  /** Number of entries. */
  files: number;
  /** The container's bytes from front to back. */
  pieces(): AsyncGenerator<Uint8Array>;
}

/** BUNDLE_TOO_LARGE naming `file`; RangeError for names no bundle can have (the caller's mistake). */
export function composeBundle(
  bundle: BundleJson,
  payload: readonly MeasuredFile[],
  identity: SigningIdentity,
  file: string,
): PlannedBundle {
  checkPayload(payload);
  const entries = [...payload, ...tagFiles(bundle, payload, identity)]
    .map((entry) => ({ ...entry, name: `${bundle.bundleId}/${entry.name}` }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const bytes = containerBytes(entries);
  if (bytes > BUNDLE_LIMITS.containerBytes || entries.length > BUNDLE_LIMITS.entries) {
    const reason = `${entries.length} 个文件，${bytes} 字节`;
    throw new Refusal('BUNDLE_TOO_LARGE', { file, reason });
  }
  return { bundle, bytes, files: entries.length, pieces: () => containerPieces(entries) };
}

function checkPayload(payload: readonly MeasuredFile[]): void {
  const names = payload.map(({ name }) => name);
  if (names.length === 0) throw new RangeError('a bundle carries at least one file');
  const wrong = payload.find(
    ({ name, sha256 }) => !isPayload(name) || !isEntryName(name) || !attachmentNameFits(name, sha256),
  );
  if (wrong) throw new RangeError(`not a name for this file in a bundle: ${wrong.name}`);
  if (new Set(names).size < names.length || findNesting(names) !== null) throw new RangeError('two files of one name');
}

function tagFiles(bundle: BundleJson, payload: readonly MeasuredFile[], identity: SigningIdentity): MeasuredFile[] {
  const bytes = payload.reduce((sum, { size }) => sum + size, 0);
  const listed = [
    tagFile(BAG_INFO, bagInfoText(bundle, { bytes, files: payload.length })),
    tagFile(BAGIT, BAGIT_TEXT),
    tagFile(BUNDLE_JSON, encodeBundleJson(bundle)),
    tagFile(MANIFEST, manifestText(payload.map(({ name, sha256 }) => [name, sha256] as const))),
  ];
  const tagManifest = tagFile(TAG_MANIFEST, manifestText(listed.map(({ name, sha256 }) => [name, sha256] as const)));
  const jws = signDetached(tagManifest.source as Uint8Array, identity, bundleTyp(bundle.kind));
  return [...listed, tagManifest, tagFile(signatureName(1), jws)];
}

function tagFile(name: string, content: string | Uint8Array): MeasuredFile {
  const source = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const sha256 = createHash('sha256').update(source).digest('hex');
  return { name, source, size: source.length, sha256, crc32: crc32(source) };
}

async function* containerPieces(entries: readonly MeasuredFile[]): AsyncGenerator<Uint8Array> {
  for (const entry of entries) {
    yield localHeader(entry);
    yield* copyMeasured(entry);
  }
  yield directory(entries);
}
