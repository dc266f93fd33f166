/**
 * Collects db/migrations/*.sql into embedded.json, so that source, bundle and packaged app find the steps the same way: by import.
 * Run after `npm run db:generate`.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Migration } from './history.ts';

const folder = new URL('./migrations/', import.meta.url);

export function readMigrationFiles(): Migration[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.sql'));
  return files.sort().map((name) => ({
    tag: name.slice(0, -'.sql'.length),
    sql: readFileSync(new URL(name, folder), 'utf8').replaceAll('\r\n', '\n'),
  }));
}

if (import.meta.main) {
  writeFileSync(new URL('embedded.json', folder), `${JSON.stringify(readMigrationFiles(), null, 2)}\n`);
}
