/** The centre's pen: root, personal certificates, revocation lists. Everything written here is read back through the strict readers. */
import { type KeyPair, publicKeyOf, randomBytes } from '#main/crypto/primitives.ts';
import {
  type Certificate,
  type CertificateSubject,
  certificateFromDer,
  RECIPIENT_PATTERN,
  type SigningIdentity,
} from './certificate.ts';
import { type Crl, crlFromDer } from './crl.ts';
import { OID, readX509 } from './x509.ts';
import { type ExtensionSpec, extension, KEY_USAGE, writeCertificate, writeCrl, writeName } from './x509Write.ts';

export interface IssueRequest {
  subject: CertificateSubject;
  spki: Uint8Array;
  recipient: string | null;
  /** ISO instants. */
  notBefore: string;
  notAfter: string;
}

/** A new pinned root: certifies people and signs revocation lists, signs no bundle. `recipient` wraps workspace keys for recovery. */
export function createRoot(keys: KeyPair, request: Omit<IssueRequest, 'spki'>): SigningIdentity {
  const name = subjectName(request.subject);
  const der = writeCertificate(
    {
      serial: newSerial(),
      issuer: name,
      subject: name,
      ...validity(request),
      spki: keys.spki,
      extensions: [
        extension.basicConstraints(true, 0),
        extension.keyUsage(KEY_USAGE.keyCertSign | KEY_USAGE.crlSign),
        extension.subjectKeyId(keys.spki),
        ...ownExtensions(request),
      ],
    },
    keys.privateKeyPem,
  );
  return { privateKeyPem: keys.privateKeyPem, chain: [certificateFromDer(der)] };
}

/** A person's certificate for signing documents, never an authority. Its validity is cut to the issuer's. */
export function issueCertificate(issuer: SigningIdentity, request: IssueRequest): Certificate {
  const authority = readX509(issuer.chain[0]!.der);
  const { notBefore, notAfter } = validity(request);
  const der = writeCertificate(
    {
      serial: newSerial(),
      issuer: authority.subject.raw,
      subject: subjectName(request.subject),
      notBefore: Math.max(notBefore, authority.notBefore),
      notAfter: Math.min(notAfter, authority.notAfter),
      spki: request.spki,
      extensions: [
        extension.basicConstraints(false),
        extension.keyUsage(KEY_USAGE.digitalSignature),
        extension.extKeyUsage(OID.documentSigning),
        extension.subjectKeyId(request.spki),
        extension.authorityKeyId(publicKeyOf(issuer.privateKeyPem)),
        ...ownExtensions(request),
      ],
    },
    issuer.privateKeyPem,
  );
  return certificateFromDer(der);
}

/**
 * The issuer's numbered list. It counts until the next one replaces it (nextUpdate is the issuer's own end), because an offline
 * workstation must not lock itself when no news comes; a lower number is refused by {@link adoptCrl}.
 */
export function createCrl(
  issuer: SigningIdentity,
  list: { number: number; thisUpdate: string; revoked: { serial: string; revokedAt: string }[] },
): Crl {
  const authority = readX509(issuer.chain[0]!.der);
  const der = writeCrl(
    {
      issuer: authority.subject.raw,
      thisUpdate: Math.max(wholeSeconds(list.thisUpdate), authority.notBefore),
      nextUpdate: authority.notAfter,
      revoked: list.revoked.map(({ serial, revokedAt }) => ({
        serial: Buffer.from(serial.padStart(serial.length + (serial.length % 2), '0'), 'hex'),
        revokedAt: wholeSeconds(revokedAt),
      })),
      extensions: [extension.authorityKeyId(publicKeyOf(issuer.privateKeyPem)), extension.crlNumber(list.number)],
    },
    issuer.privateKeyPem,
  );
  return crlFromDer(der);
}

function subjectName(subject: CertificateSubject): Uint8Array {
  return writeName([
    [OID.organization, subject.unit],
    [OID.commonName, subject.name],
    [OID.serialNumber, subject.personId],
  ]);
}

function ownExtensions({ subject, recipient }: Pick<IssueRequest, 'subject' | 'recipient'>): ExtensionSpec[] {
  if (recipient !== null && !RECIPIENT_PATTERN.test(recipient)) throw new Error('not an age recipient');
  return [
    extension.text(OID.role, subject.role),
    ...(subject.district === null ? [] : [extension.text(OID.district, subject.district)]),
    ...(recipient === null ? [] : [extension.text(OID.recipient, recipient)]),
  ];
}

function validity(request: { notBefore: string; notAfter: string }): { notBefore: number; notAfter: number } {
  return { notBefore: wholeSeconds(request.notBefore), notAfter: wholeSeconds(request.notAfter) };
}

function wholeSeconds(iso: string): number {
  return Math.floor(Date.parse(iso) / 1000) * 1000;
}

/** 127 random bits, positive, never zero. */
function newSerial(): Uint8Array {
  const serial = Uint8Array.from(randomBytes(16));
  serial[0] = (serial[0]! & 0x7f) | 0x40;
  return serial;
}
