import path from 'node:path';
import { parseStrictJson } from '#main/bundle/canonicalJson.ts';
import { readChosenFile, writeChosenFile } from '#main/workspace/smallFile.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { type KeyFile, keyFile } from '#shared/domain/keyChoices.ts';

const MAX_BYTES = 64 * 1024;

/** Writes a person's key choices for another workstation. Refuses MEDIUM_WRITE, SPACE_SHORT. */
export async function writeKeyFile(file: string, keys: KeyFile['keys']): Promise<number> {
  const sorted = Object.fromEntries(Object.entries(keys).sort(([a], [b]) => (a < b ? -1 : 1)));
  await writeChosenFile(file, `${JSON.stringify({ profile: 'qp-keys/1', keys: sorted }, null, 2)}\n`);
  return Object.keys(keys).length;
}

/** Choices out of a file; nothing takes effect by reading. Refuses KEYS_INVALID, FILE_NOT_FOUND, FILE_TOO_LARGE, MEDIUM_READ. */
export async function readKeyFile(file: string): Promise<KeyFile['keys']> {
  const name = path.basename(file);
  const bytes = await readChosenFile(file, MAX_BYTES);
  const parsed = keyFile.safeParse(parsedJson(bytes, name));
  if (!parsed.success) throw new Refusal('KEYS_INVALID', { file: name });
  return parsed.data.keys;
}

function parsedJson(bytes: Buffer, name: string): unknown {
  try {
    return parseStrictJson(bytes, name, MAX_BYTES);
  } catch (error) {
    if (error instanceof Refusal) throw new Refusal('KEYS_INVALID', { file: name }, { cause: error });
    throw error;
  }
}
