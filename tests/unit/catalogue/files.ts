import { parseDocument } from 'yaml';
import { findPolicies, readFolder } from '#main/catalogue/load.ts';

/** The shipped catalogue as files, to be altered by tests. */
export const shipped = readFolder(findPolicies(import.meta.dirname));

export const text = (name: string): string => new TextDecoder().decode(shipped.get(name));

/** The shipped files with some replaced (a string) or taken away (null). */
export function withFiles(changes: Record<string, string | null>): Map<string, Uint8Array> {
  const files = new Map(shipped);
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
