import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { BUNDLE_LIMITS } from '#shared/domain/bundleRules.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { type ByteReader, EndOfData } from './byteReader.ts';
import { findNesting, isEntryName, isPayload, splitTop } from './names.ts';
import { layoutRefusal } from './refuse.ts';
import {
  CENTRAL_SIGNATURE,
  directory,
  LOCAL_HEADER_BYTES,
  LOCAL_SIGNATURE,
  localHeader,
  parseLocalHeader,
  type ZipEntry,
} from './zip.ts';

const SIGNATURE_NAME = /^signatures\/[1-9]\.jws$/;

/** What the content of an entry turned out to be. */
export interface EntryDigest {
  sha256: string;
  /** Whether the header's CRC-32 is that of the content. */
  crcFits: boolean;
}

/** `name` without the top folder; `offset` of the content inside the container; `digest` null when the content was passed over. */
export interface ScannedEntry {
  name: string;
  offset: number;
  size: number;
  crc32: number;
  digest: EntryDigest | null;
}

export interface ScannedContainer {
  /** Name of the one top folder. */
  top: string;
  entries: ScannedEntry[];
  /** Contents of everything outside data/. */
  tags: Map<string, Uint8Array>;
  /** Length of the container. */
  bytes: number;
}

export interface ScanOptions {
  /** Hash payload contents, or pass over them (their digests stay null). */
  payload: 'hash' | 'skip';
  onFile?: () => void;
}

/**
 * Reads a container from its first to its last byte and accepts it only if it is the canonical one for its own names, sizes and
 * CRC-32s. Throws BUNDLE_TRUNCATED, BUNDLE_NOT_A_BUNDLE, BUNDLE_LAYOUT or BUNDLE_TOO_LARGE.
 */
export function scanContainer(reader: ByteReader, options: ScanOptions): ScannedContainer {
  try {
    return scan(reader, options);
  } catch (error) {
    throw error instanceof EndOfData ? new Refusal('BUNDLE_TRUNCATED') : error;
  }
}

function scan(reader: ByteReader, options: ScanOptions): ScannedContainer {
  const result: ScannedContainer = { top: '', entries: [], tags: new Map(), bytes: 0 };
  const headers: ZipEntry[] = [];
  for (;;) {
    const signature = readSignature(reader.take(4));
    if (signature !== LOCAL_SIGNATURE) {
      if (headers.length === 0) throw new Refusal('BUNDLE_NOT_A_BUNDLE');
      if (signature !== CENTRAL_SIGNATURE) throw layoutRefusal('directory');
      break;
    }
    const header = readHeader(reader, headers.at(-1));
    addEntry(result, header, headers.length);
    headers.push(header);
    readContent(reader, result, options);
    options.onFile?.();
  }
  checkDirectory(reader, headers);
  const nested = findNesting(result.entries.map((entry) => entry.name));
  if (nested !== null) throw layoutRefusal('nesting', { entry: nested });
  result.bytes += directory(headers).length;
  return result;
}

function readSignature(bytes: Uint8Array): number {
  return (bytes[0]! | (bytes[1]! << 8) | (bytes[2]! << 16) | (bytes[3]! << 24)) >>> 0;
}

/** The rest of a local header after its signature: only the one the writer would have written is accepted. */
function readHeader(reader: ByteReader, previous: ZipEntry | undefined): ZipEntry {
  const start = new Uint8Array(LOCAL_HEADER_BYTES);
  start.set([0x50, 0x4b, 0x03, 0x04]);
  start.set(reader.take(LOCAL_HEADER_BYTES - 4), 4);
  const { crc32: crc, size, nameLength } = parseLocalHeader(start);
  const name = Buffer.from(reader.take(nameLength)).toString('latin1');
  const header = { name, size, crc32: crc };
  if (!Buffer.from(start).equals(localHeader(header).subarray(0, LOCAL_HEADER_BYTES))) throw layoutRefusal('header');
  if (previous && previous.name >= name) throw layoutRefusal('order', { entry: printable(name) });
  return header;
}

function addEntry(result: ScannedContainer, header: ZipEntry, index: number): void {
  const path = splitTop(header.name);
  if (!path || (index > 0 && path.top !== result.top)) throw layoutRefusal('folder', { entry: printable(header.name) });
  if (!isEntryName(path.name)) throw layoutRefusal('name', { entry: printable(path.name) });
  if (index >= BUNDLE_LIMITS.entries) throw tooLarge(`文件多于 ${BUNDLE_LIMITS.entries} 个`);
  result.top = path.top;
  const offset = result.bytes + LOCAL_HEADER_BYTES + header.name.length;
  result.bytes = offset + header.size;
  if (result.bytes > BUNDLE_LIMITS.containerBytes) throw tooLarge('大于 3.5 GiB');
  result.entries.push({ name: path.name, offset, size: header.size, crc32: header.crc32, digest: null });
}

function readContent(reader: ByteReader, result: ScannedContainer, options: ScanOptions): void {
  const entry = result.entries.at(-1)!;
  if (!isPayload(entry.name)) {
    if (entry.size > tagLimit(entry.name)) throw tooLarge(`${entry.name} 过大`);
    const content = reader.take(entry.size).slice();
    result.tags.set(entry.name, content);
    entry.digest = {
      sha256: createHash('sha256').update(content).digest('hex'),
      crcFits: crc32(content) === entry.crc32,
    };
  } else if (options.payload === 'hash') {
    entry.digest = hashContent(reader, entry.size, entry.crc32);
  } else {
    reader.skip(entry.size);
  }
}

/** Hashes the next `size` bytes and compares their CRC-32 with the header's. */
export function hashContent(reader: ByteReader, size: number, expectedCrc: number): EntryDigest {
  const hash = createHash('sha256');
  let crc = 0;
  reader.visit(size, (piece) => {
    hash.update(piece);
    crc = crc32(piece, crc);
  });
  return { sha256: hash.digest('hex'), crcFits: crc === expectedCrc };
}

/** Most bytes a file outside data/ may have; one that has no place in a bundle is refused as extra. */
function tagLimit(name: string): number {
  const limits: Readonly<Record<string, number>> = BUNDLE_LIMITS.tagBytes;
  const limit = limits[SIGNATURE_NAME.test(name) ? 'signatures/' : name];
  if (limit === undefined) throw new Refusal('BUNDLE_EXTRA_FILE', { entry: name });
  return limit;
}

/** Everything after the last content; its four signature bytes have been read already. */
function checkDirectory(reader: ByteReader, headers: ZipEntry[]): void {
  const expected = directory(headers).subarray(4);
  let at = 0;
  reader.visit(expected.length, (piece) => {
    if (!Buffer.from(piece).equals(expected.subarray(at, at + piece.length))) throw layoutRefusal('directory');
    at += piece.length;
  });
  if (!reader.atEnd()) throw layoutRefusal('tail');
}

function tooLarge(reason: string): Refusal {
  return new Refusal('BUNDLE_TOO_LARGE', { reason });
}

/** A hostile name as it may stand in a message: short, and without anything that could act. */
function printable(name: string): string {
  return name.slice(0, 120).replace(/[^ -~]/g, '?');
}
