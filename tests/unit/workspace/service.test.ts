import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readRange, verifyJournal } from '#db/journal.ts';
import { sha256Hex } from '#main/crypto/primitives.ts';
import { openWorkspaceService } from '#main/services/workspaceService.ts';
import { makeWorkspace } from '#main/workspace/create.ts';
import { parseKeyring } from '#main/workspace/keyringFile.ts';
import { contract } from '#shared/api/contract.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import {
  CHEAP,
  create,
  flipBit,
  OTHER_PASSPHRASE,
  openStation,
  PASSPHRASE,
  PERSON,
  projections,
  refused,
  type Station,
  station,
  status,
  tempFolder,
  testClock,
  unlock,
} from './helpers.ts';

/** Types of the events in the order they were journaled. */
function acts(at: Station): string[] {
  const { db, journal } = at.service.session();
  return [...readRange(db.read, journal.stream, 1)].map((entry) => entry.type);
}

describe('a new workspace', () => {
  test('goes from absent to open, and its status fits the contract', async () => {
    const at = await station();
    expect(await status(at)).toMatchObject({ state: 'absent', message: null, persons: [], current: null });
    const made = await create(at);
    expect(contract.workspace.status.output.parse(made)).toEqual(made);
    expect(made).toMatchObject({ state: 'open', demo: false, name: PERSON.name, unit: PERSON.unit });
    expect(made.current).toMatchObject({ name: PERSON.person, role: null, certificate: null });
    expect(readdirSync(at.folder).sort()).toEqual([
      'keyring.json',
      'lock',
      'tmp',
      'vault',
      'workspace.db',
      'workspace.db-wal',
    ]);
    expect(acts(at)).toEqual(['workspace.created', 'person.added', 'session.opened']);
    expect(at.changes()).toBe(1);
  });

  test('is not made over another one', async () => {
    const at = await openStation();
    expect((await refused(create(at))).code).toBe('WORKSPACE_EXISTS');
    await at.service.handlers.select({ folder: at.folder });
    expect((await status(at)).state).toBe('locked');
  });

  test('is not made with a weak passphrase, and leaves nothing behind', async () => {
    const at = await station();
    const input = { ...PERSON, folder: at.folder, rootCertificate: null };
    for (const passphrase of ['123456', '李审核李审核李审核', 'qwertyuiop1234567890', 'aaaaaaaaaaaaaaaaaaaa']) {
      expect((await refused(at.service.handlers.create({ ...input, passphrase }))).code).toBe('PASSPHRASE_WEAK');
    }
    expect((await status(at)).state).toBe('absent');
    expect(existsSync(join(at.folder, 'workspace.db'))).toBe(false);
  });

  test('gets a free folder when none is named, and is offered first next time', async () => {
    const first = await openStation();
    const made = await first.service.handlers.create({
      ...PERSON,
      folder: null,
      passphrase: PASSPHRASE,
      rootCertificate: null,
    });
    expect(made.folder).toBe(join(first.data, 'workspace-2'));
    const known = await first.service.handlers.known({});
    expect(known.folders.map(({ folder }) => folder)).toEqual([made.folder, first.folder]);
    expect(known.suggested).toBe(join(first.data, 'workspace-3'));
    await first.service.close();
    const again = await openWorkspaceService({
      dataFolder: first.data,
      clock: testClock(),
      version: '0.1.0',
      projections,
      demo: null,
      onChange: () => undefined,
      log: () => undefined,
    });
    expect((await again.handlers.status({})).folder).toBe(made.folder);
    await again.close();
  });
});

