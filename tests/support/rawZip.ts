/** A ZIP writer that can lie, independent of the product's: every header field may be set, entries may overlap, and so on. */
import { crc32 } from 'node:zlib';

export interface HeaderFields {
  signature: number;
  versionMadeBy: number;
  versionNeeded: number;
  flags: number;
  method: number;
  time: number;
  date: number;
  crc: number;
  compressed: number;
  size: number;
  name: string;
  extra: Uint8Array;
  comment: Uint8Array;
  internal: number;
  external: number;
  offset: number;
}

export interface RawEntry {
  name: string;
  data: Uint8Array;
  local?: Partial<HeaderFields>;
  central?: Partial<HeaderFields>;
  /** Bytes between the content and the next header. */
  after?: Uint8Array;
  /** Leave out the local header and content, or the central header. */
  omit?: 'local' | 'central';
}

export interface RawZipOptions {
  prefix?: Uint8Array;
  /** Between the last content and the central directory. */
  gap?: Uint8Array;
  tail?: Uint8Array;
  comment?: Uint8Array;
  end?: Partial<{ signature: number; disk: number; count: number; total: number; size: number; offset: number }>;
  /** Order of the central headers, as indexes. */
  centralOrder?: number[];
}

const NOTHING = new Uint8Array(0);

function defaults(entry: RawEntry, offset: number): HeaderFields {
  return {
    signature: 0,
    versionMadeBy: 0x031e,
    versionNeeded: 10,
    flags: 0,
    method: 0,
    time: 0,
    date: 0x21,
    crc: crc32(entry.data),
    compressed: entry.data.length,
    size: entry.data.length,
    name: entry.name,
    extra: NOTHING,
    comment: NOTHING,
    internal: 0,
    external: 0o100644 * 65_536,
    offset,
  };
}

function u16(...values: number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length);
  values.forEach((value, i) => {
    bytes.writeUInt16LE(value, 2 * i);
  });
  return bytes;
}

function u32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => {
    bytes.writeUInt32LE(value >>> 0, 4 * i);
  });
  return bytes;
}

function localBytes(f: HeaderFields): Buffer {
  const name = Buffer.from(f.name, 'utf8');
  const start = [u32(f.signature || 0x04034b50), u16(f.versionNeeded, f.flags, f.method, f.time, f.date)];
  return Buffer.concat([...start, u32(f.crc, f.compressed, f.size), u16(name.length, f.extra.length), name, f.extra]);
}

function centralBytes(f: HeaderFields): Buffer {
  const name = Buffer.from(f.name, 'utf8');
  return Buffer.concat([
    u32(f.signature || 0x02014b50),
    u16(f.versionMadeBy, f.versionNeeded, f.flags, f.method, f.time, f.date),
    u32(f.crc, f.compressed, f.size),
    u16(name.length, f.extra.length, f.comment.length, 0, f.internal),
    u32(f.external, f.offset),
    name,
    f.extra,
    f.comment,
  ]);
}

export function rawZip(entries: readonly RawEntry[], options: RawZipOptions = {}): Uint8Array {
  const parts: Uint8Array[] = [options.prefix ?? NOTHING];
  let at = parts[0]!.length;
  const add = (...bytes: Uint8Array[]): void => {
    parts.push(...bytes);
    at += bytes.reduce((sum, part) => sum + part.length, 0);
  };
  const centrals = entries.map((entry) => {
    const fields = defaults(entry, at);
    if (entry.omit !== 'local') add(localBytes({ ...fields, ...entry.local }), entry.data, entry.after ?? NOTHING);
    return entry.omit === 'central' ? NOTHING : centralBytes({ ...fields, ...entry.central });
  });
  add(options.gap ?? NOTHING);
  const offset = at;
  add(...(options.centralOrder ?? [...centrals.keys()]).map((i) => centrals[i]!));
  const count = centrals.filter((bytes) => bytes.length > 0).length;
  const end = { signature: 0x06054b50, disk: 0, count, total: count, size: at - offset, offset, ...options.end };
  const comment = options.comment ?? NOTHING;
  add(u32(end.signature), u16(end.disk, end.disk, end.count, end.total), u32(end.size, end.offset));
  add(u16(comment.length), comment, options.tail ?? NOTHING);
  return new Uint8Array(Buffer.concat(parts));
}

/** Names and contents of a canonical container. */
export function entriesOf(container: Uint8Array): RawEntry[] {
  const bytes = Buffer.from(container);
  const entries: RawEntry[] = [];
  for (let at = 0; bytes.readUInt32LE(at) === 0x04034b50; ) {
    const size = bytes.readUInt32LE(at + 22);
    const nameLength = bytes.readUInt16LE(at + 26);
    const start = at + 30 + nameLength;
    entries.push({
      name: bytes.toString('latin1', at + 30, start),
      data: new Uint8Array(bytes.subarray(start, start + size)),
    });
    at = start + size;
  }
  return entries;
}
