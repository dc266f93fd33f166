import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Settings of the throw-away profile. A browser otherwise offers to keep the passphrase, remembers what was typed into fields, and
 * asks servers for translations and spelling.
 */
const PREFERENCES = {
  credentials_enable_service: false,
  credentials_enable_autosignin: false,
  profile: { password_manager_enabled: false, default_content_setting_values: blockedFeatures() },
  autofill: { enabled: false, profile_enabled: false, credit_card_enabled: false },
  browser: { enable_spellchecking: false, has_seen_welcome_page: true, check_default_browser: false },
  spellcheck: { dictionaries: [] },
  translate: { enabled: false },
  search: { suggest_enabled: false },
  safebrowsing: { enabled: false },
  net: { network_prediction_options: 2 },
  signin: { allowed: false },
  intl: { accept_languages: 'zh-CN,zh', selected_languages: 'zh-CN,zh' },
};

function blockedFeatures(): Record<string, number> {
  const names = [
    'notifications',
    'geolocation',
    'media_stream_camera',
    'media_stream_mic',
    'popups',
    'sensors',
    'midi_sysex',
  ];
  return Object.fromEntries(names.map((name) => [name, 2]));
}

export interface Profile {
  folder: string;
  /** Deletes it; call when the browser is gone. Harmless when something is still held open: the next start tries again. */
  remove(): Promise<void>;
}

/** A new profile under `<dataFolder>/browser`, readable by this user only; profiles that a crash left behind are deleted. */
export async function createProfile(dataFolder: string): Promise<Profile> {
  const root = path.join(dataFolder, 'browser');
  await mkdir(root, { recursive: true, mode: 0o700 });
  await removeAbandoned(root);
  const folder = await mkdtemp(path.join(root, `${process.pid}-`));
  await mkdir(path.join(folder, 'Default'));
  await writeFile(path.join(folder, 'Default', 'Preferences'), JSON.stringify(PREFERENCES));
  await writeFile(path.join(folder, 'First Run'), '');
  return { folder, remove: () => remove(folder) };
}

async function removeAbandoned(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    const pid = Number(/^(\d+)-/.exec(name)?.[1] ?? 0);
    if (pid !== process.pid && !isRunning(pid)) await remove(path.join(root, name));
  }
}

async function remove(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }).catch(() => {});
}

function isRunning(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
