import { sha256Hex } from '#main/crypto/primitives.ts';
import { MAX_BLOB_BYTES } from '#shared/api/transport.ts';
import { Refusal } from '#shared/domain/errors.ts';

/** Blobs wait in memory for the request that names them; the oldest go first. */
const MAX_WAITING_BYTES = 4 * MAX_BLOB_BYTES;

export interface BlobStore {
  put(bytes: Uint8Array): string;
  /** Hands a blob over once. EVIDENCE_INVALID when it is not (or no longer) here. */
  take(sha256: string): Uint8Array;
}

export function createBlobs(): BlobStore {
  const waiting = new Map<string, Uint8Array>();
  return {
    put(bytes) {
      if (bytes.length > MAX_BLOB_BYTES) {
        throw new Refusal('FILE_TOO_LARGE', { file: '截图', bytes: bytes.length, limit: MAX_BLOB_BYTES });
      }
      const sha256 = sha256Hex(bytes);
      waiting.delete(sha256);
      waiting.set(sha256, Uint8Array.from(bytes));
      let total = [...waiting.values()].reduce((sum, blob) => sum + blob.length, 0);
      for (const [key, blob] of waiting) {
        if (total <= MAX_WAITING_BYTES) break;
        waiting.delete(key);
        total -= blob.length;
      }
      return sha256;
    },
    take(sha256) {
      const blob = waiting.get(sha256);
      if (!blob) throw new Refusal('EVIDENCE_INVALID', { reason: '截图已失效' });
      waiting.delete(sha256);
      return blob;
    },
  };
}

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const MAX_SIDE = 12_000;

/** Refuses anything but a PNG of a sane size: signature, then IHDR first, with width and height in range. */
export function assertPng(bytes: Uint8Array): void {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isPng =
    view.length >= 45 && view.subarray(0, 8).equals(PNG_SIGNATURE) && view.toString('latin1', 12, 16) === 'IHDR';
  if (!isPng) throw new Refusal('EVIDENCE_INVALID', { reason: '截图不是 PNG 图像' });
  const [width, height] = [view.readUInt32BE(16), view.readUInt32BE(20)];
  if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
    throw new Refusal('EVIDENCE_INVALID', { reason: '截图尺寸不合理' });
  }
}
