import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COPY_ID } from '#db/backup.ts';
import type { WorkspaceDatabase } from '#db/database.ts';
import { readMigrationFiles } from '#db/embedMigrations.ts';
import { openEncrypted } from '#db/encryption.ts';
import { type Migration, readHistory } from '#db/history.ts';
import { MIGRATIONS } from '#db/migrate.ts';
import { createDatabase, openDatabase } from '#db/open.ts';
import { dump, freshDatabase, NOW, recordReveals, refusalOf, tempFolder, tickingJournal } from './helpers.ts';
import { beforeEveryStatement } from './statements.ts';

const BREAK = '--> statement-breakpoint';

/** Rebuilds a parent table that has children, the shape drizzle generates: the case where a careless runner loses rows. */
const REBUILD: Migration = {
  tag: '9000_rebuild_bundles',
  sql: [
    'PRAGMA foreign_keys=OFF;',
    'CREATE TABLE `__new_persons` AS SELECT *, NULL AS phone FROM `persons`;',
    'DROP TABLE `persons`;',
    `CREATE TABLE \`persons\` (person_id text PRIMARY KEY NOT NULL, name text NOT NULL, unit text NOT NULL, key_id text NOT NULL,
      spki text NOT NULL, recipient text NOT NULL, added_at text NOT NULL, chain text, serial text, role text, district text,
      not_before text, not_after text, phone text);`,
    'INSERT INTO `persons` SELECT * FROM `__new_persons`;',
    'DROP TABLE `__new_persons`;',
    'PRAGMA foreign_keys=ON;',
  ].join(`\n${BREAK}\n`),
};
const ADD: Migration = { tag: '9001_add_table', sql: 'CREATE TABLE `extra` (`a` integer);' };
const FUTURE = [...MIGRATIONS, REBUILD, ADD];

/** Two persons, one of them with a former key that points at its person. */
function populate(db: WorkspaceDatabase): void {
  db.write((tx) => {
    for (const id of ['p1', 'p2']) {
      tx.writes(
        "INSERT INTO persons (person_id, name, unit, key_id, spki, recipient, added_at) VALUES (?, '王某', '某局', ?, 's', 'r', ?)",
      ).run(id, `key-${id}`, NOW);
    }
    tx.writes("INSERT INTO former_keys VALUES ('old', 'p1', 's', NULL, ?)").run(NOW);
  });
  recordReveals(db, tickingJournal(), 5);
}

function populated() {
  const fixture = freshDatabase();
  populate(fixture.db);
  fixture.db.close();
  return fixture;
}

const userTables = (db: WorkspaceDatabase) =>
  db.read
    .reads<{ name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'schema_history' ORDER BY name",
    )
    .all()
    .map((row) => row.name);

