/**
 * The one module that touches node:crypto's ciphers, signatures and key derivation (plain SHA-256 may be used anywhere).
 * Electron's node:crypto is BoringSSL: it has AES-256-GCM, SHA-256, HMAC, HKDF, scrypt, Ed25519, X25519 and P-256, and it lacks
 * chacha20-poly1305, AES-CCM and SM2/SM3/SM4. Only what both have is used here; chacha falls back to @noble/ciphers.
 * Every `open…` throws on any alteration and never returns unauthenticated bytes.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes as nodeRandomBytes,
  sign as nodeSign,
  verify as nodeVerify,
  scrypt,
  timingSafeEqual,
} from 'node:crypto';
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';

export const AEAD_TAG_BYTES = 16;
export const AEAD_NONCE_BYTES = 12;

export interface KeyPair {
  /** PKCS#8 PEM. */
  privateKeyPem: string;
  /** SubjectPublicKeyInfo, DER. */
  spki: Uint8Array;
}

export type SignatureAlgorithm = 'Ed25519' | 'ES256';

export function randomBytes(length: number): Uint8Array {
  return nodeRandomBytes(length);
}

export function sha256(data: Uint8Array): Uint8Array {
  return createHash('sha256').update(data).digest();
}

export function sha256Hex(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Constant-time for equal lengths; lengths themselves are public. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** AES-256-GCM without copying the two results together. `key` 32 bytes, `nonce` 12 bytes, never used twice with one key. */
export function encryptAes256Gcm(
  key: Uint8Array,
  nonce: Uint8Array,
  data: Uint8Array,
  aad?: Uint8Array,
): { ciphertext: Uint8Array; tag: Uint8Array } {
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: AEAD_TAG_BYTES });
  if (aad) cipher.setAAD(aad);
  const ciphertext = cipher.update(data);
  cipher.final();
  return { ciphertext, tag: cipher.getAuthTag() };
}

/** The plaintext, or an exception when the tag does not fit. */
export function decryptAes256Gcm(
  key: Uint8Array,
  nonce: Uint8Array,
  ciphertext: Uint8Array,
  tag: Uint8Array,
  aad?: Uint8Array,
): Uint8Array {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: AEAD_TAG_BYTES });
  if (aad) decipher.setAAD(aad);
  decipher.setAuthTag(tag);
  const data = decipher.update(ciphertext);
  decipher.final();
  return data;
}

/** Ciphertext followed by its 16-byte tag. */
export function sealAes256Gcm(key: Uint8Array, nonce: Uint8Array, data: Uint8Array, aad?: Uint8Array): Uint8Array {
  const { ciphertext, tag } = encryptAes256Gcm(key, nonce, data, aad);
  return Buffer.concat([ciphertext, tag]);
}

/** Reverses {@link sealAes256Gcm}; throws when the bytes are short or altered. */
export function openAes256Gcm(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, aad?: Uint8Array): Uint8Array {
  const end = sealed.length - AEAD_TAG_BYTES;
  if (end < 0) throw new Error('sealed data is shorter than its tag');
  return decryptAes256Gcm(key, nonce, sealed.subarray(0, end), sealed.subarray(end), aad);
}

let nativeChaCha: boolean | undefined;

/** Whether the runtime's own chacha20-poly1305 can be used (Node yes, Electron no). Asked by trying, because lists have lied before. */
export function hasNativeChaCha20Poly1305(): boolean {
  if (nativeChaCha === undefined) {
    try {
      createCipheriv('chacha20-poly1305', new Uint8Array(32), new Uint8Array(12), { authTagLength: AEAD_TAG_BYTES });
      nativeChaCha = true;
    } catch {
      nativeChaCha = false;
    }
  }
  return nativeChaCha;
}

/**
 * RFC 8439 AEAD: ciphertext followed by its 16-byte tag. `key` 32 bytes, `nonce` 12 bytes. The result goes to `output` (16 bytes longer
 * than `data`) where given; `output` may begin where `data` begins.
 */
export function sealChaCha20Poly1305(
  key: Uint8Array,
  nonce: Uint8Array,
  data: Uint8Array,
  output: Uint8Array = new Uint8Array(data.length + AEAD_TAG_BYTES),
): Uint8Array {
  if (!hasNativeChaCha20Poly1305()) return chacha20poly1305(key, nonce).encrypt(data, output);
  const cipher = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: AEAD_TAG_BYTES });
  output.set(cipher.update(data));
  cipher.final();
  output.set(cipher.getAuthTag(), data.length);
  return output;
}

/**
 * Reverses {@link sealChaCha20Poly1305}; throws when the bytes are short or altered, and then leaves `output` as it was. `output` (16
 * bytes shorter than `sealed`) may be the beginning of `sealed` itself.
 */
export function openChaCha20Poly1305(
  key: Uint8Array,
  nonce: Uint8Array,
  sealed: Uint8Array,
  output?: Uint8Array,
): Uint8Array {
  const end = sealed.length - AEAD_TAG_BYTES;
  if (end < 0) throw new Error('sealed data is shorter than its tag');
  if (!hasNativeChaCha20Poly1305()) return chacha20poly1305(key, nonce).decrypt(sealed, output);
  const decipher = createDecipheriv('chacha20-poly1305', key, nonce, { authTagLength: AEAD_TAG_BYTES });
  decipher.setAuthTag(sealed.subarray(end));
  const data = decipher.update(sealed.subarray(0, end));
  decipher.final();
  if (!output) return data;
  output.set(data);
  return output;
}

