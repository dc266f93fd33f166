import { newId } from '#db/ids.ts';
import { createJournal } from '#db/journal.ts';
import { createDatabase } from '#db/open.ts';
import type { Projections } from '#db/projections.ts';
import type { Certificate } from '#main/bundle/certificate.ts';
import { randomBytes } from '#main/crypto/primitives.ts';
import type { Clock } from '#main/ports.ts';
import { diskRefusal, makeFolder, removeFile } from '#main/vault/durable.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { rootPinned } from './certificates.ts';
import {
  assertStrong,
  generatePersonKeys,
  type PersonSecrets,
  sealPerson,
  WORKSPACE_KEY_BYTES,
  withRecovery,
} from './keyring.ts';
import { type Keyring, type PersonEntry, type ScryptCost, writeKeyring } from './keyringFile.ts';
import { lockFolder } from './lock.ts';
import { workspacePaths } from './paths.ts';
import { introducePerson } from './session.ts';
import { exists, replaceFile } from './smallFile.ts';

export interface CreateInput {
  folder: string;
  name: string;
  unit: string;
  person: string;
  passphrase: string;
  /** The centre's root, compared by the person: pinned from the start, and the way to recovery. */
  root: Certificate | null;
  demo: boolean;
}

export interface CreateContext {
  clock: Clock;
  projections: Projections;
  kdf: ScryptCost;
}

/** Removes what an unfinished making left: only where its mark is, and only without a keyring. */
async function clearBeginning(folder: string): Promise<void> {
  const paths = workspacePaths(folder);
  if (!(await exists(paths.creating)) || (await exists(paths.keyring))) return;
  for (const suffix of ['', '-wal', '-shm', '-journal']) await removeFile(paths.database + suffix);
  await removeFile(`${paths.keyring}.partial`);
  await removeFile(paths.creating);
}

/**
 * Makes a workspace in a folder whose lock the caller holds. The keyring is written last: until it is there, there is no workspace,
 * and the next attempt starts afresh. Refuses WORKSPACE_EXISTS, PASSPHRASE_WEAK, SPACE_SHORT, DISK_WRITE.
 */
export async function createWorkspace(
  input: CreateInput,
  context: CreateContext,
): Promise<{ keyring: Keyring; entry: PersonEntry; secrets: PersonSecrets }> {
  const { folder, name, unit, passphrase } = input;
  const paths = workspacePaths(folder);
  assertStrong(passphrase, { name: input.person, unit });
  await clearBeginning(folder);
  if ((await exists(paths.keyring)) || (await exists(paths.database))) throw new Refusal('WORKSPACE_EXISTS');
  const now = context.clock.now();
  const createdAt = new Date(now).toISOString();
  const keys = await generatePersonKeys();
  const workspaceKey = randomBytes(WORKSPACE_KEY_BYTES);
  const person = { personId: newId(now), name: input.person, unit };
  const entry = await sealPerson(person, keys, workspaceKey, passphrase, context.kdf);
  const workspace = { id: newId(now), name, unit, demo: input.demo, createdAt };
  const plain: Keyring = { profile: 'qp-keyring/1', workspace, persons: [entry], recovery: null };
  const recipient = input.root?.recipient;
  const keyring = recipient ? await withRecovery(plain, workspaceKey, recipient) : plain;
  try {
    await replaceFile(paths.creating, '');
    makeDatabase(input, context, entry, workspaceKey);
    await makeFolder(paths.vault);
    await writeKeyring(folder, keyring);
    await removeFile(paths.creating);
  } catch (error) {
    await clearBeginning(folder).catch(() => undefined);
    throw await diskRefusal(error, folder, 0);
  }
  const { signingKeyPem, ageIdentity } = keys;
  return { keyring, entry, secrets: { workspaceKey, signingKeyPem, ageIdentity } };
}

/** Makes a workspace in a folder nobody stands before, e.g. the demo. Refuses WORKSPACE_BUSY as well. */
export async function makeWorkspace(input: CreateInput, context: CreateContext): Promise<void> {
  await makeFolder(input.folder);
  const lock = lockFolder(input.folder);
  try {
    await createWorkspace(input, context);
  } finally {
    lock.release();
  }
}

function makeDatabase(input: CreateInput, context: CreateContext, entry: PersonEntry, workspaceKey: Uint8Array): void {
  const { clock, projections } = context;
  const now = new Date(clock.now()).toISOString();
  const { name, unit, demo, root } = input;
  const db = createDatabase({ path: workspacePaths(input.folder).database, key: workspaceKey, now });
  try {
    const stream = newId(clock.now());
    const journal = createJournal({ stream, projections, clock, startedAt: clock.monotonic() });
    const actor = { personId: entry.personId, keyId: entry.keyId };
    db.write((tx) => {
      tx.writes('INSERT INTO workspace VALUES (1, ?, ?, ?, ?, ?, ?, ?)').run(
        stream,
        name,
        unit,
        demo ? 1 : 0,
        now,
        Buffer.from(randomBytes(32)),
        now,
      );
      journal.record(tx, { type: 'workspace.created', payload: { name, unit, demo }, actor });
      if (root) journal.record(tx, { ...rootPinned(root), actor });
      introducePerson(tx, entry, (inner, event) => journal.record(inner, { ...event, actor }));
    });
  } finally {
    db.close();
  }
}
