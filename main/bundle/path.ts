/**
 * Certificate path validation, ours from end to end: libraries build chains, none of them checks one as a signature on a public
 * decision needs it. A path is leaf … root; the root must be one of the pinned certificates, byte for byte.
 */
import { Refusal } from '#shared/domain/errors.ts';
import { type Certificate, certificateFromDer, type TrustStore } from './certificate.ts';
import { type Crl, sameBytes } from './crl.ts';
import {
  DerError,
  expectTag,
  readBitFlags,
  readBoolean,
  readChildren,
  readDer,
  readOid,
  readSmallInteger,
  TAG,
} from './der.ts';
import { isSignedBy } from './keys.ts';
import { OID, readX509, readX509Crl, type X509, type X509Crl, type X509Extension } from './x509.ts';
import { KEY_USAGE } from './x509Write.ts';

export interface PathOptions {
  /** ISO instant to judge at: the trusted time, never an earlier one. */
  at: string;
  /** ISO instant the validity of the certificates is judged at, default `at`: a signature made earlier, known from a verified record. */
  signedAt?: string;
  /** ISO instant of a receipt for the very thing being checked: a revocation after it does not count. */
  receiptAt?: string;
}

/** Longest path: leaf, two intermediates, root. */
export const MAX_PATH = 4;

const PROCESSED_CRITICAL: readonly string[] = [OID.basicConstraints, OID.keyUsage, OID.extKeyUsage];

/**
 * The leaf, when the whole path holds. Refuses CERT_UNTRUSTED (with the reason), CERT_EXPIRED, CERT_REVOKED or CERT_INVALID.
 * Without a list of the issuer there is nothing to hold against a certificate: the first bundle brings the first list.
 */
export function validatePath(chain: readonly Certificate[], trust: TrustStore, options: PathOptions): Certificate {
  if (chain.length < 2 || chain.length > MAX_PATH) untrusted('证书链的长度不对');
  const root = chain[chain.length - 1]!;
  if (!trust.roots.some((pinned) => sameBytes(pinned.der, root.der))) untrusted('根证书不是已信任的中心');
  try {
    const path = chain.map((certificate) => readX509(certificate.der));
    path.forEach((certificate, depth) => {
      checkExtensions(certificate, depth);
      checkDates(certificate, options.signedAt ?? options.at);
    });
    for (let depth = 0; depth < path.length - 1; depth++) checkIssued(path[depth]!, path[depth + 1]!);
    path.forEach((certificate, depth) => {
      if (depth > 0) checkAuthority(certificate, path.slice(1, depth));
    });
    checkLeaf(path[0]!);
    for (let depth = 0; depth < path.length - 1; depth++) {
      checkRevocation(path[depth]!, path[depth + 1]!, trust.crls, options);
    }
    return certificateFromDer(path[0]!.raw);
  } catch (error) {
    if (error instanceof DerError) throw new Refusal('CERT_INVALID', { reason: '编码有误' }, { cause: error });
    throw error;
  }
}

function untrusted(reason: string): never {
  throw new Refusal('CERT_UNTRUSTED', { reason });
}

function nameOf(certificate: X509): string {
  return certificate.subject.attributes.get(OID.commonName) ?? certificate.serial;
}

function checkExtensions(certificate: X509, depth: number): void {
  for (const [oid, { critical }] of certificate.extensions) {
    if (critical && !PROCESSED_CRITICAL.includes(oid)) untrusted(`证书含有不认识的关键扩展 ${oid.slice(0, 40)}`);
  }
  const purposes = certificate.extensions.get(OID.extKeyUsage);
  // A purpose list on an authority narrows what it may certify; the leaf must name document signing.
  if (purposes ? !readPurposes(purposes).includes(OID.documentSigning) : depth === 0) untrusted('证书用途不含文件签名');
}

function readPurposes(extension: X509Extension): string[] {
  const purposes = readChildren(readDer(extension.value), TAG.sequence).map((tlv) => readOid(tlv));
  return purposes.length > 0 ? purposes : untrusted('证书用途为空');
}

function checkDates(certificate: X509, at: string): void {
  const time = Date.parse(at);
  if (!(time >= certificate.notBefore && time <= certificate.notAfter)) {
    throw new Refusal('CERT_EXPIRED', {
      name: nameOf(certificate),
      notBefore: new Date(certificate.notBefore).toISOString().slice(0, 10),
      notAfter: new Date(certificate.notAfter).toISOString().slice(0, 10),
    });
  }
}

