import path from 'node:path';

/** Where things lie in a workspace folder. */
export function workspacePaths(folder: string) {
  const at = (name: string) => path.join(folder, name);
  return {
    keyring: at('keyring.json'),
    database: at('workspace.db'),
    vault: at('vault'),
    /** Staging of imports and exports; emptied at every start. */
    tmp: at('tmp'),
    /** Never open it as a file while the workspace is in use: closing the handle would drop SQLite's lock on POSIX systems. */
    lock: at('lock'),
    /** Wrong passphrases so far. */
    attempts: at('attempts.json'),
    /** Key that waits for the centre's recovery answer, under the passphrase chosen with the request. */
    recovery: at('recovery.json'),
    /** There while a workspace is being made: without keyring.json beside it, everything here is a beginning that can go. */
    creating: at('workspace.creating'),
  };
}
