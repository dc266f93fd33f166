import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { removeFile } from '#main/vault/durable.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { type Keyring, readKeyring } from './keyringFile.ts';
import { workspacePaths } from './paths.ts';
import { exists } from './smallFile.ts';

/** What lies in a folder, seen without any key. */
export type FolderContent =
  | { kind: 'absent' }
  | { kind: 'present'; keyring: Keyring }
  | { kind: 'faulty'; fault: Refusal };

function missing(name: string): FolderContent {
  return { kind: 'faulty', fault: new Refusal('WORKSPACE_DAMAGED', { reason: `缺少 ${name}` }) };
}

export async function inspectFolder(folder: string): Promise<FolderContent> {
  const paths = workspacePaths(folder);
  const hasDatabase = await exists(paths.database);
  try {
    const keyring = await readKeyring(folder);
    if (keyring) return hasDatabase ? { kind: 'present', keyring } : missing('workspace.db');
    const begun = await exists(paths.creating);
    return hasDatabase && !begun ? missing('keyring.json') : { kind: 'absent' };
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'faulty', fault: error };
    const reason = `keyring.json 无法读取（${(error as NodeJS.ErrnoException).code ?? '未知'}）`;
    return { kind: 'faulty', fault: new Refusal('WORKSPACE_DAMAGED', { reason }, { cause: error }) };
  }
}

/** Empties the staging folder and removes half-written files; only the holder of the folder's lock may. */
export async function collectLeftovers(folder: string): Promise<void> {
  const paths = workspacePaths(folder);
  await rm(paths.tmp, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  for (const name of await readdir(folder)) {
    if (name.endsWith('.partial')) await removeFile(path.join(folder, name));
  }
  if (await exists(paths.keyring)) await removeFile(paths.creating);
}
