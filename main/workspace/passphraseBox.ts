/** Secrets under a passphrase: a key by scrypt, AES-256-GCM, and the public text beside the secret bound to it. */

import { deriveScrypt, openAes256Gcm, randomBytes, sealAes256Gcm } from '#main/crypto/primitives.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import { normalisePassphrase } from '#shared/domain/passphrase.ts';
import type { PassphraseBox, ScryptCost } from './keyringFile.ts';

const SALT_BYTES = 16;
const NONCE_BYTES = 12;

type Lock = Omit<PassphraseBox, 'sealed'>;

function derive(passphrase: string, { kdf, salt }: Lock): Promise<Uint8Array> {
  return deriveScrypt(normalisePassphrase(passphrase), Buffer.from(salt, 'base64'), kdf);
}

/** The public part in one spelling, the way the key is made included: changed anywhere, it no longer opens. */
function boundData(beside: object, { kdf, salt, nonce }: Lock): Uint8Array {
  return Buffer.from(canonicalJson({ ...beside, kdf, salt, nonce }));
}

/** Seals with fresh salt and nonce. `beside` is kept next to the box in the clear. */
export async function sealBox(
  passphrase: string,
  kdf: ScryptCost,
  secret: Uint8Array,
  beside: object,
): Promise<PassphraseBox> {
  const salt = Buffer.from(randomBytes(SALT_BYTES)).toString('base64');
  const nonce = Buffer.from(randomBytes(NONCE_BYTES)).toString('base64');
  const lock = { kdf, salt, nonce };
  const key = await derive(passphrase, lock);
  const sealed = sealAes256Gcm(key, Buffer.from(nonce, 'base64'), secret, boundData(beside, lock));
  return { ...lock, sealed: Buffer.from(sealed).toString('base64') };
}

/** The secret, or `null` when the passphrase or `beside` is another one. */
export async function openBox(box: PassphraseBox, passphrase: string, beside: object): Promise<Uint8Array | null> {
  const key = await derive(passphrase, box);
  try {
    const nonce = Buffer.from(box.nonce, 'base64');
    return openAes256Gcm(key, nonce, Buffer.from(box.sealed, 'base64'), boundData(beside, box));
  } catch {
    return null;
  }
}
