import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chainToPem } from '#main/bundle/certificate.ts';
import { generateAgeKeyPair } from '#main/bundle/encryption.ts';
import { createCrl } from '#main/bundle/issue.ts';
import { fingerprintOf } from '#main/workspace/certificates.ts';
import { openRecovery } from '#main/workspace/keyring.ts';
import { type PassphraseBox, readKeyring } from '#main/workspace/keyringFile.ts';
import { workspacePaths } from '#main/workspace/paths.ts';
import { answerRecovery } from '#main/workspace/recovery.ts';
import { contract } from '#shared/api/contract.ts';
import { toGroups } from '#shared/domain/review.ts';
import {
  type Centre,
  CHEAP,
  centre,
  create,
  NOW,
  OTHER_PASSPHRASE,
  openStation,
  PASSPHRASE,
  refused,
  type Station,
  station,
  status,
  tempFolder,
  unlock,
} from './helpers.ts';

async function enrolled(at: Station, from: Centre, role: 'reviewer' | 'approver' = 'reviewer'): Promise<string> {
  const request = join(tempFolder(), 'request.json');
  await at.service.handlers.exportEnrolment({ path: request, role });
  const certificate = join(tempFolder(), 'person.pem');
  writeFileSync(certificate, from.certify(readFileSync(request), role));
  return certificate;
}

describe('several persons in one workspace', () => {
  test('work in turn, each with the own passphrase and key', async () => {
    const at = await openStation();
    const added = await at.service.handlers.addPerson({
      name: '王复核',
      unit: '历下区人社局',
      passphrase: OTHER_PASSPHRASE,
    });
    expect(contract.workspace.addPerson.output.parse(added)).toEqual(added);
    expect((await status(at)).persons.map(({ name }) => name)).toEqual(['李审核', '王复核']);
    const first = at.service.session();
    await at.service.handlers.lock({});
    expect((await refused(unlock(at, added.personId, PASSPHRASE))).code).toBe('PASSPHRASE_WRONG');
    const opened = await unlock(at, added.personId, OTHER_PASSPHRASE);
    expect(opened.current).toEqual(added);
    const second = at.service.session();
    expect(second.actor.keyId).not.toBe(first.actor.keyId);
    expect(second.identities).not.toEqual(first.identities);
    expect(second.vaultKey).toEqual(first.vaultKey);
  });

  test('somebody the database does not know yet is made known at the first unlock', async () => {
    const at = await openStation();
    const { personId } = await at.service.handlers.addPerson({
      name: '王复核',
      unit: 'x',
      passphrase: OTHER_PASSPHRASE,
    });
    const { db, journal } = at.service.session();
    const event = db.read
      .reads<{ seq: number }>("SELECT max(seq) AS seq FROM journal WHERE type = 'person.added'")
      .get();
    expect(event?.seq).toBe(4);
    db.connection.exec(`DELETE FROM persons WHERE person_id = '${personId}'`);
    await at.service.handlers.lock({});
    const opened = await unlock(at, personId, OTHER_PASSPHRASE);
    expect(opened.current?.name).toBe('王复核');
    expect(journal.stream).toBe(at.service.session().journal.stream);
  });

  test('a new passphrase replaces the old one; the keys stay', async () => {
    const at = await openStation();
    const { actor } = at.service.session();
    const change = at.service.handlers.changePassphrase;
    expect((await refused(change({ old: 'wrong', next: OTHER_PASSPHRASE }))).code).toBe('PASSPHRASE_WRONG');
    expect((await refused(change({ old: PASSPHRASE, next: '123456' }))).code).toBe('PASSPHRASE_WEAK');
    expect(await change({ old: PASSPHRASE, next: OTHER_PASSPHRASE })).toEqual({});
    await at.service.handlers.lock({});
    expect((await refused(unlock(at, at.personId))).code).toBe('PASSPHRASE_WRONG');
    await unlock(at, at.personId, OTHER_PASSPHRASE);
    expect(at.service.session().actor).toEqual(actor);
  });
});

