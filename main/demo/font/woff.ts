import { inflateSync } from 'node:zlib';
import { assembleFont } from './trueType.ts';

/**
 * A WOFF 1.0 file as a plain font. Done here with zlib because the inflater inside fontkit fails on some slices
 * (noto-sans-sc-101).
 */
export function unpackWoff(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('not a WOFF 1.0 font');
  const count = woff.readUInt16BE(12);
  const tables = Array.from({ length: count }, (_, index): [string, Buffer] => {
    const at = 44 + 20 * index;
    const [offset, packed, length] = [4, 8, 12].map((field) => woff.readUInt32BE(at + field)) as [
      number,
      number,
      number,
    ];
    const data = woff.subarray(offset, offset + packed);
    return [woff.toString('latin1', at, at + 4), packed < length ? inflateSync(data) : data];
  });
  return assembleFont(tables);
}
