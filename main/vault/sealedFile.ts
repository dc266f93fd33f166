import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { Refusal } from '#shared/domain/errors.ts';
import { unwritten } from './durable.ts';
import {
  CHUNK_BYTES,
  type ChunkCipher,
  chunkCipher,
  createSealer,
  HEADER_BYTES,
  isHeader,
  measure,
  SEALED_CHUNK_BYTES,
} from './sealedFormat.ts';

/** An open sealed file. Every byte it returns has been authenticated. */
export interface SealedFile {
  /** Content bytes. */
  readonly size: number;
  /** Content bytes `begin` (inclusive) to `end` (exclusive). RangeError outside the content; VAULT_DAMAGED when a chunk was altered. */
  readRange(begin: number, end: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Bytes read from disk at once, so that a long range neither blocks the caller's thread nor doubles in memory. */
const BATCH_CHUNKS = 16;

/**
 * Opens a sealed file for random access. The last chunk is checked at once, so a truncated or extended file is refused here.
 * Refuses VAULT_DAMAGED, FILE_NOT_FOUND.
 */
export async function openSealed(file: string, vaultKey: Uint8Array): Promise<SealedFile> {
  const handle = await openForReading(file);
  try {
    return await readSealed(handle, path.basename(file), vaultKey);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function openForReading(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Refusal('FILE_NOT_FOUND', { file: path.basename(file) }, { cause: error });
  }
}

async function readSealed(handle: FileHandle, name: string, vaultKey: Uint8Array): Promise<SealedFile> {
  const header = await readAt(handle, 0, HEADER_BYTES);
  const extent = measure((await handle.stat()).size);
  if (!extent || !isHeader(header)) throw new Refusal('VAULT_DAMAGED', { file: name });
  const file = { handle, name, cipher: chunkCipher(vaultKey, header), ...extent };
  await readChunks(file, extent.chunks - 1, extent.chunks);
  return {
    size: extent.bytes,
    readRange: (begin, end) => readRange(file, begin, end),
    close: () => handle.close(),
  };
}

interface OpenFile {
  handle: FileHandle;
  name: string;
  cipher: ChunkCipher;
  chunks: number;
  bytes: number;
}

async function readRange(file: OpenFile, begin: number, end: number): Promise<Uint8Array> {
  if (!(Number.isInteger(begin) && Number.isInteger(end) && 0 <= begin && begin <= end && end <= file.bytes)) {
    throw new RangeError(`range ${begin}…${end} of ${file.bytes} bytes`);
  }
  const result = new Uint8Array(end - begin);
  const lastChunk = Math.ceil(end / CHUNK_BYTES);
  for (let first = Math.floor(begin / CHUNK_BYTES); first < lastChunk && begin < end; first += BATCH_CHUNKS) {
    const chunks = await readChunks(file, first, Math.min(first + BATCH_CHUNKS, lastChunk));
    chunks.forEach((chunk, i) => {
      const at = (first + i) * CHUNK_BYTES;
      const part = chunk.subarray(Math.max(begin - at, 0), end - at);
      result.set(part, Math.max(at - begin, 0));
    });
  }
  return result;
}

/** Contents of chunks `from` (inclusive) to `to` (exclusive). */
async function readChunks(file: OpenFile, from: number, to: number): Promise<Uint8Array[]> {
  try {
    const start = HEADER_BYTES + from * SEALED_CHUNK_BYTES;
    const sealed = await readAt(file.handle, start, (to - from) * SEALED_CHUNK_BYTES);
    return Array.from({ length: to - from }, (_, i) => {
      const chunk = sealed.subarray(i * SEALED_CHUNK_BYTES, (i + 1) * SEALED_CHUNK_BYTES);
      return file.cipher.open(from + i, from + i === file.chunks - 1, chunk);
    });
  } catch (error) {
    throw new Refusal('VAULT_DAMAGED', { file: file.name }, { cause: error });
  }
}

/** `length` bytes at `position`, or fewer where the file ends. */
async function readAt(handle: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

/** Content as pieces, or whole. */
export type Content = Uint8Array | AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/**
 * Writes `content` into a new sealed file and syncs it; the file must not exist. Returns the content's length.
 * On failure the file may be left behind incomplete: the caller removes it.
 */
export async function writeSealed(file: string, vaultKey: Uint8Array, content: Content): Promise<number> {
  const handle = await open(file, 'wx', 0o600);
  try {
    const sealer = createSealer(vaultKey);
    await writeAll(handle, [sealer.header]);
    let bytes = 0;
    for await (const piece of content instanceof Uint8Array ? [content] : content) {
      await writeAll(handle, sealer.push(piece));
      bytes += piece.length;
    }
    await writeAll(handle, sealer.end());
    await handle.sync();
    return bytes;
  } finally {
    await handle.close();
  }
}

/** Writes the parts after one another at the file's current position. */
async function writeAll(handle: FileHandle, parts: readonly Uint8Array[]): Promise<void> {
  for (let left = [...parts]; left.length > 0; ) left = unwritten(left, (await handle.writev(left)).bytesWritten);
}
