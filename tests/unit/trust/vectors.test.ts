/** Public test vectors against the shipped code; where they come from and their licences: tests/fixtures/README.md. */
import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { Decrypter } from 'age-encryption';
import { describe, expect, test } from 'vitest';
import { decryptTo } from '#main/bundle/encryption.ts';
import { isSignedBy } from '#main/bundle/keys.ts';
import { OID } from '#main/bundle/x509.ts';
import {
  openAes256Gcm,
  openChaCha20Poly1305,
  sealAes256Gcm,
  sealChaCha20Poly1305,
  sha256Hex,
  verifyEd25519,
  verifyP256,
} from '#main/crypto/primitives.ts';
import { Refusal } from '#shared/domain/errors.ts';

function load<Row>(name: string): Row[] {
  const text = readFileSync(new URL(`../../fixtures/vectors/${name}.jsonl`, import.meta.url), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
}

const hex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));

type Bytes = Uint8Array;

interface SignatureVector {
  id: number;
  spki: string;
  msg: string;
  sig: string;
  valid: boolean;
  comment: string;
}

/** The vectors whose verdict differs from the documented one, by id and comment. */
function disagreements<Row extends { id: number; comment: string; valid: boolean }>(
  rows: Row[],
  verify: (row: Row) => boolean,
): string[] {
  expect(rows.some((row) => row.valid) && rows.some((row) => !row.valid)).toBe(true);
  return rows.filter((row) => verify(row) !== row.valid).map((row) => `${row.id} ${row.comment}`);
}

describe('Wycheproof', () => {
  test('Ed25519', () => {
    const rows = load<SignatureVector>('wycheproof-ed25519');
    expect(disagreements(rows, (row) => verifyEd25519(hex(row.spki), hex(row.msg), hex(row.sig)))).toEqual([]);
  });

  test('ECDSA P-256 with SHA-256, r‖s as JOSE carries it', () => {
    const rows = load<SignatureVector>('wycheproof-es256-p1363');
    expect(disagreements(rows, (row) => verifyP256(hex(row.spki), hex(row.msg), hex(row.sig)))).toEqual([]);
  });

  test('ECDSA P-256 with SHA-256, DER as certificates carry it', () => {
    const rows = load<SignatureVector>('wycheproof-es256-der');
    const verify = (row: SignatureVector) =>
      isSignedBy({ tbs: hex(row.msg), signatureOid: OID.ecdsaSha256, signature: hex(row.sig) }, hex(row.spki));
    expect(disagreements(rows, verify)).toEqual([]);
  });

  test('ChaCha20-Poly1305 and AES-256-GCM', () => {
    interface AeadVector {
      id: number;
      cipher: 'chacha20-poly1305' | 'aes-256-gcm';
      key: string;
      nonce: string;
      aad: string;
      msg: string;
      sealed: string;
      valid: boolean;
      comment: string;
    }
    const rows = load<AeadVector>('wycheproof-aead');
    expect(new Set(rows.map((row) => row.cipher)).size).toBe(2);
    const verify = ({ cipher, key, nonce, aad, msg, sealed }: AeadVector): boolean => {
      const aes = cipher === 'aes-256-gcm';
      const [k, n, text, box, bound] = [key, nonce, msg, sealed, aad].map(hex) as [Bytes, Bytes, Bytes, Bytes, Bytes];
      try {
        const opened = aes ? openAes256Gcm(k, n, box, bound) : openChaCha20Poly1305(k, n, box);
        const again = aes ? sealAes256Gcm(k, n, text, bound) : sealChaCha20Poly1305(k, n, text);
        return Buffer.from(opened).toString('hex') === msg && Buffer.from(again).toString('hex') === sealed;
      } catch {
        return false;
      }
    };
    expect(disagreements(rows, verify)).toEqual([]);
  });
});

test('CCTV Ed25519: cofactorless, and points of small order refused on every runtime', () => {
  const rows = load<{ id: number; key: string; sig: string; msg: string; flags: string[] }>('cctv-ed25519');
  const prefix = '302a300506032b6570032100';
  const refused = ['low_order_A', 'low_order_R', 'low_order_residue'];
  const wrong = rows.filter((row) => {
    const accepted = verifyEd25519(hex(prefix + row.key), Buffer.from(row.msg), hex(row.sig));
    return accepted === row.flags.some((flag) => refused.includes(flag));
  });
  expect(wrong.map(({ id, flags }) => `${id} ${flags.join()}`)).toEqual([]);
  expect(rows.filter((row) => !row.flags.some((flag) => refused.includes(flag))).length).toBeGreaterThan(3);
});

describe('CCTV age', () => {
  interface AgeVector {
    name: string;
    expect: 'success' | 'no match' | 'HMAC failure' | 'header failure' | 'payload failure';
    payload: string | null;
    identities: string[];
    zlib: boolean;
    file: string;
  }

  /** Pieces of odd sizes, as a stick delivers them. */
  function* pieces(bytes: Uint8Array): Generator<Uint8Array> {
    for (let offset = 0, size = 1; offset < bytes.length; offset += size, size = (size * 7 + 3) % 100_003) {
      yield bytes.subarray(offset, offset + size);
    }
  }

  /** What the library releases of the same file before it fails: everything of ours must be authentic, hence of the same text. */
  async function libraryRelease(file: Uint8Array, identities: string[]): Promise<Uint8Array> {
    const released: Uint8Array[] = [];
    try {
      const decrypter = new Decrypter();
      for (const identity of identities) decrypter.addIdentity(identity);
      for await (const bytes of await decrypter.decrypt(new Blob([Uint8Array.from(file)]).stream()))
        released.push(bytes);
    } catch {
      // The failure is what the vector is about.
    }
    return Buffer.concat(released);
  }

  test.each(load<AgeVector>('cctv-age').map((row) => [row.name, row] as const))('%s', async (_name, row) => {
    const raw = Buffer.from(row.file, 'base64');
    const file = row.zlib ? inflateSync(raw) : raw;
    const parts: Uint8Array[] = [];
    const outcome = await decryptTo(pieces(file), row.identities, (bytes) => void parts.push(bytes), {
      file: 'vector.age',
    }).then(
      () => 'success',
      (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
    );
    const allowed = {
      success: ['success'],
      'no match': ['BUNDLE_DECRYPT'],
      'HMAC failure': ['BUNDLE_ENCRYPTION_DAMAGED'],
      'header failure': ['BUNDLE_ENCRYPTION_DAMAGED', 'BUNDLE_TRUNCATED'],
      'payload failure': ['BUNDLE_ENCRYPTION_DAMAGED', 'BUNDLE_TRUNCATED'],
    }[row.expect];
    expect(allowed).toContain(outcome);
    const released = Buffer.concat(parts);
    const asDocumented = row.payload === null ? released.length === 0 : sha256Hex(released) === row.payload;
    // Readers may release less before a failure than the vector's author did, never anything else.
    const asLibrary = outcome !== 'success' && released.equals(await libraryRelease(file, row.identities));
    expect(asDocumented || asLibrary).toBe(true);
  });
});
