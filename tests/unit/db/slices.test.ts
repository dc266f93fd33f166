import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { WorkspaceDatabase, WritableDb } from '#db/database.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { freshDatabase } from './helpers.ts';

const PUT = "INSERT INTO backups VALUES (?, 'x', 1)";
const ROWS = 8;

const count = (db: WorkspaceDatabase): number =>
  db.read.reads<{ n: number }>('SELECT count(*) n FROM backups').get()?.n ?? -1;

/** A step of a slice: long enough that each ends one. */
function busyWait(): void {
  for (const until = performance.now() + 13; performance.now() < until; );
}

/** Writes rows, one with each step of 13 ms. */
function* rows(tx: WritableDb, fail = false): Generator<void, string> {
  for (let n = 0; n < ROWS; n++) {
    tx.writes(PUT).run(`2026-01-01T00:00:${String(n).padStart(2, '0')}.000Z`);
    busyWait();
    yield;
  }
  if (fail) throw new Refusal('SCHEMA_INVALID', { entry: 'x', reason: 'y' });
  return 'written';
}

describe('a transaction in slices', () => {
  test('gives others their turn, and is whole at its end', async () => {
    const { db } = freshDatabase();
    let turns = 0;
    const pause = async () => {
      turns += 1;
      await turn();
    };
    expect(db.busy()).toBeNull();
    const written = db.writeInSlices((tx) => rows(tx), pause);
    expect(db.busy()).not.toBeNull();
    expect(await written).toBe('written');
    expect(turns).toBe(ROWS);
    expect([count(db), db.busy()]).toEqual([ROWS, null]);
  });

  test.each<[string, (db: WorkspaceDatabase) => unknown]>([
    ['a question', (db) => count(db)],
    ['an act', (db) => db.write((tx) => tx.writes('DELETE FROM preferences').run())],
    ['a backup', (db) => db.connection.inTransaction],
    ['another one in slices', (db) => db.writeInSlices(rowOf, turn)],
  ])('%s in between meets it finished', async (_, ask) => {
    const { db } = freshDatabase();
    const seen: number[] = [];
    let asked = false;
    const written = db.writeInSlices(
      (tx) => rows(tx),
      async () => {
        await turn();
        if (asked) return;
        asked = true;
        await ask(db);
        seen.push(count(db));
      },
    );
    expect(await written).toBe('written');
    expect(seen[0]).toBeGreaterThanOrEqual(ROWS);
    expect(db.connection.inTransaction).toBe(false);
  });

  test('what it says itself in between is its own transaction', async () => {
    const { db } = freshDatabase();
    const seen = await db.writeInSlices(function* () {
      const before = count(db);
      db.write((tx) => tx.writes(PUT).run('2026-01-01T00:00:00.000Z'));
      yield;
      return [before, count(db), db.connection.inTransaction];
    }, turn);
    expect(seen).toEqual([0, 1, true]);
  });

  test('a pause that refuses undoes everything', async () => {
    const { db } = freshDatabase();
    let pauses = 0;
    const written = db.writeInSlices(
      (tx) => rows(tx),
      async () => {
        pauses += 1;
        if (pauses === 3) throw new Refusal('CANCELLED');
      },
    );
    await expect(written).rejects.toMatchObject({ code: 'CANCELLED' });
    expect([count(db), db.busy(), db.connection.inTransaction]).toEqual([0, null, false]);
  });

  test('is done when somebody had it finished before the pause refused', async () => {
    const { db } = freshDatabase();
    const written = db.writeInSlices(
      (tx) => rows(tx),
      async () => {
        count(db);
        throw new Refusal('CANCELLED');
      },
    );
    expect(await written).toBe('written');
    expect(count(db)).toBe(ROWS);
  });

  test('a failing step undoes everything, for whoever had it finished too', async () => {
    const { db } = freshDatabase();
    const seen: number[] = [];
    const written = db.writeInSlices(
      (tx) => rows(tx, true),
      async () => void seen.push(count(db)),
    );
    await expect(written).rejects.toMatchObject({ code: 'SCHEMA_INVALID' });
    expect([seen, count(db)]).toEqual([[0], 0]);
  });
});

function* rowOf(tx: WritableDb): Generator<void, void> {
  tx.writes(PUT).run('2027-01-01T00:00:00.000Z');
  yield;
}
