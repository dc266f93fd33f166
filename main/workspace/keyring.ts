/**
 * Who may open a workspace. One random key opens workspace.db; each person holds it, with the own signing and age keys, under the own
 * passphrase. Nothing secret is on the disk in the clear.
 */

import { z } from 'zod';
import { decryptBytes, encryptBytes, generateAgeKeyPair } from '#main/bundle/encryption.ts';
import { generateEd25519, sha256Hex } from '#main/crypto/primitives.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { passphraseStrength } from '#shared/domain/passphrase.ts';
import type { Keyring, PassphraseBox, PersonEntry, ScryptCost } from './keyringFile.ts';
import { openBox, sealBox } from './passphraseBox.ts';

export const KDF_COST: ScryptCost = { N: 2 ** 17, r: 8, p: 1 };
export const WORKSPACE_KEY_BYTES = 32;

/** What a passphrase opens. */
export interface PersonSecrets {
  workspaceKey: Uint8Array;
  /** Ed25519, PKCS#8 PEM. */
  signingKeyPem: string;
  /** `AGE-SECRET-KEY-1…` */
  ageIdentity: string;
}

export interface PersonKeys extends Omit<PersonSecrets, 'workspaceKey'> {
  keyId: string;
  spki: Uint8Array;
  recipient: string;
}

export async function generatePersonKeys(): Promise<PersonKeys> {
  const { privateKeyPem, spki } = generateEd25519();
  const { identity, recipient } = await generateAgeKeyPair();
  return { signingKeyPem: privateKeyPem, ageIdentity: identity, spki, recipient, keyId: sha256Hex(spki) };
}

/** Refuses PASSPHRASE_WEAK, naming what would help. */
export function assertStrong(passphrase: string, person: { name: string; unit: string }): void {
  const { acceptable, reasons } = passphraseStrength(passphrase, [person.name, person.unit]);
  if (!acceptable) throw new Refusal('PASSPHRASE_WEAK', { reason: reasons[0] ?? '太短' });
}

const sealedSecrets = z.strictObject({
  workspaceKey: z.base64(),
  signingKeyPem: z.string(),
  ageIdentity: z.string(),
});

/** The public part: a changed name or key id no longer opens. */
function publicPart({ personId, name, unit, keyId, spki, recipient }: Omit<PersonEntry, keyof PassphraseBox>) {
  return { personId, name, unit, keyId, spki, recipient };
}

/** A person's entry with fresh salt and nonce. */
export async function sealPerson(
  person: { personId: string; name: string; unit: string },
  keys: PersonKeys,
  workspaceKey: Uint8Array,
  passphrase: string,
  kdf: ScryptCost,
): Promise<PersonEntry> {
  const entry = { ...person, keyId: keys.keyId, spki: toBase64(keys.spki), recipient: keys.recipient };
  const secrets = canonicalJson({
    workspaceKey: toBase64(workspaceKey),
    signingKeyPem: keys.signingKeyPem,
    ageIdentity: keys.ageIdentity,
  });
  return { ...entry, ...(await sealBox(passphrase, kdf, Buffer.from(secrets), publicPart(entry))) };
}

/** What the passphrase opens, or `null` when it is another one. */
export async function openPerson(entry: PersonEntry, passphrase: string): Promise<PersonSecrets | null> {
  const opened = await openBox(entry, passphrase, publicPart(entry));
  if (!opened) return null;
  const secrets = sealedSecrets.parse(JSON.parse(Buffer.from(opened).toString('utf8')));
  return { ...secrets, workspaceKey: fromBase64(secrets.workspaceKey) };
}

/** Puts `entry` in the place of the person's old one, or at the end. */
export function withPerson(keyring: Keyring, entry: PersonEntry): Keyring {
  const others = keyring.persons.filter((person) => person.personId !== entry.personId);
  const place = keyring.persons.findIndex((person) => person.personId === entry.personId);
  const persons = place < 0 ? [...others, entry] : others.toSpliced(place, 0, entry);
  return { ...keyring, persons };
}

/** Lets the centre open the workspace key again when passphrases are lost. */
export async function withRecovery(keyring: Keyring, workspaceKey: Uint8Array, recipient: string): Promise<Keyring> {
  return { ...keyring, recovery: { recipient, sealed: toBase64(await encryptBytes(workspaceKey, [recipient])) } };
}

/** The centre's half of recovery, and the check in drills: the workspace key out of `recovery.sealed`. */
export function openRecovery(sealed: string, identity: string): Promise<Uint8Array> {
  return decryptBytes(fromBase64(sealed), [identity], 'keyring.json');
}

export function entryOf(keyring: Keyring, personId: string): PersonEntry {
  const entry = keyring.persons.find((person) => person.personId === personId);
  if (!entry) throw new Refusal('PERSON_UNKNOWN');
  return entry;
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function fromBase64(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'));
}
