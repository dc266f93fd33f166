import { spawn } from 'node:child_process';
import { assertOpenable } from '#main/host/openable.ts';

/** The system's own program that opens a file with whatever is registered for its type. No shell is involved. */
const OPENERS: Partial<Record<NodeJS.Platform, string>> = { win32: 'explorer.exe', darwin: 'open', linux: 'xdg-open' };

/** Opens a document in the system's program for it. Resolves when that program was started. */
export async function openPath(file: string, opener: string = OPENERS[process.platform] ?? 'xdg-open'): Promise<void> {
  assertOpenable(file);
  const child = spawn(opener, [file], { detached: true, stdio: 'ignore' });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  child.unref();
}
