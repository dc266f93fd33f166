/** X.509 v3 certificates and v2 revocation lists (RFC 5280): reading into plain data. What the fields mean for trust is path.ts's business. */
import {
  DerError,
  expectTag,
  readBitString,
  readBoolean,
  readChildren,
  readDer,
  readIntegerBytes,
  readOid,
  readSmallInteger,
  readText,
  readTime,
  TAG,
  type Tlv,
} from './der.ts';

export const OID = {
  ed25519: '1.3.101.112',
  ecdsaSha256: '1.2.840.10045.4.3.2',
  commonName: '2.5.4.3',
  serialNumber: '2.5.4.5',
  organization: '2.5.4.10',
  subjectKeyId: '2.5.29.14',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  crlNumber: '2.5.29.20',
  reasonCode: '2.5.29.21',
  authorityKeyId: '2.5.29.35',
  extKeyUsage: '2.5.29.37',
  /** id-kp-documentSigning, RFC 9336. */
  documentSigning: '1.3.6.1.5.5.7.3.36',
  /** Quanping's own extensions, under a UUID arc (X.667): role, district, age recipient; each one UTF8String, never critical. */
  role: '2.25.221613276638794080769381467723499808317.1',
  district: '2.25.221613276638794080769381467723499808317.2',
  recipient: '2.25.221613276638794080769381467723499808317.3',
} as const;

export interface X509Extension {
  critical: boolean;
  value: Uint8Array;
}

export interface X509Name {
  raw: Uint8Array;
  /** Attribute type → text; only attributes that are text. */
  attributes: ReadonlyMap<string, string>;
}

export interface X509 {
  raw: Uint8Array;
  /** The signed part. */
  tbs: Uint8Array;
  /** Lower-case hex without leading zeros. */
  serial: string;
  signatureOid: string;
  signature: Uint8Array;
  issuer: X509Name;
  subject: X509Name;
  notBefore: number;
  notAfter: number;
  spki: Uint8Array;
  extensions: ReadonlyMap<string, X509Extension>;
}

export interface X509CrlEntry {
  serial: string;
  revokedAt: number;
  extensions: ReadonlyMap<string, X509Extension>;
}

export interface X509Crl {
  raw: Uint8Array;
  tbs: Uint8Array;
  signatureOid: string;
  signature: Uint8Array;
  issuer: X509Name;
  thisUpdate: number;
  nextUpdate: number | null;
  entries: X509CrlEntry[];
  extensions: ReadonlyMap<string, X509Extension>;
}

const CONTEXT_0 = 0xa0;
const CONTEXT_3 = 0xa3;

/** Throws {@link DerError} on anything that is not one strictly encoded certificate. */
export function readX509(raw: Uint8Array): X509 {
  const { tbs, fields, signatureOid, signature } = readSigned(raw);
  const [version, serial, algorithm, issuer, validity, subject, spki, extensions, ...more] = fields;
  if (more.length > 0 || extensions?.tag !== CONTEXT_3) throw new DerError('not a version 3 certificate');
  if (readSmallInteger(single(expectTag(version, CONTEXT_0), CONTEXT_0)) !== 2) throw new DerError('not version 3');
  if (readAlgorithm(algorithm) !== signatureOid) throw new DerError('two signature algorithms');
  const [notBefore, notAfter, ...times] = readChildren(expectTag(validity, TAG.sequence), TAG.sequence);
  if (times.length > 0) throw new DerError('validity with three times');
  return {
    raw,
    tbs,
    serial: readSerial(serial),
    signatureOid,
    signature,
    issuer: readName(issuer),
    subject: readName(subject),
    notBefore: readTime(notBefore),
    notAfter: readTime(notAfter),
    spki: expectTag(spki, TAG.sequence).raw,
    extensions: readExtensions(single(extensions, CONTEXT_3)),
  };
}

