import {
  AEAD_TAG_BYTES,
  decryptAes256Gcm,
  encryptAes256Gcm,
  hkdfSha256,
  randomBytes,
} from '#main/crypto/primitives.ts';

/**
 * Sealed files: how bytes lie in the vault. A header, then the content in chunks of 64 KiB, each under AES-256-GCM:
 *
 *     header (48 bytes)  "QPSEALED" · version 1 · log2 of the chunk size (16) · six zero bytes · random file id (32 bytes)
 *     chunk i            ciphertext (65,536 bytes, the last one 0…65,536) · tag (16 bytes)
 *
 * The file key is HKDF-SHA-256(vault key, salt = file id, info), so nonces need to be unique inside one file only:
 * nonce = 3 zero bytes · chunk index (8 bytes, big-endian) · 1 if it is the last chunk, else 0. The header and the nonce are
 * authenticated with every chunk. A chunk moved, dropped, repeated or taken from another file fails, and so does a file cut at a
 * chunk's end, because its last chunk was not sealed as the last one. Only an empty file has an empty last chunk.
 */
export const CHUNK_BYTES = 65_536;
export const SEALED_CHUNK_BYTES = CHUNK_BYTES + AEAD_TAG_BYTES;
export const HEADER_BYTES = 48;

const MAGIC = new TextEncoder().encode('QPSEALED');
const VERSION = 1;
const CHUNK_LOG2 = 16;
const FILE_ID_AT = 16;
const KEY_INFO = 'quanping sealed file 1';

export interface ChunkCipher {
  seal(index: number, last: boolean, plain: Uint8Array): { ciphertext: Uint8Array; tag: Uint8Array };
  /** Throws when the chunk is not the one that was sealed at this place. */
  open(index: number, last: boolean, sealed: Uint8Array): Uint8Array;
}

export function newHeader(): Uint8Array {
  const header = new Uint8Array(HEADER_BYTES);
  header.set(MAGIC);
  header.set([VERSION, CHUNK_LOG2], MAGIC.length);
  header.set(randomBytes(HEADER_BYTES - FILE_ID_AT), FILE_ID_AT);
  return header;
}

/** Whether these bytes are a header this version can read. */
export function isHeader(header: Uint8Array): boolean {
  const expected = newHeader().subarray(0, FILE_ID_AT);
  return header.length === HEADER_BYTES && Buffer.compare(header.subarray(0, FILE_ID_AT), expected) === 0;
}

export function chunkCipher(vaultKey: Uint8Array, header: Uint8Array): ChunkCipher {
  const key = hkdfSha256(vaultKey, header.subarray(FILE_ID_AT), KEY_INFO, 32);
  const place = (index: number, last: boolean) => {
    const aad = new Uint8Array(HEADER_BYTES + 12);
    aad.set(header);
    const nonce = aad.subarray(HEADER_BYTES);
    const view = new DataView(aad.buffer, HEADER_BYTES);
    view.setBigUint64(3, BigInt(index));
    view.setUint8(11, last ? 1 : 0);
    return { aad, nonce };
  };
  return {
    seal(index, last, plain) {
      const { aad, nonce } = place(index, last);
      return encryptAes256Gcm(key, nonce, plain, aad);
    },
    open(index, last, sealed) {
      const { aad, nonce } = place(index, last);
      const end = sealed.length - AEAD_TAG_BYTES;
      return decryptAes256Gcm(key, nonce, sealed.subarray(0, end), sealed.subarray(end), aad);
    },
  };
}

/** Bytes a content of `bytes` takes on disk. */
export function sealedBytes(bytes: number): number {
  return HEADER_BYTES + bytes + AEAD_TAG_BYTES * Math.max(1, Math.ceil(bytes / CHUNK_BYTES));
}

/** Chunk count and content length of a sealed file of `fileBytes`; null when no sealed file has that length. */
export function measure(fileBytes: number): { chunks: number; bytes: number } | null {
  const body = fileBytes - HEADER_BYTES;
  const chunks = Math.ceil(body / SEALED_CHUNK_BYTES);
  const lastBytes = body - (chunks - 1) * SEALED_CHUNK_BYTES - AEAD_TAG_BYTES;
  if (body < AEAD_TAG_BYTES || lastBytes < (chunks === 1 ? 0 : 1)) return null;
  return { chunks, bytes: body - chunks * AEAD_TAG_BYTES };
}

export interface Sealer {
  /** The file's first bytes. */
  header: Uint8Array;
  /** Takes content of any length (copied or sealed before this returns); returns what is ready to be written, in order. */
  push(bytes: Uint8Array): Uint8Array[];
  /** Seals the last chunk. */
  end(): Uint8Array[];
}

/** Cuts a stream of content into sealed chunks. A full chunk is held back until it is known whether it is the last. */
export function createSealer(vaultKey: Uint8Array): Sealer {
  const header = newHeader();
  const cipher = chunkCipher(vaultKey, header);
  const held = new Uint8Array(CHUNK_BYTES);
  let heldBytes = 0;
  let index = 0;
  const seal = (plain: Uint8Array, last: boolean): Uint8Array[] => {
    const { ciphertext, tag } = cipher.seal(index++, last, plain);
    return [ciphertext, tag];
  };
  const push = (bytes: Uint8Array): Uint8Array[] => {
    const ready: Uint8Array[] = [];
    let at = 0;
    while (at < bytes.length) {
      if (heldBytes === CHUNK_BYTES) {
        ready.push(...seal(held, false));
        heldBytes = 0;
      }
      if (heldBytes === 0 && bytes.length - at > CHUNK_BYTES) {
        ready.push(...seal(bytes.subarray(at, at + CHUNK_BYTES), false));
        at += CHUNK_BYTES;
        continue;
      }
      const part = bytes.subarray(at, at + CHUNK_BYTES - heldBytes);
      held.set(part, heldBytes);
      heldBytes += part.length;
      at += part.length;
    }
    return ready;
  };
  return { header, push, end: () => seal(held.subarray(0, heldBytes), true) };
}
