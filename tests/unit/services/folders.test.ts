import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { listFolder } from '#main/services/folders.ts';
import { hostApi } from '#shared/api/host.ts';
import { refused, tempFolder } from '#tests/support/core.ts';

const names = async (folder: string, purpose: Parameters<typeof listFolder>[1]) =>
  hostApi.listFolder.output.parse(await listFolder(folder, purpose)).entries.map(({ name }) => name);

describe('a folder in the picker', () => {
  test('shows folders first, then what fits the purpose, in the order people count', async () => {
    const folder = tempFolder();
    for (const name of ['乙', '甲', '.git', '$RECYCLE.BIN', '包.qpb']) mkdirSync(path.join(folder, name));
    for (const name of ['10.qpb', '9.QPB', 'a.pem', 'b.CRT', 'c.json', '.hidden.qpb', 'x.exe']) {
      writeFileSync(path.join(folder, name), name);
    }
    expect(await names(folder, 'bundle')).toEqual(['包.qpb', '甲', '乙', '9.QPB', '10.qpb']);
    expect(await names(folder, 'certificate')).toEqual(['包.qpb', '甲', '乙', 'a.pem', 'b.CRT']);
    expect(await names(folder, 'enrolment')).toEqual(['包.qpb', '甲', '乙', 'c.json']);
    expect(await names(folder, 'backup')).toEqual(['包.qpb', '甲', '乙']);
    expect(await names(folder, 'document')).toHaveLength(9);
  });

  test('tells path, parent, size and time', async () => {
    const folder = tempFolder();
    writeFileSync(path.join(folder, 'a.qpb'), '12345');
    const listed = await listFolder(`${folder}/./`, 'bundle');
    expect(listed).toMatchObject({ path: folder, parent: path.dirname(folder) });
    expect(listed.entries).toMatchObject([{ kind: 'file', bytes: 5, path: path.join(folder, 'a.qpb') }]);
    expect(Math.abs(Date.parse(listed.entries[0]!.modifiedAt) - Date.now())).toBeLessThan(60_000);
    expect((await listFolder(path.parse(folder).root, 'bundle')).parent).toBeNull();
  });

  test.skipIf(process.platform === 'win32')(
    'leaves out what cannot be used: dead links, pipes; links count as what they lead to',
    async () => {
      const folder = tempFolder();
      writeFileSync(path.join(folder, 'real.exe'), 'x');
      writeFileSync(path.join(folder, 'real.qpb'), 'x');
      symlinkSync('nowhere', path.join(folder, 'dead.qpb'));
      symlinkSync('real.exe', path.join(folder, 'link-to-exe'));
      symlinkSync('real.qpb', path.join(folder, 'link.qpb'));
      symlinkSync(folder, path.join(folder, 'loop'));
      expect(await names(folder, 'bundle')).toEqual(['loop', 'link.qpb', 'real.qpb']);
    },
  );

  test('that is not there, is a file, or cannot be read is refused with its name', async () => {
    const folder = tempFolder();
    writeFileSync(path.join(folder, 'a.qpb'), 'x');
    for (const wrong of [path.join(folder, 'gone'), path.join(folder, 'a.qpb'), `${folder}/\0`]) {
      expect(await refused(listFolder(wrong, 'bundle'))).toMatchObject({
        code: 'FILE_NOT_FOUND',
        details: { file: wrong },
      });
    }
    const closed = path.join(folder, 'closed');
    mkdirSync(closed);
    chmodSync(closed, 0);
    const unreadable = process.platform !== 'win32' && process.getuid?.() !== 0;
    if (unreadable) expect((await refused(listFolder(closed, 'bundle'))).code).toBe('FILE_NOT_FOUND');
    expect(await names(folder, 'bundle')).toEqual(['closed', 'a.qpb']);
    chmodSync(closed, 0o700);
  });

  test('begins at a place there is', async () => {
    const { path: start, places } = await listFolder(null, 'bundle');
    expect(start).toBe(places[0]?.path ?? os.homedir());
    expect(places.map((place) => place.path)).toContain(os.homedir());
    expect(new Set(places.map((place) => place.path)).size).toBe(places.length);
  });
});
