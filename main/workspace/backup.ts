import { constants } from 'node:fs';
import { copyFile, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { backupDatabase } from '#db/backup.ts';
import { diskRefusal, ensureSpace, errorCode, fsyncFolder, renameDurably } from '#main/vault/durable.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { formatKeyring, type Keyring } from './keyringFile.ts';
import { workspacePaths } from './paths.ts';
import type { WorkspaceSession } from './session.ts';
import { exists, writeChosenFile } from './smallFile.ts';

export async function folderBytes(folder: string): Promise<number> {
  let bytes = 0;
  for (const name of await readdir(folder).catch(() => [])) {
    bytes += await stat(path.join(folder, name)).then(
      (info) => (info.isFile() ? info.size : 0),
      () => 0,
    );
  }
  return bytes;
}

/** A folder that was chosen gets a folder inside it; a name that is free becomes the backup itself. */
async function targetFolder(chosen: string, now: string): Promise<string> {
  const info = await stat(chosen).catch(() => null);
  const target = info?.isDirectory() ? path.join(chosen, `泉评备份-${now.slice(0, 19).replaceAll(':', '')}`) : chosen;
  if (await exists(target)) throw new Refusal('FILE_EXISTS', { file: path.basename(target) });
  return target;
}

async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.sync().finally(() => handle.close());
}

async function copyVault(from: string, to: string): Promise<void> {
  await mkdir(to);
  for (const name of await readdir(from)) {
    if (!name.endsWith('.sealed')) continue;
    try {
      await copyFile(path.join(from, name), path.join(to, name), constants.COPYFILE_FICLONE);
      await syncFile(path.join(to, name));
    } catch (error) {
      // Removed meanwhile: nothing in the database copy, which is older, can need what may be removed.
      if (errorCode(error) !== 'ENOENT' || !(await exists(from))) throw error;
    }
  }
}

/**
 * Copies the whole workspace: database, keyring and sealed files, all encrypted as they are. The copy is a workspace folder of its
 * own that opens with the same passphrases, and goes on in a new stream when it does. SPACE_SHORT, MEDIUM_WRITE, FILE_EXISTS.
 */
export async function backupWorkspace(
  session: WorkspaceSession,
  keyring: Keyring,
  chosen: string,
  now: string,
): Promise<{ path: string; bytes: number }> {
  const source = workspacePaths(session.folder);
  const target = await targetFolder(chosen, now);
  const partial = `${target}.partial`;
  const copy = workspacePaths(partial);
  const parent = path.dirname(target);
  try {
    const vaultBytes = await folderBytes(source.vault);
    await ensureSpace(parent, vaultBytes + (await stat(source.database)).size);
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial);
    const databaseBytes = backupDatabase(session.db.connection, session.secrets.workspaceKey, copy.database);
    await copyVault(source.vault, copy.vault);
    await writeChosenFile(copy.keyring, formatKeyring(keyring));
    await fsyncFolder(partial);
    await renameDurably(partial, target);
    const bytes = databaseBytes + vaultBytes;
    const payload = { file: path.basename(target), bytes };
    session.db.write((tx) => session.record(tx, { type: 'workspace.backedUp', payload }));
    return { path: target, bytes };
  } catch (error) {
    await rm(partial, { recursive: true, force: true }).catch(() => undefined);
    const refusal = await diskRefusal(error, parent, 0);
    if (refusal instanceof Refusal && refusal.code !== 'DISK_WRITE') throw refusal;
    throw new Refusal('MEDIUM_WRITE', { file: path.basename(target) }, { cause: error });
  }
}