/** HMAC-SHA-256 under one key, as hexadecimal digits. The key is taken in once: that costs five times as much as a short text. */
export function hmacSha256Hex(key: Uint8Array): (data: string) => string {
  const held = createSecretKey(key);
  return (data) => createHmac('sha256', held).update(data).digest('hex');
}

export function hkdfSha256(ikm: Uint8Array, salt: Uint8Array, info: Uint8Array | string, length: number): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', ikm, salt, info, length));
}

/** scrypt off the main thread. The product's cost is N=2^17, r=8, p=1 (128 MiB, about 0.4 s). */
export function deriveScrypt(
  passphrase: string | Uint8Array,
  salt: Uint8Array,
  cost: { N: number; r: number; p: number },
  length = 32,
): Promise<Uint8Array> {
  const maxmem = 256 * cost.N * cost.r + 1024 * cost.r * cost.p;
  return new Promise((resolve, reject) => {
    scrypt(passphrase, salt, length, { ...cost, maxmem }, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

function exportPair(pair: { privateKey: KeyObject; publicKey: KeyObject }): KeyPair {
  return {
    privateKeyPem: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    spki: new Uint8Array(pair.publicKey.export({ type: 'spki', format: 'der' })),
  };
}

export function generateEd25519(): KeyPair {
  return exportPair(generateKeyPairSync('ed25519'));
}

export function generateP256(): KeyPair {
  return exportPair(generateKeyPairSync('ec', { namedCurve: 'prime256v1' }));
}

/** The SPKI DER that belongs to a PKCS#8 PEM; throws when the PEM is no private key. */
export function publicKeyOf(privateKeyPem: string): Uint8Array {
  const spki = createPublicKey(createPrivateKey(privateKeyPem)).export({ type: 'spki', format: 'der' });
  return new Uint8Array(spki);
}

/** Which signature algorithm a public key is for, or null: only Ed25519 and P-256 keys sign anything here. */
export function signatureAlgorithmOf(spki: Uint8Array): SignatureAlgorithm | null {
  try {
    return algorithmOfKey(importSpki(spki));
  } catch {
    return null;
  }
}

function algorithmOfKey(key: KeyObject): SignatureAlgorithm | null {
  if (key.asymmetricKeyType === 'ed25519') return isLowOrder(pointOf(key)) ? null : 'Ed25519';
  const isP256 = key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
  return isP256 ? 'ES256' : null;
}

/**
 * Points of small order, all fourteen encodings with the sign bit cleared. OpenSSL refuses them as key or as first half of a signature,
 * BoringSSL (RFC 8032 is silent) takes them, and then one signature fits many texts: its owner could deny what was signed.
 */
const LOW_ORDER = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
];

function isLowOrder(point: Uint8Array): boolean {
  const unsigned = Buffer.from(point);
  unsigned[31]! &= 0x7f;
  return LOW_ORDER.includes(unsigned.toString('hex'));
}

function pointOf(ed25519: KeyObject): Uint8Array {
  const publicKey = ed25519.type === 'private' ? createPublicKey(ed25519) : ed25519;
  return publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
}

function importSpki(spki: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
}

export function signEd25519(privateKeyPem: string, data: Uint8Array): Uint8Array {
  const key = createPrivateKey(privateKeyPem);
  if (algorithmOfKey(key) !== 'Ed25519') throw new Error('not an Ed25519 key');
  return nodeSign(null, data, key);
}

/** False for any signature that does not fit, any key that is no Ed25519 key included. */
export function verifyEd25519(spki: Uint8Array, data: Uint8Array, signature: Uint8Array): boolean {
  return verifyWith('Ed25519', spki, data, signature);
}

/** ECDSA P-256 with SHA-256; the signature is r‖s, 64 bytes, as JOSE wants it. */
export function signP256(privateKeyPem: string, data: Uint8Array): Uint8Array {
  const key = createPrivateKey(privateKeyPem);
  if (algorithmOfKey(key) !== 'ES256') throw new Error('not a P-256 key');
  return nodeSign('sha256', data, { key, dsaEncoding: 'ieee-p1363' });
}

/** False for any signature that does not fit, any key that is no P-256 key included. */
export function verifyP256(spki: Uint8Array, data: Uint8Array, signature: Uint8Array): boolean {
  return verifyWith('ES256', spki, data, signature);
}

function verifyWith(algorithm: SignatureAlgorithm, spki: Uint8Array, data: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== 64) return false;
  try {
    const key = importSpki(spki);
    if (algorithmOfKey(key) !== algorithm) return false;
    if (algorithm === 'Ed25519') {
      return !isLowOrder(signature.subarray(0, 32)) && nodeVerify(null, data, key, signature);
    }
    return nodeVerify('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, signature);
  } catch {
    return false;
  }
}

/** Signs with whichever of the two algorithms the key is for. */
export function signWith(
  privateKeyPem: string,
  data: Uint8Array,
): { algorithm: SignatureAlgorithm; signature: Uint8Array } {
  const algorithm = algorithmOfKey(createPrivateKey(privateKeyPem));
  if (algorithm === 'Ed25519') return { algorithm, signature: signEd25519(privateKeyPem, data) };
  if (algorithm === 'ES256') return { algorithm, signature: signP256(privateKeyPem, data) };
  throw new Error('only Ed25519 and P-256 keys can sign');
}
