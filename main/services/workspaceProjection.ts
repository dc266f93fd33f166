import { eq } from 'drizzle-orm';
import { defineProjection } from '#db/projections.ts';
import { backups, crls, formerKeys, persons, preferences, trustRoots } from '#db/schema/core.ts';

const WITHOUT_CERTIFICATE = {
  chain: null,
  serial: null,
  role: null,
  district: null,
  notBefore: null,
  notAfter: null,
};

/** People, their keys and certificates, pinned roots, revocation lists, preferences and backups, as the journal tells them. */
export const workspaceProjection = defineProjection([persons, formerKeys, trustRoots, crls, preferences, backups], {
  'person.added': (tx, { payload, at }) => {
    tx.insert(persons)
      .values({ ...payload, addedAt: at })
      .run();
  },
  'person.recovered': (tx, { payload, at }) => {
    const { personId, ...keys } = payload;
    const before = tx.select().from(persons).where(eq(persons.personId, personId)).get();
    if (!before) return;
    const { keyId, spki, chain } = before;
    tx.insert(formerKeys).values({ keyId, spki, chain, personId, replacedAt: at }).run();
    tx.update(persons)
      .set({ ...keys, ...WITHOUT_CERTIFICATE })
      .where(eq(persons.personId, personId))
      .run();
  },
  'certificate.installed': (tx, { payload }) => {
    const { personId, chain, serial, role, district, notBefore, notAfter } = payload;
    tx.update(persons)
      .set({ chain, serial, role, district, notBefore, notAfter })
      .where(eq(persons.personId, personId))
      .run();
  },
  'root.pinned': (tx, { payload, at }) => {
    tx.insert(trustRoots)
      .values({ ...payload, pinnedAt: at })
      .onConflictDoNothing()
      .run();
  },
  'crl.accepted': (tx, { payload }) => {
    tx.insert(crls).values(payload).onConflictDoUpdate({ target: crls.issuerKeyId, set: payload }).run();
  },
  'preference.set': (tx, { payload }) => {
    tx.insert(preferences)
      .values(payload)
      .onConflictDoUpdate({ target: [preferences.personId, preferences.key], set: { value: payload.value } })
      .run();
  },
  'workspace.backedUp': (tx, { payload, at }) => {
    tx.insert(backups)
      .values({ ...payload, at })
      .onConflictDoNothing()
      .run();
  },
});
