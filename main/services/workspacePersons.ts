import { eq } from 'drizzle-orm';
import type { ReadableDb } from '#db/database.ts';
import { persons } from '#db/schema/core.ts';
import type { Clock } from '#main/ports.ts';
import { readTrust, signingIdentity } from '#main/workspace/certificates.ts';
import { workspacePaths } from '#main/workspace/paths.ts';
import type { WorkspaceSession } from '#main/workspace/session.ts';
import type { PersonView } from '#shared/api/workspace.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { Role } from '#shared/domain/person.ts';
import type { Session } from './session.ts';

export function personView(db: ReadableDb, personId: string): PersonView {
  const row = db.select().from(persons).where(eq(persons.personId, personId)).get();
  if (!row) throw new Refusal('PERSON_UNKNOWN');
  const { name, unit, keyId, role, district, serial, notBefore, notAfter } = row;
  const certificate = serial && notBefore && notAfter ? { serial, notBefore, notAfter } : null;
  return { personId, name, unit, keyId, role: role as Role | null, district, certificate };
}

/** Now, but never before a time known to have passed. ISO. */
export function trustedNow(db: ReadableDb, clock: Clock): string {
  const now = new Date(clock.now()).toISOString();
  const floor = db.reads<{ floor: string }>('SELECT trusted_floor AS floor FROM workspace').get()?.floor ?? now;
  return floor > now ? floor : now;
}

/** The open workspace as the other services take it. Made anew when the person's certificate changes. */
export function sessionFor(
  open: WorkspaceSession,
  clock: Clock,
  confirmPassphrase: (passphrase: string) => Promise<void>,
): Session {
  const { actor, db, folder, secrets } = open;
  const { name, unit, role, district } = personView(db.read, actor.personId);
  return {
    ...open,
    staging: workspacePaths(folder).tmp,
    person: { ...actor, name, unit, role, district },
    identities: [secrets.ageIdentity],
    signing: signingIdentity(open),
    confirmPassphrase,
    trust: () => readTrust(db.read),
    trustedNow: () => trustedNow(db.read, clock),
  };
}
