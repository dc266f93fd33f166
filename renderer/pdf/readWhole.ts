import { MAX_RANGE_BYTES } from '#shared/api/transport.ts';
import type { ByteReader } from './document.ts';

/** Reads [begin, end) in as many reads as it takes, side by side. */
export async function readWhole(source: ByteReader, begin: number, end: number): Promise<Uint8Array> {
  if (end - begin <= MAX_RANGE_BYTES) return complete(await source.readRange(begin, end), end - begin);
  const starts = Array.from(
    { length: Math.ceil((end - begin) / MAX_RANGE_BYTES) },
    (_, i) => begin + i * MAX_RANGE_BYTES,
  );
  const whole = new Uint8Array(end - begin);
  await Promise.all(
    starts.map(async (from) => {
      const to = Math.min(end, from + MAX_RANGE_BYTES);
      whole.set(complete(await source.readRange(from, to), to - from), from - begin);
    }),
  );
  return whole;
}

/** Throws when fewer bytes came than were asked for. */
export function complete(bytes: Uint8Array, expected: number): Uint8Array {
  if (bytes.byteLength !== expected) throw new Error(`short read: ${bytes.byteLength} of ${expected}`);
  return bytes;
}
