import { mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { heads, readRange, verifyJournal } from '#db/journal.ts';
import { rebuildProjections } from '#db/projections.ts';
import { smallDisk } from '#tests/support/basics.ts';
import { canMount } from '#tests/support/mounts.ts';
import { dump } from '../db/helpers.ts';
import {
  create,
  openStation,
  PASSPHRASE,
  projections,
  refused,
  type Station,
  station,
  status,
  tempFolder,
  unlock,
} from './helpers.ts';

const VAULT_ID = '019aa4c0-0000-7000-8000-00000000beef';

/** A workspace with a sealed file that the database knows. */
async function filled() {
  const at = await openStation();
  const { db, vault } = at.service.session();
  await vault.put(VAULT_ID, Buffer.from('附件内容'));
  db.write((tx) => {
    tx.writes("INSERT INTO exports VALUES (?, 1, 'a.qpb', 'x', 1, 'now', 1, '{}', NULL, NULL, NULL)").run(VAULT_ID);
  });
  return at;
}

function backup(at: Station, path: string) {
  return Promise.resolve(at.service.handlers.backup({ path }));
}

describe('a backup', () => {
  test('is a whole workspace: it opens with the same passphrase and has every file', async () => {
    const at = await filled();
    const target = join(tempFolder(), '备份');
    const before = dump(at.service.session().db, ['persons', 'exports']);
    const { path, bytes } = await backup(at, target);
    expect(path).toBe(target);
    expect(bytes).toBeGreaterThan(10_000);
    expect(readdirSync(target).sort()).toEqual(['keyring.json', 'vault', 'workspace.db']);
    expect((await at.service.facts()).lastBackupAt).toBe('2026-11-21T08:00:00.000Z');
    const copy = await station({ folder: target });
    await unlock(copy, at.personId);
    const { db, vault } = copy.service.session();
    expect(dump(db, ['persons', 'exports'])).toBe(before);
    const sealed = await vault.open(VAULT_ID);
    expect(Buffer.from(await sealed.readRange(0, 12)).toString()).toBe('附件内容');
    await sealed.close();
  });

  test('goes on in a new stream, once, so that two copies never write the same number', async () => {
    const at = await filled();
    const { path } = await backup(at, join(tempFolder(), 'b'));
    const copy = await station({ folder: path });
    await unlock(copy, at.personId);
    const { db, journal } = copy.service.session();
    const old = at.service.session().journal.stream;
    expect(journal.stream > old).toBe(true);
    expect(heads(db.read).map(({ stream }) => stream)).toEqual([old, journal.stream]);
    const [first] = [...readRange(db.read, journal.stream, 1)];
    expect(first?.type).toBe('workspace.restored');
    expect(JSON.parse(first!.payload)).toMatchObject({ fromStream: old });
    verifyJournal(db.read);
    const tables = dump(db, projections.tables);
    rebuildProjections(db, projections);
    expect(dump(db, projections.tables)).toBe(tables);
    await copy.service.handlers.lock({});
    await unlock(copy, at.personId);
    expect(copy.service.session().journal.stream).toBe(journal.stream);
  });

  test('goes into a folder of its own where a folder is chosen, and over nothing', async () => {
    const at = await filled();
    const stick = tempFolder();
    const { path } = await backup(at, stick);
    expect(path).toBe(join(stick, '泉评备份-2026-11-21T080000'));
    expect((await refused(backup(at, stick))).code).toBe('FILE_EXISTS');
    const file = join(stick, 'letter.txt');
    writeFileSync(file, 'x');
    expect((await refused(backup(at, file))).code).toBe('FILE_EXISTS');
    expect(readFileSync(file, 'utf8')).toBe('x');
    expect((await refused(backup(at, join(stick, 'gone', 'b')))).code).toBe('MEDIUM_WRITE');
  });

  test('lets the screens ask for the status meanwhile', async () => {
    const at = await filled();
    const order: string[] = [];
    const running = backup(at, join(tempFolder(), 'b')).then(() => order.push('backup'));
    expect((await status(at)).state).toBe('open');
    order.push('status');
    await running;
    expect(order).toEqual(['status', 'backup']);
  });

  test('needs an open workspace', async () => {
    const at = await filled();
    await at.service.handlers.lock({});
    expect((await refused(backup(at, join(tempFolder(), 'b')))).code).toBe('WORKSPACE_LOCKED');
  });
});

/** Leaves `bytes` free on the volume of `folder`. */
function fill(folder: string, bytes: number): string {
  const { bavail, bsize } = statfsSync(folder);
  const file = join(folder, 'filler');
  writeFileSync(file, Buffer.alloc(Math.max(0, bavail * bsize - bytes)));
  return file;
}

describe.runIf(canMount())('a full disk', () => {
  test('while a workspace is made: SPACE_SHORT, nothing half there, and it can be made afterwards', async () => {
    const disk = smallDisk(2 * 1024 * 1024);
    for (const free of [0, 4096, 20_000, 60_000, 120_000, 250_000]) {
      const folder = join(disk, `ws-${free}`);
      mkdirSync(folder);
      const at = await station({ folder });
      const filler = fill(disk, free);
      expect((await refused(create(at))).code).toBe('SPACE_SHORT');
      expect((await status(at)).state).toBe('absent');
      rmSync(filler);
      expect((await create(at)).state).toBe('open');
      await at.service.close();
      rmSync(folder, { recursive: true });
    }
  });

  test('while a person is added or the passphrase changes: the old state stays whole', async () => {
    const disk = smallDisk(2 * 1024 * 1024);
    const at = await openStation({ folder: join(disk, 'ws') });
    const filler = fill(disk, 0);
    const person = { name: '王复核', unit: 'x', passphrase: '白鹭 过湖 七点整 2 只' };
    expect((await refused(at.service.handlers.addPerson(person))).code).toBe('SPACE_SHORT');
    const change = at.service.handlers.changePassphrase({ old: PASSPHRASE, next: person.passphrase });
    expect((await refused(change)).code).toBe('SPACE_SHORT');
    await at.service.handlers.lock({});
    expect((await status(at)).persons).toHaveLength(1);
    rmSync(filler);
    expect((await unlock(at, at.personId)).state).toBe('open');
  });

  test('on the stick that is to take a backup: refused before anything is written', async () => {
    const at = await filled();
    const stick = smallDisk(1024 * 1024);
    expect((await refused(backup(at, join(stick, 'b')))).code).toBe('SPACE_SHORT');
    expect(readdirSync(stick)).toEqual([]);
  });
});