describe('the steps in the program', () => {
  test('are the SQL files in db/migrations, in order', () => {
    expect(MIGRATIONS).toEqual(readMigrationFiles());
  });

  test('leave the triggers that keep the journal append-only', () => {
    const { db } = freshDatabase();
    const triggers = db.read
      .reads<{ name: string }>(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'journal' ORDER BY name",
      )
      .all();
    expect(triggers.map((row) => row.name)).toEqual(['journal_continues', 'journal_no_delete', 'journal_no_update']);
  });

  test('what lists go by is taken from the states, assignments and records that were there', () => {
    const at = MIGRATIONS.findIndex(({ tag }) => tag.endsWith('queue_orders'));
    const [path, key] = [join(tempFolder(), 'workspace.db'), Buffer.alloc(32, 7)];
    const db = createDatabase({ path, key, now: NOW, migrations: MIGRATIONS.slice(0, at) });
    const states = ['new', 'reviewing', 'signed', 'exported', 'acknowledged'];
    db.write((tx) => {
      tx.writes('PRAGMA defer_foreign_keys = ON').run();
      tx.writes(
        "INSERT INTO bundles VALUES ('b', 'case', 'k', '', 1, '0', '1', 1, ?, ?, 'stored', 'x', NULL, '{}')",
      ).run(NOW, NOW);
      for (const [n, state] of states.entries()) {
        tx.writes(
          `INSERT INTO cases (case_id, bundle_id, number, programme, district, step, applied_on, received_on, due_manual,
             applicant_name, search, record_sha256, precheck_pass, precheck_fail, precheck_open, items, attachments, fictional)
           VALUES (?, 'b', '1', '26.2', '370102', 's', '', '', 0, '', '', '', 0, 0, 0, 0, 0, 0)`,
        ).run(state);
        const kind = n === 1 ? 'organisation' : 'person';
        tx.writes('INSERT INTO case_records VALUES (?, ?)').run(state, JSON.stringify({ applicant: { kind } }));
        tx.writes('INSERT INTO case_status (case_id, state, decided, version, touched_at) VALUES (?, ?, 0, 0, ?)').run(
          ...[state, state, NOW],
        );
      }
      tx.writes("INSERT INTO case_desk VALUES ('new', 'p1', 0), ('signed', NULL, 1)").run();
    });
    db.close();
    const upgraded = openDatabase({ path, key, now: NOW });
    const rows = upgraded.read.reads(
      'SELECT case_id id, applicant_kind kind, stage, assigned FROM cases ORDER BY stage',
    );
    expect(rows.all()).toEqual([
      { id: 'new', kind: 'person', stage: 0, assigned: 1 },
      { id: 'reviewing', kind: 'organisation', stage: 1, assigned: 0 },
      { id: 'signed', kind: 'person', stage: 2, assigned: 0 },
      { id: 'exported', kind: 'person', stage: 3, assigned: 0 },
      { id: 'acknowledged', kind: 'person', stage: 4, assigned: 0 },
    ]);
    upgraded.close();
  });

  test.each(MIGRATIONS.map((step, index) => [step.tag, index] as const))(
    '%s keeps what stood before it',
    (_, index) => {
      const folder = tempFolder();
      const path = join(folder, 'workspace.db');
      const key = Buffer.alloc(32, 7);
      const before = createDatabase({ path, key, now: NOW, migrations: MIGRATIONS.slice(0, index) });
      const tables = userTables(before);
      if (tables.includes('persons')) {
        before.write((tx) =>
          tx.writes("INSERT INTO workspace VALUES (1, 's', 'n', 'u', 0, ?, x'00', ?)").run(NOW, NOW),
        );
        populate(before);
      }
      const rows = dump(before, tables);
      before.close();
      const after = openDatabase({ path, key, now: NOW, migrations: MIGRATIONS.slice(0, index + 1) });
      expect(dump(after, tables)).toBe(rows);
      expect(readHistory(after.connection).map((step) => step.tag)).toEqual(
        MIGRATIONS.slice(0, index + 1).map((step) => step.tag),
      );
      after.close();
    },
  );
});

