import { crc32, deflateRawSync } from 'node:zlib';
import { endRecord } from '#main/bundle/zip.ts';

/** 1980-01-01: the same parts give the same bytes whenever they are written. */
const DOS_DATE = 0x0021;
const VERSION = 20;
const DEFLATE = 8;

/** The 26 bytes that both kinds of header share, from "version needed" on. */
function writeCommon(view: DataView, at: number, crc: number, packed: number, size: number, nameLength: number): void {
  view.setUint16(at, VERSION, true);
  view.setUint16(at + 4, DEFLATE, true);
  view.setUint16(at + 8, DOS_DATE, true);
  view.setUint32(at + 10, crc, true);
  view.setUint32(at + 14, packed, true);
  view.setUint32(at + 18, size, true);
  view.setUint16(at + 22, nameLength, true);
}

/** A deflated ZIP of XML parts, in the order given. Names are ASCII. */
export function zipParts(parts: readonly (readonly [name: string, xml: string])[]): Uint8Array {
  const files: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [name, xml] of parts) {
    const content = Buffer.from(xml, 'utf8');
    const packed = deflateRawSync(content);
    const sizes = [crc32(content), packed.length, content.length, name.length] as const;
    const local = Buffer.alloc(30 + name.length);
    local.writeUInt32LE(0x04034b50, 0);
    writeCommon(new DataView(local.buffer, local.byteOffset), 4, ...sizes);
    local.write(name, 30, 'latin1');
    const central = Buffer.alloc(46 + name.length);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(VERSION, 4);
    writeCommon(new DataView(central.buffer, central.byteOffset), 6, ...sizes);
    central.writeUInt32LE(offset, 42);
    central.write(name, 46, 'latin1');
    files.push(local, packed);
    directory.push(central);
    offset += local.length + packed.length;
  }
  const length = directory.reduce((sum, part) => sum + part.length, 0);
  return new Uint8Array(Buffer.concat([...files, ...directory, endRecord(parts.length, length, offset)]));
}
