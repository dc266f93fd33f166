import path from 'node:path';
import type { Projections } from '#db/projections.ts';
import type { Clock } from '#main/ports.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { type CreateInput, createWorkspace, prepareFolder } from './create.ts';
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

export function createDoor(options: DoorOptions): Door {
  let folder = path.resolve(options.folder);
  let lock: FolderLock | null = null;
  let session: WorkspaceSession | null = null;
  /** Why the database could not be opened with the right passphrase. */
  let fault: Refusal | null = null;

  const hold = async (): Promise<void> => {
    if (lock) return;
    lock = lockFolder(folder);
    await collectLeftovers(folder);
  };

  const leave = (): void => {
    const ending = session;
    session = null;
    try {
      ending?.close();
    } catch (error) {
      // The database is closed all the same; only the signature at the end is missing, and the next session says so.
      options.log(`session ended without its signature: ${error instanceof Error ? error.message : String(error)}`);
    }
  };

  const look = async (): Promise<DoorState> => {
    const content = await inspectFolder(folder);
    if (content.kind === 'absent') return { state: 'absent', fault: null, keyring: null };
    if (content.kind === 'faulty') return { state: stateOf(content.fault), fault: content.fault, keyring: null };
    const { keyring } = content;
    if (session) return { state: 'open', fault: null, keyring };
    try {
      await hold();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { state: stateOf(error), fault: error, keyring };
    }
    return { state: fault ? stateOf(fault) : 'locked', fault, keyring };
  };

  const keyring = async (): Promise<Keyring> => {
    const seen = await look();
    if (seen.keyring && (seen.state === 'locked' || seen.state === 'open')) return seen.keyring;
    // A fault of the database does not keep anybody from trying again, e.g. after it was put back from a backup.
    if (seen.keyring && seen.fault === fault && fault) return seen.keyring;
    throw seen.fault ?? new Refusal('WORKSPACE_MISSING');
  };

  const enter = async (entry: PersonEntry, secrets: PersonSecrets): Promise<void> => {
    await hold();
    leave();
    const { clock, projections, version } = options;
    try {
      session = await openSession({ folder, entry, secrets, projections, clock, version });
      fault = null;
    } catch (error) {
      fault = error instanceof Refusal ? error : null;
      throw error;
    }
  };

  return {
    get folder() {
      return folder;
    },
    get session() {
      return session;
    },
    turnTo: (next) => {
      leave();
      lock?.release();
      lock = null;
      fault = null;
      folder = path.resolve(next);
    },
    look,
    keyring,
    create: async (input) => {
      await prepareFolder(folder);
      await hold();
      const { entry, secrets } = await createWorkspace({ ...input, folder }, options);
      await enter(entry, secrets);
    },
    enter,
    leave,
  };
}
