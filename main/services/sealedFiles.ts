import type { SealedFile } from '#main/vault/sealedFile.ts';

export interface SealedFiles {
  /** Runs `work` on the file of this id. It is opened when need be, and never closed under somebody's hands. */
  use<T>(id: string, work: (file: SealedFile) => Promise<T>): Promise<T>;
  /** Waits for those at work, then closes everything. */
  close(): Promise<void>;
}

interface Kept {
  file: Promise<SealedFile>;
  users: number;
}

/** Sealed files kept open at a time; opening one costs a few milliseconds. */
const MAX_OPEN = 4;

interface Shelf {
  open: (id: string) => Promise<SealedFile>;
  /** Used last stands last. */
  kept: Map<string, Kept>;
}

/** Keeps the files used last open. */
export function createSealedFiles(open: (id: string) => Promise<SealedFile>): SealedFiles {
  const shelf: Shelf = { open, kept: new Map() };
  const working = new Set<Promise<unknown>>();
  return {
    use(id, work) {
      const result = use(shelf, id, work);
      const settled = result.then(
        () => undefined,
        () => undefined,
      );
      working.add(settled);
      void settled.then(() => working.delete(settled));
      return result;
    },
    async close() {
      while (working.size > 0) await Promise.all(working);
      await Promise.all([...shelf.kept.keys()].map((id) => letGo(shelf, id)));
    },
  };
}

async function use<T>(shelf: Shelf, id: string, work: (file: SealedFile) => Promise<T>): Promise<T> {
  const { kept } = shelf;
  const entry = kept.get(id) ?? { file: shelf.open(id), users: 0 };
  kept.delete(id);
  kept.set(id, entry);
  entry.users++;
  try {
    return await work(await entry.file);
  } catch (error) {
    // One that could not be opened is not kept: the next try may find it put back.
    await entry.file.catch(() => kept.get(id) === entry && kept.delete(id));
    throw error;
  } finally {
    entry.users--;
    await makeRoom(shelf);
  }
}

/** Closes some that nobody uses, the longest unused first. */
async function makeRoom(shelf: Shelf): Promise<void> {
  const { kept } = shelf;
  const idle = [...kept].filter(([, { users }]) => users === 0).map(([id]) => id);
  await Promise.all(idle.slice(0, Math.max(0, kept.size - MAX_OPEN)).map((id) => letGo(shelf, id)));
}

async function letGo({ kept }: Shelf, id: string): Promise<void> {
  const entry = kept.get(id);
  kept.delete(id);
  await entry?.file.then((file) => file.close()).catch(() => undefined);
}