describe('the centre’s certificate', () => {
  test('is compared by its root, installed, and makes the person able to sign', async () => {
    const jinan = centre();
    const at = await openStation();
    expect(at.service.session().signing).toBeNull();
    const path = await enrolled(at, jinan);
    const preview = await at.service.handlers.previewCertificate({ path });
    expect(contract.workspace.previewCertificate.output.parse(preview)).toEqual(preview);
    expect(preview).toMatchObject({ name: '李审核', role: 'reviewer', district: '370102', rootKnown: false });
    expect(preview.rootGroups).toEqual(toGroups(fingerprintOf(jinan.root.chain[0]!)));
    const person = await at.service.handlers.installCertificate({ path });
    expect(contract.workspace.installCertificate.output.parse(person)).toEqual(person);
    expect(person).toMatchObject({
      role: 'reviewer',
      district: '370102',
      certificate: { notAfter: '2036-01-01T00:00:00.000Z' },
    });
    const session = at.service.session();
    expect(session.person.role).toBe('reviewer');
    expect(session.signing?.chain.map(({ subject }) => subject.name)).toEqual(['李审核', '济南市人才中心']);
    expect(session.trust().roots.map(fingerprintOf)).toEqual([fingerprintOf(jinan.root.chain[0]!)]);
    expect((await at.service.handlers.previewCertificate({ path })).rootKnown).toBe(true);
    await at.service.handlers.lock({});
    expect((await unlock(at, at.personId)).current?.role).toBe('reviewer');
  });

  test('of another key, another person, no centre or another file is refused and changes nothing', async () => {
    const jinan = centre();
    const at = await openStation();
    const other = await openStation();
    const install = (path: string) => refused(at.service.handlers.installCertificate({ path }));
    const write = (text: string) => {
      const file = join(tempFolder(), 'person.pem');
      writeFileSync(file, text);
      return file;
    };
    expect((await install(await enrolled(other, jinan))).code).toBe('CERTIFICATE_MISMATCH');
    const request = join(tempFolder(), 'request.json');
    await at.service.handlers.exportEnrolment({ path: request, role: 'reviewer' });
    const asked = readFileSync(request);
    const stranger = { personId: '019aa4c0-0000-7000-8000-0000000000ee' };
    expect((await install(write(jinan.certify(asked, 'reviewer', stranger)))).code).toBe('CERTIFICATE_MISMATCH');
    const [leaf] = jinan.certify(asked).split(/(?<=-----END CERTIFICATE-----\n)/);
    expect((await install(write(leaf! + chainToPem(centre().root.chain)))).code).toBe('CERT_UNTRUSTED');
    expect((await install(write(leaf!))).code).toBe('CERT_INVALID');
    expect((await install(write('not a certificate'))).code).toBe('CERT_INVALID');
    expect((await install(write('x'.repeat(100_000)))).code).toBe('FILE_TOO_LARGE');
    expect((await install(join(tempFolder(), 'none.pem'))).code).toBe('FILE_NOT_FOUND');
    at.clock.set(Date.parse('2037-01-01T00:00:00.000Z'));
    expect((await install(await enrolled(at, jinan))).code).toBe('CERT_EXPIRED');
    expect(at.service.session().signing).toBeNull();
    expect(at.service.session().trust().roots).toEqual([]);
  });

  test('that the known list revokes is refused', async () => {
    const jinan = centre();
    const at = await openStation();
    const path = await enrolled(at, jinan);
    await at.service.handlers.installCertificate({ path });
    const { actor, db, journal, signing } = at.service.session();
    const [leaf, root] = signing!.chain;
    const revoked = [{ serial: leaf!.serial, revokedAt: new Date(NOW).toISOString() }];
    const list = createCrl(jinan.root, { number: 2, thisUpdate: new Date(NOW).toISOString(), revoked });
    const payload = { issuerKeyId: root!.keyId, number: 2, pem: list.pem, bundleId: at.personId };
    db.write((tx) => journal.record(tx, { type: 'crl.accepted', payload, actor }));
    expect(
      at.service
        .session()
        .trust()
        .crls.map(({ number }) => number),
    ).toEqual([2]);
    at.clock.advance(1000);
    expect((await refused(at.service.handlers.installCertificate({ path }))).code).toBe('CERT_REVOKED');
  });
});

