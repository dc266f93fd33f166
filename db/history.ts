/// <reference path="./better-sqlite3.d.ts" />
import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { Refusal } from '#shared/domain/errors.ts';

/** One step of the schema. Once released, its SQL never changes again. */
export interface Migration {
  /** File name without `.sql`: `0000_initial`. */
  tag: string;
  sql: string;
}

export interface AppliedMigration {
  tag: string;
  sha256: string;
  /** Fingerprint of the whole schema after this step. */
  schemaSha256: string;
}

const HISTORY_TABLE = `CREATE TABLE IF NOT EXISTS schema_history (
  position INTEGER PRIMARY KEY,
  tag TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  schema_sha256 TEXT NOT NULL,
  applied_at TEXT NOT NULL
)`;

function migrationHash(migration: Migration): string {
  return createHash('sha256').update(migration.sql).digest('hex');
}

/** SHA-256 over every table, index and trigger as SQLite keeps them, our history and SQLite's own tables aside. */
function schemaFingerprint(connection: Database.Database): string {
  const rows = connection
    .prepare(
      `SELECT type, name, tbl_name, sql FROM sqlite_schema
       WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND tbl_name <> 'schema_history' ORDER BY type, name`,
    )
    .all();
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}

export function readHistory(connection: Database.Database): AppliedMigration[] {
  const exists = connection.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'schema_history'").get();
  if (!exists) return [];
  return connection
    .prepare('SELECT tag, sha256, schema_sha256 AS schemaSha256 FROM schema_history ORDER BY position')
    .all() as AppliedMigration[];
}

/** Writes the row of step `position`; part of the step's own transaction. */
export function appendHistory(
  connection: Database.Database,
  position: number,
  migration: Migration,
  appliedAt: string,
): void {
  connection.exec(HISTORY_TABLE);
  connection
    .prepare('INSERT INTO schema_history VALUES (?, ?, ?, ?, ?)')
    .run(position, migration.tag, migrationHash(migration), schemaFingerprint(connection), appliedAt);
}

/**
 * Refuses a database this program must not touch: one with steps we do not know yet (newer), with other steps than ours (forked or
 * edited history), or whose tables no longer are what its last step left (edited schema).
 */
export function assertHistory(connection: Database.Database, known: readonly Migration[]): AppliedMigration[] {
  const applied = readHistory(connection);
  for (const [position, step] of applied.entries()) {
    const ours = known[position];
    if (!ours) throw new Refusal('WORKSPACE_NEWER', { version: step.tag });
    if (step.tag !== ours.tag || step.sha256 !== migrationHash(ours)) {
      throw new Refusal('WORKSPACE_FOREIGN', { reason: `第 ${position + 1} 步为 ${step.tag}` });
    }
  }
  const last = applied.at(-1);
  if (last && last.schemaSha256 !== schemaFingerprint(connection)) {
    throw new Refusal('WORKSPACE_FOREIGN', { reason: '表结构被改动过' });
  }
  return applied;
}
