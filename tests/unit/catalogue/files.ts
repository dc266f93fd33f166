import { parseDocument } from 'yaml';
import { findPolicies, readFolder } from '#main/catalogue/load.ts';

/** The whole shipped catalogue as files. */
export const shipped = readFolder(findPolicies(import.meta.dirname));

const isOtherProgramme = (name: string) =>
  name.includes('/') &&
  !name.startsWith('calendars/') &&
  !name.endsWith('/document.yaml') &&
  !name.endsWith('/03.1.yaml');

/** One of its programmes with everything it needs, to be altered by tests: quick to read again and again. */
export const sample = new Map([...shipped].filter(([name]) => !isOtherProgramme(name)));

export const text = (name: string): string => new TextDecoder().decode(shipped.get(name));

/** The sample with some files replaced (a string) or taken away (null). */
export function withFiles(changes: Record<string, string | null>): Map<string, Uint8Array> {
  const files = new Map(sample);
  for (const [name, content] of Object.entries(changes)) {
    if (content === null) files.delete(name);
    else files.set(name, new TextEncoder().encode(content));
  }
  return files;
}

type Path = readonly (string | number)[];

/** A shipped YAML file with values set (or removed: undefined) at paths. */
export function editedAll(name: string, edits: readonly (readonly [Path, unknown])[]): string {
  const document = parseDocument(text(name));
  for (const [path, value] of edits) {
    if (value === undefined) document.deleteIn(path);
    else document.setIn(path, document.createNode(value, { aliasDuplicateObjects: false }));
  }
  return document.toString({ lineWidth: 0 });
}

export const edited = (name: string, path: Path, value: unknown): string => editedAll(name, [[path, value]]);
