import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { diskRefusal, ensureSpace, errorCode, makeFolder, removeFile, renameDurably } from './durable.ts';
import { type Content, openSealed, type SealedFile, writeSealed } from './sealedFile.ts';
import { sealedBytes } from './sealedFormat.ts';

/** Ids name files: UUIDs of bundles, SHA-256 of single attachments. */
const VAULT_ID = /^[0-9a-z][0-9a-z_-]{0,99}$/;
const SEALED = '.sealed';
const PARTIAL = '.partial';

/** A folder of sealed files named by id. A file is there whole and synced, or not at all. */
export interface Vault {
  /** Seals `content` under `id`, replacing what was there. SPACE_SHORT, DISK_WRITE. */
  put(id: string, content: Content): Promise<{ bytes: number; sha256: string }>;
  /** Moves a synced sealed file from the same volume (a bundle's staging) into the vault. */
  adopt(id: string, stagedFile: string): Promise<void>;
  /** FILE_NOT_FOUND, VAULT_DAMAGED. */
  open(id: string): Promise<SealedFile>;
  has(id: string): Promise<boolean>;
  remove(id: string): Promise<void>;
  ids(): Promise<string[]>;
  /** Removes what a crash left behind: unfinished files, and sealed ones whose id the database does not know. Returns their names. */
  collectOrphans(known: ReadonlySet<string>): Promise<string[]>;
  /** SPACE_SHORT unless `bytes` of content fit. */
  ensureSpace(bytes: number): Promise<void>;
}

export async function openVault(folder: string, vaultKey: Uint8Array): Promise<Vault> {
  await makeFolder(folder);
  const fileOf = (id: string): string => {
    if (!VAULT_ID.test(id)) throw new RangeError(`not a vault id: ${id}`);
    return path.join(folder, id + SEALED);
  };
  return {
    put: (id, content) => put(fileOf(id), folder, vaultKey, content),
    adopt: async (id, stagedFile) => {
      try {
        await renameDurably(stagedFile, fileOf(id));
      } catch (error) {
        throw await diskRefusal(error, folder, 0);
      }
    },
    open: async (id) => openSealed(fileOf(id), vaultKey),
    has: (id) => exists(fileOf(id)),
    remove: (id) => removeFile(fileOf(id)),
    ids: async () => (await sealedNames(folder)).map((name) => name.slice(0, -SEALED.length)),
    collectOrphans: (known) => collectOrphans(folder, known),
    ensureSpace: (bytes) => ensureSpace(folder, sealedBytes(bytes)),
  };
}

async function put(file: string, folder: string, vaultKey: Uint8Array, content: Content) {
  const partial = file + PARTIAL;
  const hash = createHash('sha256');
  let bytes = 0;
  async function* measured(): AsyncGenerator<Uint8Array> {
    for await (const piece of content instanceof Uint8Array ? [content] : content) {
      hash.update(piece);
      bytes += piece.length;
      yield piece;
    }
  }
  try {
    await removeFile(partial);
    await writeSealed(partial, vaultKey, measured());
    await renameDurably(partial, file);
  } catch (error) {
    await removeFile(partial);
    throw await diskRefusal(error, folder, sealedBytes(bytes));
  }
  return { bytes, sha256: hash.digest('hex') };
}

async function exists(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

async function sealedNames(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith(SEALED)).sort();
}

async function collectOrphans(folder: string, known: ReadonlySet<string>): Promise<string[]> {
  const names = (await readdir(folder)).sort();
  const orphans = names.filter(
    (name) => name.endsWith(SEALED + PARTIAL) || (name.endsWith(SEALED) && !known.has(name.slice(0, -SEALED.length))),
  );
  for (const name of orphans) await removeFile(path.join(folder, name));
  return orphans;
}
