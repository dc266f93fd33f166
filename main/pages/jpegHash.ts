import { createHash } from 'node:crypto';

const APP1 = 0xe1;
const APP13 = 0xed;
const COMMENT = 0xfe;
const START_OF_SCAN = 0xda;

/** SHA-256 of what a JPEG shows: notes of cameras and editors (EXIF, XMP, Photoshop, comments) are left out. */
export function jpegHash(bytes: Uint8Array): Buffer {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const hash = createHash('sha256');
  let at = 2;
  while (at + 4 <= bytes.length && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (marker === START_OF_SCAN || marker < 0xc0) break;
    const next = at + 2 + view.getUint16(at + 2);
    if (next > bytes.length || next <= at + 2) break;
    if (marker !== APP1 && marker !== APP13 && marker !== COMMENT) hash.update(bytes.subarray(at, next));
    at = next;
  }
  return hash.update(bytes.subarray(at)).digest();
}
