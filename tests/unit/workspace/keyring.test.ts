import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { generatePersonKeys, KDF_COST, openPerson, sealPerson } from '#main/workspace/keyring.ts';
import { formatKeyring, type Keyring, parseKeyring } from '#main/workspace/keyringFile.ts';
import { CHEAP, OTHER_PASSPHRASE, openStation, PASSPHRASE, PERSON, unlock } from './helpers.ts';

const PERSON_ID = '019aa4c0-0000-7000-8000-0000000000aa';
const KEY = new Uint8Array(32).fill(7);

async function sealed(kdf = CHEAP) {
  const keys = await generatePersonKeys();
  const person = { personId: PERSON_ID, name: PERSON.person, unit: PERSON.unit };
  return { keys, entry: await sealPerson(person, keys, KEY, PASSPHRASE, kdf) };
}

describe('a person’s entry', () => {
  test('opens with the passphrase and gives back exactly what was sealed, at the product’s work factor', async () => {
    const { entry, keys } = await sealed(KDF_COST);
    expect(entry.kdf).toEqual({ N: 131072, r: 8, p: 1 });
    const opened = await openPerson(entry, PASSPHRASE);
    const { signingKeyPem, ageIdentity } = keys;
    expect(opened).toEqual({ workspaceKey: KEY, signingKeyPem, ageIdentity });
  });

  test('opens with no other passphrase and never twice the same way', async () => {
    const { entry, keys } = await sealed();
    expect(await openPerson(entry, OTHER_PASSPHRASE)).toBeNull();
    expect(await openPerson(entry, '')).toBeNull();
    const person = { personId: PERSON_ID, name: PERSON.person, unit: PERSON.unit };
    const again = await sealPerson(person, keys, KEY, PASSPHRASE, CHEAP);
    expect([again.salt === entry.salt, again.nonce === entry.nonce, again.sealed === entry.sealed]).toEqual([
      false,
      false,
      false,
    ]);
  });

  test.each([
    ['name', '王某'],
    ['unit', '别的单位'],
    ['keyId', 'ab'.repeat(32)],
    ['recipient', 'age1other'],
    ['spki', 'AAAA'],
    ['personId', '019aa4c0-0000-7000-8000-0000000000ab'],
    ['kdf', { N: 2048, r: 8, p: 1 }],
  ])('does not open when its %s was changed', async (field, value) => {
    const { entry } = await sealed();
    expect(await openPerson({ ...entry, [field]: value }, PASSPHRASE)).toBeNull();
  });
});

describe('the keyring file', () => {
  test('is read back as it was written, and a hostile work factor is refused', async () => {
    const { entry } = await sealed();
    const workspace = { id: PERSON_ID, name: 'n', unit: 'u', demo: false, createdAt: '2026-11-21T08:00:00.000Z' };
    const keyring: Keyring = { profile: 'qp-keyring/1', workspace, persons: [entry], recovery: null };
    expect(parseKeyring(formatKeyring(keyring))).toEqual(keyring);
    const greedy = { ...entry, kdf: { N: 2 ** 30, r: 8, p: 1 } };
    expect(() => parseKeyring(formatKeyring({ ...keyring, persons: [greedy] }))).toThrow(/格式不对/);
    expect(() => parseKeyring(formatKeyring({ ...keyring, persons: [] }))).toThrow(/格式不对/);
  });

  test.each(['', 'null', '[]', '"text"', '{}', '{"checksum":1.5,"x":2.5}'])('%s is damage', (content) => {
    expect(() => parseKeyring(content)).toThrow(/keyring\.json/);
  });
});

describe('on the disk', () => {
  function everyFile(folder: string): Buffer[] {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((file) => !file.endsWith('lock') && statSync(file).isFile())
      .map((file) => readFileSync(file));
  }

  test('nothing that was written into the workspace and no key can be read, open or locked', async () => {
    const at = await openStation();
    const { actor, db, identities, journal, signing, vault, vaultKey } = at.service.session();
    expect(signing).toBeNull();
    const canary = '370102199001011234';
    const payload = { caseId: at.personId, field: 'idNumber', reason: `核对 ${canary}` };
    db.write((tx) => journal.record(tx, { type: 'field.revealed', payload, actor }));
    await vault.put(at.personId, Buffer.from(canary.repeat(5000)));
    const secrets = [canary, PASSPHRASE, identities[0]!, 'BEGIN PRIVATE KEY', Buffer.from(vaultKey).toString('base64')];
    const check = () => {
      const files = everyFile(at.folder);
      expect(files.length).toBeGreaterThan(2);
      for (const bytes of files) {
        for (const secret of secrets) expect(bytes.includes(secret)).toBe(false);
        expect(bytes.includes(Buffer.from(vaultKey))).toBe(false);
      }
    };
    check();
    await at.service.handlers.lock({});
    check();
    expect((await unlock(at, at.personId)).state).toBe('open');
  });

  test.runIf(process.platform !== 'win32')('only the owner may read the keyring and the vault', async () => {
    const at = await openStation();
    const mode = (name: string) => statSync(join(at.folder, name)).mode & 0o077;
    expect([mode('keyring.json'), mode('vault'), mode('tmp')]).toEqual([0, 0, 0]);
  });
});
