/** Sealing and opening of whole age chunks; runs in the calling thread or in ageChunks.worker.ts. */
import { AEAD_TAG_BYTES, openChaCha20Poly1305, sealChaCha20Poly1305 } from '#main/crypto/primitives.ts';

export const PLAIN_CHUNK = 64 * 1024;

export type StreamMode = 'seal' | 'open';

export interface ChunkBatch {
  /** Whole chunks; only the last one of the last batch may be short. */
  bytes: Uint8Array;
  /** Counter of the first chunk. */
  firstChunk: number;
  /** Whether the source ends with this batch. */
  last: boolean;
}

export interface BatchResult {
  /** Results up to the failure, in order. */
  chunks: Uint8Array[];
  failure: 'BUNDLE_TRUNCATED' | 'BUNDLE_ENCRYPTION_DAMAGED' | null;
}

export function runBatch(mode: StreamMode, key: Uint8Array, batch: ChunkBatch): BatchResult {
  return mode === 'seal' ? { chunks: sealBatch(key, batch), failure: null } : openBatch(key, batch);
}

function sealBatch(key: Uint8Array, { bytes, firstChunk, last }: ChunkBatch): Uint8Array[] {
  // Only an empty file ends with an empty chunk.
  const count = Math.max(Math.ceil(bytes.length / PLAIN_CHUNK), firstChunk === 0 ? 1 : 0);
  return Array.from({ length: count }, (_, i) => {
    const plain = bytes.subarray(i * PLAIN_CHUNK, (i + 1) * PLAIN_CHUNK);
    return sealChaCha20Poly1305(key, chunkNonce(firstChunk + i, last && i === count - 1), plain);
  });
}

function openBatch(key: Uint8Array, { bytes, firstChunk, last }: ChunkBatch): BatchResult {
  const size = PLAIN_CHUNK + AEAD_TAG_BYTES;
  const count = Math.max(Math.ceil(bytes.length / size), last ? 1 : 0);
  const chunks: Uint8Array[] = [];
  for (let i = 0; i < count; i++) {
    const sealed = bytes.subarray(i * size, (i + 1) * size);
    const counter = firstChunk + i;
    const isLast = last && i === count - 1;
    const plain = tryOpen(key, chunkNonce(counter, isLast), sealed);
    // An empty last chunk is allowed in an empty file only.
    if (!plain || (plain.length === 0 && counter > 0)) {
      return isLast ? failAtEnd(key, counter, sealed, chunks) : { chunks, failure: 'BUNDLE_ENCRYPTION_DAMAGED' };
    }
    chunks.push(plain);
  }
  return { chunks, failure: null };
}

/**
 * Why the last chunk does not open. If it opens as a middle one the file was cut between two chunks. Otherwise a cut file and one
 * altered near its end look alike: behind good chunks it is called cut, by far the likelier; a file that is nothing but one bad chunk
 * is called damaged. Both sentences ask for a new copy.
 */
function failAtEnd(key: Uint8Array, counter: number, sealed: Uint8Array, chunks: Uint8Array[]): BatchResult {
  const middle = tryOpen(key, chunkNonce(counter, false), sealed);
  if (middle?.length === PLAIN_CHUNK) return { chunks: [...chunks, middle], failure: 'BUNDLE_TRUNCATED' };
  const cut = counter > 0 || sealed.length < AEAD_TAG_BYTES;
  return { chunks, failure: cut ? 'BUNDLE_TRUNCATED' : 'BUNDLE_ENCRYPTION_DAMAGED' };
}

function tryOpen(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array): Uint8Array | null {
  try {
    return openChaCha20Poly1305(key, nonce, sealed);
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
