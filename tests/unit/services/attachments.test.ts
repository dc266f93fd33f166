import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSealedFiles } from '#main/services/sealedFiles.ts';
import type { SealedFile } from '#main/vault/sealedFile.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { caseId, tuitionCase } from '#tests/support/cases.ts';
import { openDesk } from '#tests/support/centre.ts';
import { eventsOf, importFile, PASSPHRASE, refused, type Station } from '#tests/support/core.ts';

/** Cases with one file each, in as many bundles. */
async function withFiles(contents: Uint8Array[]) {
  const desk = await openDesk();
  for (const [i, bytes] of contents.entries()) {
    const files = [{ name: `第${i}份.pdf`, material: 'application', bytes }];
    await importFile(desk.station, await desk.office.issue([tuitionCase(i + 1, { files })], desk.certificate));
  }
  return desk;
}

const source = (n: number) => ({ kind: 'attachment', id: `${caseId(n)}.1` }) as const;
const readAt = async ({ services }: Station, n: number, begin: number, end: number): Promise<Buffer> =>
  Buffer.from(await services.attachments.readRange(source(n), begin, end));

describe('bytes of an attachment', () => {
  test('are the original ones at any range, clipped at the end, from many bundles at once', async () => {
    // One more than are kept open, of sizes around the sealed chunk.
    const contents = [1, 65_535, 65_536, 65_537, 200_000, 131_072].map((size) => randomBytes(size));
    const { station } = await withFiles(contents);
    const place = fc.integer({ min: 0, max: 210_000 });
    const range = fc.tuple(fc.nat(contents.length - 1), place, place);
    await fc.assert(
      fc.asyncProperty(fc.array(range, { minLength: 1, maxLength: 20 }), async (ranges) => {
        await Promise.all(
          ranges.map(async ([i, a, b]) => {
            const [begin, end] = a < b ? [a, b] : [b, a];
            expect((await readAt(station, i + 1, begin, end)).equals(contents[i]!.subarray(begin, end))).toBe(true);
          }),
        );
      }),
      { numRuns: 40 },
    );
  });

  test('of nothing, of an empty file, and of files that are not here', async () => {
    const { station } = await withFiles([Buffer.alloc(0), Buffer.from('abc')]);
    expect((await readAt(station, 1, 0, 100)).length).toBe(0);
    expect((await readAt(station, 2, 1, 1)).length).toBe(0);
    expect((await readAt(station, 2, 50, 60)).length).toBe(0);
    expect((await refused(readAt(station, 9, 0, 1))).code).toBe('ATTACHMENT_UNKNOWN');
    const crop = { kind: 'crop', id: 'ab'.repeat(32) } as const;
    expect((await refused(station.services.attachments.readRange(crop, 0, 1))).code).toBe('ATTACHMENT_UNKNOWN');
  });

  test('end with the lock and begin again with the key', async () => {
    const bytes = randomBytes(300_000);
    const { station } = await withFiles([bytes]);
    const { api, personId } = station;
    const reading = Array.from({ length: 20 }, () => readAt(station, 1, 0, 300_000));
    await api.workspace.lock({});
    for (const one of await Promise.all(reading)) expect(one.equals(bytes)).toBe(true);
    expect((await refused(readAt(station, 1, 0, 1))).code).toBe('WORKSPACE_LOCKED');
    await api.workspace.unlock({ personId, passphrase: PASSPHRASE });
    expect((await readAt(station, 1, 0, 300_000)).equals(bytes)).toBe(true);
  });

  test('of a damaged sealed file are refused, and the next file opens', async () => {
    const { station } = await withFiles([randomBytes(100_000), Buffer.from('next')]);
    const { api, personId } = station;
    await api.workspace.lock({});
    const vault = path.join(station.folder, 'vault');
    const [damaged] = readdirSync(vault).filter((name) => statSync(path.join(vault, name)).size > 100_000);
    const bytes = readFileSync(path.join(vault, damaged!));
    bytes[40_000]! ^= 1;
    writeFileSync(path.join(vault, damaged!), bytes);
    await api.workspace.unlock({ personId, passphrase: PASSPHRASE });
    expect((await refused(readAt(station, 1, 0, 60_000))).code).toBe('VAULT_DAMAGED');
    expect((await readAt(station, 2, 0, 9)).toString()).toBe('next');
  });
});

describe('a copy for another program', () => {
  test('is whole, noted in the journal, and gone with the lock', async () => {
    const bytes = randomBytes(9_000_000);
    const { station } = await withFiles([bytes]);
    const { api } = station;
    const attachmentId = source(1).id;
    await api.host.openOutside({ attachmentId });
    await api.host.openOutside({ attachmentId });
    const [first, second] = station.opened as [string, string];
    expect(first).not.toBe(second);
    expect(path.extname(first)).toBe('.pdf');
    expect(first.startsWith(path.join(station.folder, 'tmp'))).toBe(true);
    expect(readFileSync(first).equals(bytes)).toBe(true);
    if (process.platform !== 'win32') expect(statSync(first).mode & 0o077).toBe(0);
    expect(eventsOf(station, 'attachment.openedOutside')).toMatchObject([{ attachmentId }, { attachmentId }]);
    const absent = `${caseId(9)}.1`;
    expect((await refused(api.host.openOutside({ attachmentId: absent }))).code).toBe('ATTACHMENT_UNKNOWN');
    await api.workspace.lock({});
    expect(existsSync(first) || existsSync(second)).toBe(false);
    expect((await refused(api.host.openOutside({ attachmentId }))).code).toBe('WORKSPACE_LOCKED');
  });

  test('made while the lock is coming goes too', async () => {
    const { station } = await withFiles([randomBytes(9_000_000)]);
    const opening = station.api.host.openOutside({ attachmentId: source(1).id }).catch((error: unknown) => error);
    await station.api.workspace.lock({});
    await opening;
    await station.services.close();
    expect(readdirSync(path.join(station.folder, 'tmp'))).toEqual([]);
  });
});

describe('sealed files kept open', () => {
  /** Counts what is open, and fails when a file is used after it was closed. */
  function shelf() {
    const open = new Set<string>();
    let opened = 0;
    const files = createSealedFiles(async (id): Promise<SealedFile> => {
      if (id === 'missing') throw new Refusal('FILE_NOT_FOUND', { file: id });
      opened++;
      open.add(id);
      return {
        size: 1,
        readRange: async () => {
          await new Promise((resolve) => setTimeout(resolve, 1));
          if (!open.has(id)) throw new Error(`${id} was closed`);
          return Buffer.from(id);
        },
        close: async () => void open.delete(id),
      };
    });
    return { files, open, opened: () => opened };
  }
  const read = (file: SealedFile) => file.readRange(0, 1);

  test('stay few, are shared, and are never closed under somebody’s hands', async () => {
    const { files, open, opened } = shelf();
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const all = await Promise.all([...ids, ...ids].map((id) => files.use(id, read)));
    expect(all.map(String)).toEqual([...ids, ...ids]);
    expect(open.size).toBe(4);
    expect(opened()).toBe(8);
    for (const id of [...open]) await files.use(id, read);
    expect(opened()).toBe(8);
    const last = files.use('z', read);
    await files.close();
    expect(String(await last)).toBe('z');
    expect(open.size).toBe(0);
  });

  test('one that could not be opened is tried again', async () => {
    const { files } = shelf();
    for (let n = 0; n < 2; n++) expect((await refused(files.use('missing', read))).code).toBe('FILE_NOT_FOUND');
    await files.close();
  });
});
