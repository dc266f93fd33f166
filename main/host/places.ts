import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What the program brings along, as absolute paths. */
export interface Places {
  rendererFolder: string;
  policiesFolder: string;
  /** The demo workspace of a clone; `null` where the program is installed. */
  demoFolder: string | null;
  version: string;
}

/**
 * From source this file is main/host/places.ts of a clone; in the build it stands for out/main/host/places.js, with everything it
 * names copied under out/. `QUANPING_DEMO` names another demo folder (tests), empty for none.
 */
export function findPlaces(env: Readonly<Record<string, string | undefined>> = process.env): Places {
  const root = path.resolve(import.meta.dirname, '..', '..');
  const built = import.meta.filename.endsWith('.js');
  const clone = built ? path.dirname(root) : root;
  const isClone = existsSync(path.join(clone, 'main', 'start.ts'));
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
  return {
    rendererFolder: built ? path.join(root, 'renderer') : path.join(root, 'out', 'renderer'),
    policiesFolder: path.join(root, 'policies'),
    demoFolder: demoFolder(env.QUANPING_DEMO, isClone ? path.join(clone, '.demo') : null),
    version,
  };
}

function demoFolder(named: string | undefined, usual: string | null): string | null {
  if (named === undefined) return usual;
  return named === '' ? null : path.resolve(named);
}
