/** Where the files of a new bundle come from, and the two passes over them: measure, then copy. */
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { Refusal } from '#shared/domain/errors.ts';
import { readRefusal } from './medium.ts';

/** Content read by range: a part of a sealed file. */
export interface RangeSource {
  size: number;
  readRange(begin: number, end: number): Promise<Uint8Array>;
}

/** A path, the bytes themselves, or a range source. */
export type FileSource = string | Uint8Array | RangeSource;

export interface MeasuredFile {
  name: string;
  source: FileSource;
  size: number;
  sha256: string;
  crc32: number;
}

const PIECE_BYTES = 1_048_576;

/** The content in pieces, each valid until the next is asked for. FILE_NOT_FOUND, MEDIUM_READ. */
export async function* sourcePieces(source: FileSource): AsyncGenerator<Uint8Array> {
  if (typeof source === 'string') yield* filePieces(source);
  else if (source instanceof Uint8Array) yield source;
  else {
    for (let at = 0; at < source.size; at += PIECE_BYTES) {
      yield await source.readRange(at, Math.min(at + PIECE_BYTES, source.size));
    }
  }
}

async function* filePieces(file: string): AsyncGenerator<Uint8Array> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, 'r');
    const buffer = new Uint8Array(PIECE_BYTES);
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } catch (error) {
    throw readRefusal(error, file);
  } finally {
    await handle?.close();
  }
}

/** First pass: what the headers and the manifest have to say. `onBytes` may throw to stop. */
export async function measureFile(
  file: { name: string; source: FileSource },
  onBytes: (bytes: number) => void,
): Promise<MeasuredFile> {
  const hash = createHash('sha256');
  let crc = 0;
  let size = 0;
  for await (const piece of sourcePieces(file.source)) {
    hash.update(piece);
    crc = crc32(piece, crc);
    size += piece.length;
    onBytes(piece.length);
  }
  return { name: file.name, source: file.source, size, sha256: hash.digest('hex'), crc32: crc };
}

/** Second pass: the same content again. FILE_CHANGED when it is not the same any more, which bytes in memory always are. */
export async function* copyMeasured(file: MeasuredFile): AsyncGenerator<Uint8Array> {
  if (file.source instanceof Uint8Array) {
    yield file.source;
    return;
  }
  const hash = createHash('sha256');
  let size = 0;
  for await (const piece of sourcePieces(file.source)) {
    hash.update(piece);
    size += piece.length;
    if (size > file.size) break;
    yield piece;
  }
  if (size === file.size && hash.digest('hex') === file.sha256) return;
  throw new Refusal('FILE_CHANGED', { file: typeof file.source === 'string' ? file.source : file.name });
}

/** Joins small pieces into blocks of about 1 MiB, because a header of 100 bytes is not worth a write. */
export async function* inBlocks(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const block = new Uint8Array(PIECE_BYTES);
  let filled = 0;
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; ) {
      const part = piece.subarray(at, at + block.length - filled);
      block.set(part, filled);
      at += part.length;
      filled += part.length;
      if (filled < block.length) continue;
      yield block;
      filled = 0;
    }
  }
  if (filled > 0) yield block.subarray(0, filled);
}
