/**
 * Distinguished Encoding Rules, the few types certificates and revocation lists are made of. The reader is strict: one-byte tags,
 * definite minimal lengths, minimal integers and object identifiers, nothing after the last element. A value has one spelling.
 */
export interface Tlv {
  tag: number;
  /** Contents without tag and length. */
  body: Uint8Array;
  /** The whole element as it stands in the input. */
  raw: Uint8Array;
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utf8: 0x0c,
  sequence: 0x30,
  set: 0x31,
  printable: 0x13,
  ia5: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  enumerated: 0x0a,
} as const;

export class DerError extends Error {}

function fail(reason: string): never {
  throw new DerError(reason);
}

function readElement(bytes: Uint8Array, offset: number): { tlv: Tlv; end: number } {
  const tag = bytes[offset] ?? fail('truncated tag');
  if ((tag & 0x1f) === 0x1f) fail('multi-byte tag');
  const first = bytes[offset + 1] ?? fail('truncated length');
  let start = offset + 2;
  let length = first;
  if (first >= 0x80) {
    const count = first & 0x7f;
    if (count === 0 || count > 3) fail('indefinite or oversized length');
    length = 0;
    for (let i = 0; i < count; i++) length = length * 256 + (bytes[start + i] ?? fail('truncated length'));
    if (length < 0x80 || length < 256 ** (count - 1)) fail('length not minimal');
    start += count;
  }
  const end = start + length;
  if (end > bytes.length) fail('truncated contents');
  return { tlv: { tag, body: bytes.subarray(start, end), raw: bytes.subarray(offset, end) }, end };
}

/** Exactly one element; anything behind it is refused. */
export function readDer(bytes: Uint8Array): Tlv {
  const { tlv, end } = readElement(bytes, 0);
  return end === bytes.length ? tlv : fail('trailing bytes');
}

/** The elements inside a constructed one, whose tag must be `tag`. */
export function readChildren(parent: Tlv, tag: number): Tlv[] {
  if (parent.tag !== tag) fail(`tag 0x${parent.tag.toString(16)} where 0x${tag.toString(16)} was due`);
  const children: Tlv[] = [];
  for (let offset = 0; offset < parent.body.length; ) {
    const { tlv, end } = readElement(parent.body, offset);
    children.push(tlv);
    offset = end;
  }
  return children;
}

export function expectTag(tlv: Tlv | undefined, tag: number): Tlv {
  if (!tlv) fail('element missing');
  if (tlv.tag !== tag) fail(`tag 0x${tlv.tag.toString(16)} where 0x${tag.toString(16)} was due`);
  return tlv;
}

export function readOid(tlv: Tlv | undefined): string {
  const { body } = expectTag(tlv, TAG.oid);
  if (body.length === 0 || body[body.length - 1]! >= 0x80) fail('object identifier cut off');
  const arcs: bigint[] = [];
  let value = 0n;
  let fresh = true;
  for (const byte of body) {
    if (fresh && byte === 0x80) fail('object identifier not minimal');
    value = (value << 7n) | BigInt(byte & 0x7f);
    fresh = byte < 0x80;
    if (fresh) {
      arcs.push(value);
      value = 0n;
    }
  }
  const first = arcs[0]!;
  const top = first < 40n ? 0n : first < 80n ? 1n : 2n;
  return [top, first - top * 40n, ...arcs.slice(1)].join('.');
}

/** Contents of an INTEGER, minimal, as they stand: big-endian two's complement. */
export function readIntegerBytes(tlv: Tlv | undefined, tag: number = TAG.integer): Uint8Array {
  const { body } = expectTag(tlv, tag);
  if (body.length === 0) fail('empty integer');
  const [first, second] = body;
  if (body.length > 1 && ((first === 0 && second! < 0x80) || (first === 0xff && second! >= 0x80))) {
    fail('integer not minimal');
  }
  return body;
}

/** A non-negative INTEGER of at most six bytes. */
export function readSmallInteger(tlv: Tlv | undefined, tag: number = TAG.integer): number {
  const bytes = readIntegerBytes(tlv, tag);
  if (bytes[0]! >= 0x80 || bytes.length > 6) fail('integer out of range');
  return bytes.reduce((value, byte) => value * 256 + byte, 0);
}

export function readBoolean(tlv: Tlv | undefined): boolean {
  const { body } = expectTag(tlv, TAG.boolean);
  if (body.length !== 1 || (body[0] !== 0 && body[0] !== 0xff)) fail('boolean not 00 or FF');
  return body[0] === 0xff;
}

/** A BIT STRING of whole bytes. */
export function readBitString(tlv: Tlv | undefined): Uint8Array {
  const { body } = expectTag(tlv, TAG.bitString);
  return body[0] === 0 ? body.subarray(1) : fail('bit string with unused bits');
}

