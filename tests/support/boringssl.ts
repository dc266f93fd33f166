/**
 * A preload (`node --import ./tests/support/boringssl.ts`) that makes node:crypto refuse what Electron's BoringSSL refuses, so that
 * a green second run of the suite in Node says something about Electron. Allow-lists, not deny-lists: what is not known to be there
 * is refused. Source: BoringSSL's EVP_get_cipherbyname / EVP_get_digestbyname tables and electron/electron#24024, #34925.
 * process.versions stays as it is: the product must find out by trying, not by reading a version.
 *
 * A run in which nothing was refused and no list was read is the run there would have been without the preload. The file named in
 * QUANPING_REFUSED is written when it was another one, so that tests/run.ts repeats those and no others (support/noteRefusals.ts).
 * Not for chacha20-poly1305: the product asks for it once and then goes one of two ways, which the suites of crypto compare; these
 * are always repeated.
 */
import crypto from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const CIPHERS = new Set([
  ...['cbc', 'cfb', 'ctr', 'ecb', 'gcm', 'ofb'].flatMap((mode) => [`aes-128-${mode}`, `aes-256-${mode}`]),
  ...['cbc', 'ctr', 'ecb', 'gcm', 'ofb'].map((mode) => `aes-192-${mode}`),
  ...['aes128', 'aes192', 'aes256', 'id-aes128-gcm', 'id-aes192-gcm', 'id-aes256-gcm'],
  ...['des-cbc', 'des-ecb', 'des-ede', 'des-ede-cbc', 'des-ede3-cbc', 'rc2-cbc', 'rc4'],
]);
const PLAIN_HASHES = ['md4', 'md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'md5-sha1'];
const HASHES = new Set([
  ...PLAIN_HASHES,
  ...['sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512'],
  ...PLAIN_HASHES.map((name) => `rsa-${name}`),
]);
const KEY_TYPES = new Set(['rsa', 'rsa-pss', 'dsa', 'ec', 'ed25519', 'x25519']);
const CURVES = new Set(['prime256v1', 'p-256', 'secp224r1', 'p-224', 'secp384r1', 'p-384', 'secp521r1', 'p-521']);
const SUBTLE_REFUSED = /chacha|ocb|ed448|x448|ml-dsa|ml-kem|slh-dsa|sha3|shake|kmac|argon2|turboshake/i;

type AnyFunction = (this: unknown, ...args: never[]) => unknown;
type Guard = (args: readonly unknown[]) => void;

function note(): void {
  if (process.env.QUANPING_REFUSED) writeFileSync(process.env.QUANPING_REFUSED, '');
}

function refuse(message: string, code: string, expected = false): never {
  if (!expected) note();
  throw Object.assign(new Error(message), { code });
}

function checkCipher(name: unknown): void {
  if (typeof name === 'string' && !CIPHERS.has(name.toLowerCase())) {
    refuse('Unknown cipher', 'ERR_CRYPTO_UNKNOWN_CIPHER', name === 'chacha20-poly1305');
  }
}

function checkHash(name: unknown): void {
  if (typeof name === 'string' && !HASHES.has(name.toLowerCase())) {
    refuse('Digest method not supported', 'ERR_CRYPTO_INVALID_DIGEST');
  }
}

function checkKeyPair(type: unknown, options: unknown): void {
  if (!KEY_TYPES.has(String(type))) {
    refuse(`The argument 'type' must be a supported key type. Received '${String(type)}'`, 'ERR_INVALID_ARG_VALUE');
  }
  const curve = (options as { namedCurve?: unknown } | undefined)?.namedCurve;
  if (curve !== undefined && !CURVES.has(String(curve).toLowerCase())) {
    refuse('Invalid EC curve name', 'ERR_CRYPTO_INVALID_CURVE');
  }
}

/** A key that BoringSSL could not have read (SM2, Ed448, X448, secp256k1, post-quantum) is refused after import. */
function checkKey(key: unknown): void {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key as crypto.KeyObject;
  if (type !== undefined && !KEY_TYPES.has(type)) {
    refuse('error:06000066:public key routines::decode error', 'ERR_OSSL_EVP_DECODE_ERROR');
  }
  if (details?.namedCurve !== undefined && !CURVES.has(details.namedCurve.toLowerCase())) {
    refuse('error:0f00007b:elliptic curve routines::unknown group', 'ERR_OSSL_EC_UNKNOWN_GROUP');
  }
}

function guard(target: object, name: string, before: Guard, after?: (result: unknown) => void): void {
  const original = Reflect.get(target, name) as AnyFunction | undefined;
  if (typeof original !== 'function') return;
  const guarded = function (this: unknown, ...args: never[]): unknown {
    before(args);
    const result = new.target ? Reflect.construct(original, args) : Reflect.apply(original, this, args);
    after?.(result);
    return result;
  };
  Object.setPrototypeOf(guarded, original);
  Object.defineProperty(guarded, 'prototype', { value: original.prototype });
  Object.defineProperty(target, name, { value: guarded, writable: true, configurable: true, enumerable: true });
}

function guardSubtle(): void {
  const subtle = Object.getPrototypeOf(crypto.webcrypto.subtle) as Record<string, AnyFunction>;
  for (const name of Object.getOwnPropertyNames(subtle)) {
    if (name === 'constructor' || typeof subtle[name] !== 'function') continue;
    const original = subtle[name];
    subtle[name] = async function (this: unknown, ...args: never[]) {
      for (const argument of args as unknown[]) {
        const algorithm = typeof argument === 'string' ? argument : (argument as { name?: unknown } | null)?.name;
        if (typeof algorithm === 'string' && SUBTLE_REFUSED.test(algorithm)) {
          note();
          throw new DOMException('Unrecognized algorithm name', 'NotSupportedError');
        }
      }
      return Reflect.apply(original, this, args);
    };
  }
}

for (const name of ['createCipheriv', 'createDecipheriv', 'Cipheriv', 'Decipheriv', 'getCipherInfo']) {
  guard(crypto, name, ([cipher]) => checkCipher(cipher));
}
for (const name of [
  'createHash',
  'Hash',
  'createHmac',
  'Hmac',
  'createSign',
  'createVerify',
  'hash',
  'sign',
  'verify',
]) {
  guard(crypto, name, ([hash]) => checkHash(hash));
}
for (const name of ['hkdf', 'hkdfSync']) guard(crypto, name, ([hash]) => checkHash(hash));
for (const name of ['pbkdf2', 'pbkdf2Sync']) guard(crypto, name, (args) => checkHash(args[4]));
for (const name of ['generateKeyPair', 'generateKeyPairSync']) {
  guard(crypto, name, ([type, options]) => checkKeyPair(type, options));
}
for (const name of ['createPrivateKey', 'createPublicKey']) guard(crypto, name, () => {}, checkKey);
for (const name of ['argon2', 'argon2Sync', 'encapsulate', 'decapsulate']) {
  guard(crypto, name, () => refuse(`${name} is not supported`, 'ERR_CRYPTO_UNSUPPORTED_OPERATION'));
}
for (const name of ['createECDH']) {
  guard(crypto, name, ([curve]) => checkKeyPair('ec', { namedCurve: curve }));
}
function listing(names: Iterable<string>): () => string[] {
  return () => {
    // Node's own fetch reads one when it is loaded, for a use nobody makes of it here.
    if (!new Error('reads a list').stack?.includes('node:internal/deps/')) note();
    return [...names].sort();
  };
}

crypto.getCiphers = listing(CIPHERS);
crypto.getHashes = listing(HASHES);
crypto.getCurves = listing(['prime256v1', 'secp224r1', 'secp384r1', 'secp521r1']);
guardSubtle();
syncBuiltinESMExports();