describe('recovery by the centre', () => {
  async function forgotten() {
    const key = await generateAgeKeyPair();
    const jinan = centre(key.recipient);
    const at = await station();
    const root = join(tempFolder(), 'root.pem');
    writeFileSync(root, chainToPem(jinan.root.chain));
    const personId = (await create(at, root)).current!.personId;
    const path = await enrolled(at, jinan);
    await at.service.handlers.installCertificate({ path });
    return { at, jinan, key, personId };
  }

  async function request(at: Station, personId: string, passphrase = OTHER_PASSPHRASE): Promise<Buffer> {
    const path = join(tempFolder(), 'recovery.json');
    expect(await at.service.handlers.exportRecoveryRequest({ personId, path, passphrase })).toEqual({ path });
    return readFileSync(path);
  }

  function apply(at: Station, personId: string, answer: string | Buffer, passphrase = OTHER_PASSPHRASE) {
    const path = join(tempFolder(), 'answer.json');
    writeFileSync(path, answer);
    return Promise.resolve(at.service.handlers.applyRecoveryAnswer({ personId, path, passphrase }));
  }

  test('gives the person a new passphrase and new keys; what was there stays', async () => {
    const { at, jinan, key, personId } = await forgotten();
    const before = at.service.session();
    await at.service.handlers.lock({});
    expect((await status(at)).recoveryAvailable).toBe(true);
    for (let i = 0; i < 5; i++) await refused(unlock(at, personId, 'forgotten'));
    const answer = await answerRecovery(await request(at, personId), key.identity, NOW);
    expect((await refused(apply(at, personId, answer, PASSPHRASE))).code).toBe('PASSPHRASE_WRONG');
    const opened = await apply(at, personId, answer);
    expect(opened).toMatchObject({ state: 'open', retryAfterMs: 0 });
    expect(opened.current).toMatchObject({ role: null, certificate: null });
    const after = at.service.session();
    expect(after.actor.keyId).not.toBe(before.actor.keyId);
    expect(after.vaultKey).toEqual(before.vaultKey);
    await at.service.handlers.lock({});
    expect((await refused(unlock(at, personId, PASSPHRASE))).code).toBe('PASSPHRASE_WRONG');
    await unlock(at, personId, OTHER_PASSPHRASE);
    const path = await enrolled(at, jinan);
    expect((await at.service.handlers.installCertificate({ path })).role).toBe('reviewer');
    expect((await refused(apply(at, personId, answer))).code).toBe('RECOVERY_MISMATCH');
  });

  test('takes only the answer to the latest request of this person', async () => {
    const { at, key, personId } = await forgotten();
    const other = await at.service.handlers.addPerson({ name: '王复核', unit: 'x', passphrase: OTHER_PASSPHRASE });
    await at.service.handlers.lock({});
    const first = await answerRecovery(await request(at, personId), key.identity, NOW);
    const second = await answerRecovery(await request(at, personId), key.identity, NOW);
    expect((await refused(apply(at, personId, first))).code).toBe('RECOVERY_MISMATCH');
    expect((await refused(apply(at, other.personId, second))).code).toBe('RECOVERY_MISMATCH');
    const changed = { ...JSON.parse(second), sealed: JSON.parse(first).sealed };
    expect((await refused(apply(at, personId, JSON.stringify(changed)))).code).toBe('RECOVERY_MISMATCH');
    expect((await refused(apply(at, personId, '{"profile":1}'))).code).toBe('SCHEMA_INVALID');
    expect((await unlock(at, personId)).state).toBe('open');
  });

  test('keeps the waiting key under the passphrase chosen with the request', async () => {
    const { at, key, personId } = await forgotten();
    await at.service.handlers.lock({});
    const weak = { personId, path: join(tempFolder(), 'r'), passphrase: '123456' };
    expect((await refused(at.service.handlers.exportRecoveryRequest(weak))).code).toBe('PASSPHRASE_WEAK');
    const { recovery } = workspacePaths(at.folder);
    expect(existsSync(recovery)).toBe(false);
    const answer = await answerRecovery(await request(at, personId), key.identity, NOW);
    const pending = JSON.parse(readFileSync(recovery, 'utf8')) as { createdAt: string; box: PassphraseBox };
    expect(readFileSync(recovery, 'utf8')).not.toMatch(/AGE-SECRET-KEY/i);
    expect(pending.box.kdf).toEqual(CHEAP);
    for (const altered of [
      { ...pending, createdAt: '2026-11-21T08:00:00.001Z' },
      { ...pending, box: {} },
    ]) {
      writeFileSync(recovery, JSON.stringify(altered));
      expect((await refused(apply(at, personId, answer))).code).toMatch(/PASSPHRASE_WRONG|RECOVERY_MISMATCH/);
    }
    writeFileSync(recovery, 'not a note');
    expect((await refused(apply(at, personId, answer))).code).toBe('RECOVERY_MISMATCH');
    writeFileSync(recovery, JSON.stringify(pending));
    expect((await apply(at, personId, answer)).state).toBe('open');
    expect(existsSync(recovery)).toBe(false);
  });

  test('of a centre with another key opens nothing', async () => {
    const { at, personId } = await forgotten();
    const stranger = await generateAgeKeyPair();
    const asked = await request(at, personId);
    expect((await refused(answerRecovery(asked, stranger.identity, NOW))).code).toBe('BUNDLE_DECRYPT');
  });

  test('is not there without the centre’s root, and comes with the certificate', async () => {
    const key = await generateAgeKeyPair();
    const at = await openStation();
    expect((await status(at)).recoveryAvailable).toBe(false);
    const { personId } = at;
    const wanted = { personId, path: join(tempFolder(), 'r'), passphrase: OTHER_PASSPHRASE };
    const asked = at.service.handlers.exportRecoveryRequest(wanted);
    expect((await refused(asked)).code).toBe('RECOVERY_UNAVAILABLE');
    const path = await enrolled(at, centre(key.recipient));
    await at.service.handlers.installCertificate({ path });
    expect((await status(at)).recoveryAvailable).toBe(true);
    const keyring = await readKeyring(at.folder);
    expect(await openRecovery(keyring!.recovery!.sealed, key.identity)).toHaveLength(32);
  });
});
