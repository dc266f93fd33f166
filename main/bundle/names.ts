import { UUID_PATTERN } from '#shared/domain/ids.ts';

/**
 * Entry names of a bundle: lower-case ASCII parts that mean the same file on every system. ASCII order is byte order, so plain
 * string comparison sorts them.
 */
const NAME = /^[a-z0-9][a-z0-9._-]{0,99}(?:\/[a-z0-9][a-z0-9._-]{0,99}){0,7}$/;
/** A part that ends with a dot, or that Windows takes for a device whatever its extension. */
const NOT_PORTABLE = /\.(?:\/|$)|(?:^|\/)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:[./]|$)/;
const MAX_NAME = 240;
const ATTACHMENT = /^data\/attachments\/([0-9a-f]{64})\.[a-z0-9]{1,10}$/;
const ATTACHMENT_FOLDER = 'data/attachments/';

/** Whether `name` (without the top folder) can stand in a bundle. */
export function isEntryName(name: string): boolean {
  return name.length <= MAX_NAME && NAME.test(name) && !NOT_PORTABLE.test(name);
}

/** Splits `<bundleId>/<name>`; null when it is not of that form. */
export function splitTop(path: string): { top: string; name: string } | null {
  const slash = path.indexOf('/');
  const top = path.slice(0, Math.max(slash, 0));
  return UUID_PATTERN.test(top) ? { top, name: path.slice(slash + 1) } : null;
}

/** A name that is also the folder of another name, which no file system can hold; null when there is none. */
export function findNesting(names: Iterable<string>): string | null {
  const all = new Set(names);
  for (const name of all) {
    for (let slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
      const folder = name.slice(0, slash);
      if (all.has(folder)) return folder;
    }
  }
  return null;
}

export function isPayload(name: string): boolean {
  return name.startsWith('data/');
}

/** Whether a name under data/attachments/ says the hash its content has; other names always do. */
export function attachmentNameFits(name: string, sha256: string): boolean {
  return !name.startsWith(ATTACHMENT_FOLDER) || ATTACHMENT.exec(name)?.[1] === sha256;
}