/** Throws {@link DerError} on anything that is not one strictly encoded version 2 revocation list. */
export function readX509Crl(raw: Uint8Array): X509Crl {
  const { tbs, fields, signatureOid, signature } = readSigned(raw);
  const [version, algorithm, issuer, thisUpdate, ...rest] = fields;
  if (readSmallInteger(version) !== 1) throw new DerError('not a version 2 list');
  if (readAlgorithm(algorithm) !== signatureOid) throw new DerError('two signature algorithms');
  const isTime = (tlv: Tlv | undefined) => tlv?.tag === TAG.utcTime || tlv?.tag === TAG.generalizedTime;
  const nextUpdate = isTime(rest[0]) ? readTime(rest.shift()) : null;
  const entries = rest[0]?.tag === TAG.sequence ? readChildren(rest.shift()!, TAG.sequence).map(readEntry) : [];
  const extensions = rest.shift();
  if (rest.length > 0 || extensions?.tag !== CONTEXT_0) throw new DerError('list without extensions');
  return {
    raw,
    tbs,
    signatureOid,
    signature,
    issuer: readName(issuer),
    thisUpdate: readTime(thisUpdate),
    nextUpdate,
    entries,
    extensions: readExtensions(single(extensions, CONTEXT_0)),
  };
}

/** The common frame SEQUENCE { tbs, algorithm, signature }. */
function readSigned(raw: Uint8Array): { tbs: Uint8Array; fields: Tlv[]; signatureOid: string; signature: Uint8Array } {
  const [tbs, algorithm, signature, ...more] = readChildren(readDer(raw), TAG.sequence);
  if (!tbs || more.length > 0) throw new DerError('not three parts');
  return {
    tbs: tbs.raw,
    fields: readChildren(tbs, TAG.sequence),
    signatureOid: readAlgorithm(algorithm),
    signature: readBitString(signature),
  };
}

function single(parent: Tlv, tag: number): Tlv {
  const [child, ...more] = readChildren(parent, tag);
  if (!child || more.length > 0) throw new DerError('not exactly one element');
  return child;
}

/** Both algorithms in use have no parameters, and absent is their only encoding. */
function readAlgorithm(tlv: Tlv | undefined): string {
  return readOid(single(expectTag(tlv, TAG.sequence), TAG.sequence));
}

function readSerial(tlv: Tlv | undefined): string {
  const bytes = readIntegerBytes(tlv);
  if (bytes[0]! >= 0x80 || bytes.length > 21) throw new DerError('serial number out of range');
  return Buffer.from(bytes)
    .toString('hex')
    .replace(/^0+(?=.)/, '');
}

function readName(tlv: Tlv | undefined): X509Name {
  const attributes = new Map<string, string>();
  const name = expectTag(tlv, TAG.sequence);
  for (const set of readChildren(name, TAG.sequence)) {
    const parts = readChildren(set, TAG.set);
    if (parts.length === 0) throw new DerError('empty name part');
    for (const part of parts) {
      const [type, value, ...more] = readChildren(part, TAG.sequence);
      if (!value || more.length > 0) throw new DerError('name part malformed');
      const oid = readOid(type);
      if (attributes.has(oid)) throw new DerError('name part twice');
      attributes.set(oid, readText(value));
    }
  }
  return { raw: name.raw, attributes };
}

function readExtensions(list: Tlv): ReadonlyMap<string, X509Extension> {
  const extensions = new Map<string, X509Extension>();
  const items = readChildren(list, TAG.sequence);
  if (items.length === 0) throw new DerError('empty extension list');
  for (const item of items) {
    const [type, ...rest] = readChildren(item, TAG.sequence);
    const oid = readOid(type);
    const critical = rest.length === 2 ? readBoolean(rest.shift()) : false;
    if (rest.length !== 1) throw new DerError('extension malformed');
    if (extensions.has(oid)) throw new DerError('extension twice');
    extensions.set(oid, { critical, value: expectTag(rest[0], TAG.octetString).body });
  }
  return extensions;
}

function readEntry(tlv: Tlv): X509CrlEntry {
  const [serial, revokedAt, extensions, ...more] = readChildren(tlv, TAG.sequence);
  if (more.length > 0) throw new DerError('list entry malformed');
  return {
    serial: readSerial(serial),
    revokedAt: readTime(revokedAt),
    extensions: extensions ? readExtensions(extensions) : new Map(),
  };
}
