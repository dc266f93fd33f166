/**
 * The centre's secrets, `keys.json` (mode 0600): root key, signing key of the office, its age identity, the recovery identity. Whoever
 * has the file can be the centre; with a passphrase it is sealed by scrypt (N=2^17, r=8, p=1) and AES-256-GCM.
 */
import { z } from 'zod';
import { canonicalJsonBytes, parseStrictJson } from '#main/bundle/canonicalJson.ts';
import { deriveScrypt, openAes256Gcm, randomBytes, sealAes256Gcm } from '#main/crypto/primitives.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import { Refusal } from '#shared/domain/errors.ts';

const centreKeys = z.strictObject({
  rootKeyPem: z.string().max(1000),
  officeKeyPem: z.string().max(1000),
  /** `AGE-SECRET-KEY-1…`: opens what is sent to the office. */
  officeIdentity: z.string().max(100),
  /** `AGE-SECRET-KEY-1…`: opens workspace keys for people who lost their passphrase. */
  recoveryIdentity: z.string().max(100),
});
export type CentreKeys = z.infer<typeof centreKeys>;

const scryptCost = z.strictObject({
  N: z
    .int()
    .min(2)
    .max(2 ** 20),
  r: z.int().min(1).max(16),
  p: z.int().min(1).max(4),
});
const keysFile = z.discriminatedUnion('protection', [
  z.strictObject({ profile: z.literal('qp-centre-keys/1'), protection: z.literal('none'), keys: centreKeys }),
  z.strictObject({
    profile: z.literal('qp-centre-keys/1'),
    protection: z.literal('passphrase'),
    cost: scryptCost,
    salt: z.base64().max(64),
    nonce: z.base64().max(32),
    sealed: z.base64().max(8000),
  }),
]);

const COST = { N: 2 ** 17, r: 8, p: 1 };
const NAME = 'keys.json';

/** The text of keys.json. */
export async function formatKeys(keys: CentreKeys, passphrase: string | null): Promise<string> {
  const profile = 'qp-centre-keys/1';
  if (passphrase === null) return `${canonicalJson({ profile, protection: 'none', keys })}\n`;
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const key = await deriveScrypt(passphrase, salt, COST);
  const sealed = sealAes256Gcm(key, nonce, canonicalJsonBytes(keys), Buffer.from(profile));
  const [s, n, box] = [salt, nonce, sealed].map((bytes) => Buffer.from(bytes).toString('base64'));
  return `${canonicalJson({ profile, protection: 'passphrase', cost: COST, salt: s, nonce: n, sealed: box })}\n`;
}

/** Refuses CENTRE_LOCKED (sealed, no passphrase given), PASSPHRASE_WRONG, CENTRE_DAMAGED. */
export async function parseKeys(content: Uint8Array, passphrase: string | null): Promise<CentreKeys> {
  const file = parseFile(content);
  if (file.protection === 'none') return file.keys;
  if (passphrase === null) throw new Refusal('CENTRE_LOCKED');
  const key = await deriveScrypt(passphrase, Buffer.from(file.salt, 'base64'), file.cost);
  const nonce = Buffer.from(file.nonce, 'base64');
  let opened: Uint8Array;
  try {
    opened = openAes256Gcm(key, nonce, Buffer.from(file.sealed, 'base64'), Buffer.from(file.profile));
  } catch (error) {
    throw new Refusal('PASSPHRASE_WRONG', {}, { cause: error });
  }
  return centreKeys.parse(parseStrictJson(opened, NAME));
}

function parseFile(content: Uint8Array): z.infer<typeof keysFile> {
  try {
    return keysFile.parse(parseStrictJson(content, NAME));
  } catch (error) {
    throw new Refusal('CENTRE_DAMAGED', { file: NAME, reason: '格式不对' }, { cause: error });
  }
}
