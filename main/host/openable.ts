import path from 'node:path';
import { ATTACHMENT_EXTENSIONS } from '#shared/domain/caseRecord.ts';

/**
 * Throws unless the file's type is one that bundles may carry. Handing a file to the system runs whatever is registered for its type,
 * so nothing else may ever get there.
 */
export function assertOpenable(file: string): void {
  const extension = path.extname(file).slice(1).toLowerCase();
  const allowed: readonly string[] = ATTACHMENT_EXTENSIONS;
  if (!path.isAbsolute(file) || !allowed.includes(extension))
    throw new Error(`not a type to open outside: ${extension}`);
}
