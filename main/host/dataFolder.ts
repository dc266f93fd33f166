import os from 'node:os';
import path from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Where workspaces and settings of this user live, the same for both shells. `QUANPING_DATA` names another folder. On Windows the
 * local profile, not the roaming one: workspaces are large and must not be copied to a server at log-off.
 */
export function dataFolder(env: Env = process.env, platform: NodeJS.Platform = process.platform): string {
  if (env.QUANPING_DATA) return path.resolve(env.QUANPING_DATA);
  const home = os.homedir();
  if (platform === 'win32') return path.join(env.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local'), 'Quanping');
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Quanping');
  return path.join(env.XDG_DATA_HOME || path.join(home, '.local', 'share'), 'quanping');
}
