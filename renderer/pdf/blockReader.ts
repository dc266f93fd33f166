import type { ByteReader } from './document.ts';
import { complete } from './readWhole.ts';

/** Files up to this size are read in blocks that are kept while the file is open; larger ones only where pdf.js looks (readQueue). */
export const SMALL_FILE_BYTES = 32 * 1024 * 1024;
export const BLOCK_BYTES = 2 * 1024 * 1024;

/**
 * Answers many small questions from few large reads. Opening a scan asks for one piece per page; over HTTP each question costs
 * some milliseconds, whatever its length, so that a file of ordinary size is read faster as a whole.
 */
export function inBlocks(source: ByteReader): ByteReader {
  const blocks = new Map<number, Promise<Uint8Array>>();
  const block = (index: number): Promise<Uint8Array> => {
    const known = blocks.get(index);
    if (known) return known;
    const begin = index * BLOCK_BYTES;
    const end = Math.min(source.bytes, begin + BLOCK_BYTES);
    const read = source.readRange(begin, end).then((bytes) => complete(bytes, end - begin));
    read.catch(() => blocks.delete(index));
    blocks.set(index, read);
    return read;
  };
  return {
    bytes: source.bytes,
    async readRange(begin, end) {
      const whole = new Uint8Array(end - begin);
      const first = Math.floor(begin / BLOCK_BYTES);
      const last = Math.floor((end - 1) / BLOCK_BYTES);
      const parts = await Promise.all(Array.from({ length: last - first + 1 }, (_, i) => block(first + i)));
      for (const [i, part] of parts.entries()) {
        const start = (first + i) * BLOCK_BYTES;
        whole.set(
          part.subarray(Math.max(0, begin - start), Math.min(part.length, end - start)),
          Math.max(0, start - begin),
        );
      }
      return whole;
    },
  };
}
