/** Revocation lists: the centre's numbered list of certificates that no longer count. */
import { sha256Hex } from '#main/crypto/primitives.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { type Certificate, pemBlocks, toPem } from './certificate.ts';
import { DerError, readDer, readSmallInteger } from './der.ts';
import { isSignedBy } from './keys.ts';
import { OID, readX509, readX509Crl, type X509Crl } from './x509.ts';

export interface RevokedCertificate {
  /** Lower-case hex. */
  serial: string;
  /** ISO instant. */
  revokedAt: string;
}

/** Plain data, parsed but not yet believed: {@link adoptCrl} checks the signature. */
export interface Crl {
  pem: string;
  der: Uint8Array;
  sha256: string;
  /** Grows by one with every list of an issuer. */
  number: number;
  thisUpdate: string;
  nextUpdate: string | null;
  revoked: RevokedCertificate[];
}

const MAX_CRL_BYTES = 4 * 1024 * 1024;

/** One list from PEM. Refuses CERT_INVALID. */
export function parseCrl(pem: string): Crl {
  if (pem.length > MAX_CRL_BYTES) throw new Refusal('CERT_INVALID', { reason: '吊销名单太大' });
  const [raw, ...more] = pemBlocks(pem, 'X509 CRL');
  if (!raw || more.length > 0) throw new Refusal('CERT_INVALID', { reason: '文件中没有吊销名单' });
  return crlFromDer(raw);
}

export function crlFromDer(raw: Uint8Array): Crl {
  try {
    const list = readX509Crl(Uint8Array.from(raw));
    return {
      pem: toPem('X509 CRL', list.raw),
      der: list.raw,
      sha256: sha256Hex(list.raw),
      number: crlNumber(list),
      thisUpdate: new Date(list.thisUpdate).toISOString(),
      nextUpdate: list.nextUpdate === null ? null : new Date(list.nextUpdate).toISOString(),
      revoked: list.entries.map(({ serial, revokedAt }) => ({
        serial,
        revokedAt: new Date(revokedAt).toISOString(),
      })),
    };
  } catch (error) {
    if (error instanceof DerError) throw new Refusal('CERT_INVALID', { reason: '吊销名单编码有误' }, { cause: error });
    throw error;
  }
}

function crlNumber(list: X509Crl): number {
  const extension = list.extensions.get(OID.crlNumber);
  if (!extension) throw new DerError('list without a number');
  return readSmallInteger(readDer(extension.value));
}

/**
 * The lists to keep after `incoming` arrived: it replaces the known list of the same issuer. Refuses CERT_UNTRUSTED when no pinned
 * root signed it, CRL_ROLLBACK when its number is lower than the known one's or the number is the same and the list another.
 */
export function adoptCrl(known: readonly Crl[], incoming: Crl, roots: readonly Certificate[]): Crl[] {
  const list = readX509Crl(incoming.der);
  const root = roots.find((candidate) => isSignedBy(list, candidate.spki));
  if (!root || !sameBytes(readX509(root.der).subject.raw, list.issuer.raw)) {
    throw new Refusal('CERT_UNTRUSTED', { reason: '吊销名单不是由已信任的中心签发' });
  }
  const previous = known.find((crl) => sameBytes(readX509Crl(crl.der).issuer.raw, list.issuer.raw));
  if (previous && previous.number >= incoming.number && previous.sha256 !== incoming.sha256) {
    throw new Refusal('CRL_ROLLBACK', { number: incoming.number, known: previous.number });
  }
  return [...known.filter((crl) => crl !== previous), incoming];
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
