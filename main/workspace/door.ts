import path from 'node:path';
import type { Projections } from '#db/projections.ts';
import type { Clock } from '#main/ports.ts';
import { makeFolder } from '#main/vault/durable.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { type CreateInput, createWorkspace } from './create.ts';
import { collectLeftovers, inspectFolder } from './inspect.ts';
import type { PersonSecrets } from './keyring.ts';
import type { Keyring, PersonEntry, ScryptCost } from './keyringFile.ts';
import { type FolderLock, lockFolder } from './lock.ts';
import { openSession, type WorkspaceSession } from './session.ts';

/** A folder as it stands now. `keyring` is there whenever it could be read. */
interface DoorState {
  state: 'absent' | 'locked' | 'open' | 'damaged' | 'newer' | 'busy';
  fault: Refusal | null;
  keyring: Keyring | null;
}

export interface DoorOptions {
  folder: string;
  clock: Clock;
  version: string;
  projections: Projections;
  kdf: ScryptCost;
  log: (line: string) => void;
}

/** The one workspace folder this program stands before: its lock, and the session when it is open. */
export interface Door {
  readonly folder: string;
  readonly session: WorkspaceSession | null;
  /** Ends the session, lets go of this folder and turns to another. */
  turnTo(folder: string): void;
  look(): Promise<DoorState>;
  /** The keyring of a folder that is locked or open; the refusal of its state otherwise. */
  keyring(): Promise<Keyring>;
  create(input: CreateInput): Promise<void>;
  enter(entry: PersonEntry, secrets: PersonSecrets): Promise<void>;
  /** Ends the session; the folder stays ours. */
  leave(): void;
}

function stateOf(fault: Refusal): DoorState['state'] {
  if (fault.code === 'WORKSPACE_NEWER') return 'newer';
  return fault.code === 'WORKSPACE_BUSY' ? 'busy' : 'damaged';
}

/** Where the door stands. */
interface Standing {
  folder: string;
  lock: FolderLock | null;
  session: WorkspaceSession | null;
  /** Why the database could not be opened with the right passphrase. */
  fault: Refusal | null;
}

export function createDoor(options: DoorOptions): Door {
  const at: Standing = { folder: path.resolve(options.folder), lock: null, session: null, fault: null };
  return {
    get folder() {
      return at.folder;
    },
    get session() {
      return at.session;
    },
    turnTo: (folder) => {
      leave(at, options);
      at.lock?.release();
      Object.assign(at, { folder: path.resolve(folder), lock: null, fault: null });
    },
    look: () => look(at),
    keyring: () => readableKeyring(at),
    create: async (input) => {
      await makeFolder(at.folder);
      await hold(at);
      const { entry, secrets } = await createWorkspace({ ...input, folder: at.folder }, options);
      await enter(at, options, entry, secrets);
    },
    enter: (entry, secrets) => enter(at, options, entry, secrets),
    leave: () => leave(at, options),
  };
}

/** Takes the folder's lock, once, and clears what a crash left. Refuses WORKSPACE_BUSY. */
async function hold(at: Standing): Promise<void> {
  if (at.lock) return;
  at.lock = lockFolder(at.folder);
  // What another program holds open just now (a virus scanner) is cleared next time.
  await collectLeftovers(at.folder).catch(() => undefined);
}

function leave(at: Standing, { log }: DoorOptions): void {
  const ending = at.session;
  at.session = null;
  try {
    ending?.close();
  } catch (error) {
    // The database is closed all the same; only the signature at the end is missing, and the next session says so.
    log(`session ended without its signature: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function look(at: Standing): Promise<DoorState> {
  const content = await inspectFolder(at.folder);
  if (content.kind === 'absent') return { state: 'absent', fault: null, keyring: null };
  if (content.kind === 'faulty') return { state: stateOf(content.fault), fault: content.fault, keyring: null };
  const { keyring } = content;
  if (at.session) return { state: 'open', fault: null, keyring };
  try {
    await hold(at);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { state: stateOf(error), fault: error, keyring };
  }
  return { state: at.fault ? stateOf(at.fault) : 'locked', fault: at.fault, keyring };
}

async function readableKeyring(at: Standing): Promise<Keyring> {
  const { fault, keyring } = await look(at);
  // A fault found behind the right passphrase keeps nobody from trying again, e.g. after the file was put back from a backup.
  if (keyring && (fault === null || fault === at.fault)) return keyring;
  throw fault ?? new Refusal('WORKSPACE_MISSING');
}

async function enter(at: Standing, options: DoorOptions, entry: PersonEntry, secrets: PersonSecrets): Promise<void> {
  await hold(at);
  leave(at, options);
  const { clock, projections, version } = options;
  try {
    at.session = await openSession({ folder: at.folder, entry, secrets, projections, clock, version });
    at.fault = null;
  } catch (error) {
    at.fault = error instanceof Refusal ? error : null;
    throw error;
  }
}