describe('unlocking', () => {
  test('opens with the passphrase, also when it was typed in full-width letters', async () => {
    const at = await openStation();
    await at.service.handlers.lock({});
    expect((await status(at)).state).toBe('locked');
    expect((await refused(Promise.resolve().then(() => at.service.session()))).code).toBe('WORKSPACE_LOCKED');
    expect((await unlock(at, at.personId, PASSPHRASE.replace('3', '３'))).state).toBe('open');
    expect(acts(at).slice(-2)).toEqual(['session.closed', 'session.opened']);
  });

  test('a wrong passphrase is told and changes nothing', async () => {
    const at = await openStation();
    await at.service.handlers.lock({});
    const before = readFileSync(join(at.folder, 'workspace.db'));
    expect((await refused(unlock(at, at.personId, OTHER_PASSPHRASE))).code).toBe('PASSPHRASE_WRONG');
    expect(readFileSync(join(at.folder, 'workspace.db')).equals(before)).toBe(true);
    expect((await status(at)).state).toBe('locked');
    expect((await unlock(at, at.personId)).state).toBe('open');
  });

  test('an unknown person is told', async () => {
    const at = await openStation();
    await at.service.handlers.lock({});
    const unknown = '019aa4c0-0000-7000-8000-0000000000ff';
    expect((await refused(unlock(at, unknown))).code).toBe('PERSON_UNKNOWN');
  });

  test('after five wrong tries there is a pause that doubles, survives a restart, and ends', async () => {
    const at = await openStation();
    await at.service.handlers.lock({});
    for (let i = 0; i < 5; i++) expect((await refused(unlock(at, at.personId, 'wrong'))).code).toBe('PASSPHRASE_WRONG');
    const wait = await refused(unlock(at, at.personId));
    expect([wait.code, wait.details]).toEqual(['PASSPHRASE_WAIT', { seconds: 15 }]);
    await at.service.close();
    const again = await station({ dataFolder: at.data, folder: at.folder, clock: at.clock });
    expect((await status(again)).retryAfterMs).toBe(15_000);
    at.clock.advance(15_000);
    expect((await refused(unlock(again, at.personId, 'wrong'))).code).toBe('PASSPHRASE_WRONG');
    expect((await refused(unlock(again, at.personId))).details).toEqual({ seconds: 30 });
    at.clock.advance(30_000);
    expect((await unlock(again, at.personId)).state).toBe('open');
    expect((await status(again)).retryAfterMs).toBe(0);
    await again.service.handlers.lock({});
    expect((await refused(unlock(again, at.personId, 'wrong'))).code).toBe('PASSPHRASE_WRONG');
  });

  test('confirming the passphrase before a signature counts the same way', async () => {
    const at = await openStation();
    const session = at.service.session();
    await session.confirmPassphrase(PASSPHRASE);
    for (let i = 0; i < 5; i++) {
      expect((await refused(session.confirmPassphrase('wrong'))).code).toBe('PASSPHRASE_WRONG');
    }
    expect((await refused(session.confirmPassphrase(PASSPHRASE))).code).toBe('PASSPHRASE_WAIT');
  });

  test('two clicks at once open one session', async () => {
    const at = await openStation();
    await at.service.handlers.lock({});
    const both = await Promise.all([unlock(at, at.personId), unlock(at, at.personId)]);
    expect(both.map(({ state }) => state)).toEqual(['open', 'open']);
    expect(verifyJournal(at.service.session().db.read)).toHaveLength(1);
  });
});

