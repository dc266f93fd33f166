/**
 * Certificates as the product sees them: who a key belongs to. The person is in the subject (CN name, O unit, serialNumber person id),
 * role, district and age recipient in three private extensions that other programs may ignore. Whether a certificate is to be believed
 * is decided in path.ts, never here. Issuing is in issue.ts.
 */
import { sha256Hex, signatureAlgorithmOf } from '#main/crypto/primitives.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { ROLES, type Role } from '#shared/domain/person.ts';
import type { Crl } from './crl.ts';
import { DerError, readDer, readText } from './der.ts';
import { OID, readX509, type X509 } from './x509.ts';

export interface CertificateSubject {
  personId: string;
  name: string;
  unit: string;
  role: Role;
  /** Six-digit division code; null for the whole city. */
  district: string | null;
}

/** Plain data: may cross to worker threads and be stored. `der` alone is what trust decisions read. */
export interface Certificate {
  pem: string;
  der: Uint8Array;
  /** Lower-case hex SHA-256 of the public key's SPKI: names the person's key everywhere. */
  keyId: string;
  /** SubjectPublicKeyInfo, DER. */
  spki: Uint8Array;
  /** Lower-case hex. */
  serial: string;
  /** ISO instants. */
  notBefore: string;
  notAfter: string;
  subject: CertificateSubject;
  /** `age1…`: where bundles for this person are encrypted to; on a root, where workspace keys are wrapped for recovery. */
  recipient: string | null;
}

export interface TrustStore {
  /** Pinned: only these exact certificates end a path. */
  roots: Certificate[];
  crls: Crl[];
}

export interface SigningIdentity {
  privateKeyPem: string;
  /** Leaf first, root last. */
  chain: Certificate[];
}

export const RECIPIENT_PATTERN = /^age1[02-9ac-hj-np-z]{58}$/;
const MAX_PEM_BYTES = 64 * 1024;
const MAX_CERTIFICATES = 8;

/** Certificates of a PEM file in their order. Refuses CERT_INVALID: no block, a broken one, too many, or one without our fields. */
export function parseCertificates(pem: string): Certificate[] {
  if (pem.length > MAX_PEM_BYTES) throw new Refusal('CERT_INVALID', { reason: '文件太大' });
  const blocks = pemBlocks(pem, 'CERTIFICATE');
  if (blocks.length === 0) throw new Refusal('CERT_INVALID', { reason: '文件中没有证书' });
  if (blocks.length > MAX_CERTIFICATES) throw new Refusal('CERT_INVALID', { reason: '证书太多' });
  return blocks.map(certificateFromDer);
}

/** One certificate from its DER. Refuses CERT_INVALID. */
export function certificateFromDer(raw: Uint8Array): Certificate {
  try {
    return describe(readX509(Uint8Array.from(raw)));
  } catch (error) {
    if (error instanceof DerError) throw new Refusal('CERT_INVALID', { reason: '编码有误' }, { cause: error });
    throw error;
  }
}

function describe(x509: X509): Certificate {
  if (signatureAlgorithmOf(x509.spki) === null) throw new Refusal('CERT_INVALID', { reason: '密钥类型不支持' });
  const role = privateText(x509, OID.role);
  if (!ROLES.includes(role as Role)) throw new Refusal('CERT_INVALID', { reason: '没有身份信息' });
  const district = privateText(x509, OID.district);
  if (district !== null && !/^\d{6}$/.test(district)) throw new Refusal('CERT_INVALID', { reason: '区划代码有误' });
  const recipient = privateText(x509, OID.recipient);
  if (recipient !== null && !RECIPIENT_PATTERN.test(recipient)) {
    throw new Refusal('CERT_INVALID', { reason: '收件公钥有误' });
  }
  return {
    pem: toPem('CERTIFICATE', x509.raw),
    der: x509.raw,
    keyId: sha256Hex(x509.spki),
    spki: x509.spki,
    serial: x509.serial,
    notBefore: new Date(x509.notBefore).toISOString(),
    notAfter: new Date(x509.notAfter).toISOString(),
    subject: {
      personId: subjectText(x509, OID.serialNumber),
      name: subjectText(x509, OID.commonName),
      unit: subjectText(x509, OID.organization),
      role: role as Role,
      district,
    },
    recipient,
  };
}

function subjectText(x509: X509, oid: string): string {
  const text = x509.subject.attributes.get(oid);
  if (!text || text.length > 200) throw new Refusal('CERT_INVALID', { reason: '人员信息不完整' });
  return text;
}

function privateText(x509: X509, oid: string): string | null {
  const extension = x509.extensions.get(oid);
  return extension ? readText(readDer(extension.value)) : null;
}

/** The chain as the text handed out: leaf first, root last. */
export function chainToPem(chain: readonly Certificate[]): string {
  return chain.map((certificate) => certificate.pem).join('');
}

export function toPem(label: string, raw: Uint8Array): string {
  const lines =
    Buffer.from(raw)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

/** DER of every block with that label. Text between blocks is allowed, as openssl writes it; a broken block is refused. */
export function pemBlocks(pem: string, label: string): Uint8Array[] {
  const begin = `-----BEGIN ${label}-----`;
  const parts = pem.replace(/\r\n?/g, '\n').split(begin).slice(1);
  return parts.map((part) => {
    const end = part.indexOf(`-----END ${label}-----`);
    const base64 = part.slice(0, Math.max(end, 0)).replace(/\n/g, '');
    const bytes = Buffer.from(base64, 'base64');
    if (end < 0 || bytes.length === 0 || bytes.toString('base64') !== base64) {
      throw new Refusal('CERT_INVALID', { reason: 'PEM 文本有误' });
    }
    return new Uint8Array(bytes);
  });
}
