import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { backupDatabase } from '#db/backup.ts';
import type { WorkspaceDatabase } from '#db/database.ts';
import { openDatabase } from '#db/open.ts';
import { smallDisk } from '#tests/support/basics.ts';
import { canMount } from '#tests/support/mounts.ts';
import { dump, freshDatabase, NOW, refusalOf } from './helpers.ts';

function insertCrop(db: WorkspaceDatabase, name: string, bytes: number): void {
  db.write((tx) => tx.writes('INSERT INTO crops VALUES (?, ?)').run(name, Buffer.alloc(bytes, name)));
}

describe('a full database', () => {
  test('refuses the act with SPACE_SHORT, keeps what was there, and goes on once there is room', () => {
    const { db } = freshDatabase();
    insertCrop(db, 'a', 10_000);
    const before = dump(db);
    const pages = db.connection.pragma('page_count', { simple: true }) as number;
    db.connection.pragma(`max_page_count = ${pages + 2}`);
    expect(refusalOf(() => insertCrop(db, 'b', 100_000)).code).toBe('SPACE_SHORT');
    expect(dump(db)).toBe(before);
    db.connection.pragma('max_page_count = 1000000');
    insertCrop(db, 'b', 100_000);
    expect(dump(db)).not.toBe(before);
  });
});

describe.runIf(canMount())('a full disk', () => {
  test('at every write: unchanged or fully applied, a sentence with the free space, usable afterwards', () => {
    const folder = smallDisk(4 * 1024 * 1024);
    const { db, path, key } = freshDatabase(folder);
    const filler = join(folder, 'filler');
    let refused = 0;
    for (let leave = 0; leave < 40; leave++) {
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - leave * 4096)));
      const before = dump(db);
      try {
        insertCrop(db, `crop ${leave}`, 20_000);
      } catch (error) {
        expect(error).toMatchObject({ code: 'SPACE_SHORT' });
        expect(dump(db)).toBe(before);
        refused += 1;
      }
      rmSync(filler);
    }
    expect(refused).toBeGreaterThan(3);
    const before = dump(db);
    db.close();
    const again = openDatabase({ path, key, now: NOW });
    expect(dump(again)).toBe(before);
    again.close();
  });

  test('while making a backup: no half file stays', () => {
    const folder = smallDisk(4 * 1024 * 1024);
    const { db, key } = freshDatabase();
    insertCrop(db, 'a', 6 * 1024 * 1024);
    const target = join(folder, 'copy.db');
    const refusal = refusalOf(() => backupDatabase(db.connection, key, target));
    expect(refusal.code).toBe('SPACE_SHORT');
    const { blocks, bavail, bsize } = statfsSync(folder);
    expect((blocks - bavail) * bsize).toBeLessThan(8192);
  });
});