describe('upgrading a database that holds data', () => {
  test('keeps the children of a rebuilt table and turns foreign keys on again', () => {
    const { path, key } = populated();
    const db = openDatabase({ path, key, now: NOW, migrations: FUTURE });
    expect(db.read.reads("SELECT key_id FROM former_keys WHERE person_id = 'p1'").all()).toEqual([{ key_id: 'old' }]);
    expect(db.connection.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(() => db.connection.exec("INSERT INTO former_keys VALUES ('x', 'nobody', 's', NULL, 'n')")).toThrow(
      /FOREIGN KEY/,
    );
    db.close();
  });

  test('keeps an encrypted copy of the state before, which opens as a copy', () => {
    const { path, key, db: before } = freshDatabase();
    populate(before);
    const rows = dump(before);
    before.close();
    openDatabase({ path, key, now: NOW, migrations: FUTURE }).close();
    const folder = join(dirname(path), 'backups');
    const [name, ...others] = readdirSync(folder);
    expect(others).toEqual([]);
    const copy = openDatabase({ path: join(folder, name!), key, now: NOW });
    expect(dump(copy)).toBe(rows);
    expect(copy.connection.pragma('application_id', { simple: true })).toBe(COPY_ID);
    copy.close();
  });

  test('keeps the newest three copies', () => {
    const { path, key } = populated();
    for (let n = 0; n < 5; n++) {
      const steps = [
        ...FUTURE,
        ...Array.from({ length: n }, (_, i) => ({ tag: `91${i}`, sql: `CREATE TABLE n${i} (a)` })),
      ];
      openDatabase({ path, key, now: `2026-11-2${n}T08:00:00.000Z`, migrations: steps }).close();
    }
    const names = readdirSync(join(dirname(path), 'backups'));
    expect(names.sort().map((name) => name.slice(0, 10))).toEqual(['2026-11-22', '2026-11-23', '2026-11-24']);
  });

  test('undoes a step that breaks a link between tables, and one with an error', () => {
    const { path, key } = populated();
    const orphaning = { tag: '9000_bad', sql: "DELETE FROM persons WHERE person_id = 'p1'" };
    const failing = { tag: '9000_bad', sql: `CREATE TABLE half (a);\n${BREAK}\nINSERT INTO nowhere VALUES (1);` };
    const refusal = refusalOf(() => openDatabase({ path, key, now: NOW, migrations: [...MIGRATIONS, orphaning] }));
    expect(refusal.code).toBe('WORKSPACE_DAMAGED');
    expect(() => openDatabase({ path, key, now: NOW, migrations: [...MIGRATIONS, failing] })).toThrow(/nowhere/);
    const db = openDatabase({ path, key, now: NOW });
    expect(db.read.reads("SELECT count(*) AS n FROM persons WHERE person_id = 'p1'").get()).toEqual({ n: 1 });
    expect(userTables(db)).not.toContain('half');
    db.close();
  });
});

describe('a history that is not ours', () => {
  test('a newer database is refused and not touched', () => {
    const { path, key } = populated();
    openDatabase({ path, key, now: NOW, migrations: FUTURE }).close();
    const before = readFileSync(path);
    const refusal = refusalOf(() => openDatabase({ path, key, now: NOW }));
    expect(refusal.code).toBe('WORKSPACE_NEWER');
    expect(refusal.details).toEqual({ version: REBUILD.tag });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('a step with other SQL than ours is refused', () => {
    const { path, key } = populated();
    const edited = MIGRATIONS.map((step, i) => (i === 0 ? { ...step, sql: `${step.sql}\n` } : step));
    expect(refusalOf(() => openDatabase({ path, key, now: NOW, migrations: edited })).code).toBe('WORKSPACE_FOREIGN');
  });

  test('a fork (same place, other name) is refused', () => {
    const { path, key } = populated();
    openDatabase({ path, key, now: NOW, migrations: [...MIGRATIONS, ADD] }).close();
    const refusal = refusalOf(() => openDatabase({ path, key, now: NOW, migrations: FUTURE }));
    expect(refusal.code).toBe('WORKSPACE_FOREIGN');
  });

  test.each(['DROP TRIGGER journal_no_update', 'ALTER TABLE persons ADD COLUMN x text', 'CREATE TABLE y (a)'])(
    'a schema edited by hand is refused: %s',
    (sql) => {
      const { path, key, db } = freshDatabase();
      db.connection.exec(sql);
      db.close();
      expect(refusalOf(() => openDatabase({ path, key, now: NOW })).code).toBe('WORKSPACE_FOREIGN');
    },
  );
});

/** What a killed process left behind: exactly one of the steps, nothing lost, and the next start finishes the upgrade. */
function expectWhole(path: string, key: Buffer): number {
  const applied = historyOf(path, key);
  expect([MIGRATIONS.length, MIGRATIONS.length + 1, FUTURE.length]).toContain(applied);
  const db = openDatabase({ path, key, now: NOW, migrations: FUTURE });
  expect(db.read.reads('SELECT count(*) AS n FROM former_keys').get()).toEqual({ n: 1 });
  expect(db.read.reads('SELECT count(*) AS n FROM journal').get()).toEqual({ n: 5 });
  db.close();
  return applied;
}

describe('killed while upgrading', () => {
  test('the files as they stand before every statement hold exactly one step', () => {
    const { path, key } = populated();
    const snapshots: string[] = [];
    const keep = () => {
      const folder = join(tempFolder(), 'ws');
      cpSync(dirname(path), folder, { recursive: true });
      snapshots.push(join(folder, 'workspace.db'));
    };
    const restore = beforeEveryStatement(keep);
    try {
      openDatabase({ path, key, now: NOW, migrations: FUTURE }).close();
    } finally {
      restore();
    }
    const reached = snapshots.map((snapshot) => expectWhole(snapshot, key));
    expect(new Set(reached).size).toBe(3);
    expect(snapshots.length).toBeGreaterThan(30);
  });

  test('a real SIGKILL in between leaves the same', () => {
    const source = populated();
    for (let at = 4, finished = false; !finished; at += 9) {
      const folder = tempFolder();
      const path = join(folder, 'workspace.db');
      cpSync(source.path, path);
      const script = new URL('./killedUpgrade.ts', import.meta.url).pathname;
      const QP = {
        QP_DB: path,
        QP_KEY: source.key.toString('hex'),
        QP_STEPS: JSON.stringify(FUTURE),
        QP_AT: String(at),
      };
      const child = spawnSync(process.execPath, [script], { env: { ...process.env, ...QP }, encoding: 'utf8' });
      finished = child.status === 0;
      expect(finished || child.signal === 'SIGKILL', child.stderr).toBe(true);
      expectWhole(path, source.key);
    }
  });
});

/** Number of steps applied, read without upgrading. */
function historyOf(path: string, key: Buffer): number {
  const connection = openEncrypted(path, key);
  try {
    return readHistory(connection).length;
  } finally {
    connection.close();
  }
}
