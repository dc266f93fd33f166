import { readdir, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { z } from 'zod';
import type { FilePurpose, folderEntry } from '#shared/api/host.ts';
import { Refusal } from '#shared/domain/errors.ts';

type FolderEntry = z.infer<typeof folderEntry>;
interface Place {
  label: string;
  path: string;
  removable: boolean;
}

const EXTENSIONS: Record<FilePurpose, readonly string[] | null> = {
  bundle: ['.qpb'],
  certificate: ['.pem', '.crt', '.cer'],
  enrolment: ['.json'],
  recovery: ['.json'],
  // A backup is a folder.
  backup: [],
  table: ['.xlsx', '.csv'],
  keys: ['.json'],
  document: null,
};

const collator = new Intl.Collator('zh-CN', { numeric: true });

/** Content of a folder for the picker inside the page: folders first, then the files that fit the purpose. */
export async function listFolder(folder: string | null, purpose: FilePurpose) {
  const places = await listPlaces();
  const target = path.resolve(folder ?? places[0]?.path ?? os.homedir());
  const names = await readdir(target).catch((cause: unknown) => {
    throw new Refusal('FILE_NOT_FOUND', { file: target }, { cause });
  });
  const visible = names.filter((name) => !name.startsWith('.') && !name.startsWith('$'));
  const described = await Promise.all(visible.map((name) => describe(path.join(target, name), name)));
  const wanted = EXTENSIONS[purpose];
  const fits = ({ kind, name }: FolderEntry) =>
    kind === 'folder' || wanted === null || wanted.includes(path.extname(name).toLowerCase());
  const entries = described.filter((entry) => entry !== null).filter(fits);
  entries.sort((a, b) => (a.kind === b.kind ? collator.compare(a.name, b.name) : a.kind === 'folder' ? -1 : 1));
  const parent = path.dirname(target);
  return { path: target, parent: parent === target ? null : parent, places, entries };
}

/** Links are followed by stat; what cannot be read (a locked file, a dead link) is left out rather than failing the list. */
async function describe(full: string, name: string): Promise<FolderEntry | null> {
  const info = await stat(full).catch(() => null);
  if (!info?.isDirectory() && !info?.isFile()) return null;
  const kind = info.isDirectory() ? 'folder' : 'file';
  return { name, path: full, kind, bytes: kind === 'file' ? info.size : 0, modifiedAt: info.mtime.toISOString() };
}

/** Sticks and drives first, then the desktop and home: where a bundle usually is. */
async function listPlaces(): Promise<Place[]> {
  const home = os.homedir();
  const common = [
    { label: '桌面', path: path.join(home, 'Desktop'), removable: false },
    { label: '桌面', path: path.join(home, '桌面'), removable: false },
    { label: '个人文件夹', path: home, removable: false },
  ];
  const drives = process.platform === 'win32' ? windowsDrives() : await mountedMedia();
  const all = [...drives, ...common];
  const exists = await Promise.all(
    all.map((place) =>
      stat(place.path).then(
        (s) => s.isDirectory(),
        () => false,
      ),
    ),
  );
  return all.filter((_, i) => exists[i]);
}

/** Written from the documentation: Windows names drives by letter; which are removable is not told without native code. */
function windowsDrives(): Place[] {
  return Array.from('DEFGHIJKLMNOPQRSTUVWXYZC', (letter) => ({
    label: letter === 'C' ? '本地磁盘 (C:)' : `磁盘 (${letter}:)`,
    path: `${letter}:\\`,
    removable: letter !== 'C',
  }));
}

/** Where desktop Linux mounts sticks: /media/<user>/<label>, /run/media/<user>/<label>; macOS: /Volumes. */
async function mountedMedia(): Promise<Place[]> {
  const user = userName();
  const found: Place[] = [];
  for (const base of [`/media/${user}`, `/run/media/${user}`, '/media', '/Volumes']) {
    const names = await readdir(base, { withFileTypes: true }).catch(() => []);
    for (const entry of names) {
      if (entry.isDirectory() && entry.name !== user) {
        found.push({ label: `U盘 ${entry.name}`, path: path.join(base, entry.name), removable: true });
      }
    }
  }
  return found;
}

/** Some systems run programs under a number that has no name. */
function userName(): string {
  try {
    return os.userInfo().username;
  } catch {
    return '';
  }
}
