/// <reference path="./better-sqlite3.d.ts" />
import type Database from 'better-sqlite3';
import { Refusal } from '#shared/domain/errors.ts';
import { appendHistory, assertHistory, type Migration } from './history.ts';
import embedded from './migrations/embedded.json' with { type: 'json' };
import { refusing } from './sqliteErrors.ts';

/** All steps in order. `npm run db:generate` writes the SQL files, `node db/embedMigrations.ts` this list of them. */
export const MIGRATIONS: readonly Migration[] = embedded;

const BREAKPOINT = '--> statement-breakpoint';

export interface MigrateOptions {
  migrations: readonly Migration[];
  now: string;
  /** Keeps a copy of a database that holds data, before its first new step. */
  backup: (nextTag: string) => void;
}

function assertForeignKeys(connection: Database.Database, tag: string): void {
  if (connection.prepare('PRAGMA foreign_key_check').all().length > 0) {
    throw new Refusal('WORKSPACE_DAMAGED', { reason: `升级步骤 ${tag} 后数据关联不完整，已撤回` });
  }
}

function applyStep(connection: Database.Database, position: number, migration: Migration, now: string): void {
  const step = connection.transaction(() => {
    for (const statement of migration.sql.split(BREAKPOINT)) connection.exec(statement);
    assertForeignKeys(connection, migration.tag);
    appendHistory(connection, position, migration, now);
  });
  step.immediate();
}

/**
 * Brings a database to the newest step, each step in one transaction: killed anywhere, the database stands exactly before or after a
 * step. Foreign keys are off on the connection meanwhile, because inside a transaction that setting is ignored and rebuilding a table
 * would delete its children.
 */
export function migrate(connection: Database.Database, options: MigrateOptions): void {
  refusing(connection.name, () => {
    const applied = assertHistory(connection, options.migrations);
    const pending = options.migrations.slice(applied.length);
    const [first] = pending;
    if (!first) return;
    if (applied.length > 0) options.backup(first.tag);
    connection.pragma('foreign_keys = OFF');
    try {
      pending.forEach((migration, index) => {
        applyStep(connection, applied.length + index, migration, options.now);
      });
    } finally {
      connection.pragma('foreign_keys = ON');
    }
  });
}
