import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { WorkspaceDatabase } from '#db/database.ts';
import { createJournal, type Journal } from '#db/journal.ts';
import { createDatabase } from '#db/open.ts';
import { createProjections, type Projections } from '#db/projections.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { Actor } from '#shared/domain/journal.ts';
import { tempFolder } from '#tests/support/basics.ts';

export { tempFolder } from '#tests/support/basics.ts';

export const NOW = '2026-11-21T08:00:00.000Z';
export const STREAM = '019aa4c0-0000-7000-8000-000000000001';
export const ACTOR: Actor = { personId: '019aa4c0-0000-7000-8000-0000000000aa', keyId: 'ab'.repeat(32) };
export const CASE = '019aa4c0-0000-7000-8000-0000000000cc';

export interface Fixture {
  path: string;
  key: Buffer;
  db: WorkspaceDatabase;
}

/** A new encrypted database with its workspace row. */
export function freshDatabase(folder: string = tempFolder()): Fixture {
  const path = join(folder, 'workspace.db');
  const key = randomBytes(32);
  const db = createDatabase({ path, key, now: NOW });
  onTestFinished(() => db.close());
  db.write((tx) => {
    tx.writes('INSERT INTO workspace VALUES (1, ?, ?, ?, 0, ?, ?, ?)').run(
      STREAM,
      '一号工作区',
      '历下区人社局',
      NOW,
      randomBytes(32),
      NOW,
    );
  });
  return { path, key, db };
}

/** A journal whose clock ticks a second per event. */
export function tickingJournal(projections: Projections = createProjections([])): Journal {
  let ticks = 0;
  const clock = { now: () => Date.parse(NOW) + ++ticks * 1000, monotonic: () => ticks * 1000 };
  return createJournal({ stream: STREAM, projections, clock, startedAt: 0 });
}

/** Records `count` reveals, the simplest act there is. */
export function recordReveals(db: WorkspaceDatabase, journal: Journal, count: number): void {
  db.write((tx) => {
    for (let i = 1; i <= count; i++) {
      const payload = { caseId: CASE, field: 'phone', reason: `核对电话 ${i}` };
      journal.record(tx, { type: 'field.revealed', payload, actor: ACTOR });
    }
  });
}

/** The refusal `work` ends with; fails the test when it ends otherwise. */
export function refusalOf(work: () => unknown): Refusal {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

export function flipBit(path: string, offset: number, bit = 0): void {
  const bytes = readFileSync(path);
  bytes[offset]! ^= 1 << bit;
  writeFileSync(path, bytes);
}

/** Every row of every table in a fixed order: two databases with the same dump hold the same data. */
export function dump(db: WorkspaceDatabase, tables?: readonly string[]): string {
  const names =
    tables ??
    db.read
      .reads<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      .all()
      .map((row) => row.name);
  return JSON.stringify(
    names.map((name) => [
      name,
      db.read
        .reads(`SELECT * FROM "${name}"`)
        .all()
        .map((row) => JSON.stringify(row))
        .sort(),
    ]),
  );
}
