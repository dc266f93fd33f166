import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '#db/open.ts';
import { dump, flipBit, freshDatabase, NOW, recordReveals, refusalOf, tempFolder, tickingJournal } from './helpers.ts';

const CANARY = '身份证370102199001011234';

function filled() {
  const fixture = freshDatabase();
  const journal = tickingJournal();
  recordReveals(fixture.db, journal, 40);
  fixture.db.write((tx) => {
    tx.writes('INSERT INTO backups VALUES (?, ?, ?)').run(NOW, CANARY.repeat(200), 1);
  });
  return fixture;
}

describe('an encrypted database', () => {
  test('holds no readable byte, in the file or in the log beside it', () => {
    const { path, db } = filled();
    const folder = join(path, '..');
    const names = readdirSync(folder);
    expect(names).toContain('workspace.db-wal');
    expect(names).not.toContain('workspace.db-shm');
    for (const name of names) {
      const bytes = readFileSync(join(folder, name));
      expect(bytes.includes('370102199001011234')).toBe(false);
      expect(bytes.includes('SQLite format 3')).toBe(false);
      expect(bytes.includes('CREATE TABLE')).toBe(false);
    }
    db.close();
  });

  test('opens again with its key and gives back what was written', () => {
    const { path, key, db } = filled();
    const before = dump(db);
    db.close();
    const again = openDatabase({ path, key, now: NOW });
    expect(dump(again)).toBe(before);
    again.close();
  });

  test('has the settings that make COMMIT mean "on the disk"', () => {
    const { db } = freshDatabase();
    const pragma = (name: string) => db.connection.pragma(name, { simple: true });
    expect([pragma('journal_mode'), pragma('synchronous'), pragma('foreign_keys'), pragma('temp_store')]).toEqual([
      'wal',
      2,
      1,
      2,
    ]);
    expect(pragma('locking_mode')).toBe('exclusive');
    expect(pragma('cipher')).toBe('chacha20');
  });

  test('does not open with another key, and stays as it was', () => {
    const { path, db } = filled();
    db.close();
    const before = readFileSync(path);
    const refusal = refusalOf(() => openDatabase({ path, key: randomBytes(32), now: NOW }));
    expect(refusal.code).toBe('WORKSPACE_DAMAGED');
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('refuses a second connection while one is open', () => {
    const { path, key } = filled();
    expect(refusalOf(() => openDatabase({ path, key, now: NOW })).code).toBe('WORKSPACE_BUSY');
  });
});

describe('a file that is no sound workspace database', () => {
  test('a plain SQLite file is refused and not touched', () => {
    const path = join(tempFolder(), 'workspace.db');
    new Sqlite(path).exec('CREATE TABLE t (a)').close();
    const before = readFileSync(path);
    expect(refusalOf(() => openDatabase({ path, key: randomBytes(32), now: NOW })).code).toBe('WORKSPACE_UNENCRYPTED');
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('an empty file is damaged, not a new database', () => {
    const path = join(tempFolder(), 'workspace.db');
    writeFileSync(path, '');
    expect(refusalOf(() => openDatabase({ path, key: randomBytes(32), now: NOW })).code).toBe('WORKSPACE_DAMAGED');
    expect(statSync(path).size).toBe(0);
    expect(existsSync(`${path}-wal`)).toBe(false);
  });

  test('every truncation is noticed at open', () => {
    const { path, key, db } = filled();
    db.close();
    const whole = readFileSync(path);
    for (let size = whole.length - 1; size >= 0; size -= Math.ceil(whole.length / 23)) {
      writeFileSync(path, whole);
      truncateSync(path, size);
      expect(refusalOf(() => openDatabase({ path, key, now: NOW })).code).toBe('WORKSPACE_DAMAGED');
      expect(statSync(path).size).toBe(size);
    }
  });

  test('a flipped bit is noticed where it is read, whatever the page', () => {
    const { path, key, db } = filled();
    db.close();
    const whole = readFileSync(path);
    for (let offset = 5; offset < whole.length; offset += 4096 + 97) {
      writeFileSync(path, whole);
      flipBit(path, offset, offset % 8);
      const refusal = refusalOf(() => {
        const opened = openDatabase({ path, key, now: NOW });
        try {
          opened.write(() => {
            const [result] = opened.connection.pragma('integrity_check') as { integrity_check: string }[];
            expect(result?.integrity_check).not.toBe('ok');
          });
          opened.write(() => dump(opened));
        } finally {
          opened.close();
        }
      });
      expect(refusal.code).toBe('WORKSPACE_DAMAGED');
    }
  });

  test('an encrypted database of another program is foreign', () => {
    const { path, key, db } = freshDatabase();
    db.connection.pragma('application_id = 7');
    db.close();
    expect(refusalOf(() => openDatabase({ path, key, now: NOW })).code).toBe('WORKSPACE_FOREIGN');
  });
});

describe('transactions', () => {
  test('an exception undoes everything, also inside a nested write', () => {
    const { db } = freshDatabase();
    const before = dump(db);
    expect(() =>
      db.write((tx) => {
        tx.writes('INSERT INTO backups VALUES (?, ?, ?)').run(NOW, 'a', 1);
        db.write((inner) => inner.writes('INSERT INTO backups VALUES (?, ?, ?)').run(`${NOW}2`, 'b', 1));
        throw new Error('stop');
      }),
    ).toThrow('stop');
    expect(dump(db)).toBe(before);
  });

  test('a promise is refused, because COMMIT would come before its work', () => {
    const { db } = freshDatabase();
    const before = dump(db);
    expect(() =>
      db.write(async (tx) => {
        tx.writes('INSERT INTO backups VALUES (?, ?, ?)').run(NOW, 'a', 1);
      }),
    ).toThrow(TypeError);
    expect(dump(db)).toBe(before);
  });

  test('a reading handle prepares no writing statement', () => {
    const { db } = freshDatabase();
    expect(() => db.read.reads('DELETE FROM backups')).toThrow(TypeError);
  });
});
