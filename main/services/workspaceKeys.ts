/** People and their keys in an open workspace: new persons, passphrases, certificates, recovery. */
import { newId } from '#db/ids.ts';
import { createEnrolmentRequest } from '#main/bundle/enrolment.ts';
import type { Clock } from '#main/ports.ts';
import { forgiveFailures } from '#main/workspace/attempts.ts';
import { installCertificate } from '#main/workspace/certificates.ts';
import type { Door } from '#main/workspace/door.ts';
import {
  assertStrong,
  entryOf,
  generatePersonKeys,
  type PersonKeys,
  sealPerson,
  withPerson,
  withRecovery,
} from '#main/workspace/keyring.ts';
import { type ScryptCost, writeKeyring } from '#main/workspace/keyringFile.ts';
import { createRecoveryRequest, forgetRecovery, openRecoveryAnswer } from '#main/workspace/recovery.ts';
import { introducePerson, type WorkspaceSession } from '#main/workspace/session.ts';
import { readChosenFile, writeChosenFile } from '#main/workspace/smallFile.ts';
import { tryPassphrase } from '#main/workspace/unlock.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { Role } from '#shared/domain/person.ts';
import { MAX_RECOVERY_BYTES } from '#shared/domain/recovery.ts';
import { trustedNow } from './workspacePersons.ts';

export interface KeyContext {
  door: Door;
  clock: Clock;
  kdf: ScryptCost;
}

export function sessionOf(door: Door): WorkspaceSession {
  if (!door.session) throw new Refusal('WORKSPACE_LOCKED');
  return door.session;
}

/** The keyring is written first; should the database not follow, the person's first unlock makes up for it. Answers the person's id. */
export async function addPerson(
  { door, clock, kdf }: KeyContext,
  input: { name: string; unit: string; passphrase: string },
): Promise<string> {
  const session = sessionOf(door);
  const { name, unit, passphrase } = input;
  assertStrong(passphrase, input);
  const person = { personId: newId(clock.now()), name, unit };
  const keys = await generatePersonKeys();
  const entry = await sealPerson(person, keys, session.secrets.workspaceKey, passphrase, kdf);
  await writeKeyring(door.folder, withPerson(await door.keyring(), entry));
  session.db.write((tx) => introducePerson(tx, entry, session.record));
  return person.personId;
}

function keysOf({ entry, secrets }: WorkspaceSession): PersonKeys {
  const { keyId, recipient, spki } = entry;
  const { ageIdentity, signingKeyPem } = secrets;
  return { keyId, recipient, spki: new Uint8Array(Buffer.from(spki, 'base64')), ageIdentity, signingKeyPem };
}

export async function changePassphrase(
  { door, clock, kdf }: KeyContext,
  input: { old: string; next: string },
): Promise<void> {
  const session = sessionOf(door);
  const keyring = await door.keyring();
  const current = entryOf(keyring, session.actor.personId);
  await tryPassphrase(door.folder, current, input.old, clock.now());
  assertStrong(input.next, current);
  const { personId, name, unit } = current;
  const person = { personId, name, unit };
  const entry = await sealPerson(person, keysOf(session), session.secrets.workspaceKey, input.next, kdf);
  await writeKeyring(door.folder, withPerson(keyring, entry));
  session.db.write((tx) => session.record(tx, { type: 'passphrase.changed', payload: { personId } }));
}

export async function exportEnrolment(
  { door, clock }: KeyContext,
  input: { path: string; role: Role },
): Promise<{ path: string }> {
  const { entry, secrets } = sessionOf(door);
  const text = createEnrolmentRequest({
    person: { id: entry.personId, name: entry.name },
    unit: entry.unit,
    district: null,
    role: input.role,
    privateKeyPem: secrets.signingKeyPem,
    recipient: entry.recipient,
    createdAt: new Date(clock.now()).toISOString(),
  });
  await writeChosenFile(input.path, text);
  return { path: input.path };
}

/** Installs the current person's certificate; a centre that offers recovery gets the workspace key wrapped for it. */
export async function takeCertificate({ door, clock }: KeyContext, path: string): Promise<void> {
  const session = sessionOf(door);
  const root = await installCertificate(session, path, trustedNow(session.db.read, clock));
  const keyring = await door.keyring();
  if (root.recipient && keyring.recovery?.recipient !== root.recipient) {
    await writeKeyring(door.folder, await withRecovery(keyring, session.secrets.workspaceKey, root.recipient));
  }
}

export async function exportRecoveryRequest(
  { door, clock, kdf }: KeyContext,
  input: { personId: string; path: string; passphrase: string },
): Promise<{ path: string }> {
  const { personId, passphrase } = input;
  const choice = { personId, passphrase, kdf };
  const text = await createRecoveryRequest(door.folder, await door.keyring(), choice, clock.now());
  await writeChosenFile(input.path, text);
  return { path: input.path };
}

/**
 * Opens the workspace with the centre's answer and gives the person the passphrase chosen with the request, and new keys: the old ones
 * are lost with the old passphrase, so a new certificate is needed. The session that follows proves that the key is the right one.
 */
export async function applyRecovery(
  { door, kdf }: KeyContext,
  input: { personId: string; path: string; passphrase: string },
): Promise<void> {
  const before = await door.keyring();
  const { personId, name, unit } = entryOf(before, input.personId);
  const { passphrase } = input;
  const answer = await readChosenFile(input.path, MAX_RECOVERY_BYTES);
  const workspaceKey = await openRecoveryAnswer(door.folder, { personId, passphrase, answer });
  const keys = await generatePersonKeys();
  const entry = await sealPerson({ personId, name, unit }, keys, workspaceKey, passphrase, kdf);
  await writeKeyring(door.folder, withPerson(before, entry));
  try {
    await door.enter(entry, { workspaceKey, signingKeyPem: keys.signingKeyPem, ageIdentity: keys.ageIdentity });
  } catch (error) {
    await writeKeyring(door.folder, before);
    throw error;
  }
  await forgetRecovery(door.folder);
  await forgiveFailures(door.folder);
}