/** A named bit list: bit n of the result is bit n of the list. DER wants no trailing zero bits. */
export function readBitFlags(tlv: Tlv | undefined): number {
  const { body } = expectTag(tlv, TAG.bitString);
  const unused = body[0] ?? fail('empty bit string');
  if (body.length === 1) return unused === 0 ? 0 : fail('unused bits of nothing');
  const last = body[body.length - 1]!;
  if (unused > 7 || body.length > 3 || (last & ((1 << (unused + 1)) - 1)) !== 1 << unused) fail('bit list not minimal');
  let flags = 0;
  for (let bit = 0; bit < (body.length - 1) * 8 - unused; bit++) {
    if (body[1 + (bit >> 3)]! & (0x80 >> (bit & 7))) flags |= 1 << bit;
  }
  return flags;
}

const TEXT_TAGS: readonly number[] = [TAG.utf8, TAG.printable, TAG.ia5];

export function readText(tlv: Tlv | undefined): string {
  if (!tlv || !TEXT_TAGS.includes(tlv.tag)) fail('no text');
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(tlv.body);
    if (tlv.tag !== TAG.utf8 && /[^\x20-\x7e]/.test(text)) fail('text outside ASCII');
    return text;
  } catch (error) {
    throw new DerError('text is not UTF-8', { cause: error });
  }
}

/** Milliseconds since the epoch. RFC 5280: UTC, seconds always, UTCTime up to 2049, GeneralizedTime from 2050. */
export function readTime(tlv: Tlv | undefined): number {
  if (!tlv || (tlv.tag !== TAG.utcTime && tlv.tag !== TAG.generalizedTime)) fail('no time');
  const text = Buffer.from(tlv.body).toString('latin1');
  const isUtc = tlv.tag === TAG.utcTime;
  const match = (isUtc ? /^(\d\d)(\d{10})Z$/ : /^(\d{4})(\d{10})Z$/).exec(text) ?? fail('time malformed');
  const year = isUtc ? (Number(match[1]) < 50 ? 2000 : 1900) + Number(match[1]) : Number(match[1]);
  if (!isUtc && year < 2050) fail('generalized time before 2050');
  const [month, day, hour, minute, second] = match[2]!.match(/\d\d/g)!.map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const time = Date.UTC(year, month - 1, day, hour, minute, second);
  const same = new Date(time).toISOString().replace(/\D/g, '').slice(0, 14);
  return same === `${String(year).padStart(4, '0')}${match[2]}` ? time : fail('time does not exist');
}

/** One element from its contents. */
export function der(tag: number, ...parts: Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const header = [tag];
  if (length < 0x80) header.push(length);
  else {
    const bytes: number[] = [];
    for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
    header.push(0x80 | bytes.length, ...bytes);
  }
  return new Uint8Array(Buffer.concat([Uint8Array.from(header), ...parts]));
}

export function derOid(dotted: string): Uint8Array {
  const [top, second, ...rest] = dotted.split('.').map(BigInt) as [bigint, bigint, ...bigint[]];
  const bytes: number[] = [];
  for (const arc of [top * 40n + second, ...rest]) {
    const septets = [Number(arc & 0x7fn)];
    for (let left = arc >> 7n; left > 0n; left >>= 7n) septets.unshift(Number(left & 0x7fn) | 0x80);
    bytes.push(...septets);
  }
  return der(TAG.oid, Uint8Array.from(bytes));
}

/** A non-negative INTEGER from a number or big-endian bytes. */
export function derInteger(value: number | Uint8Array, tag: number = TAG.integer): Uint8Array {
  let bytes: Uint8Array = typeof value === 'number' ? Buffer.from(value.toString(16).padStart(12, '0'), 'hex') : value;
  while (bytes.length > 1 && bytes[0] === 0) bytes = bytes.subarray(1);
  return bytes[0]! >= 0x80 ? der(tag, Uint8Array.of(0), bytes) : der(tag, bytes);
}

export function derUtf8(text: string): Uint8Array {
  return der(TAG.utf8, new TextEncoder().encode(text));
}

/** Whole seconds; UTCTime up to 2049, GeneralizedTime from 2050, as RFC 5280 wants. */
export function derTime(time: number): Uint8Array {
  const digits = new Date(time).toISOString().replace(/\D/g, '').slice(0, 14);
  const year = Number(digits.slice(0, 4));
  const isUtc = year >= 1950 && year < 2050;
  return der(isUtc ? TAG.utcTime : TAG.generalizedTime, Buffer.from(`${isUtc ? digits.slice(2) : digits}Z`, 'latin1'));
}

export function derBitString(bytes: Uint8Array): Uint8Array {
  return der(TAG.bitString, Uint8Array.of(0), bytes);
}

/** A named bit list from flags, bit n of the number being bit n of the list. */
export function derBitFlags(flags: number): Uint8Array {
  if (flags === 0) return der(TAG.bitString, Uint8Array.of(0));
  const highest = 31 - Math.clz32(flags);
  const bytes = new Uint8Array((highest >> 3) + 1);
  for (let bit = 0; bit <= highest; bit++) if (flags & (1 << bit)) bytes[bit >> 3]! |= 0x80 >> (bit & 7);
  return der(TAG.bitString, Uint8Array.of(7 - (highest & 7)), bytes);
}
