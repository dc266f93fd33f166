import { describe, expect, test } from 'vitest';
import {
  decryptAes256Gcm,
  deriveScrypt,
  encryptAes256Gcm,
  equalBytes,
  generateEd25519,
  generateP256,
  hasNativeChaCha20Poly1305,
  hkdfSha256,
  hmacSha256Hex,
  openAes256Gcm,
  openChaCha20Poly1305,
  publicKeyOf,
  randomBytes,
  sealAes256Gcm,
  sealChaCha20Poly1305,
  sha256Hex,
  signatureAlgorithmOf,
  signEd25519,
  signP256,
  signWith,
  verifyEd25519,
  verifyP256,
} from '#main/crypto/primitives.ts';

const hex = (text: string) => new Uint8Array(Buffer.from(text.replace(/\s/g, ''), 'hex'));
const utf8 = (text: string) => new TextEncoder().encode(text);

describe('published vectors', () => {
  test('SHA-256 of "abc" (FIPS 180-4)', () => {
    expect(sha256Hex(utf8('abc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  test('AES-256-GCM test case 16 of the GCM specification', () => {
    const key = hex('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308');
    const nonce = hex('cafebabefacedbaddecaf888');
    const aad = hex('feedfacedeadbeeffeedfacedeadbeefabaddad2');
    const plain = hex(`d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525
      b16aedf5aa0de657ba637b39`);
    const sealed = sealAes256Gcm(key, nonce, plain, aad);
    expect(Buffer.from(sealed).toString('hex')).toBe(
      '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662' +
        '76fc6ece0f4e1768cddf8853bb2d551b',
    );
    expect(openAes256Gcm(key, nonce, sealed, aad)).toEqual(Buffer.from(plain));
  });

  test('ChaCha20-Poly1305 (RFC 7539 key, own text; both implementations must agree on the tag)', () => {
    const key = hex('808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f');
    const sealed = sealChaCha20Poly1305(key, hex('070000004041424344454647'), utf8('Ladies and Gentlemen'));
    expect(Buffer.from(sealed).toString('hex')).toMatch(/^d31a8d34648e60db7b86afbc53ef7ec2a4aded51/);
    expect(sealed.length).toBe(36);
  });

  test('HMAC-SHA256 test cases 1 and 2 of RFC 4231, several texts under one key', () => {
    const first = hmacSha256Hex(hex('0b'.repeat(20)));
    const expected = 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7';
    expect([first('Hi There'), first('something else') === expected, first('Hi There')]).toEqual([
      ...[expected, false, expected],
    ]);
    expect(hmacSha256Hex(utf8('Jefe'))('what do ya want for nothing?')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });

  test('HKDF-SHA256 test case 1 of RFC 5869', () => {
    const okm = hkdfSha256(hex('0b'.repeat(22)), hex('000102030405060708090a0b0c'), hex('f0f1f2f3f4f5f6f7f8f9'), 42);
    expect(Buffer.from(okm).toString('hex')).toBe(
      '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
    );
  });

  test('scrypt ("pleaseletmein", RFC 7914)', async () => {
    const key = await deriveScrypt('pleaseletmein', utf8('SodiumChloride'), { N: 16384, r: 8, p: 1 }, 64);
    expect(Buffer.from(key).toString('hex').slice(0, 32)).toBe('7023bdcb3afd7348461c06cd81fd38eb');
  });

  test('Ed25519 test 2 of RFC 8032', () => {
    const spki = hex('302a300506032b6570032100 3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c');
    const signature = hex(`92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da
      085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00`);
    expect(verifyEd25519(spki, hex('72'), signature)).toBe(true);
    expect(verifyEd25519(spki, hex('73'), signature)).toBe(false);
  });
});

describe('authenticated encryption', () => {
  const key = randomBytes(32);
  const nonce = randomBytes(12);
  const data = randomBytes(1000);

  test.each([
    ['aes', sealAes256Gcm, openAes256Gcm],
    ['chacha', sealChaCha20Poly1305, openChaCha20Poly1305],
  ] as const)('%s: any altered or missing byte is an exception', (_name, seal, open) => {
    const sealed = seal(key, nonce, data);
    expect(equalBytes(open(key, nonce, sealed), data)).toBe(true);
    for (let i = 0; i < sealed.length; i += 37) {
      const altered = Uint8Array.from(sealed);
      altered[i]! ^= 1;
      expect(() => open(key, nonce, altered)).toThrow();
    }
    for (const length of [0, 15, 16, sealed.length - 1]) {
      expect(() => open(key, nonce, sealed.subarray(0, length))).toThrow();
    }
    expect(() => open(randomBytes(32), nonce, sealed)).toThrow();
  });

  test('the additional data is bound, and the parts equal the whole', () => {
    const { ciphertext, tag } = encryptAes256Gcm(key, nonce, data, utf8('chunk 1'));
    expect(Buffer.concat([ciphertext, tag])).toEqual(sealAes256Gcm(key, nonce, data, utf8('chunk 1')));
    expect(() => decryptAes256Gcm(key, nonce, ciphertext, tag, utf8('chunk 2'))).toThrow();
    expect(() => decryptAes256Gcm(key, nonce, ciphertext, tag.subarray(0, 12), utf8('chunk 1'))).toThrow();
  });

  test('the chacha fallback is used exactly when the runtime refuses the cipher', async () => {
    const { getCiphers } = await import('node:crypto');
    expect(hasNativeChaCha20Poly1305()).toBe(getCiphers().includes('chacha20-poly1305'));
  });
});

describe('signatures', () => {
  test.each([
    ['Ed25519', generateEd25519, signEd25519, verifyEd25519],
    ['ES256', generateP256, signP256, verifyP256],
  ] as const)('%s: round trip, other data, other key, other length', (algorithm, generate, sign, verify) => {
    const pair = generate();
    const other = generate();
    const data = utf8('泉评');
    const signature = sign(pair.privateKeyPem, data);
    expect(publicKeyOf(pair.privateKeyPem)).toEqual(pair.spki);
    expect(signatureAlgorithmOf(pair.spki)).toBe(algorithm);
    expect(signature.length).toBe(64);
    expect(verify(pair.spki, data, signature)).toBe(true);
    expect(verify(pair.spki, utf8('泉平'), signature)).toBe(false);
    expect(verify(other.spki, data, signature)).toBe(false);
    expect(verify(pair.spki, data, signature.subarray(0, 63))).toBe(false);
    expect(verify(utf8('not a key'), data, signature)).toBe(false);
    expect(signWith(pair.privateKeyPem, data).algorithm).toBe(algorithm);
  });

  test('keys are not used for the other algorithm', () => {
    const ed = generateEd25519();
    const ec = generateP256();
    expect(() => signP256(ed.privateKeyPem, utf8('x'))).toThrow();
    expect(() => signEd25519(ec.privateKeyPem, utf8('x'))).toThrow();
    expect(verifyP256(ed.spki, utf8('x'), signEd25519(ed.privateKeyPem, utf8('x')))).toBe(false);
    expect(signatureAlgorithmOf(utf8('garbage'))).toBe(null);
  });
});
