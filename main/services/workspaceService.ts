/**
 * The workspace as the screens know it: which folder, in which state, who is working in it. Changes run one after the other, so that a
 * second click meets the state the first one left.
 */
import { mkdir, stat } from 'node:fs/promises';
import type { Projections } from '#db/projections.ts';
import type { Clock } from '#main/ports.ts';
import { freeBytes } from '#main/vault/durable.ts';
import { readAttempts, waitLeft } from '#main/workspace/attempts.ts';
import { backupWorkspace, folderBytes } from '#main/workspace/backup.ts';
import { previewCertificate, readRootFile } from '#main/workspace/certificates.ts';
import { createDoor, type Door } from '#main/workspace/door.ts';
import { inspectFolder } from '#main/workspace/inspect.ts';
import { entryOf, KDF_COST } from '#main/workspace/keyring.ts';
import type { ScryptCost } from '#main/workspace/keyringFile.ts';
import { knownFolders, rememberFolder, suggestFolder } from '#main/workspace/known.ts';
import { workspacePaths } from '#main/workspace/paths.ts';
import { tryPassphrase } from '#main/workspace/unlock.ts';
import type { Handlers } from '#shared/api/contract.ts';
import type { WorkspaceStatus } from '#shared/api/workspace.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { Session } from './session.ts';
import {
  addPerson,
  applyRecovery,
  changePassphrase,
  exportEnrolment,
  exportRecoveryRequest,
  type KeyContext,
  sessionOf,
  takeCertificate,
} from './workspaceKeys.ts';
import { personView, sessionFor } from './workspacePersons.ts';

export interface WorkspaceOptions {
  /** For the list of known workspaces and for new ones. */
  dataFolder: string;
  /** Folder to stand before at the start; the last one used, or the place for a new one, when left out. */
  folder?: string;
  clock: Clock;
  version: string;
  projections: Projections;
  /** Work factor for new passphrases; the product's own when left out. */
  kdf?: ScryptCost;
  /** The demo workspace; `make` is called when its folder holds none. */
  demo: { folder: string; passphrase: string; make: () => Promise<void> } | null;
  onChange: () => void;
  log: (line: string) => void;
}

export interface WorkspaceFacts {
  diskFreeBytes: number;
  databaseBytes: number;
  vaultBytes: number;
  lastBackupAt: string | null;
  clockBehind: { now: string; floor: string } | null;
}

export interface WorkspaceService {
  handlers: Handlers['workspace'];
  /** The open workspace. Refuses WORKSPACE_LOCKED. */
  session(): Session;
  /** For the foot of the window and the environment check; without an open workspace only the disk is known. */
  facts(): Promise<WorkspaceFacts>;
  /** Ends the session and lets go of the folder. */
  close(): Promise<void>;
}

