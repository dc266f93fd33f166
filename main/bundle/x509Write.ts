/** Writes X.509 v3 certificates and v2 revocation lists, signed by whichever algorithm the signing key is for. */
import { publicKeyOf, sha256, signatureAlgorithmOf, signP256, signWith } from '#main/crypto/primitives.ts';
import {
  der,
  derBitFlags,
  derBitString,
  derInteger,
  derOid,
  derTime,
  derUtf8,
  readBitString,
  readChildren,
  readDer,
  TAG,
} from './der.ts';
import { OID } from './x509.ts';

export interface ExtensionSpec {
  oid: string;
  critical: boolean;
  /** DER of the extension's value. */
  value: Uint8Array;
}

export interface CertificateSpec {
  serial: Uint8Array;
  issuer: Uint8Array;
  subject: Uint8Array;
  /** Milliseconds since the epoch; written in whole seconds. */
  notBefore: number;
  notAfter: number;
  spki: Uint8Array;
  extensions: ExtensionSpec[];
}

export interface CrlSpec {
  issuer: Uint8Array;
  thisUpdate: number;
  nextUpdate: number | null;
  revoked: { serial: Uint8Array; revokedAt: number }[];
  extensions: ExtensionSpec[];
}

const CONTEXT_0 = 0xa0;
const CONTEXT_3 = 0xa3;

/** A distinguished name of text attributes, one per relative name, in the order given. */
export function writeName(attributes: readonly (readonly [oid: string, text: string])[]): Uint8Array {
  const parts = attributes.map(([oid, text]) => {
    // X.520: the serial number attribute is a PrintableString.
    const value = oid === OID.serialNumber ? der(TAG.printable, Buffer.from(text, 'latin1')) : derUtf8(text);
    return der(TAG.set, der(TAG.sequence, derOid(oid), value));
  });
  return der(TAG.sequence, ...parts);
}

export function writeCertificate(spec: CertificateSpec, privateKeyPem: string): Uint8Array {
  return writeSigned(privateKeyPem, (algorithm) =>
    der(
      TAG.sequence,
      der(CONTEXT_0, derInteger(2)),
      derInteger(spec.serial),
      algorithm,
      spec.issuer,
      der(TAG.sequence, derTime(spec.notBefore), derTime(spec.notAfter)),
      spec.subject,
      spec.spki,
      der(CONTEXT_3, writeExtensions(spec.extensions)),
    ),
  );
}

export function writeCrl(spec: CrlSpec, privateKeyPem: string): Uint8Array {
  const entries = spec.revoked.map(({ serial, revokedAt }) =>
    der(TAG.sequence, derInteger(serial), derTime(revokedAt)),
  );
  return writeSigned(privateKeyPem, (algorithm) =>
    der(
      TAG.sequence,
      derInteger(1),
      algorithm,
      spec.issuer,
      derTime(spec.thisUpdate),
      ...(spec.nextUpdate === null ? [] : [derTime(spec.nextUpdate)]),
      // RFC 5280 wants the field absent, not empty, when nothing is revoked.
      ...(entries.length === 0 ? [] : [der(TAG.sequence, ...entries)]),
      der(CONTEXT_0, writeExtensions(spec.extensions)),
    ),
  );
}

function writeSigned(privateKeyPem: string, writeTbs: (algorithm: Uint8Array) => Uint8Array): Uint8Array {
  const isP256 = signatureAlgorithmOf(publicKeyOf(privateKeyPem)) === 'ES256';
  const algorithm = der(TAG.sequence, derOid(isP256 ? OID.ecdsaSha256 : OID.ed25519));
  const tbs = writeTbs(algorithm);
  const signature = isP256 ? rawToDer(signP256(privateKeyPem, tbs)) : signWith(privateKeyPem, tbs).signature;
  return der(TAG.sequence, tbs, algorithm, derBitString(signature));
}

/** ECDSA r‖s as X.509 carries it: SEQUENCE of two INTEGERs. */
function rawToDer(signature: Uint8Array): Uint8Array {
  return der(TAG.sequence, derInteger(signature.subarray(0, 32)), derInteger(signature.subarray(32)));
}

function writeExtensions(extensions: ExtensionSpec[]): Uint8Array {
  const items = extensions.map(({ oid, critical, value }) => {
    const flag = critical ? [der(TAG.boolean, Uint8Array.of(0xff))] : [];
    return der(TAG.sequence, derOid(oid), ...flag, der(TAG.octetString, value));
  });
  return der(TAG.sequence, ...items);
}

/** Key identifier by RFC 7093 method 1: the first 160 bits of the SHA-256 of the public key bits. */
export function keyIdentifier(spki: Uint8Array): Uint8Array {
  const [, bits] = readChildren(readDer(spki), TAG.sequence);
  return sha256(readBitString(bits)).subarray(0, 20);
}

export const KEY_USAGE = {
  digitalSignature: 1 << 0,
  nonRepudiation: 1 << 1,
  keyCertSign: 1 << 5,
  crlSign: 1 << 6,
} as const;

export const extension = {
  basicConstraints(ca: boolean, pathLength: number | null = null): ExtensionSpec {
    const parts = [
      ...(ca ? [der(TAG.boolean, Uint8Array.of(0xff))] : []),
      ...(pathLength === null ? [] : [derInteger(pathLength)]),
    ];
    return { oid: OID.basicConstraints, critical: true, value: der(TAG.sequence, ...parts) };
  },
  keyUsage: (flags: number): ExtensionSpec => ({ oid: OID.keyUsage, critical: true, value: derBitFlags(flags) }),
  extKeyUsage: (...purposes: string[]): ExtensionSpec => ({
    oid: OID.extKeyUsage,
    critical: false,
    value: der(TAG.sequence, ...purposes.map(derOid)),
  }),
  subjectKeyId: (spki: Uint8Array): ExtensionSpec => ({
    oid: OID.subjectKeyId,
    critical: false,
    value: der(TAG.octetString, keyIdentifier(spki)),
  }),
  authorityKeyId: (issuerSpki: Uint8Array): ExtensionSpec => ({
    oid: OID.authorityKeyId,
    critical: false,
    value: der(TAG.sequence, der(0x80, keyIdentifier(issuerSpki))),
  }),
  crlNumber: (number: number): ExtensionSpec => ({ oid: OID.crlNumber, critical: false, value: derInteger(number) }),
  text: (oid: string, value: string): ExtensionSpec => ({ oid, critical: false, value: derUtf8(value) }),
};
