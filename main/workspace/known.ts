import path from 'node:path';
import { z } from 'zod';
import { makeFolder } from '#main/vault/durable.ts';
import { inspectFolder } from './inspect.ts';
import { readIfThere, replaceFile } from './smallFile.ts';

const knownFolder = z.strictObject({ folder: z.string(), name: z.string(), demo: z.boolean() });
const knownFile = z.strictObject({ last: z.string().nullable(), folders: z.array(knownFolder) });
export type KnownFolder = z.infer<typeof knownFolder>;
type KnownFile = z.infer<typeof knownFile>;

const NONE: KnownFile = { last: null, folders: [] };
const KEPT = 20;

function fileIn(dataFolder: string): string {
  return path.join(dataFolder, 'known.json');
}

/** A convenience only: an unreadable list is an empty one. */
async function readKnown(dataFolder: string): Promise<KnownFile> {
  try {
    return knownFile.parse(JSON.parse((await readIfThere(fileIn(dataFolder))) ?? 'null'));
  } catch {
    return NONE;
  }
}

/** Workspaces opened on this machine before that are still there, the last one first. */
export async function knownFolders(dataFolder: string): Promise<KnownFolder[]> {
  const { folders } = await readKnown(dataFolder);
  const contents = await Promise.all(folders.map(({ folder }) => inspectFolder(folder)));
  return folders.filter((_, i) => contents[i]?.kind !== 'absent');
}

export async function rememberFolder(dataFolder: string, known: KnownFolder): Promise<void> {
  const { folders } = await readKnown(dataFolder);
  const others = folders.filter(({ folder }) => folder !== known.folder);
  const file: KnownFile = { last: known.folder, folders: [known, ...others].slice(0, KEPT) };
  await makeFolder(dataFolder);
  await replaceFile(fileIn(dataFolder), `${JSON.stringify(file)}\n`);
}

/** Where a new workspace would go: a free name in the data folder. */
export async function suggestFolder(dataFolder: string): Promise<string> {
  for (let n = 1; ; n++) {
    const folder = path.join(dataFolder, n === 1 ? 'workspace' : `workspace-${n}`);
    if ((await inspectFolder(folder)).kind === 'absent') return folder;
  }
}
