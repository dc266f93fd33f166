/** Sealing and opening of whole age chunks, in place; runs in the calling thread or in ageChunks.worker.ts. */
import { AEAD_TAG_BYTES, openChaCha20Poly1305, sealChaCha20Poly1305 } from '#main/crypto/primitives.ts';

export const PLAIN_CHUNK = 64 * 1024;
export const SEALED_CHUNK = PLAIN_CHUNK + AEAD_TAG_BYTES;

export type StreamMode = 'seal' | 'open';

export interface ChunkBatch {
  /** Room for the batch's chunks in sealed form. Filled from the beginning; overwritten with the result. */
  buffer: Uint8Array<ArrayBuffer>;
  /** Bytes of input: whole chunks, only the last one of the last batch may be short. */
  used: number;
  /** Counter of the first chunk. */
  firstChunk: number;
  /** Whether the source ends with this batch. */
  last: boolean;
}

export interface BatchResult {
  /** The beginning of the batch's buffer: everything up to the failure. */
  bytes: Uint8Array<ArrayBuffer>;
  failure: 'BUNDLE_TRUNCATED' | 'BUNDLE_ENCRYPTION_DAMAGED' | null;
}

export function runBatch(mode: StreamMode, key: Uint8Array, batch: ChunkBatch): BatchResult {
  return mode === 'seal' ? sealBatch(key, batch) : openBatch(key, batch);
}

function sealBatch(key: Uint8Array, { buffer, used, firstChunk, last }: ChunkBatch): BatchResult {
  // Only an empty file ends with an empty chunk.
  const count = Math.max(Math.ceil(used / PLAIN_CHUNK), firstChunk === 0 ? 1 : 0);
  // From the last to the first, so that a chunk moves into room that is free already.
  for (let i = count - 1; i >= 0; i--) {
    const length = Math.min(PLAIN_CHUNK, used - i * PLAIN_CHUNK);
    const start = i * SEALED_CHUNK;
    buffer.copyWithin(start, i * PLAIN_CHUNK, i * PLAIN_CHUNK + length);
    const output = buffer.subarray(start, start + length + AEAD_TAG_BYTES);
    sealChaCha20Poly1305(key, chunkNonce(firstChunk + i, last && i === count - 1), output.subarray(0, length), output);
  }
  return { bytes: buffer.subarray(0, used + count * AEAD_TAG_BYTES), failure: null };
}

function openBatch(key: Uint8Array, { buffer, used, firstChunk, last }: ChunkBatch): BatchResult {
  const count = Math.max(Math.ceil(used / SEALED_CHUNK), last ? 1 : 0);
  let length = 0;
  for (let i = 0; i < count; i++) {
    const sealed = buffer.subarray(i * SEALED_CHUNK, Math.min((i + 1) * SEALED_CHUNK, used));
    const counter = firstChunk + i;
    const isLast = last && i === count - 1;
    const plain = tryOpen(key, chunkNonce(counter, isLast), sealed);
    // An empty last chunk is allowed in an empty file only.
    if (!plain || (plain.length === 0 && counter > 0)) {
      if (!isLast) return { bytes: buffer.subarray(0, length), failure: 'BUNDLE_ENCRYPTION_DAMAGED' };
      const end = openCutEnd(key, counter, sealed);
      buffer.set(end.plain, length);
      return { bytes: buffer.subarray(0, length + end.plain.length), failure: end.failure };
    }
    buffer.copyWithin(length, i * SEALED_CHUNK, i * SEALED_CHUNK + plain.length);
    length += plain.length;
  }
  return { bytes: buffer.subarray(0, length), failure: null };
}

/**
 * Why the last chunk does not open. If it opens as a middle one the file was cut between two chunks. Otherwise a cut file and one
 * altered near its end look alike: behind good chunks it is called cut, by far the likelier; a file that is nothing but one bad chunk
 * is called damaged. Both sentences ask for a new copy.
 */
function openCutEnd(
  key: Uint8Array,
  counter: number,
  sealed: Uint8Array,
): { plain: Uint8Array; failure: NonNullable<BatchResult['failure']> } {
  const middle = sealed.length === SEALED_CHUNK ? tryOpen(key, chunkNonce(counter, false), sealed) : null;
  if (middle) return { plain: middle, failure: 'BUNDLE_TRUNCATED' };
  const cut = counter > 0 || sealed.length < AEAD_TAG_BYTES;
  return { plain: new Uint8Array(0), failure: cut ? 'BUNDLE_TRUNCATED' : 'BUNDLE_ENCRYPTION_DAMAGED' };
}

/** The plaintext in the place of its ciphertext, or null with the bytes as they were. */
function tryOpen(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array): Uint8Array | null {
  if (sealed.length < AEAD_TAG_BYTES) return null;
  try {
    return openChaCha20Poly1305(key, nonce, sealed, sealed.subarray(0, sealed.length - AEAD_TAG_BYTES));
  } catch {
    return null;
  }
}

/** 11 bytes of counter, big-endian, then 1 for the last chunk. */
function chunkNonce(counter: number, isLast: boolean): Uint8Array {
  const nonce = new Uint8Array(12);
  const view = new DataView(nonce.buffer);
  view.setUint32(3, Math.floor(counter / 2 ** 32));
  view.setUint32(7, counter % 2 ** 32);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}