export async function openWorkspaceService(options: WorkspaceOptions): Promise<WorkspaceService> {
  const { clock, dataFolder, demo, log, projections, version } = options;
  const kdf = options.kdf ?? KDF_COST;
  const [last] = await knownFolders(dataFolder);
  const folder = options.folder ?? last?.folder ?? (await suggestFolder(dataFolder));
  const door = createDoor({ folder, clock, version, projections, kdf, log });
  const keys: KeyContext = { door, clock, kdf };
  const serial = createQueue();
  let current: { of: Door['session']; session: Session } | null = null;

  const confirm = async (passphrase: string): Promise<void> => {
    const entry = entryOf(await door.keyring(), sessionOf(door).actor.personId);
    await tryPassphrase(door.folder, entry, passphrase, clock.now());
  };
  const session = (): Session => {
    const open = sessionOf(door);
    if (current?.of !== open) current = { of: open, session: sessionFor(open, clock, confirm) };
    return current.session;
  };
  /** A change of the workspace: after the one before, and told to the screens however it ends. */
  const change = <I, T>(work: (input: I) => Promise<T>) => {
    return (input: I): Promise<T> =>
      serial(async () => {
        try {
          return await work(input);
        } finally {
          current = null;
          options.onChange();
        }
      });
  };
  const status = () => statusOf(options, door);
  const turnTo = (next: string) => {
    door.turnTo(next);
    return status();
  };
  const handlers: Handlers['workspace'] = {
    status: () => serial(status),
    known: async () => ({ suggested: await suggestFolder(dataFolder), folders: await knownFolders(dataFolder) }),
    select: change((input) => turnTo(input.folder)),
    useDemo: change(async () => {
      if (!demo) throw new Refusal('WORKSPACE_MISSING');
      if ((await inspectFolder(demo.folder)).kind === 'absent') {
        door.turnTo(demo.folder);
        await demo.make();
      }
      return turnTo(demo.folder);
    }),
    create: change(async ({ rootCertificate, folder: chosen, ...input }) => {
      const root = rootCertificate === null ? null : await readRootFile(rootCertificate);
      door.turnTo(chosen ?? (await suggestFolder(dataFolder)));
      await door.create({ ...input, folder: door.folder, root, demo: false });
      await entered(door, dataFolder);
      return status();
    }),
    unlock: change(async ({ personId, passphrase }) => {
      const entry = entryOf(await door.keyring(), personId);
      await door.enter(entry, await tryPassphrase(door.folder, entry, passphrase, clock.now()));
      await entered(door, dataFolder);
      return status();
    }),
    lock: change(async () => {
      door.leave();
      return status();
    }),
    addPerson: change(async (input) => personView(sessionOf(door).db.read, await addPerson(keys, input))),
    changePassphrase: change(async (input) => {
      await changePassphrase(keys, input);
      return {};
    }),
    exportEnrolment: (input) => exportEnrolment(keys, input),
    previewCertificate: ({ path }) => previewCertificate(sessionOf(door), path),
    installCertificate: change(async ({ path }) => {
      await takeCertificate(keys, path);
      const { actor, db } = sessionOf(door);
      return personView(db.read, actor.personId);
    }),
    exportRecoveryRequest: (input) => serial(() => exportRecoveryRequest(keys, input)),
    applyRecoveryAnswer: change(async (input) => {
      await applyRecovery(keys, input);
      await entered(door, dataFolder);
      return status();
    }),
    backup: change(async ({ path }) => {
      const now = new Date(clock.now()).toISOString();
      return backupWorkspace(sessionOf(door), await door.keyring(), path, now);
    }),
  };
  const close = () => serial(async () => door.turnTo(door.folder));
  return { handlers, session, facts: () => factsOf(door), close };
}

/** After the passphrase fitted: the staging folder is there, and the folder is the first one offered next time. */
async function entered(door: Door, dataFolder: string): Promise<void> {
  const { folder } = door;
  await mkdir(workspacePaths(folder).tmp, { recursive: true, mode: 0o700 });
  const { workspace } = await door.keyring();
  await rememberFolder(dataFolder, { folder, name: workspace.name, demo: workspace.demo });
}

async function statusOf(options: WorkspaceOptions, door: Door): Promise<WorkspaceStatus> {
  const { state, fault, keyring } = await door.look();
  const isDemo = keyring?.workspace.demo ?? false;
  const open = door.session;
  return {
    state,
    message: fault?.message ?? null,
    folder: door.folder,
    demo: isDemo,
    demoPassphrase: isDemo ? (options.demo?.passphrase ?? null) : null,
    demoAvailable: options.demo !== null,
    name: keyring?.workspace.name ?? null,
    unit: keyring?.workspace.unit ?? null,
    persons: (keyring?.persons ?? []).map(({ personId, name }) => ({ personId, name })),
    current: open ? personView(open.db.read, open.actor.personId) : null,
    retryAfterMs: keyring ? waitLeft(await readAttempts(door.folder), options.clock.now()) : 0,
    recoveryAvailable: keyring?.recovery != null,
    version: options.version,
  };
}

const LAST_BACKUP = 'SELECT max(at) AS at FROM backups';

async function factsOf(door: Door): Promise<WorkspaceFacts> {
  const { folder, session } = door;
  const paths = workspacePaths(folder);
  const existing = await stat(folder).then(
    () => folder,
    () => null,
  );
  return {
    diskFreeBytes: existing ? await freeBytes(existing) : 0,
    databaseBytes: await stat(paths.database).then(
      (info) => info.size,
      () => 0,
    ),
    vaultBytes: await folderBytes(paths.vault),
    lastBackupAt: session?.db.read.reads<{ at: string | null }>(LAST_BACKUP).get()?.at ?? null,
    clockBehind: session?.clockBehind ?? null,
  };
}

/** Runs works one after the other, whatever becomes of them. */
function createQueue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
}
