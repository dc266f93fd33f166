import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { diskRefusal, ensureSpace, fsyncFolder, renameDurably } from '#main/vault/durable.ts';
import { writeSealed } from '#main/vault/sealedFile.ts';
import { openVault, type Vault } from '#main/vault/vault.ts';
import { Refusal } from '#shared/domain/errors.ts';

const KEY = new Uint8Array(randomBytes(32));
const CONTENT = new Uint8Array(randomBytes(200_000));
let folder: string;
let vault: Vault;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'qp-vault-'));
  vault = await openVault(path.join(folder, 'vault'), KEY);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const inVault = () => readdirSync(path.join(folder, 'vault')).sort();

async function contentOf(id: string): Promise<Uint8Array> {
  const file = await vault.open(id);
  return file.readRange(0, file.size).finally(() => file.close());
}

describe('the vault', () => {
  test('keeps what is put, under its id, sealed', async () => {
    const put = await vault.put('0190-a', CONTENT);
    expect(put).toEqual({ bytes: CONTENT.length, sha256: createHash('sha256').update(CONTENT).digest('hex') });
    expect(Buffer.compare(await contentOf('0190-a'), CONTENT)).toBe(0);
    expect(
      readFileSync(path.join(folder, 'vault', '0190-a.sealed')).includes(Buffer.from(CONTENT.subarray(100, 164))),
    ).toBe(false);
    expect([await vault.has('0190-a'), await vault.has('other')]).toEqual([true, false]);
    expect(await vault.ids()).toEqual(['0190-a']);
  });

  test('replaces an id as a whole', async () => {
    await vault.put('a', CONTENT);
    await vault.put('a', new Uint8Array([1, 2, 3]));
    expect([...(await contentOf('a'))]).toEqual([1, 2, 3]);
    expect(inVault()).toEqual(['a.sealed']);
  });

  test('leaves what was there when the new content fails half way', async () => {
    await vault.put('a', CONTENT);
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield CONTENT;
      throw new Refusal('MEDIUM_READ', { file: 'x' });
    }
    await expect(vault.put('a', failing())).rejects.toMatchObject({ code: 'MEDIUM_READ' });
    expect(Buffer.compare(await contentOf('a'), CONTENT)).toBe(0);
    expect(inVault()).toEqual(['a.sealed']);
  });

  test('adopts a sealed file made elsewhere', async () => {
    const staged = path.join(folder, 'staged');
    await writeSealed(staged, KEY, CONTENT);
    await vault.adopt('b', staged);
    expect(Buffer.compare(await contentOf('b'), CONTENT)).toBe(0);
    expect(readdirSync(folder)).toEqual(['vault']);
  });

  test('removes, and removing what is not there is nothing', async () => {
    await vault.put('a', CONTENT);
    await vault.remove('a');
    await vault.remove('a');
    expect(inVault()).toEqual([]);
    await expect(vault.open('a')).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  });

  test('collects what a crash left and nothing else', async () => {
    for (const id of ['known', 'orphan']) await vault.put(id, CONTENT);
    writeFileSync(path.join(folder, 'vault', 'known2.sealed.partial'), 'half');
    writeFileSync(path.join(folder, 'vault', 'readme.txt'), 'not ours');
    expect(await vault.collectOrphans(new Set(['known', 'gone']))).toEqual(['known2.sealed.partial', 'orphan.sealed']);
    expect(inVault()).toEqual(['known.sealed', 'readme.txt']);
  });

  test('takes no id that could leave the folder', async () => {
    for (const id of ['../x', 'a/b', '', 'A', 'a.sealed', 'x'.repeat(101)]) {
      await expect(vault.open(id), id).rejects.toThrow(RangeError);
    }
  });
});

describe('the disk', () => {
  test('is asked for room before it is needed', async () => {
    await vault.ensureSpace(1_000);
    await expect(vault.ensureSpace(2 ** 60)).rejects.toMatchObject({ code: 'SPACE_SHORT' });
    await expect(ensureSpace(folder, 2 ** 60, 0)).rejects.toMatchObject({
      message: expect.stringContaining('磁盘空间不足'),
    });
  });

  test('speaks in refusals when it fails', async () => {
    const failure = (code: string) => Object.assign(new Error(code), { code, syscall: 'write' });
    expect(await diskRefusal(failure('ENOSPC'), folder, 10)).toMatchObject({ code: 'SPACE_SHORT' });
    expect(await diskRefusal(failure('EIO'), folder, 10)).toMatchObject({
      code: 'DISK_WRITE',
      details: { reason: 'EIO' },
    });
    const defect = new TypeError('ours');
    expect(await diskRefusal(defect, folder, 10)).toBe(defect);
  });

  test('keeps a rename, and a folder that cannot be synced is no error', async () => {
    writeFileSync(path.join(folder, 'a'), 'x');
    await renameDurably(path.join(folder, 'a'), path.join(folder, 'b'));
    expect(readFileSync(path.join(folder, 'b'), 'utf8')).toBe('x');
    await fsyncFolder(process.platform === 'linux' ? '/dev' : folder);
    await expect(fsyncFolder(path.join(folder, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
