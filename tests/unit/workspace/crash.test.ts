import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { verifyJournal } from '#db/journal.ts';
import { chainToPem } from '#main/bundle/certificate.ts';
import { generateAgeKeyPair } from '#main/bundle/encryption.ts';
import { answerRecovery } from '#main/workspace/recovery.ts';
import {
  centre,
  create,
  NOW,
  OTHER_PASSPHRASE,
  openStation,
  PASSPHRASE,
  PERSON,
  refused,
  station,
  status,
  tempFolder,
  unlock,
} from './helpers.ts';
import { everyStep } from './snapshots.ts';

/** Which of the passphrases opens the workspace in `folder`; fails when none does or the journal is broken. */
async function openerOf(folder: string, personId: string, passphrases: string[]): Promise<string> {
  const at = await station({ folder });
  for (const passphrase of passphrases) {
    const opened = await unlock(at, personId, passphrase).catch((error: { code: string }) => error.code);
    if (opened === 'PASSPHRASE_WRONG') continue;
    expect(opened).toMatchObject({ state: 'open' });
    verifyJournal(at.service.session().db.read);
    await at.service.close();
    return passphrase;
  }
  throw new Error('the workspace does not open any more');
}

describe('killed at every file operation and every statement', () => {
  test('while a workspace is made: there is none yet and one can be made, or it opens', async () => {
    const at = await station();
    const copies = await everyStep(at.folder, () => create(at));
    const seen = new Map<string, number>();
    for (const folder of copies) {
      const after = await station({ folder });
      const { state, persons } = await status(after);
      seen.set(state, (seen.get(state) ?? 0) + 1);
      expect(['absent', 'locked']).toContain(state);
      const opened = state === 'absent' ? await create(after) : await unlock(after, persons[0]!.personId);
      expect(opened).toMatchObject({ state: 'open', name: PERSON.name });
      verifyJournal(after.service.session().db.read);
      await after.service.close();
    }
    expect(copies.length).toBeGreaterThan(12);
    expect([...seen.keys()]).toEqual(['absent', 'locked']);
  });

  test('while the passphrase changes: the old or the new one opens, never none', async () => {
    const at = await openStation();
    const copies = await everyStep(at.folder, async () => {
      await at.service.handlers.changePassphrase({ old: PASSPHRASE, next: OTHER_PASSPHRASE });
    });
    const openers = [];
    for (const copy of copies) openers.push(await openerOf(copy, at.personId, [PASSPHRASE, OTHER_PASSPHRASE]));
    expect(new Set(openers)).toEqual(new Set([PASSPHRASE, OTHER_PASSPHRASE]));
    expect(openers).toEqual([...openers].sort((a, b) => (a === b ? 0 : a === PASSPHRASE ? -1 : 1)));
  });

  test('while a person is added: the first person always gets in, the new one as soon as listed', async () => {
    const at = await openStation();
    const copies = await everyStep(at.folder, async () => {
      await at.service.handlers.addPerson({ name: '王复核', unit: 'x', passphrase: OTHER_PASSPHRASE });
    });
    let listed = 0;
    for (const folder of copies) {
      await openerOf(folder, at.personId, [PASSPHRASE]);
      const after = await station({ folder });
      const added = (await status(after)).persons.find(({ name }) => name === '王复核');
      if (!added) continue;
      listed += 1;
      expect((await unlock(after, added.personId, OTHER_PASSPHRASE)).current?.name).toBe('王复核');
      await after.service.close();
    }
    expect(listed).toBeGreaterThan(0);
    expect(listed).toBeLessThan(copies.length);
  });

  test('while a recovery answer is taken: the old or the new passphrase opens', async () => {
    const key = await generateAgeKeyPair();
    const folder = tempFolder();
    const root = join(folder, 'root.pem');
    writeFileSync(root, chainToPem(centre(key.recipient).root.chain));
    const at = await station();
    const { personId } = (await create(at, root)).current!;
    await at.service.handlers.lock({});
    const request = join(folder, 'request.json');
    await at.service.handlers.exportRecoveryRequest({ personId, path: request, passphrase: OTHER_PASSPHRASE });
    const path = join(folder, 'answer.json');
    writeFileSync(path, await answerRecovery(readFileSync(request), key.identity, NOW));
    const copies = await everyStep(at.folder, async () => {
      await at.service.handlers.applyRecoveryAnswer({ personId, path, passphrase: OTHER_PASSPHRASE });
    });
    const openers = [];
    for (const copy of copies) openers.push(await openerOf(copy, personId, [PASSPHRASE, OTHER_PASSPHRASE]));
    expect(new Set(openers)).toEqual(new Set([PASSPHRASE, OTHER_PASSPHRASE]));
  });

  test('while a session begins and ends: it opens again, and nothing acknowledged is missing', async () => {
    const at = await openStation();
    const { actor, db, journal } = at.service.session();
    const payload = { caseId: at.personId, field: 'phone', reason: '核对' };
    db.write((tx) => journal.record(tx, { type: 'field.revealed', payload, actor }));
    const copies = await everyStep(at.folder, async () => {
      await at.service.handlers.lock({});
      await unlock(at, at.personId);
    });
    for (const folder of copies) {
      const after = await station({ folder });
      await unlock(after, at.personId);
      const kept = after.service
        .session()
        .db.read.reads<{ n: number }>("SELECT count(*) AS n FROM journal WHERE type = 'field.revealed'")
        .get();
      expect(kept).toEqual({ n: 1 });
      await after.service.close();
    }
  });
});

test('a beginning is only cleared where its mark is', async () => {
  const at = await openStation();
  await at.service.close();
  writeFileSync(join(at.folder, 'workspace.creating'), '');
  const again = await station({ folder: at.folder });
  expect((await refused(create(again))).code).toBe('WORKSPACE_EXISTS');
  expect((await unlock(again, at.personId)).state).toBe('open');
});
