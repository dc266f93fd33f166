import { z } from 'zod';
import { sha256Hex } from '#main/crypto/primitives.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { isoTime, requiredText, sha256, text, uuid } from '#shared/domain/primitives.ts';
import { workspacePaths } from './paths.ts';
import { readIfThere, replaceFile } from './smallFile.ts';

const base64 = (max: number) => z.base64().max(max);

/** Work factor of scrypt; bounded, so that a hostile file cannot eat the memory. */
const scryptCost = z.strictObject({
  N: z
    .int()
    .min(1024)
    .max(2 ** 20),
  r: z.int().min(1).max(16),
  p: z.int().min(1).max(4),
});
export type ScryptCost = z.infer<typeof scryptCost>;

/** How a secret under a passphrase is written; passphraseBox.ts seals and opens it. */
export const passphraseBox = z.strictObject({
  kdf: scryptCost,
  salt: base64(64),
  nonce: base64(32),
  /** AES-256-GCM under the key derived from the passphrase. */
  sealed: base64(8000),
});
export type PassphraseBox = z.infer<typeof passphraseBox>;

/** A person's entry, with the person's secrets in the box. Everything but `sealed` is public and bound to it as additional data. */
const personEntry = z.strictObject({
  personId: uuid,
  name: requiredText(40),
  unit: requiredText(120),
  keyId: sha256,
  /** SPKI DER. */
  spki: base64(400),
  recipient: text(120),
  ...passphraseBox.shape,
});
export type PersonEntry = z.infer<typeof personEntry>;

const keyringBody = z.strictObject({
  profile: z.literal('qp-keyring/1'),
  workspace: z.strictObject({
    id: uuid,
    name: requiredText(60),
    unit: requiredText(120),
    demo: z.boolean(),
    createdAt: isoTime,
  }),
  persons: z.array(personEntry).min(1).max(100),
  /** The workspace key as an age file to the centre's recovery recipient. */
  recovery: z.strictObject({ recipient: text(120), sealed: base64(8000) }).nullable(),
});
export type Keyring = z.infer<typeof keyringBody>;

const PROFILE = /^qp-keyring\/(\d+)$/;

function damaged(reason: string, cause?: unknown): Refusal {
  return new Refusal('WORKSPACE_DAMAGED', { reason: `keyring.json ${reason}` }, { cause });
}

/** Every version of the file carries `checksum`, the SHA-256 of the canonical JSON of all else: damage and a newer version look different. */
export function parseKeyring(content: string): Keyring {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (error) {
    throw damaged('不是完整的文件', error);
  }
  if (value === null || typeof value !== 'object') throw damaged('不是完整的文件');
  const { checksum, ...body } = value as Record<string, unknown>;
  if (checksum !== checksumOf(body)) throw damaged('与校验不符');
  const version = PROFILE.exec(String(body.profile))?.[1];
  if (version && Number(version) > 1) throw new Refusal('WORKSPACE_NEWER', { version: String(body.profile) });
  const parsed = keyringBody.safeParse(body);
  if (!parsed.success) throw damaged('格式不对', parsed.error);
  return parsed.data;
}

function checksumOf(body: object): string | null {
  try {
    return sha256Hex(canonicalJson(body));
  } catch {
    return null;
  }
}

export function formatKeyring(keyring: Keyring): string {
  return `${canonicalJson({ ...keyring, checksum: checksumOf(keyring) })}\n`;
}

/** The keyring of a folder, `null` when there is none. WORKSPACE_DAMAGED, WORKSPACE_NEWER. */
export async function readKeyring(folder: string): Promise<Keyring | null> {
  const content = await readIfThere(workspacePaths(folder).keyring);
  return content === null ? null : parseKeyring(content);
}

export async function writeKeyring(folder: string, keyring: Keyring): Promise<void> {
  await replaceFile(workspacePaths(folder).keyring, formatKeyring(keyring));
}