describe('a workspace that cannot be opened says why and stays as it is', () => {
  async function closed() {
    const at = await openStation();
    await at.service.handlers.lock({});
    return at;
  }

  test('missing database, missing keyring', async () => {
    const at = await closed();
    const database = join(at.folder, 'workspace.db');
    renameSync(database, `${database}.away`);
    expect(await status(at)).toMatchObject({ state: 'damaged', message: expect.stringContaining('缺少 workspace.db') });
    renameSync(`${database}.away`, database);
    const keyring = join(at.folder, 'keyring.json');
    renameSync(keyring, `${keyring}.away`);
    expect(await status(at)).toMatchObject({ state: 'damaged', message: expect.stringContaining('缺少 keyring.json') });
    expect((await refused(create(at))).code).toBe('WORKSPACE_EXISTS');
    renameSync(`${keyring}.away`, keyring);
    expect((await unlock(at, at.personId)).state).toBe('open');
  });

  test('every flipped bit of the keyring is damage, never a wrong passphrase', async () => {
    const at = await closed();
    const file = join(at.folder, 'keyring.json');
    const whole = readFileSync(file);
    for (let offset = 0; offset < whole.length - 1; offset++) {
      const changed = Buffer.from(whole);
      changed[offset]! ^= 1 << (offset % 7);
      expect(() => parseKeyring(changed.toString('latin1')), `byte ${offset}`).toThrow(/keyring\.json/);
    }
    flipBit(file, 200);
    expect(await status(at)).toMatchObject({ state: 'damaged', persons: [] });
    expect((await refused(unlock(at, at.personId))).code).toBe('WORKSPACE_DAMAGED');
    writeFileSync(file, whole.subarray(0, 300));
    expect(await status(at)).toMatchObject({ state: 'damaged' });
    writeFileSync(file, whole);
    expect((await unlock(at, at.personId)).state).toBe('open');
  });

  test('a truncated and an altered database, each after the right passphrase', async () => {
    const at = await closed();
    const file = join(at.folder, 'workspace.db');
    const whole = readFileSync(file);
    truncateSync(file, whole.length - 4096);
    expect((await refused(unlock(at, at.personId))).code).toBe('WORKSPACE_DAMAGED');
    expect(await status(at)).toMatchObject({ state: 'damaged', name: PERSON.name });
    writeFileSync(file, whole);
    flipBit(file, 100);
    expect((await refused(unlock(at, at.personId))).code).toBe('WORKSPACE_DAMAGED');
    writeFileSync(file, whole);
    expect((await unlock(at, at.personId)).state).toBe('open');
  });

  test('a database of another workspace', async () => {
    const at = await closed();
    const other = await openStation();
    await other.service.close();
    writeFileSync(join(at.folder, 'workspace.db'), readFileSync(join(other.folder, 'workspace.db')));
    expect((await refused(unlock(at, at.personId))).code).toBe('WORKSPACE_DAMAGED');
  });

  test('a newer keyring, and a newer database', async () => {
    const at = await openStation();
    const { db } = at.service.session();
    db.connection.exec("INSERT INTO schema_history VALUES (900, '0900_later', 'x', 'y', 'now')");
    await at.service.handlers.lock({});
    expect((await refused(unlock(at, at.personId))).code).toBe('WORKSPACE_NEWER');
    expect(await status(at)).toMatchObject({ state: 'newer', message: expect.stringContaining('0900_later') });
    const later = { profile: 'qp-keyring/2', anything: true };
    const file = join(at.folder, 'keyring.json');
    writeFileSync(file, JSON.stringify({ ...later, checksum: sha256Hex(canonicalJson(later)) }));
    expect(await status(at)).toMatchObject({ state: 'newer', message: expect.stringContaining('qp-keyring/2') });
  });

  test('a journal with a changed byte', async () => {
    const at = await openStation();
    const { db } = at.service.session();
    const trigger = db.read
      .reads<{ sql: string }>("SELECT sql FROM sqlite_schema WHERE name = 'journal_no_update'")
      .get()!;
    db.connection.exec(
      `DROP TRIGGER journal_no_update; UPDATE journal SET offset_ms = 1 WHERE seq = 2; ${trigger.sql}`,
    );
    await at.service.handlers.lock({});
    expect((await refused(unlock(at, at.personId))).code).toBe('JOURNAL_BROKEN');
    expect((await status(at)).state).toBe('damaged');
  });

  test('a folder another program holds', async () => {
    const at = await openStation();
    const second = await station({ dataFolder: at.data, folder: at.folder });
    const started = performance.now();
    expect(await status(second)).toMatchObject({ state: 'busy', message: expect.stringContaining('另一个泉评窗口') });
    expect(performance.now() - started).toBeLessThan(2000);
    expect((await refused(unlock(second, at.personId))).code).toBe('WORKSPACE_BUSY');
    await at.service.close();
    expect((await unlock(second, at.personId)).state).toBe('open');
  });
});

