/**
 * Detached signatures: JWS compact form with the payload left out (RFC 7515 appendix F). The header is exactly {alg, typ, x5c}; what
 * is signed is chosen by `typ`. Any JOSE library verifies them. Whether the signer is to be believed is decided by validatePath.
 */
import {
  type SignatureAlgorithm,
  signatureAlgorithmOf,
  signWith,
  verifyEd25519,
  verifyP256,
} from '#main/crypto/primitives.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { parseStrictJson } from './canonicalJson.ts';
import { type Certificate, certificateFromDer, type SigningIdentity } from './certificate.ts';
import { MAX_PATH } from './path.ts';

const MAX_JWS_CHARACTERS = 64 * 1024;

/** Signs `bytes` as `typ` with the leaf's key; the certificate chain travels in the header. */
export function signDetached(bytes: Uint8Array, identity: SigningIdentity, typ: string): string {
  const alg = signatureAlgorithmOf(identity.chain[0]!.spki);
  const x5c = identity.chain.map((certificate) => Buffer.from(certificate.der).toString('base64'));
  const header = base64url(Buffer.from(canonicalJson({ alg, typ, x5c })));
  const { algorithm, signature } = signWith(identity.privateKeyPem, signingInput(header, bytes));
  if (algorithm !== alg) throw new Error('the key is not the certificate’s');
  return `${header}..${base64url(signature)}`;
}

/**
 * The signer's chain (leaf first) when the signature over `bytes` holds and the header names `typ`. The chain is NOT validated.
 * Refuses SIGNATURE_INVALID for everything else; `file` names the source in the sentence.
 */
export function verifyDetached(
  jws: string,
  bytes: Uint8Array,
  typ: string,
  file = '',
): { chain: Certificate[]; alg: SignatureAlgorithm } {
  try {
    const [header, payload, signature, ...more] = splitJws(jws);
    if (payload !== '' || more.length > 0) throw new Error('not a detached compact signature');
    const { alg, chain } = readHeader(decodeBase64url(header), typ);
    const verify = alg === 'Ed25519' ? verifyEd25519 : verifyP256;
    if (!verify(chain[0]!.spki, signingInput(header!, bytes), decodeBase64url(signature))) {
      throw new Error('signature does not fit');
    }
    return { chain, alg };
  } catch (error) {
    throw new Refusal('SIGNATURE_INVALID', { file }, { cause: error });
  }
}

function splitJws(jws: string): (string | undefined)[] {
  if (jws.length > MAX_JWS_CHARACTERS) throw new Error('signature too long');
  return jws.split('.');
}

function readHeader(bytes: Uint8Array, typ: string): { alg: SignatureAlgorithm; chain: Certificate[] } {
  const header = parseStrictJson(bytes, 'JWS header');
  if (header === null || typeof header !== 'object' || Array.isArray(header)) throw new Error('header is no object');
  if (Object.keys(header).sort().join() !== 'alg,typ,x5c') throw new Error('header has other members');
  const { alg, x5c } = header;
  if (header.typ !== typ) throw new Error('signature is for something else');
  if (alg !== 'Ed25519' && alg !== 'ES256') throw new Error('algorithm not allowed');
  if (!Array.isArray(x5c) || x5c.length === 0 || x5c.length > MAX_PATH) throw new Error('x5c malformed');
  const chain = x5c.map((item) => certificateFromDer(decodeBase64(item)));
  if (signatureAlgorithmOf(chain[0]!.spki) !== alg) throw new Error('algorithm and key differ');
  return { alg, chain };
}

function signingInput(header: string, bytes: Uint8Array): Uint8Array {
  return Buffer.from(`${header}.${base64url(bytes)}`, 'latin1');
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

/** Node's decoder accepts 16 spellings of a last character and any stray one: only the spelling we would write counts. */
export function decodeBase64url(text: string | undefined): Uint8Array {
  const bytes = Buffer.from(text ?? '', 'base64url');
  if (!text || bytes.toString('base64url') !== text) throw new Error('base64url malformed');
  return new Uint8Array(bytes);
}

function decodeBase64(text: unknown): Uint8Array {
  const bytes = Buffer.from(typeof text === 'string' ? text : '', 'base64');
  if (bytes.length === 0 || bytes.toString('base64') !== text) throw new Error('base64 malformed');
  return new Uint8Array(bytes);
}
