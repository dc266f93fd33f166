import { readSync } from 'node:fs';

/** The data ended before it was complete. */
export class EndOfData extends Error {}

/** Forward reading of a container wherever it lies: in memory, in a file, or coming out of a ring. Synchronous: for worker threads and small data. */
export interface ByteReader {
  /** Exactly `length` bytes, valid until the next call; throws {@link EndOfData}. */
  take(length: number): Uint8Array;
  /** Shows the next `length` bytes piece by piece; a piece is valid during the visit only. */
  visit(length: number, visitor: (piece: Uint8Array) => void): void;
  /** Passes over `length` bytes. */
  skip(length: number): void;
  /** Whether nothing is left. */
  atEnd(): boolean;
}

/** Pieces in order: the next one, or null at the end. A piece is valid until the next call. */
export type NextPiece = () => Uint8Array | null;

/** Reads forward over pieces. `seek` passes over bytes without producing them, where the source can. */
export function pieceReader(next: NextPiece, seek?: (length: number) => void): ByteReader {
  let piece: Uint8Array | null = new Uint8Array(0);
  let at = 0;
  const fill = (): boolean => {
    while (piece && at === piece.length) {
      piece = next();
      at = 0;
    }
    return piece !== null;
  };
  const visit = (length: number, visitor: (part: Uint8Array) => void): void => {
    for (let left = length; left > 0; ) {
      if (!fill()) throw new EndOfData();
      const part = piece!.subarray(at, at + left);
      visitor(part);
      at += part.length;
      left -= part.length;
    }
  };
  const take = (length: number): Uint8Array => {
    if (piece && at + length <= piece.length) {
      at += length;
      return piece.subarray(at - length, at);
    }
    const bytes = new Uint8Array(length);
    let filled = 0;
    visit(length, (part) => {
      bytes.set(part, filled);
      filled += part.length;
    });
    return bytes;
  };
  const skip = (length: number): void => {
    const rest = piece ? Math.min(length, piece.length - at) : 0;
    at += rest;
    if (seek && rest < length) seek(length - rest);
    else visit(length - rest, () => {});
  };
  return { take, visit, skip, atEnd: () => !fill() };
}

/** Reads an open file from `position` to `end` through one buffer of its own; skipping costs nothing. */
export function fileReader(fd: number, position: number, end: number, bufferBytes: number): ByteReader {
  const buffer = new Uint8Array(bufferBytes);
  let at = position;
  const next = (): Uint8Array | null => {
    const length = at < end ? readSync(fd, buffer, 0, Math.min(bufferBytes, end - at), at) : 0;
    at += length;
    return length > 0 ? buffer.subarray(0, length) : null;
  };
  const seek = (length: number): void => {
    if (at + length > end) throw new EndOfData();
    at += length;
  };
  return pieceReader(next, seek);
}

export function memoryReader(data: Uint8Array): ByteReader {
  const pieces = [data];
  return pieceReader(() => pieces.shift() ?? null);
}
