/**
 * The workspace as the screens know it: which folder, in which state, who is working in it. Changes run one after the other, so that a
 * second click meets the state the first one left.
 */
import { stat } from 'node:fs/promises';
import path from 'node:path';
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

type Routes = Handlers['workspace'];

/** What the routes share. */
interface Desk {
  options: WorkspaceOptions;
  door: Door;
  keys: KeyContext;
  /** A change of the workspace: after the one before, and told to the screens however it ends. */
  change<I, T>(work: (input: I) => Promise<T>): (input: I) => Promise<T>;
  serial: Queue;
}

export async function openWorkspaceService(options: WorkspaceOptions): Promise<WorkspaceService> {
  const { clock, dataFolder, log, projections, version } = options;
  const kdf = options.kdf ?? KDF_COST;
  const [last] = await knownFolders(dataFolder);
  const folder = options.folder ?? last?.folder ?? (await suggestFolder(dataFolder));
  const door = createDoor({ folder, clock, version, projections, kdf, log });
  const serial = createQueue();
  const oneTry = createQueue();
  let current: { of: Door['session']; session: Session } | null = null;

  const confirm = (passphrase: string): Promise<void> =>
    oneTry(async () => {
      const entry = entryOf(await door.keyring(), sessionOf(door).actor.personId);
      await tryPassphrase(door.folder, entry, passphrase, clock.now());
    });
  const session = (): Session => {
    const open = sessionOf(door);
    if (current?.of !== open) current = { of: open, session: sessionFor(open, clock, confirm) };
    return current.session;
  };
  const change: Desk['change'] = (work) => (input) =>
    serial(async () => {
      try {
        return await work(input);
      } finally {
        current = null;
        options.onChange();
      }
    });
  const desk: Desk = { options, door, keys: { door, clock, kdf }, change, serial };
  const handlers: Routes = { ...entranceRoutes(desk), ...personRoutes(desk) };
  const close = () => serial(async () => door.turnTo(door.folder));
  return { handlers, session, facts: () => factsOf(door), close };
}

type EntranceRoute = 'status' | 'known' | 'select' | 'useDemo' | 'create' | 'unlock' | 'lock';

/** Which folder, and in and out of it. */
function entranceRoutes({ options, door, change, serial }: Desk): Pick<Routes, EntranceRoute> {
  const { clock, dataFolder, demo } = options;
  const now = () => statusOf(options, door);
  const turnTo = (folder: string) => {
    door.turnTo(folder);
    return now();
  };
  return {
    /** Beside a long change of an open workspace (a backup) it answers at once; otherwise it waits its turn: it may take the lock. */
    status: async () => {
      const seen = door.session ? await now() : null;
      return seen && door.session ? seen : serial(now);
    },
    known: async () => ({ suggested: await suggestFolder(dataFolder), folders: await knownFolders(dataFolder) }),
    select: change((input) => turnTo(input.folder)),
    useDemo: change(async () => {
      if (!demo) throw new Refusal('WORKSPACE_MISSING');
      door.turnTo(demo.folder);
      if ((await inspectFolder(demo.folder)).kind === 'absent') await demo.make();
      return now();
    }),
    create: change(async ({ rootCertificate, folder, ...input }) => {
      const root = rootCertificate === null ? null : await readRootFile(rootCertificate);
      door.turnTo(folder ?? (await suggestFolder(dataFolder)));
      await door.create({ ...input, folder: door.folder, root, demo: false });
      await entered(door, options);
      return now();
    }),
    unlock: change(async ({ personId, passphrase }) => {
      const entry = entryOf(await door.keyring(), personId);
      await door.enter(entry, await tryPassphrase(door.folder, entry, passphrase, clock.now()));
      await entered(door, options);
      return now();
    }),
    lock: change(async () => {
      door.leave();
      return now();
    }),
  };
}

/** People, keys and copies of the open workspace. */
function personRoutes({ options, door, keys, change, serial }: Desk): Omit<Routes, EntranceRoute> {
  const person = () => {
    const { actor, db } = sessionOf(door);
    return personView(db.read, actor.personId);
  };
  return {
    addPerson: change(async (input) => personView(sessionOf(door).db.read, await addPerson(keys, input))),
    changePassphrase: change(async (input) => {
      await changePassphrase(keys, input);
      return {};
    }),
    exportEnrolment: (input) => exportEnrolment(keys, input),
    previewCertificate: (input) => previewCertificate(sessionOf(door), input.path),
    installCertificate: change(async (input) => {
      await takeCertificate(keys, input.path);
      return person();
    }),
    exportRecoveryRequest: (input) => serial(() => exportRecoveryRequest(keys, input)),
    applyRecoveryAnswer: change(async (input) => {
      await applyRecovery(keys, input);
      await entered(door, options);
      return statusOf(options, door);
    }),
    backup: change(async (input) => {
      const at = new Date(options.clock.now()).toISOString();
      return backupWorkspace(sessionOf(door), await door.keyring(), input.path, at);
    }),
  };
}

/** After the passphrase fitted: the folder is the first one offered next time. A full disk keeps nobody out for that. */
async function entered(door: Door, { dataFolder, log }: WorkspaceOptions): Promise<void> {
  const { folder } = door;
  const { workspace } = await door.keyring();
  try {
    await rememberFolder(dataFolder, { folder, name: workspace.name, demo: workspace.demo });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    log(`the list of workspaces could not be written: ${error.message}`);
  }
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

/** Free bytes where the folder is or would be made. */
async function freeNear(folder: string): Promise<number> {
  const parent = path.dirname(folder);
  return freeBytes(folder).catch(() => (parent === folder ? 0 : freeNear(parent)));
}

const LAST_BACKUP = 'SELECT max(at) AS at FROM backups';

async function factsOf(door: Door): Promise<WorkspaceFacts> {
  const { folder, session } = door;
  const paths = workspacePaths(folder);
  return {
    diskFreeBytes: await freeNear(folder),
    databaseBytes: await stat(paths.database).then(
      (info) => info.size,
      () => 0,
    ),
    vaultBytes: await folderBytes(paths.vault),
    lastBackupAt: session?.db.read.reads<{ at: string | null }>(LAST_BACKUP).get()?.at ?? null,
    clockBehind: session?.clockBehind ?? null,
  };
}

type Queue = <T>(work: () => Promise<T>) => Promise<T>;

/** Runs works one after the other, whatever becomes of them. */
function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
}
