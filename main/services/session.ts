import type { WorkspaceDatabase } from '#db/database.ts';
import type { Journal } from '#db/journal.ts';
import type { SigningIdentity, TrustStore } from '#main/bundle/certificate.ts';
import { validatePath } from '#main/bundle/path.ts';
import type { Vault } from '#main/vault/vault.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { Actor } from '#shared/domain/journal.ts';
import { ROLE_TITLES, type Role } from '#shared/domain/person.ts';

/** An unlocked workspace and the person working in it. Services take it as their first argument; it ends with the lock. */
export interface Session {
  db: WorkspaceDatabase;
  journal: Journal;
  vault: Vault;
  vaultKey: Uint8Array;
  /** Folder for sealed copies under way, on the vault's volume. */
  staging: string;
  person: { personId: string; keyId: string; name: string; unit: string; role: Role | null; district: string | null };
  actor: Actor;
  /** `AGE-SECRET-KEY-1…` of the person. */
  identities: string[];
  /** The person's key with the installed chain; `null` until there is a certificate. */
  signing: SigningIdentity | null;
  /** Checks the person's passphrase again, e.g. before a signature. PASSPHRASE_WRONG, PASSPHRASE_WAIT. */
  confirmPassphrase(passphrase: string): Promise<void>;
  trust(): TrustStore;
  /** ISO instant: now, but never before a time known to have passed. */
  trustedNow(): string;
}

/** Refuses ROLE_FORBIDDEN or CERTIFICATE_NEEDED. `action` completes “不能…”. */
export function requireRole(session: Session, roles: readonly Role[], action: string): void {
  const { role } = session.person;
  if (role === null) throw new Refusal('CERTIFICATE_NEEDED', { action });
  if (!roles.includes(role)) throw new Refusal('ROLE_FORBIDDEN', { role: ROLE_TITLES[role], action });
}

/**
 * The person's key with its certificate, held against the trusted time and the known lists: what was signed with a certificate that
 * no longer counts would only be found out at the centre. CERTIFICATE_NEEDED, CERT_EXPIRED, CERT_REVOKED.
 */
export function requireSigning(session: Session, action: string): SigningIdentity {
  if (!session.signing) throw new Refusal('CERTIFICATE_NEEDED', { action });
  validatePath(session.signing.chain, session.trust(), { at: session.trustedNow() });
  return session.signing;
}

/** Refuses WORKSPACE_LOCKED when the session ended while its caller was waiting. */
export function requireOpen(session: Session): void {
  if (!session.db.connection.open) throw new Refusal('WORKSPACE_LOCKED');
}
