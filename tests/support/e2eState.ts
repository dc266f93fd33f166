/** What a workspace holds, read from a copy of its files while the program goes on. */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ReadableDb } from '#db/database.ts';
import { openDatabase } from '#db/open.ts';
import { openPerson } from '#main/workspace/keyring.ts';
import { readKeyring } from '#main/workspace/keyringFile.ts';
import { workspacePaths } from '#main/workspace/paths.ts';

export interface WorkspaceState {
  /** SHA-256 over every row of every table but the journal and the trusted time, in a fixed order. */
  data: string;
  /** Names of the journal's events in order; payloads as text. */
  journal: { type: string; payload: string; hash: string }[];
  /** Every file of vault and staging with its size. */
  files: string[];
}

/** Gives a function that reads the state now. The database is quiet when nobody works; its log is copied with it. */
export async function stateReader(folder: string, passphrase: string): Promise<() => WorkspaceState> {
  const keyring = await readKeyring(folder);
  const secrets = await openPerson(keyring!.persons[0]!, passphrase);
  if (!secrets) throw new Error('the passphrase does not open this workspace');
  const { database, vault, tmp } = workspacePaths(folder);
  return () => {
    const copy = mkdtempSync(path.join(os.tmpdir(), 'qp-copy-'));
    try {
      for (const end of ['', '-wal']) {
        const from = `${database}${end}`;
        if (existsSync(from)) cpSync(from, path.join(copy, path.basename(from)));
      }
      const file = path.join(copy, path.basename(database));
      const db = openDatabase({ path: file, key: secrets.workspaceKey, now: new Date().toISOString() });
      const state = { data: dumpOf(db.read), journal: journalOf(db.read), files: [...listed(vault), ...listed(tmp)] };
      db.close();
      return state;
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  };
}

function dumpOf(db: ReadableDb): string {
  const hash = createHash('sha256');
  const sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
  for (const { name } of db.reads<{ name: string }>(sql).all()) {
    if (name === 'journal') continue;
    const rows = db.reads<Record<string, unknown>>(`SELECT * FROM "${name}"`).all();
    const lines = rows.map((row) => JSON.stringify(name === 'workspace' ? { ...row, trusted_floor: '' } : row));
    hash.update(`${name} ${lines.length}\n${lines.sort().join('\n')}\n`);
  }
  return hash.digest('hex');
}

function journalOf(db: ReadableDb): WorkspaceState['journal'] {
  const sql = 'SELECT type, CAST(payload AS TEXT) payload, hash FROM journal ORDER BY stream, seq';
  return db.reads<WorkspaceState['journal'][number]>(sql).all();
}

function listed(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(path.relative(folder, entry.parentPath), entry.name))
    .sort();
}