function checkIssued(child: X509, issuer: X509): void {
  if (!sameBytes(child.issuer.raw, issuer.subject.raw)) untrusted('签发者名称不符');
  const wanted = authorityKeyId(child);
  const given = issuer.extensions.get(OID.subjectKeyId);
  if (wanted && given && !sameBytes(wanted, expectTag(readDer(given.value), TAG.octetString).body)) {
    untrusted('签发者密钥标识不符');
  }
  if (!isSignedBy(child, issuer.spki)) untrusted('证书上的签名不成立');
}

/** The key identifier form only; a certificate that names its issuer by serial number is none of ours. */
function authorityKeyId(certificate: X509): Uint8Array | null {
  const extension = certificate.extensions.get(OID.authorityKeyId);
  if (!extension) return null;
  const [keyId, ...more] = readChildren(readDer(extension.value), TAG.sequence);
  if (keyId?.tag !== 0x80 || more.length > 0) untrusted('签发者密钥标识的写法不支持');
  return keyId.body;
}

/** `below`: the intermediates between this authority and the leaf. */
function checkAuthority(certificate: X509, below: readonly X509[]): void {
  const { ca, pathLength } = basicConstraints(certificate);
  if (!ca) untrusted('签发者不是证书机构');
  const usage = keyUsage(certificate);
  if (usage === null || !(usage & KEY_USAGE.keyCertSign)) untrusted('签发者无权签发证书');
  const counted = below.filter((between) => !sameBytes(between.subject.raw, between.issuer.raw)).length;
  if (pathLength !== null && counted > pathLength) untrusted('证书链超出签发者允许的层数');
}

function checkLeaf(leaf: X509): void {
  if (basicConstraints(leaf).ca) untrusted('证书机构的证书不能用来签名');
  const usage = keyUsage(leaf);
  if (usage === null || !(usage & KEY_USAGE.digitalSignature)) untrusted('证书不能用于签名');
  if (usage & KEY_USAGE.keyCertSign) untrusted('证书的用途自相矛盾');
}

function basicConstraints(certificate: X509): { ca: boolean; pathLength: number | null } {
  const extension = certificate.extensions.get(OID.basicConstraints);
  if (!extension) return { ca: false, pathLength: null };
  const fields = readChildren(readDer(extension.value), TAG.sequence);
  const ca = fields[0]?.tag === TAG.boolean ? readBoolean(fields.shift()) : false;
  const pathLength = fields.length > 0 ? readSmallInteger(fields.shift()) : null;
  if (fields.length > 0 || (pathLength !== null && !ca)) untrusted('证书的基本约束有误');
  return { ca, pathLength };
}

function keyUsage(certificate: X509): number | null {
  const extension = certificate.extensions.get(OID.keyUsage);
  return extension ? readBitFlags(readDer(extension.value)) : null;
}

function checkRevocation(certificate: X509, issuer: X509, crls: readonly Crl[], options: PathOptions): void {
  const lists = crls
    .map((crl) => ({ number: crl.number, list: readX509Crl(crl.der) }))
    .filter(({ list }) => sameBytes(list.issuer.raw, issuer.subject.raw))
    .sort((a, b) => b.number - a.number);
  const newest = lists[0]?.list;
  if (!newest) return;
  checkList(newest, issuer, options.at);
  const entry = newest.entries.find(({ serial }) => serial === certificate.serial);
  if (!entry) return;
  if (options.receiptAt !== undefined && Date.parse(options.receiptAt) < entry.revokedAt) return;
  const revokedOn = new Date(entry.revokedAt).toISOString().slice(0, 10);
  throw new Refusal('CERT_REVOKED', { name: nameOf(certificate), revokedOn });
}

function checkList(list: X509Crl, issuer: X509, at: string): void {
  const usage = keyUsage(issuer);
  if (usage === null || !(usage & KEY_USAGE.crlSign)) untrusted('签发者无权签发吊销名单');
  if (!isSignedBy(list, issuer.spki)) untrusted('吊销名单上的签名不成立');
  const time = Date.parse(at);
  if (time < list.thisUpdate || (list.nextUpdate !== null && time > list.nextUpdate)) untrusted('吊销名单不在有效期内');
  const all = [list.extensions, ...list.entries.map((entry) => entry.extensions)];
  for (const extensions of all) {
    for (const [oid, { critical }] of extensions) {
      if (critical) untrusted(`吊销名单含有不认识的关键扩展 ${oid.slice(0, 40)}`);
    }
  }
}
