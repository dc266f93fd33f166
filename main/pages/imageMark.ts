import { Canonical } from './canonical.ts';
import { jpegHash } from './jpegHash.ts';

/** A JPEG as digests of pages count it, by its hash. */
export const asImage = (hash: ArrayBuffer | Uint8Array): unknown[] => ['jpeg', hash];

/** The mark of a photograph: a page that is nothing but this picture has the same. */
export function jpegMark(bytes: Uint8Array): string {
  const canonical = new Canonical();
  canonical.add(asImage(jpegHash(bytes)));
  return canonical.digest();
}
