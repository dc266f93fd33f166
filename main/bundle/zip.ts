/**
 * The canonical container: a STORE-only ZIP whose every byte outside the files' contents follows from the list of names, sizes and
 * CRC-32s. Reading never trusts a header: it generates the one that must be there and compares.
 */
export interface ZipEntry {
  /** Full name with the top folder. */
  name: string;
  size: number;
  crc32: number;
}

export const LOCAL_SIGNATURE = 0x04034b50;
export const CENTRAL_SIGNATURE = 0x02014b50;
export const END_SIGNATURE = 0x06054b50;
export const LOCAL_HEADER_BYTES = 30;
export const CENTRAL_HEADER_BYTES = 46;
export const END_RECORD_BYTES = 22;

const VERSION_NEEDED = 10;
/** Made on Unix (3), specification 3.0: what makes the attributes below mean file modes. */
const VERSION_MADE_BY = 0x031e;
/** 1980-01-01 in DOS form. */
const DOS_DATE = 0x0021;
/** A regular file, mode 0644. */
const ATTRIBUTES = 0o100644 * 0x10000;

/** The 26 bytes both kinds of header share from "version needed" on, written at `at`. */
function writeCommon(view: DataView, at: number, entry: ZipEntry): void {
  view.setUint16(at, VERSION_NEEDED, true);
  view.setUint16(at + 8, DOS_DATE, true);
  view.setUint32(at + 10, entry.crc32, true);
  view.setUint32(at + 14, entry.size, true);
  view.setUint32(at + 18, entry.size, true);
  view.setUint16(at + 22, entry.name.length, true);
}

function writeName(bytes: Uint8Array, at: number, name: string): void {
  for (let i = 0; i < name.length; i++) bytes[at + i] = name.charCodeAt(i);
}

export function localHeader(entry: ZipEntry): Uint8Array {
  const bytes = new Uint8Array(LOCAL_HEADER_BYTES + entry.name.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, LOCAL_SIGNATURE, true);
  writeCommon(view, 4, entry);
  writeName(bytes, LOCAL_HEADER_BYTES, entry.name);
  return bytes;
}

/** `offset` of the entry's local header. */
export function centralHeader(entry: ZipEntry, offset: number): Uint8Array {
  const bytes = new Uint8Array(CENTRAL_HEADER_BYTES + entry.name.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, CENTRAL_SIGNATURE, true);
  view.setUint16(4, VERSION_MADE_BY, true);
  writeCommon(view, 6, entry);
  view.setUint32(38, ATTRIBUTES, true);
  view.setUint32(42, offset, true);
  writeName(bytes, CENTRAL_HEADER_BYTES, entry.name);
  return bytes;
}

/** `offset` and `size` of the central directory. */
export function endRecord(count: number, size: number, offset: number): Uint8Array {
  const bytes = new Uint8Array(END_RECORD_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, END_SIGNATURE, true);
  view.setUint16(8, count, true);
  view.setUint16(10, count, true);
  view.setUint32(12, size, true);
  view.setUint32(16, offset, true);
  return bytes;
}

/** All central headers and the end record, for entries laid out from offset 0 in the given order. */
export function directory(entries: readonly ZipEntry[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (const entry of entries) {
    parts.push(centralHeader(entry, offset));
    offset += LOCAL_HEADER_BYTES + entry.name.length + entry.size;
  }
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([...parts, endRecord(entries.length, size, offset)]);
}

/** Bytes of the whole container. */
export function containerBytes(entries: readonly { name: string; size: number }[]): number {
  const perEntry = LOCAL_HEADER_BYTES + CENTRAL_HEADER_BYTES;
  return entries.reduce((sum, { name, size }) => sum + perEntry + 2 * name.length + size, END_RECORD_BYTES);
}

/** What a local header says, before it is compared with the one that must be there. `nameLength` is the caller's next read. */
export function parseLocalHeader(bytes: Uint8Array): { crc32: number; size: number; nameLength: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { crc32: view.getUint32(14, true), size: view.getUint32(18, true), nameLength: view.getUint16(26, true) };
}