describe('the beginning of a session', () => {
  test('clears half-written files and the staging folder, and keeps the vault’s known files', async () => {
    const at = await openStation();
    const session = at.service.session();
    const { sha256 } = await session.vault.put('019aa4c0-0000-7000-8000-00000000beef', Buffer.from('附件'));
    expect(sha256).toHaveLength(64);
    writeFileSync(join(at.folder, 'tmp', 'copy.qpb'), 'x');
    writeFileSync(join(at.folder, 'keyring.json.partial'), 'x');
    await at.service.handlers.select({ folder: at.folder });
    await unlock(at, at.personId);
    expect(readdirSync(join(at.folder, 'tmp'))).toEqual([]);
    expect(readdirSync(join(at.folder, 'vault'))).toEqual([]);
    expect(existsSync(join(at.folder, 'keyring.json.partial'))).toBe(false);
  });

  test('notes a session before it that ended without its signature', async () => {
    const at = await openStation();
    const copy = join(tempFolder(), 'ws');
    mkdirSync(copy);
    for (const name of ['keyring.json', 'workspace.db', 'workspace.db-wal']) {
      writeFileSync(join(copy, name), readFileSync(join(at.folder, name)));
    }
    const crashed = await station({ folder: copy });
    await unlock(crashed, at.personId);
    const { db, journal } = crashed.service.session();
    const last = [...readRange(db.read, journal.stream, 1)].at(-1);
    expect(JSON.parse(last!.payload)).toEqual({ appVersion: '0.1.0', unclosed: true });
  });

  test('warns of a clock below a time known to have passed, journals it, and goes on', async () => {
    const clock = testClock();
    const at = await openStation({ clock });
    await at.service.handlers.lock({});
    clock.set(Date.parse('2016-11-21T08:00:00.000Z'));
    expect((await unlock(at, at.personId)).state).toBe('open');
    const behind = { now: '2016-11-21T08:00:00.000Z', floor: '2026-11-21T08:00:00.000Z' };
    expect((await at.service.facts()).clockBehind).toEqual(behind);
    expect(at.service.session().trustedNow()).toBe(behind.floor);
    expect(acts(at)).toContain('clock.behind');
    clock.set(Date.parse('2036-11-21T08:00:00.000Z'));
    await at.service.handlers.lock({});
    await unlock(at, at.personId);
    expect((await at.service.facts()).clockBehind).toBeNull();
  });

  test('needs the signature at the end of every session to be the person’s', async () => {
    const at = await openStation();
    await at.service.handlers.lock({});
    await unlock(at, at.personId);
    const { actor, db, journal } = at.service.session();
    const { seq, hash } = db.read
      .reads<{ seq: number; hash: string }>('SELECT seq, hash FROM journal ORDER BY seq DESC')
      .get()!;
    const forged = { seq, hash, signature: Buffer.alloc(64, 7).toString('base64url') };
    db.write((tx) => journal.record(tx, { type: 'session.closed', payload: forged, actor }));
    await at.service.handlers.lock({});
    const refusal = await refused(unlock(at, at.personId));
    expect([refusal.code, refusal.details]).toEqual(['JOURNAL_BROKEN', { seq: seq + 1 }]);
  });
});

describe('the demo workspace', () => {
  test('is made when it is missing and shows its passphrase', async () => {
    const folder = join(tempFolder(), 'demo');
    const clock = testClock();
    const make = async () => {
      const input = { ...PERSON, folder, passphrase: PASSPHRASE, root: null, demo: true };
      await makeWorkspace(input, { clock, projections, kdf: CHEAP });
    };
    const at = await station({ demo: { folder, passphrase: PASSPHRASE, make }, clock });
    expect(await status(at)).toMatchObject({ state: 'absent', demoAvailable: true, demo: false, demoPassphrase: null });
    const demo = await at.service.handlers.useDemo({});
    expect(demo).toMatchObject({ state: 'locked', demo: true, demoPassphrase: PASSPHRASE, folder });
    expect((await unlock(at, demo.persons[0]!.personId)).state).toBe('open');
    const again = await at.service.handlers.useDemo({});
    expect(again.persons).toEqual(demo.persons);
  });
});
