/**
 * The BagIt 1.0 tag files. Each follows from bundle.json and the payload's names, sizes and hashes: the writer makes them, the reader
 * makes them again and compares.
 */
import type { BundleJson } from '#shared/domain/bundle.ts';
import { isEntryName, isPayload } from './names.ts';
import { layoutRefusal } from './refuse.ts';

export const BAGIT = 'bagit.txt';
export const BAG_INFO = 'bag-info.txt';
export const BUNDLE_JSON = 'bundle.json';
export const MANIFEST = 'manifest-sha256.txt';
export const TAG_MANIFEST = 'tagmanifest-sha256.txt';

/** What the tag manifest lists, in its order. */
export const LISTED_TAGS = [BAG_INFO, BAGIT, BUNDLE_JSON, MANIFEST] as const;

export const BAGIT_TEXT = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

export function signatureName(index: number): string {
  return `signatures/${index}.jws`;
}

export function bagInfoText(bundle: BundleJson, payload: { bytes: number; files: number }): string {
  return [
    `Bag-Count: ${bundle.part.index} of ${bundle.part.count}`,
    `Bag-Group-Identifier: ${bundle.part.set}`,
    `Bagging-Date: ${bundle.issuedAt.slice(0, 10)}`,
    `External-Identifier: ${bundle.bundleId}`,
    `Payload-Oxum: ${payload.bytes}.${payload.files}`,
    '',
  ].join('\n');
}

/** One line per file, sorted by name. */
export function manifestText(files: Iterable<readonly [name: string, sha256: string]>): string {
  return [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, sha256]) => `${sha256}  ${name}\n`)
    .join('');
}

const LINE = /([0-9a-f]{64}) {2}([^\n]+)\n/y;

/** The one spelling of a manifest, in order; BUNDLE_LAYOUT for any other. */
export function parseManifest(bytes: Uint8Array, entry: string): Map<string, string> {
  const text = Buffer.from(bytes).toString('latin1');
  const files = new Map<string, string>();
  let previous = '';
  for (let at = 0; at < text.length; at = LINE.lastIndex) {
    LINE.lastIndex = at;
    const [, sha256, name] = LINE.exec(text) ?? [];
    if (!sha256 || !name || !isEntryName(name) || name <= previous) throw layoutRefusal('manifest', { entry });
    files.set(name, sha256);
    previous = name;
  }
  return files;
}

/** The payload manifest: names under data/ only, at least one. */
export function parsePayloadManifest(bytes: Uint8Array): Map<string, string> {
  const files = parseManifest(bytes, MANIFEST);
  if (files.size === 0 || ![...files.keys()].every(isPayload)) throw layoutRefusal('manifest', { entry: MANIFEST });
  return files;
}

/** The tag manifest: exactly the four files it has to list. */
export function parseTagManifest(bytes: Uint8Array): Map<string, string> {
  const files = parseManifest(bytes, TAG_MANIFEST);
  if ([...files.keys()].join() !== LISTED_TAGS.join()) throw layoutRefusal('manifest', { entry: TAG_MANIFEST });
  return files;
}
